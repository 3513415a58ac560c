#include "makeup/taboo.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "makeup/printed.h"
#include "tree/node.h"

enum { MODULES = 64, PICTURES = 8, LIKE = 145 /* % */ };

struct module {
  const char *id;
  int part;
  struct rect at;
  mpt type;                       /* of the headline; 0: none */
  bool vertical, boxed;           /* its form */
  mpt top, left, right;           /* of the headline's ink */
  struct rect pictures[PICTURES]; /* visible parts */
  int npictures;
};

struct scene {
  struct module v[MODULES];
  int n;
  struct rect area; /* of all modules */
  mpt line, step;
};

static void widen(struct rect *r, struct rect by)
{
  mpt right = r->x + r->w, foot = r->y + r->h;
  right = by.x + by.w > right ? by.x + by.w : right;
  foot = by.y + by.h > foot ? by.y + by.h : foot;
  r->x = by.x < r->x ? by.x : r->x;
  r->y = by.y < r->y ? by.y : r->y;
  r->w = right - r->x;
  r->h = foot - r->y;
}

/* Briefs in one frame are one module, that of the first. */
static void add_module(struct scene *s, const xmlNode *z)
{
  const char *frame = node_attr(z, "frame");
  struct rect at = {node_int(z, "x", 0), node_int(z, "y", 0),
                    node_int(z, "w", 0), node_int(z, "h", 0)};
  for (int i = 0; frame && i < s->n; i++)
    if (!strcmp(s->v[i].id, frame)) {
      widen(&s->v[i].at, at);
      return;
    }
  s->v[s->n++] = (struct module){.id = node_attr(z, "article"),
                                 .part = node_int(z, "part", 0),
                                 .at = at};
}

static void read_modules(struct scene *s, const struct made *m, int page)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  const xmlNode *p = node_first(root, "page");
  while (p && node_int(p, "n", 0) != page)
    p = node_next(p, "page");
  for (xmlNode *z = node_first(p, "zone"); z && s->n < MODULES;
       z = node_next(z, "zone"))
    add_module(s, z);
}

static struct module *module_of(struct scene *s, const struct group *a)
{
  for (int i = 0; i < s->n; i++)
    if (s->v[i].part == a->part && !strcmp(s->v[i].id, a->id))
      return &s->v[i];
  return NULL;
}

static void add_headline(struct module *m, const struct run *r)
{
  mpt top = r->y - r->size, right = r->x + r->size;
  if (r->n)
    right += r->glyphs[r->n - 1].x;
  if (r->turned || (r->n && r->glyphs[r->n - 1].y > 0))
    m->vertical = true;
  if (!m->type) {
    m->top = top;
    m->left = r->x;
    m->right = right;
  }
  if (r->size > m->type)
    m->type = r->size;
  if (top < m->top)
    m->top = top;
  if (r->x < m->left)
    m->left = r->x;
  if (right > m->right)
    m->right = right;
}

static void read_items(struct scene *s, const struct sheet *sheet)
{
  struct walk w = {.sheet = sheet};
  for (const struct item *it; (it = walk_step(&w));) {
    const struct group *a = walk_within(&w, ROLE_ARTICLE);
    struct module *m = a ? module_of(s, a) : NULL;
    if (!m)
      continue;
    /* The headline in a frame meets no other. */
    if (it->kind == ITEM_RUN && walk_within(&w, ROLE_HEADLINE) &&
        !walk_within(&w, ROLE_BOX))
      add_headline(m, &it->u.run);
    else if (it->kind == ITEM_IMAGE && m->npictures < PICTURES)
      m->pictures[m->npictures++] = it->u.image.at;
    else if (it->kind == ITEM_RECT &&
             w.open[w.depth - 1]->role == ROLE_ARTICLE)
      m->boxed = true;
  }
}

static bool alike(mpt a, mpt b)
{
  return (int64_t)a * 100 < (int64_t)b * LIKE &&
         (int64_t)b * 100 < (int64_t)a * LIKE;
}

/* They share an edge: only a gutter stands between. */
static bool side_by_side(const struct scene *s, const struct module *a,
                         const struct module *b)
{
  mpt gap = s->step / 4;
  bool touch = abs(a->at.x + a->at.w - b->at.x) < gap ||
               abs(b->at.x + b->at.w - a->at.x) < gap;
  return touch && a->at.y < b->at.y + b->at.h && b->at.y < a->at.y + a->at.h;
}

/* A headline that leaves its inner side to text parts itself; one of another
 * form does not collide. */
static bool heads_meet(const struct scene *s, const struct module *a,
                       const struct module *b)
{
  const struct module *l = a->at.x < b->at.x ? a : b, *r = l == a ? b : a;
  return a->type && b->type && side_by_side(s, a, b) &&
         a->vertical == b->vertical && a->boxed == b->boxed &&
         abs(a->top - b->top) <= 2 * s->line && alike(a->type, b->type) &&
         r->left - l->right < s->step;
}

static bool pictures_meet(const struct scene *s, const struct module *a,
                          const struct module *b)
{
  for (int i = 0; i < a->npictures; i++)
    for (int k = 0; k < b->npictures; k++) {
      const struct rect *p = &a->pictures[i], *q = &b->pictures[k];
      mpt x = p->x < q->x ? q->x - p->x - p->w : p->x - q->x - q->w;
      mpt y = p->y < q->y ? q->y - p->y - p->h : p->y - q->y - q->h;
      if (x < s->step / 6 && y < 2 * s->line)
        return true;
    }
  return false;
}

static bool out_of_order(const struct scene *s, const struct module *over,
                         const struct module *under)
{
  mpt gap = under->at.y - over->at.y - over->at.h;
  bool columns = over->at.x < under->at.x + under->at.w &&
                 under->at.x < over->at.x + over->at.w;
  return over->type && under->type && columns && gap > -s->line &&
         gap < 2 * s->line &&
         (int64_t)under->type * 100 > (int64_t)over->type * LIKE;
}

/* Whether the line at POS, down or across, cuts no module. */
static bool is_cut(const struct scene *s, mpt pos, bool down)
{
  for (int i = 0; i < s->n; i++) {
    const struct rect *r = &s->v[i].at;
    mpt from = down ? r->x : r->y, size = down ? r->w : r->h;
    if (from < pos && from + size > pos)
      return false;
  }
  return true;
}

static int modules_before(const struct scene *s, mpt y)
{
  int n = 0;
  for (int i = 0; i < s->n; i++)
    n += s->v[i].at.y < y;
  return n;
}

static int count_cuts(const struct scene *s, const struct sheet *sheet)
{
  int n = 0;
  for (int c = 2; s->n > 2 && c + 2 <= sheet->columns; c++)
    n += is_cut(s, sheet->area.x + c * s->step - s->step / 24, true);
  for (int i = 0; s->n > 2 && i < s->n; i++) {
    mpt y = s->v[i].at.y - s->line / 2, from = y - s->area.y;
    int over = modules_before(s, y);
    bool first = true;
    for (int k = 0; k < i; k++)
      first = first && s->v[k].at.y != s->v[i].at.y;
    n += first && (int64_t)from * 100 > (int64_t)s->area.h * 35 &&
         (int64_t)from * 100 < (int64_t)s->area.h * 65 && over > 1 &&
         s->n - over > 1 && is_cut(s, y, false);
  }
  return n;
}

static void measure(struct scene *s, const struct sheet *sheet)
{
  mpt foot = 0;
  s->line = sheet->area.h / sheet->lines;
  s->step = (sheet->area.w + sheet->area.w / 72) / sheet->columns;
  s->area = sheet->area;
  for (int i = 0; i < s->n; i++) {
    const struct rect *r = &s->v[i].at;
    if (!i || r->y < s->area.y)
      s->area.y = r->y;
    if (r->y + r->h > foot)
      foot = r->y + r->h;
  }
  s->area.h = foot - s->area.y;
}

struct taboos taboo_page(const struct made *m, size_t i)
{
  const struct sheet *sheet = &m->sheets->v[i];
  struct scene *s = mem_new(sizeof *s);
  struct taboos t = {0};
  read_modules(s, m, sheet->number);
  read_items(s, sheet);
  measure(s, sheet);
  for (int a = 0; a < s->n; a++)
    for (int b = 0; b < s->n; b++) {
      t.order += a != b && out_of_order(s, &s->v[a], &s->v[b]);
      t.tombstones += a < b && heads_meet(s, &s->v[a], &s->v[b]);
      t.pictures += a < b && pictures_meet(s, &s->v[a], &s->v[b]);
    }
  t.cuts = count_cuts(s, sheet);
  free(s);
  return t;
}
