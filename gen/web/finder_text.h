/* One story gathered for the index: what the inside of a piece is made of. */
#ifndef WEB_FINDER_TEXT_H
#define WEB_FINDER_TEXT_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/mem.h"
#include "web/finder_in.h"

/* {0} begins; serves many stories one after the other. */
struct told {
  struct buf record; /* [id,page,kicker,headline,deck,byline,text] */
  struct units units;
  struct finder_span *span;
  size_t spans, span_cap;
  struct finder_spoken *spoken;
  size_t spokens, spoken_cap;
  uint32_t title, heads, text; /* the next free places */
};

void told_story(struct told *t, const xmlNode *story);
void told_clear(struct told *t);
void told_free(struct told *t);

#endif
