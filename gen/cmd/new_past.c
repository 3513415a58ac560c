#include "cmd/new_past.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/counting.h"
#include "cmd/new_in.h"
#include "cmd/rhythm.h"
#include "tree/keys.h"
#include "tree/load.h"

enum {
  RECENT = 12, /* issues whose gaps are told */
  MISSING = 5  /* days that are told one by one */
};

void new_past_load(struct new_past *p, const char *content, const char *paper)
{
  p->dir = file_join(content, paper);
  char **names = file_list(p->dir);
  size_t cap = 0;
  for (char **s = names; s && *s; s++) {
    char *dir = file_join(p->dir, *s);
    struct meta *m = day_valid(*s)
                         ? load_meta(dir, "issue.yaml", SCOPE_ISSUE, true)
                         : NULL;
    if (m) {
      p->issue = mem_grow(p->issue, &cap, p->n + 1, sizeof *p->issue);
      struct new_old *old = &p->issue[p->n++];
      memcpy(old->day, *s, DAY_ROOM);
      old->file = file_join(dir, "issue.yaml");
      old->meta = m;
    }
    free(dir);
  }
  free(names);
}

void new_past_free(struct new_past *p)
{
  for (size_t i = 0; i < p->n; i++) {
    free(p->issue[i].file);
    meta_free(p->issue[i].meta);
  }
  free(p->issue);
  free(p->dir);
}

/* How many issues are before DAY. */
static size_t before(const struct new_past *p, const char *day)
{
  size_t k = 0;
  while (k < p->n && strcmp(p->issue[k].day, day) < 0)
    k++;
  return k;
}

/* By the first K issues. */
static struct rhythm rhythm_before(const struct new_past *p, size_t k)
{
  int *days = mem_array(k + 1, sizeof *days);
  for (size_t i = 0; i < k; i++)
    days[i] = day_number(p->issue[i].day);
  struct rhythm r = rhythm_of(days, k);
  free(days);
  return r;
}

bool new_past_due(const struct new_past *p, char out[DAY_ROOM])
{
  struct rhythm r = rhythm_before(p, p->n);
  int due =
      p->n ? rhythm_next(&r, day_number(p->issue[p->n - 1].day)) : -1;
  return due >= 0 && day_write(out, due);
}

const struct value *new_past_before(const struct new_past *p, const char *day)
{
  size_t k = before(p, day);
  return k ? meta_root(p->issue[k - 1].meta) : NULL;
}

const char *new_past_last(const struct new_past *p, const char *day)
{
  size_t k = before(p, day);
  return k ? p->issue[k - 1].day : "";
}

/* ---- numbers ---- */

static const char *text_of(const struct new_old *old, const char *key)
{
  const char *s = meta_line(meta_root(old->meta), key);
  return s ? s : "";
}

/* The first K issues with their numbers; owned. */
static struct counted *counted_of(const struct new_past *p, size_t k,
                                  const char *key)
{
  struct counted *v = mem_array(k + 1, sizeof *v);
  for (size_t i = 0; i < k; i++)
    v[i] = (struct counted){p->issue[i].day, text_of(&p->issue[i], key)};
  return v;
}

char *new_past_number(const struct new_past *p, const char *day,
                      const char *key)
{
  size_t k = before(p, day);
  struct counted *v = counted_of(p, k, key);
  char *next = counting_next(v, k, day);
  if (!next && k && *v[k - 1].text)
    next = mem_copy(v[k - 1].text);
  if (!next && !k && !strcmp(key, "number"))
    next = mem_copy("1");
  free(v);
  return next;
}

/* ---- gaps ---- */

/* How many days are due after FROM before the one that is *NEAREST to DAY. */
static int missed(const struct rhythm *r, int from, int day, int *nearest)
{
  int n = 0, due = rhythm_next(r, from), next;
  while (due >= 0 && (next = rhythm_next(r, due)) >= 0 &&
         abs(next - day) <= abs(due - day)) {
    due = next;
    n++;
  }
  *nearest = due;
  return n;
}

static void warn_missed(const struct new_past *p, const struct rhythm *r,
                        const char *from, int n)
{
  struct buf b = BUF_INIT;
  char day[DAY_ROOM];
  int due = day_number(from);
  for (int i = 0; i < n && i < MISSING; i++) {
    due = rhythm_next(r, due);
    if (due >= 0 && day_write(day, due))
      buf_printf(&b, "%s%s", b.n ? ", " : "", day);
  }
  if (n > MISSING)
    buf_puts(&b, " …");
  char *name = rhythm_name(r);
  diag(LEVEL_WARN, place_file(p->dir),
       _("the paper appears %s, but after %s no issue has the day %s; was one "
         "left out?"),
       name, from, b.s);
  free(name);
  buf_free(&b);
}

static void warn_beside(const struct new_past *p, const struct rhythm *r,
                        const char *day, int due)
{
  char right[DAY_ROOM];
  if (due == day_number(day) || !day_write(right, due))
    return;
  char *name = rhythm_name(r);
  diag(LEVEL_WARN, place_file(p->dir),
       _("the paper appears %s; its day would be %s (%s), not %s (%s)"), name,
       right, new_weekday(right), day, new_weekday(day));
  free(name);
}

/* Between the issues and before DAY. */
static void warn_days(const struct new_past *p, size_t k, const char *day)
{
  struct rhythm r = rhythm_before(p, k);
  if (r.kind == RHYTHM_NONE)
    return;
  for (size_t i = k > RECENT ? k - RECENT : 1; i <= k; i++) {
    const char *to = i < k ? p->issue[i].day : day;
    const char *from = p->issue[i - 1].day;
    int due, n = missed(&r, day_number(from), day_number(to), &due);
    if (n)
      warn_missed(p, &r, from, n);
    if (i == k && due >= 0)
      warn_beside(p, &r, day, due);
  }
}

/* What V's number I should be; NULL: what it is. One wrong number is told
 * once: what is right after the one that SHOULD stand before it is right. */
static char *gap_at(struct counted *v, size_t i, const char *should)
{
  char *due = counting_gap(v, i + 1);
  if (!due || !should)
    return due;
  const char *was = v[i - 1].text;
  v[i - 1].text = should;
  char *other = counting_gap(v, i + 1);
  v[i - 1].text = was;
  if (other) {
    free(other);
    return due;
  }
  free(due);
  return NULL;
}

static void warn_numbers(const struct new_past *p, size_t k, const char *key)
{
  struct counted *v = counted_of(p, k, key);
  const char *what = *key == 'n' ? _("the number") : _("the total number");
  char *should = NULL;
  for (size_t i = k > RECENT ? k - RECENT : 1; i < k; i++) {
    char *due = gap_at(v, i, should);
    if (due)
      diag(LEVEL_WARN, place_file(p->issue[i].file),
           _("%s is %s, but %s follows that of %s; correct the one that is "
             "wrong"),
           what, v[i].text, due, v[i - 1].day);
    free(should);
    should = due;
  }
  free(should);
  if (k > 1 && !*v[k - 1].text && *v[k - 2].text)
    diag(LEVEL_WARN, place_file(p->issue[k - 1].file),
         _("%s is missing, though the issue before has one, so that nothing "
           "could be counted on; write it here and in the new issue"),
         what);
  free(v);
}

/* An issue in between: what comes after it has its number already. */
static void warn_later(const struct new_past *p, size_t k, const char *day)
{
  size_t next = k;
  while (next < p->n && !strcmp(p->issue[next].day, day))
    next++;
  if (next == p->n)
    return;
  diag(LEVEL_WARN, place_file(p->dir),
       _("%s is before the newest issue, %s"), day, p->issue[p->n - 1].day);
  char *number = new_past_number(p, day, "number");
  if (number && *number && !strcmp(number, text_of(&p->issue[next], "number")))
    diag(LEVEL_WARN, place_file(p->issue[next].file),
         _("has the number %s, too; give each its own"), number);
  free(number);
}

static void note_kept(const struct new_past *p, size_t k, const char *day)
{
  struct counted *v = counted_of(p, k, "number");
  char *next = counting_next(v, k, day);
  if (!next && k && *v[k - 1].text)
    diag(LEVEL_NOTE, place_none(),
         _("the number “%s” cannot be counted on and was kept; write another "
           "into issue.yaml"),
         v[k - 1].text);
  free(next);
  free(v);
}

void new_past_warn(const struct new_past *p, const char *day)
{
  size_t k = before(p, day);
  warn_days(p, k, day);
  warn_numbers(p, k, "number");
  warn_numbers(p, k, "total");
  warn_later(p, k, day);
  note_kept(p, k, day);
}
