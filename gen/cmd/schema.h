/* chenbao schema [KIND]: JSON Schema 2020-12 of site.yaml, paper.yaml,
 * issue.yaml, theme.yaml and of front matter, from the table of tree/keys. A
 * document may be read by YAML 1.2's types or as strings only; both pass.
 * Not told by a schema, but by `chenbao check`: what needs other files or other
 * keys, and limits in bytes of paths and addresses that are not ASCII. A word
 * with blanks around it, in quotes, passes only the check. */
#ifndef CMD_SCHEMA_H
#define CMD_SCHEMA_H

#include "cmd/option.h"

/* The schema of the kind that the argument names to standard output; with -o
 * as KIND.schema.json into that folder, all of them when none is named. */
int schema_run(const struct options *o);

#endif
