/* Keys: what decides whether an issue, or the pages that all share, must be
 * made again. Equal key, equal output. */
#ifndef CMD_KEY_H
#define CMD_KEY_H

#include <stdbool.h>
#include <libxml/tree.h>

struct options;

/* Hash of the program, the theme's files and the options that change what is
 * written. */
void key_common(char hex[33], const struct options *o, const char *theme);
/* Hash of COMMON and the SITE's papers and issue dates. */
void key_cards(char hex[33], const char *common, const xmlNode *site);
/* Hash of CARDS (key_cards) and the files that a paper's issues share, in its
 * folder DIR: paper.yaml and fillers. */
void key_paper(char hex[33], const char *cards, const char *dir);
/* Hash of what is in the folder DIR. */
void key_folder(char hex[33], const char *dir);
/* Hash of PAPER (key_paper), the issue's FOLDER (key_folder) and what its
 * pages show of related stories (@kin of its card). */
void key_issue(char hex[33], const char *paper, const char *folder,
               const char *kin);
/* Hash of CARD, an issue's; with ALL, of its articles too. */
void key_card(char hex[33], const xmlNode *card, bool all);
/* Hash of COMMON and all cards. */
void key_site(char hex[33], const char *common, xmlDoc *site);

#endif
