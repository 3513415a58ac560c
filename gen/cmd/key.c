#include "cmd/key.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "cmd/option.h"
#include "tree/node.h"

enum { DEPTH = 8, PART = 1 << 16 };

/* Name, kind and bytes of a regular file; other things by kind alone, so that
 * a FIFO does not hang the build. */
static void add_file(struct hash *h, const char *path)
{
  char part[PART];
  struct stat st;
  hash_str(h, file_base(path));
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
    hash_add(h, &st.st_size, sizeof st.st_size);
    for (ssize_t n; (n = read(fd, part, sizeof part)) > 0;)
      hash_add(h, part, (size_t)n);
  }
  close(fd);
}

static void add_tree(struct hash *h, const char *path, int depth)
{
  if (!file_is_dir(path)) {
    add_file(h, path);
    return;
  }
  hash_str(h, file_base(path));
  char **names = depth < DEPTH ? file_list(path) : NULL;
  for (char **n = names; n && *n; n++) {
    char *child = file_join(path, *n);
    add_tree(h, child, depth + 1);
    free(child);
  }
  free(names);
}

void key_common(char hex[33], const struct options *o, const char *theme)
{
  struct hash *h = hash_new();
  char flags[] = {(char)('0' + o->no_pages), (char)('0' + o->no_qr), '\0'};
  add_file(h, "/proc/self/exe");
  add_tree(h, theme, 0);
  /* Faces belong to the machine; their installed files decide. */
  add_file(h, "/var/lib/dpkg/info/fonts-noto-cjk.md5sums");
  hash_str(h, flags);
  hash_str(h, o->only);
  hash_str(h, o->base_url);
  hash_end(h, hex);
}

/* Attributes of N and of the elements below it, articles left out. */
static void add_cards(struct hash *h, const xmlNode *n)
{
  hash_str(h, (const char *)n->name);
  for (const xmlAttr *a = n->properties; a; a = a->next)
    if (strcmp((const char *)a->name, "at"))
      hash_str(h, node_attr(n, (const char *)a->name));
  for (xmlNode *c = node_first(n, NULL); c; c = node_next(c, NULL))
    if (!node_is(c, "article"))
      add_cards(h, c);
}

void key_issue(char hex[33], const char *common, const char *dir,
               const char *paper_dir, const xmlNode *site)
{
  struct hash *h = hash_new();
  char *yaml = file_join(paper_dir, "paper.yaml");
  char *fillers = file_join(paper_dir, "fillers");
  hash_str(h, common);
  add_tree(h, dir, 0);
  add_file(h, yaml);
  add_tree(h, fillers, 0);
  add_cards(h, site);
  hash_end(h, hex);
  free(yaml);
  free(fillers);
}

void key_site(char hex[33], const char *common, xmlDoc *site)
{
  struct hash *h = hash_new();
  xmlChar *text = NULL;
  int n = 0;
  xmlDocDumpMemory(site, &text, &n);
  hash_str(h, common);
  hash_add(h, text, (size_t)n);
  xmlFree(text);
  hash_end(h, hex);
}
