/* QR codes (ISO/IEC 18004), level M, text as UTF-8 bytes; libqrencode writes
 * and libzbar reads. An account's downloaded picture is read with qr_read
 * and set anew with qr_new, so that paper gets clean vectors. */
#ifndef ASSET_QR_H
#define ASSET_QR_H

#include <stdbool.h>

struct buf;
struct image;

enum { QR_QUIET = 4 }; /* modules of white that must stand on each side */

/* SIZE × SIZE modules row by row, 1 black, 0 white, without quiet zone. */
struct qr {
  int size;
  unsigned char *modules;
};

/* NULL and a diag when TEXT is empty or too long for a code. Owned. */
struct qr *qr_new(const char *text);
void qr_free(struct qr *qr);
/* Is the module at column X and row Y black? Outside: no. */
bool qr_black(const struct qr *qr, int x, int y);
/* Appends a PNG with its quiet zone, SCALE pixels a module. */
void qr_png(struct buf *out, const struct qr *qr, int scale);
/* The text of the one code in the picture; NULL and a diag at the image's
 * path when there is none, or several that differ. Owned. */
char *qr_read(const struct image *img);

#endif
