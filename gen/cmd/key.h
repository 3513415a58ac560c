/* Keys: what decides whether an issue, or the pages that all share, must be
 * made again. Equal key, equal output. */
#ifndef CMD_KEY_H
#define CMD_KEY_H

#include <libxml/tree.h>

struct options;

/* Hash of the program, the theme's files and the options that change what is
 * written. */
void key_common(char hex[33], const struct options *o, const char *theme);
/* Hash of COMMON, the issue's folder DIR, its paper's files and fillers in
 * PAPER_DIR, and of the SITE's papers and issue dates. */
void key_issue(char hex[33], const char *common, const char *dir,
               const char *paper_dir, const xmlNode *site);
/* Hash of COMMON and all cards. */
void key_site(char hex[33], const char *common, xmlDoc *site);

#endif
