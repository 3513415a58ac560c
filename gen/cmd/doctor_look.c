#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "asset/css.h"
#include "asset/font.h"
#include "asset/profile.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/doctor_in.h"
#include "cmd/job.h"
#include "cmd/option.h"
#include "cmd/theme.h"
#include "tree/node.h"
#include "tree/site.h"

enum { ROOM = 500 /* MB, for a site of some years */, SHEET = 1 << 20 };

/* --- the output folder ---------------------------------------------------- */

/* PATH, or what of it is there; owned. */
static char *existing(const char *path)
{
  char *dir = mem_copy(path);
  while (*dir && !file_is_dir(dir)) {
    char *slash = strrchr(dir, '/');
    if (slash == dir)
      slash[1] = '\0';
    else
      *(slash ? slash : dir) = '\0';
  }
  if (*dir)
    return dir;
  free(dir);
  return mem_copy(".");
}

static void look_at_room(struct doctor *d, const char *dir)
{
  struct statvfs fs;
  if (statvfs(dir, &fs) != 0)
    return;
  unsigned long long mega =
      (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
  if (mega < ROOM)
    doctor_say(d, DOCTOR_LACKS,
               _("only %llu MB are free on the disk of %s; make room, or build "
                 "elsewhere with -o"),
               mega, d->out);
  else
    doctor_say(d, DOCTOR_FINE, _("free on the disk: %llu GB"), mega >> 10);
}

/* A build exchanges the old site for the new one at once. */
static void look_at_swap(struct doctor *d, const char *room)
{
  char *a = file_join(room, "a"), *b = file_join(room, "b");
  bool swaps = mkdir(a, 0700) == 0 && mkdir(b, 0700) == 0 &&
               renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
  if (swaps)
    doctor_say(d, DOCTOR_FINE, "%s",
               _("a new site takes the place of the old one at once"));
  else
    doctor_say(d, DOCTOR_NOTE, "%s",
               _("this file system cannot exchange folders at once: for a "
                 "moment at the end of a build there is no site; ext4, XFS "
                 "and Btrfs can"));
  free(a);
  free(b);
}

/* Rights alone do not tell: it is tried. */
void doctor_disk(struct doctor *d)
{
  char *dir = existing(d->out);
  char *room = mem_printf("%s/.chenbao-doctor-XXXXXX", dir);
  if (!mkdtemp(room)) {
    doctor_say(d, DOCTOR_LACKS,
               _("%s cannot be written to (%s); name another folder with -o, "
                 "or mend its rights"),
               dir, strerror(errno));
  } else {
    doctor_say(d, DOCTOR_FINE, _("%s can be written to"), d->out);
    look_at_room(d, dir);
    look_at_swap(d, room);
    file_remove(room);
  }
  free(room);
  free(dir);
}

/* --- faces ---------------------------------------------------------------- */

/* The first family of a list, without quotes; owned. */
static char *first_family(const char *list)
{
  char quote = *list == '"' || *list == '\'' ? *list : ',';
  list += quote != ',';
  size_t n = strcspn(list, (char[]){quote, '\0'});
  while (n && list[n - 1] == ' ')
    n--;
  return mem_copy_n(list, n);
}

/* The list in the value of `font`: behind weight, style and size. */
static const char *families_of(const struct css_decl *d)
{
  static const char *const words[] = {"normal", "bold", "italic", "oblique"};
  const char *s = d->value;
  if (strcmp(d->name, "font") != 0)
    return s;
  for (;;) {
    size_t n = 0;
    bool other = (*s >= '0' && *s <= '9') || *s == '.' ||
                 !strncmp(s, "calc(", 5);
    for (int depth = 0; s[n] && (depth || s[n] != ' '); n++)
      depth += (s[n] == '(') - (s[n] == ')');
    for (size_t i = 0; i < sizeof words / sizeof *words && !other; i++)
      other = strlen(words[i]) == n && !memcmp(words[i], s, n);
    if (!other || !s[n])
      return s;
    s += n + strspn(s + n, " ");
  }
}

struct families {
  char *seen[64];
  size_t n;
};

static bool is_seen(struct families *f, const char *family)
{
  for (size_t i = 0; i < f->n; i++)
    if (!strcmp(f->seen[i], family))
      return true;
  if (f->n < sizeof f->seen / sizeof *f->seen)
    f->seen[f->n++] = mem_copy(family);
  return false;
}

static void look_at_face(struct doctor *d, struct fonts *fonts,
                         const char *family)
{
  if (fonts_find(fonts, family, 400) >= 0) {
    doctor_say(d, DOCTOR_FINE, "%s", family);
    return;
  }
  const char *package = theme_package(family);
  if (package)
    doctor_say(d, DOCTOR_LACKS,
               _("the face %s, in its place another is printed:\n"
                 "sudo apt install %s"),
               family, package);
  else
    doctor_say(d, DOCTOR_LACKS,
               _("the face %s, in its place another is printed: install it, "
                 "or name another in the theme"),
               family);
}

static bool add_sheet(struct css *css, struct arena *a, const char *theme,
                      const char *name)
{
  struct buf text = BUF_INIT;
  char *file = file_join(theme, name);
  bool tokens = !strcmp(name, "tokens.css");
  bool ok = file_exists(file) && file_read(&text, file, SHEET);
  if (ok && text.n) {
    char *s = arena_copy_n(a, text.s, text.n);
    ok = tokens ? css_tokens(css, a, file, s) : css_rules(css, a, file, s);
  }
  buf_free(&text);
  free(file);
  return ok;
}

static void look_at_faces(struct doctor *d, const struct css *css)
{
  struct families seen = {.n = 0};
  struct fonts *fonts = fonts_new();
  for (size_t i = 0; i < css->nrules; i++)
    for (size_t k = 0; k < css->rules[i].ndecls; k++) {
      const struct css_decl *decl = &css->rules[i].decls[k];
      if (strcmp(decl->name, "font-family") && strcmp(decl->name, "font"))
        continue;
      char *family = first_family(families_of(decl));
      if (*family && !is_seen(&seen, family))
        look_at_face(d, fonts, family);
      free(family);
    }
  while (seen.n)
    free(seen.seen[--seen.n]);
  fonts_free(fonts);
}

void doctor_faces(struct doctor *d)
{
  struct arena *a = arena_new();
  struct css *css = css_new(a);
  diag_hush(true); /* what is wrong with a theme is told by theme check */
  char *name = d->o->theme ? mem_copy(d->o->theme) : job_site_theme(d->content);
  char *theme = job_theme(name, d->content);
  bool ok = theme && add_sheet(css, a, theme, "tokens.css") &&
            add_sheet(css, a, theme, "print.css");
  diag_hush(false);
  if (!theme)
    doctor_say(d, DOCTOR_LACKS,
               _("there is no theme %s: put it under themes/, or name another "
                 "in site.yaml"),
               name ? name : "default");
  else if (!ok)
    doctor_say(d, DOCTOR_LACKS,
               _("the theme %s cannot be read, see:\nchenbao theme check"),
               theme);
  else
    look_at_faces(d, css);
  free(theme);
  free(name);
  css_free(css);
  arena_free(a);
}

/* --- papers --------------------------------------------------------------- */

static void look_at_paper(struct doctor *d, const xmlNode *paper)
{
  size_t n = 0;
  const char *profile = node_attr(paper, "press-profile");
  const char *id = node_attr(paper, "id");
  const xmlNode *newest = node_first(paper, "issue");
  for (const xmlNode *i = newest; i; i = node_next(i, "issue"))
    n++;
  if (newest)
    doctor_say(d, DOCTOR_FINE,
               n == 1 ? _("%s: %zu issue, of %s")
                      : _("%s: %zu issues, the last of %s"),
               id, n, node_attr(newest, "date"));
  else
    doctor_say(d, DOCTOR_NOTE, _("%s: no issue yet; chenbao new issue makes "
                                 "one"),
               id);
  if (profile && access(profile, R_OK) != 0)
    doctor_say(d, DOCTOR_LACKS,
               _("%s: the profile of the press, %s, cannot be read; put it "
                 "there, or leave out press-profile in paper.yaml"),
               id, profile);
}

static void look_at_last(struct doctor *d)
{
  struct stat st;
  char when[64] = "";
  char *index = mem_printf("%s/site/index.html", d->out);
  struct tm tm;
  if (stat(index, &st) != 0) {
    doctor_say(d, DOCTOR_NOTE, "%s",
               _("nothing was built yet; chenbao build does it"));
  } else {
    if (localtime_r(&st.st_mtime, &tm))
      strftime(when, sizeof when, "%Y-%m-%d %H:%M", &tm);
    doctor_say(d, DOCTOR_FINE, _("last built %s"), when);
  }
  free(index);
}

void doctor_papers(struct doctor *d)
{
  if (!d->o->nargs && !file_is_dir(d->content))
    return; /* not asked for */
  diag_hush(true); /* what is wrong with papers is told by check */
  xmlDoc *site = site_load(d->content);
  diag_hush(false);
  if (!site) {
    doctor_say(d, DOCTOR_LACKS,
               _("there is no paper in %s; chenbao new paper makes one"),
               d->content);
    return;
  }
  const xmlNode *root = xmlDocGetRootElement(site);
  for (xmlNode *p = node_first(root, "paper"); p; p = node_next(p, "paper"))
    look_at_paper(d, p);
  look_at_last(d);
  xmlFreeDoc(site);
}
