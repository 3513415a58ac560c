/* Inside of cmd/theme_*.c: a theme that is being judged. */
#ifndef CMD_THEME_IN_H
#define CMD_THEME_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "asset/webcss.h"
#include "base/diag.h"
#include "base/buf.h"

struct arena;
struct fonts;
struct schemes;

enum { THEME_SHEETS = 32 };

/* What a style sheet is for. */
enum theme_medium { THEME_TOKENS, THEME_WEB, THEME_PRINT, THEME_EDITION };

struct theme_sheet {
  const char *name; /* from the theme's folder on: "web.css" */
  enum theme_medium medium;
  struct webcss *css;
};

struct theme {
  const char *dir, *content; /* CONTENT NULL: there is none to try it on */
  const char *base; /* the theme whose files it takes (tree/theme.h), or NULL */
  struct arena *arena;
  struct theme_sheet sheets[THEME_SHEETS];
  size_t nsheets;
  struct schemes *schemes; /* of tokens and sheets of the web */
  struct fonts *fonts;
  struct buf missing; /* names of files that were told, a line each */
  struct buf pages; /* the website as it was bound, all pages one after the
                       other; empty without content */
};

/* The sheet NAME, or NULL. */
const struct theme_sheet *judged_sheet(const struct theme *t, const char *name);
/* Names in FOLDER ("" is the top) of the theme and of its base, each once, for
 * free(); NULL-terminated. */
char **judged_list(const struct theme *t, const char *folder);
/* The place of S, a piece of the value of D in sheet C. */
struct place theme_value_place(const struct webcss *c,
                               const struct webcss_decl *d, const char *s);

/* The custom property that says the value of the declaration AT of print.css
 * or EDITION, where that is nothing but a var(); else NULL. */
const struct webcss_decl *theme_print_leaf(const struct theme *t,
                                           struct place at,
                                           const char *edition);
/* print.css and its editions: selectors, sizes, grid, contrast. */
void theme_judge_print(struct theme *t);
/* Faces and weights that are not installed. */
void theme_judge_faces(struct theme *t);
/* Properties, custom properties and sizes of the web. */
void theme_judge_web(struct theme *t);
/* Colours of the web, by scheme. */
void theme_judge_contrast(struct theme *t);
/* Templates, and their paths on the pages of CONTENT; fills t->pages. */
void theme_judge_templates(struct theme *t);
/* What is named and missing, or there and not named. */
void theme_judge_files(struct theme *t);
/* What scripts look for in pages. */
void theme_judge_scripts(struct theme *t);

#endif
