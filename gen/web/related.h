/* Which stories are about the same: of the same paper, of the same issue or
 * an earlier one, so that a new issue changes no old page. Judged by pairs of
 * Han that headlines share, rare ones counting more, and by the section. */
#ifndef WEB_RELATED_H
#define WEB_RELATED_H

#include <libxml/tree.h>

enum { RELATED = 3 };

/* Sets @related of the articles' cards in SITE, addresses (@url) from the
 * nearest, with a space between them; and of each issue's card @kin, a hash of
 * what its pages show of these. About 1 µs for each pair in a headline. */
void related_find(xmlDoc *site);
/* The cards that are related to article ID of the card ISSUE (or NULL), nearest
 * first; NULL behind the last. Returns the article's own card; that of the
 * article before, AT (or NULL), makes it quick to find. */
const xmlNode *related_cards(const xmlNode *issue, const xmlNode *at,
                             const char *id, const xmlNode *cards[RELATED]);

#endif
