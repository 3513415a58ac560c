#include "page/settle.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/solid.h"

/* A search over rows: after each row a list of places where the text may have
 * come to, each the cheapest way there. The lists are short, since all ways
 * have set the same text. */

enum {
  EARLY = 1,      /* lines that a column may end early */
  LAST_EARLY = 2, /* the same of the last */
  LEAST_PARAGRAPHS = 2, /* that stay at a cut, the last may be cut itself */
  REST_ROWS = 5,  /* go on at a cut */
  STATES = 64,
  WAYS = 8,
  COST_CHANGE_LINE = 1, /* a line less or more in a paragraph */
  LOOKS = 5000,         /* of adjust's demerits to one of ours */
  COST_AIR = 7,         /* over a subhead */
  COST_TIGHT = 7,       /* no air over a subhead */
  COST_CODE = 2,        /* a line more for a code */
  COST_AIR_SOLID = 6,   /* over and under what stands whole */
  COST_EARLY = 12,
  COST_LAST_EARLY = 10,
  LEVEL = 6,            /* times as much where columns have to be level */
  COST_IN_PARAGRAPH = 3 /* a cut that is not at a paragraph's end */
};

/* Rows that belong together: a paragraph, a solid, a blank, a float. */
struct unit {
  size_t first, n; /* rows of the flow */
  struct piece *piece; /* NULL: blank or float */
  enum row_kind kind;
  bool whole; /* all of its piece */
  int air;    /* what a line of air before it costs; 0: none */
  int paragraph; /* of the part, 1 …: how many have begun */
  bool tight; /* a blank that may be left out */
  int least, most; /* rows from here to the text's end */
};

/* One way to set a unit. */
struct way {
  int change, air;
  size_t n; /* rows, air and all */
  int cost;
};

/* A row where some way has put it; BACK: the one before. */
struct step {
  int back;
  struct spot spot;
  struct row row;
  size_t index;
};

struct state {
  struct spot at; /* of the next row */
  int step;       /* the last row placed, -1: none */
  long cost;
  bool keep; /* no column may end before the next row */
};

struct states {
  struct state v[STATES];
  int n;
};

struct settler {
  struct layout *l;
  const struct settle_job *job;
  struct column cols[BLOCK_COLUMNS];
  int columns, last; /* the last column that is open */
  int room[BLOCK_COLUMNS];  /* lines behind a column … */
  int heads[BLOCK_COLUMNS]; /* … and columns */
  int blank;                /* the most rows of a blank */
  struct unit *units;
  size_t nunits, cap_units;
  struct step *steps;
  size_t nsteps, cap_steps;
  bool change; /* paragraphs may change */
  long limit;  /* what costs as much is of no use */
  struct state best; /* where a cut may come */
  size_t best_to;
  struct states cur, next, now, then; /* room to work in, not cleared */
};

/* --- units ---------------------------------------------------------------- */

static struct unit *add_unit(struct settler *s, size_t row)
{
  const struct row *r = &s->job->story->flow->rows[row];
  s->units =
      mem_grow(s->units, &s->cap_units, s->nunits + 1, sizeof *s->units);
  struct unit *u = &s->units[s->nunits++];
  *u = (struct unit){.first = row, .kind = r->kind};
  return u;
}

/* Does row I belong to the unit U, which is open? */
static bool joins(const struct unit *u, const struct row *rows, size_t i)
{
  if (u->kind == ROW_FLOAT || rows[i].kind == ROW_FLOAT)
    return false;
  bool blank = rows[i].kind == ROW_BLANK;
  return blank == (u->kind == ROW_BLANK) &&
         (blank || rows[i].piece == rows[u->first].piece);
}

static int air_of(const struct unit *u, const struct unit *before)
{
  bool solid = before && before->piece && before->piece->solid;
  if (!u->piece || !before)
    return 0;
  if (u->piece->role == ROLE_SUBHEAD && u->whole)
    return COST_AIR;
  return u->piece->solid || solid ? COST_AIR_SOLID : 0;
}

static void find_units(struct settler *s)
{
  struct flow *flow = s->job->story->flow;
  struct unit *u = NULL;
  for (size_t i = s->job->story->from; i < s->job->until; i++) {
    const struct row *r = &flow->rows[i];
    if (!u || !joins(u, flow->rows, i))
      u = add_unit(s, i);
    u->n++;
    if (r->kind == ROW_LINE || r->kind == ROW_REST) {
      u->piece = &flow->pieces[r->piece];
      u->whole = u->n == u->piece->lines.n * (size_t)u->piece->pitch &&
                 flow->rows[u->first].line == 0;
    }
  }
  int n = 0;
  for (size_t i = 0; i < s->nunits; i++) {
    n += s->units[i].piece && s->units[i].piece->role != ROLE_SUBHEAD &&
         s->units[i].piece->role != ROLE_BYLINE;
    s->units[i].paragraph = n;
  }
  for (size_t i = 1; i < s->nunits; i++)
    s->units[i].air = air_of(&s->units[i], &s->units[i - 1]);
  for (size_t i = 0; i + 1 < s->nunits; i++) {
    const struct piece *next = s->units[i + 1].piece;
    s->units[i].tight = s->units[i].kind == ROW_BLANK && s->units[i].n == 1 &&
                        next && next->role == ROLE_SUBHEAD;
  }
}

/* A code may be a line higher: it is drawn as large as it fits. */
static bool is_code(const struct unit *u)
{
  return u->piece && u->piece->solid && u->piece->solid->code;
}

/* What BY lines more in U cost; -1: it cannot have them. */
static int change_cost(const struct settler *s, const struct unit *u, int by)
{
  if (!by)
    return 0;
  if (is_code(u))
    return by > 0 ? COST_CODE : -1;
  if (!s->change || !u->piece || !u->whole)
    return -1;
  struct line_counts c = flow_counts(u->piece);
  if (by < 0 ? !c.less : !c.more)
    return -1;
  int64_t looks = by < 0 ? c.less_cost : c.more_cost;
  return COST_CHANGE_LINE + (looks > 0 ? (int)(looks / LOOKS) : 0);
}

/* The ways to set U; how many. */
static int find_ways(struct settler *s, const struct unit *u,
                     struct way out[WAYS])
{
  int n = 0;
  if (u->tight && s->change)
    out[n++] = (struct way){.cost = COST_TIGHT};
  for (int change = 0; change < 3; change++) {
    int by = change == 2 ? -1 : change;
    int cost = change_cost(s, u, by);
    if (cost < 0)
      continue;
    size_t rows = u->n + (size_t)by;
    for (int air = 0; air < (u->air ? 2 : 1); air++)
      out[n++] = (struct way){by, air, rows + (size_t)air,
                              cost + air * u->air};
  }
  return n;
}

/* Row K of U set as W; its flow row in INDEX. */
static struct row row_of(const struct settler *s, const struct unit *u,
                         const struct way *w, size_t k, size_t *index)
{
  const struct row *rows = &s->job->story->flow->rows[u->first];
  *index = u->first;
  if (k < (size_t)w->air)
    return (struct row){.kind = ROW_BLANK, .no_cut = true};
  k -= (size_t)w->air;
  size_t n = w->n - (size_t)w->air;
  if (!w->change) {
    *index = u->first + k;
    return rows[k];
  }
  if (is_code(u)) {
    struct row row = rows[k < u->n ? k : u->n - 1];
    row.change = (int8_t)w->change;
    row.no_cut = k + 1 < n || rows[u->n - 1].no_cut;
    return row;
  }
  struct row row = rows[0];
  row.line = (uint32_t)k;
  row.change = (int8_t)w->change;
  row.no_cut = k + 1 == n ? rows[u->n - 1].no_cut
                          : k == 0 || k + 2 == n;
  return row;
}

/* --- states --------------------------------------------------------------- */

static void offer(const struct settler *s, struct states *to, struct state st)
{
  if (st.cost >= s->limit)
    return;
  for (int i = 0; i < to->n; i++)
    if (to->v[i].at.column == st.at.column && to->v[i].at.line == st.at.line) {
      if (st.cost < to->v[i].cost)
        to->v[i] = st;
      return;
    }
  if (to->n < STATES)
    to->v[to->n++] = st;
}

static int next_column(const struct settler *s, int c)
{
  do
    c++;
  while (c < s->columns && s->cols[c].lines <= 0);
  return c;
}

static void add_step(struct settler *s, struct state *st,
                     const struct row *row, size_t index)
{
  s->steps =
      mem_grow(s->steps, &s->cap_steps, s->nsteps + 1, sizeof *s->steps);
  s->steps[s->nsteps] = (struct step){st->step, st->at, *row, index};
  st->step = (int)s->nsteps++;
}

/* ROW at the place of ST; a blank at a column's head is dropped. */
static void put_here(struct settler *s, struct states *to, struct state st,
                     const struct row *row, size_t index)
{
  if (row->kind == ROW_BLANK && st.at.line == 0) {
    offer(s, to, st);
    return;
  }
  if (row->kind != ROW_BLANK)
    add_step(s, &st, row, index);
  if (row->kind != ROW_FLOAT) {
    st.at.line++;
    st.keep = row->no_cut;
  }
  offer(s, to, st);
}

static int early_cost(const struct settler *s, int cost)
{
  return s->job->level ? cost * LEVEL : cost;
}

static void place_row(struct settler *s, struct states *to, struct state st,
                      const struct row *row, size_t index)
{
  int left = s->cols[st.at.column].lines - st.at.line;
  if (left > 0 || row->kind == ROW_FLOAT)
    put_here(s, to, st, row, index);
  int next = next_column(s, st.at.column);
  if (row->kind == ROW_FLOAT || st.keep || left > EARLY || st.at.line == 0 ||
      next >= s->columns)
    return;
  st.cost += left * early_cost(s, COST_EARLY);
  st.at = (struct spot){next, 0};
  put_here(s, to, st, row, index);
}

/* --- cuts ----------------------------------------------------------------- */

/* Is the module full after row K of U, and may the story be cut there? */
static void try_cut(struct settler *s, const struct unit *u,
                    const struct way *w, size_t k, const struct states *now)
{
  bool end = k + 1 == w->n;
  size_t to = end ? u->first + u->n : u->first + k + 1 - (size_t)w->air;
  const struct flow *flow = s->job->story->flow;
  if (!s->job->cut || (w->change && !end) || k < (size_t)w->air ||
      u->paragraph < LEAST_PARAGRAPHS ||
      to <= s->job->after || u->kind == ROW_BLANK ||
      flow_height(flow, to, flow->nrows) < REST_ROWS)
    return;
  for (int i = 0; i < now->n; i++) {
    struct state st = now->v[i];
    int left = s->cols[s->last].lines - st.at.line;
    st.cost += left * early_cost(s, COST_EARLY) + (end ? 0 : COST_IN_PARAGRAPH);
    if (st.keep || st.at.column != s->last || left > EARLY ||
        st.cost >= s->best.cost)
      continue;
    s->best = st;
    s->best_to = to;
  }
}

/* --- the search ----------------------------------------------------------- */

static void copy(struct states *to, const struct states *from)
{
  memcpy(to->v, from->v, (size_t)from->n * sizeof *to->v);
  to->n = from->n;
}

/* From the current states through all rows of U set as W, on to the next. */
static void walk(struct settler *s, const struct unit *u, const struct way *w)
{
  struct states *now = &s->now, *then = &s->then;
  copy(now, &s->cur);
  for (int i = 0; i < now->n; i++)
    now->v[i].cost += w->cost;
  for (size_t k = 0; k < w->n && now->n; k++) {
    size_t index;
    struct row row = row_of(s, u, w, k, &index);
    then->n = 0;
    for (int i = 0; i < now->n; i++)
      place_row(s, then, now->v[i], &row, index);
    try_cut(s, u, w, k, then);
    struct states *swap = now;
    now = then;
    then = swap;
  }
  for (int i = 0; i < now->n; i++)
    offer(s, &s->next, now->v[i]);
}

/* The rows that units can have, by the ways that are not too dear. */
static void count_rows(struct settler *s)
{
  int least = 0, most = 0;
  s->blank = 1; /* of air */
  for (size_t i = s->nunits; i-- > 0;) {
    struct unit *u = &s->units[i];
    struct way ways[WAYS];
    int n = u->kind == ROW_FLOAT ? 0 : find_ways(s, u, ways);
    int low = INT_MAX, high = 0;
    for (int k = 0; k < n; k++) {
      int rows = (int)ways[k].n;
      if (ways[k].cost >= s->limit)
        continue;
      low = rows < low ? rows : low;
      high = rows > high ? rows : high;
    }
    if (u->kind == ROW_BLANK && high > s->blank)
      s->blank = high;
    u->least = least += low == INT_MAX ? 0 : low;
    u->most = most += high;
  }
}

/* Do the rows from U on fill what ST leaves, however they are set? Blanks may
 * be dropped at the heads of columns. */
static bool may_fill(const struct settler *s, const struct unit *u,
                     const struct state *st)
{
  int c = st->at.column;
  int left = s->cols[c].lines - st->at.line + s->room[c];
  int drop = (s->heads[c] + 1) * s->blank;
  int early = s->heads[c] * EARLY + LAST_EARLY;
  return u->least - drop <= left && u->most + early >= left;
}

static void drop_hopeless(struct settler *s, const struct unit *u)
{
  int n = 0;
  for (int i = 0; i < s->cur.n; i++)
    if (may_fill(s, u, &s->cur.v[i]))
      s->cur.v[n++] = s->cur.v[i];
  s->cur.n = n;
}

static void search(struct settler *s)
{
  s->cur.n = 1;
  s->cur.v[0] = (struct state){.at = {next_column(s, -1), 0}, .step = -1};
  for (size_t i = 0; i < s->nunits && s->cur.n; i++) {
    const struct unit *u = &s->units[i];
    struct way ways[WAYS];
    if (!s->job->cut)
      drop_hopeless(s, u);
    int n = s->cur.n ? find_ways(s, u, ways) : 0;
    s->next.n = 0;
    for (int k = 0; k < n; k++)
      if (ways[k].cost < s->limit)
        walk(s, u, &ways[k]);
    copy(&s->cur, &s->next);
  }
}

/* The cheapest end of the whole text, which reaches the last column. */
static bool find_end(const struct settler *s, struct state *best)
{
  best->cost = s->limit;
  for (int i = 0; i < s->cur.n; i++) {
    struct state st = s->cur.v[i];
    int left = s->cols[s->last].lines - st.at.line;
    st.cost += left * early_cost(s, COST_LAST_EARLY);
    if (st.at.column == s->last && left <= LAST_EARLY &&
        st.cost < best->cost)
      *best = st;
  }
  return best->cost < s->limit;
}

/* The rows from the first to STEP. */
static void keep_rows(const struct settler *s, int step, struct settled *out)
{
  size_t n = 0;
  for (int i = step; i >= 0; i = s->steps[i].back)
    n++;
  out->rows = mem_array(n + 1, sizeof *out->rows);
  out->nrows = 0;
  for (int i = step; i >= 0; i = s->steps[i].back) {
    const struct step *st = &s->steps[i];
    n--;
    out->rows[n] = (struct set_row){st->row, st->index, st->spot};
  }
  for (int i = step; i >= 0; i = s->steps[i].back)
    out->nrows++;
  size_t kept = 0;
  for (size_t i = 0; i < out->nrows; i++) {
    struct set_row r = out->rows[i];
    if (r.row.kind == ROW_REST)
      continue;
    r.spot.line += s->cols[r.spot.column].top;
    out->rows[kept++] = r;
  }
  out->nrows = kept;
}

static bool run(struct settler *s, struct settled *out)
{
  struct state best = {.step = -1};
  s->nsteps = 0;
  s->best.cost = s->limit;
  if (!s->job->cut)
    count_rows(s);
  search(s);
  bool found;
  if (s->job->cut) {
    best = s->best;
    found = best.cost < s->limit;
  } else
    found = find_end(s, &best);
  if (found) {
    keep_rows(s, best.step, out);
    out->cost = best.cost;
    out->spare = s->cols[s->last].lines - best.at.line;
    out->to = s->job->cut ? s->best_to : s->job->until;
  }
  return found;
}

/* The open columns; false when the frame finds no room, or a column is too
 * short to be worth its text. */
static bool open_columns(struct settler *s)
{
  const struct settle_job *job = s->job;
  bool brief = job->story->priority == PRIORITY_BRIEF;
  s->columns = job->frame->columns;
  s->last = -1;
  for (int c = 0; c < s->columns; c++) {
    int room = frame_room(job->frame, c, job->lines);
    if (room < 0 || (room && room < frame_least(job->frame, c, brief)))
      return false;
    s->cols[c] = (struct column){job->frame->top[c], room, false};
    if (room > 0)
      s->last = c;
  }
  if (s->last >= 0 && job->cut)
    s->cols[s->last].lines--;
  for (int c = s->columns - 1, room = 0, heads = 0; c >= 0; c--) {
    s->room[c] = room;
    s->heads[c] = heads;
    room += s->cols[c].lines;
    heads += s->cols[c].lines > 0;
  }
  return s->last >= 0;
}

bool settle(struct layout *l, const struct settle_job *job,
            struct settled *out)
{
  struct settler s;
  memset(&s, 0, offsetof(struct settler, cur));
  s.l = l;
  s.job = job;
  memset(out, 0, sizeof *out);
  if (!open_columns(&s))
    return false;
  find_units(&s);
  /* at first only what looks as it should */
  s.limit = job->limit < COST_AIR ? job->limit : COST_AIR;
  bool found = run(&s, out);
  if (!found) {
    s.change = true;
    s.limit = job->limit;
    found = run(&s, out);
  }
  if (found && job->cut)
    out->jump = (struct spot){s.last, s.cols[s.last].top +
                                          s.cols[s.last].lines};
  free(s.units);
  free(s.steps);
  return found;
}
