#include "cmd/completion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/completion_in.h"
#include "cmd/option.h"
#include "cmd/single.h"

/* --- what completes a word ------------------------------------------------ */

/* The words of a command's ARGS in their order, *AT moving on; those of
 * options are left out. Owned; NULL behind the last. */
static char *next_arg(const char **at)
{
  for (;;) {
    const char *word = *at + strspn(*at, " []");
    const char *end = word + strcspn(word, " []");
    *at = end;
    if (!*word)
      return NULL;
    if (*word != '-')
      return mem_copy_n(word, (size_t)(end - word));
    if (*end == ' ')
      *at = end + 1 + strcspn(end + 1, " ]");
  }
}

/* Is WORD no stand-in, but what is to be written, like "site|pdf"? */
bool completion_literal(const char *word)
{
  return *word >= 'a' && *word <= 'z';
}

/* The helper of the script that completes what WORD[0 … N-1] stands for. */
static const char *helper_of(const char *word, size_t n)
{
  static const struct {
    const char *word, *helper;
  } helpers[] = {{"ISSUE", "issues"},  {"DATE", "dates"},
                 {"PAPER", "papers"},  {"THEME", "themes"},
                 {"PATH", "files"},    {"FILE", "files"},
                 {"FILE…", "files"},   {"FILE...", "files"},
                 {"CONTENT", "folders"}, {"PLACE", "folders"},
                 {"OUT", "folders"},   {"FOLDER", "folders"}};
  for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
    if (strlen(helpers[i].word) == n && !memcmp(helpers[i].word, word, n))
      return helpers[i].helper;
  return NULL;
}

static void put_literal(struct buf *b, const char *word)
{
  buf_puts(b, "_chenbao_words");
  for (const char *s = word; *s; s += *s == '|') {
    size_t n = strcspn(s, "|");
    buf_printf(b, " %.*s", (int)n, s);
    s += n;
  }
  buf_puts(b, "; ");
}

/* Puts the calls that complete WORD. Among folders are those of issues. */
void completion_helpers(struct buf *b, const char *word)
{
  bool all = false;
  if (completion_literal(word)) {
    put_literal(b, word);
    return;
  }
  for (const char *s = word; *s && !all; s += *s == '|') {
    size_t n = strcspn(s, "|");
    const char *helper = helper_of(s, n);
    all = helper && (!strcmp(helper, "folders") || !strcmp(helper, "files"));
    if (helper)
      buf_printf(b, "_chenbao_%s; ", helper);
    s += n;
  }
}

bool completion_is_new(const struct command *all, size_t i)
{
  size_t n = strcspn(all[i].name, " ");
  for (size_t k = 0; k < i; k++)
    if (strcspn(all[k].name, " ") == n && !memcmp(all[k].name, all[i].name, n))
      return false;
  return true;
}

void completion_words(const struct completion_words *w)
{
  size_t n, length = w->family ? strlen(w->family) : 0;
  const struct command *all = command_all(&n);
  for (size_t i = 0; i < n; i++) {
    const char *name = all[i].name;
    if (w->family && !strncmp(name, w->family, length) && name[length] == ' ')
      w->put(w->b, name + length + 1, strlen(name + length + 1), all[i].what);
    else if (!w->family && completion_is_new(all, i))
      w->put(w->b, name, strcspn(name, " "),
             strchr(name, ' ') ? "" : all[i].what);
  }
}

/* --- both shells ---------------------------------------------------------- */

/* What both understand: helpers put words into an array. */
const char completion_shared[] =
    "# Where the papers are: the folder that is named, else content.\n"
    "_chenbao_content() {\n"
    "  local w\n"
    "  for w in \"${_chenbao_args[@]}\"; do\n"
    "    [[ -f $w/site.yaml ]] && { REPLY=$w; return; }\n"
    "  done\n"
    "  REPLY=content\n"
    "}\n"
    "\n"
    "_chenbao_papers() {\n"
    "  local REPLY f\n"
    "  _chenbao_content\n"
    "  for f in \"$REPLY\"/*/paper.yaml; do\n"
    "    f=${f%/paper.yaml}\n"
    "    [[ -d $f ]] && _chenbao_words \"${f##*/}\"\n"
    "  done\n"
    "}\n"
    "\n"
    "_chenbao_dates() {\n"
    "  local REPLY f\n"
    "  _chenbao_content\n"
    "  for f in \"$REPLY\"/*/*/issue.yaml; do\n"
    "    f=${f%/issue.yaml}\n"
    "    [[ -z $_chenbao_paper || ${f%/*} == */$_chenbao_paper ]] &&\n"
    "      [[ -d $f ]] && _chenbao_words \"${f##*/}\"\n"
    "  done\n"
    "}\n"
    "\n"
    "_chenbao_themes() {\n"
    "  local f program\n"
    "  program=$(command -v chenbao)\n"
    "  for f in themes/*/print.css \\\n"
    "    \"${program%/*}\"/../share/chenbao/themes/*/print.css; do\n"
    "    f=${f%/print.css}\n"
    "    [[ -d $f ]] && _chenbao_words \"${f##*/}\"\n"
    "  done\n"
    "}\n"
    "\n";

void completion_arguments(struct buf *b, const struct command *c)
{
  const char *at = c->args;
  for (char *word; (word = next_arg(&at));) {
    completion_helpers(b, word);
    free(word);
  }
}

/* Does the value of O stand for a theme, a name like others? */
const char *completion_value(const struct option *o)
{
  return strcmp(o->name, "theme") == 0 ? "THEME" : o->value;
}

int completion_run(const struct options *o)
{
  struct buf b = BUF_INIT;
  const char *shell = o->args[0];
  if (!strcmp(shell, "bash")) {
    completion_bash(&b);
  } else if (!strcmp(shell, "zsh")) {
    completion_zsh(&b);
  } else {
    diag(LEVEL_ERROR, place_none(),
         _("there is no completion for %s; write bash or zsh"), shell);
    return 2;
  }
  return single_put(&b);
}
