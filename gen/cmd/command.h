/* The one table of commands: the usage, --help, the manual and the completions
 * of the shells all come from it. A command is added as one entry in
 * command.c; its texts are English msgids, their Chinese is in po/. */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

struct options;

/* Where the usage lists it, in this order. */
enum command_group { DAILY, LOOKING, DESIGN, PROGRAMS, COMMAND_GROUPS };

struct command {
  enum command_group group;
  const char *name;    /* "build"; with a sub-form: "new paper" */
  const char *args;    /* "ISSUE -o FILE"; a word in capitals stands for a
                          value, what may be left out is in [ ] */
  const char *options; /* letters of the option table that it takes */
  const char *what;    /* what it does, in one line */
  const char *more;    /* what else its user must know, some sentences */
  const char *example; /* whole command lines, one a line */
  int least, most;     /* how many arguments */
  int (*run)(const struct options *o); /* gives the exit status */
};

/* The table; *N: how many. */
const struct command *command_all(size_t *n);
/* The command that the words of ARGV[0 … ARGC-1] begin with, the longest name
 * first; *WORDS: how many of them are its name. NULL when there is none. */
const struct command *command_find(int argc, char **argv, int *words);
/* Is NAME the first word of commands of two words (new, theme)? */
bool command_is_family(const char *name);
/* How many letters are to be put in, left out, changed or exchanged with the
 * next to turn A into B; 31 where one of them is longer than that. */
int command_distance(const char *a, const char *b);
/* The name that NAME was most likely meant to be; NULL when none is near. */
const char *command_near(const char *name);
const char *command_group_name(enum command_group group);

#endif
