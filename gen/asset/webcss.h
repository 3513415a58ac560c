/* Any style sheet as a flat list of rules and declarations with their places,
 * for judging a theme: nothing is applied, and what is not understood is only
 * stepped over. print.css and tokens.css can be read so, too. */
#ifndef ASSET_WEBCSS_H
#define ASSET_WEBCSS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct arena;

enum { WEBCSS_RULES = 16384, WEBCSS_DECLS = 65536, WEBCSS_DEPTH = 16 };

struct webcss_rule {
  const char *selector; /* "" of @page, @font-face: see at-rule */
  const char *media; /* texts of the at-rules around it, "" where there are
                        none; of @font-face and the like their own name */
  struct place at;
  size_t first, n; /* its declarations */
};

struct webcss_decl {
  const char *name;  /* small letters, but those of custom properties */
  const char *value; /* without comments, outer space and !important */
  size_t rule;       /* index */
  struct place at;
  const char *from; /* the value in the text, for webcss_place */
};

struct webcss {
  const char *file, *text;
  struct webcss_rule *rules;
  size_t nrules, rules_cap;
  struct webcss_decl *decls;
  size_t ndecls, decls_cap;
  /* "a", "b" … of @import and url() stand in values; those of @import here. */
  const char **imports;
  struct place *imports_at;
  size_t nimports, imports_cap, imports_at_cap;
};

/* TEXT must live as long as the sheet, FILE too. What breaks a sheet (a block
 * that is not closed, a declaration without a colon) is told with its place,
 * as a warning: a browser would only leave it out. */
struct webcss *webcss_read(struct arena *a, const char *file,
                           const char *text);
void webcss_free(struct webcss *c);
/* The place of S, which points into the sheet's text. */
struct place webcss_place(const struct webcss *c, const char *s);

#endif
