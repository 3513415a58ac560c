#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "asset/scheme.h"
#include "asset/webprops.h"
#include "asset/webvalue.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/theme_in.h"
#include "tree/keys.h"
#include "tree/theme.h"

/* px. A phone's text has 16; what a finger hits is 44 high in the rules for
 * readers of any age (移动互联网应用适老化通用设计规范), 24 at the very least
 * (WCAG 2.5.8). */
enum { TEXT = 16, SMALL = 12, TARGET = 44, LEAST_TARGET = 24, BROWSER = 16 };

static bool is_custom(const struct webcss_decl *d)
{
  return !strncmp(d->name, "--", 2);
}

static bool is_web(const struct theme_sheet *s)
{
  return s->medium == THEME_WEB || s->medium == THEME_TOKENS;
}

static size_t name_length(const char *s)
{
  size_t n = 0;
  while (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_' ||
         (unsigned char)s[n] >= 0x80)
    n++;
  return n;
}

/* ---- names ---- */

static void judge_name(const struct webcss *c, const struct webcss_decl *d)
{
  if (is_custom(d) || *d->name == '-' || webprops_has(d->name) ||
      !*c->rules[d->rule].selector)
    return;
  const char *near = webprops_near(d->name);
  if (near)
    diag(LEVEL_WARN, d->at,
         _("no browser knows the property “%s”; did you mean “%s”?"), d->name,
         near);
  else
    diag(LEVEL_WARN, d->at,
         _("no browser knows the property “%s”, correct or remove it"),
         d->name);
}

/* "12px color: red": a line went on where it should have ended. */
static void judge_end(const struct webcss *c, const struct webcss_decl *d)
{
  for (const char *s = d->value; (s = strchr(s, ':')); s++) {
    const char *from = s;
    while (from > d->value && (isalpha((unsigned char)from[-1]) ||
                               from[-1] == '-'))
      from--;
    char *name = mem_copy_n(from, (size_t)(s - from));
    bool is = from > d->value && from[-1] == ' ' && webprops_has(name);
    if (is && !strchr(d->value, '"') && !strstr(d->value, "url("))
      diag(LEVEL_WARN, theme_value_place(c, d, name),
           _("“%s:” begins before “%s” has ended, so a browser leaves both "
             "out; put a semicolon between them"),
           name, d->name);
    free(name);
  }
}

/* The definition whose name is nearest to NAME. */
static const char *nearest(const struct schemes *s, const char *name)
{
  const char *found = NULL;
  int least = 4;
  for (size_t i = 0; i < s->ndefs; i++) {
    int d = keys_distance(name, s->def[i]->name);
    if (d < least) {
      least = d;
      found = s->def[i]->name;
    }
  }
  return found;
}

/* Was NAME asked for before D in the sheets? It is told once. */
static bool is_again(const struct theme *t, const struct webcss_decl *d,
                     const char *name)
{
  size_t n = strlen(name);
  for (size_t i = 0; i < t->nsheets; i++) {
    const struct webcss *c = t->sheets[i].css;
    for (size_t k = 0; is_web(&t->sheets[i]) && k < c->ndecls; k++) {
      if (&c->decls[k] == d)
        return false;
      for (const char *s = c->decls[k].value; (s = strstr(s, name)); s += n)
        if (!name_length(s + n))
          return true;
    }
  }
  return false;
}

static bool is_defined(const struct theme *t, const char *name, size_t n)
{
  for (size_t i = 0; i < t->schemes->ndefs; i++)
    if (!strncmp(t->schemes->def[i]->name, name, n) &&
        !t->schemes->def[i]->name[n])
      return true;
  return false;
}

static void judge_uses(const struct theme *t, const struct webcss *c,
                       const struct webcss_decl *d)
{
  for (const char *v = d->value; (v = strstr(v, "var("));) {
    v += 4 + strspn(v + 4, " ");
    size_t n = name_length(v);
    if (v[n + strspn(v + n, " ")] == ',' || is_defined(t, v, n))
      continue;
    char *name = mem_copy_n(v, n);
    const char *near = nearest(t->schemes, name);
    struct place at = theme_value_place(c, d, name);
    if (is_again(t, d, name)) {
      free(name);
      continue;
    }
    if (near)
      diag(LEVEL_WARN, at, _("“%s” is defined nowhere; did you mean “%s”?"),
           name, near);
    else
      diag(LEVEL_WARN, at,
           _("“%s” is defined nowhere, define it in tokens.css"), name);
    free(name);
  }
}

/* ---- custom properties that nobody uses ---- */

static bool uses(const char *text, const char *name)
{
  size_t n = strlen(name);
  for (const char *s = text; (s = strstr(s, name)); s += n) {
    const char *before = s;
    while (before > text && strchr(" \n\t\"'", before[-1]))
      before--;
    bool quoted = s > text && (s[-1] == '"' || s[-1] == '\'');
    bool var = before - text >= 4 && !strncmp(before - 4, "var(", 4);
    if (!name_length(s + n) && (var || quoted))
      return true;
  }
  return false;
}

static bool used_in_folder(const struct theme *t, const char *folder,
                           const char *name)
{
  bool found = false;
  char **names = judged_list(t, folder);
  for (char **n = names; *n && !found; n++) {
    size_t k = strlen(*n);
    char *name_there = file_join(folder, *n);
    char *path = theme_file(t->dir, name_there);
    struct buf b = BUF_INIT;
    if (k > 3 && !strcmp(*n + k - 3, ".js") && file_read(&b, path, 1 << 20))
      found = uses(b.s ? b.s : "", name);
    buf_free(&b);
    free(path);
    free(name_there);
  }
  free(names);
  return found;
}

static bool is_used(const struct theme *t, const char *name)
{
  for (size_t i = 0; i < t->nsheets; i++)
    if (uses(t->sheets[i].css->text, name))
      return true;
  return used_in_folder(t, "assets", name);
}

/* The first definition of each. */
static bool is_first(const struct schemes *s, size_t i)
{
  for (size_t k = 0; k < i; k++)
    if (!strcmp(s->def[k]->name, s->def[i]->name))
      return false;
  return true;
}

static void judge_unused(const struct theme *t)
{
  for (size_t i = 0; i < t->schemes->ndefs; i++) {
    const struct webcss_decl *d = t->schemes->def[i];
    if (is_first(t->schemes, i) && !is_used(t, d->name))
      diag(LEVEL_WARN, d->at,
           _("“%s” is used nowhere; use it as var(%s), or remove it"), d->name,
           d->name);
  }
}

/* ---- sizes ---- */

struct sizes {
  const struct theme *t;
  struct webvalue_units units; /* of the text of the page */
};

/* VALUE in the plain scheme as px. */
static bool px_of(const struct sizes *s, const char *value,
                  const struct webvalue_units *u, double *px)
{
  struct buf b = BUF_INIT;
  bool ok = schemes_value(s->t->schemes, 0, value, &b, NULL) &&
            webvalue_px(b.s, u, px);
  buf_free(&b);
  return ok;
}

/* The size that D sets, by `font` or `font-size`. */
static bool size_of(const struct sizes *s, const struct webcss_decl *d,
                    const struct webvalue_units *u, double *px)
{
  char size[128];
  if (!strcmp(d->name, "font-size"))
    return px_of(s, d->value, u, px);
  if (strcmp(d->name, "font") != 0)
    return false;
  struct buf b = BUF_INIT;
  bool ok = schemes_value(s->t->schemes, 0, d->value, &b, NULL) &&
            webvalue_font_size(b.s, size, sizeof size) &&
            webvalue_px(size, u, px);
  buf_free(&b);
  return ok;
}

static bool selects(const char *selector, const char *name)
{
  size_t n = strlen(name);
  for (const char *s = selector; *s; s += strspn(s, ", ")) {
    size_t k = strcspn(s, ",");
    if (k == n && !strncmp(s, name, n))
      return true;
    s += k;
  }
  return false;
}

/* The last size of SELECTOR outside any media; DECL gets it. */
static double page_size(const struct sizes *s, const char *selector,
                        double usual, const struct webcss_decl **decl)
{
  double px = usual, one;
  for (size_t i = 0; i < s->t->nsheets; i++) {
    const struct webcss *c = s->t->sheets[i].css;
    if (s->t->sheets[i].medium != THEME_WEB)
      continue;
    for (size_t k = 0; k < c->ndecls; k++) {
      const struct webcss_rule *r = &c->rules[c->decls[k].rule];
      const struct webvalue_units u = {usual, s->units.rem};
      if (!*r->media && selects(r->selector, selector) &&
          size_of(s, &c->decls[k], &u, &one)) {
        px = one;
        *decl = &c->decls[k];
      }
    }
  }
  return px;
}

/* Where the size of D is written: at the custom property, if it is one. */
static struct place size_place(const struct sizes *s,
                               const struct webcss_decl *d)
{
  const struct webcss_decl *leaf;
  char size[128];
  struct buf b = BUF_INIT;
  bool font = !strcmp(d->name, "font") &&
              webvalue_font_size(d->value, size, sizeof size);
  schemes_value(s->t->schemes, 0, font ? size : d->value, &b, &leaf);
  buf_free(&b);
  return leaf ? leaf->at : d->at;
}

/* Of html and body, by which rem and em are counted. */
static bool judge_page(struct sizes *s)
{
  const struct webcss_decl *html = NULL, *body = NULL;
  s->units = (struct webvalue_units){BROWSER, BROWSER};
  s->units.rem = page_size(s, "html", BROWSER, &html);
  if (!html)
    s->units.rem = page_size(s, ":root", BROWSER, &html);
  s->units.em = page_size(s, "body", s->units.rem, &body);
  body = body ? body : html;
  if (s->units.em >= TEXT || !body)
    return true;
  if (s->units.rem < TEXT && html)
    body = html; /* by which all others are counted */
  diag(LEVEL_WARN, size_place(s, body),
       _("the text of pages is %.4g px, make it %d px or more"), s->units.em,
       TEXT);
  return false;
}

static bool is_page(const char *selector)
{
  return selects(selector, "html") || selects(selector, "body") ||
         selects(selector, ":root");
}

static void judge_size(const struct sizes *s, const struct webcss *c,
                       const struct webcss_decl *d)
{
  const struct webcss_rule *r = &c->rules[d->rule];
  double px;
  bool print = strstr(r->media, "print") != NULL;
  double least = print ? 6 * 96.0 / 72 : SMALL;
  /* A size of 0 hides, as in rows of inline blocks. */
  if (is_page(r->selector) || !size_of(s, d, &s->units, &px) || px <= 0 ||
      px >= least - 0.01)
    return;
  if (print)
    diag_once(LEVEL_WARN, size_place(s, d),
         _("%.3g pt is too small to be read in print, make it %d pt or more"),
         px * 0.75, 6);
  else
    diag_once(LEVEL_WARN, size_place(s, d),
         _("%.3g px is too small to be read, make it %d px (%.3grem) or more"),
         px, SMALL, SMALL / s->units.rem);
}

/* ---- what a finger hits ---- */

static bool is_target_token(const char *name)
{
  return !strncmp(name, "--target", 8);
}

static bool is_target(const char *selector)
{
  static const char *const list[] = {"a",      "button",  "input", "select",
                                     "summary", ".button", NULL};
  const char *last = strrchr(selector, ' ');
  last = last ? last + 1 : selector;
  for (int i = 0; list[i]; i++)
    if (!strcmp(last, list[i]))
      return true;
  return false;
}

static void judge_target(const struct sizes *s, const struct webcss *c,
                         const struct webcss_decl *d)
{
  double px;
  bool token = is_target_token(d->name);
  bool height = !strcmp(d->name, "min-height") || !strcmp(d->name, "height");
  int least = token ? TARGET : LEAST_TARGET;
  if (!token && !(height && is_target(c->rules[d->rule].selector)))
    return;
  if (px_of(s, d->value, &s->units, &px) && px > 0 && px < least)
    diag(LEVEL_WARN, d->at,
         _("%.3g px is too little for a finger, make it %d px or more"), px,
         least);
}

/* ---- colours that are none ---- */

static void judge_hex(const struct webcss *c, const struct webcss_decl *d)
{
  for (const char *s = strchr(d->value, '#'); s; s = strchr(s + 1, '#')) {
    size_t n = strspn(s + 1, "0123456789abcdefABCDEF");
    bool ends = !isalnum((unsigned char)s[1 + n]) && s[1 + n] != '-';
    bool alone = s == d->value || strchr(" ,(", s[-1]);
    if (!alone || (ends && (n == 3 || n == 4 || n == 6 || n == 8)) ||
        strstr(d->value, "url("))
      continue;
    char *text = mem_copy_n(s, 1 + name_length(s + 1));
    diag(LEVEL_WARN, theme_value_place(c, d, text),
         _("“%s” is no colour, write # and 3 or 6 of 0–9, a–f"), text);
    free(text);
  }
}

void theme_judge_web(struct theme *t)
{
  struct sizes s = {.t = t};
  bool large = judge_page(&s);
  for (size_t i = 0; i < t->nsheets; i++) {
    const struct webcss *c = t->sheets[i].css;
    if (!is_web(&t->sheets[i]))
      continue;
    for (size_t k = 0; k < c->ndecls; k++) {
      const struct webcss_decl *d = &c->decls[k];
      judge_name(c, d);
      judge_end(c, d);
      judge_uses(t, c, d);
      judge_hex(c, d);
      judge_target(&s, c, d);
      /* Where the page is too small, all that is counted by it is. */
      if (large && t->sheets[i].medium == THEME_WEB)
        judge_size(&s, c, d);
    }
  }
  if (judged_sheet(t, "web.css"))
    judge_unused(t);
}
