/* Lengths: integers in milli-points (1 pt = 1/72 in = 1000 mpt); origin top
 * left, y down. A page of 390 mm is 1,105,512 mpt: int32_t holds 756 m. */
#ifndef BASE_LENGTH_H
#define BASE_LENGTH_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t mpt;

#define PT(x) ((mpt)((x)*1000))
/* Millimetres, rounded to the nearest milli-point. */
#define MM(x) ((mpt)((x)*72000.0 / 25.4 + 0.5))

struct rect {
  mpt x, y, w, h;
};

/* Shares of the inks of a press, 0–1000 each (base/ink.h). */
struct cmyk {
  uint16_t c, m, y, k;
};

/* A colour in sRGB, 0–255; equal parts are shown as DeviceGray. Where the
 * theme says what a press takes for it, IS_MIXED, and MIX has that. */
struct ink {
  uint8_t r, g, b;
  bool is_mixed;
  struct cmyk mix;
};

#endif
