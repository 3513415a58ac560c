/* What came in becomes stories: the order in which copy is judged. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "intake/copy.h"

/* At most so many lines of copy are taken. */
enum { INTAKE_LINES = 20000 };

/* Gives every line of C its role, joins what belongs together and brings the
 * stories in order. */
void intake_judge(struct copy *c);

#endif
