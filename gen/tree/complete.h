/* Completes an issue (document or card): what editors may leave out and what
 * is computed. Judges nothing. */
#ifndef TREE_COMPLETE_H
#define TREE_COMPLETE_H

#include <libxml/tree.h>

/* Pages (when none are named: as many as pins need; @page-count of them at
 * least), priority normal by default, dates, addresses; puts articles in order
 * of page, priority and file (one without a page has that of the story before
 * it), fillers last, and numbers them (@order); counts
 * @words (characters without white space) where there is a body. */
void complete_issue(xmlNode *issue);
/* What only a card has: @url and the number of @pages; helpers go. */
void complete_card(xmlNode *issue);
/* Takes the helper attributes away, whose names hold a dot. */
void complete_strip(xmlNode *issue);

#endif
