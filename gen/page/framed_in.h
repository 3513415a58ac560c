/* The inside of framed modules, for framed and the three kinds of them. */
#ifndef PAGE_FRAMED_IN_H
#define PAGE_FRAMED_IN_H

#include "page/box.h"
#include "page/framed.h"
#include "page/style.h"

enum framed_kind { FRAMED_FILLER, FRAMED_AD, FRAMED_BRIEFS };

struct filler_set;
struct ad_set;
struct briefs_set;

struct framed {
  enum framed_kind kind;
  const xmlNode *node;
  const struct style *style; /* of the frame */
  int columns, lines;        /* an advertisement's */
  struct story *v[FRAMED_ITEMS]; /* briefs */
  int n;
  /* Its text as set for so many columns, made when asked for; owned. */
  struct filler_set *fillers[BLOCK_COLUMNS + 1];
  struct ad_set *ads[BLOCK_COLUMNS + 1];
  struct briefs_set *briefs[BLOCK_COLUMNS + 1];
};

/* Width and lines within the padding of F's frame. */
mpt framed_inner(const struct layout *l, const struct framed *f, int columns);
int framed_padding(const struct layout *l, const struct framed *f);
/* Draws all rows of FLOW one below the other, a column's top left at X, Y. */
void framed_rows(struct layout *l, struct sheet *sheet, const struct flow *flow,
                 mpt x, mpt y);

struct framed_size framed_filler_size(struct layout *l, struct framed *f,
                                      int columns);
void framed_filler_draw(struct layout *l, struct sheet *sheet,
                        struct framed *f, int columns, struct rect at);
void framed_filler_free(struct filler_set *set);

struct framed_size framed_ad_size(struct layout *l, struct framed *f,
                                  int columns);
void framed_ad_draw(struct layout *l, struct sheet *sheet, struct framed *f,
                    int columns, struct rect at);
void framed_ad_free(struct ad_set *set);

struct framed_size framed_briefs_size(struct layout *l, struct framed *f,
                                      int columns);
void framed_briefs_draw(struct layout *l, struct sheet *sheet,
                        struct framed *f, int columns, struct rect at);
struct rect framed_briefs_zone(struct layout *l, struct framed *f, int columns,
                               struct rect at, int i);
void framed_briefs_free(struct briefs_set *set);

#endif
