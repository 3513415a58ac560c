/* A story's beginning: an archetype of the paper with its keys filled in. */
#ifndef CMD_ARCHETYPE_H
#define CMD_ARCHETYPE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* NULL: the archetype's own line stays as it is. */
struct archetype {
  const char *title, *section, *page;
};

/* Appends the N bytes of TEXT, read from FILE, with the lines of these keys
 * set to V's values; a key that it has not is added at the end of its front
 * matter. All else stays, byte for byte. False when the front matter does not
 * end or has faults, which were reported as FILE's. */
bool archetype_fill(struct buf *b, const char *text, size_t n,
                    const char *file, const struct archetype *v);

#endif
