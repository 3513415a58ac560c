#include "cmd/option.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "tree/type.h"

enum kind { TEXT, NUMBER, FLAG };

struct option {
  char letter; /* in struct command's list; also -X where SHORT */
  bool is_short;
  const char *name, *value;
  enum kind kind;
  size_t at;
  const char *what;
};

#define AT(field) offsetof(struct options, field)

static const struct option table[] = {
    {'o', true, "output", "PATH", TEXT, AT(out), "输出到 write to"},
    {'p', false, "paper", "PAPER", TEXT, AT(paper), "只做这份报 this paper only"},
    {'i', false, "issue", "DATE", TEXT, AT(issue), "只做这一期 this issue only"},
    {'t', false, "theme", "NAME", TEXT, AT(theme), "主题 theme name or folder"},
    {'b', false, "base-url", "URL", TEXT, AT(base_url), "网站地址 address of the site"},
    {'y', false, "only", "site|pdf", TEXT, AT(only), "只出网站或报纸（不出大字版） one kind only"},
    {'r', false, "report", "FILE", TEXT, AT(report), "版面报告 page report, JSON"},
    {'e', false, "edition", "large", TEXT, AT(edition), "大字版 the large-type edition"},
    {'j', true, "jobs", "N", NUMBER, AT(jobs), "同时进行几期 issues at a time"},
    {'g', false, "no-pages", NULL, FLAG, AT(no_pages), "不做版面 no printed pages"},
    {'l', false, "no-large", NULL, FLAG, AT(no_large), "不做大字版 no second PDF in large type"},
    {'x', false, "press", NULL, FLAG, AT(press), "印刷版 for a press, PDF/X-4"},
    {'X', false, "press-pages", NULL, FLAG, AT(press_pages), "每版另存 a file a page, too"},
    {'q', false, "no-qr", NULL, FLAG, AT(no_qr), "不做二维码 no codes on the site"},
    {'f', false, "no-search", NULL, FLAG, AT(no_search), "不做搜索 no search on the site"},
    {'s', false, "strict", NULL, FLAG, AT(strict), "警告也算错 warnings fail too"},
    {'u', false, "unsafe", NULL, FLAG, AT(unsafe), "原样输出 HTML pass raw HTML"},
    {'a', false, "article", NULL, FLAG, AT(article), "按稿件规则 articles' Markdown"},
    {'h', true, "help", NULL, FLAG, AT(help), "帮助 this help"},
};

static const struct option *find(const struct command *c, const char *name,
                                 size_t n, bool is_short)
{
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const struct option *o = &table[i];
    if (o->letter != 'h' && !strchr(c->options, o->letter))
      continue;
    if (is_short ? o->is_short && n == 1 && *name == o->letter
                 : strlen(o->name) == n && !strncmp(o->name, name, n))
      return o;
  }
  return NULL;
}

static bool wrong(const char *what, const char *which)
{
  diag(LEVEL_ERROR, place_none(), _("%s: %s; see --help"), which, what);
  return false;
}

static bool set(struct options *o, const struct option *opt, const char *arg,
                const char *value)
{
  char *at = (char *)o + opt->at, *end;
  if (opt->kind == FLAG) {
    if (value)
      return wrong(_("takes no value"), arg);
    *(bool *)at = true;
    return true;
  }
  if (!value || !*value)
    return wrong(_("needs a value"), arg);
  if (opt->kind == TEXT) {
    *(const char **)at = value;
    return true;
  }
  long n = strtol(value, &end, 10);
  if (*end || n < 0 || n > 1024)
    return wrong(_("needs a number from 0 to 1024"), arg);
  *(int *)at = (int)n;
  return true;
}

/* One argument, and the next one when that is its value. */
static bool read_one(struct options *o, const struct command *c, char **argv,
                     int *i, int argc)
{
  const char *arg = argv[*i], *value = NULL;
  bool is_short = arg[1] != '-';
  const char *name = arg + (is_short ? 1 : 2);
  const char *eq = is_short ? NULL : strchr(name, '=');
  size_t n = is_short ? 1 : eq ? (size_t)(eq - name) : strlen(name);
  const struct option *opt = find(c, name, n, is_short);
  if (!opt)
    return wrong(_("not an option of this command"), arg);
  if (eq)
    value = eq + 1;
  else if (is_short && name[1])
    value = name + 1;
  else if (opt->kind != FLAG && *i + 1 < argc)
    value = argv[++*i];
  return set(o, opt, arg, value);
}

bool option_read(struct options *o, const struct command *c, int argc,
                 char **argv)
{
  bool only_args = false;
  for (int i = 0; i < argc; i++) {
    const char *arg = argv[i];
    if (!only_args && !strcmp(arg, "--")) {
      only_args = true;
    } else if (!only_args && arg[0] == '-' && arg[1]) {
      if (!read_one(o, c, argv, &i, argc))
        return false;
    } else if (o->nargs == ARGS) {
      return wrong(_("too many arguments"), arg);
    } else {
      o->args[o->nargs++] = arg;
    }
  }
  if (o->help)
    return true;
  if (o->only && strcmp(o->only, "site") && strcmp(o->only, "pdf"))
    return wrong(_("is site or pdf"), "--only");
  if (o->base_url && !type_is_url(o->base_url))
    return wrong(_("is no address, write https:// and what follows"),
                 "--base-url");
  if (o->nargs < c->least || o->nargs > c->most)
    return wrong(_("wrong number of arguments"), c->name);
  return true;
}

void option_help(const struct command *c)
{
  printf("chenbao %s %s\n  %s\n  %s\n\n", c->name, c->args, c->what_zh,
         c->what);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const struct option *o = &table[i];
    char left[48];
    if (o->letter != 'h' && !strchr(c->options, o->letter))
      continue;
    snprintf(left, sizeof left, "%c%c%s --%s%s%s", o->is_short ? '-' : ' ',
             o->is_short ? o->letter : ' ', o->is_short ? "," : " ", o->name,
             o->value ? " " : "", o->value ? o->value : "");
    printf("  %-24s %s\n", left, o->what);
  }
}
