/* Paragraphs that a column or a page has cut in two are put together. Two
 * whole ones never are: what is not sure stays apart, as a doubt. */
#ifndef INTAKE_JOIN_H
#define INTAKE_JOIN_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/copy.h"

enum { JOIN_LEAST = 75 }; /* percent from which on two are joined */

/* Joins what belongs together in C, whose stories have been found. */
void join_cut(struct copy *c);
/* How sure it is, in percent, that the sentence of BEFORE goes on in AFTER,
 * from these two alone. */
int join_seam(const char *before, const char *after);

#endif
