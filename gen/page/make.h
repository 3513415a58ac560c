/* Make-up: an issue's document becomes sheets and a placement document. */
#ifndef PAGE_MAKE_H
#define PAGE_MAKE_H

#include <libxml/tree.h>

struct fonts;
struct sheets;
struct styles;

struct made {
  struct sheets *sheets; /* draw/sheet.h */
  xmlDoc *placed;        /* zones, jumps, fill */
};

/* Lays out ISSUE (checked) with the styles of the theme in folder THEME.
 * Cannot fail for reasons of content. Release with make_free. */
struct made make_issue(xmlDoc *issue, const char *theme,
                       struct styles *styles, struct fonts *fonts);
void make_free(struct made *m);

/* The same without a page drawn: only where everything would stand, owned. For
 * trying out what a change would do. Made in one WAY only (the placement's
 * `way`), or, below 0, in so many ways at the most. */
struct make_job {
  xmlDoc *issue;
  const char *theme;
  struct styles *styles;
  struct fonts *fonts;
};
xmlDoc *make_trial(const struct make_job *job, int way);

#endif
