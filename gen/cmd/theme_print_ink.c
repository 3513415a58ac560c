#include "cmd/theme_print_in.h"

#include <stdlib.h>
#include <string.h>

#include "asset/webvalue.h"
#include "base/mem.h"
#include "page/vocabulary.h"
#include "tree/node.h"

/* Large type is easier to read; what is large is large by WCAG 2.2. */
enum { BIG = PT(18), BIG_BOLD = PT(14), BOLD = 600 };

static double least_contrast(const struct print *p, const struct style *st)
{
  bool big = st->size >= BIG || (st->size >= BIG_BOLD && st->weight >= BOLD);
  return p->large ? 7 : big ? 3 : 4.5;
}

static bool same_ink(struct ink a, struct ink b)
{
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

static bool is_told(struct print *p, struct pair one)
{
  for (size_t i = 0; i < p->ntold; i++)
    if (same_ink(p->told[i].ink, one.ink) &&
        same_ink(p->told[i].paper, one.paper))
      return true;
  p->told = mem_grow(p->told, &p->told_cap, p->ntold + 1, sizeof *p->told);
  p->told[p->ntold++] = one;
  return false;
}

/* Where the colour of D is written: at the custom property, if it is one. */
static struct place colour_place(const struct print *p,
                                 const struct css_decl *d)
{
  const struct webcss_decl *leaf =
      theme_print_leaf(p->theme, d->at, p->large ? "large.css" : NULL);
  return leaf ? leaf->at : d->at;
}

static void check_pair(struct print *p, const struct probe *b,
                       struct ink paper, const char *on)
{
  const struct css_decl *d = style_source(p->styles, b->node, "color");
  if (!d)
    d = style_source(p->styles, b->node, "background-color");
  double is = webvalue_contrast(b->style->ink, paper);
  double least = least_contrast(p, b->style);
  if (!d || is >= least || is_told(p, (struct pair){b->style->ink, paper}))
    return;
  diag_once(LEVEL_WARN, colour_place(p, d),
            _("text #%02x%02x%02x on #%02x%02x%02x (%s) has a contrast of "
              "%.1f:1, it needs %g:1; make one of them darker or lighter"),
            b->style->ink.r, b->style->ink.g, b->style->ink.b, paper.r,
            paper.g, paper.b, on, (int)(is * 10) / 10.0, least);
}

/* Does the box of A cover that of B? */
static bool covers(const int a[4], const int b[4])
{
  return a[0] && b[0] && a[0] <= b[0] && a[1] <= b[1] &&
         a[0] + a[2] >= b[0] + b[2] && a[1] + a[3] >= b[1] + b[3];
}

/* The first element below N, in the order of drawing, that has -cb-box: a box
 * of the furniture, in which text may be deeper down. */
static const xmlNode *boxed(const struct print *p, const xmlNode *n)
{
  while (n && n->type == XML_ELEMENT_NODE &&
         !style_of(p->styles, n)->box[0])
    n = n->parent;
  return n && n->type == XML_ELEMENT_NODE ? n : NULL;
}

/* A box of the furniture lies on those that cover it, as text on a band. */
static bool find_band(const struct print *p, const struct probe *b,
                      const struct css *css, struct ink *fill)
{
  const xmlNode *n = print_is_furniture(b->rule) ? boxed(p, b->node) : NULL;
  struct probe band;
  bool found = false;
  for (size_t i = 0; n && i < css->nrules; i++) {
    const struct css_rule *r = &css->rules[i];
    if (!print_is_furniture(r) || r->nparts < 2 ||
        strcmp(r->parts[0].element, b->rule->parts[0].element) != 0 ||
        !print_probe(&band, p, r))
      continue;
    if (band.style->has_fill && !band.style->hidden &&
        covers(band.style->box, style_of(p->styles, n)->box)) {
      *fill = band.style->fill;
      found = true;
    }
    xmlFreeDoc(band.doc);
  }
  return found;
}

/* What lies behind N, and the name of the element whose it is. */
static struct ink behind(const struct print *p, const xmlNode *n,
                         const char **on)
{
  for (; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
    const struct style *st = style_of(p->styles, n);
    *on = (const char *)n->name;
    if (st->has_fill)
      return st->fill;
  }
  *on = _("paper");
  return (struct ink){.r = 255, .g = 255, .b = 255};
}

/* Elements without text of their own. */
static bool is_mute(const xmlNode *n)
{
  return node_is(n, "rule") || node_is(n, "image") || node_is(n, "figure");
}

static void judge_contrast(struct print *p, const struct probe *b,
                           const struct css *css)
{
  const char *on;
  /* A band of colour in the furniture has its text in other boxes. */
  if (is_mute(b->node) || (print_is_furniture(b->rule) && b->style->has_fill &&
                           !style_source(p->styles, b->node, "color")))
    return;
  struct ink paper = behind(p, b->node, &on);
  if (find_band(p, b, css, &paper))
    on = b->rule->parts[0].element;
  check_pair(p, b, paper, on);
}

/* What has a colour of its own may stand in what has a tint of its own, though
 * no selector says so: a red quotation in a box. */
static void judge_tints(struct print *p, const struct probe *b,
                        const struct css *css)
{
  struct probe tint;
  if (!style_source(p->styles, b->node, "color") || is_mute(b->node) ||
      b->style->has_fill)
    return;
  for (size_t i = 0; i < css->nrules; i++) {
    const struct css_rule *r = &css->rules[i];
    if (r->nparts > 1 || !print_probe(&tint, p, r))
      continue;
    const char *name = (const char *)tint.node->name;
    if (tint.style->has_fill &&
        vocabulary_inside((const char *)b->node->name, name))
      check_pair(p, b, tint.style->fill, name);
    xmlFreeDoc(tint.doc);
  }
}

void print_judge_inks(struct print *p, const struct probe *b,
                      const struct css *css)
{
  judge_contrast(p, b, css);
  judge_tints(p, b, css);
}
