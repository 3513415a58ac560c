#include "cmd/new.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/fresh.h"
#include "base/mem.h"
#include "cmd/new_in.h"
#include "cmd/new_past.h"
#include "cmd/option.h"
#include "cmd/starter.h"
#include "tree/day.h"
#include "tree/keys.h"
#include "tree/lunar.h"
#include "tree/scalar.h"
#include "tree/type.h"

struct issue {
  struct new_place place;
  struct new_past past;
  char day[DAY_ROOM];
  const struct value *last; /* keys of the issue before; NULL: the first */
  char *number, *total;     /* NULL: none */
  char *dir, *file;
};

/* ---- the day ---- */

/* Reads digits up to N of them; -1 when there are none. */
static int take_digits(const char **s, int n)
{
  int v = -1;
  for (; n && **s >= '0' && **s <= '9'; ++*s, n--)
    v = (v < 0 ? 0 : v * 10) + (**s - '0');
  return v;
}

static void skip_mark(const char **s)
{
  static const char *const marks[] = {"-", "/", ".", "年", "月", "日", " "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (!strncmp(*s, marks[i], strlen(marks[i]))) {
      *s += strlen(marks[i]);
      return;
    }
}

/* 2024-2-10, 2024/2/10, 20240210 and 2024年2月10日 are days, too. */
static bool read_day(char out[DAY_ROOM], const char *s)
{
  int year = take_digits(&s, 4);
  skip_mark(&s);
  int month = take_digits(&s, 2);
  skip_mark(&s);
  int day = take_digits(&s, 2);
  skip_mark(&s);
  if (*s || year < 0 || month < 0 || day < 0)
    return false;
  char *plain = mem_printf("%04d-%02d-%02d", year, month, day);
  bool ok = day_valid(plain);
  if (ok)
    memcpy(out, plain, DAY_ROOM);
  free(plain);
  return ok;
}

static void today(char out[DAY_ROOM])
{
  time_t now = time(NULL);
  struct tm t;
  localtime_r(&now, &t);
  if (!strftime(out, DAY_ROOM, "%Y-%m-%d", &t))
    memcpy(out, "1970-01-01", DAY_ROOM);
}

/* What the words of the command line name: a day, a place, or both. */
static bool read_words(struct issue *n, const struct options *o)
{
  bool day = o->nargs > 0 && read_day(n->day, o->args[0]);
  bool place = o->nargs == 1 && !day && file_is_dir(o->args[0]);
  if (o->nargs > 0 && !day && !place) {
    diag(LEVEL_ERROR, place_none(),
         _("“%.*s” is no day, write it as YYYY-MM-DD"),
         type_quote(o->args[0]), o->args[0]);
    return false;
  }
  new_place_find(&n->place, place           ? o->args[0]
                            : o->nargs == 2 ? o->args[1]
                                            : NULL);
  return true;
}

static void choose_day(struct issue *n)
{
  if (!*n->day && !new_past_due(&n->past, n->day))
    today(n->day);
}

/* ---- issue.yaml ---- */

static void put_line(struct buf *b, const char *key, const char *value)
{
  buf_printf(b, "%s: ", key);
  scalar_put(b, value);
  buf_putc(b, '\n');
}

/* The first issue has two pages: it is easier to add than to fill. */
static void put_pages(struct buf *b, const struct value *last)
{
  const struct value *list = meta_entry(last, "pages");
  const struct value *v = list ? list->first : NULL;
  if (!last)
    buf_puts(b, "# 一行一版；要加版就接着写，总数是双数。 A line a page.\n"
                "版名:\n  - 要闻\n  - 生活\n");
  if (v)
    buf_puts(b, "版名:\n");
  for (; v; v = v->next) {
    buf_puts(b, "  - ");
    scalar_put(b, v->s ? v->s : "");
    buf_putc(b, '\n');
  }
}

/* In Chinese, whoever made it: the same file everywhere. */
static void put_day(struct buf *b, const char *day)
{
  struct lunar l;
  char *lunar = lunar_of(&l, day) ? lunar_name(&l) : NULL;
  buf_printf(b, "# %.4s年%d月%d日 %s", day, (int)strtol(day + 5, NULL, 10),
             (int)strtol(day + 8, NULL, 10),
             day_week(day));
  if (lunar)
    buf_printf(b, " 农历%s", lunar);
  buf_putc(b, '\n');
  free(lunar);
}

static void compose(struct buf *b, const struct issue *n)
{
  const char *count = meta_line(n->last, "page-count");
  put_day(b, n->day);
  if (n->number)
    put_line(b, "期号", n->number);
  else
    buf_puts(b, "#期号: 1\n");
  if (n->total)
    put_line(b, "总期号", n->total);
  else if (!n->last)
    buf_puts(b, "#总期号: 1\n");
  put_line(b, "日期", n->day);
  put_pages(b, n->last);
  if (count)
    put_line(b, "版数", count);
  starter_issue(b);
}

/* ---- the folder ---- */

static bool taken(const char *path)
{
  diag(LEVEL_ERROR, place_file(path),
       _("is there already and was left as it is; name another day"));
  return false;
}

/* A folder of its own, with room for pictures. */
static bool make_folder(const struct issue *n, const struct buf *b)
{
  char *dir = fresh_folder(n->dir);
  if (!dir)
    return false;
  char *images = file_join(dir, "images"), *file = file_join(dir, "issue.yaml");
  bool ok = file_mkdirs(images) && file_write(file, b->s, b->n);
  free(file);
  free(images);
  if (!ok) {
    file_remove(dir);
    free(dir);
    return false;
  }
  enum fresh made = fresh_settle(dir, n->dir);
  return made == FRESH_MADE || (made == FRESH_TAKEN && taken(n->dir));
}

/* Somebody may have made the folder already, to put pictures there. */
static bool make(const struct issue *n)
{
  struct buf b = BUF_INIT;
  bool ok;
  compose(&b, n);
  if (file_exists(n->file) || (file_exists(n->dir) && !file_is_dir(n->dir))) {
    ok = taken(file_exists(n->file) ? n->file : n->dir);
  } else if (file_exists(n->dir)) {
    enum fresh made = fresh_file(n->file, b.s, b.n);
    ok = made == FRESH_MADE || (made == FRESH_TAKEN && taken(n->file));
  } else {
    ok = make_folder(n, &b);
  }
  buf_free(&b);
  return ok;
}

/* ---- what is said ---- */

static int entries(const struct value *map, const char *key)
{
  const struct value *list = meta_entry(map, key);
  int n = 0;
  for (const struct value *v = list ? list->first : NULL; v; v = v->next)
    n++;
  return n;
}

static void say_taken_over(const struct issue *n)
{
  const struct value *list = meta_entry(n->last, "pages");
  const struct value *v = list ? list->first : NULL;
  int ads = entries(n->last, "ads"), pins = entries(n->last, "articles");
  struct buf b = BUF_INIT;
  for (; v; v = v->next)
    buf_printf(&b, "%s%s", b.n ? _(", ") : "", v->s ? v->s : "");
  if (b.n)
    new_say(_("  From the issue of %s: the pages %s\n"),
            new_past_last(&n->past, n->day), b.s);
  if (ads)
    new_say(_("  Not taken over: %d advertisements\n"), ads);
  if (pins)
    new_say(_("  Not taken over: orders for %d single stories\n"), pins);
  buf_free(&b);
}

static void say(const struct issue *n)
{
  char *name = new_day_name(n->day), *hint = new_place_hint(&n->place);
  char *images = file_join(n->dir, "images/");
  char *story = mem_printf("chenbao new article %s%s", _("\"Title\""), hint);
  char *check = mem_printf("chenbao check %s", n->dir);
  char *take = mem_printf("chenbao import %s -o %s", _("FILE"), n->dir);
  char *serve = new_place_command(&n->place, "serve");
  if (n->number)
    new_say(_("Issue %s, %s, is made.\n"), n->number, name);
  else
    new_say(_("The issue of %s is made.\n"), name);
  new_say_made(n->file, _("number, date, pages"));
  new_say_made(images, _("put pictures here"));
  say_taken_over(n);
  new_say("%s", _("Next:\n"));
  new_say_step(1, _("make a story:"), story);
  new_say_step(2, _("or take in manuscripts:"), take);
  new_say_step(3, _("look for faults:"), check);
  new_say_step(4, _("see it, site and pages:"), serve);
  free(serve);
  free(take);
  free(check);
  free(story);
  free(images);
  free(hint);
  free(name);
}

int new_issue(const struct options *o)
{
  struct issue n = {0};
  bool ok = read_words(&n, o) && new_place_paper(&n.place, o->paper);
  if (ok) {
    new_past_load(&n.past, n.place.content, n.place.paper);
    choose_day(&n);
    n.last = new_past_before(&n.past, n.day);
    n.dir = mem_printf("%s/%s/%s", n.place.content, n.place.paper, n.day);
    n.file = file_join(n.dir, "issue.yaml");
    n.number = new_past_number(&n.past, n.day, "number");
    n.total = new_past_number(&n.past, n.day, "total");
    ok = make(&n);
  }
  if (ok) {
    new_past_warn(&n.past, n.day);
    say(&n);
  }
  free(n.number);
  free(n.total);
  free(n.file);
  free(n.dir);
  new_past_free(&n.past);
  new_place_free(&n.place);
  return ok ? new_said() : diag_exit(0);
}
