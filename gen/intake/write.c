#include "intake/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/slug.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"
#include "intake/markdown.h"
#include "tree/day.h"

enum {
  STEP = 10, /* between numbers of files, so that others go between */
  LAST = 990,
  CLAUSE = 40, /* half characters of a headline made of a first clause */
  NAME = 128
};

static bool is_story(const char *name)
{
  return looks_ends(name, ".md");
}

/* The highest number that a story in DIR begins with. */
static int highest(char **names)
{
  int most = 0;
  for (; names && *names; names++)
    if (is_story(*names) && atoi(*names) > most && atoi(*names) <= 9999)
      most = atoi(*names);
  return most;
}

/* Is ID taken by a story in NAMES or by one of the first N of the plan? */
static bool taken(const struct write_plan *p, size_t n, char **names,
                  const char *id)
{
  char *end = mem_printf("%s.md", id);
  bool yes = false;
  for (; names && *names; names++)
    yes |= !strcmp(*names + strspn(*names, "0123456789-"), end);
  for (size_t i = 0; i < n; i++)
    yes |= !strcmp(p->v[i].name + strspn(p->v[i].name, "0123456789-"), end);
  free(end);
  return yes;
}

static char *free_id(struct write_plan *p, size_t n, char **names)
{
  char *first = slug_make(p->v[n].title), *id = mem_copy(first);
  p->v[n].again = taken(p, 0, names, first);
  for (int k = 2; taken(p, n, names, id); k++) {
    free(id);
    id = slug_numbered(first, k);
  }
  free(first);
  return id;
}

static void name_stories(struct write_plan *p)
{
  char **names = p->dir && file_is_dir(p->dir) ? file_list(p->dir) : NULL;
  int at = highest(names) / STEP * STEP;
  int step = at + (int)p->n * STEP <= LAST ? STEP : 1;
  at = step == 1 ? highest(names) : at;
  for (size_t i = 0; i < p->n; i++) {
    char *id = free_id(p, i, names);
    at += step;
    p->v[i].name = mem_printf("%02d-%s.md", at, id);
    free(id);
  }
  free((void *)names);
}

/* The name of the file when it says something in Chinese, without its end. */
static char *title_of_file(const struct copy *c, size_t i)
{
  const char *base = file_base(c->paths[c->v[i].file]);
  const char *dot = strrchr(base, '.');
  size_t n = dot ? (size_t)(dot - base) : strlen(base);
  bool text = !utf8_check(base, n);
  char *name = text && n == utf8_check(base, n) ? mem_copy_n(base, n) : NULL;
  name = name ? name : mem_copy_n(base, utf8_check(base, n) == n ? n : 0);
  if (looks_han(name) >= 3 && looks_head(name))
    return name;
  free(name);
  return NULL;
}

/* The first clause of the story's text. */
static char *first_clause(const struct copy *c, size_t from, size_t to)
{
  size_t i = copy_next(c, from);
  while (i < to && !looks_han(c->v[i].text))
    i = copy_next(c, i + 1);
  const char *s = i < to ? c->v[i].text : "", *p = s, *end = s + strlen(s);
  int width = 0;
  while (p < end && width < CLAUSE) {
    const char *next = p;
    uint32_t r = utf8_next(&next, end);
    if (looks_among(r, "，。；：！？、,;!?") && width >= 8)
      break;
    width += r < 0x300 ? 1 : 2;
    p = next;
  }
  return width ? mem_copy_n(s, (size_t)(p - s)) : mem_copy("无题");
}

static char *title_of(struct copy *c, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (c->v[i].role == COPY_TITLE)
      return mem_copy(c->v[i].text);
  size_t first = copy_next(c, from);
  if (first >= to)
    return mem_copy("无题");
  char *title = title_of_file(c, first);
  copy_doubt(c, first, _("no headline was found, this one was made up"));
  return title ? title : first_clause(c, from, to);
}

static size_t find_stories(struct copy *c, struct write_plan *p)
{
  size_t cap = 0;
  for (size_t i = 0; i < c->n;) {
    size_t to = i + 1;
    while (to < c->n && !c->v[to].opens)
      to++;
    if (copy_next(c, i) < to) {
      p->v = mem_grow(p->v, &cap, p->n + 1, sizeof *p->v);
      p->v[p->n++] = (struct write_story){.from = i, .to = to};
    }
    i = to;
  }
  return p->n;
}

static struct write_plan *plan_stories(struct copy *c)
{
  struct write_plan *p = mem_new(sizeof *p);
  find_stories(c, p);
  for (size_t i = 0; i < p->n; i++)
    p->v[i].title = title_of(c, p->v[i].from, p->v[i].to);
  for (size_t i = 0; i < c->n; i++)
    if (c->v[i].role == COPY_DROP)
      p->dropped += looks_han(c->v[i].text);
  return p;
}

struct write_plan *write_plan_new(struct copy *c, const char *dir)
{
  struct write_plan *p = plan_stories(c);
  p->dir = dir;
  name_stories(p);
  for (size_t i = 0; i < p->n; i++)
    markdown_story(c, &p->v[i]);
  return p;
}

struct write_plan *write_plan_numbered(struct copy *c)
{
  struct write_plan *p = plan_stories(c);
  for (size_t i = 0; i < p->n; i++) {
    p->v[i].name = mem_printf("%zu.md", i + 1);
    markdown_story(c, &p->v[i]);
  }
  return p;
}

void write_plan_free(struct write_plan *p)
{
  if (!p)
    return;
  for (size_t i = 0; i < p->n; i++) {
    free(p->v[i].title);
    free(p->v[i].name);
    buf_free(&p->v[i].text);
  }
  free(p->v);
  free(p);
}

static bool write_pictures(const struct write_plan *p,
                           const struct write_story *s, const struct copy *c)
{
  bool ok = true;
  for (size_t i = s->from; i < s->to && ok; i++) {
    if (c->v[i].role != COPY_PICTURE || !c->v[i].raw->bytes)
      continue;
    char *name = markdown_picture(c, s, i);
    char *path = file_join(p->dir, name);
    if (!file_exists(path))
      ok = file_write(path, c->v[i].raw->bytes, c->v[i].raw->length);
    free(path);
    free(name);
  }
  return ok;
}

/* issue.yaml with what the masthead said; the folder is the day. */
static bool write_issue(const struct write_plan *p, const struct copy *c)
{
  char *path = file_join(p->dir, "issue.yaml");
  struct buf b = BUF_INIT;
  bool ok = true;
  if (!file_exists(path)) {
    const char *day = file_base(p->dir);
    if (*c->number)
      buf_printf(&b, "number: %s\n", c->number);
    if (*c->total)
      buf_printf(&b, "total: %s\n", c->total);
    if (day_valid(day))
      buf_printf(&b, "date: %s\n", day);
    ok = file_write(path, b.s ? b.s : "", b.n);
    if (ok && !*c->number)
      diag(LEVEL_NOTE, place_file(path),
           _("made, but without a number: write it there; chenbao new issue "
             "counts on by itself"));
  }
  if (*c->date && day_valid(file_base(p->dir)) &&
      strcmp(c->date, file_base(p->dir)) != 0)
    diag(LEVEL_WARN, place_file(path),
         _("the masthead says %s, the folder another day; see whether this "
           "is the right issue"),
         c->date);
  buf_free(&b);
  free(path);
  return ok;
}

bool write_all(const struct write_plan *p, const struct copy *c)
{
  if (!file_mkdirs(p->dir) || !write_issue(p, c))
    return false;
  for (size_t i = 0; i < p->n; i++) {
    char *path = file_join(p->dir, p->v[i].name);
    bool ok = write_pictures(p, &p->v[i], c);
    if (ok && file_exists(path)) {
      diag(LEVEL_ERROR, place_file(path),
           _("it came to be while importing and is left alone, import again"));
      ok = false;
    }
    ok = ok && file_write(path, p->v[i].text.s, p->v[i].text.n);
    if (ok && p->v[i].again)
      diag(LEVEL_WARN, place_file(path),
           _("a story of this title was here before; if it was imported "
             "twice, delete one"));
    free(path);
    if (!ok)
      return false;
  }
  return true;
}
