#include "cmd/key.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "cmd/option.h"
#include "tree/node.h"
#include "tree/theme.h"

enum { DEPTH = 8, PART = 1 << 16 };

/* The bytes of a regular file; the size says where to stop reading. */
static void add_bytes(struct hash *h, int fd, off_t size)
{
  char part[PART];
  ssize_t n = 1;
  hash_add(h, &size, sizeof size);
  for (off_t done = 0; n > 0 && done < size; done += n) {
    n = read(fd, part, sizeof part);
    hash_add(h, part, n > 0 ? (size_t)n : 0);
  }
}

static void add_entry(struct hash *h, const char *path, int depth);

static void add_names(struct hash *h, const char *dir, int depth)
{
  char **names = depth < DEPTH ? file_list(dir) : NULL;
  for (char **n = names; n && *n; n++) {
    char *child = file_join(dir, *n);
    add_entry(h, child, depth + 1);
    free(child);
  }
  free(names);
}

/* Name, kind and bytes of a file, or what a folder holds; other things by
 * name alone, so that a FIFO does not hang the build. */
static void add_entry(struct hash *h, const char *path, int depth)
{
  struct stat st;
  hash_str(h, file_base(path));
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  bool known = fd >= 0 && fstat(fd, &st) == 0;
  if (known && S_ISREG(st.st_mode))
    add_bytes(h, fd, st.st_size);
  if (fd >= 0)
    close(fd);
  if (known && S_ISDIR(st.st_mode))
    add_names(h, path, depth);
}

/* Faces belong to the machine: what Debian's packages say of them, and when
 * the folders of faces last changed. */
static void add_faces(struct hash *h)
{
  static const char *const files[] = {
      "/var/lib/dpkg/info/fonts-noto-cjk.md5sums",
      "/var/lib/dpkg/info/fonts-lxgw-wenkai.md5sums"};
  static const char *const folders[] = {"/usr/share/fonts",
                                        "/usr/share/fonts/opentype",
                                        "/usr/share/fonts/truetype",
                                        "/usr/local/share/fonts"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    add_entry(h, files[i], 0);
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    struct stat st;
    if (stat(folders[i], &st) == 0)
      hash_add(h, &st.st_mtim.tv_sec, sizeof st.st_mtim.tv_sec);
  }
}

void key_common(char hex[33], const struct options *o, const char *theme)
{
  struct hash *h = hash_new();
  char *base = theme_base(theme);
  char flags[] = {(char)('0' + o->no_pages), (char)('0' + o->no_large),
                  (char)('0' + o->no_qr), (char)('0' + o->no_search),
                  o->edition ? '1' : '0', '\0'};
  add_entry(h, "/proc/self/exe", 0);
  add_entry(h, theme, 0);
  if (base)
    add_entry(h, base, 0);
  free(base);
  add_faces(h);
  hash_str(h, flags);
  hash_str(h, o->only);
  hash_str(h, o->base_url);
  hash_end(h, hex);
}

static void put(struct buf *b, const char *s)
{
  buf_put(b, s ? s : "", s ? strlen(s) + 1 : 1);
}

/* N, its attributes and text, and what is below it; articles only if ALL. A
 * place in a file changes no page; what stories are related to is in the key
 * of their own issue. */
static void put_cards(struct buf *b, const xmlNode *n, bool all)
{
  put(b, (const char *)n->name);
  put(b, (const char *)n->content);
  for (const xmlAttr *a = n->properties; a; a = a->next)
    if (strcmp((const char *)a->name, "at") &&
        strcmp((const char *)a->name, "kin") &&
        strcmp((const char *)a->name, "related")) {
      put(b, (const char *)a->name);
      put(b, a->children ? (const char *)a->children->content : NULL);
    }
  put(b, NULL);
  for (const xmlNode *c = n->children; c; c = c->next)
    if (all || !node_is(c, "article"))
      put_cards(b, c, all);
  put(b, NULL);
}

static void end_buf(char hex[33], struct buf *b)
{
  struct hash *h = hash_new();
  hash_add(h, b->s, b->n);
  hash_end(h, hex);
  buf_free(b);
}

void key_cards(char hex[33], const char *common, const xmlNode *site)
{
  struct buf b = BUF_INIT;
  put(&b, common);
  put_cards(&b, site, false);
  end_buf(hex, &b);
}

void key_paper(char hex[33], const char *cards, const char *dir)
{
  struct hash *h = hash_new();
  char *yaml = file_join(dir, "paper.yaml");
  char *fillers = file_join(dir, "fillers");
  hash_str(h, cards);
  add_entry(h, yaml, 0);
  add_entry(h, fillers, 0);
  hash_end(h, hex);
  free(yaml);
  free(fillers);
}

void key_folder(char hex[33], const char *dir)
{
  struct hash *h = hash_new();
  add_entry(h, dir, 0);
  hash_end(h, hex);
}

void key_issue(char hex[33], const char *paper, const char *folder,
               const char *kin)
{
  struct hash *h = hash_new();
  hash_str(h, paper);
  hash_str(h, folder);
  hash_str(h, kin);
  hash_end(h, hex);
}

void key_card(char hex[33], const xmlNode *card, bool all)
{
  struct buf b = BUF_INIT;
  put_cards(&b, card, all);
  end_buf(hex, &b);
}

void key_site(char hex[33], const char *common, xmlDoc *site)
{
  struct buf b = BUF_INIT;
  put(&b, common);
  put_cards(&b, xmlDocGetRootElement(site), true);
  end_buf(hex, &b);
}
