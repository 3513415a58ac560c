#include "page/names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/shape.h"
#include "page/style.h"
#include "tree/node.h"

/* In em: what two characters are spread to, the least between two cells; the
 * least, in halves of an em, between a long name and what follows. */
enum { SPREAD = 3, GUTTER = 1, HALVES = 1 };

struct name {
  const xmlNode *node;
  struct text *text;
  mpt width, x;
  size_t row;
  struct setting set;
  struct lines lines; /* more than one: wider than the measure */
};

struct names {
  struct name *v;
  size_t n, rows;
  mpt measure, pitch; /* from one cell to the next */
  int cells;          /* of a row */
};

static mpt em_of(const struct name *name)
{
  return name->text->style->size;
}

static bool is_two_han(const struct text *t)
{
  return t->n == 2 && t->atoms[0].class == CLASS_HAN &&
         t->atoms[1].class == CLASS_HAN;
}

/* Spreads a name of two, and sets all others as they come. */
static void align(struct layout *l, struct text *t)
{
  struct style *st = arena_get(l->arena, sizeof *st);
  *st = *t->style;
  st->align = is_two_han(t) ? ALIGN_SPREAD : ALIGN_START;
  t->style = st;
}

static void read_names(struct layout *l, struct names *all, const xmlNode *n)
{
  for (xmlNode *c = node_first(n, "name"); c; c = node_next(c, "name"))
    all->n++;
  all->v = arena_array(l->arena, all->n + 1, sizeof *all->v);
  all->n = 0;
  for (xmlNode *c = node_first(n, "name"); c; c = node_next(c, "name")) {
    struct name *name = &all->v[all->n];
    name->node = c;
    name->text = text_shape(l->arena, l->styles, l->fonts, c);
    if (!name->text->n)
      continue;
    align(l, name->text);
    mpt least = SPREAD * em_of(name);
    name->width = text_width(name->text);
    if (name->width < least)
      name->width = least;
    all->n++;
  }
}

static int compare(const void *a, const void *b)
{
  mpt x = *(const mpt *)a, y = *(const mpt *)b;
  return (x > y) - (x < y);
}

/* Cells hold the middle one of all names by width, so that a few long ones do
 * not make the grid of all others wide. */
static void choose_cells(struct names *all)
{
  mpt *widths = mem_array(all->n, sizeof *widths), gap = 0;
  for (size_t i = 0; i < all->n; i++)
    widths[i] = all->v[i].width;
  qsort(widths, all->n, sizeof *widths, compare);
  gap = GUTTER * em_of(&all->v[0]);
  mpt cell = widths[all->n / 2] + gap;
  all->cells = (int)((all->measure + gap) / (cell > 0 ? cell : 1));
  if (all->cells < 1)
    all->cells = 1;
  all->pitch = (all->measure + gap) / all->cells;
  free(widths);
}

/* The cells that a name takes, with half an em to the next one. */
static int cells_of(const struct names *all, const struct name *name)
{
  mpt need = name->width + HALVES * em_of(name) / 2;
  int cells = 1;
  while (cells < all->cells && (mpt)cells * all->pitch < need)
    cells++;
  return cells;
}

static void break_name(struct layout *l, const struct names *all,
                       struct name *name)
{
  mpt em = em_of(name), room = all->measure - name->x;
  bool spread = is_two_han(name->text) && SPREAD * em < room;
  bool whole = name->width <= room;
  name->set = (struct setting){.measure = spread ? SPREAD * em : room,
                               .hang = whole || room < 4 * em ? 0 : em};
  name->lines = lines_break(l->arena, name->text, &name->set);
}

static void place_names(struct layout *l, struct names *all)
{
  int cell = 0;
  for (size_t i = 0; i < all->n; i++) {
    struct name *name = &all->v[i];
    int take = cells_of(all, name);
    if (cell + take > all->cells) {
      all->rows++;
      cell = 0;
    }
    name->row = all->rows;
    name->x = cell * all->pitch;
    break_name(l, all, name);
    all->rows += name->lines.n - 1;
    cell += take;
  }
  all->rows++;
}

const struct names *names_set(struct layout *l, const xmlNode *n, mpt measure)
{
  struct names *all = arena_get(l->arena, sizeof *all);
  all->measure = measure;
  read_names(l, all, n);
  if (!all->n)
    return all;
  choose_cells(all);
  place_names(l, all);
  return all;
}

size_t names_rows(const struct names *names)
{
  return names->rows;
}

/* The first name that ends on line ROW or below. */
static size_t first_on(const struct names *names, size_t row)
{
  size_t low = 0, high = names->n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (names->v[mid].row + names->v[mid].lines.n <= row)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

void names_draw(const struct line_to *to, const struct names *names,
                size_t row)
{
  size_t i = first_on(names, row);
  for (; i < names->n && names->v[i].row <= row; i++) {
    const struct name *name = &names->v[i];
    size_t line = row - name->row;
    struct line_to at = *to;
    at.x += name->x;
    if (!line)
      lines_report(name->text, &name->lines, node_place(name->node));
    sheet_group(to->sheets, to->sheet, ROLE_NAME, "");
    to->sheet->items[to->sheet->n - 1].u.group.at = node_attr(name->node, "at");
    line_set(&at, name->text, &name->lines.v[line], &name->set);
    sheet_end(to->sheets, to->sheet);
  }
}
