/* What every part of the layout of one issue needs. */
#ifndef PAGE_LAYOUT_H
#define PAGE_LAYOUT_H

#include <stdbool.h>
#include <libxml/tree.h>

#include "base/length.h"
#include "draw/sheet.h"

struct arena;
struct fonts;
struct styles;
struct page_style;

struct layout {
  struct arena *arena;
  struct fonts *fonts;
  struct styles *styles;
  const struct page_style *page;
  struct sheets *sheets;
  xmlDoc *issue;      /* read-only but for _private (page/style.h) */
  const char *theme;  /* folder */
  struct head_memo *heads; /* page/head.c */
  struct shaped_all *shaped; /* page/shaped.c */
  bool rescue; /* a story has a page to itself: any cut is good */
};

/* Width of N base columns with the gutters between them. */
mpt layout_width(const struct layout *l, int columns);
/* Left edge of column C (from 0) in the type area, from the page's edge. */
mpt layout_column(const struct layout *l, int c);
/* Top of body line N (from 0) of the type area, from the page's edge. */
mpt layout_line(const struct layout *l, int n);
/* Whole body lines that hold H. */
int layout_lines(const struct layout *l, mpt h);
/* The most lines that what stands whole (a picture, a table, a box) may have:
 * higher things would find no page. At least 4. */
int layout_most(const struct layout *l);
/* A rule, a rectangle: the plain items. */
void layout_rule(struct layout *l, struct sheet *sheet, struct rect from_to,
                 mpt width, struct ink ink);
void layout_fill(struct layout *l, struct sheet *sheet, struct rect at,
                 struct ink ink);

#endif
