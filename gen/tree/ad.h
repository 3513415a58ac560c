/* Advertisements and other blocks of a fixed size that issue.yaml lists under
 * `ads`: they stand on the printed pages only. */
#ifndef TREE_AD_H
#define TREE_AD_H

#include <libxml/tree.h>

struct check;
struct value;

/* Appends an <ad> to ISSUE for each entry of LIST (NULL: none), with its
 * picture as a figure and each line of its text as a p. */
void ad_load(xmlNode *issue, const struct value *list);
/* Judges AD, a child of the issue, and measures its picture; call it when the
 * number of pages is known. */
void ad_check(struct check *c, xmlNode *ad);

#endif
