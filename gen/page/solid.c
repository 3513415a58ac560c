#include "page/solid.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "page/box.h"
#include "page/code.h"
#include "page/figure.h"
#include "page/style.h"
#include "page/table.h"
#include "tree/node.h"

enum { FIGURE_COLUMNS = 2, BOX_COLUMNS = 2, MOST_TABLE = 4,
       CELL = 3, CELL_LARGE = 6 /* characters that a cell should hold */ };

static int table_columns(const struct layout *l, const struct table *t)
{
  mpt w = table_natural(t);
  int n = 1;
  while (n < MOST_TABLE && n < l->page->columns && layout_width(l, n) < w)
    n++;
  return n;
}

/* Cells want room for a few characters each; where not even the page is wide
 * enough, the editor hears of it. */
static int least_columns(const struct layout *l, const struct solid *s)
{
  mpt w = table_least(s->table, l->page->run_on ? CELL_LARGE : CELL);
  int n = 1;
  while (n < l->page->columns && layout_width(l, n) < w)
    n++;
  if (layout_width(l, n) < w) {
    table_hush(s->table);
    diag_once(LEVEL_WARN, node_place(s->node),
              _("the table has more columns than the page can hold; divide "
                "it, or exchange rows and columns"));
  }
  return n;
}

static int read_span(const struct solid *s, int otherwise)
{
  int n = node_int(s->node, "span", otherwise);
  return n < 1 ? 1 : n;
}

struct solid *solid_new(struct layout *l, const xmlNode *node)
{
  struct solid *s = arena_get(l->arena, sizeof *s);
  s->node = node;
  if (node_is(node, "table")) {
    s->table = table_new(l, node);
    s->least = least_columns(l, s);
    s->want = read_span(s, table_columns(l, s->table));
    if (s->want < s->least)
      s->want = s->least;
  } else if (node_is(node, "figure")) {
    s->figure = figure_new(l, node);
    s->want = read_span(s, FIGURE_COLUMNS);
  } else {
    s->box = box_new(l, node);
    s->want = read_span(s, BOX_COLUMNS);
  }
  return s;
}

struct solid *solid_split(struct layout *l, struct solid *s, mpt width)
{
  if (!s->table || solid_measure(l, s, width) <= layout_most(l))
    return NULL;
  int all = table_rows(s->table), rows = table_fit(s->table, layout_most(l));
  if (rows < 1 || rows >= all)
    return NULL;
  struct solid *rest = arena_get(l->arena, sizeof *rest);
  *rest = *s;
  rest->table = table_part(l, s->table, rows, all);
  s->table = table_part(l, s->table, 0, rows);
  s->lines = rest->lines = 0;
  return rest;
}

struct solid *solid_code(struct layout *l, const xmlNode *article)
{
  struct code *code = code_new(l, article);
  if (!code)
    return NULL;
  struct solid *s = arena_get(l->arena, sizeof *s);
  s->node = article;
  s->code = code;
  s->want = 1;
  return s;
}

const xmlNode *solid_bare(struct solid *s)
{
  s->lines = 0;
  return s->figure ? figure_bare(s->figure) : NULL;
}

void solid_free(struct solid *s)
{
  if (s)
    box_free(s->box);
}

int solid_measure(struct layout *l, struct solid *s, mpt width)
{
  if (s->width == width && s->lines)
    return s->lines;
  s->width = width;
  if (s->table)
    s->lines = table_measure(l, s->table, width);
  else if (s->figure)
    s->lines = figure_measure(l, s->figure, width);
  else if (s->code)
    s->lines = code_measure(l, s->code, width);
  else
    s->lines = box_measure(l, s->box, width);
  if (s->lines < 1)
    s->lines = 1;
  return s->lines;
}

void solid_draw(struct layout *l, struct sheet *sheet, struct solid *s,
                struct rect at)
{
  if (s->table)
    table_draw(l, sheet, s->table, at.x, at.y);
  else if (s->figure)
    figure_draw(l, sheet, s->figure, at);
  else if (s->code)
    code_draw_note(l, sheet, s->code, at);
  else
    box_draw(l, sheet, s->box, at);
}
