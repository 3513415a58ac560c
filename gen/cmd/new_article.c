#include "cmd/new.h"

#include <stdlib.h>
#include <string.h>

#include "asset/slug.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/fresh.h"
#include "base/mem.h"
#include "cmd/archetype.h"
#include "cmd/new_in.h"
#include "cmd/option.h"
#include "cmd/starter.h"
#include "tree/article.h"
#include "tree/day.h"
#include "tree/keys.h"
#include "tree/load.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/paper.h"
#include "tree/type.h"

enum { STEP = 10, TRIES = 20 };

struct story {
  struct new_place place;
  char *title, *page, *id;
  xmlDoc *doc;            /* of the paper */
  const xmlNode *section; /* in it; NULL: none given */
  char *dir, *file;       /* of the issue; the story's */
  char *archetype;        /* its file; NULL: the program's own */
};

/* ---- the issue ---- */

static bool has_issue(const struct story *s, const char *day)
{
  char *file = mem_printf("%s/%s/%s/issue.yaml", s->place.content,
                          s->place.paper, day);
  bool ok = file_exists(file);
  free(file);
  return ok;
}

/* The newest day that has an issue; owned; NULL: none. */
static char *newest(const struct story *s)
{
  char *dir = file_join(s->place.content, s->place.paper), *found = NULL;
  char **names = file_list(dir);
  size_t n = 0;
  while (names && names[n])
    n++;
  while (!found && n--)
    if (day_valid(names[n]) && has_issue(s, names[n]))
      found = mem_copy(names[n]);
  free(names);
  free(dir);
  return found;
}

static bool choose_issue(struct story *s, const char *given)
{
  char *last = newest(s), *hint = new_place_hint(&s->place);
  const char *day = given ? given : s->place.issue ? s->place.issue : last;
  bool ok = day && day_valid(day) && has_issue(s, day);
  if (ok)
    s->dir = mem_printf("%s/%s/%s", s->place.content, s->place.paper, day);
  else if (given && last)
    diag(LEVEL_ERROR, place_none(),
         _("there is no issue of “%.*s”, the newest is that of %s"),
         type_quote(given), given, last);
  else
    diag(LEVEL_ERROR, place_none(),
         _("%s has no issue yet, make one: chenbao new issue%s"),
         s->place.paper, hint);
  free(hint);
  free(last);
  return ok;
}

/* ---- section and page ---- */

static bool no_section(const xmlNode *paper, const char *name)
{
  const char **words = NULL;
  size_t n = 0, cap = 0;
  struct buf all = BUF_INIT;
  for (xmlNode *x = node_first(paper, "section"); x;
       x = node_next(x, "section")) {
    words = mem_grow(words, &cap, n + 2, sizeof *words);
    words[n++] = node_attr(x, "name");
    words[n++] = node_attr(x, "id");
    buf_printf(&all, "%s%s", all.n ? _(", ") : "", node_attr(x, "name"));
  }
  const char *near = n ? new_nearest(name, words, n) : NULL;
  struct place at = place_file(node_attr(paper, "src"));
  if (near)
    diag(LEVEL_ERROR, at, _("there is no section “%.*s”, did you mean “%s”?"),
         type_quote(name), name, near);
  else if (n)
    diag(LEVEL_ERROR, at,
         _("there is no section “%.*s”; there are %s; write one of them or "
           "add it there"),
         type_quote(name), name, all.s);
  else
    diag(LEVEL_ERROR, at,
         _("the paper has no sections, add “%.*s” to sections there"),
         type_quote(name), name);
  buf_free(&all);
  free(words);
  return false;
}

static bool choose_section(struct story *s, const char *name)
{
  int faults;
  if (!name)
    return true;
  s->doc = new_load_paper(&s->place, &faults);
  const xmlNode *paper = node_first(xmlDocGetRootElement(s->doc), "paper");
  s->section = paper_section(paper, name);
  if (s->section || !faults)
    return s->section || no_section(paper, name);
  diag(LEVEL_ERROR, place_file(node_attr(paper, "src")),
       _("has faults, so that its sections are not known; look for them: "
         "chenbao check"));
  return false;
}

/* How many pages issue.yaml tells of; 0: none. */
static int count_pages(const struct story *s)
{
  struct meta *m = load_meta(s->dir, "issue.yaml", SCOPE_ISSUE, true);
  const struct value *root = m ? meta_root(m) : NULL;
  const struct value *list = meta_entry(root, "pages");
  const char *count = meta_line(root, "page-count");
  int n = 0, most = count ? (int)strtol(count, NULL, 10) : 0;
  for (const struct value *v = list ? list->first : NULL; v; v = v->next)
    n++;
  meta_free(m);
  return n > most ? n : most;
}

static bool choose_page(struct story *s, const char *page)
{
  s->page = page ? new_value(SCOPE_ARTICLE, "page", "--page", page) : NULL;
  if (!page || !s->page)
    return !page;
  int most = count_pages(s), n = (int)strtol(s->page, NULL, 10);
  if (!most || n <= most)
    return true;
  diag(LEVEL_ERROR, place_none(),
       _("--page: page %d, but the issue has %d, choose another or name it in "
         "%s/issue.yaml"),
       n, most, s->dir);
  return false;
}

/* ---- its name ---- */

/* What is left of NAME without number and .md equals ID. */
static bool is_stem(const char *name, const char *id)
{
  const char *s = name + strspn(name, "0123456789");
  s = s > name && *s == '-' ? s + 1 : name;
  size_t n = strlen(id);
  return !strncmp(s, id, n) && !strcmp(s + n, ".md");
}

static bool stem_in(const char *dir, const char *id)
{
  char **names = load_list(dir);
  bool found = false;
  for (char **s = names; s && *s && !found; s++)
    found = is_stem(*s, id);
  free(names);
  return found;
}

/* Is ID that of a story of this issue, in its front matter too? */
static bool in_issue(const struct story *s, const char *id)
{
  xmlNode *cards = node_new(NULL, "cards", 1, 1);
  char **names = load_list(s->dir);
  bool found = stem_in(s->dir, id);
  for (char **name = names; name && *name && !found; name++)
    found = article_card(cards, s->dir, *name) &&
            !strcmp(node_attr(cards->last, "id"), id);
  free(names);
  xmlFreeNode(cards);
  return found;
}

/* Of any issue of the paper, or of a filler, which would be left out. */
static bool in_paper(const struct story *s, const char *id)
{
  char *dir = file_join(s->place.content, s->place.paper);
  char **names = file_list(dir);
  bool found = false;
  for (char **name = names; name && *name && !found; name++) {
    char *sub = file_join(dir, *name);
    found = (day_valid(*name) || !strcmp(*name, "fillers")) &&
            stem_in(sub, id);
    free(sub);
  }
  free(names);
  free(dir);
  return found || in_issue(s, id);
}

static bool choose_id(struct story *s, const char *given)
{
  if (given) {
    s->id = new_value(SCOPE_ARTICLE, "id", "--id", given);
    bool taken = s->id && (slug_is_page(s->id) || in_issue(s, s->id));
    if (taken)
      diag(LEVEL_ERROR, place_file(s->dir),
           _("“%s” is the name of another page, write another --id"), s->id);
    return s->id && !taken;
  }
  char *slug = slug_make(s->title);
  s->id = mem_copy(slug);
  for (int n = 2; in_paper(s, s->id); n++) {
    free(s->id);
    s->id = slug_numbered(slug, n);
  }
  free(slug);
  return true;
}

/* The next number, a multiple of STEP behind all that are there. */
static long next_number(const char *dir)
{
  char **names = load_list(dir);
  long most = 0;
  for (char **name = names; name && *name; name++) {
    size_t digits = strspn(*name, "0123456789");
    long n = digits && digits < 9 ? strtol(*name, NULL, 10) : 0;
    most = n > most ? n : most;
  }
  free(names);
  return (most / STEP + 1) * STEP;
}

/* ---- its text ---- */

/* The paper's archetype NAME.md, if there is one: its text. */
static bool read_archetype(struct story *s, const char *name, struct buf *b)
{
  char *dir = mem_printf("%s/%s/archetypes", s->place.content, s->place.paper);
  char *base = mem_printf("%s.md", name), *file = file_join(dir, base);
  bool there = file_exists(file) && load_inside(dir, base) &&
               file_read(b, file, META_LIMIT);
  if (there)
    s->archetype = mem_copy(file);
  free(file);
  free(base);
  free(dir);
  return there;
}

static bool compose(struct story *s, struct buf *out)
{
  struct buf b = BUF_INIT;
  const char *id = s->section ? node_attr(s->section, "id") : NULL;
  struct archetype v = {
      s->title, s->section ? node_attr(s->section, "name") : NULL, s->page};
  if (!(id && read_archetype(s, id, &b)) && !read_archetype(s, "default", &b))
    buf_puts(&b, starter_story());
  bool ok = archetype_fill(out, b.s ? b.s : "", b.n,
                           s->archetype ? s->archetype : "archetype", &v);
  if (!ok)
    diag(LEVEL_ERROR, place_none(),
         _("no story was made, since its archetype has faults; correct or "
           "remove it"));
  buf_free(&b);
  return ok;
}

/* Somebody else may make one of the same number or name meanwhile. */
static bool make(struct story *s, const struct buf *b)
{
  enum fresh made = FRESH_TAKEN;
  for (int i = 0; made == FRESH_TAKEN && i < TRIES; i++) {
    free(s->file);
    s->file = mem_printf("%s/%02ld-%s.md", s->dir, next_number(s->dir), s->id);
    made = fresh_file(s->file, b->s, b->n);
  }
  if (made == FRESH_TAKEN)
    diag(LEVEL_ERROR, place_file(s->file),
         _("is there already and was left as it is; try again"));
  return made == FRESH_MADE;
}

static void say(const struct story *s)
{
  char *check = mem_printf("chenbao check %s", s->dir);
  char *serve = new_place_command(&s->place, "serve");
  new_say(_("The story “%s” is made.\n"), s->title);
  new_say_made(s->file, NULL);
  if (s->archetype)
    new_say(_("It began with %s, which you may change.\n"), s->archetype);
  new_say("%s", _("Next:\n"));
  new_say_step(1, _("replace every 【待写】 by your text, in any editor"),
               NULL);
  new_say_step(2, _("look for faults:"), check);
  new_say_step(3, _("see it, site and pages:"), serve);
  free(serve);
  free(check);
}

static void story_free(struct story *s)
{
  free(s->title);
  free(s->page);
  free(s->id);
  free(s->dir);
  free(s->file);
  free(s->archetype);
  if (s->doc)
    xmlFreeDoc(s->doc);
  new_place_free(&s->place);
}

int new_article(const struct options *o)
{
  struct story s = {0};
  struct buf b = BUF_INIT;
  const char *place = o->nargs > 1 ? o->args[1] : NULL, *issue = o->issue;
  if (place && day_valid(place) && !file_is_dir(place)) {
    issue = issue ? issue : place;
    place = NULL;
  }
  new_place_find(&s.place, place);
  s.title = new_value(SCOPE_ARTICLE, "title", _("the title"), o->args[0]);
  bool ok = s.title && new_place_paper(&s.place, o->paper) &&
            choose_issue(&s, issue) && choose_section(&s, o->section) &&
            choose_page(&s, o->page) && choose_id(&s, o->id) &&
            compose(&s, &b) && make(&s, &b);
  if (ok)
    say(&s);
  buf_free(&b);
  story_free(&s);
  return ok ? new_said() : diag_exit(0);
}
