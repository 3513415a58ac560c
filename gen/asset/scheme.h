/* Custom properties of style sheets and the schemes that they make: each block
 * of :root (html, body), by its selector and its media, that sets some of them
 * anew, over those of the plain :root. */
#ifndef ASSET_SCHEME_H
#define ASSET_SCHEME_H

#include <stdbool.h>
#include <stddef.h>

#include "asset/webcss.h"

struct buf;

struct scheme {
  const char *name; /* selector or media, as written; "" of the plain one */
  bool print;       /* within @media print */
  bool clear;       /* for high contrast, by its name */
  const char *media, *selector;
};

/* The first scheme is the plain one. */
struct schemes {
  struct scheme *v;
  size_t n, cap;
  const struct webcss_decl **def; /* definitions, in order */
  size_t *of;                     /* their schemes; NONE: local ones */
  size_t ndefs, defs_cap, of_cap;
};

enum { SCHEME_LOCAL = -1 };

struct schemes *schemes_new(struct arena *a);
void schemes_free(struct schemes *s);
/* Adds the custom properties of C, which must live as long. */
void schemes_add(struct schemes *s, const struct webcss *c);
/* What NAME (N bytes) is in scheme I; NULL: nothing. */
const struct webcss_decl *schemes_find(const struct schemes *s, size_t i,
                                       const char *name, size_t n);
/* VALUE with var() replaced, as it is in scheme I. LEAF, unless NULL, gets the
 * declaration that says it, where VALUE is nothing but var(--x); else NULL.
 * False: a name is unknown, or too much. */
bool schemes_value(const struct schemes *s, size_t i, const char *value,
                   struct buf *out, const struct webcss_decl **leaf);

#endif
