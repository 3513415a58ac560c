/* What the next build needs of this one for pages that all issues share: the
 * feeds' entries of each issue (web/feed.h), and the list of addresses
 * (web/address.h). Both grow in .next and are kept in .cache when the site is
 * out. */
#ifndef CMD_FEEDS_H
#define CMD_FEEDS_H

#include <stdbool.h>
#include <libxml/tree.h>

struct addresses;
struct output;

/* Are there entries of all that feeds show of the issue CARD, which is REL? */
bool feeds_fresh(const struct output *o, const char *rel, const xmlNode *card);
/* In a worker: the entries of ISSUE. */
bool feeds_leave(const struct output *o, const char *rel, const xmlNode *issue,
                 const xmlNode *card);
/* Those of the last build go into the next one. */
bool feeds_keep(const struct output *o, const char *rel);
/* The folder of all, for feed_files. Owned. */
char *feeds_folder(const struct output *o);

/* Before the exchange: warns of addresses of the last build that are gone,
 * and takes its former pages out of folders that are kept. */
bool feeds_part(const struct output *o, const struct addresses *a,
                const xmlNode *site);
/* After the exchange. */
bool feeds_remember(const struct output *o, const struct addresses *a);
/* For `chenbao check`: warns, comparing with the last build in OUT (a folder),
 * of addresses below PREFIX ("": all) that are gone. Not where errors were
 * told: what cannot be read is not gone. */
void feeds_check(const char *out, const xmlNode *site, const char *prefix);

#endif
