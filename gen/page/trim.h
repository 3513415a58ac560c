/* A story made shorter, as an editor would cut it: whole lines at the ends of
 * its paragraphs, the last ones first. */
#ifndef PAGE_TRIM_H
#define PAGE_TRIM_H

#include "page/make.h"

/* The article ID of the issue DOC, or NULL. */
xmlNode *trim_article(const xmlDoc *doc, const char *id);
/* A copy of JOB's issue, owned, with LINES lines less of the article ID, which
 * is there; CHARACTERS (code points) have gone with them. Of a paragraph that
 * follows something else (a subhead, a picture) two lines stay. NULL when the
 * paragraphs have not so many lines. Says nothing. */
xmlDoc *trim_story(const struct make_job *job, const char *id, int lines,
                   int *characters);

#endif
