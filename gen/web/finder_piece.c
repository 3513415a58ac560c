/* A piece: 32-bit words of this machine, strings and units padded to whole
 * words. MAGIC, paper, date, number of stories; of each story section, record,
 * units, spans, spoken parts. It never leaves this machine's .cache. */
#include "web/finder.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "tree/node.h"
#include "web/finder_in.h"
#include "web/finder_text.h"

static const uint32_t magic = 0x31464243; /* CBF1 */

static void put32(struct buf *b, uint32_t n)
{
  buf_put(b, &n, sizeof n);
}

/* COUNT things of SIZE bytes. */
static void put_many(struct buf *b, const void *s, size_t count, size_t size)
{
  static const char zero[4];
  size_t n = count * size;
  put32(b, (uint32_t)count);
  buf_put(b, n ? s : zero, n);
  buf_put(b, zero, -n % 4);
}

static void put_str(struct buf *b, const char *s)
{
  put_many(b, s ? s : "", s ? strlen(s) : 0, 1);
}

void finder_piece(struct buf *out, const xmlNode *issue)
{
  struct told t = {0};
  uint32_t count = 0;
  for (const xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article"))
    count++;
  put32(out, magic);
  put_str(out, node_attr(issue, "paper"));
  put_str(out, node_attr(issue, "date"));
  put32(out, count);
  for (const xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article")) {
    told_story(&t, a);
    put_str(out, node_attr(a, "section"));
    put_many(out, t.record.s, t.record.n, 1);
    put_many(out, t.units.u, t.units.n, sizeof *t.units.u);
    put_many(out, t.span, t.spans, sizeof *t.span);
    put_many(out, t.spoken, t.spokens, sizeof *t.spoken);
  }
  told_free(&t);
}

/* ---- reading: damaged pieces are refused, never followed ---- */

struct reader {
  const char *s, *end;
  bool ok;
};

static uint32_t take32(struct reader *r)
{
  uint32_t n = 0;
  r->ok = r->ok && r->end - r->s >= (ptrdiff_t)sizeof n;
  if (r->ok) {
    memcpy(&n, r->s, sizeof n);
    r->s += sizeof n;
  }
  return n;
}

static const void *take_many(struct reader *r, uint32_t *count, size_t size)
{
  uint32_t n = take32(r);
  size_t room = r->ok ? (size_t)(r->end - r->s) : 0;
  const char *at = r->s;
  r->ok = r->ok && n <= room / size && (n * size + 3) / 4 * 4 <= room;
  *count = r->ok ? n : 0;
  if (r->ok)
    r->s += (n * size + 3) / 4 * 4;
  return at;
}

static bool spans_hold(const struct finder_story *s)
{
  for (uint32_t i = 0; i < s->spans; i++) {
    const struct finder_span *p = &s->span[i];
    if (p->from > s->units_n || p->n > s->units_n - p->from ||
        p->place >= FINDER_PLACES || p->n > FINDER_PLACES - p->place)
      return false;
  }
  for (uint32_t i = 0; i < s->spokens; i++) {
    const struct finder_spoken *p = &s->spoken[i];
    if (p->from > s->units_n || p->n > s->units_n - p->from ||
        p->place >= FINDER_TEXT)
      return false;
  }
  return true;
}

static uint32_t section_of(struct finder *f, const char *s, uint32_t n)
{
  for (size_t i = 0; i < f->sections; i++)
    if (strlen(f->section[i]) == n && !memcmp(f->section[i], s, n))
      return (uint32_t)i;
  f->section = mem_grow(f->section, &f->section_cap, f->sections + 1,
                        sizeof *f->section);
  f->section[f->sections] = mem_copy_n(s, n);
  return (uint32_t)f->sections++;
}

static void mark_pairs(void *data, uint32_t place, const uint16_t *u,
                       uint32_t n)
{
  struct finder *f = data;
  (void)place;
  for (uint32_t i = 0; i + 1 < n; i++) {
    uint32_t key = finder_mix((uint32_t)u[i] << 16 | u[i + 1]);
    uint32_t at = key >> (32 - FINDER_MARKS);
    uint8_t bit = (uint8_t)(1 << at % 8);
    f->pairs += !(f->marked[at / 8] & bit);
    f->marked[at / 8] |= bit;
  }
}

static bool take_story(struct finder *f, struct reader *r)
{
  struct finder_story s = {.issue = (uint32_t)f->issues};
  uint32_t n;
  const char *section = take_many(r, &n, 1);
  s.record = take_many(r, &s.record_n, 1);
  s.units = take_many(r, &s.units_n, sizeof *s.units);
  s.span = take_many(r, &s.spans, sizeof *s.span);
  s.spoken = take_many(r, &s.spokens, sizeof *s.spoken);
  if (!r->ok || !spans_hold(&s) || f->n >= FINDER_STORIES)
    return false;
  s.section = section_of(f, section, n);
  if (f->sounds)
    finder_sound(&s, f->sounds);
  f->story = mem_grow(f->story, &f->cap, f->n + 1, sizeof *f->story);
  f->story[f->n++] = s;
  f->units += s.units_n + s.sound.n;
  finder_runs(&s, mark_pairs, f);
  return true;
}

static void drop_stories(struct finder *f, size_t n)
{
  while (f->n > n) {
    struct finder_story *s = &f->story[--f->n];
    f->units -= s->units_n + s->sound.n;
    free(s->sound.u);
    free(s->sound_span);
  }
}

bool finder_add(struct finder *f, const char *piece, size_t n)
{
  struct reader r = {piece, piece + n, true};
  struct finder_issue issue = {0};
  size_t before = f->n;
  bool ok = take32(&r) == magic;
  issue.paper = take_many(&r, &issue.paper_n, 1);
  issue.date = take_many(&r, &issue.date_n, 1);
  issue.stories = take32(&r);
  ok = ok && r.ok;
  for (uint32_t i = 0; ok && i < issue.stories; i++)
    ok = take_story(f, &r);
  if (!ok || r.s != r.end) {
    drop_stories(f, before);
    return false;
  }
  f->issue =
      mem_grow(f->issue, &f->issue_cap, f->issues + 1, sizeof *f->issue);
  f->issue[f->issues++] = issue;
  return true;
}

struct finder *finder_new(const struct pinyin *sounds)
{
  struct finder *f = mem_new(sizeof *f);
  f->sounds = sounds;
  f->marked = mem_new((1 << FINDER_MARKS) / 8);
  section_of(f, "", 0);
  return f;
}

void finder_free(struct finder *f)
{
  if (!f)
    return;
  drop_stories(f, 0);
  for (size_t i = 0; i < f->sections; i++)
    free(f->section[i]);
  free(f->section);
  free(f->marked);
  free(f->story);
  free(f->issue);
  free(f);
}

void finder_runs(const struct finder_story *s, finder_run_fn *fn, void *data)
{
  for (uint32_t i = 0; i < s->spans; i++)
    fn(data, s->span[i].place, s->units + s->span[i].from, s->span[i].n);
  for (size_t i = 0; i < s->sound_spans; i++) {
    const struct finder_span *p = &s->sound_span[i];
    fn(data, p->place, s->sound.u + p->from, p->n);
  }
}
