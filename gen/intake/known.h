/* Markdown that comes in as a file of ours: it is taken as it is, so that
 * importing what was imported changes nothing. */
#ifndef INTAKE_KNOWN_H
#define INTAKE_KNOWN_H

#include "intake/copy.h"

/* Of files whose names end in .md: front matter gives the head of the story,
 * the lines below it get role COPY_ASIS. Keys without a role in a story are
 * dropped, with their lines told. */
void known_find(struct copy *c);

#endif
