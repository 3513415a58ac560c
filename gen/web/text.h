/* Text for other languages than HTML: XML, JSON, addresses. Nothing that goes
 * in can end a string, an element or a script. */
#ifndef WEB_TEXT_H
#define WEB_TEXT_H

#include <stddef.h>
#include <libxml/tree.h>

struct buf;

/* As XML 1.0, content or a value between double quotes. Characters that XML
 * has no room for are left out. */
void text_xml(struct buf *out, const char *s, size_t n);
/* <NAME>S</NAME> and a line feed. */
void text_element(struct buf *out, const char *name, const char *s);
/* As a JSON string with its quotes, fit for a script element too: < > & are
 * escaped, so that neither </script> nor <!-- can stand there. */
void text_json(struct buf *out, const char *s);
/* S as part of an address: percent-encoded but for what may stand in a path,
 * a query and a fragment; %41 stays. */
void text_url(struct buf *out, const char *s, size_t n);
/* REF as seen from the page or folder (with / at its end) BASE, an absolute
 * address: RFC 3986, 5.2, for references without a host; an address with a
 * scheme stays. */
void text_resolve(struct buf *out, const char *base, const char *ref,
                  size_t n);
/* The HTML fragment S (of web/body) with absolute addresses in href, src and
 * srcset, as seen from BASE, and without ids and what only serves a page. */
void text_absolute(struct buf *out, const char *s, size_t n,
                   const char *base);
/* The first N characters of the text below NODE, white space as one blank. */
void text_lead(struct buf *out, const xmlNode *node, size_t n);

#endif
