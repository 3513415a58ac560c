/* HTML5 as text: the only place that knows how it is escaped. A page is told
 * as elements, attributes and text in order; void elements get no end tag,
 * script and style are not escaped, boolean attributes have no value, Han
 * stands as it is. html_sink makes a writer the goal of tree/bind. */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "tree/bind.h"

struct buf;
struct template;

struct html {
  struct buf *out;
  bool in_tag;   /* the start tag still takes attributes */
  bool in_code;  /* in script or style */
  bool may_drop; /* a parser drops a line feed that comes next (pre) */
  struct html_runs *runs; /* or NULL: nothing is remembered */
};

/* What the runs of one template (tree/template.h) are as HTML: most of a page
 * is the same on all pages. */
struct html_runs {
  const struct template *of;
  struct buf *run;
  int n;
};
struct html_runs html_runs_new(const struct template *t);
void html_runs_free(struct html_runs *r);

/* A writer that appends to OUT; begins with the document type. */
struct html html_new(struct buf *out);
void html_open(struct html *h, const char *name);
/* After html_open. VALUE "" of a boolean attribute: its name alone. */
void html_attr(struct html *h, const char *name, const char *value);
void html_text(struct html *h, const char *text, size_t n);
/* Text that is HTML already (of web/body); it must be balanced. */
void html_raw(struct html *h, const char *text, size_t n);
/* Ends the start tag and lets others write into OUT. */
struct buf *html_out(struct html *h);
void html_close(struct html *h, const char *name);
/* H must live as long as the sink. */
struct bind_sink html_sink(struct html *h);

/* Writes a whole document of bind_page. */
void html_document(struct buf *out, const xmlDoc *doc);

/* Appends plain text as content, or as a value between double quotes. */
void html_escape(struct buf *out, const char *text, size_t n);
void html_escape_value(struct buf *out, const char *text);
/* An address as such a value: what may not stand in one is percent-encoded,
 * of a FILE's name also what would end the path; Han stays. */
void html_escape_url(struct buf *out, const char *url, bool file);

#endif
