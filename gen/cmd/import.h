/* chenbao import: manuscripts as they come in to stories. */
#ifndef CMD_IMPORT_H
#define CMD_IMPORT_H

struct options;

int import_run(const struct options *o);

#endif
