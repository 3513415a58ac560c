#include "page/adjust.h"

#include "base/utf8.h"

enum { SEAM_BAD = 250, SEAM_LOOSE = 500, SEAM_RAGGED = 1000 }; /* milli-em */

/* Squeezing one milli-em in each step costs so much: 先挤进, brackets and
 * pauses gladly, sentence ends last. */
static const int weights[ORDERS] = {0, 1, 1, 2, 2, 3, 4, 8};

static bool drops(const struct text *t, uint32_t k)
{
  return t->atoms[k].droppable;
}

/* 、，。 alone at the end of a line (clreq, hanging). */
static mpt hang_of(const struct text *t, const struct fit *fit)
{
  const struct atom *a = &t->atoms[fit->end - 1];
  if (!t->style->hanging || fit->end - fit->first < 2 ||
      a[-1].class != CLASS_HAN)
    return 0;
  const char *p = t->s + a->text;
  uint32_t r = utf8_next(&p, p + a->len);
  bool may = r == 0x3001 || r == 0xFF0C || r == 0x3002;
  return may ? a->width - a->left - a->right - a->end : 0;
}

mpt adjust_give(const struct text *t, const struct fit *fit, uint32_t k)
{
  const struct atom *a = &t->atoms[k];
  mpt give = a->give;
  if (k == fit->first)
    give -= a->start;
  if (k + 1 == fit->end)
    give -= a->end;
  return give;
}

static void trim_ends(const struct text *t, struct fit *f)
{
  const struct atom *a = &t->atoms[f->first], *b = &t->atoms[f->end - 1];
  f->width -= a->start + b->end + b->gap;
  f->give[a->order] += adjust_give(t, f, f->first) - a->give;
  if (b != a)
    f->give[b->order] += adjust_give(t, f, f->end - 1) - b->give;
  f->give[6] -= b->gap_give;
  f->grow[2] -= b->gap_grow;
  f->seams -= b->elastic;
}

/* A difference of sums as a length; what is longer than any line is alike. */
static mpt narrow(int64_t v)
{
  const int64_t most = INT32_MAX / 8;
  return (mpt)(v > most ? most : v < -most ? -most : v);
}

struct fit adjust_fit(const struct text *t, uint32_t first, uint32_t end)
{
  struct fit f = {.first = first, .end = end};
  while (f.end > f.first && drops(t, f.end - 1))
    f.end--;
  while (f.first < f.end && drops(t, f.first))
    f.first++;
  if (f.first == f.end)
    return f;
  const struct sum *a = &t->sums[f.first], *b = &t->sums[f.end];
  f.width = narrow(b->width - a->width);
  f.seams = b->seams - a->seams;
  for (int i = 1; i < ORDERS; i++)
    f.give[i] = narrow(b->give[i] - a->give[i]);
  for (int i = 1; i < RISES; i++)
    f.grow[i] = narrow(b->grow[i] - a->grow[i]);
  f.give[0] = f.grow[0] = 0;
  trim_ends(t, &f);
  f.give[0] = 0;
  f.hang = hang_of(t, &f);
  return f;
}

mpt adjust_least(const struct fit *f)
{
  mpt w = f->width - f->hang;
  for (int i = 1; i < ORDERS; i++)
    w -= f->give[i];
  return w;
}

static mpt least(mpt a, mpt b)
{
  return a < b ? a : b;
}

static void squeeze(const struct fit *f, struct adjust *adj, mpt excess)
{
  if (f->hang) {
    adj->hang = f->hang;
    excess -= f->hang;
  }
  for (int i = 1; i < ORDERS && excess > 0; i++) {
    adj->take[i] = least(excess, f->give[i]);
    excess -= adj->take[i];
  }
  adj->over = excess > 0;
}

static mpt em_of(const struct text *t)
{
  mpt em = (mpt)((int64_t)t->style->size * t->stretch / 1000);
  return em > 0 ? em : 1;
}

static int64_t milli(const struct text *t, mpt v)
{
  return (int64_t)v * 1000 / em_of(t);
}

static void stretch(const struct text *t, const struct fit *f,
                    struct adjust *adj, mpt lack)
{
  for (int i = 1; i < RISES && lack > 0; i++) {
    adj->add[i] = least(lack, f->grow[i]);
    lack -= adj->add[i];
  }
  adj->seams = lack;
  int64_t each = f->seams ? milli(t, lack) / f->seams : milli(t, lack) * 4;
  adj->loose = each > SEAM_LOOSE || (lack > 0 && !f->seams);
  adj->ragged = each > SEAM_RAGGED || (lack > 0 && !f->seams);
}

struct adjust adjust_make(const struct text *t, const struct fit *f,
                          mpt measure, bool last)
{
  struct adjust adj = {0};
  mpt lack = measure - f->width;
  bool spread = t->style->align == ALIGN_SPREAD;
  if (lack < 0)
    squeeze(f, &adj, -lack);
  lack += adj.hang;
  if (lack <= 0)
    return adj;
  if (t->style->align == ALIGN_JUSTIFY && !last)
    stretch(t, f, &adj, lack);
  else if (spread && f->seams)
    adj.seams = lack;
  else
    adj.ragged = true;
  return adj;
}

static int64_t stretch_cost(const struct text *t, const struct fit *f,
                            const struct adjust *adj)
{
  int64_t cost = 0, lack = milli(t, adj->seams);
  for (int i = 1; i < RISES; i++)
    if (adj->add[i])
      cost += milli(t, adj->add[i]);
  if (adj->loose)
    return cost + COST_LOOSE + lack * 50 + lack * lack / 100;
  if (!f->seams)
    return cost;
  int64_t each = lack / f->seams;
  if (each > SEAM_BAD)
    cost += (each - SEAM_BAD) * 1000;
  return cost + each * each;
}

int64_t adjust_cost_least(const struct text *t, uint32_t first, uint32_t end,
                          mpt measure)
{
  const struct sum *a = &t->sums[first], *b = &t->sums[end];
  int64_t lack = measure - (b->width - a->width), seams = b->seams - a->seams;
  for (int i = 1; i < RISES; i++)
    lack -= b->grow[i] - a->grow[i];
  if (lack <= 0 || t->style->letter_space < 0 || t->atoms[end - 1].hyphen)
    return COST_LINE;
  int64_t each = seams ? lack * 1000 / em_of(t) / seams : SEAM_LOOSE + 1;
  if (each > SEAM_LOOSE)
    return COST_LOOSE;
  return each * each + (each > SEAM_BAD ? (each - SEAM_BAD) * 1000 : 0);
}

int64_t adjust_cost(const struct text *t, const struct fit *f,
                    const struct adjust *adj, mpt measure, bool last)
{
  int64_t cost = COST_LINE;
  mpt lack = measure - f->width;
  for (int i = 1; i < ORDERS && lack < 0; i++)
    if (adj->take[i])
      cost += milli(t, adj->take[i]) * weights[i];
  if (adj->over)
    return cost + COST_OVER - milli(t, lack);
  if (last || t->style->align == ALIGN_SPREAD)
    return cost;
  if (t->style->align == ALIGN_JUSTIFY)
    return cost + (lack + adj->hang > 0 ? stretch_cost(t, f, adj) : 0);
  int64_t empty = lack > 0 ? milli(t, lack) : 0;
  return cost + empty * empty / 100;
}
