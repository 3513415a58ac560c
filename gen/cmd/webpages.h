/* The paper's pages on the web (数字报): faces, pictures and SVG, ready for the
 * site. */
#ifndef CMD_WEBPAGES_H
#define CMD_WEBPAGES_H

#include <stdbool.h>
#include <libxml/tree.h>

struct sheets;

struct webpages {
  const xmlDoc *issue;
  const struct sheets *sheets;
  const char *theme; /* folder; OFL.txt in it goes along with the faces */
  const char *dir;   /* where the issue's pages are being made */
  const char *cache; /* folder that keeps pictures, or NULL */
  bool hurry;        /* faces are packed in haste: for a preview */
};

/* Writes DIR/pages/: cb-N.woff2, faces.css, OFL.txt, pP-K.jpg; adds to each
 * page of PLACED a `sheet` with the SVG. Nothing, where the theme has no
 * page.html. False when a message said so. */
bool webpages_make(const struct webpages *w, xmlDoc *placed);

#endif
