/* chenbao manual: the manual page, in mdoc(7), printed from the tables of
 * commands and options in the language of the messages. On a terminal man
 * shows it. */
#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

struct options;

int manual_run(const struct options *o);

#endif
