#include "web/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "asset/image.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "tree/link.h"
#include "tree/node.h"

enum {
  WIDEST = 1440, /* twice the column of a story */
  JPEG_QUALITY = 80,
  WEBP_QUALITY = 76,
  VERSION = '1' /* of what is kept in the cache */
};

int picture_widths(int width, int widths[PICTURE_WIDTHS])
{
  int most = width < WIDEST ? width : WIDEST;
  if (most < PICTURE_WIDTHS) {
    widths[0] = most;
    return 1;
  }
  for (int i = 0; i < PICTURE_WIDTHS; i++)
    widths[i] = most * (i + 1) / PICTURE_WIDTHS;
  return PICTURE_WIDTHS;
}

void picture_name(struct buf *out, const char *src, int width,
                  const char *format)
{
  size_t n = strlen(src);
  bool jpg = n > 4 && !strcmp(src + n - 4, ".jpg");
  buf_put(out, src, jpg ? n - 4 : n);
  buf_printf(out, "-%d.%s", width, format);
}

/* ---- making ---- */

/* One picture: where its files go, and where they are kept. */
struct job {
  const char *src, *dir, *cache;
  char key[33];
  const struct image *img;
};

/* The folder is shared by workers: a file appears there whole. */
static bool put_whole(const char *path, const struct buf *b)
{
  char *part = mem_printf("%s.%ld", path, (long)getpid());
  bool ok = file_put(part, b->s, b->n) && rename(part, path) == 0;
  free(part);
  return ok;
}

static char *kept_name(const struct job *j, const char *what)
{
  return mem_printf("%s/%s-%s", j->cache, j->key, what);
}

/* The file NAME of the site, kept as WHAT. */
static bool put_file(const struct job *j, const char *name, const char *what,
                     const struct buf *b)
{
  char *to = file_join(j->dir, name);
  char *kept = j->cache ? kept_name(j, what) : NULL;
  bool ok = kept ? put_whole(kept, b) && file_link(kept, to)
                 : file_write(to, b->s, b->n);
  free(kept);
  free(to);
  return ok;
}

static bool put_format(const struct job *j, const struct pixels *px,
                       const char *format)
{
  struct buf b = BUF_INIT, name = BUF_INIT, what = BUF_INIT;
  bool webp = !strcmp(format, "webp");
  bool ok = webp ? pixels_webp(px, WEBP_QUALITY, &b)
                 : pixels_jpeg(px, JPEG_QUALITY, &b);
  picture_name(&name, j->src, px->width, format);
  buf_printf(&what, "%d.%s", px->width, format);
  ok = ok && put_file(j, name.s, what.s, &b);
  buf_free(&what);
  buf_free(&name);
  buf_free(&b);
  return ok;
}

static int height_at(const struct image *img, int width)
{
  long h = ((long)img->height * width + img->width / 2) / img->width;
  return h < 1 ? 1 : (int)h;
}

/* From wide to narrow, each from the one before: decoded once. */
static bool make_all(const struct job *j)
{
  int widths[PICTURE_WIDTHS], n = picture_widths(j->img->width, widths);
  struct pixels px;
  if (!image_screen(j->img, widths[n - 1], &px))
    return false;
  bool ok = true;
  for (int i = n - 1; i >= 0; i--) {
    int h = height_at(j->img, widths[i]);
    h = h < px.height ? h : px.height;
    if (px.width > widths[i] || px.height > h) {
      struct pixels less = pixels_smaller(&px, widths[i], h);
      pixels_free(&px);
      px = less;
    }
    ok &= put_format(j, &px, "jpg") && put_format(j, &px, "webp");
  }
  pixels_free(&px);
  if (j->img->format != IMAGE_PNG)
    return ok;
  struct buf b = BUF_INIT;
  image_png_bare(j->img, &b);
  ok = put_file(j, j->src, "bare", &b) && ok;
  buf_free(&b);
  return ok;
}

/* ---- linking what is kept ---- */

static bool link_kept(const struct job *j, const char *name, const char *what)
{
  char *to = file_join(j->dir, name), *kept = kept_name(j, what);
  bool ok = file_exists(kept) && file_link(kept, to);
  free(kept);
  free(to);
  return ok;
}

static bool link_all(const struct job *j)
{
  static const char *const formats[] = {"jpg", "webp"};
  int widths[PICTURE_WIDTHS], n = picture_widths(j->img->width, widths);
  bool ok = j->cache != NULL;
  for (int i = 0; i < n * 2 && ok; i++) {
    struct buf name = BUF_INIT, what = BUF_INIT;
    picture_name(&name, j->src, widths[i / 2], formats[i % 2]);
    buf_printf(&what, "%d.%s", widths[i / 2], formats[i % 2]);
    ok = link_kept(j, name.s, what.s);
    buf_free(&what);
    buf_free(&name);
  }
  return ok && (j->img->format != IMAGE_PNG || link_kept(j, j->src, "bare"));
}

/* The address that the editor wrote is the widest of its format: other sites
 * and pages that stand elsewhere name it. */
static bool link_widest(const struct job *j)
{
  int widths[PICTURE_WIDTHS], n = picture_widths(j->img->width, widths);
  struct buf name = BUF_INIT;
  if (j->img->format == IMAGE_PNG)
    return true;
  picture_name(&name, j->src, widths[n - 1],
               j->img->format == IMAGE_WEBP ? "webp" : "jpg");
  char *from = file_join(j->dir, name.s), *to = file_join(j->dir, j->src);
  bool ok = file_link(from, to);
  free(from);
  free(to);
  buf_free(&name);
  return ok;
}

static void find_key(struct job *j)
{
  static const int how[] = {VERSION, WIDEST, JPEG_QUALITY, WEBP_QUALITY};
  struct hash *h = hash_new();
  hash_add(h, how, sizeof how);
  hash_add(h, j->img->data, j->img->size);
  hash_end(h, j->key);
}

/* ---- the pictures of an issue ---- */

/* Relative, and nowhere upwards. */
static bool stays_inside(const char *src)
{
  if (!link_is_file(src))
    return false;
  for (const char *s = src; s; s = strchr(s, '/')) {
    s += *s == '/';
    if (!strncmp(s, "..", 2) && (s[2] == '/' || !s[2]))
      return false;
  }
  return true;
}

static bool make_folder(const char *dir, const char *src)
{
  char *to = file_join(dir, src);
  char *folder = mem_copy_n(to, (size_t)(file_base(to) - to));
  bool ok = file_mkdirs(folder);
  free(folder);
  free(to);
  return ok;
}

static bool place(const xmlNode *image, const char *root, struct job j)
{
  const char *path = node_attr(image, "path");
  j.src = node_attr(image, "src");
  if (!j.src || !path)
    return true;
  char *real = root && stays_inside(j.src) ? file_inside(root, path) : NULL;
  if (!real) {
    diag(LEVEL_ERROR, node_place(image),
         _("picture %s is not in the issue's folder, put it there"), j.src);
    return false;
  }
  struct image *img = image_load(real, node_place(image));
  j.img = img;
  if (img)
    find_key(&j);
  bool ok = img && make_folder(j.dir, j.src) &&
            (link_all(&j) || make_all(&j)) && link_widest(&j);
  image_free(img);
  free(real);
  return ok;
}

/* What issue.yaml lists under ads is printed only. */
static bool is_shown(const xmlNode *image, const xmlNode *issue)
{
  const xmlNode *figure = image->parent;
  return node_is(figure, "figure") &&
         !(node_is(figure->parent, "ad") && figure->parent->parent == issue);
}

/* The first picture of ARTICLE, once more under names that pages which see
 * only cards can find. */
static bool link_lead(const xmlNode *article, const char *dir)
{
  static const char *const formats[] = {"jpg", "webp"};
  const xmlNode *body = node_first(article, "body");
  const xmlNode *image = node_first(node_first(body, "figure"), "image");
  int widths[PICTURE_WIDTHS];
  int n = image ? picture_widths(node_int(image, "width", 1), widths) : 0;
  bool ok = true;
  for (int i = 0; i < n && i < PICTURE_LEADS; i++)
    for (int k = 0; k < 2; k++) {
      struct buf name = BUF_INIT;
      picture_name(&name, node_attr(image, "src"), widths[i], formats[k]);
      char *from = file_join(dir, name.s);
      char *to =
          picture_lead(dir, node_attr(article, "id"), i, formats[k]);
      ok = ok && file_link(from, to);
      free(to);
      free(from);
      buf_free(&name);
    }
  return ok;
}

char *picture_lead(const char *dir, const char *id, int i, const char *format)
{
  static const char *const sizes[PICTURE_LEADS] = {"small", "wide"};
  return mem_printf("%s/images/lead-%s-%s.%s", dir, id, sizes[i], format);
}

/* Of an issue without a lead story the first stands for it. */
static bool link_leads(const xmlNode *issue, const char *dir)
{
  const xmlNode *first = node_first(issue, "article");
  bool ok = true, found = false;
  for (const xmlNode *a = first; a && ok; a = node_next(a, "article")) {
    const char *priority = node_attr(a, "priority");
    if (priority && !strcmp(priority, "lead")) {
      ok = link_lead(a, dir);
      found = true;
    }
  }
  return ok && (found || !first || link_lead(first, dir));
}

bool picture_place_all(const xmlNode *issue, const char *dir,
                       const char *cache)
{
  const char *root = node_attr(issue, "dir");
  const struct job j = {.dir = dir, .cache = cache};
  bool ok = !cache || file_mkdirs(cache);
  for (const xmlNode *n = node_walk(issue, issue); n; n = node_walk(n, issue))
    if (node_is(n, "image") && is_shown(n, issue))
      ok &= place(n, root, j);
  return ok && link_leads(issue, dir);
}

void picture_prune(const char *cache)
{
  char **names = file_list(cache);
  for (char **name = names; name && *name; name++) {
    char *path = file_join(cache, *name);
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1)
      unlink(path);
    free(path);
  }
  free(names);
}
