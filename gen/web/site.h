/* What all issues share: the home page, the archive and feed of each paper,
 * the accounts' codes, what search engines ask for, pages at former addresses,
 * 404.html, and the theme's files. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include <stdbool.h>

struct page;
struct web_shared;

/* Into the folder OUT; P has $site. */
bool site_write(struct page *p, const struct web_shared *s, const char *out);
/* OUT/assets/ alone, of the theme in the folder THEME. */
bool site_assets(const char *theme, const char *out);

#endif
