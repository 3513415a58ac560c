/* The theme's tokens.css as the site has it: without what is there for paper
 * alone, the rules of @media print, whose inks no browser knows. */
#ifndef WEB_TOKENS_H
#define WEB_TOKENS_H

#include <stdbool.h>

/* THEME/tokens.css to the folder TO. */
bool tokens_write(const char *theme, const char *to);

#endif
