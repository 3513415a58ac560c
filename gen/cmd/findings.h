/* chenbao check --format json|sarif: what was found as one document on
 * standard output, for editors and for systems that build. The rule of a
 * finding is a short name made of the English message, in any language the
 * same; lines and columns count from 1, columns in characters. */
#ifndef CMD_FINDINGS_H
#define CMD_FINDINGS_H

#include <stdbool.h>

struct findings;

/* Collects from now on what diag is told, instead of printing it, when FORMAT
 * is json or sarif; NULL when it is text or NULL. Owned. */
struct findings *findings_begin(const char *format);
/* Prints them, and lets diag print again; STATUS is the exit status that the
 * check has; gives the one that the program should have. F is released; it
 * may be NULL. */
int findings_end(struct findings *f, int status);
/* Is FORMAT one of text, json, sarif? */
bool findings_format(const char *format);
/* The rule of messages made of the msgid ID: what it says before the first
 * comma (its next clause too when that is one word), without values, as small
 * letters and hyphens; owned. */
char *findings_rule(const char *id);

#endif
