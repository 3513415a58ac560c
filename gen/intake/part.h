/* The parts of a story's text: verses, subheads, lists, glossaries, captions,
 * the sign-off at its end. */
#ifndef INTAKE_PART_H
#define INTAKE_PART_H

#include "intake/copy.h"

/* Runs of short lines that stay lines (poems, programmes, addresses) get role
 * COPY_VERSE; before headlines are looked for. */
void part_lines(struct copy *c);
/* Gives the lines of each story their roles; paragraphs must be whole. */
void part_find(struct copy *c);
/* Straight quotes of all that is live become “ ” ‘ ’. */
void part_quotes(struct copy *c);

#endif
