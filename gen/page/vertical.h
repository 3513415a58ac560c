/* 竖题: a headline package on end beside its text. Columns go from right to
 * left: kicker, headline in one to three columns, deck (clreq). */
#ifndef PAGE_VERTICAL_H
#define PAGE_VERTICAL_H

#include "page/headline.h"

/* The package in columns of at most HEIGHT, together at most WIDTH wide (0:
 * any). Its width and height are those of its columns and the headline's
 * margin-bottom. Columns break at the clause space first and are of nearly
 * equal length. Never NULL; `forced` when nothing fits, or the package is
 * wider than WIDTH. Ready to be drawn. */
struct headline *vertical_fit(const struct headline_job *job, mpt height,
                              mpt width);
/* All that fit, in all sizes, into OUT, which has room for BLOCK_TRIES
 * (page/headline_block.h); one that is forced where none does. */
int vertical_all(const struct headline_job *job, mpt height, mpt width,
                 struct headline *out);
/* Draws H with its top left at X, Y: the blocks in reading order, each column
 * from top to bottom. */
void vertical_emit(struct sheets *s, struct sheet *sheet,
                   const struct headline *h, mpt x, mpt y);

#endif
