/* The website: pages of the reading kind, bound from a theme's templates
 * home.html, paper.html, issue.html and article.html. Layout of OUT:
 *     index.html  404.html  feed.xml  sitemap.xml  robots.txt  assets/
 *     search.html  search/             (web/finder.h)
 *     <paper>/index.html  <paper>/feed.xml  <paper>/account.png
 *     <paper>/<year>.html  <paper>/section/<slug>.html  .xml (a feed)
 *     <paper>/author/<slug>.html       (web/archive.h, feed.h, sitemap.h)
 *     <paper>/<date>/index.html  <paper>/<date>/<id>.html
 *     <paper>/<date>/images/…    (and, from cmd/, <paper>-<date>.pdf
 *     and <paper>-<date>-large.pdf)
 *     <paper>/<date>/pN.html     (web/pages.h; with pages/… from
 *     cmd/webpages.h), where the theme has page.html and pages are made
 * All links are relative, no page asks another host for anything, none needs
 * a script. Variables that templates see, besides what each sets:
 *     $site $paper $issue $placed  nodes; empty where there is none
 *     $root   the way to OUT: '', '../' or '../../'
 *     $day    the issue's date, 2018年12月15日
 *     $pdf    file name of the issue's PDF; empty without one
 *     $large  the same of its large-type edition
 *     $codes  true when QR codes are made
 *     $search true when there is search.html
 *     $feed   the feed that suits the page, from $root on; empty without a
 *             base-url
 *     $archive $year $list  of the archive (web/archive.h), elsewhere empty
 *     $prev $next  articles beside this one; empty at the ends
 *     $minutes  what reading the article takes; $say $say-deck  its headline
 *     and deck as a voice says them, where that differs
 *     $related1 $related2 $related3  cards of articles about the same
 * and parts: cb:meta (for the head: web/facts.h), cb:byline (of the article,
 * names linked), cb:body (of the article or filler at hand), cb:parts (links to
 * its parts), cb:notes (words that another article explains), cb:picture and
 * cb:lead-picture (of an image; the second on the home page of a card, too),
 * cb:code (the code of the article's address, as a picture), cb:sheet (of a
 * page of $placed: the page as SVG). Behind the name of cb:picture,
 * cb:lead-picture and cb:body a template may say how wide pictures stand, as
 * the attribute sizes does: cb:picture (min-width: 40em) 24rem, 100vw. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <libxml/tree.h>

struct addresses;
struct web;

struct web_options {
  const char *theme; /* the theme's folder */
  bool pdf;          /* issues have a PDF beside their pages: link it */
  bool large;        /* and one in large type */
  bool codes;        /* make QR codes */
  const char *cache; /* folder that keeps pictures between builds, or NULL */
  bool search;       /* there is an index (web/finder.h): make search.html */
  bool no_pictures;  /* pages alone, as a check of the theme wants them */
};

/* Templates compiled and ready; NULL and messages when one is wrong. */
struct web *web_load(const struct web_options *o);
void web_free(struct web *w);
/* Does THEME have a page for search, search.html? */
bool web_has_search(const char *theme);
/* Pages and pictures of one issue, into OUT/<paper>/<date>/. PLACED and CARD,
 * the issue's in the site document, may be NULL. False when a message said so.
 * Safe in forked workers: it writes nothing outside that folder. */
bool web_issue(const struct web *w, const xmlDoc *issue, const xmlDoc *placed,
               const xmlNode *card, const char *out);
/* What all issues share: home, the archive, feeds, account codes, pages at
 * former addresses, OUT/assets/. */
struct web_shared {
  const xmlDoc *site;
  const struct addresses *addresses; /* of SITE */
  const char *feeds;                 /* folder of entries (web/feed.h) */
};
bool web_site(const struct web *w, const struct web_shared *s,
              const char *out);
/* OUT/assets/ alone. */
bool web_assets(const struct web *w, const char *out);

#endif
