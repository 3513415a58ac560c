/* The pixels of a press file's pictures. Decoding, converting and packing them
 * is most of the time that such a file takes, so they are worked on side by
 * side. */
#ifndef DRAW_PRESSPIXELS_H
#define DRAW_PRESSPIXELS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/length.h"

struct image;
struct profile;

struct presspixels {
  const struct image *image;     /* borrowed */
  const struct profile *profile; /* of the press, or NULL */
  struct rect crop;              /* the part that shows */
  int wide;                      /* how many pixels across, at most */
  /* results */
  bool ok;
  bool jpeg; /* else plain pixels */
  int width, height, components; /* 1 grey, 4 CMYK */
  int ink;                       /* ‰ that all but few pixels keep to */
  struct buf data;
};

/* Makes COUNT, in up to four threads; the results are the same with any
 * number. Those that are not OK have been reported by a diag. */
void presspixels_make(struct presspixels *v, size_t count);
void presspixels_free(struct presspixels *v, size_t count);

#endif
