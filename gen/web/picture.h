/* Pictures of articles beside the pages that show them: upright, without
 * metadata (cameras write where and when), as JPEG and WebP in three widths,
 * so that a phone loads what it shows. Of images/a.jpg these are
 *     images/a-480.jpg  images/a-480.webp  … and images/a.jpg, the widest
 * and of other files, whose names may differ in their endings alone,
 *     images/a.png-480.jpg … and images/a.png.
 * The first picture of each lead story stands there once more, for pages that
 * see no more of a story than its card: images/lead-<id>-small.jpg … */
#ifndef WEB_PICTURE_H
#define WEB_PICTURE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct buf;

enum { PICTURE_WIDTHS = 3, PICTURE_LEADS = 2 };

/* Makes the pictures of every figure of ISSUE in DIR. CACHE (or NULL) is a
 * folder where they are kept between builds, by what is in the file; they are
 * linked from there. What leads out of the issue's folder is told and left
 * out. */
bool picture_place_all(const xmlNode *issue, const char *dir,
                       const char *cache);
/* Removes from CACHE what no site links any longer. */
void picture_prune(const char *cache);

/* The widths made of a picture of WIDTH pixels, growing, none over it. How
 * many: fewer for the tiniest. */
int picture_widths(int width, int widths[PICTURE_WIDTHS]);
/* Appends the name of the picture SRC at WIDTH; FORMAT: "jpg" or "webp". */
void picture_name(struct buf *out, const char *src, int width,
                  const char *format);

/* The file of the lead story ID in DIR of its issue: I 0 small, 1 wide. Not
 * there when the story has no picture. Owned. */
char *picture_lead(const char *dir, const char *id, int i,
                   const char *format);

#endif
