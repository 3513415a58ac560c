/* Atom (RFC 4287) with the whole text of stories: feed.xml of the site and of
 * each paper, <paper>/section/<slug>.xml of each section that has stories,
 * each with the newest FEED_STORIES. Only for a site with a base-url, since
 * all addresses are absolute (and percent-encoded).
 *
 * An entry's id is the address of its story, or its first alias, so that it
 * does not change when a story moves. Times come from the stories' days
 * (midnight in China): equal content, equal bytes.
 *
 * The stories of issues that a build leaves as they are are not loaded, so
 * whoever writes an issue keeps its entries in a file, and the feeds are put
 * together from these. */
#ifndef WEB_FEED_H
#define WEB_FEED_H

#include <stdbool.h>
#include <libxml/tree.h>

#include "base/buf.h"

struct page;
struct stacks;

enum { FEED_STORIES = 50 };

/* Marks the cards below SITE that some feed shows (in their _private). */
void feed_choose(const xmlNode *site);
/* Does a feed show a story of the issue CARD? */
bool feed_wants(const xmlNode *card);
/* The entries of those of ISSUE (a checked tree) that are marked below CARD,
 * into the file PATH, whose folders are made. */
bool feed_keep(const xmlNode *issue, const xmlNode *card, const char *path);
/* Does PATH hold all that are marked below CARD? */
bool feed_kept(const xmlNode *card, const char *path);

/* Entries read from DIR/PAPER/DATE; what is missing there is left out. */
struct feed_files {
  const char *dir;
  struct feed_file {
    const char *rel;
    struct buf text;
  } *list;
  size_t n, cap;
};
void feed_files_free(struct feed_files *f);

/* OUT/feed.xml. */
bool feed_site(struct page *p, struct feed_files *f, const xmlNode *site,
               const char *out);
/* The feeds of one paper and of its sections. */
bool feed_paper(struct page *p, struct feed_files *f, const struct stacks *s,
                const char *out);

#endif
