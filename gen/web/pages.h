/* The pages of the paper on the web (数字报): pN.html for each page of $placed
 * that has a picture. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include <stdbool.h>
#include <libxml/tree.h>

struct page;

/* DIR/pN.html for each, bound from page.html at context `page` of $placed. P
 * has all variables of an issue. Nothing, where the theme has no page.html or
 * no pages were made. */
bool pages_write(struct page *p, const char *dir);
/* Part cb:sheet: the picture of the `page` of $placed at hand; its text is
 * SVG of our own (draw/svg), which cmd/ put there. */
void pages_sheet(struct page *p, const xmlNode *node);

#endif
