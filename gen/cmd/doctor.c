#include "cmd/doctor.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <libxml/xmlversion.h>

#include "asset/font.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/columns.h"
#include "cmd/doctor_in.h"
#include "cmd/help.h"
#include "cmd/option.h"

enum { WATCHES = 4096, MEMORY = 512 /* MB that a build of many pages takes */ };

/* --- the report ----------------------------------------------------------- */

static const char *state_name(enum doctor_state state)
{
  static const char *const names[] = {N_("ok"), N_("note"), N_("LACKS")};
  return _(names[state]);
}

static int state_column(void)
{
  int column = 0;
  for (int s = DOCTOR_FINE; s <= DOCTOR_LACKS; s++) {
    int width = columns_width(state_name((enum doctor_state)s));
    column = width > column ? width : column;
  }
  return column + 2;
}

static void put_state(enum doctor_state state)
{
  static const char *const colours[] = {"\033[32m", "\033[1;36m",
                                        "\033[1;31m"};
  bool colour = diag_colour(STDOUT_FILENO);
  fputs(colour ? colours[state] : "", stdout);
  columns_pad(stdout, state_name(state), state_column());
  fputs(colour ? "\033[0m" : "", stdout);
}

void doctor_say(struct doctor *d, enum doctor_state state, const char *fmt,
                ...)
{
  char *text = NULL;
  va_list ap;
  d->lacking += state == DOCTOR_LACKS;
  if (diag_is_quiet() && state == DOCTOR_FINE)
    return;
  va_start(ap, fmt);
  if (vasprintf(&text, fmt, ap) < 0)
    text = mem_copy(fmt);
  va_end(ap);
  if (d->title)
    printf("%s\n", d->title);
  d->title = NULL;
  printf("  ");
  put_state(state);
  char *what = text, *command = strchr(text, '\n');
  if (command)
    *command++ = '\0';
  columns_fold(stdout, what, state_column() + 2);
  if (command)
    printf("%*s%s\n", state_column() + 2, "", command);
  free(text);
}

/* --- the program ---------------------------------------------------------- */

/* Is the program NAME in a folder of PATH? */
static bool is_installed(const char *name)
{
  const char *path = getenv("PATH");
  for (const char *s = path ? path : ""; *s; s += *s == ':') {
    size_t n = strcspn(s, ":");
    char *file = mem_printf("%.*s/%s", (int)n, s, name);
    bool found = access(file, X_OK) == 0;
    free(file);
    if (found)
      return true;
    s += n;
  }
  return false;
}

static void look_at_program(struct doctor *d)
{
  char *versions = fonts_versions();
  doctor_say(d, DOCTOR_FINE, "chenbao %s, libxml2 %s, %s", CHENBAO_VERSION,
             LIBXML_DOTTED_VERSION, versions);
  free(versions);
  const char *folder = bindtextdomain("chenbao", NULL);
  char *file = mem_printf("%s/zh_CN/LC_MESSAGES/chenbao.mo",
                          folder ? folder : "");
  if (file_exists(file))
    doctor_say(d, DOCTOR_FINE, "%s", _("messages in Chinese"));
  else
    doctor_say(d, DOCTOR_LACKS,
               _("messages in Chinese: %s is not there; install with make "
                 "install, or build with make build"),
               file);
  free(file);
  if (is_installed("pdftotext"))
    doctor_say(d, DOCTOR_FINE, "%s", _("pdftotext, which reads PDFs for import"));
  else
    doctor_say(d, DOCTOR_LACKS, "%s",
               _("pdftotext, without which import cannot read PDFs:\n"
                 "sudo apt install poppler-utils"));
}

/* --- the machine ---------------------------------------------------------- */

static void look_at_memory(struct doctor *d)
{
  long long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  long long mega = pages > 0 && size > 0 ? pages * size >> 20 : 0;
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  if (mega >= MEMORY * processors)
    doctor_say(d, DOCTOR_FINE, _("processors: %ld, memory: %lld MB"),
               processors, mega);
  else
    doctor_say(d, DOCTOR_NOTE,
               _("processors: %ld, memory: %lld MB; if it does not suffice, "
                 "build with -j 1"),
               processors, mega);
}

static long number_in(const char *path)
{
  char line[32] = "";
  FILE *f = fopen(path, "r");
  if (!f)
    return -1;
  bool ok = fgets(line, sizeof line, f) != NULL;
  fclose(f);
  return ok ? strtol(line, NULL, 10) : -1;
}

/* What serve needs to hear of a save. */
static void look_at_watches(struct doctor *d)
{
  long n = number_in("/proc/sys/fs/inotify/max_user_watches");
  if (n < 0)
    doctor_say(d, DOCTOR_NOTE, "%s",
               _("this system does not tell of saved files (inotify); serve "
                 "may not notice them"));
  else if (n < WATCHES)
    doctor_say(d, DOCTOR_LACKS,
               _("serve may watch only %ld folders (inotify):\n"
                 "sudo sysctl fs.inotify.max_user_watches=65536"),
               n);
  else
    doctor_say(d, DOCTOR_FINE, _("serve may watch %ld folders (inotify)"), n);
}

/* The character set that the locale NAMED says the terminal has; THERE, the
 * same, is NULL where it is not installed. */
static const char *charset_of(const char *named, locale_t there)
{
  const char *dot = strchr(named, '.');
  if (dot)
    return strncasecmp(dot, ".utf", 4) == 0 ? "UTF-8" : dot + 1;
  return there ? nl_langinfo_l(CODESET, there) : "UTF-8";
}

static const char *locale_name(void)
{
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *s = getenv(names[i]);
    if (s && *s)
      return strcmp(s, "C") && strcmp(s, "POSIX") ? s : NULL;
  }
  return NULL;
}

static void look_at_terminal(struct doctor *d)
{
  locale_t there = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
  const char *named = locale_name();
  const char *set = named ? charset_of(named, there) : "UTF-8";
  if (!named)
    doctor_say(d, DOCTOR_NOTE, "%s",
               _("no language is set; for messages in Chinese:\n"
                 "export LANG=zh_CN.UTF-8"));
  else if (strcmp(set, "UTF-8") != 0)
    doctor_say(d, DOCTOR_LACKS,
               _("the terminal is set to %s, but chenbao writes UTF-8:\n"
                 "export LANG=zh_CN.UTF-8"),
               set);
  else if (!there)
    doctor_say(d, DOCTOR_NOTE,
               _("the locale %s is not installed; chenbao does without, other "
                 "programs may not:\nsudo dpkg-reconfigure locales"),
               named);
  else
    doctor_say(d, DOCTOR_FINE, _("the terminal is set to %s"), named);
  if (there)
    freelocale(there);
}

int doctor_run(const struct options *o)
{
  struct doctor d = {.o = o,
                     .content = o->nargs ? o->args[0] : "content",
                     .out = o->out ? o->out : "out"};
  static const struct {
    const char *title;
    void (*look)(struct doctor *d);
  } all[] = {{N_("Program"), look_at_program},
             {N_("Machine"), look_at_memory},
             {NULL, look_at_watches},
             {NULL, look_at_terminal},
             {N_("Output folder"), doctor_disk},
             {N_("Theme and faces"), doctor_faces},
             {N_("Papers"), doctor_papers}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (all[i].title)
      d.title = _(all[i].title);
    all[i].look(&d);
  }
  if (d.lacking)
    printf(_("\nLacking: %d. What to do stands behind each.\n"), d.lacking);
  else if (!diag_is_quiet())
    printf("\n%s\n", _("Nothing is lacking."));
  return d.lacking > 0;
}
