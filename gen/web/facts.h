/* What a page's head tells machines (t:replace="cb:meta"), by the element at
 * hand:
 *   article   description, authors, Open Graph, JSON-LD NewsArticle in its
 *             PublicationIssue in its Periodical, with the printed page
 *             (pageStart); for Baidu 落地页时间因子 (cambrian.jsonld)
 *   issue     Open Graph, JSON-LD PublicationIssue
 *   others    Open Graph
 * and on every page of a site with a base-url its canonical address and the
 * feed that suits it; on those of a paper with `government` the tags of
 * 国办发〔2017〕47号: site, column or article. Dates have no time of day: where
 * a form wants one it is midnight in China. */
#ifndef WEB_FACTS_H
#define WEB_FACTS_H

#include <libxml/tree.h>

struct page;

void facts_put(struct page *p, const xmlNode *node);
/* What facts_put keeps in a struct page from story to story. */
struct facts_kept;
void facts_free(struct facts_kept *k);

#endif
