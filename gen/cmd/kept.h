/* Placement documents (page/placed.h) kept between builds, in
 * .cache/placed/PAPER/DATE, so that the report of an issue that is unchanged
 * need not be made again. Each stands with the key of its issue: after a build
 * that was killed, or one with other options, it does not count. */
#ifndef CMD_KEPT_H
#define CMD_KEPT_H

#include <libxml/tree.h>

struct output;

/* The placement of the issue REL when it had KEY; owned. NULL: none is kept. */
xmlDoc *kept_recall(const struct output *o, const char *rel, const char *key);
void kept_remember(const struct output *o, const char *rel, const char *key,
                   xmlDoc *placed);

#endif
