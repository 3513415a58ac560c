/* The body of an article as an HTML fragment: p, h2–h4, ul, ol, blockquote,
 * figure, table in a region that scrolls, aside for box, ad and pull-quote,
 * dl for a glossary, pre, hr. Text is escaped and addresses are tested again:
 * nothing in the tree can become markup. */
#ifndef WEB_BODY_H
#define WEB_BODY_H

#include <stdbool.h>
#include <libxml/tree.h>

struct buf;
struct notes;

/* {0} gives the defaults. */
struct body_options {
  const char *images; /* put before relative picture addresses; NULL: "" */
  const char *ids;    /* put before every id, where several bodies share a
                         page; NULL: "" */
  int heading;        /* how many levels below h2 a first subhead is */
  bool story;         /* a page of its own: pictures in three widths
                         (web/picture.h), parts with addresses, data-say where
                         a block is read aloud otherwise (web/listen.h) */
  struct notes *notes; /* words that are explained, or NULL */
  const char *sizes;   /* how wide pictures stand (web/figure.h), or NULL */
};

/* Appends the blocks of BODY (or of any element that holds blocks). */
void body_html(struct buf *out, const xmlNode *body,
               const struct body_options *o);
/* Appends a list of links to the parts of BODY as a nav; nothing when it has
 * fewer than three. */
void body_parts(struct buf *out, const xmlNode *body);

#endif
