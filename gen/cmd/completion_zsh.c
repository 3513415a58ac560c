#include "cmd/completion_in.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/option.h"

static const char zsh_head[] =
    "#compdef chenbao\n"
    "# Completion of chenbao for zsh, printed by: chenbao completion zsh\n"
    "\n"
    "_chenbao_words() { compadd -- \"$@\" }\n"
    "_chenbao_files() { _files }\n"
    "_chenbao_folders() { _files -/ }\n"
    "\n"
    "# Folders that hold issue.yaml, and those on the way to them.\n"
    "_chenbao_issues() {\n"
    "  local cur=$PREFIX f\n"
    "  for f in \"$cur\"*/issue.yaml(N) \"$cur\"*/*/issue.yaml(N) \\\n"
    "    \"$cur\"*/*/*/issue.yaml(N); do\n"
    "    f=${f#\"$cur\"}\n"
    "    f=$cur${f%%/*}\n"
    "    if [[ -f $f/issue.yaml ]]; then\n"
    "      compadd -- \"$f\"\n"
    "    else\n"
    "      compadd -S '' -- \"$f/\"\n"
    "    fi\n"
    "  done\n"
    "}\n"
    "\n";

/* Text that stands in a spec of _arguments or _describe. */
static void zsh_text(struct buf *b, const char *s)
{
  for (; *s; s++) {
    if (strchr(":[]\\", *s))
      buf_putc(b, '\\');
    buf_puts(b, *s == '\'' ? "’" : (char[]){*s, '\0'});
  }
}

static void zsh_word(struct buf *b, const char *word, size_t n,
                     const char *what)
{
  buf_printf(b, "      '%.*s%s", (int)n, word, *what ? ":" : "");
  zsh_text(b, *what ? _(what) : "");
  buf_puts(b, "'\n");
}

static void zsh_action(struct buf *b, const char *value)
{
  struct buf action = BUF_INIT;
  buf_putc(b, ':');
  zsh_text(b, completion_literal(value) ? value : _(value));
  completion_helpers(&action, value);
  if (action.n)
    buf_printf(b, ":{ %s}", action.s);
  else
    buf_puts(b, ": ");
  buf_free(&action);
}

static void zsh_option(struct buf *b, const struct option *o)
{
  const char *value = completion_value(o);
  for (int form = o->is_short ? 0 : 1; form < 2; form++) {
    buf_puts(b, " \\\n      '");
    if (form == 0)
      buf_printf(b, "-%c%s[", o->letter, o->value ? "+" : "");
    else
      buf_printf(b, "--%s%s[", o->name, o->value ? "=" : "");
    zsh_text(b, _(o->what));
    buf_putc(b, ']');
    if (o->value)
      zsh_action(b, value);
    buf_putc(b, '\'');
  }
}

static void zsh_command(struct buf *b, const struct command *c)
{
  struct buf action = BUF_INIT;
  buf_printf(b, "  '%s')\n    _arguments -s -S", c->name);
  for (const struct option *o = NULL; (o = option_next(c, o));)
    zsh_option(b, o);
  completion_arguments(&action, c);
  if (action.n)
    buf_printf(b, " \\\n      '*: :{ %s}'", action.s);
  buf_puts(b, " ;;\n");
  buf_free(&action);
}

static void zsh_families(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  for (size_t i = 0; i < n; i++) {
    size_t length = strcspn(all[i].name, " ");
    if (!all[i].name[length] || !completion_is_new(all, i))
      continue;
    char *family = mem_copy_n(all[i].name, length);
    buf_printf(b, "  %s)\n    list=(\n", family);
    completion_words(&(struct completion_words){b, family, zsh_word});
    buf_puts(b, "    )\n"
                "    if ((CURRENT == 3)); then\n"
                "      _describe -t commands command list\n"
                "      return\n"
                "    fi\n"
                "    name+=\" $words[3]\"\n"
                "    drop=2 ;;\n");
    free(family);
  }
}

/* The function itself, between whose parts the words of the tables stand. */
static const char zsh_begin[] =
    "_chenbao() {\n"
    "  setopt localoptions nullglob\n"
    "  local name _chenbao_paper\n"
    "  local -a list _chenbao_args\n"
    "  local -i drop=1\n"
    "  list=(\n";

static const char zsh_first[] =
    "    )\n"
    "  if [[ $words[2] == help ]] && ((CURRENT > 2)); then\n"
    "    shift words\n"
    "    CURRENT=CURRENT-1\n"
    "  fi\n"
    "  if ((CURRENT == 2)); then\n"
    "    _describe -t commands command list\n"
    "    return\n"
    "  fi\n"
    "  name=$words[2]\n"
    "  case $name in\n";

static const char zsh_args[] =
    "  esac\n"
    "  shift $drop words\n"
    "  CURRENT=CURRENT-drop\n"
    "  _chenbao_args=(\"${words[@]}\")\n"
    "  _chenbao_paper=${words[${words[(i)--paper]}+1]}\n"
    "  case $name in\n";

static const char zsh_end[] =
    "  esac\n"
    "}\n"
    "\n"
    "# Sourced, it says for what it is; autoloaded, it completes.\n"
    "if [[ $funcstack[1] == _chenbao ]]; then\n"
    "  _chenbao \"$@\"\n"
    "else\n"
    "  compdef _chenbao chenbao\n"
    "fi\n";

void completion_zsh(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  buf_puts(b, zsh_head);
  buf_puts(b, completion_shared);
  buf_puts(b, zsh_begin);
  completion_words(&(struct completion_words){b, NULL, zsh_word});
  buf_puts(b, zsh_first);
  zsh_families(b);
  buf_puts(b, zsh_args);
  for (size_t i = 0; i < n; i++)
    zsh_command(b, &all[i]);
  buf_puts(b, zsh_end);
}
