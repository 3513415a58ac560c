#include "page/vertical.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/headline_block.h"
#include "page/turn.h"

enum { MOST_COLUMNS = 3, TRIES = 3 };

static mpt block_width(const struct headline_block *b)
{
  return (mpt)b->n * b->leading;
}

/* Fits the child NAME and adds it to H; ACROSS is the most for its columns. */
static void add_block(struct headline *h, const struct headline_job *job,
                      const char *name, enum role role, mpt across)
{
  struct block_wish w = headline_block_wish(job, name, role, job->room);
  if (!w.s)
    return;
  w.across = across;
  if (w.most > MOST_COLUMNS)
    w.most = MOST_COLUMNS;
  if (w.least > w.most)
    w.least = w.most;
  struct headline_block *b = &h->blocks[h->n++];
  b->role = role;
  headline_block_fit(&w, b);
  free(w.s);
  h->width += block_width(b);
  h->cost += b->cost;
  h->forced |= b->forced;
  if (b->width > h->natural)
    h->natural = b->width;
}

/* A package whose kicker and deck are at most SHORTER long: the headline gets
 * the width that they leave. */
static struct headline try_package(const struct headline_job *job, mpt width,
                                   mpt shorter)
{
  struct headline h = {.shape = HEADLINE_VERTICAL};
  struct headline_job small = *job;
  small.room = shorter;
  add_block(&h, &small, "kicker", ROLE_KICKER, 0);
  int at = h.n;
  add_block(&h, &small, "deck", ROLE_DECK, 0);
  mpt rest = width > h.width ? width - h.width : 1;
  add_block(&h, job, "headline", ROLE_HEADLINE, width > 0 ? rest : 0);
  h.forced |= width > 0 && h.width > width;
  if (h.n == at + 2) { /* reading order again */
    struct headline_block deck = h.blocks[at];
    h.blocks[at] = h.blocks[at + 1];
    h.blocks[at + 1] = deck;
  }
  return h;
}

static mpt headline_length(const struct headline *h)
{
  for (int i = 0; i < h->n; i++)
    if (h->blocks[i].role == ROLE_HEADLINE)
      return h->blocks[i].width;
  return 0;
}

/* Kicker and deck should not be longer than the headline; made shorter they
 * take more columns, which makes the headline smaller. */
static struct headline best_package(const struct headline_job *job, mpt width)
{
  struct headline best = try_package(job, width, job->room);
  for (int i = 0; i < TRIES; i++) {
    mpt length = headline_length(&best);
    if (length <= 0 || best.natural <= length)
      break;
    struct headline h = try_package(job, width, length);
    if (h.forced && !best.forced)
      break;
    best = h;
  }
  return best;
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
}

struct headline *vertical_fit(const struct headline_job *job, mpt height,
                              mpt width)
{
  struct headline_job on_end = *job;
  struct headline *h = arena_get(job->arena, sizeof *h);
  on_end.shape = HEADLINE_VERTICAL;
  on_end.room = height;
  *h = best_package(&on_end, width);
  place_blocks(h);
  h->natural += h->below;
  h->height = h->natural;
  return h;
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
