/* The properties that browsers know (CSS as of 2024, without prefixes). */
#ifndef ASSET_WEBPROPS_H
#define ASSET_WEBPROPS_H

#include <stdbool.h>

bool webprops_has(const char *name);
/* The one whose name is nearest to NAME, at most two letters away; or NULL. */
const char *webprops_near(const char *name);

#endif
