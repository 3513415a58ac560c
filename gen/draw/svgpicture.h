/* The pictures of pages on the web: the part that shows, as JPEG at 150 dpi of
 * its printed size, which fills a screen of twice a page's width in points. */
#ifndef DRAW_SVGPICTURE_H
#define DRAW_SVGPICTURE_H

#include <stdbool.h>

struct sheets;

/* DIR/pP-K.jpg for the K-th picture of page P, both from 1; made in threads.
 * CACHE (or NULL) is a folder, which exists, where they are kept between
 * builds, by what shows; they are linked from there. False and a diag when one
 * cannot be decoded or written. */
bool svg_pictures(const struct sheets *s, const char *dir, const char *cache);

#endif
