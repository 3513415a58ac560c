/* A paragraph's inline content as one text with the stretches of equal style:
 * text, strong, emph, link, code, br. */
#ifndef PAGE_SPANS_H
#define PAGE_SPANS_H

#include "base/buf.h"
#include "page/style.h"

struct span {
  uint32_t end; /* byte behind it; it begins where the one before ends */
  const struct style *style;
  const char *href; /* of the link it stands in, or NULL; borrowed */
  bool brk;         /* a forced break (br) at its end */
};

struct spans {
  struct buf s;
  struct span *v;
  size_t n, cap;
};

/* All text below N; elements deeper than 32 levels and hidden ones are left
 * out. Release with spans_free. */
void spans_read(struct spans *sp, struct styles *styles, const xmlNode *n);
/* Appends TEXT in one style. */
void spans_add(struct spans *sp, const char *text, const struct style *style,
               const char *href);
void spans_free(struct spans *sp);

#endif
