#include "cmd/option.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "cmd/command.h"
#include "cmd/findings.h"
#include "cmd/help.h"
#include "tree/type.h"

#define AT(field) offsetof(struct options, field)

static const struct option table[] = {
    {'o', true, "output", N_("PATH"), OPTION_TEXT, AT(out),
     N_("the output, a file or a folder")},
    {'p', false, "paper", N_("PAPER"), OPTION_TEXT, AT(paper),
     N_("the paper, by the name of its folder")},
    {'i', false, "issue", N_("DATE"), OPTION_TEXT, AT(issue),
     N_("the issue, by its date")},
    {'c', false, "section", N_("SECTION"), OPTION_TEXT, AT(section),
     N_("the section of the story, its name or id")},
    {'n', false, "page", N_("N"), OPTION_TEXT, AT(page),
     N_("the page on which the story begins")},
    {'d', false, "id", N_("ID"), OPTION_TEXT, AT(id),
     N_("its name in addresses, a-z, 0-9 and hyphens")},
    {'t', false, "theme", N_("NAME"), OPTION_TEXT, AT(theme),
     N_("another theme: its name, or a folder")},
    {'b', false, "base-url", N_("URL"), OPTION_TEXT, AT(base_url),
     N_("where the site will be on the web")},
    {'y', false, "only", "site|pdf", OPTION_TEXT, AT(only),
     N_("only the website, or only the printed pages")},
    {'r', false, "report", N_("FILE"), OPTION_TEXT, AT(report),
     N_("write a report of the pages, JSON; - for the screen")},
    {'e', false, "edition", "large", OPTION_TEXT, AT(edition),
     N_("the edition in large type")},
    {'j', true, "jobs", N_("N"), OPTION_NUMBER, AT(jobs),
     N_("how many issues to make at a time")},
    {'g', false, "no-pages", NULL, OPTION_FLAG, AT(no_pages),
     N_("no printed pages")},
    {'l', false, "no-large", NULL, OPTION_FLAG, AT(no_large),
     N_("no edition in large type")},
    {'x', false, "press", NULL, OPTION_FLAG, AT(press),
     N_("files for a printing press, too (PDF/X-4)")},
    {'X', false, "press-pages", NULL, OPTION_FLAG, AT(press_pages),
     N_("the same, with a file for each page")},
    {'q', false, "no-qr", NULL, OPTION_FLAG, AT(no_qr),
     N_("no QR codes on the site")},
    {'f', false, "no-search", NULL, OPTION_FLAG, AT(no_search),
     N_("no search on the site")},
    {'m', false, "compare", N_("FILE"), OPTION_TEXT, AT(compare),
     N_("write all changes side by side; - for the screen")},
    {'F', false, "format", "text|json|sarif", OPTION_TEXT, AT(format),
     N_("how to tell what was found; json and sarif are for programs")},
    {'s', false, "strict", NULL, OPTION_FLAG, AT(strict),
     N_("warnings count as errors")},
    {'u', false, "unsafe", NULL, OPTION_FLAG, AT(unsafe),
     N_("let HTML in the text pass")},
    {'a', false, "article", NULL, OPTION_FLAG, AT(article),
     N_("by the rules of articles")},
    {'P', false, "port", N_("N"), OPTION_TEXT, AT(port),
     N_("listen on this port; 0: any that is free")},
    {'w', false, "open", NULL, OPTION_FLAG, AT(open),
     N_("open it in the web browser")},
    {'v', false, "from", N_("THEME"), OPTION_TEXT, AT(from),
     N_("the theme to begin with (default)")},
    {'Q', false, "quiet", NULL, OPTION_FLAG, AT(quiet),
     N_("only warnings and errors")},
    {'h', true, "help", NULL, OPTION_FLAG, AT(help), N_("show this help")},
};

enum { OPTIONS = sizeof table / sizeof *table };

static bool takes(const struct command *c, const struct option *o)
{
  return !c || o->letter == 'h' || o->letter == 'Q' ||
         strchr(c->options, o->letter);
}

const struct option *option_next(const struct command *c,
                                 const struct option *o)
{
  for (o = o ? o + 1 : table; o < table + OPTIONS; o++)
    if (takes(c, o))
      return o;
  return NULL;
}

static const struct option *find(const struct command *c, const char *name,
                                 size_t n, bool is_short)
{
  for (const struct option *o = NULL; (o = option_next(c, o));)
    if (is_short ? o->is_short && n == 1 && *name == o->letter
                 : strlen(o->name) == n && !strncmp(o->name, name, n))
      return o;
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
  if (opt->kind == OPTION_FLAG) {
    if (value)
      return wrong(_("takes no value"), arg);
    *(bool *)at = true;
    return true;
  }
  if (!value || !*value)
    return wrong(_("needs a value"), arg);
  if (opt->kind == OPTION_TEXT) {
    *(const char **)at = value;
    return true;
  }
  long n = strtol(value, &end, 10);
  if (*end || n < 0 || n > 1024)
    return wrong(_("needs a number from 0 to 1024"), arg);
  *(int *)at = (int)n;
  return true;
}

/* ARG is no option of C, but perhaps nearly one. */
static bool unknown(const struct command *c, const char *arg)
{
  const struct option *near = NULL;
  int least = 3;
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    int d = strncmp(arg, "--", 2) ? 3 : command_distance(arg + 2, o->name);
    if (d < least) {
      least = d;
      near = o;
    }
  }
  if (!near)
    return wrong(_("not an option of this command"), arg);
  diag(LEVEL_ERROR, place_none(),
       _("%s: not an option of this command; did you mean --%s?"), arg,
       near->name);
  return false;
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
    return unknown(c, arg);
  if (eq)
    value = eq + 1;
  else if (is_short && name[1])
    value = name + 1;
  else if (opt->kind != OPTION_FLAG && *i + 1 < argc)
    value = argv[++*i];
  return set(o, opt, arg, value);
}

static bool lacks(const struct command *c)
{
  char *example = help_example(c);
  diag(LEVEL_ERROR, place_none(),
       _("%s needs more to go on, write for example: %s"), c->name, example);
  free(example);
  return false;
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
      return wrong(_("is too much, leave it out"), arg);
    } else {
      o->args[o->nargs++] = arg;
    }
  }
  if (o->help)
    return true;
  if (o->only && strcmp(o->only, "site") && strcmp(o->only, "pdf"))
    return wrong(_("is site or pdf"), "--only");
  if (o->format && !findings_format(o->format))
    return wrong(_("is text, json or sarif"), "--format");
  if (o->base_url && !type_is_url(o->base_url))
    return wrong(_("is no address, write https:// and what follows"),
                 "--base-url");
  if (o->nargs < c->least)
    return lacks(c);
  if (o->nargs > c->most)
    return wrong(_("is too much, leave it out"), o->args[c->most]);
  return true;
}
