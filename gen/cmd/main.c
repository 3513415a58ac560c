/* chenbao: a folder of Markdown becomes a website and newspaper pages. The
 * table of its commands is in cmd/command.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>

#include "base/diag.h"
#include "base/locale.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/option.h"

static int run(const struct command *c, int argc, char **argv)
{
  struct options o = {0};
  if (!option_read(&o, c, argc, argv))
    return 2;
  if (o.help) {
    help_command(c);
    return 0;
  }
  diag_quiet(o.quiet);
  xmlInitParser();
  int status = c->run(&o);
  xmlCleanupParser();
  diag_reset();
  return status;
}

static bool is_help(const char *word)
{
  return !strcmp(word, "--help") || !strcmp(word, "-h") ||
         !strcmp(word, "help");
}

/* A family without its second word, or with one that is none of it. */
static int lost_in_family(int argc, char **argv)
{
  if (argc > 1 && is_help(argv[1])) {
    help_family(stdout, argv[0]);
    return 0;
  }
  if (argc > 1 && argv[1][0] != '-') {
    char *name = mem_printf("%s %s", argv[0], argv[1]);
    help_unknown(name);
    free(name);
  } else {
    help_family(stderr, argv[0]);
  }
  return 2;
}

/* chenbao help COMMAND, chenbao new --help. */
static int help(int argc, char **argv)
{
  int words = 0;
  const struct command *c = command_find(argc, argv, &words);
  if (argc == 0)
    help_usage(stdout);
  else if (c)
    help_command(c);
  else if (argc == 1 && command_is_family(argv[0]))
    help_family(stdout, argv[0]);
  else if (command_is_family(argv[0]))
    return lost_in_family(argc, argv);
  else
    help_unknown(argv[0]);
  return diag_exit(0) ? 2 : 0;
}

/* Without a command: what could have been meant. */
static int lost(int argc, char **argv)
{
  if (argc == 0) {
    help_usage(stderr);
  } else if (!strcmp(argv[0], "--version") || !strcmp(argv[0], "-V")) {
    help_version();
    return 0;
  } else if (command_is_family(argv[0])) {
    return lost_in_family(argc, argv);
  } else {
    help_unknown(argv[0]);
  }
  return 2;
}

/* What was told may not have arrived: a full disk, a pipe that is gone. */
static int told(int status)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return status;
  if (status != 3)
    diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return 3;
}

int main(int argc, char **argv)
{
  int words = 0;
  locale_start();
  argc--;
  argv++;
  if (argc > 0 && is_help(argv[0]))
    return told(help(argc - 1, argv + 1));
  const struct command *c = command_find(argc, argv, &words);
  return told(c ? run(c, argc - words, argv + words) : lost(argc, argv));
}
