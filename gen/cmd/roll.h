/* The roll of an issue: what it is and every story of it, with its file,
 * added to the placement that is kept of it (cmd/kept.h), so that the desk
 * need not read the manuscripts again.
 *
 *   about @paper @date @title (of the paper) @number (of the issue)
 *   story @id @kind (article, filler, ad) @title @section @priority @page (that
 *         its editor gave it) @file (below the content folder) @line @words
 *         (characters of its body, without white space)
 */
#ifndef CMD_ROLL_H
#define CMD_ROLL_H

#include <libxml/tree.h>

/* ISSUE, loaded from the folder CONTENT, as it is before PLACED has told it
 * the pages. */
void roll_record(xmlDoc *placed, const xmlDoc *issue, const char *content);

#endif
