/* The pages of one issue: its own, its articles', and its pictures. */
#ifndef WEB_ISSUE_H
#define WEB_ISSUE_H

#include <stdbool.h>
#include <libxml/tree.h>

struct page;

/* All into DIR (made if missing); P has $issue and the rest set. */
bool issue_write(struct page *p, const xmlNode *issue, const char *dir);

#endif
