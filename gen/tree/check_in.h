/* Inside of check*.c: the state of one check. */
#ifndef TREE_CHECK_IN_H
#define TREE_CHECK_IN_H

#include <libxml/tree.h>

#include "base/diag.h"

struct check {
  xmlNode *issue;
  int pages;
  int errors;
  xmlNode *others; /* cards of other issues that links lead to */
};

/* Reports an error and counts it. */
void check_error(struct check *c, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* check_link.c: does the <link> N lead to something the site will hold? */
void check_link(struct check *c, const xmlNode *n);
/* check_picture.c: @path, @width, @height and @alt of the <image> N of
 * STORY. */
void check_picture(struct check *c, const xmlNode *story, xmlNode *n);

#endif
