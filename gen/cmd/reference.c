#include "cmd/reference.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "cmd/columns.h"
#include "tree/keys.h"

static const char *const types[] = {
    [KEY_LINE] = N_("one line"),     [KEY_TEXT] = N_("text"),
    [KEY_DATE] = N_("date"),         [KEY_INT] = N_("number"),
    [KEY_ENUM] = N_("one of these"), [KEY_ID] = N_("a-z, 0-9 and hyphens"),
    [KEY_PATH] = N_("path"),         [KEY_URL] = N_("address"),
    [KEY_POINT] = N_("point"),       [KEY_LIST] = N_("list"),
    [KEY_MAP] = N_("keys"),          [KEY_MAPS] = N_("list of keys"),
    [KEY_TABLE] = N_("keys by id")};

/* In the order of enum scope's bits. */
static const char *const places[] = {
    "site.yaml",           "paper.yaml",          "issue.yaml",
    "NN-name.md",          "paper.yaml: account", "paper.yaml: sections",
    "issue.yaml: articles", "issue.yaml: ads",     "paper.yaml: government",
    "theme.yaml"};

/* Each function puts BETWEEN between its parts. */
static void put_places(struct buf *b, unsigned scopes, const char *between)
{
  const char *before = "";
  for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
    if (scopes & 1U << i) {
      buf_printf(b, "%s%s", before, places[i]);
      before = between;
    }
}

static void put_limits(struct buf *b, const struct key *k, const char *between)
{
  for (const struct key_value *v = k->values; v && v->name; v++)
    buf_printf(b, "%s`%s` %s", v == k->values ? "" : between, v->name,
               v->aliases);
  if (k->values && k->max)
    buf_puts(b, between);
  if (k->max && k->type == KEY_INT)
    buf_printf(b, "%d–%d", k->min, k->max);
  else if (k->max)
    buf_printf(b, k->type >= KEY_LIST ? _("%d–%d entries")
                                      : _("%d–%d characters"),
               k->min, k->max);
}

static void put_row(const struct key *k)
{
  struct buf b = BUF_INIT;
  buf_printf(&b, "| `%s` | %s | ", k->name, k->alias);
  put_places(&b, k->scopes, "<br>");
  buf_printf(&b, " | %s%s%s | ", _(types[k->type]), k->required ? "<br>" : "",
             k->required ? _("required") : "");
  put_limits(&b, k, "<br>");
  buf_printf(&b, " | %s |\n", _(k->help));
  fputs(b.s, stdout);
  buf_free(&b);
}

/* A table would be too wide for a terminal. */
static void put_entry(const struct key *k)
{
  enum { INDENT = 6 };
  struct buf b = BUF_INIT;
  printf("%s  %s%s%s\n%*s", k->name, k->alias, k->required ? "  " : "",
         k->required ? _("required") : "", INDENT, "");
  columns_fold(stdout, _(k->help), INDENT);
  buf_puts(&b, _(types[k->type]));
  buf_puts(&b, k->values || k->max ? "; " : "");
  put_limits(&b, k, ", ");
  printf("%*s", INDENT, "");
  columns_fold(stdout, b.s, INDENT);
  buf_clear(&b);
  put_places(&b, k->scopes, ", ");
  printf("%*s", INDENT, "");
  columns_fold(stdout, b.s, INDENT);
  buf_free(&b);
}

int reference_keys(const struct options *o)
{
  size_t n;
  bool table = !isatty(STDOUT_FILENO);
  (void)o;
  if (table)
    printf("| %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|\n",
           _("Key"), "中文", _("Where"), _("Type"), _("Limits"),
           _("Meaning"));
  for (const struct key *k = keys_all(&n), *end = k + n; k < end; k++)
    if (table)
      put_row(k);
    else
      put_entry(k);
  if (fflush(stdout) == 0 && !ferror(stdout))
    return 0;
  diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return 3;
}
