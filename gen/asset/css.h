/* A strict subset of CSS as a theme's print.css and tokens.css use it
 * (syntax: CSS Syntax 3). Rules with selectors of elements, attributes, '>'
 * and descendant; @page; @media print. Everything else in print.css is an
 * error with file, line and column. Of tokens.css only the custom properties
 * of :root count, also those within @media print; of one name the last in the
 * file wins. The rest is the web's. */
#ifndef ASSET_CSS_H
#define ASSET_CSS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct arena;

/* What is more than that is refused: a sheet is read in time linear in it. */
enum { CSS_PARTS = 8, CSS_ATTRS = 4, CSS_RULES = 4096, CSS_VARS = 4096,
       CSS_ERRORS = 50 };

/* [name] or [name=value] (value NULL: present). */
struct css_attr {
  const char *name, *value;
};

/* One compound of a selector; CHILD: joined to the one before by '>'. */
struct css_part {
  const char *element; /* NULL: any ("*" or only attributes) */
  struct css_attr attrs[CSS_ATTRS];
  int nattrs;
  bool root; /* :root */
  bool child;
};

struct css_decl {
  const char *name, *value; /* value trimmed, var() already replaced */
  struct place at;
};

struct css_rule {
  struct css_part parts[CSS_PARTS]; /* left to right */
  int nparts;
  int weight; /* specificity: 1000 × attributes + elements */
  const struct css_decl *decls;
  size_t ndecls;
  struct place at; /* of the selector */
};

struct css {
  struct css_rule *rules; /* sorted by weight, then order */
  size_t nrules, cap;
  const struct css_decl *page; /* declarations of @page */
  size_t npage;
  bool failed;
  int errors; /* reported so far; after CSS_ERRORS no more are */
  struct css_decl *vars; /* custom properties */
  size_t nvars, capvars;
};

/* An empty sheet in arena A. */
struct css *css_new(struct arena *a);
void css_free(struct css *c);
/* Adds the custom properties of a tokens.css; unknown things are skipped.
 * S must live as long as the arena. False after an error was reported. */
bool css_tokens(struct css *c, struct arena *a, const char *file,
                const char *s);
/* Adds all rules of a print.css. False after errors were reported. */
bool css_rules(struct css *c, struct arena *a, const char *file,
               const char *s);

#endif
