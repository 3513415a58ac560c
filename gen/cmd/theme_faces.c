#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "asset/font.h"
#include "asset/scheme.h"
#include "base/mem.h"
#include "cmd/theme.h"
#include "cmd/theme_in.h"

/* Where Debian keeps faces that Chinese papers are set in. */
static const struct {
  const char *family, *package;
} packages[] = {
    {"Noto Serif CJK", "fonts-noto-cjk"},
    {"Noto Sans CJK", "fonts-noto-cjk"},
    {"Noto Sans Mono CJK", "fonts-noto-cjk"},
    {"LXGW WenKai", "fonts-lxgw-wenkai"},
    {"AR PL UKai", "fonts-arphic-ukai"},
    {"AR PL UMing", "fonts-arphic-uming"},
    {"AR PL KaitiM GB", "fonts-arphic-gkai00mp"},
    {"AR PL SungtiL GB", "fonts-arphic-gbsn00lp"},
    {"AR PL KaitiM Big5", "fonts-arphic-bkai00mp"},
    {"AR PL Mingti2L Big5", "fonts-arphic-bsmi00lp"},
    {"WenQuanYi Zen Hei", "fonts-wqy-zenhei"},
    {"WenQuanYi Micro Hei", "fonts-wqy-microhei"},
    {"TW-Kai", "fonts-cns11643-kai"},
    {"TW-Sung", "fonts-cns11643-sung"},
    {"BabelStone Han", "fonts-babelstone-han"},
    {"HanaMin", "fonts-hanazono"},
    {"Droid Sans Fallback", "fonts-droid-fallback"},
    {"Smiley Sans", "fonts-smiley-sans"},
    {"EB Garamond", "fonts-ebgaramond"},
    {"DejaVu", "fonts-dejavu-core"},
    {"Liberation", "fonts-liberation"},
    {"Noto Serif", "fonts-noto-core"},
    {"Noto Sans", "fonts-noto-core"},
};

const char *theme_package(const char *family)
{
  for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
    if (!strncasecmp(family, packages[i].family, strlen(packages[i].family)))
      return packages[i].package;
  return NULL;
}

/* The next family of a list, a copy, *S behind its comma; NULL: no more. */
static char *next_family(const char **s)
{
  const char *from = *s + strspn(*s, " ,");
  size_t n;
  if (!*from)
    return NULL;
  if (*from == '"' || *from == '\'') {
    const char *end = strchr(from + 1, *from);
    n = end ? (size_t)(end - from - 1) : strlen(from + 1);
    *s = from + 1 + n + (end != NULL);
    return mem_copy_n(from + 1, n);
  }
  n = strcspn(from, ",");
  *s = from + n;
  while (n && from[n - 1] == ' ')
    n--;
  return mem_copy_n(from, n);
}

/* The first family of LIST, unless it is installed, and what stands in. */
static void judge_list(struct theme *t, const char *list, struct place at)
{
  char *first = next_family(&list), *other = NULL;
  if (!first || fonts_find(t->fonts, first, 400) >= 0) {
    free(first);
    return;
  }
  while ((other = next_family(&list))) {
    if (fonts_find(t->fonts, other, 400) >= 0)
      break;
    free(other);
  }
  const char *package = theme_package(first);
  if (other && package)
    diag_once(LEVEL_WARN, at,
              _("the font “%s” is not installed and “%s” is printed instead; "
                "install the Debian package %s"),
              first, other, package);
  else if (other)
    diag_once(LEVEL_WARN, at,
              _("the font “%s” is not installed and “%s” is printed instead; "
                "install it, or name another first"),
              first, other);
  else if (package)
    diag_once(LEVEL_WARN, at,
              _("the font “%s” is not installed, nor is any other of this "
                "list; install the Debian package %s"),
              first, package);
  else
    diag_once(LEVEL_WARN, at,
              _("the font “%s” is not installed, nor is any other of this "
                "list; `fc-list :lang=zh family` shows what is"),
              first);
  free(other);
  free(first);
}

/* The families in a `font` shorthand: all behind the size. */
static const char *families_in(const char *font)
{
  const char *s = font + strcspn(font, "0123456789.");
  /* A weight is followed by a size. */
  if (strspn(s, "0123456789") == 3 && s[3] == ' ')
    s += 4;
  for (int depth = 0; *s && (depth || *s != ' '); s++)
    depth += (*s == '(') - (*s == ')');
  return s + strspn(s, " ");
}

static void judge_decl(struct theme *t, const struct schemes *all,
                       size_t scheme, const struct webcss_decl *d)
{
  const struct webcss_decl *leaf;
  struct buf b = BUF_INIT;
  bool font = !strcmp(d->name, "font");
  if (!font && strcmp(d->name, "font-family") != 0)
    return;
  const char *list = font ? families_in(d->value) : d->value;
  if (schemes_value(all, scheme, list, &b, &leaf))
    judge_list(t, b.s, leaf ? leaf->at : d->at);
  buf_free(&b);
}

/* The scheme of tokens that print.css sees. */
static size_t print_scheme(const struct schemes *all)
{
  for (size_t i = 1; i < all->n; i++)
    if (all->v[i].print && !*all->v[i].selector)
      return i;
  return 0;
}

/* Tokens as print.css or the edition S sees them. */
static struct schemes *print_schemes(const struct theme *t,
                                     const struct theme_sheet *s)
{
  struct schemes *all = schemes_new(t->arena);
  for (size_t k = 0; k < t->nsheets; k++)
    if (t->sheets[k].medium == THEME_TOKENS)
      schemes_add(all, t->sheets[k].css);
  if (s)
    schemes_add(all, s->css);
  return all;
}

static const struct webcss_decl *decl_at(const struct theme *t,
                                         struct place at)
{
  for (size_t i = 0; i < t->nsheets; i++) {
    const struct webcss *c = t->sheets[i].css;
    for (size_t k = 0; !strcmp(c->file, at.file) && k < c->ndecls; k++)
      if (c->decls[k].at.line == at.line && c->decls[k].at.col == at.col)
        return &c->decls[k];
  }
  return NULL;
}

/* In print an edition's own custom properties go before those of @media
 * print. */
static size_t seen_scheme(const struct schemes *all, const char *value,
                          const struct theme_sheet *edition)
{
  const struct webcss_decl *leaf;
  struct buf b = BUF_INIT;
  bool own = edition && schemes_value(all, 0, value, &b, &leaf) && leaf &&
             !strcmp(leaf->at.file, edition->css->file);
  buf_free(&b);
  return own ? 0 : print_scheme(all);
}

const struct webcss_decl *theme_print_leaf(const struct theme *t,
                                           struct place at,
                                           const char *edition)
{
  const struct webcss_decl *d = decl_at(t, at), *leaf = NULL;
  const struct theme_sheet *s = edition ? judged_sheet(t, edition) : NULL;
  struct buf b = BUF_INIT;
  if (!d)
    return NULL;
  struct schemes *all = print_schemes(t, s);
  schemes_value(all, seen_scheme(all, d->value, s), d->value, &b, &leaf);
  schemes_free(all);
  buf_free(&b);
  return leaf;
}

/* The web has the reader's faces; paper has those of this machine. */
void theme_judge_faces(struct theme *t)
{
  for (size_t i = 0; i < t->nsheets; i++) {
    const struct theme_sheet *s = &t->sheets[i];
    if (s->medium != THEME_PRINT && s->medium != THEME_EDITION)
      continue;
    struct schemes *all = print_schemes(t, s);
    for (size_t k = 0; k < s->css->ndecls; k++)
      judge_decl(t, all, print_scheme(all), &s->css->decls[k]);
    schemes_free(all);
  }
}
