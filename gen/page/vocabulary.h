/* What print.css may name: the elements that the make-up draws, where they
 * stand, their attributes and values. One table; tests/unit/vocabulary_test.c
 * compares it with tree/schema.rng. The insides of nameplate, folio and
 * imprint are the theme's own (print/NAME.html) and not judged here. */
#ifndef PAGE_VOCABULARY_H
#define PAGE_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "asset/css.h"

enum vocabulary_fault {
  VOCABULARY_FITS,
  VOCABULARY_ELEMENT, /* nothing is called so */
  VOCABULARY_ATTR,    /* the element has no such attribute */
  VOCABULARY_VALUE,   /* the attribute never has this value */
  VOCABULARY_INSIDE   /* the element never stands in the one before it */
};

struct vocabulary_verdict {
  enum vocabulary_fault fault;
  const char *what;  /* the name or value that is wrong */
  const char *where; /* of ATTR, INSIDE the element; of VALUE the attribute */
  const char *near;  /* a name of which WHAT may be a slip, or NULL */
};

/* Elements of print/NAME.html: furniture of the page. */
bool vocabulary_is_furniture(const char *element);
/* The first fault of R's selector; one whose first part is furniture is judged
 * by that part alone. */
struct vocabulary_verdict vocabulary_judge(const struct css_rule *r);
/* Can ELEMENT stand somewhere inside of OUTER? */
bool vocabulary_inside(const char *element, const char *outer);
/* Element number I, NULL behind the last. */
const char *vocabulary_element(size_t i);
/* Does the table have the attribute NAME of ELEMENT, with VALUE (NULL: any)? */
bool vocabulary_attr(const char *element, const char *name,
                     const char *value);

#endif
