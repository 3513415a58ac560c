/* The one pass between reading and output: completes an issue (complete.h),
 * measures its pictures, and judges it. Afterwards the tree is read-only and
 * output cannot fail for reasons of content. */
#ifndef TREE_CHECK_H
#define TREE_CHECK_H

#include <libxml/tree.h>
#include <stdbool.h>

/* Completes and judges DOC, as issue_load made it. Every problem is reported
 * at its place with what to do. Errors: a fault of loading, a folder that is
 * no day, no article, an id twice, a page or jump that is none of the issue's,
 * an empty article, a picture that is missing, broken, huge or outside its
 * folder, a link to what the site will not hold. Warnings: an odd number of
 * pages, a page without a story, an unknown section, a subhead that skips a
 * level, a jump backwards, a date that is not the folder's, a filler with the
 * id of an article (it is left out). False when there was an error. */
bool check_issue(xmlDoc *doc);

#endif
