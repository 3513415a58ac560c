#include <stdlib.h>

#include "base/mem.h"
#include "page/fill.h"
#include "page/framed_in.h"
#include "page/solid.h"

/* A filler: its headline over the columns of the frame, the text below. */

enum { LEAST_AIR = 3, CODE_GROWS = 2 };

struct filler_set {
  struct flow *head, *body;
  struct box_grid grid;
  int heads, lines; /* rows of the head; of each column */
  struct spot *spots;
};

static bool fits(const struct filler_set *s, int lines, bool force)
{
  struct column cols[BLOCK_COLUMNS];
  for (int c = 0; c < s->grid.columns; c++)
    cols[c] = (struct column){0, lines, force};
  const struct pour p = {s->body, 0, s->body->nrows, s->spots};
  return fill_columns(&p, cols, s->grid.columns) == s->body->nrows;
}

/* Level columns, as low as they can be. */
static void pour(struct filler_set *s)
{
  int all = flow_height(s->body, 0, s->body->nrows);
  s->spots = mem_array(s->body->nrows + 1, sizeof *s->spots);
  s->lines = all / s->grid.columns;
  while (!fits(s, s->lines, s->lines == all) && s->lines < all)
    s->lines++;
}

static struct filler_set *set_at(struct layout *l, struct framed *f,
                                 int columns)
{
  struct filler_set *s = f->fillers[columns];
  if (s)
    return s;
  s = f->fillers[columns] = mem_new(sizeof *s);
  mpt inner = framed_inner(l, f, columns);
  s->grid = box_grid(l, inner, BLOCK_COLUMNS);
  s->head = flow_head(l, f->node, inner);
  s->body = flow_story(l, f->node, s->grid.measure);
  s->heads = flow_height(s->head, 0, s->head->nrows);
  pour(s);
  return s;
}

void framed_filler_free(struct filler_set *s)
{
  if (!s)
    return;
  flow_free(s->head);
  flow_free(s->body);
  free(s->spots);
  free(s);
}

/* The code at its end, which grows with the room; NULL: there is none. */
static struct solid *code_of(const struct filler_set *s)
{
  const struct flow *f = s->body;
  struct solid *solid = f->npieces ? f->pieces[f->npieces - 1].solid : NULL;
  return solid && solid->code ? solid : NULL;
}

struct framed_size framed_filler_size(struct layout *l, struct framed *f,
                                      int columns)
{
  const struct filler_set *s = set_at(l, f, columns);
  int least = s->heads + s->lines + framed_padding(l, f);
  int air = least / 3 > LEAST_AIR ? least / 3 : LEAST_AIR;
  if (code_of(s) && air < code_of(s)->lines)
    air = code_of(s)->lines;
  int all = flow_height(s->body, 0, s->body->nrows);
  return (struct framed_size){least, least + air,
                              s->lines * s->grid.columns - all};
}

/* Of SPARE lines the code takes what it can use. */
static int grow_code(const struct filler_set *s, int spare)
{
  struct solid *code = code_of(s);
  int most = code ? code->lines * (CODE_GROWS - 1) : 0;
  int by = spare > most ? most : spare;
  if (code && by > 0)
    code->lines += by;
  return by > 0 ? by : 0;
}

void framed_filler_draw(struct layout *l, struct sheet *sheet,
                        struct framed *f, int columns, struct rect at)
{
  const struct filler_set *s = set_at(l, f, columns);
  mpt rlh = l->page->rlh;
  struct framed_size size = framed_filler_size(l, f, columns);
  int by = grow_code(s, at.h / rlh - size.least);
  mpt spare = at.h - (s->heads + s->lines + by) * rlh, part = 0;
  /* Some of the spare air parts the head from the text. */
  if (s->heads)
    part = (spare - framed_padding(l, f) * rlh) / 4;
  part = part < 0 ? 0 : part > rlh ? rlh : part;
  mpt x = at.x + f->style->padding[SIDE_LEFT];
  mpt y = at.y + (spare - part) / 2;
  framed_rows(l, sheet, s->head, x, y);
  y += s->heads * rlh + part;
  struct pen pen = flow_pen(l, sheet, s->body);
  for (size_t i = 0; i < s->body->nrows; i++)
    if (s->spots[i].column >= 0)
      flow_draw(&pen, &s->body->rows[i],
                x + s->spots[i].column * (s->grid.measure + s->grid.gap),
                y + s->spots[i].line * rlh);
  flow_lift(&pen);
  if (by)
    code_of(s)->lines -= by;
}
