/* Sheets as a file for a press: PDF/X-4 (gen/PRESS.md). DeviceCMYK and grey
 * only, no transparency, black printed over colours, marks and a slug round the
 * page. Same lines and pages as the reading edition (draw/seal.h). */
#ifndef DRAW_PRESS_H
#define DRAW_PRESS_H

#include <stdbool.h>

#include "base/length.h"

struct buf;
struct profile;
struct sheets;

/* The printing condition that files name where the press house gave no profile:
 * coldset on newsprint, of the ICC's registry of characterization data. */
#define PRESS_CONDITION "IFRA26"

struct press_job {
  const char *paper, *date, *key; /* for the slug */
  const struct profile *profile;  /* of the press, or NULL */
  mpt bleed;                      /* what is printed beyond the trim */
  int page;                       /* from 1: only that one; 0: all */
  const struct buf *plain; /* without PROFILE: that of asset/profile.h, since
                              PDF/X-4 wants one embedded; or NULL */
};

/* The file's bytes, appended to OUT. False and a diag when a face cannot be
 * embedded; then OUT is of no use. */
bool press_make(struct buf *out, const struct sheets *s,
                const struct press_job *job);

#endif
