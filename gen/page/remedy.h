/* What would help a story that found no room: each remedy is tried by making
 * up the whole issue with it, so that what is promised is what happens. A
 * smaller headline, a crop, a paragraph in a line less are none: the make-up
 * has tried them itself.
 *
 * Elements of an overset story (page/placed.h), at most REMEDIES and the last
 * kind, the first being the least change for the editor:
 *
 *   remedy @kind @cost (what the looks of the issue cost more then) and
 *     cut: @characters @lines to be taken away from @article, this story or,
 *          where that does not help, the longest of its page: from the ends of
 *          paragraphs, the last ones first, in whole lines
 *     picture: @columns that the picture of @article, this story or the one
 *          with the largest of its page, takes then (`picture`), @lines column
 *          lines that this frees
 *     jump: it goes on on @page (`jump: yes`)
 *     free: without the editor's pin @key; it stands on @page then
 *     pages: an issue of @pages pages (`page-count`), where it went behind the
 *          planned ones
 *
 * The story's @characters and @lines become those of its cut where there is
 * one: what it has too much. */
#ifndef PAGE_REMEDY_H
#define PAGE_REMEDY_H

#include "page/make.h"

enum { REMEDIES = 3 };

/* Adds remedies to the first oversets of PLACED, which make_issue gave for
 * JOB. Takes a second or so where there are any, no time where not. */
void remedy_find(const struct make_job *job, xmlDoc *placed);

#endif
