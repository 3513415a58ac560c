/* Where one story ends and the next begins, and the package at its head:
 * section, kicker, headline, deck, byline. */
#ifndef INTAKE_STORIES_H
#define INTAKE_STORIES_H

#include "intake/copy.h"

/* Marks the lines that open a story and those of its head; a file holds one
 * at least. Furniture and jump lines must have been found: a headline next to
 * 上接第1版 is that of the part, not of a story of its own. */
void stories_find(struct copy *c);

#endif
