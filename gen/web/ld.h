/* JSON-LD, the one script that stands in a page: data, never run. */
#ifndef WEB_LD_H
#define WEB_LD_H

#include <libxml/tree.h>

#include "base/buf.h"

/* What all articles of an issue have in common, as JSON. */
struct ld_issue {
  const xmlNode *issue, *paper;
  const char *base;           /* absolute address of the site; "" without */
  struct buf part, publisher; /* "isPartOf", "publisher" and their values */
};
struct ld_issue ld_issue_new(const xmlNode *issue, const char *base);
void ld_issue_free(struct ld_issue *i);

/* One article, in several forms. */
struct ld_story {
  const struct ld_issue *issue;
  const xmlNode *article;
  struct buf title, lead;           /* plain; the lead: its first words */
  struct buf title_json, lead_json; /* quoted */
  struct buf url, image;            /* absolute; empty without a base */
};
struct ld_story ld_story_new(const xmlNode *article, const struct ld_issue *i);
void ld_story_free(struct ld_story *s);

/* <script> with a schema.org NewsArticle. */
void ld_article(struct buf *out, const struct ld_story *s);
/* The dates of a page as Baidu reads them. Only with a base. */
void ld_baidu(struct buf *out, const struct ld_story *s);
/* schema.org PublicationIssue. */
void ld_put_issue(struct buf *out, const struct ld_issue *i);

#endif
