/* What importing did, for the editor: a summary that fits a screen, and all
 * changes side by side. */
#ifndef INTAKE_REPORT_H
#define INTAKE_REPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "intake/write.h"

/* What was written (or would be: NOT WRITTEN), what was dropped, where to
 * look; in lines of at most WIDTH columns. */
void report_summary(struct buf *out, const struct copy *c,
                    const struct write_plan *p, int width, bool written);
/* Every line that changed: what it was on the left, what it became on the
 * right, above them where, what kind of change and how sure. */
void report_compare(struct buf *out, const struct copy *c, int width);
/* Han of C that are neither in the stories of P nor among what was dropped:
 * never any. */
long report_missing(const struct copy *c, const struct write_plan *p);

#endif
