/* Commands for designers: theme check, theme new. */
#ifndef CMD_THEME_H
#define CMD_THEME_H

#include "cmd/option.h"

/* [THEME] [CONTENT]: judges a theme, tried on CONTENT. */
int theme_check(const struct options *o);
/* NAME: a new theme to begin with. */
int theme_new(const struct options *o);
/* The themes that are found. */
int theme_list(const struct options *o);
/* The Debian package that has the face FAMILY; NULL when it is not known. */
const char *theme_package(const char *family);

#endif
