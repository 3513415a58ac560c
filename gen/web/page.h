/* One page: a template, its variables, the file it goes to. One struct page
 * serves many pages one after the other, so that memory is reused. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "tree/bind.h"
#include "web/html.h"
#include "web/web.h"

enum { PAGE_VARS = 32 };

struct web {
  char *theme, *cache;
  bool pdf, large, codes, no_pictures;
  struct template *home, *paper, *issue, *article;
  struct template *page; /* NULL: the theme has none, or no pages are made */
  struct template *search; /* NULL: there is no search */
  struct template *year, *section, *author, *lost;
};

struct page {
  const struct web *web;
  const char *base; /* absolute address of the site, or NULL; for codes */
  const char *self; /* of pages other than issues' and articles': where it
                       will be, from the top of the site */
  struct facts_kept *meta; /* of web/facts.c, or NULL */
  const char *top; /* folder where the site grows; NULL: of an issue */
  struct notes *notes; /* of the issue, or NULL */
  const char *wish; /* what the template said behind a part's name, or NULL */
  const xmlNode *card; /* of the issue, or NULL */
  struct expr_var var[PAGE_VARS];
  size_t nvars;
  struct html_runs *runs; /* of the templates that were used */
  size_t nruns, runs_cap;
  struct html html;
  struct buf out;
};

/* A page with $codes; owns its memory until page_free. */
struct page page_new(const struct web *w);
void page_free(struct page *p);
/* Sets $NAME to a node (NULL: empty) or to a text (NULL: empty); a second
 * call replaces the first. Borrowed until the page is written. */
void page_node(struct page *p, const char *name, const xmlNode *node);
void page_text(struct page *p, const char *name, const char *text);
/* What was set; NULL for what is no node, no text. */
const xmlNode *page_node_of(const struct page *p, const char *name);
const char *page_text_of(const struct page *p, const char *name);
/* Binds T at context NODE and writes PATH, in a folder that is made as a whole
 * (cmd/output.h) and exists. */
bool page_write(struct page *p, const struct template *t, const xmlNode *node,
                const char *path);
/* Is there a part cb:NAME? */
bool page_has_part(const char *name);
/* 2018-12-15 as 2018年12月15日; owned. Other text as it is. */
char *page_day(const char *date);

#endif
