#include "cmd/feeds.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/output.h"
#include "web/address.h"
#include "web/feed.h"
#include "web/former.h"

static char *path_in(const char *folder, const char *rel)
{
  return mem_printf("%s/feed/%s", folder, rel);
}

bool feeds_fresh(const struct output *o, const char *rel, const xmlNode *card)
{
  if (!feed_wants(card))
    return true;
  char *path = path_in(o->cache, rel);
  bool ok = feed_kept(card, path);
  free(path);
  return ok;
}

bool feeds_leave(const struct output *o, const char *rel, const xmlNode *issue,
                 const xmlNode *card)
{
  if (!feed_wants(card))
    return true;
  char *path = path_in(o->next, rel);
  bool ok = feed_keep(issue, card, path);
  free(path);
  return ok;
}

bool feeds_keep(const struct output *o, const char *rel)
{
  char *from = path_in(o->cache, rel), *to = path_in(o->next, rel);
  bool ok = true;
  if (file_exists(from)) {
    char *dir = mem_copy_n(to, (size_t)(file_base(to) - to));
    ok = file_mkdirs(dir) && file_link(from, to);
    free(dir);
  }
  free(to);
  free(from);
  return ok;
}

char *feeds_folder(const struct output *o)
{
  return file_join(o->next, "feed");
}

bool feeds_part(const struct output *o, const struct addresses *a,
                const xmlNode *site)
{
  char *last = output_recall(o, "addresses", "all");
  char *former = output_recall(o, "addresses", "former");
  if (last)
    address_compare(a, site, last, "");
  bool ok = !former || former_drop(a, former, o->next_site);
  free(former);
  free(last);
  return ok;
}

static bool swap(const struct output *o)
{
  char *from = feeds_folder(o), *to = file_join(o->cache, "feed");
  bool ok = file_exists(from) ? file_swap(from, to) : file_remove(to);
  free(to);
  free(from);
  return ok;
}

bool feeds_remember(const struct output *o, const struct addresses *a)
{
  struct buf all = BUF_INIT, former = BUF_INIT;
  buf_puts(&all, "");
  buf_puts(&former, "");
  address_print(&all, a);
  former_print(&former, a);
  bool ok = output_remember(o, "addresses", "all", all.s) &&
            output_remember(o, "addresses", "former", former.s) && swap(o);
  buf_free(&former);
  buf_free(&all);
  return ok;
}

void feeds_check(const char *out, const xmlNode *site, const char *prefix)
{
  const struct output o = {.cache = file_join(out, ".cache")};
  bool sound = !diag_count(LEVEL_ERROR);
  struct addresses *a = address_new(site);
  char *last = output_recall(&o, "addresses", "all");
  if (last && sound)
    address_compare(a, site, last, prefix);
  free(last);
  address_free(a);
  free(o.cache);
}
