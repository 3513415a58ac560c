#include "cmd/completion_in.h"

#include <stdlib.h>

#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/option.h"

static const char bash_head[] =
    "# Completion of chenbao for bash, printed by: chenbao completion bash\n"
    "\n"
    "_chenbao_words() {\n"
    "  local w\n"
    "  for w; do\n"
    "    [[ $w == \"$_chenbao_cur\"* && \" ${COMPREPLY[*]} \" != *\" $w \"* "
    "]] &&\n"
    "      COMPREPLY+=(\"$w\")\n"
    "  done\n"
    "}\n"
    "\n"
    "_chenbao_files() {\n"
    "  local f\n"
    "  while IFS= read -r f; do COMPREPLY+=(\"$f\"); done \\\n"
    "    < <(compgen -f -- \"$_chenbao_cur\")\n"
    "  compopt -o filenames 2>/dev/null\n"
    "}\n"
    "\n"
    "_chenbao_folders() {\n"
    "  local f\n"
    "  while IFS= read -r f; do COMPREPLY+=(\"$f\"); done \\\n"
    "    < <(compgen -d -- \"$_chenbao_cur\")\n"
    "  compopt -o filenames 2>/dev/null\n"
    "}\n"
    "\n"
    "# Folders that hold issue.yaml, and those on the way to them.\n"
    "_chenbao_issues() {\n"
    "  local f\n"
    "  for f in \"$_chenbao_cur\"*/issue.yaml "
    "\"$_chenbao_cur\"*/*/issue.yaml \\\n"
    "    \"$_chenbao_cur\"*/*/*/issue.yaml; do\n"
    "    [[ -f $f ]] || continue\n"
    "    f=${f#\"$_chenbao_cur\"}\n"
    "    f=$_chenbao_cur${f%%/*}\n"
    "    [[ -f $f/issue.yaml ]] || compopt -o nospace 2>/dev/null\n"
    "    [[ -f $f/issue.yaml ]] || f=$f/\n"
    "    _chenbao_words \"$f\"\n"
    "  done\n"
    "}\n"
    "\n";

static void bash_word(struct buf *b, const char *word, size_t n,
                      const char *what)
{
  (void)what;
  buf_printf(b, " %.*s", (int)n, word);
}

/* All options of C, long and short, as one word of the script. */
static void bash_option_words(struct buf *b, const struct command *c)
{
  buf_puts(b, "    options='");
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    if (o->is_short)
      buf_printf(b, "-%c ", o->letter);
    buf_printf(b, "--%s%s", o->name, o->letter == 'h' ? "'\n" : " ");
  }
}

/* The case of C: its options, what follows each, its arguments. */
static void bash_command(struct buf *b, const struct command *c)
{
  struct buf action = BUF_INIT;
  buf_printf(b, "  '%s')\n", c->name);
  bash_option_words(b, c);
  bool begun = false;
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    if (!o->value)
      continue;
    buf_puts(b, begun ? "    " : "    case $before in\n    ");
    begun = true;
    if (o->is_short)
      buf_printf(b, "-%c|", o->letter);
    buf_printf(b, "--%s) ", o->name);
    completion_helpers(b, completion_value(o));
    buf_puts(b, "return ;;\n");
  }
  if (begun)
    buf_puts(b, "    esac\n");
  completion_arguments(&action, c);
  if (action.n)
    buf_printf(b, "    [[ $_chenbao_cur == -* ]] || { %s}\n", action.s);
  buf_puts(b, "    ;;\n");
  buf_free(&action);
}

/* Commands of two words: the second one is completed, then it is known. */
static void bash_families(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  for (size_t i = 0; i < n; i++) {
    size_t length = strcspn(all[i].name, " ");
    if (!all[i].name[length] || !completion_is_new(all, i))
      continue;
    char *family = mem_copy_n(all[i].name, length);
    buf_printf(b, "  %s)\n    if ((at == 2)); then\n      _chenbao_words",
               family);
    completion_words(&(struct completion_words){b, family, bash_word});
    buf_puts(b, "\n      return\n    fi\n"
                "    name+=\" ${words[2]}\"\n    first=3 ;;\n");
    free(family);
  }
}

/* The function itself, between whose parts the words of the tables stand. */
static const char bash_begin[] =
    "_chenbao() {\n"
    "  local _chenbao_cur _chenbao_paper name before options w i\n"
    "  local -a words _chenbao_args\n"
    "  local -i at first=2\n"
    "  COMPREPLY=()\n"
    "  # readline parts --only=pdf at the =; here it is one value.\n"
    "  for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "    [[ ${COMP_WORDS[i]} == = ]] && ((i < COMP_CWORD)) && continue\n"
    "    words+=(\"${COMP_WORDS[i]}\")\n"
    "  done\n"
    "  at=${#words[@]}-1\n"
    "  _chenbao_cur=${words[at]}\n"
    "  before=${words[at-1]}\n"
    "  [[ $_chenbao_cur == = ]] && _chenbao_cur=\n"
    "  name=${words[1]}\n"
    "  if ((at == 1)); then\n"
    "    _chenbao_words help --help --version";

static const char bash_help[] =
    "\n    return\n"
    "  fi\n"
    "  if [[ $name == help ]]; then\n"
    "    words=(\"${words[@]:1}\")\n"
    "    at=at-1\n"
    "    name=${words[1]}\n"
    "  fi\n"
    "  if ((at == 1)); then\n"
    "    _chenbao_words";

static const char bash_args[] =
    "  esac\n"
    "  for ((i = first; i < at; i++)); do\n"
    "    _chenbao_args+=(\"${words[i]}\")\n"
    "    [[ ${words[i]} == --paper ]] && _chenbao_paper=${words[i+1]}\n"
    "  done\n"
    "  case $name in\n";

static const char bash_end[] =
    "  esac\n"
    "  [[ $_chenbao_cur == -* || -z $_chenbao_cur && ${#COMPREPLY[@]} == 0 ]]"
    " &&\n"
    "    _chenbao_words $options\n"
    "}\n"
    "\n"
    "complete -F _chenbao chenbao\n";

void completion_bash(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  buf_puts(b, bash_head);
  buf_puts(b, completion_shared);
  buf_puts(b, bash_begin);
  completion_words(&(struct completion_words){b, NULL, bash_word});
  buf_puts(b, bash_help);
  completion_words(&(struct completion_words){b, NULL, bash_word});
  buf_puts(b, "\n    return\n  fi\n  case $name in\n");
  bash_families(b);
  buf_puts(b, bash_args);
  for (size_t i = 0; i < n; i++)
    bash_command(b, &all[i]);
  buf_puts(b, bash_end);
}
