/* How much wider than set solid the justified lines of all papers come out:
 * the space added between Han characters, in thousandths of an em, as the
 * program breaks paragraphs and as first fit would, and the worst line.
 * excess CONTENT THEME */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "page/adjust.h"
#include "page/line.h"
#include "page/style.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/site.h"

struct tally {
  int64_t space, seams;
  long lines, worst; /* thousandths of an em a seam */
  char text[160], at[256];
};

struct bench {
  struct fonts *fonts;
  struct styles *styles;
  struct tally best, first;
};

static void count(struct tally *y, const struct text *t, const struct line *l,
                  const struct setting *set, struct place at)
{
  struct fit f = adjust_fit(t, l->first, l->end);
  if (l->last || !f.seams)
    return;
  mpt measure = set->measure - l->indent;
  struct adjust adj = adjust_make(t, &f, measure, false);
  long each = (long)((int64_t)adj.seams * 1000 / f.seams / t->style->size);
  y->space += (int64_t)adj.seams * 1000 / t->style->size;
  y->seams += f.seams;
  y->lines++;
  if (adj.seams > 0 && each > y->worst) {
    const struct atom *a = &t->atoms[f.first], *z = &t->atoms[f.end - 1];
    y->worst = each;
    snprintf(y->text, sizeof y->text, "%.*s",
             (int)(z->text + z->len - a->text), t->s + a->text);
    snprintf(y->at, sizeof y->at, "%s:%d", at.file ? at.file : "", at.line);
  }
}

/* The end of the longest line that needs no squeezing: what a browser or an
 * office program does. */
static uint32_t first_fit(const struct text *t, uint32_t from, mpt room)
{
  uint32_t end = 0;
  for (uint32_t k = from + 1; k <= t->n; k++) {
    if (k < t->n && !line_may_break(t, k))
      continue;
    struct fit f = adjust_fit(t, from, k);
    if (f.width > room && end)
      break;
    end = k;
    if (f.width > room)
      break;
  }
  return end ? end : (uint32_t)t->n;
}

static void set_first(struct tally *y, const struct text *t,
                      const struct setting *set, struct place at)
{
  for (uint32_t from = 0, end; from < t->n; from = end) {
    mpt indent = from ? set->hang : set->indent;
    end = first_fit(t, from, set->measure - indent);
    struct line l = {.first = from, .end = end, .indent = indent,
                     .last = end == t->n};
    count(y, t, &l, set, at);
  }
}

static void paragraph(struct bench *r, const xmlNode *n)
{
  struct arena *a = arena_new();
  const struct style *st = style_of(r->styles, n);
  const struct text *t = text_shape(a, r->styles, r->fonts, n);
  struct setting set = {.measure = styles_page(r->styles)->measure,
                        .indent = st->indent};
  struct lines lines = lines_break(a, t, &set);
  for (size_t i = 0; i < lines.n; i++)
    count(&r->best, t, &lines.v[i], &set, node_place(n));
  set_first(&r->first, t, &set, node_place(n));
  arena_free(a);
}

static void walk(struct bench *r, const xmlNode *n)
{
  for (xmlNode *c = node_first(n, NULL); c; c = node_next(c, NULL)) {
    if (node_is(c, "p"))
      paragraph(r, c);
    else
      walk(r, c);
  }
}

static double mean(const struct tally *y)
{
  return y->seams ? (double)y->space / (double)y->seams : 0;
}

static void print(const char *name, const struct tally *y)
{
  printf("%s: %ld justified lines, mean excess %.1f/1000 em, worst %ld/1000 "
         "em at %s: %s\n",
         name, y->lines, mean(y), y->worst, y->at, y->text);
}

int main(int argc, char **argv)
{
  struct bench r = {0};
  if (argc < 3)
    return 2;
  xmlDoc *site = site_load(argv[1]);
  r.fonts = fonts_new();
  r.styles = styles_load(argv[2], r.fonts);
  if (!site || !r.styles)
    return 1;
  xmlNode *root = xmlDocGetRootElement(site);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    for (xmlNode *i = node_first(p, "issue"); i; i = node_next(i, "issue")) {
      xmlDoc *doc =
          issue_load(argv[1], node_attr(p, "id"), node_attr(i, "date"));
      check_issue(doc);
      walk(&r, xmlDocGetRootElement(doc));
      xmlFreeDoc(doc);
    }
  print("optimal", &r.best);
  print("first fit", &r.first);
  printf("mean excess of optimal to first fit: %.0f %%   at most 60 %%\n",
         mean(&r.first) > 0 ? 100 * mean(&r.best) / mean(&r.first) : 0);
  xmlFreeDoc(site);
  styles_free(r.styles);
  fonts_free(r.fonts);
  return 0;
}
