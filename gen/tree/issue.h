/* A folder CONTENT/PAPER/DATE to the tree of an issue: the paper's furniture,
 * page names, articles with bodies, the paper's fillers, what the issue pins.
 * Everything that is wrong with a file is reported; what could be read is in
 * the tree. */
#ifndef TREE_ISSUE_H
#define TREE_ISSUE_H

#include <libxml/tree.h>
#include <stdbool.h>

/* The document, owned (xmlFreeDoc), not yet checked: hand it to check_issue,
 * which also fails when @faults counts faults of loading. Never NULL.
 * CONTENT is a path from the working folder, and so are @src and @dir. */
xmlDoc *issue_load(const char *content, const char *paper, const char *date);
/* Appends the same issue of PAPER as cards to TO, an element of the same
 * document: front matter only, no messages, completed. False when there is
 * none. Several threads may do this, each with a TO of its own. */
bool issue_card(xmlNode *to, const xmlNode *paper, const char *content,
                const char *date);

#endif
