/* Tables that were typed: lines whose cells stand apart by tabs or by two
 * blanks or more, or between pipes. */
#ifndef INTAKE_GRID_H
#define INTAKE_GRID_H

#include "intake/copy.h"

/* Makes each run of such lines one line with role COPY_TABLE; the others of
 * the run become COPY_JOINED. */
void grid_find(struct copy *c);

#endif
