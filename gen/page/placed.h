/* The placement document: where every story came to stand, and why. Read-only
 * for templates ($placed), the page report, `why` and the preview.
 *
 *   placed @planned (pages that the issue was to have) @way (page/tries.c)
 *     grid @w @h (of a page) @top @left (of the type area) @columns @measure
 *          (of one) @gap @line (height) @size (of body text), milli-points;
 *          @lines (of the type area)
 *     page @n @name @closes (yes, no: filled, all columns?) @cost (of looks,
 *          where it closes) @over (yes: behind the planned ones, 溢版) @top
 *          @lines (body lines of the stories' part: the first, how many)
 *          @white (column lines that carry nothing)
 *       zone @article @title @part @x @y @w @h (milli-points), @column
 *            @columns @line @lines (from 0, on the stories' part of the
 *            page); @rows (lines of text), @characters (in them), @white
 *            (column lines of its module that carry nothing, where the page
 *            does not close), @filler (yes); @frame (the first
 *            story in one frame with this, of gathered briefs); @shape (over,
 *            beside, side, boxed, vertical, framed: page/framed.h; none of a
 *            rest), @type (size of the headline), @head (lines); where the
 *            page closes @air @price @extra (page/block.h), @less @more
 *            (paragraphs set in a line less, a line more)
 *         picture @columns @lines; @crop: lines more than its natural height,
 *            where the page closes
 *       column @n @percent (page/gauge.h)
 *       loosest, tightest, loose (all over GAUGE_LOOSE) @article @milli @text
 *            (its first characters) @x @y @w @h (milli-points)
 *       fault @kind (judge_name) @cost @taboo (yes) @a @b (articles)
 *       sheet: its picture as SVG, where the site is made (cmd/webpages.h)
 *       note @kind (all, filler, jump, moved) @article @title @share
 *            @ok (yes, no) @cost @tried: what was tried for the page, in order
 *     jump @article @from @to
 *     fill @page @percent
 *     overset @article @title @page (where it should stand, or where it breaks
 *             off) @to (where it went) @over (yes: behind the planned pages;
 *             else only not on the page that the editor gave it)
 *             @characters @lines: of what stands there, or, where a cut helps
 *             (page/remedy.h), of the cut: what is too much
 *       remedy: page/remedy.h
 */
#ifndef PAGE_PLACED_H
#define PAGE_PLACED_H

#include <libxml/tree.h>

#include "base/length.h"

struct placed;

struct placed *placed_new(void);
/* From now on things are of this page. */
xmlNode *placed_page(struct placed *p, int page, const char *name);
/* A new element of the page, and of the whole, to be filled in. */
xmlNode *placed_add(struct placed *p, const char *name);
xmlNode *placed_add_root(struct placed *p, const char *name);
xmlNode *placed_root(struct placed *p);
/* Sets where ZONE is. */
void placed_rect(xmlNode *zone, struct rect at);
/* The document, owned by the caller; P is gone. */
xmlDoc *placed_end(struct placed *p);

#endif
