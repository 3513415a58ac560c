#include "cmd/help.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/columns.h"
#include "cmd/command.h"
#include "cmd/option.h"

#define EXAMPLE_ISSUE "content/zhoujiadu/2018-12-15"

/* --- all commands --------------------------------------------------------- */

static int name_column(void)
{
  size_t n;
  int column = 0;
  const struct command *c = command_all(&n);
  for (size_t i = 0; i < n; i++)
    if (columns_width(c[i].name) > column)
      column = columns_width(c[i].name);
  return column + 2;
}

static void put_line(FILE *to, const struct command *c, int column)
{
  fprintf(to, "  ");
  columns_pad(to, c->name, column);
  columns_fold(to, _(c->what), column + 2);
}

void help_usage(FILE *to)
{
  size_t n;
  const struct command *c = command_all(&n);
  int column = name_column();
  fprintf(to, "%s\n\n%s\n",
          _("A folder of articles becomes a website and newspaper pages."),
          _("Usage: chenbao COMMAND [OPTION]… [ARGUMENT]…"));
  for (int g = 0; g < COMMAND_GROUPS; g++) {
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
      if (c[i].group != (enum command_group)g)
        continue;
      if (!begun)
        fprintf(to, "\n%s\n", command_group_name(c[i].group));
      begun = true;
      put_line(to, &c[i], column);
    }
  }
  fprintf(to, "\n%s\n",
          _("chenbao help COMMAND tells more of a command."));
}

void help_family(FILE *to, const char *name)
{
  size_t n, length = strlen(name);
  const struct command *c = command_all(&n);
  fprintf(to, _("chenbao %s is followed by one of these words:\n\n"), name);
  for (size_t i = 0; i < n; i++)
    if (!strncmp(c[i].name, name, length) && c[i].name[length] == ' ')
      put_line(to, &c[i], name_column());
  fprintf(to, "\n%s\n",
          _("chenbao help COMMAND tells more of a command."));
}

void help_version(void)
{
  printf("chenbao %s\n", CHENBAO_VERSION);
}

void help_unknown(const char *name)
{
  const char *near = command_near(name);
  if (*name == '-')
    diag(LEVEL_ERROR, place_none(),
         _("%s: options go behind a command; chenbao help lists them all"),
         name);
  else if (near)
    diag(LEVEL_ERROR, place_none(),
         _("there is no command %s; did you mean chenbao %s?"), name, near);
  else
    diag(LEVEL_ERROR, place_none(),
         _("there is no command %s; chenbao help lists them all"), name);
}

/* --- one command ---------------------------------------------------------- */

/* "-o, --output PATH"; owned. */
static char *left_of(const struct option *o)
{
  char key[5] = "    ";
  if (o->is_short)
    memcpy(key, (char[]){'-', o->letter, ','}, 3);
  return mem_printf("%s--%s%s%s", key, o->name, o->value ? " " : "",
                    o->value ? _(o->value) : "");
}

static int option_column(const struct command *c)
{
  int column = 0;
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    char *left = left_of(o);
    if (columns_width(left) > column)
      column = columns_width(left);
    free(left);
  }
  return column + 2;
}

static void put_options(const struct command *c)
{
  int column = option_column(c);
  printf("\n%s\n", _("Options"));
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    char *left = left_of(o);
    printf("  ");
    columns_pad(stdout, left, column);
    columns_fold(stdout, _(o->what), column + 2);
    free(left);
  }
}

/* The newest issue of the paper PAPER in the folder content, or NULL. Owned. */
static char *newest(const char *paper)
{
  char *dir = file_join("content", paper), *found = NULL;
  char **days = file_list(dir);
  for (size_t i = 0; days && days[i]; i++) {
    char *issue = mem_printf("%s/%s/issue.yaml", dir, days[i]);
    if (file_exists(issue)) {
      free(found);
      found = file_join(dir, days[i]);
    }
    free(issue);
  }
  free(days);
  free(dir);
  return found;
}

char *help_example(const struct command *c)
{
  static const char issue[] = EXAMPLE_ISSUE;
  char *line = mem_copy_n(c->example, strcspn(c->example, "\n"));
  const char *at = strstr(line, issue);
  char **papers = at ? file_list("content") : NULL;
  for (size_t i = 0; papers && papers[i]; i++) {
    char *other = newest(papers[i]);
    if (!other)
      continue;
    char *with = mem_printf("%.*s%s%s", (int)(at - line), line, other,
                            at + strlen(issue));
    free(line);
    free(other);
    line = with;
    break;
  }
  free(papers);
  return line;
}

static void put_example(const struct command *c)
{
  printf("\n%s\n", _("Examples"));
  for (const char *s = c->example; *s;) {
    size_t n = strcspn(s, "\n");
    printf("  %.*s\n", (int)n, s);
    s += n + (s[n] == '\n');
  }
}

void help_command(const struct command *c)
{
  columns_fold(stdout, _(c->what), 0);
  printf("\n");
  printf(_("Usage: chenbao %s%s%s"), c->name, *c->args ? " " : "",
         *c->args ? _(c->args) : "");
  printf("\n\n");
  columns_fold(stdout, _(c->more), 0);
  put_options(c);
  put_example(c);
}
