/* A theme: a folder with the look of the site and of the paper. It may name
 * another in its theme.yaml (`base: default`); what it does not have itself is
 * then taken from there, file by file, so that it holds only what differs.
 * Where it has a print.css of its own, editions (large.css) are not taken:
 * they go with the print.css that they were written for. A base has no base
 * itself. Uses: tree/template, page/style, web/ and the key of builds. */
#ifndef TREE_THEME_H
#define TREE_THEME_H

#include <stdbool.h>

/* Folder of the theme NAME (or default, if NULL), owned: UP/themes/NAME,
 * ./themes/NAME, or what came with the program; NULL when there is none. UP
 * may be NULL. */
char *theme_find(const char *name, const char *up);
/* Folder of what THEME is based on; owned, NULL when on nothing. Looked for
 * beside THEME first. One that cannot be found is told, once. */
char *theme_base(const char *theme);
/* The path of NAME (may be in a folder below): THEME's own or the base's;
 * THEME's own where none has it. Owned. */
char *theme_file(const char *theme, const char *name);
/* The same of an edition's style sheet. */
char *theme_sheet(const char *theme, const char *name);
bool theme_has(const char *theme, const char *name);

#endif
