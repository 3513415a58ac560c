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

enum { PAGE_VARS = 16 };

struct web {
  char *theme;
  bool pdf, large, codes;
  struct template *home, *paper, *issue, *article;
};

struct page {
  const struct web *web;
  const char *base; /* absolute address of the site, or NULL; for codes */
  struct expr_var var[PAGE_VARS];
  size_t nvars;
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
/* Binds T at context NODE and writes PATH, in a folder that is made as a whole
 * (cmd/output.h) and exists. */
bool page_write(struct page *p, const struct template *t, const xmlNode *node,
                const char *path);
/* 2018-12-15 as 2018年12月15日; owned. Other text as it is. */
char *page_day(const char *date);

#endif
