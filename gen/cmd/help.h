/* What --help prints, in the language of the messages, for a terminal of 80
 * columns (a Han character takes two). */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include <stdio.h>

struct command;

#define CHENBAO_VERSION "0.7"
#define CHENBAO_DATE    "July 1, 2023" /* of the manual */

/* All commands, by their groups. */
void help_usage(FILE *to);
/* One command: its usage, options and examples. */
void help_command(const struct command *c);
/* The commands of two words that begin with NAME. */
void help_family(FILE *to, const char *name);
/* The first example of C, with an issue that is there, where there is one.
 * Owned. */
char *help_example(const struct command *c);
void help_version(void);
/* Says that NAME is no command, and which one is near. */
void help_unknown(const char *name);

#endif
