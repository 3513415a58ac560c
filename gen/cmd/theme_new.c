#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/fresh.h"
#include "base/mem.h"
#include "cmd/job.h"
#include "cmd/new_in.h"
#include "cmd/theme.h"
#include "tree/theme.h"

enum { TEXT_LIMIT = 1 << 20, NAME_LIMIT = 64 };

static const char readme[] =
    "# 主题 %s\n\n"
    "这个主题接着 themes/%s 做：这里没有的文件，就用那边的。只改两样东西也能得到一份自己的报：\n\n"
    "| 文件 | 是什么 |\n|---|---|\n"
    "| theme.yaml | 接着哪个主题做 |\n"
    "| tokens.css | 字体、颜色、字号：先改这里，网页和报纸一起变 |\n\n"
    "还要改别的，就把那边的文件抄一份到这里再改，其余的仍用那边的：\n\n"
    "| 抄这些 | 为了改 |\n|---|---|\n"
    "| web.css | 网页的样子 |\n"
    "| print.css 和 large.css（要一起抄） | 版面的栏数、字号、标题、线条，和它的大字版 |\n"
    "| print/nameplate.html、folio.html、imprint.html | 报头、报眉、版权栏里有什么 |\n"
    "| header.html、footer.html | 每个网页的头和尾 |\n"
    "| home.html、issue.html、article.html …… | 各种网页的结构 |\n"
    "| assets/icon.svg | 网站的图标 |\n\n"
    "改的时候开着预览：`chenbao serve --theme %s`。\n"
    "改完查一遍：`chenbao theme check %s`，颜色对比、字号、写错的名字都会指出在哪一行。\n"
    "满意了，在 content/site.yaml 里写 `theme: %s`。\n";

static const char settings[] = "# 这里没有的文件，用这个主题的。\n"
                               "base: %s\n";

static const char tokens[] =
    "/* 主题 %s：先改颜色，再改字体和字号。\n"
    " *   1. 颜色有四套（平常、深色、高对比、深色高对比），同名的几个要一起改；\n"
    " *      正文与底色的对比不低于 4.5:1，高对比的两套不低于 7:1；\n"
    " *   2. 文件末尾 @media print 里是报纸用的：字体、油墨、正文字号和行距；\n"
    " *   3. `chenbao theme check %s` 会算对比，也会指出没有用到的变量。\n"
    " * 以下抄自 themes/%s。 */\n\n";

/* Letters, digits, hyphens, Han: what makes a good name of a folder. */
static bool is_name(const char *s)
{
  size_t n = strlen(s);
  if (!n || n > NAME_LIMIT || *s == '-')
    return false;
  for (; *s; s++)
    if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                "0123456789_-",
                *s) &&
        (unsigned char)*s < 0x80)
      return false;
  return true;
}

static bool put(const char *dir, const char *name, const char *text)
{
  char *path = file_join(dir, name);
  bool ok = file_write(path, text, strlen(text));
  free(path);
  return ok;
}

/* A copy of FROM's tokens below what is to be known about them. */
static bool put_tokens(const char *dir, const char *from, const char *name,
                       const char *base)
{
  struct buf old = BUF_INIT, b = BUF_INIT;
  char *path = theme_file(from, "tokens.css");
  bool ok = file_read(&old, path, TEXT_LIMIT);
  buf_printf(&b, tokens, name, name, base);
  buf_puts(&b, old.s ? old.s : "");
  ok = ok && put(dir, "tokens.css", b.s);
  buf_free(&old);
  buf_free(&b);
  free(path);
  return ok;
}

static bool put_texts(const char *dir, const char *name, const char *base)
{
  struct buf b = BUF_INIT;
  buf_printf(&b, settings, base);
  bool ok = put(dir, "theme.yaml", b.s);
  buf_clear(&b);
  buf_printf(&b, readme, name, base, name, name, name);
  ok = ok && put(dir, "README.md", b.s);
  buf_free(&b);
  return ok;
}

/* Pictures of a theme and its README are of that theme. */
static bool is_copied(const char *name)
{
  return strncmp(name, "README", 6) != 0 && strncmp(name, "preview", 7) != 0;
}

/* What FROM has itself, since a theme that is based on another cannot be the
 * base of a third. Folders in it hold files only. */
static bool copy_all(const char *from, const char *to, int depth)
{
  char **names = file_list(from);
  bool ok = names != NULL && file_mkdirs(to);
  for (char **n = names; ok && *n; n++) {
    char *a = file_join(from, *n), *b = file_join(to, *n);
    if (file_is_dir(a))
      ok = depth > 0 || copy_all(a, b, depth + 1);
    else if (is_copied(*n))
      ok = file_copy(a, b);
    free(a);
    free(b);
  }
  free(names);
  return ok;
}

static bool fill(const char *dir, const char *from, const char *name)
{
  char *base = theme_base(from);
  const char *base_name = file_base(base ? base : from);
  bool ok = (!base || copy_all(from, dir, 0)) &&
            put_tokens(dir, from, name, file_base(from)) &&
            put_texts(dir, name, base_name);
  free(base);
  return ok;
}

static void say(const char *dir, const char *name)
{
  char *path = file_join(dir, "tokens.css");
  char *serve = mem_printf("chenbao serve --theme %s", name);
  char *check = mem_printf("chenbao theme check %s", name);
  char *set = mem_printf("theme: %s", name);
  new_say_made(path, _("faces, colours, sizes: begin here"));
  free(path);
  path = file_join(dir, "README.md");
  new_say_made(path, _("what else can be changed, and how"));
  new_say("\n%s\n", _("What to do next:"));
  new_say_step(1, _("see it in the browser:"), serve);
  new_say_step(2, _("change tokens.css and look again"), NULL);
  new_say_step(3, _("find what is wrong:"), check);
  new_say_step(4, _("use it, by a line in site.yaml:"), set);
  free(path);
  free(serve);
  free(check);
  free(set);
}

/* themes/ beside the content, as short as it can be written. */
static char *themes_folder(void)
{
  struct new_place p;
  new_place_find(&p, NULL);
  const char *slash = strrchr(p.content, '/');
  char *dir = slash ? mem_printf("%.*s/themes", (int)(slash - p.content),
                                 p.content)
                    : mem_copy("themes");
  bool here = !strcmp(p.content, ".");
  if (here || !strcmp(file_base(p.content), "..")) {
    free(dir);
    dir = here ? mem_copy("../themes") : mem_printf("%s/../themes", p.content);
  }
  new_place_free(&p);
  return dir;
}

static bool make(const char *from, const char *dir, const char *name)
{
  char *room = fresh_folder(dir);
  if (!room)
    return false;
  if (!fill(room, from, name)) {
    file_remove(room);
    free(room);
    return false;
  }
  enum fresh f = fresh_settle(room, dir);
  if (f == FRESH_TAKEN)
    diag(LEVEL_ERROR, place_file(dir),
         _("there is a theme of this name already, which stays as it is; take "
           "another name"));
  return f == FRESH_MADE;
}

int theme_new(const struct options *o)
{
  const char *name = o->args[0];
  if (!is_name(name)) {
    diag(LEVEL_ERROR, place_none(),
         _("“%s” is no name for a folder; use letters, digits, hyphens or "
           "Han"),
         name);
    return 2;
  }
  char *themes = themes_folder(), *dir = file_join(themes, name);
  char *content = file_join(themes, "../content");
  char *from = job_theme(o->from, content);
  int status = 1;
  if (file_exists(dir) || file_is_dir(dir))
    diag(LEVEL_ERROR, place_file(dir),
         _("there is a theme of this name already, which stays as it is; take "
           "another name"));
  else if (from && file_mkdirs(themes) && make(from, dir, name)) {
    say(dir, name);
    status = new_said();
  }
  free(from);
  free(content);
  free(dir);
  free(themes);
  return status ? (diag_exit(0) ? diag_exit(0) : status) : 0;
}

/* ---- theme list ---- */

static void say_theme(const char *dir, const char *used)
{
  char *base = theme_base(dir);
  const char *name = file_base(dir);
  bool is_used = !strcmp(name, used);
  char *what = base ? mem_printf(_("takes what it has not from %s"),
                                 file_base(base))
                    : mem_copy(_("stands on its own"));
  char *line = is_used ? mem_printf("%s; %s", what, _("the site's")) : NULL;
  new_say_made(dir, line ? line : what);
  free(line);
  free(what);
  free(base);
}

/* All in FOLDER whose names are not in OTHER, which may be NULL. */
static void say_themes(const char *folder, const char *other,
                       const char *used)
{
  char **names = file_list(folder);
  for (char **name = names; name && *name; name++) {
    char *dir = file_join(folder, *name), *mark = file_join(dir, "print.css");
    char *yaml = file_join(dir, "theme.yaml");
    char *same = other ? file_join(other, *name) : NULL;
    if ((file_exists(mark) || file_exists(yaml)) &&
        !(same && file_is_dir(same)))
      say_theme(dir, used);
    free(same);
    free(yaml);
    free(mark);
    free(dir);
  }
  free(names);
}

int theme_list(const struct options *o)
{
  (void)o;
  char *themes = themes_folder(), *content = file_join(themes, "../content");
  char *used = file_is_dir(content) ? job_site_theme(content) : NULL;
  char *ours = theme_find(NULL, NULL); /* that came with the program */
  say_themes(themes, NULL, used ? used : "default");
  if (ours) {
    *strrchr(ours, '/') = '\0';
    char *a = realpath(ours, NULL), *b = realpath(themes, NULL);
    if (a && (!b || strcmp(a, b) != 0))
      say_themes(a, themes, used ? used : "default");
    free(a);
    free(b);
  }
  free(ours);
  free(used);
  free(content);
  free(themes);
  int status = new_said();
  return status ? status : diag_exit(0);
}
