/* Jump lines: >>>下转 P3 版, <<<上接 P1 版, （下转第3版）. They go; what they
 * part is put together. */
#ifndef INTAKE_JUMP_H
#define INTAKE_JUMP_H

#include "intake/copy.h"

/* Marks jump lines in C as dropped, with the pages they name; one at a
 * paragraph's end is divided from it. */
void jump_find(struct copy *c);
/* Moves what goes on from another page behind the story that it goes on
 * from: by the words of its title, by what the broken sentence needs, by the
 * pages named. The stories of C must have been found. A part without its
 * story becomes one; either way round that is marked as a doubt. */
void jump_join(struct copy *c);

#endif
