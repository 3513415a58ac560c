#include <stdlib.h>
#include <string.h>

#include "asset/scheme.h"
#include "asset/webvalue.h"
#include "base/mem.h"
#include "cmd/theme_in.h"

/* Colours of the web. Pairs are what style sheets say: color and background of
 * one rule; a color alone stands on the page's background, a background alone
 * lies under the page's text. Each pair is judged in every scheme. */

/* What one rule says, as written; NULL: nothing. */
struct pair {
  const struct webcss_decl *color, *background;
  bool mute; /* no text of the page in it: line-height: 0, color-scheme */
  bool big;  /* 24 px and more */
};

/* A pair of colours that was told; it is not told again for another rule. */
struct told {
  const struct webcss_decl *text, *paper;
  double least;
};

struct colours {
  const struct theme *t;
  struct pair page; /* of body */
  struct told *told;
  size_t n, cap;
};

static bool is(const struct webcss_decl *d, const char *name)
{
  return !strcmp(d->name, name);
}

/* The pair of the declarations from K on that belong to one rule. */
static struct pair pair_of(const struct webcss *c, size_t k)
{
  struct pair p = {0};
  for (size_t rule = c->decls[k].rule; k < c->ndecls; k++) {
    const struct webcss_decl *d = &c->decls[k];
    if (d->rule != rule)
      break;
    if (is(d, "color"))
      p.color = d;
    if (is(d, "background") || is(d, "background-color"))
      p.background = d;
    if (is(d, "line-height") && !strcmp(d->value, "0"))
      p.mute = true;
    p.mute |= is(d, "color-scheme");
  }
  return p;
}

/* Elements that show no text, and parts that a page draws. */
static bool is_mute(const char *selector)
{
  static const char *const parts[] = {"::before", "::after", "::marker",
                                      "::backdrop", ":disabled", NULL};
  static const char *const last[] = {"img", "picture", "svg", "video", "hr",
                                     "canvas", "iframe", NULL};
  for (int i = 0; parts[i]; i++)
    if (strstr(selector, parts[i]))
      return true;
  const char *s = strrchr(selector, ' ');
  s = s ? s + 1 : selector;
  for (int i = 0; last[i]; i++)
    if (!strcmp(s, last[i]))
      return true;
  return false;
}

/* The colour of D in scheme I; LEAF is the declaration that says it. False:
 * none, or one that is not known (a picture, transparent, inherit). */
static bool colour_of(const struct colours *c, const struct webcss_decl *d,
                      size_t i, struct ink *ink,
                      const struct webcss_decl **leaf)
{
  struct buf b = BUF_INIT;
  bool ok = d && schemes_value(c->t->schemes, i, d->value, &b, leaf) &&
            webvalue_colour(b.s, ink);
  if (ok && !*leaf)
    *leaf = d;
  buf_free(&b);
  return ok;
}

static const char *file_of(struct place at)
{
  const char *slash = strrchr(at.file, '/');
  return slash ? slash + 1 : at.file;
}

static bool is_told(struct colours *c, struct told t)
{
  for (size_t i = 0; i < c->n; i++)
    if (c->told[i].text == t.text && c->told[i].paper == t.paper &&
        c->told[i].least == t.least)
      return true;
  c->told = mem_grow(c->told, &c->cap, c->n + 1, sizeof *c->told);
  c->told[c->n++] = t;
  return false;
}

/* What is to be changed: the text's colour, but where only the background is
 * written out in the rule, and no scheme can change it, that. */
static struct place blamed(const struct webcss_decl *text,
                           const struct webcss_decl *paper)
{
  bool token = !strncmp(text->name, "--", 2);
  return token && strncmp(paper->name, "--", 2) != 0 ? paper->at : text->at;
}

/* One pair in one scheme. */
static void check(struct colours *c, const struct pair *p, size_t i,
                  struct place used)
{
  const struct scheme *s = &c->t->schemes->v[i];
  const struct webcss_decl *text, *paper;
  struct ink ink, back;
  if (!colour_of(c, p->color, i, &ink, &text) ||
      !colour_of(c, p->background, i, &back, &paper))
    return;
  double is = webvalue_contrast(ink, back);
  double least = s->clear ? 7 : p->big ? 3 : 4.5;
  if (is >= least || is_told(c, (struct told){text, paper, least}))
    return;
  diag_once(LEVEL_WARN, blamed(text, paper),
            _("text %s: %s on %s: %s has a contrast of %.1f:1, it needs %g:1; "
              "make one of them darker or lighter (%s:%d%s%s)"),
            text->name, text->value, paper->name, paper->value,
            (int)(is * 10) / 10.0, least, file_of(used), used.line,
            *s->name ? ", " : "", s->name);
}

/* Schemes of paper are judged as paper, those of one part of a page not. */
static bool is_judged(const struct scheme *s)
{
  return !s->print && !strstr(s->media, "width");
}

static bool is_literal(const struct webcss_decl *d)
{
  return d && !strstr(d->value, "var(");
}

static void check_all(struct colours *c, const struct pair *p,
                      struct place used)
{
  bool fixed = is_literal(p->color) && is_literal(p->background);
  for (size_t i = 0; i < c->t->schemes->n && !(fixed && i); i++)
    if (is_judged(&c->t->schemes->v[i]))
      check(c, p, i, used);
}

static void judge_rule(struct colours *c, const struct webcss *css,
                       size_t k)
{
  const struct webcss_rule *r = &css->rules[css->decls[k].rule];
  struct pair p = pair_of(css, k);
  if ((!p.color && !p.background) || p.mute || is_mute(r->selector) ||
      strstr(r->media, "print"))
    return;
  struct place used = p.color ? p.color->at : p.background->at;
  if (!p.color)
    p.color = c->page.color;
  if (!p.background)
    p.background = c->page.background;
  check_all(c, &p, used);
}

static void find_page(struct colours *c)
{
  static const char *const names[] = {"html", ":root", "body"};
  for (size_t n = 0; n < sizeof names / sizeof *names; n++)
    for (size_t i = 0; i < c->t->nsheets; i++) {
      const struct webcss *css = c->t->sheets[i].css;
      bool web = c->t->sheets[i].medium == THEME_WEB;
      for (size_t k = 0; web && k < css->ndecls; k++) {
        const struct webcss_rule *r = &css->rules[css->decls[k].rule];
        if (*r->media || strcmp(r->selector, names[n]) != 0)
          continue;
        struct pair p = pair_of(css, k);
        if (p.color)
          c->page.color = p.color;
        if (p.background)
          c->page.background = p.background;
      }
    }
}

void theme_judge_contrast(struct theme *t)
{
  struct colours c = {.t = t};
  find_page(&c);
  for (size_t i = 0; i < t->nsheets; i++) {
    const struct webcss *css = t->sheets[i].css;
    bool web = t->sheets[i].medium == THEME_WEB;
    for (size_t k = 0; web && k < css->ndecls; k++)
      if (!k || css->decls[k].rule != css->decls[k - 1].rule)
        judge_rule(&c, css, k);
  }
  free(c.told);
}
