/* chenbao keys: the reference for editors, printed from the table that the
 * parser obeys (tree/keys.h). */
#ifndef CMD_REFERENCE_H
#define CMD_REFERENCE_H

struct options;

/* A Markdown table of all keys on standard output. */
int reference_keys(const struct options *o);

#endif
