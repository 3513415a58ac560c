#include "makeup/printed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "page/style.h"
#include "tree/node.h"

enum { BOXES = 20000, MOST_SAID = 40000 };

/* What is said is for reading: a broken issue need not fill the disk. */
#define SAY(p, ...)                                                            \
  do {                                                                         \
    if ((p)->said.n < MOST_SAID)                                               \
      buf_printf(&(p)->said, __VA_ARGS__);                                     \
  } while (0)

/* --- walking ------------------------------------------------------------- */

static void broken(const struct walk *w)
{
  fprintf(stderr, "page %d: groups do not match\n", w->sheet->number);
  abort();
}

static bool adds(enum role role)
{
  return role == ROLE_JUMP || role == ROLE_CONTINUED || role == ROLE_SECTION ||
         role == ROLE_FURNITURE || role == ROLE_QR;
}

const struct item *walk_step(struct walk *w)
{
  while (w->i < w->sheet->n) {
    const struct item *it = &w->sheet->items[w->i++];
    if (it->kind == ITEM_GROUP) {
      if (w->depth == PRINTED_DEEP)
        broken(w);
      w->open[w->depth++] = &it->u.group;
    } else if (it->kind == ITEM_END) {
      if (!w->depth)
        broken(w);
      w->depth--;
    } else {
      return it;
    }
  }
  if (w->depth)
    broken(w);
  return NULL;
}

const struct group *walk_within(const struct walk *w, enum role role)
{
  for (int i = 0; i < w->depth; i++)
    if (w->open[i]->role == role)
      return w->open[i];
  return NULL;
}

bool walk_added(const struct walk *w)
{
  for (int i = 0; i < w->depth; i++)
    if (adds(w->open[i]->role))
      return true;
  return false;
}

/* --- what must be printed ------------------------------------------------ */

/* Without white space, which the ends of lines swallow. */
static void put_dense(struct buf *b, const char *s)
{
  while (*s) {
    size_t n = !strncmp(s, "　", 3) ? 3 : strchr(" \t\n", *s) ? 1 : 0;
    if (!n)
      buf_putc(b, *s++);
    s += n;
  }
}

static void put_text(struct buf *b, const xmlNode *n)
{
  char *s = n ? node_text(n) : mem_copy("");
  put_dense(b, s);
  free(s);
}

static bool is_line(const xmlNode *n)
{
  static const char *const names[] = {"p",       "subhead",    "title",
                                      "cell",    "codeblock",  "caption",
                                      "credit",  "definition", "term",
                                      "name"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (node_is(n, names[i]))
      return true;
  return false;
}

static void expect_label(struct buf *b, const xmlNode *item)
{
  const char *kind = node_attr(item->parent, "kind");
  int number = node_int(item->parent, "start", 1);
  for (xmlNode *n = node_first(item->parent, "item"); n && n != item;
       n = node_next(n, "item"))
    number++;
  if (kind && !strcmp(kind, "ordered"))
    buf_printf(b, "%d.", number);
  else
    buf_puts(b, "•");
}

static void expect_blocks(const struct printed *p, struct buf *b,
                          const xmlNode *parent)
{
  for (xmlNode *n = node_first(parent, NULL); n; n = node_next(n, NULL)) {
    if (node_is(n, "row") && node_attr(n, "head") && p->head_ink >= 0)
      continue;
    if (node_is(n, "item") && p->label_ink < 0)
      expect_label(b, n);
    if (is_line(n))
      put_text(b, n);
    else
      expect_blocks(p, b, n);
    if (node_is(n, "term"))
      buf_puts(b, "：");
  }
}

static void expect_story(const struct printed *p, struct buf *b,
                         const xmlNode *story)
{
  static const char *const heads[] = {"kicker", "headline", "deck", "byline"};
  for (int i = 0; i < 4; i++)
    put_text(b, node_first(story, heads[i]));
  expect_blocks(p, b, node_first(story, "body"));
  const xmlNode *signoff = node_first(story, "signoff");
  if (signoff) {
    buf_puts(b, "（");
    put_text(b, signoff);
    buf_puts(b, "）");
  }
}

/* --- what is printed ----------------------------------------------------- */

static bool has_ink(const struct run *run, int rgb)
{
  const struct ink *i = &run->ink;
  return rgb >= 0 && i->r == rgb >> 16 && i->g == (rgb >> 8 & 255) &&
         i->b == (rgb & 255);
}

static void print_story(const struct printed *p, struct buf *b,
                        const char *id)
{
  const struct sheets *s = p->made->sheets;
  for (size_t k = 0; k < s->n; k++) {
    struct walk w = {.sheet = &s->v[k]};
    for (const struct item *it; (it = walk_step(&w));) {
      const struct group *a = walk_within(&w, ROLE_ARTICLE);
      if (it->kind == ITEM_RUN && a && !strcmp(a->id, id) && !walk_added(&w) &&
          !has_ink(&it->u.run, p->label_ink) &&
          !has_ink(&it->u.run, p->head_ink))
        put_dense(b, it->u.run.text);
    }
  }
}

static bool is_printed(const struct made *m, const char *id)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (const xmlNode *n = root; n; n = node_walk(n, root))
    if (node_is(n, "zone") && !strcmp(node_attr(n, "article"), id))
      return true;
  return false;
}

/* Where two texts part, for the message. */
static size_t common(const char *a, const char *b)
{
  size_t n = 0;
  while (a[n] && a[n] == b[n])
    n++;
  while (n && ((unsigned char)a[n] & 0xC0) == 0x80)
    n--;
  return n;
}

static void judge_text(struct printed *p, const xmlNode *story)
{
  struct buf want = BUF_INIT, got = BUF_INIT;
  const char *id = node_attr(story, "id");
  expect_story(p, &want, story);
  print_story(p, &got, id);
  buf_puts(&want, "");
  buf_puts(&got, "");
  if (strcmp(want.s, got.s) != 0) {
    size_t n = common(want.s, got.s);
    SAY(p, "story %s at byte %zu of %zu: expected “%.90s…”, "
           "got “%.90s…”\n", id, n, want.n, want.s + n, got.s + n);
  }
  buf_free(&want);
  buf_free(&got);
}

void printed_texts(struct printed *p)
{
  const xmlNode *root = xmlDocGetRootElement(p->issue);
  for (xmlNode *n = node_first(root, NULL); n; n = node_next(n, NULL))
    if (node_is(n, "article") ||
        (node_is(n, "filler") && is_printed(p->made, node_attr(n, "id"))))
      judge_text(p, n);
}

/* --- where it stands ----------------------------------------------------- */

static mpt run_width(const struct made *m, const struct run *run)
{
  if (!run->n)
    return 0;
  const struct glyph *last = &run->glyphs[run->n - 1];
  int64_t em = fonts_advance(m->sheets->fonts, run->face, last->id);
  return last->x + (mpt)(em * run->size / 1000);
}

/* The middle of what a run inks: marks may lean half an em out of it. On end
 * it goes down from its first glyph, turned from its baseline at the left. */
static struct rect run_box(const struct made *m, const struct run *run)
{
  mpt w = run_width(m, run), cut = run->size * 11 / 20;
  size_t last = run->n;
  while (last && run->text[run->glyphs[last - 1].text] == ' ')
    last--;
  mpt down = last ? run->glyphs[last - 1].y : 0;
  if (run->turned)
    return (struct rect){run->x + run->size / 10, run->y + cut, run->size / 2,
                         w - 2 * cut};
  if (down > 0)
    return (struct rect){run->x + run->size / 4,
                         run->y - run->size * 6 / 10, run->size / 2,
                         down + run->size / 2};
  return (struct rect){run->x + cut, run->y - run->size * 6 / 10, w - 2 * cut,
                       run->size / 2};
}

static bool inside(struct rect a, struct rect b)
{
  return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w &&
         a.y + a.h <= b.y + b.h;
}

static bool meet(struct rect a, struct rect b)
{
  return a.w > 0 && b.w > 0 && a.x < b.x + b.w && b.x < a.x + a.w &&
         a.y < b.y + b.h && b.y < a.y + a.h;
}

static struct rect zone_rect(const xmlNode *z)
{
  return (struct rect){node_int(z, "x", 0), node_int(z, "y", 0),
                       node_int(z, "w", 0), node_int(z, "h", 0)};
}

static const xmlNode *placed_on(const struct made *m, int page)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  const xmlNode *p = node_first(root, "page");
  while (p && node_int(p, "n", 0) != page)
    p = node_next(p, "page");
  return p;
}

static const xmlNode *zone_of(const struct made *m, int page,
                              const struct group *a)
{
  const xmlNode *z = node_first(placed_on(m, page), "zone");
  while (z && (strcmp(node_attr(z, "article"), a->id) != 0 ||
               node_int(z, "part", 0) != a->part))
    z = node_next(z, "zone");
  return z;
}

void printed_zones(struct printed *p)
{
  const struct sheets *s = p->made->sheets;
  for (size_t i = 0; i < s->n; i++) {
    const xmlNode *page = placed_on(p->made, s->v[i].number);
    for (xmlNode *a = node_first(page, "zone"); a; a = node_next(a, "zone")) {
      if (!inside(zone_rect(a), s->v[i].area))
        SAY(p, "page %d: the zone of %s leaves the type area\n",
            s->v[i].number, node_attr(a, "article"));
      for (xmlNode *b = node_next(a, "zone"); b; b = node_next(b, "zone"))
        if (meet(zone_rect(a), zone_rect(b)))
          SAY(p, "page %d: the zones of %s and %s meet\n", s->v[i].number,
              node_attr(a, "article"), node_attr(b, "article"));
    }
  }
}

static void judge_place(struct printed *p, const struct sheet *sheet,
                        const struct group *a, const char *what,
                        struct rect at)
{
  const xmlNode *zone = zone_of(p->made, sheet->number, a);
  if (!zone)
    SAY(p, "page %d: no zone for %s part %d\n", sheet->number, a->id,
        a->part);
  else if (!inside(at, zone_rect(zone)))
    SAY(p, "page %d %s: “%s” (%d %d %d %d) leaves its zone\n", sheet->number,
        a->id, what, at.x, at.y, at.w, at.h);
}

static const char *name_of(const struct item *it)
{
  return it->kind == ITEM_RUN ? it->u.run.text : "picture";
}

/* No run on another, or on a picture. */
static void judge_boxes(struct printed *p, const struct rect *v,
                        const struct item *const *of, size_t n, int page)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++)
      if (meet(v[i], v[k]))
        SAY(p, "page %d: “%s” at %d %d meets “%s” at %d %d\n", page,
            name_of(of[i]), v[i].x, v[i].y, name_of(of[k]), v[k].x, v[k].y);
}

static void judge_sheet(struct printed *p, const struct sheet *sheet,
                        struct rect *v, const struct item **of)
{
  struct walk w = {.sheet = sheet};
  size_t n = 0;
  for (const struct item *it; (it = walk_step(&w)) && n < BOXES;) {
    const struct group *a = walk_within(&w, ROLE_ARTICLE);
    if (it->kind == ITEM_RUN)
      v[n] = run_box(p->made, &it->u.run);
    else if (it->kind == ITEM_IMAGE)
      v[n] = it->u.image.at;
    else
      continue;
    if (v[n].w <= 0)
      continue;
    if (!inside(v[n], sheet->area))
      SAY(p, "page %d: “%s” (%d %d %d %d) leaves the type area\n",
          sheet->number, name_of(it), v[n].x, v[n].y, v[n].w, v[n].h);
    if (a)
      judge_place(p, sheet, a, name_of(it), v[n]);
    of[n++] = it;
  }
  judge_boxes(p, v, of, n, sheet->number);
}

void printed_places(struct printed *p)
{
  struct rect *v = mem_array(BOXES, sizeof *v);
  const struct item **of = mem_array(BOXES, sizeof *of);
  for (size_t i = 0; i < p->made->sheets->n; i++)
    judge_sheet(p, &p->made->sheets->v[i], v, of);
  free(of);
  free(v);
}

/* --- the grid ------------------------------------------------------------ */

static bool in_solid(const struct walk *w)
{
  return walk_within(w, ROLE_BOX) || walk_within(w, ROLE_TABLE) ||
         walk_within(w, ROLE_FIGURE);
}

/* The baseline is where that of the first line on its page is, some whole
 * lines away. Faces of one row share it. */
void printed_grid(struct printed *p)
{
  mpt first = -1;
  for (size_t i = 0; i < p->made->sheets->n; i++) {
    struct walk w = {.sheet = &p->made->sheets->v[i]};
    for (const struct item *it; (it = walk_step(&w));) {
      if (it->kind != ITEM_RUN || !w.depth || in_solid(&w) || walk_added(&w) ||
          !walk_within(&w, ROLE_ARTICLE))
        continue;
      enum role role = w.open[w.depth - 1]->role;
      mpt off = (it->u.run.y - w.sheet->area.y) % p->page->rlh;
      if ((role != ROLE_P && role != ROLE_ITEM) ||
          it->u.run.size != p->page->size)
        continue;
      if (first < 0)
        first = off;
      if (off != first)
        SAY(p, "page %d %s: “%s” is %d off the grid\n", w.sheet->number,
            walk_within(&w, ROLE_ARTICLE)->id, it->u.run.text, off - first);
    }
  }
}

/* --- jumps --------------------------------------------------------------- */

/* Page of part PART of story ID; 0: none. */
static int page_of(const struct made *m, const char *id, int part)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (!strcmp(node_attr(z, "article"), id) &&
          node_int(z, "part", 0) == part)
        return node_int(p, "n", 0);
  return 0;
}

static bool is_about(const struct walk *w)
{
  return walk_within(w, ROLE_JUMP) || walk_within(w, ROLE_CONTINUED);
}

/* The words around it are the theme's. */
static const char *number_in(const char *s)
{
  return strpbrk(s, "0123456789");
}

/* A line that names a page, or the link under it. */
static void judge_jump(struct printed *p, const struct walk *w,
                       const struct item *it)
{
  const struct group *a = walk_within(w, ROLE_ARTICLE);
  int part = a->part + (walk_within(w, ROLE_JUMP) ? 1 : -1), page = 0;
  int real = page_of(p->made, a->id, part);
  if (it->kind == ITEM_LINK) {
    const struct link *l = &it->u.link;
    if (!l->dest || strcmp(l->dest, a->id) != 0 || l->part != part)
      SAY(p, "page %d %s: the jump line leads to %s part %d\n",
          w->sheet->number, a->id, l->dest ? l->dest : l->url, l->part);
    return;
  }
  const char *at = number_in(it->u.run.text);
  if (at && sscanf(at, "%d", &page) == 1 && page != real)
    SAY(p, "page %d %s: “%s”, but it is page %d\n", w->sheet->number, a->id,
        it->u.run.text, real);
}

void printed_jumps(struct printed *p)
{
  const xmlNode *root = xmlDocGetRootElement(p->made->placed);
  int lines = 0, links = 0, jumps = 0;
  for (size_t i = 0; i < p->made->sheets->n; i++) {
    struct walk w = {.sheet = &p->made->sheets->v[i]};
    for (const struct item *it; (it = walk_step(&w));) {
      if ((it->kind != ITEM_RUN && it->kind != ITEM_LINK) || !is_about(&w))
        continue;
      judge_jump(p, &w, it);
      links += it->kind == ITEM_LINK;
      lines += it->kind == ITEM_RUN && number_in(it->u.run.text);
    }
  }
  for (xmlNode *j = node_first(root, "jump"); j; j = node_next(j, "jump"))
    jumps++;
  if (lines != 2 * jumps || links != 2 * jumps)
    SAY(p, "%d jumps, but %d lines and %d links about them\n", jumps, lines,
        links);
}

/* --- the imprint stands once, at the end ---------------------------------- */

void printed_imprint(struct printed *p)
{
  const struct sheets *s = p->made->sheets;
  if (s->n % 2 && !p->page->run_on) /* which may leave a back empty */
    SAY(p, "%zu pages\n", s->n);
  for (size_t i = 0; i < s->n; i++) {
    struct walk w = {.sheet = &s->v[i]};
    int found = 0;
    while (walk_step(&w))
      found += w.depth && !strcmp(w.open[0]->id, "imprint");
    if ((found > 0) != (i + 1 == s->n))
      SAY(p, "page %zu: the imprint is %s\n", i + 1,
          found ? "here" : "missing");
  }
}
