/* Framed modules: a filler, an advertisement, or a page's briefs, gathered
 * under one heading. A story whose `framed` is set has its whole module in one
 * frame; its flow is empty, and it has neither head nor floats. Text stands in
 * the frame's own columns; the air in it is elastic, but for advertisements,
 * which have the size that the editor gives them. */
#ifndef PAGE_FRAMED_H
#define PAGE_FRAMED_H

#include "page/block.h"
#include "page/option.h"

struct framed;
struct leaf;
struct scene_module;

/* STORY, a filler or an advertisement, from now on stands in a frame. */
void framed_open(struct layout *l, struct story *story);
/* A story, owned, of the briefs V[0..N), 2 … FRAMED_ITEMS, of one page. They
 * are borrowed and know it by their `group`. */
enum { FRAMED_ITEMS = 16 };
struct story *framed_briefs(struct layout *l, struct story *const *v, int n);
bool framed_is_briefs(const struct story *s);
void framed_free(struct framed *f);

/* Lines that it has in COLUMNS without spare air, and with the most; 0: it
 * cannot stand there. */
struct framed_size {
  int least, most;
  int uneven; /* lines that the frame's columns together miss to be level */
};
struct framed_size framed_size(struct layout *l, const struct story *story,
                               int columns);
/* option_each of a framed story. */
void framed_each(const struct option_story *s, struct option_range range,
                 option_visit *visit, void *data);
/* Its block of COLUMNS and LINES. */
void framed_block(struct story *story, int columns, int lines,
                  struct block *b);
/* What the judge sees of it; the rest of OUT is set. */
void framed_scene(const struct story *story, struct scene_module *out);
/* Draws B into AT: one article group, or one for each brief. */
void framed_draw(struct layout *l, struct sheet *sheet, const struct block *b,
                 struct rect at);

/* The stories in B's frame, and where each of them stands when B is AT: of
 * briefs they part the frame among themselves. */
int framed_count(const struct block *b);
const struct story *framed_item(struct layout *l, const struct block *b, int i,
                                struct rect at, struct rect *zone);

/* Tells the editor when block I of LEAF is an advertisement that does not stand
 * where he wants it, and why. */
void framed_report(const struct layout *l, const struct leaf *leaf, int i);

#endif
