#include <stdlib.h>

#include "page/framed.h"
#include "page/gauge.h"
#include "page/make_in.h"
#include "page/placed.h"
#include "tree/node.h"

/* Overset copy: it is never lost, but stands where nobody planned it: behind
 * the planned pages, or not on the page that the editor gave it. */

/* What is known of a story's parts. */
struct parts {
  int first, stop; /* pages of its first part, of its last on a planned page */
  int to;          /* page where it stands, but should not; 0: none */
  struct gauge_text text; /* there and behind */
};

static struct parts find_parts(struct make *m, const struct story *s)
{
  struct parts p = {0};
  const struct story *group = m->apart ? NULL : s->group;
  for (size_t i = 0; i < m->n; i++) {
    const struct leaf *leaf = &m->leaves[i];
    const struct block *b = leaf_find(leaf, group ? group : s);
    if (!b)
      continue;
    p.first = p.first ? p.first : leaf->page;
    bool wrong = leaf->page > m->planned ||
                 (s->pin_page && p.first > s->pin_page);
    if (!wrong) {
      p.stop = leaf->page;
      continue;
    }
    struct gauge_text t = group ? gauge_story(s) : gauge_text(&m->l, b);
    p.to = p.to ? p.to : leaf->page;
    p.text.lines += t.lines ? t.lines : b->lines; /* a table, a picture */
    p.text.characters += t.characters;
  }
  return p;
}

static void record(struct make *m, const struct story *s,
                   const struct parts *p)
{
  xmlNode *n = placed_add_root(m->placed, "overset");
  char *title = node_child_text(s->node, "headline");
  int page = p->stop ? p->stop : s->pin_page ? s->pin_page : m->planned;
  node_set(n, "article", s->id);
  node_set(n, "title", title ? title : s->id);
  if (p->to > m->planned)
    node_set(n, "over", "yes");
  node_set_int(n, "page", page);
  node_set_int(n, "to", p->to);
  node_set_int(n, "characters", p->text.characters);
  node_set_int(n, "lines", p->text.lines);
  free(title);
}

void overset_record(struct make *m)
{
  for (size_t i = 0; i < m->all.n; i++) {
    const struct story *s = m->all.v[i];
    if (framed_is_briefs(s))
      continue;
    struct parts p = find_parts(m, s);
    if (p.to && !s->filler && node_is(s->node, "article"))
      record(m, s, &p);
  }
}
