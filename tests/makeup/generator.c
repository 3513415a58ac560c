#include "makeup/generator.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asset/image_in.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "makeup/prose.h"

enum {
  MOST_PAGES = 8,
  MOST_STORIES = 400,
  LEAST_STORY = 60,
  MOST_STORY = 2500
};

enum rank { LEAD, MAJOR, NORMAL, BRIEF };

/* The page of the default theme. */
static const struct generator_grid usual = {6, PROSE_MEASURE, 74, 13, 3,
                                            4, 117,           9,  13.5, 1};

struct shape {
  const char *name;
  int w, h;
};

static const struct shape shapes[] = {{"a.jpg", 1600, 1200},
                                      {"b.jpg", 1650, 1100},
                                      {"c.jpg", 1300, 1300},
                                      {"d.jpg", 1200, 1600}};

struct maker {
  struct prose prose;
  const struct generator_grid *grid;
  const char *folder; /* of the issue */
  struct generated *g;
  double room[MOST_PAGES + 1]; /* cells that page N still holds */
  double used, all;
  struct buf pins;
  bool failed;
};

static int dice(struct maker *m, int n)
{
  return prose_dice(&m->prose, n);
}

static bool chance(struct maker *m, int percent)
{
  return prose_chance(&m->prose, percent);
}

static int between(struct maker *m, int least, int most)
{
  return prose_between(&m->prose, least, most);
}

/* Characters of a story: log-normal; the sum of twelve evenly thrown numbers
 * is as good as normal. */
static int story_length(struct maker *m)
{
  double z = -6;
  for (int i = 0; i < 12; i++)
    z += dice(m, 10000) / 10000.0;
  int n = (int)(430 * exp(0.75 * z));
  return n < LEAST_STORY ? LEAST_STORY : n > MOST_STORY ? MOST_STORY : n;
}

/* ---- a story ---- */

struct story {
  enum rank rank;
  int characters, pictures, clauses[3], nclauses, kicker, deck;
  int shape[3];
  struct text text;
};

static int span_of(const struct maker *m, const struct story *s)
{
  return s->rank == LEAD      ? 4
         : s->rank == MAJOR   ? (m->grid->columns + 1) / 2
         : s->rank == BRIEF   ? 1
         : s->text.lines > 80 ? 3
                              : 2;
}

static double width(const struct maker *m, int span)
{
  return span * m->grid->pitch - m->grid->gap;
}

static double head_lines(const struct maker *m, const struct story *s)
{
  static const double em[] = {42, 28, 21, 14};
  double size = em[s->rank] * m->grid->scale;
  int n = s->nclauses - 1, fits;
  for (int i = 0; i < s->nclauses; i++)
    n += s->clauses[i];
  fits = (int)(width(m, span_of(m, s)) / size);
  double lines = ceil((double)n / fits) * size * 1.22 / m->grid->rlh;
  return ceil(lines + 0.7 + (s->kicker ? 1.6 : 0) + (s->deck ? 1.4 : 0));
}

/* Cells that the story takes with pictures at their usual spans. */
static double nominal(const struct maker *m, const struct story *s)
{
  double area = (double)s->text.lines * PROSE_MEASURE / m->grid->characters +
                span_of(m, s) * (head_lines(m, s) + 1);
  for (int i = 0; i < s->pictures; i++) {
    const struct shape *p = &shapes[s->shape[i]];
    int span = i ? 1 : s->rank == LEAD ? 3 : s->rank == MAJOR ? 2 : 1;
    area += span * (2 + width(m, span) / m->grid->rlh * p->h / p->w);
  }
  return area;
}

static int picture_count(struct maker *m, const struct story *s)
{
  static const int with[] = {90, 70, 35, 4};
  if (!chance(m, with[s->rank]) || s->characters < 120)
    return 0;
  return s->characters > 500 && chance(m, 25) ? between(m, 2, 3) : 1;
}

static void put_picture(struct maker *m, struct story *s, int i)
{
  s->shape[i] = dice(m, 4);
  buf_puts(&s->text.md, "![");
  prose_words(&m->prose, &s->text.md, between(m, 4, 14));
  buf_printf(&s->text.md, "](images/%s \"摄影 某某\")\n\n",
             shapes[s->shape[i]].name);
}

static void put_extra(struct maker *m, struct text *t)
{
  int kind = dice(m, 100);
  if (kind < 5)
    prose_list(&m->prose, t);
  else if (kind < 7)
    prose_table(&m->prose, t);
  else if (kind < 9)
    prose_box(&m->prose, t);
}

static void put_body(struct maker *m, struct story *s)
{
  int left = s->characters, since = 0, pictures = 0;
  while (left > 0) {
    int n = between(m, 40, 160);
    if (n > left - 20)
      n = left;
    prose_paragraph(&m->prose, &s->text, n);
    left -= n;
    since += n;
    if (pictures < s->pictures)
      put_picture(m, s, pictures++);
    if (since > 400 && left > 150) {
      prose_subhead(&m->prose, &s->text);
      since = 0;
    } else if (s->rank != BRIEF && left > 60)
      put_extra(m, &s->text);
  }
  s->pictures = pictures;
}

static void make_story(struct maker *m, struct story *s)
{
  s->pictures = picture_count(m, s);
  s->nclauses = s->rank == BRIEF ? 1 : between(m, 1, 3);
  int all = s->rank == BRIEF ? between(m, 6, 12) : between(m, 7, 22);
  if (s->nclauses * 4 > all)
    s->nclauses = 1;
  for (int i = 0; i < s->nclauses; i++)
    s->clauses[i] = all / s->nclauses;
  s->kicker = s->rank <= MAJOR && chance(m, 30) ? between(m, 6, 16) : 0;
  s->deck = s->rank <= NORMAL && chance(m, 30) ? between(m, 8, 20) : 0;
  put_body(m, s);
}

static void put_line(struct maker *m, struct buf *b, const char *key, int n)
{
  if (!n)
    return;
  buf_printf(b, "%s: ", key);
  prose_words(&m->prose, b, n);
  buf_puts(b, "\n");
}

/* In OUT, PAGE 0: it does not say on which page it stands. */
static void put_story(struct maker *m, struct buf *out, const struct story *s,
                      int page, int home)
{
  static const char *const ranks[] = {"lead", "major", "normal", "brief"};
  buf_puts(out, "---\ntitle: ");
  for (int i = 0; i < s->nclauses; i++) {
    buf_puts(out, i ? " " : "");
    prose_words(&m->prose, out, s->clauses[i]);
  }
  buf_puts(out, "\n");
  put_line(m, out, "kicker", s->kicker);
  put_line(m, out, "deck", s->deck);
  buf_printf(out, "priority: %s\nsection: 栏目%d\n", ranks[s->rank], home);
  if (page)
    buf_printf(out, "page: %d\n", page);
  if (chance(m, 30))
    put_line(m, out, "byline", between(m, 2, 4));
  if (chance(m, 50))
    buf_printf(out, "signoff: 样刊资料\nsignoff-form: %s\n",
               dice(m, 2) ? "line" : "run-in");
  buf_printf(out, "---\n\n%s", s->text.md.s);
}

static void write_file(struct maker *m, const char *folder, const char *name,
                       const struct buf *b)
{
  char *path = file_join(folder, name);
  m->failed = !file_put(path, b->s, b->n) || m->failed;
  free(path);
}

/* Writes S, of page HOME; with a pin by chance, to HOME or beside it. */
static void add_story(struct maker *m, const struct story *s, int home)
{
  struct buf b = BUF_INIT;
  char name[32];
  int number = ++m->g->stories;
  bool says = chance(m, m->g->placed);
  put_story(m, &b, s, says ? home : 0, home);
  snprintf(name, sizeof name, "%03d-s%d.md", number, number);
  write_file(m, m->folder, name, &b);
  buf_free(&b);
  if (s->rank != LEAD && chance(m, 4)) {
    int page = home + (chance(m, 70) ? 0 : dice(m, 2) ? 1 : -1);
    page = page < 1 || page > m->g->pages ? home : page;
    buf_printf(&m->pins, "  s%d:\n    page: %d\n", number, page);
    m->g->pins++;
  }
  m->g->pictures += s->pictures;
  m->used += nominal(m, s);
}

/* ---- an issue ---- */

static double page_room(const struct maker *m, int page)
{
  const struct generator_grid *g = m->grid;
  int lines = g->lines - (page == 1 ? g->nameplate : g->folio) -
              (page == m->g->pages ? g->imprint : 0);
  return g->columns * (lines + 1);
}

static enum rank throw_rank(struct maker *m, int n, int page)
{
  if (n == 0)
    return page == 1 ? LEAD : MAJOR;
  return chance(m, 35) ? BRIEF : NORMAL;
}

static struct story throw_story(struct maker *m, enum rank rank)
{
  struct story s = {.rank = rank};
  s.characters = story_length(m);
  if (rank <= MAJOR && s.characters < 350)
    s.characters += 350;
  if (rank == BRIEF)
    s.characters = between(m, LEAST_STORY, 180);
  return s;
}

/* Stories until the room of PAGE is gone. The last is cut to what is left
 * where that is a story still; else the next page starts with the debt. */
static void fill_page(struct maker *m, int page)
{
  for (int n = 0; m->room[page] > 25 && n < 40; n++) {
    struct story s = throw_story(m, throw_rank(m, n, page));
    uint64_t before = m->prose.dice;
    make_story(m, &s);
    if (n && nominal(m, &s) > m->room[page] + 15) {
      buf_free(&s.text.md);
      m->prose.dice = before;
      int most = (int)(m->room[page] - 12) * (m->grid->characters - 1);
      s = (struct story){.rank = most < 250 ? BRIEF : NORMAL};
      s.characters = most < LEAST_STORY  ? LEAST_STORY
                     : most > MOST_STORY ? MOST_STORY
                                         : most;
      make_story(m, &s);
    }
    m->room[page] -= nominal(m, &s);
    add_story(m, &s, page);
    buf_free(&s.text.md);
  }
  if (page < m->g->pages)
    m->room[page + 1] += m->room[page];
}

/* A report takes six tenths of its first page and most of the next ones. */
static void add_report(struct maker *m)
{
  int page = between(m, 1, m->g->pages - 3);
  struct story s = {.rank = MAJOR, .characters = between(m, 5000, 12000)};
  make_story(m, &s);
  double left = nominal(m, &s);
  for (int p = page; p <= m->g->pages && left > 0; p++) {
    double here = (p == page ? 0.6 : 0.85) * m->room[p];
    here = here > left ? left : here;
    m->room[p] -= here;
    left -= here;
  }
  add_story(m, &s, page);
  buf_free(&s.text.md);
}

static void write_issue(struct maker *m)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "number: 1\npages:\n");
  for (int p = 1; p <= m->g->pages; p++)
    buf_printf(&b, "  - 版面%d\n", p);
  if (m->pins.n)
    buf_printf(&b, "articles:\n%s", m->pins.s);
  write_file(m, m->folder, "issue.yaml", &b);
  buf_free(&b);
}

static void write_paper(struct maker *m, const char *content)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "title: 测试站\nbase-url: https://a.example/\n");
  write_file(m, content, "site.yaml", &b);
  buf_clear(&b);
  buf_puts(&b, "title: 社区晨报 测试\nimprint:\n  - 样刊\nsections:\n");
  for (int p = 1; p <= m->g->pages; p++)
    buf_printf(&b, "  - id: lanmu%d\n    name: 栏目%d\n", p, p);
  write_file(m, content, "p/paper.yaml", &b);
  buf_free(&b);
}

/* Fillers that can stand anywhere, from a few lines to a third of a page. */
static void write_fillers(struct maker *m, const char *content)
{
  static const int sizes[] = {45, 90, 150, 260};
  for (int i = 0; i < 4; i++) {
    struct text t = {.md = BUF_INIT};
    char name[40];
    buf_puts(&t.md, "---\ntitle: ");
    prose_words(&m->prose, &t.md, between(m, 6, 12));
    buf_puts(&t.md, "\npriority: brief\n---\n\n");
    prose_run(&m->prose, &t.md, sizes[i]);
    buf_puts(&t.md, "\n");
    snprintf(name, sizeof name, "p/fillers/%d0-f%d.md", i + 1, i + 1);
    write_file(m, content, name, &t.md);
    buf_free(&t.md);
  }
}

static void link_pictures(struct maker *m, const char *room)
{
  for (int i = 0; i < 4; i++) {
    char *from = file_join(room, shapes[i].name);
    char *to = mem_printf("%s/images/%s", m->folder, shapes[i].name);
    m->failed = link(from, to) || m->failed;
    free(to);
    free(from);
  }
}

static void make_pages(struct maker *m)
{
  double all = 0;
  for (int p = 1; p <= m->g->pages; p++) {
    all += page_room(m, p);
    m->room[p] = page_room(m, p) * m->g->copy / 100;
  }
  if (m->g->pages >= 4 && chance(m, 12)) {
    m->g->report = true;
    add_report(m);
  }
  for (int p = 1; p <= m->g->pages; p++)
    fill_page(m, p);
  m->g->copy = (int)(m->used * 100 / all + 0.5);
}

bool generator_issue(const char *room, uint64_t seed, struct generator how,
                     struct generated *out)
{
  char *content = file_join(room, "content");
  char *folder = file_join(content, "p/2024-01-06");
  char *images = file_join(folder, "images");
  char *fillers = file_join(content, "p/fillers");
  struct maker m = {.prose = {seed * 0x9E3779B97F4A7C15u + 1},
                    .grid = how.grid ? how.grid : &usual,
                    .folder = folder,
                    .g = out};
  *out = (struct generated){.seed = seed};
  for (int i = 0; i < 8; i++)
    prose_dice(&m.prose, 2); /* near seeds are to part */
  int pages = 2 * prose_between(&m.prose, 1, 4);
  int copy = prose_between(&m.prose, 80, 120);
  out->pages = how.pages ? how.pages : pages;
  out->copy = how.copy ? how.copy : copy;
  out->placed = 50 * prose_dice(&m.prose, 3);
  file_remove(content);
  m.failed = !file_mkdirs(images) || !file_mkdirs(fillers);
  link_pictures(&m, room);
  make_pages(&m);
  write_issue(&m);
  write_paper(&m, content);
  write_fillers(&m, content);
  buf_free(&m.pins);
  free(fillers);
  free(images);
  free(folder);
  free(content);
  return !m.failed;
}

/* Waves of grey: small as a file, and no plain surface. */
static bool write_picture(const char *room, const struct shape *s)
{
  struct pixels px = {s->w, s->h, 1, mem_array((size_t)s->w, (size_t)s->h)};
  struct buf b = BUF_INIT;
  char why[IMAGE_WHY] = "";
  for (int y = 0; y < s->h; y++)
    for (int x = 0; x < s->w; x++)
      px.v[(size_t)y * (size_t)s->w + (size_t)x] =
          (unsigned char)(128 + 60 * sin(x / 97.0) + 50 * sin(y / 71.0));
  char *path = file_join(room, s->name);
  bool ok = jpeg_write(&px, 60, &b, why) && file_put(path, b.s, b.n);
  free(path);
  buf_free(&b);
  pixels_free(&px);
  return ok;
}

bool generator_pictures(const char *room)
{
  bool ok = true;
  for (int i = 0; i < 4; i++)
    ok = write_picture(room, &shapes[i]) && ok;
  return ok;
}
