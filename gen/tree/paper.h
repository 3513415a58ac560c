/* A paper's folder: paper.yaml to <paper>, and what site.yaml says. */
#ifndef TREE_PAPER_H
#define TREE_PAPER_H

#include <libxml/tree.h>
#include <stdbool.h>

/* Appends <paper> for the folder CONTENT/ID to PARENT and returns how many
 * faults were found, all reported. The account's @image is a path from the
 * working folder, like CONTENT; its @url is always there, read from the picture
 * when only that is given. A picture that is missing, leaves the folder, holds
 * no code or another address than url is a fault. What government sites must
 * say becomes <government>, its @column-type always there. */
int paper_load(xmlNode *parent, const char *content, const char *id);
/* The section of PAPER whose name or id is NAME; NULL: it has none such. */
const xmlNode *paper_section(const xmlNode *paper, const char *name);
/* Where STORY's @section names a section of PAPER, by its name or id: sets it
 * to the name, and @section-id. Else false. */
bool paper_name_section(xmlNode *story, const xmlNode *paper);
/* Sets @lang (zh-CN by default) and @base-url (ends with /, "" when there is
 * none) of N from CONTENT/site.yaml; WHOLE: also @theme and <title>. Returns
 * the faults. */
int paper_site(xmlNode *n, const char *content, bool whole);

#endif
