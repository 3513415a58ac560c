/* The placement document: where every story came to stand. Read-only for
 * templates ($placed), reports and the preview; see gen/README.md. */
#ifndef PAGE_PLACED_H
#define PAGE_PLACED_H

#include <libxml/tree.h>

#include "base/length.h"

struct block;
struct placed;

struct placed *placed_new(void);
void placed_page(struct placed *p, int page, const char *name);
void placed_zone(struct placed *p, int page, const struct block *b,
                 struct rect at);
void placed_jump(struct placed *p, const char *article, int from, int to);
/* USED of LINES body lines of the page carry something. */
void placed_fill(struct placed *p, int page, int used, int lines);
/* The document, owned by the caller; P is gone. */
xmlDoc *placed_end(struct placed *p);

#endif
