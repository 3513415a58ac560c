/* A title as a name for addresses and files: 社区食堂开张 becomes
 * shequ-shitang-kaizhang. Words are ICU's, readings those of asset/pinyin and
 * of a table of words that are read otherwise than their characters alone. */
#ifndef ASSET_SLUG_H
#define ASSET_SLUG_H

#include <stdbool.h>

enum {
  SLUG_ROOM = 64, /* what an id may have (type_is_id) */
  SLUG_MAX = 48   /* what is made: short names make small QR codes */
};

/* An id of TITLE (UTF-8; what is not is passed over), owned: a-z, 0-9 and
 * hyphens between the words, at most SLUG_MAX, cut at a word if it can be.
 * Latin loses case and accents, marks and other scripts are left out. Never
 * empty: "gao" where nothing is left. Never the name of a page of the site
 * (index, p1, p2 …): those get "gao-" before them. Takes some 20 ms. */
char *slug_make(const char *title);
/* Is NAME one that a page of the site has: index, p1, p2 …? */
bool slug_is_page(const char *name);
/* SLUG with "-N" behind it, cut so that it is at most SLUG_ROOM; owned. For
 * names that are taken: N from 2. */
char *slug_numbered(const char *slug, int n);

#endif
