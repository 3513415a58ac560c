/* Pages of articles, in reading order (page, priority, place in the file),
 * each linked with the one before and the one behind. */
#ifndef WEB_ARTICLE_H
#define WEB_ARTICLE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct page;

/* DIR/<id>.html for each article of ISSUE. */
bool article_write_all(struct page *p, const xmlNode *issue, const char *dir);

#endif
