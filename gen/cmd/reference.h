/* chenbao keys: the reference for editors, printed from the table that the
 * parser obeys (tree/keys.h). */
#ifndef CMD_REFERENCE_H
#define CMD_REFERENCE_H

struct options;

/* All keys on standard output, in the language of the messages: a list on a
 * terminal, else a Markdown table. */
int reference_keys(const struct options *o);

#endif
