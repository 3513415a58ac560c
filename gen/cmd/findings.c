#include "cmd/findings.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/help.h"
#include "cmd/single.h"

enum { RULE_MAX = 48 };

struct findings {
  bool sarif;
  json_t *results, *rules;
  json_t *known; /* rule → its index */
};

bool findings_format(const char *format)
{
  return !strcmp(format, "text") || !strcmp(format, "json") ||
         !strcmp(format, "sarif");
}

/* S as a JSON string: what is no UTF-8 (in names of files) as U+FFFD. */
static json_t *text(const char *s)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "");
  for (const char *end = s + strlen(s); s < end;)
    buf_rune(&b, utf8_next(&s, end));
  json_t *string = json_stringn(b.s, b.n);
  buf_free(&b);
  return string;
}

/* Behind the value that begins with % at S: %s, %.*s, %04lX, %%. */
static const char *past_value(const char *s)
{
  s += 1 + strspn(s + 1, "0123456789.*-+ #hlzj");
  return s + (*s != '\0');
}

/* Words that tell nothing. */
static bool is_filler(const char *s, size_t n)
{
  static const char *const words[] = {"the", "a", "an", "this", "is",
                                      "of",  "in", "it", "here", "has"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == n && !strncmp(words[i], s, n))
      return true;
  return false;
}

static bool ends_clause(const char *s)
{
  return strchr(",;:", *s) && (!s[1] || s[1] == ' ');
}

char *findings_rule(const char *id)
{
  struct buf b = BUF_INIT;
  char word[RULE_MAX];
  int words = 0;
  buf_puts(&b, "");
  for (const char *s = id; *s && !(words > 1 && ends_clause(s));) {
    size_t n = 0;
    for (; isalnum((unsigned char)*s); s++)
      if (n < RULE_MAX - 1)
        word[n++] = (char)tolower((unsigned char)*s);
    if (n && !is_filler(word, n) && b.n + n < RULE_MAX) {
      buf_puts(&b, words++ ? "-" : "");
      buf_put(&b, word, n);
    }
    if (*s == '%')
      s = past_value(s);
    else if (!n && *s)
      s++;
  }
  if (!b.n)
    buf_puts(&b, "message");
  return buf_take(&b);
}

/* The translation of ID with … for its values. */
static json_t *template_of(const char *id)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "");
  for (const char *s = _(id); *s;) {
    if (*s == '%') {
      buf_puts(&b, s[1] == '%' ? "%" : "…");
      s = past_value(s);
    } else {
      buf_putc(&b, *s++);
    }
  }
  json_t *string = text(b.s);
  buf_free(&b);
  return string;
}

static const char *level_word(enum level level)
{
  if (level == LEVEL_NOTE)
    return "note";
  return level == LEVEL_WARN ? "warning" : "error";
}

/* The index of RULE, which is new or known. */
static json_int_t rule_index(struct findings *f, const char *rule,
                             const char *id)
{
  json_t *known = json_object_get(f->known, rule);
  if (known)
    return json_integer_value(known);
  json_int_t n = (json_int_t)json_array_size(f->rules);
  json_object_set_new(f->known, rule, json_integer(n));
  json_array_append_new(f->rules,
                        json_pack("{sss{so}}", "id", rule, "shortDescription",
                                  "text", template_of(id)));
  return n;
}

/* PATH as an address, relative to the working folder or absolute. */
static json_t *address(const char *path)
{
  static const char plain[] = "-._~/!$&'()*+,;=@";
  struct buf b = BUF_INIT;
  bool absolute = *path == '/';
  buf_puts(&b, absolute ? "file://" : "");
  while (path[0] == '.' && path[1] == '/')
    path += 2;
  for (const char *s = path; *s; s++)
    if (isalnum((unsigned char)*s) || strchr(plain, *s))
      buf_putc(&b, *s);
    else
      buf_printf(&b, "%%%02X", (unsigned char)*s);
  json_t *uri = absolute
                    ? json_pack("{ss}", "uri", b.s)
                    : json_pack("{ssss}", "uri", b.s, "uriBaseId", "SRCROOT");
  buf_free(&b);
  return uri;
}

static json_t *sarif_place(struct place at)
{
  json_t *place = json_pack("{so}", "artifactLocation", address(at.file));
  if (at.line > 0)
    json_object_set_new(place, "region",
                        json_pack("{sisi}", "startLine", at.line, "startColumn",
                                  at.col > 0 ? at.col : 1));
  return json_pack("{so}", "physicalLocation", place);
}

static json_t *sarif_result(struct findings *f, const struct diag_message *said,
                            const char *rule)
{
  json_t *result = json_pack(
      "{sssIsss{so}}", "ruleId", rule, "ruleIndex",
      rule_index(f, rule, said->id), "level", level_word(said->level),
      "message", "text", text(said->text));
  json_t *places = json_array();
  if (said->at.file)
    json_array_append_new(places, sarif_place(said->at));
  json_object_set_new(result, "locations", places);
  return result;
}

static json_t *or_null(int n)
{
  return n > 0 ? json_integer(n) : json_null();
}

static json_t *plain_result(const struct diag_message *said, const char *rule)
{
  struct place at = said->at;
  bool lined = at.file && at.line > 0;
  return json_pack("{sosososssoss}", "file",
                   at.file ? text(at.file) : json_null(), "line",
                   or_null(lined ? at.line : 0), "column",
                   or_null(!lined ? 0 : at.col > 0 ? at.col : 1), "level",
                   level_word(said->level), "message", text(said->text), "rule",
                   rule);
}

static void take(void *data, const struct diag_message *said)
{
  struct findings *f = data;
  char *rule = findings_rule(said->id);
  json_array_append_new(f->results, f->sarif ? sarif_result(f, said, rule)
                                             : plain_result(said, rule));
  free(rule);
}

struct findings *findings_begin(const char *format)
{
  if (!format || !strcmp(format, "text"))
    return NULL;
  struct findings *f = mem_new(sizeof *f);
  f->sarif = !strcmp(format, "sarif");
  f->results = json_array();
  f->rules = json_array();
  f->known = json_object();
  diag_sink(take, f);
  return f;
}

/* The working folder as an address that ends in a slash. */
static json_t *base_address(void)
{
  char *dir = getcwd(NULL, 0);
  char *path = mem_printf("%s/", dir ? dir : "");
  json_t *uri = address(path);
  free(path);
  free(dir);
  return json_pack("{so}", "SRCROOT", uri);
}

static json_t *sarif_log(struct findings *f, int status)
{
  json_t *driver =
      json_pack("{sssssO}", "name", "chenbao", "version", CHENBAO_VERSION,
                "rules", f->rules);
  json_t *invocation = json_pack("{sbsi}", "executionSuccessful", status < 2,
                                 "exitCode", status);
  json_t *run = json_pack("{s{so}s[o]sosssO}", "tool", "driver", driver,
                          "invocations", invocation, "originalUriBaseIds",
                          base_address(), "columnKind", "unicodeCodePoints",
                          "results", f->results);
  return json_pack("{sssss[o]}", "$schema",
                   "https://json.schemastore.org/sarif-2.1.0.json", "version",
                   "2.1.0", "runs", run);
}

int findings_end(struct findings *f, int status)
{
  if (!f)
    return status;
  struct buf b = BUF_INIT;
  json_t *all = f->sarif ? sarif_log(f, status) : json_incref(f->results);
  char *out = json_dumps(all, JSON_INDENT(2));
  buf_printf(&b, "%s\n", out ? out : "[]");
  free(out);
  diag_sink(NULL, NULL);
  json_decref(all);
  json_decref(f->results);
  json_decref(f->rules);
  json_decref(f->known);
  free(f);
  int printed = single_put(&b);
  return printed ? printed : status;
}
