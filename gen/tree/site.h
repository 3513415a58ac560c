/* Pass 1: all papers, issues and articles as cards, from YAML and front matter
 * alone. */
#ifndef TREE_SITE_H
#define TREE_SITE_H

#include <libxml/tree.h>

/* The site document of folder CONTENT, owned (xmlFreeDoc): papers by name,
 * issues newest first. Reported are faults of site.yaml, of every paper.yaml
 * and of folders; those of issues and articles are issue_load's to report, and
 * an issue of which nothing can be read gets a card with id, date
 * and url alone. NULL, reported, when
 * CONTENT cannot be read or holds no paper. */
xmlDoc *site_load(const char *content);
/* Reads the issue of CARD, in a document of site_load, again; its new card
 * stands in its place and CARD is gone. NULL, CARD as it was, when there is no
 * issue any longer. */
xmlNode *site_again(xmlNode *card, const char *content);

#endif
