/* What the folders of issues hold, as a hash, made by a process of its own
 * while the first one reads the cards. */
#ifndef CMD_DIGEST_H
#define CMD_DIGEST_H

#include <stdbool.h>

struct digests;

/* Begins with all folders CONTENT/PAPER/DAY. CONTENT is borrowed. If not
 * APART, or where no process can be started, digest_of makes each when it is
 * asked. */
struct digests *digest_start(const char *content, bool apart);
/* The key_folder of CONTENT/REL. Quickest in the order of tree/site.h; the
 * first call waits for the process. */
void digest_of(struct digests *d, const char *rel, char hex[33]);
/* Ends the process if it still runs. D may be NULL. */
void digest_free(struct digests *d);

#endif
