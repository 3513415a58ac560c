/* Pictures of stories as HTML: <picture> with both formats and all widths of
 * web/picture.h, so that the reader's program takes what its screen needs. */
#ifndef WEB_FIGURE_H
#define WEB_FIGURE_H

#include <libxml/tree.h>

struct buf;

enum figure_place {
  FIGURE_COLUMN, /* in the text of a story; loaded when it comes into sight */
  FIGURE_STORY,  /* with a story of an issue's page; the same */
  FIGURE_LEAD    /* above the first story; loaded at once */
};

/* Appends the picture of IMAGE, an element of the tree whose files stand
 * beside the page. SIZES is how wide the theme has it stand, as the attribute
 * of that name says it; NULL: a width that suits most themes. */
void figure_picture(struct buf *out, const xmlNode *image,
                    enum figure_place place, const char *sizes);

/* Appends the picture of the lead story whose card is ARTICLE; nothing when it
 * has none. SITE is the folder where the site grows, and the page stands at
 * its top. */
void figure_lead(struct buf *out, const xmlNode *article, const char *site,
                 const char *sizes);

#endif
