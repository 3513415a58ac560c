/* Which stories are about the same: of the same paper, of the same issue or
 * an earlier one, so that a new issue changes no old page. Judged by pairs of
 * Han that headlines share, rare ones counting more, and by the section. */
#ifndef WEB_RELATED_H
#define WEB_RELATED_H

#include <libxml/tree.h>

enum { RELATED = 3 };

/* Sets of each issue's card in SITE @related, a line for each article that has
 * any, its id and the addresses (@url) of the nearest, with spaces between
 * them (of what a call before it set nothing is left); and @kin, a hash of what
 * its pages show of these. About 1 µs for each pair in a headline. */
void related_find(xmlDoc *site);
/* The cards that are related to article ID of the card ISSUE (or NULL), nearest
 * first; NULL behind the last. */
void related_cards(const xmlNode *issue, const char *id,
                   const xmlNode *cards[RELATED]);

#endif
