/* A paper's folder: paper.yaml to <paper>, and what site.yaml says. */
#ifndef TREE_PAPER_H
#define TREE_PAPER_H

#include <libxml/tree.h>
#include <stdbool.h>

/* Appends <paper> for the folder CONTENT/ID to PARENT and returns how many
 * faults were found, all reported. The account's @image is a path from the
 * working folder, like CONTENT; its @url is always there, read from the picture
 * when only that is given. A picture that is missing, leaves the folder, holds
 * no code or another address than url is a fault. */
int paper_load(xmlNode *parent, const char *content, const char *id);
/* Sets @lang (zh-CN by default) and @base-url (ends with /, "" when there is
 * none) of N from CONTENT/site.yaml; WHOLE: also @theme and <title>. Returns
 * the faults. */
int paper_site(xmlNode *n, const char *content, bool whole);

#endif
