/* For tests of the search: made-up stories and what they cost by width, height
 * and top, as page/choice would find it: headlines in steps, one picture at
 * several spans, its crop, a few lines of give in the text. */
#ifndef TESTS_MENUS_H
#define TESTS_MENUS_H

#include <stdint.h>
#include <stdlib.h>

#include "page/search.h"

/* From 0 to N - 1; the same for the same seed. */
static int roll(uint64_t *seed, int n)
{
  *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
  return (int)((*seed >> 33) % (uint64_t)n);
}

/* A story before it is measured. */
struct sample {
  int rank, text; /* column lines */
  bool picture;
};

struct sample_form {
  int w, head, span, cost;
  enum top top;
};

/* What a width costs by rank, in sixths of the page. */
static const int sample_span[4][6] = {{250, 120, 38, 3, 0, 4},
                                      {70, 9, 0, 2, 12, 22},
                                      {14, 0, 3, 14, 32, 50},
                                      {2, 3, 20, 50, 80, 90}};
/* Lines of a headline as one would have it. */
static const int sample_head[4] = {7, 5, 4, 2};

static void sample_price(struct menu *m, int w, int h, enum top top, int cost)
{
  if (h >= 1 && h <= SEARCH_LINES && cost < m->price[w][h][top])
    m->price[w][h][top] = cost;
}

/* All heights at which the text comes out, with its picture whole or cropped
 * by up to an eighth. */
static void sample_heights(struct menu *m, const struct sample *s,
                           const struct sample_form *f)
{
  int high = f->span * 8, give = s->text / 30 + 1;
  for (int crop = f->span ? -high / 8 : 0; crop <= (f->span ? high / 8 : 0);
       crop++) {
    int fixed = f->w * f->head + (f->span ? f->span * (high + 2 + crop) : 0);
    for (int h = f->head + 3; h <= SEARCH_LINES; h++) {
      int off = f->w * h - fixed - s->text;
      if (off >= -give && off <= give + 2)
        sample_price(m, f->w, h, f->top, f->cost + abs(crop) + abs(off));
    }
  }
}

static void sample_width(struct menu *m, const struct sample *s, int w,
                         int columns)
{
  int base = sample_span[s->rank][(w * 6 + columns - 1) / columns - 1];
  for (int step = -3; step <= 2; step++)
    for (int span = 0; span <= (s->picture ? w : 0) && span <= 4; span++) {
      int head = sample_head[s->rank] + step, want = 3 - s->rank;
      struct sample_form f = {w, head, span, base + abs(step) * 6, TOP_SMALL};
      if (head < 2)
        continue;
      f.top = head >= 5 ? TOP_LARGE : TOP_SMALL;
      if (s->picture)
        f.cost += 8 * abs((want < 1 ? 1 : want) - span);
      sample_heights(m, s, &f);
      f.top = TOP_PLAIN; /* the picture on top, or the headline on end */
      f.cost += span == w ? 5 : 18;
      sample_heights(m, s, &f);
    }
}

static inline void sample_menu(struct menu *m, const struct sample *s,
                               int columns)
{
  m->rank = s->rank;
  m->length = s->text;
  m->pin = 0;
  for (int w = 0; w <= SEARCH_COLUMNS; w++)
    for (int h = 0; h <= SEARCH_LINES; h++)
      for (int top = 0; top < TOPS; top++)
        m->price[w][h][top] = NO_PRICE;
  for (int w = 1; w <= columns; w++)
    sample_width(m, s, w, columns);
}

/* N stories that fill FILL percent of a page: a lead, perhaps a major, the
 * rest of two ranks. */
static inline void sample_page(struct menu *v, int n, int columns, int lines,
                        int fill, uint64_t *seed)
{
  struct sample s[SEARCH_STORIES];
  int weight[SEARCH_STORIES], sum = 0;
  for (int i = 0; i < n; i++) {
    int rank = i == 0 ? roll(seed, 2) : 1 + (roll(seed, 4) + 2) / 3;
    s[i] = (struct sample){rank, 0, roll(seed, 10) < 6 - rank};
    weight[i] = 10 + roll(seed, 25) + (3 - rank) * 8;
    sum += weight[i];
  }
  for (int i = 0; i < n; i++) {
    int area = columns * lines * fill / 100 * weight[i] / sum;
    int wide = 4 - s[i].rank;
    area -= wide * (sample_head[s[i].rank] + 1);
    wide = wide > 3 ? 3 : wide > 1 ? wide - 1 : 1;
    if (s[i].picture && area > wide * (wide * 8 + 2) + 12)
      area -= wide * (wide * 8 + 2);
    else
      s[i].picture = false;
    s[i].text = area < 12 ? 12 : area;
    sample_menu(&v[i], &s[i], columns);
  }
}

#endif
