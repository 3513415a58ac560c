/* Pictures of articles, as they are, beside the pages that show them. */
#ifndef WEB_PICTURE_H
#define WEB_PICTURE_H

#include <stdbool.h>
#include <libxml/tree.h>

/* Links or copies the picture of every figure of ISSUE to DIR/@src. What
 * leads out of the issue's folder is told and left out. */
bool picture_place_all(const xmlNode *issue, const char *dir);

#endif
