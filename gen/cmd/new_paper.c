#include "cmd/new.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asset/slug.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/fresh.h"
#include "base/mem.h"
#include "cmd/new_in.h"
#include "cmd/option.h"
#include "cmd/starter.h"
#include "tree/keys.h"
#include "tree/type.h"

struct begun {
  char *title, *id, *dir;
  struct new_place place;
  bool site, content; /* made here */
};

/* Folders that the site has of its own. */
static bool reserved(const char *id)
{
  return !strcmp(id, "assets") || !strcmp(id, "search");
}

static bool choose_id(struct begun *p, const char *given)
{
  p->id = given ? new_value(SCOPE_SECTION, "id", "--id", given)
          : type_is_id(p->title, strlen(p->title)) ? mem_copy(p->title)
                                                   : slug_make(p->title);
  if (!p->id)
    return false;
  if (!reserved(p->id))
    return true;
  diag(LEVEL_ERROR, place_none(),
       _("the site has a folder “%s” of its own, write another --id"), p->id);
  return false;
}

static bool put_file(const char *dir, const char *name, const struct buf *b)
{
  char *path = file_join(dir, name);
  bool ok = file_write(path, b->s, b->n);
  free(path);
  return ok;
}

/* All that the paper begins with, into DIR. */
static bool fill(const struct begun *p, const char *dir)
{
  size_t n;
  struct buf b = BUF_INIT;
  const struct starter *f = starter_files(&n);
  starter_paper(&b, p->title);
  bool ok = put_file(dir, "paper.yaml", &b);
  for (size_t i = 0; ok && i < n; i++) {
    buf_clear(&b);
    buf_puts(&b, f[i].text);
    ok = put_file(dir, f[i].name, &b);
  }
  buf_free(&b);
  return ok;
}

static bool taken(const char *path)
{
  diag(LEVEL_ERROR, place_file(path),
       _("is there already and was left as it is; choose another name, or "
         "another folder with --id"));
  return false;
}

/* site.yaml, where there is none. */
static bool make_site(struct begun *p)
{
  struct buf b = BUF_INIT;
  char *path = file_join(p->place.content, "site.yaml");
  starter_site(&b, p->title);
  enum fresh made =
      file_exists(path) ? FRESH_TAKEN : fresh_file(path, b.s, b.n);
  p->site = made == FRESH_MADE;
  buf_free(&b);
  free(path);
  return made != FRESH_FAILED;
}

static bool make_paper(const struct begun *p)
{
  char *dir = fresh_folder(p->dir);
  if (!dir)
    return false;
  if (!fill(p, dir)) {
    file_remove(dir);
    free(dir);
    return false;
  }
  enum fresh made = fresh_settle(dir, p->dir);
  return made == FRESH_MADE || (made == FRESH_TAKEN && taken(p->dir));
}

/* Takes back what was made when the rest could not be; but site.yaml stays
 * when somebody else's paper has come to need it. */
static void take_back(const struct begun *p)
{
  char *path = file_join(p->place.content, "site.yaml");
  char **others = new_papers(p->place.content);
  if (p->site && !others)
    unlink(path);
  free(others);
  if (p->content)
    rmdir(p->place.content);
  free(path);
}

static bool make(struct begun *p)
{
  if (file_exists(p->dir))
    return taken(p->dir);
  p->content = !file_exists(p->place.content);
  if (p->content && !file_mkdirs(p->place.content))
    return false;
  if (make_site(p) && make_paper(p))
    return true;
  take_back(p);
  return false;
}

static void say_made(const struct begun *p, const char *name, const char *what)
{
  char *path = file_join(p->dir, name);
  new_say_made(path, what);
  free(path);
}

static void say(struct begun *p)
{
  free(p->place.paper);
  p->place.paper = mem_copy(p->id);
  char *hint = new_place_hint(&p->place);
  char *issue = mem_printf("chenbao new issue%s", hint);
  char *story = mem_printf("chenbao new article %s --section 要闻%s",
                           _("\"Title\""), hint);
  char *serve = new_place_command(&p->place, "serve");
  char *build = new_place_command(&p->place, "build");
  new_say(_("The paper “%s” is made.\n"), p->title);
  if (p->site) {
    char *path = file_join(p->place.content, "site.yaml");
    new_say_made(path, _("settings of the site"));
    free(path);
  }
  say_made(p, "paper.yaml", _("nameplate, imprint, sections"));
  say_made(p, "archetypes/", _("what a new story begins with"));
  say_made(p, "fillers/", _("for gaps on pages"));
  new_say("%s", _("Next:\n"));
  new_say_step(1, _("write publisher and imprint into paper.yaml"), NULL);
  new_say_step(2, _("make the first issue:"), issue);
  new_say_step(3, _("make a story:"), story);
  new_say_step(4, _("see it, site and pages:"), serve);
  new_say_step(5, _("make site and pages:"), build);
  free(build);
  free(serve);
  free(story);
  free(issue);
  free(hint);
}

int new_paper(const struct options *o)
{
  struct begun p = {0};
  bool ok = false;
  new_place_find(&p.place, o->nargs > 1 ? o->args[1] : NULL);
  p.title = new_value(SCOPE_PAPER, "title", _("the paper's name"), o->args[0]);
  if (p.title && choose_id(&p, o->id)) {
    p.dir = file_join(p.place.content, p.id);
    ok = make(&p);
  }
  if (ok)
    say(&p);
  free(p.title);
  free(p.id);
  free(p.dir);
  new_place_free(&p.place);
  return ok ? new_said() : diag_exit(0);
}
