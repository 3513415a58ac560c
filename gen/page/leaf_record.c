#include <stdio.h>
#include <stdlib.h>

#include "page/framed.h"
#include "page/gauge.h"
#include "page/head.h"
#include "page/leaf.h"
#include "page/placed.h"
#include "page/solid.h"
#include "page/style.h"
#include "tree/node.h"

enum { FIRST = 10 /* characters of a line that tell which it is */ };

/* --- a module ------------------------------------------------------------- */

static const char *shape_of(const struct headline_form *f)
{
  return f->shape == HEADLINE_BOXED      ? "boxed"
         : f->shape == HEADLINE_VERTICAL ? "vertical"
         : f->side                       ? "side"
         : f->beside                     ? "beside"
                                         : "over";
}

/* Paragraphs of B that are set in a line less or more. */
static int count_changed(const struct block *b, int change)
{
  int n = 0;
  for (size_t i = 0; i < b->nrows; i++)
    n += b->rows[i].row.kind == ROW_LINE && b->rows[i].row.line == 0 &&
         b->rows[i].row.change == change;
  return n;
}

static void record_pictures(xmlNode *zone, const struct block *b, bool exact)
{
  for (int i = 0; i < b->frame.n; i++) {
    const struct floated *fl = &b->frame.floats[i];
    if (!fl->solid->figure)
      continue;
    xmlNode *n = xmlNewChild(zone, NULL, (const xmlChar *)"picture", NULL);
    node_set_int(n, "columns", fl->columns);
    node_set_int(n, "lines", fl->lines);
    if (exact)
      node_set_int(n, "crop", b->crop);
  }
}

static void set_title(xmlNode *n, const struct story *s)
{
  char *title = node_child_text(s->node, "headline");
  node_set(n, "article", s->id);
  node_set(n, "title", title && *title ? title : s->id);
  free(title);
}

/* A zone of module I for story S, which has the rectangle AT of it. */
static xmlNode *add_zone(struct placed *placed, const struct leaf *leaf, int i,
                         const struct story *s, struct rect at)
{
  const struct slot *slot = &leaf->plan.slots[i];
  xmlNode *z = placed_add(placed, "zone");
  set_title(z, s);
  node_set_int(z, "part", leaf->blocks[i].part);
  placed_rect(z, at);
  node_set_int(z, "column", slot->column);
  node_set_int(z, "columns", slot->columns);
  node_set_int(z, "line", slot->line);
  node_set_int(z, "lines", slot->lines);
  if (s->filler)
    node_set(z, "filler", "yes");
  return z;
}

static void record_story(struct layout *l, xmlNode *z, const struct leaf *leaf,
                         const struct block *b)
{
  struct gauge_text text = gauge_text(l, b);
  node_set_int(z, "rows", text.lines);
  node_set_int(z, "characters", text.characters);
  if (b->form) {
    node_set(z, "shape", shape_of(b->form));
    node_set_int(z, "type", b->form->size);
  }
  node_set_int(z, "head", b->frame.head);
  if (leaf->exact) {
    node_set_int(z, "air", b->air);
    node_set_int(z, "less", count_changed(b, -1));
    node_set_int(z, "more", count_changed(b, 1));
  }
  record_pictures(z, b, leaf->exact);
}

static void record_framed(xmlNode *z, const struct leaf *leaf,
                          const struct block *b, const struct story *s)
{
  node_set(z, "shape", "framed");
  node_set_int(z, "rows", story_left(s));
  if (framed_count(b) > 1)
    node_set(z, "frame", b->story->id);
  if (leaf->exact)
    node_set_int(z, "air", b->air);
}

/* Several stories in one frame have a zone each. */
static void record_zone(struct layout *l, struct placed *placed,
                        const struct leaf *leaf, int i)
{
  const struct block *b = &leaf->blocks[i];
  const struct slot *s = &leaf->plan.slots[i];
  struct rect at = {layout_column(l, s->column),
                    layout_line(l, leaf->top + s->line),
                    layout_width(l, s->columns), s->lines * l->page->rlh};
  int n = b->story->framed ? framed_count(b) : 1;
  if (b->story->framed)
    at.h = b->lines * l->page->rlh; /* the frame, where its slot is higher */
  for (int k = 0; k < n; k++) {
    struct rect part = at;
    const struct story *story =
        b->story->framed ? framed_item(l, b, k, at, &part) : b->story;
    xmlNode *z = add_zone(placed, leaf, i, story, part);
    if (b->story->framed)
      record_framed(z, leaf, b, story);
    else
      record_story(l, z, leaf, b);
    if (!leaf->exact || leaf->hollow)
      node_set_int(z, "white", gauge_white(l, leaf, i));
    if (leaf->exact) {
      node_set_int(z, "price", b->price);
      node_set_int(z, "extra", b->extra);
    }
  }
}

/* --- the page ------------------------------------------------------------- */

static void record_line(struct placed *placed, const char *name,
                        const struct gauge_line *line)
{
  char text[4 * FIRST + 1];
  size_t n = 0, runes = 0;
  if (!line->story)
    return;
  for (; n < line->len; n++)
    if (((unsigned char)line->text[n] & 0xc0) != 0x80 && runes++ == FIRST)
      break;
  snprintf(text, sizeof text, "%.*s", (int)n, line->text);
  xmlNode *x = placed_add(placed, name);
  node_set(x, "article", line->story->id);
  node_set_int(x, "milli", line->milli);
  node_set(x, "text", text);
  placed_rect(x, line->at);
}

static void record_gauge(struct layout *l, struct placed *placed,
                         const struct leaf *leaf, xmlNode *page)
{
  struct gauge g;
  gauge_leaf(l, leaf, &g);
  node_set_int(page, "white", g.white);
  for (int c = 0; c < g.columns; c++) {
    xmlNode *n = placed_add(placed, "column");
    node_set_int(n, "n", c + 1);
    node_set_int(n, "percent", g.percent[c]);
  }
  record_line(placed, "loosest", &g.loosest);
  record_line(placed, "tightest", &g.tightest);
  for (int i = 0; i < g.nloose; i++)
    record_line(placed, "loose", &g.loose[i]);
  xmlNode *f = placed_add_root(placed, "fill");
  node_set_int(f, "page", leaf->page);
  node_set_int(f, "percent", g.whole);
}

/* Modules of the judge are the page's blocks, in order. */
static const char *module_id(const struct leaf *leaf, int i)
{
  return i >= 0 && i < leaf->plan.n ? leaf->blocks[i].story->id : NULL;
}

static void record_faults(struct placed *placed, const struct leaf *leaf)
{
  for (int i = 0; i < leaf->verdict.n; i++) {
    const struct fault *f = &leaf->verdict.v[i];
    xmlNode *n = placed_add(placed, "fault");
    node_set(n, "kind", judge_name(f->kind));
    node_set_int(n, "cost", f->cost);
    if (judge_taboo(f))
      node_set(n, "taboo", "yes");
    if (module_id(leaf, f->a))
      node_set(n, "a", module_id(leaf, f->a));
    if (module_id(leaf, f->b))
      node_set(n, "b", module_id(leaf, f->b));
  }
}

static void record_notes(struct placed *placed, const struct leaf *leaf)
{
  static const char *const kinds[] = {"all", "more", "filler", "jump",
                                      "moved"};
  for (int i = 0; i < leaf->nnotes; i++) {
    const struct note *note = &leaf->notes[i];
    xmlNode *n = placed_add(placed, "note");
    node_set(n, "kind", kinds[note->kind]);
    if (note->story)
      set_title(n, note->story);
    node_set_int(n, "share", note->share);
    node_set(n, "ok", note->ok ? "yes" : "no");
    if (note->ok)
      node_set_int(n, "cost", (int)note->cost);
    node_set_int(n, "tried", note->tried);
  }
}

void leaf_record(struct layout *l, struct placed *placed,
                 const struct leaf *leaf, xmlNode *page)
{
  node_set_int(page, "top", leaf->top);
  node_set_int(page, "lines", leaf->lines);
  for (int i = 0; i < leaf->plan.n; i++) {
    const struct block *b = &leaf->blocks[i];
    record_zone(l, placed, leaf, i);
    if (!b->goes)
      continue;
    xmlNode *j = placed_add_root(placed, "jump");
    node_set(j, "article", b->story->id);
    node_set_int(j, "from", leaf->page);
    node_set_int(j, "to", b->goes);
  }
  record_gauge(l, placed, leaf, page);
  record_faults(placed, leaf);
  record_notes(placed, leaf);
}
