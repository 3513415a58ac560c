/* What a manuscript has with it from where it was: tags of a web page, running
 * headlines, lists of other articles, the letter that it came with. */
#ifndef INTAKE_LEFTOVER_H
#define INTAKE_LEFTOVER_H

#include "intake/copy.h"

/* Marks it as dropped. Other furniture must have been found. */
void leftover_find(struct copy *c);

#endif
