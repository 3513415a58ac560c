#include "page/vertical.h"

#include "base/mem.h"
#include "page/headline_block.h"
#include "page/turn.h"

enum { MOST_COLUMNS = 3 };

static mpt block_width(const struct headline_block *b)
{
  return (mpt)b->n * b->leading;
}

static struct block_wish wish(const struct headline_job *job, const char *name,
                              enum role role)
{
  struct block_wish w = headline_block_wish(job, name, role, job->room);
  w.most = w.most > MOST_COLUMNS ? MOST_COLUMNS : w.most;
  w.least = w.least > w.most ? w.most : w.least;
  return w;
}

static void add_block(struct headline *h, const struct headline_block *b)
{
  h->blocks[h->n++] = *b;
  h->width += block_width(b);
  h->cost += b->cost;
  h->forced |= b->forced;
  if (b->width > h->natural)
    h->natural = b->width;
}

/* Kicker or deck are not longer than the headline where they can be shorter
 * in more columns. MAIN: NULL without one. */
static void add_small(struct headline *h, struct block_wish w,
                      const struct headline_block *main)
{
  if (!w.words)
    return;
  if (main) {
    w.cap = headline_small_cap(main->style->size);
    w.width = main->width;
  }
  struct headline_block b;
  headline_block_fit(&w, &b);
  if (b.forced && main) {
    w.width = w.job->room;
    headline_block_fit(&w, &b);
  }
  add_block(h, &b);
}

/* Kicker and headline hang from the top, the deck stands at the foot. */
static void place_blocks(struct headline *h)
{
  mpt right = h->width;
  for (int i = 0; i < h->n; i++) {
    struct headline_block *b = &h->blocks[i];
    b->x = right - b->leading / 2;
    right -= block_width(b);
    if (b->role == ROLE_DECK)
      b->y = h->natural - b->width;
    if (b->role == ROLE_HEADLINE)
      h->below = b->style->margin[SIDE_BOTTOM];
  }
  h->natural += h->below;
  h->height = h->natural;
}

/* The headline as T has it, with what stands beside it. W: kicker, headline,
 * deck. */
static struct headline package_of(const struct block_wish w[3],
                                  const struct block_try *t)
{
  struct headline h = {.shape = HEADLINE_VERTICAL};
  struct headline_block main, *m = NULL;
  if (w[1].words) {
    main = headline_block_of(&w[1], t);
    m = &main;
  }
  add_small(&h, w[0], m);
  if (m)
    add_block(&h, m);
  add_small(&h, w[2], m);
  place_blocks(&h);
  return h;
}

int vertical_all(const struct headline_job *job, mpt height, mpt width,
                 struct headline *out)
{
  struct headline_job on_end = *job;
  on_end.shape = HEADLINE_VERTICAL;
  on_end.room = height;
  struct block_wish w[3] = {wish(&on_end, "kicker", ROLE_KICKER),
                            wish(&on_end, "headline", ROLE_HEADLINE),
                            wish(&on_end, "deck", ROLE_DECK)};
  struct block_try tries[BLOCK_TRIES];
  w[1].across = width;
  int n = w[1].words ? headline_block_tries(&w[1], tries) : 0, found = 0;
  for (int i = 0; i < n; i++) {
    out[found] = package_of(w, &tries[i]);
    found += !out[found].forced && (width <= 0 || out[found].width <= width);
  }
  if (!found) {
    out[found] = package_of(w, NULL);
    out[found].forced |= width > 0 && out[found].width > width;
    found++;
  }
  return found;
}

struct headline *vertical_fit(const struct headline_job *job, mpt height,
                              mpt width)
{
  struct headline_job on_end = *job;
  on_end.shape = HEADLINE_VERTICAL;
  on_end.room = height;
  return headline_fit(&on_end, width);
}

static void emit_block(struct sheets *s, struct sheet *sheet,
                       const struct headline_block *b, mpt x, mpt y)
{
  sheet_group(s, sheet, b->role, "");
  struct group *g = &sheet->items[sheet->n - 1].u.group;
  g->at = b->at ? arena_copy(s->arena, b->at) : NULL;
  struct turned t = {b->text, b->poses};
  for (size_t i = 0; i < b->n; i++)
    turn_set(s, sheet, &t, &b->lines[i],
             (mpt[]){x + b->x - (mpt)i * b->leading, y + b->y});
  sheet_end(s, sheet);
}

void vertical_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y)
{
  for (int i = 0; i < h->n; i++)
    emit_block(s, sheet, &h->blocks[i], x, y);
}
