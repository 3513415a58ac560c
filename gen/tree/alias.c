#include "tree/alias.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/type.h"

enum { LONGEST = 200, DEEPEST = 4 }; /* bytes; folders */

/* Characters that no file of the site has in its name. */
static bool clean(const char *s)
{
  for (; *s; s++)
    if ((unsigned char)*s <= ' ' || *s == 0x7F || strchr("\\?#%:<>\"|*&'", *s))
      return false;
  return true;
}

/* Names between slashes: none is empty or begins with a dot. */
static bool sound(const char *s)
{
  int depth = 0;
  for (; *s; s += *s == '/') {
    size_t n = strcspn(s, "/");
    if (!n || *s == '.')
      return false;
    s += n;
    depth += *s == '/';
    if (*s == '/' && !s[1])
      return false;
  }
  return depth >= 1 && depth <= DEEPEST;
}

static bool is_page(const char *s)
{
  size_t n = strlen(s);
  return n > 5 && !strcmp(s + n - 5, ".html") && s[n - 6] != '/';
}

char *alias_read(const char *alias, const char *folder)
{
  bool bare = !strchr(alias, '/');
  char *s = mem_printf("%s%s%s%s", bare ? folder : "", bare ? "/" : "", alias,
                       bare && !is_page(alias) ? ".html" : "");
  if (*alias && strlen(s) <= LONGEST && clean(s) && sound(s) && is_page(s) &&
      strncmp(s, "assets/", 7) != 0)
    return s;
  free(s);
  return NULL;
}

int alias_add_all(xmlNode *n, const struct value *list, const char *folder,
                  bool quiet)
{
  int faults = 0;
  const struct value *v = list && list->kind == VALUE_LIST ? list->first : NULL;
  for (; v; v = v->next) {
    char *s = alias_read(v->s, folder);
    if (s) {
      node_text_add(node_new(n, "alias", v->line, v->col), s, strlen(s));
    } else if (!quiet) {
      struct place at = {node_place(n).file, v->line, v->col};
      diag_once(LEVEL_ERROR, at,
                _("“%.*s” is no address of a page of this site, write it like "
                  "paper/2024-01-31/name.html"),
                type_quote(v->s), v->s);
      faults++;
    }
    free(s);
  }
  return faults;
}
