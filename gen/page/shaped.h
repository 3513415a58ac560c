/* Paragraphs that are tried at several measures (briefs, fillers), shaped
 * once. */
#ifndef PAGE_SHAPED_H
#define PAGE_SHAPED_H

#include <libxml/tree.h>

struct layout;
struct text;

/* text_shape (page/shape.h) of N, an element of the document, kept as
 * long as the layout; not to be changed by the caller. */
const struct text *shaped(struct layout *l, const xmlNode *n);

#endif
