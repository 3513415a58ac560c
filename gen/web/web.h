/* The website: pages of the reading kind, bound from a theme's templates
 * home.html, paper.html, issue.html and article.html. Layout of OUT:
 *     index.html  assets/  <paper>/index.html  <paper>/account.png
 *     <paper>/<date>/index.html  <paper>/<date>/<id>.html
 *     <paper>/<date>/images/…    (and, from cmd/, <paper>-<date>.pdf
 *     and <paper>-<date>-large.pdf)
 * All links are relative, no page asks another host for anything, none needs
 * a script. Variables that templates see, besides what each sets:
 *     $site $paper $issue $placed  nodes; empty where there is none
 *     $root   the way to OUT: '', '../' or '../../'
 *     $day    the issue's date, 2018年12月15日
 *     $pdf    file name of the issue's PDF; empty without one
 *     $large  the same of its large-type edition
 *     $codes  true when QR codes are made
 *     $prev $next  articles beside this one; empty at the ends
 * and parts: cb:body (of the article or filler at hand), cb:code (the code of
 * the article's address, as a picture). */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <libxml/tree.h>

struct web;

struct web_options {
  const char *theme; /* the theme's folder */
  bool pdf;          /* issues have a PDF beside their pages: link it */
  bool large;        /* and one in large type */
  bool codes;        /* make QR codes */
};

/* Templates compiled and ready; NULL and messages when one is wrong. */
struct web *web_load(const struct web_options *o);
void web_free(struct web *w);
/* Pages and pictures of one issue, into OUT/<paper>/<date>/. PLACED and SITE
 * may be NULL. False when a message said so. Safe in forked workers: it
 * writes nothing outside that folder. */
bool web_issue(const struct web *w, const xmlDoc *issue, const xmlDoc *placed,
               const xmlDoc *site, const char *out);
/* What all issues share: home, paper pages, account codes, OUT/assets/. */
bool web_site(const struct web *w, const xmlDoc *site, const char *out);

#endif
