/* The head of a block: section tag and headline package of a story's first
 * part, short title (转题) and jump lines of the others. */
#ifndef PAGE_HEAD_H
#define PAGE_HEAD_H

#include "page/layout.h"

struct head_place {
  const xmlNode *node; /* the article */
  struct rect at;      /* head of the block, all its columns wide */
  int part, columns;
};

/* Whole body lines that the head takes at COLUMNS. */
int head_lines(struct layout *l, const xmlNode *article, int part,
               int columns);
/* Part 1: section tag, kicker, headline, deck. */
void head_draw(struct layout *l, struct sheet *sheet,
               const struct head_place *p);
/* “<<<上接 P1 版”, linked to the part before. */
void head_draw_from(struct layout *l, struct sheet *sheet,
                    const struct head_place *p, int page);
/* “>>>下转 P3 版” in the line AT, linked to the part that follows. */
void head_draw_to(struct layout *l, struct sheet *sheet,
                  const struct head_place *p, struct rect at, int page);
/* The short title of a continuation; furniture, since it repeats. */
void head_draw_title(struct layout *l, struct sheet *sheet,
                     const struct head_place *p);

#endif
