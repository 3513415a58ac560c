#include "base/locale.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#define DOMAIN "chenbao"
#define PLAIN  "C.UTF-8" /* a locale that every system has */

/* The variable NAME, or NULL when it is empty, which counts as unset. */
static const char *variable(const char *name)
{
  const char *s = getenv(name);
  return s && *s ? s : NULL;
}

/* The language that is asked for: "" when plain English is. LC_ALL=C switches
 * translation off, whatever LANGUAGE says. */
static const char *wanted(void)
{
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  const char *locale = NULL, *list = variable("LANGUAGE");
  for (size_t i = 0; i < sizeof names / sizeof *names && !locale; i++)
    locale = variable(names[i]);
  if (locale && (!strcmp(locale, "C") || !strcmp(locale, "POSIX")))
    return "";
  return list ? list : locale ? locale : "";
}

/* gettext translates nothing in the locale "C", and a locale that is not
 * installed leaves that one in force: any other will do, since the language
 * is then named by LANGUAGE. */
static void choose(void)
{
  bool chinese = !strncmp(wanted(), "zh", 2);
  const char *now = setlocale(LC_MESSAGES, "");
  if (!chinese)
    return;
  if (!now || !strcmp(now, "C") || !strcmp(now, "POSIX"))
    setlocale(LC_MESSAGES, PLAIN);
  setenv("LANGUAGE", "zh_CN", 1);
}

/* Where the messages are: beside the folder of the program. */
static void bind_folder(void)
{
  char exe[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
  if (n <= 0)
    return;
  exe[n] = '\0';
  *strrchr(exe, '/') = '\0';
  char *dir = mem_printf("%s/../share/locale", exe);
  bindtextdomain(DOMAIN, dir);
  free(dir);
}

void locale_start(void)
{
  setlocale(LC_CTYPE, PLAIN);
  choose();
  bind_folder();
  bind_textdomain_codeset(DOMAIN, "UTF-8");
  textdomain(DOMAIN);
}
