#include "page/spans.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tree/node.h"

enum { DEPTH = 32 };

void spans_add(struct spans *sp, const char *text, const struct style *style,
               const char *href)
{
  size_t before = sp->s.n;
  buf_puts(&sp->s, text);
  if (sp->s.n == before)
    return;
  sp->v = mem_grow(sp->v, &sp->cap, sp->n + 1, sizeof *sp->v);
  sp->v[sp->n++] = (struct span){(uint32_t)sp->s.n, style, href, false};
}

static void gather(struct spans *sp, struct styles *styles, const xmlNode *n,
                   const char *href, int depth)
{
  const struct style *st = style_of(styles, n);
  if (st->hidden || depth > DEPTH)
    return;
  for (const xmlNode *c = n->children; c; c = c->next) {
    if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
      spans_add(sp, c->content ? (const char *)c->content : "", st, href);
    } else if (node_is(c, "br")) {
      if (sp->n)
        sp->v[sp->n - 1].brk = true;
    } else if (c->type == XML_ELEMENT_NODE) {
      const char *to = node_is(c, "link") ? node_attr(c, "href") : href;
      gather(sp, styles, c, to, depth + 1);
    }
  }
}

void spans_read(struct spans *sp, struct styles *styles, const xmlNode *n)
{
  gather(sp, styles, n, NULL, 0);
}

void spans_free(struct spans *sp)
{
  buf_free(&sp->s);
  free(sp->v);
}
