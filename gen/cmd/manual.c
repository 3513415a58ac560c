#include "cmd/manual.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "cmd/columns.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/option.h"
#include "cmd/single.h"

/* --- text in mdoc --------------------------------------------------------- */

enum { LINE = 72 }; /* bytes; then a line of the source ends at a space */

static void put_rune(struct buf *b, uint32_t r)
{
  if (r == '\\')
    buf_puts(b, "\\e");
  else
    buf_rune(b, r);
}

/* A sentence begins a line, as mdoc wants it; where no space is between Han, a
 * line of the page may end. */
static void put_text(struct buf *b, const char *s)
{
  const char *end = s + strlen(s);
  size_t begin = b->n;
  uint32_t last = 0;
  if (*s == '.' || *s == '\'')
    buf_puts(b, "\\&");
  while (s < end) {
    uint32_t r = utf8_next(&s, end);
    bool stop = r == ' ' && last && strchr(".?!", (int)(last & 0x7F)) &&
                last < 0x80;
    if (r == ' ' && (stop || b->n - begin > LINE)) {
      buf_putc(b, '\n');
      begin = b->n;
    } else {
      if (last && last != ' ' && r != ' ' && columns_may_break(last, r))
        buf_puts(b, "\\:");
      put_rune(b, r);
    }
    last = r;
  }
  buf_putc(b, '\n');
}

static void put_section(struct buf *b, const char *title)
{
  buf_printf(b, ".Sh %s\n", title);
}

/* ".It" of a list, then a text. */
static void put_entry(struct buf *b, const char *macro, const char *name,
                      const char *text)
{
  buf_printf(b, ".It %s %s\n", macro, name);
  put_text(b, text);
}

/* --- commands and options ------------------------------------------------- */

/* One word of a command's ARGS, "[-o", "OUT]", "bash|zsh", as macros. */
static void put_word(struct buf *b, const char *s, size_t n)
{
  bool open = *s == '[', close = s[n - 1] == ']';
  s += open;
  n -= (size_t)open + (size_t)close;
  if (open)
    buf_puts(b, " Oo");
  if (*s == '-')
    buf_printf(b, " Fl %.*s", (int)n - 1, s + 1);
  else if (*s >= 'a' && *s <= 'z')
    buf_printf(b, " Cm %.*s", (int)n, s);
  else
    buf_printf(b, " Ar %.*s", (int)n, s);
  if (close)
    buf_puts(b, " Oc");
}

static void put_usage(struct buf *b, const struct command *c)
{
  const char *args = *c->args ? _(c->args) : "";
  buf_printf(b, ".It Cm %s", c->name);
  for (size_t n; *args; args += n + (args[n] == ' ')) {
    n = strcspn(args, " ");
    if (n)
      put_word(b, args, n);
  }
  buf_putc(b, '\n');
}

static void put_command(struct buf *b, const struct command *c)
{
  bool begun = false;
  put_usage(b, c);
  put_text(b, _(c->what));
  buf_puts(b, ".Pp\n");
  put_text(b, _(c->more));
  for (const struct option *o = NULL; (o = option_next(c, o));) {
    if (strchr("hQ", o->letter))
      continue;
    if (!begun)
      buf_printf(b, ".Pp\n%s\n", _("Options:"));
    else
      buf_puts(b, " ,\n");
    begun = true;
    buf_printf(b, ".Fl -%s", o->name);
  }
  buf_puts(b, begun ? "\n" : "");
}

static void put_commands(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  put_section(b, _("COMMANDS"));
  for (int g = 0; g < COMMAND_GROUPS; g++) {
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
      if (all[i].group != (enum command_group)g)
        continue;
      if (!begun)
        buf_printf(b, ".Ss %s\n.Bl -tag -width Ds\n",
                   command_group_name(all[i].group));
      begun = true;
      put_command(b, &all[i]);
    }
    if (begun)
      buf_puts(b, ".El\n");
  }
}

/* A value of an option: "site|pdf" is to be written, PATH stands for it. */
static void put_value(struct buf *b, const char *value)
{
  if (*value >= 'a' && *value <= 'z')
    buf_printf(b, " Cm %s", value);
  else
    buf_printf(b, " Ar %s", _(value));
}

static void put_options(struct buf *b)
{
  put_section(b, _("OPTIONS"));
  put_text(b, _("A value follows its option, or stands behind = in the same "
                "word. What begins with - but is no option goes behind --."));
  buf_puts(b, ".Bl -tag -width Ds\n");
  for (const struct option *o = NULL; (o = option_next(NULL, o));) {
    buf_puts(b, ".It ");
    if (o->is_short)
      buf_printf(b, "Fl %c , ", o->letter);
    buf_printf(b, "Fl -%s", o->name);
    if (o->value)
      put_value(b, o->value);
    buf_putc(b, '\n');
    put_text(b, _(o->what));
  }
  buf_puts(b, ".El\n");
}

/* N bytes of S as arguments of a macro, which would take quotes away. */
static void put_plain(struct buf *b, const char *s, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (s[i] == '"')
      buf_puts(b, "\\(dq");
    else if (s[i] == '\\')
      buf_puts(b, "\\e");
    else
      buf_putc(b, s[i]);
}

static void put_examples(struct buf *b)
{
  size_t n;
  const struct command *all = command_all(&n);
  put_section(b, _("EXAMPLES"));
  for (size_t i = 0; i < n; i++) {
    buf_puts(b, i ? ".Pp\n" : "");
    put_text(b, _(all[i].what));
    for (const char *s = all[i].example; *s;) {
      size_t length = strcspn(s, "\n");
      buf_puts(b, ".Dl ");
      put_plain(b, s, length);
      buf_putc(b, '\n');
      s += length + (s[length] == '\n');
    }
  }
}

/* --- the rest ------------------------------------------------------------- */

/* Macros begin a line of their own only where the title is English. */
static void put_synopsis(struct buf *b)
{
  const char *title = _("SYNOPSIS");
  const char *line = strcmp(title, "SYNOPSIS") == 0 ? "" : ".br\n";
  put_section(b, title);
  buf_printf(b, ".Nm\n.Ar %s\n.Op Ar %s ...\n.Op Ar %s ...\n", _("command"),
             _("option"), _("argument"));
  buf_printf(b, "%s.Nm\n.Cm help\n.Op Ar %s\n%s.Nm\n.Fl -version\n", line,
             _("command"), line);
}

static void put_head(struct buf *b)
{
  buf_puts(b, ".Dd " CHENBAO_DATE "\n.Dt CHENBAO 1\n.Os\n");
  put_section(b, _("NAME"));
  buf_puts(b, ".Nm chenbao\n");
  buf_printf(b, ".Nd %s\n", _("website and pages of a community newspaper"));
  put_synopsis(b);
  put_section(b, _("DESCRIPTION"));
  put_text(b, _("A folder of articles in Markdown becomes a website and "
                "newspaper pages. Nobody but you changes articles, settings "
                "and pictures: new and import only add to them. Everything "
                "that is made goes into one folder, out unless another is "
                "named, and can be made again."));
}

static void put_environment(struct buf *b)
{
  put_section(b, _("ENVIRONMENT"));
  buf_puts(b, ".Bl -tag -width Ds\n");
  put_entry(b, "Ev", "LANGUAGE , LC_ALL , LC_MESSAGES , LANG",
            _("Messages are in Chinese where one of these begins with zh, "
              "also where the system has no Chinese locale."));
  put_entry(b, "Ev", "NO_COLOR",
            _("If it is set, the words error, warning and note are not in "
              "colour."));
  put_entry(b, "Ev", "TERM",
            _("On a terminal that is dumb there is neither colour nor "
              "progress."));
  buf_puts(b, ".El\n");
}

static void put_files(struct buf *b)
{
  put_section(b, _("FILES"));
  buf_puts(b, ".Bl -tag -width Ds\n");
  put_entry(b, "Pa", "content/site.yaml", _("Settings of the website."));
  put_entry(b, "Pa", _("content/PAPER/paper.yaml"),
            _("Settings of a newspaper."));
  put_entry(b, "Pa", _("content/PAPER/DATE/issue.yaml"),
            _("What an issue is; beside it its articles, NN-name.md."));
  put_entry(b, "Pa", _("themes/NAME"),
            _("How website and pages look: HTML and CSS. Installed themes "
              "are in share/chenbao/themes beside the program's folder."));
  put_entry(b, "Pa", "out/site", _("The website, with the pages as PDF."));
  put_entry(b, "Pa", "out/press", _("Files for a printing press."));
  put_entry(b, "Pa", "out/.cache",
            _("What the next build need not make again; it may be removed."));
  buf_puts(b, ".El\n");
}

static void put_status(struct buf *b)
{
  put_section(b, _("EXIT STATUS"));
  buf_puts(b, ".Bl -tag -width Ds\n");
  put_entry(b, "Li", "0", _("All is well, but for warnings."));
  put_entry(b, "Li", "1",
            _("There are errors in what was read; with --strict also "
              "warnings."));
  put_entry(b, "Li", "2", _("The command line is wrong."));
  put_entry(b, "Li", "3", _("Something could not be read or written."));
  buf_puts(b, ".El\n");
}

/* The process becomes man, which reads FROM; the page is in UTF-8. */
static _Noreturn void become_man(int from)
{
  dup2(from, STDIN_FILENO);
  setenv("LC_ALL", "C.UTF-8", 1);
  execlp("man", "man", "-l", "-", (char *)NULL);
  _exit(127);
}

/* For people, by man; false where it is not installed. */
static bool show(const struct buf *b)
{
  int ends[2], status = 0;
  if (pipe2(ends, O_CLOEXEC) < 0)
    return false;
  pid_t pid = fork();
  if (pid == 0)
    become_man(ends[0]);
  close(ends[0]);
  signal(SIGPIPE, SIG_IGN); /* they may leave before the end */
  for (size_t done = 0; pid > 0 && done < b->n;) {
    ssize_t n = write(ends[1], b->s + done, b->n - done);
    if (n <= 0)
      break;
    done += (size_t)n;
  }
  close(ends[1]);
  return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

int manual_run(const struct options *o)
{
  struct buf b = BUF_INIT;
  (void)o;
  put_head(&b);
  put_commands(&b);
  put_options(&b);
  put_environment(&b);
  put_files(&b);
  put_status(&b);
  put_examples(&b);
  if (isatty(STDOUT_FILENO) && show(&b)) {
    buf_free(&b);
    return 0;
  }
  return single_put(&b);
}
