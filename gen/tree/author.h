/* The names of people in a byline, for the pages that gather what each of
 * them wrote. A careful rule, since a byline is printed as it is written:
 * - names stand apart by blanks, 、 ， ； / or ：; what is in parentheses is
 *   left out; 记者, 通讯员, 文, 图, 摄影 and the like are no names, alone or
 *   (those of two characters and more) in front of one: 记者张三;
 * - a name is two to four Han characters, more with · between
 *   (阿依古丽·买买提), or Latin words with blanks between; 等 at its end is
 *   dropped;
 * - single characters with a blank between are one name that was spaced out:
 *   王　芳;
 * - what ends like an office (…办 …部 …处 …中心) is none. */
#ifndef TREE_AUTHOR_H
#define TREE_AUTHOR_H

#include <libxml/tree.h>

enum { AUTHORS = 8 }; /* of one story, at most */

/* Appends to STORY <author slug="…">name</author> for each name in its
 * <byline>, once each. The slug is the name, Latin letters in lower case and
 * hyphens for blanks: it is part of an address, percent-encoded there. */
void author_add_all(xmlNode *story);

#endif
