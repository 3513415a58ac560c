/* Folders that are watched for changes, with all folders below them (inotify).
 * What editors leave while they save is no change: names that begin with a dot
 * or #, end in ~ or #, in .swp, .swx, .tmp, .part, Word's ~$…, vim's 4913. */
#ifndef SERVE_LOOKOUT_H
#define SERVE_LOOKOUT_H

#include <stdbool.h>

struct lookout;

enum lookout_kind {
  LOOKOUT_DONE,  /* PATH was written and closed, renamed, removed … */
  LOOKOUT_OPEN,  /* PATH is being written, more may come: wait longer */
  LOOKOUT_ALL,   /* much has changed, or events were lost; PATH is the root */
  LOOKOUT_GONE,  /* the root PATH is no longer there */
  LOOKOUT_LIMIT  /* the system lets no more folders be watched */
};

/* PATH begins with the root as lookout_add had it. */
typedef void lookout_change(void *data, const char *path,
                            enum lookout_kind kind);

/* NULL, errno set, when the system gives no inotify. */
struct lookout *lookout_new(void);
void lookout_free(struct lookout *w);
int lookout_fd(const struct lookout *w);
/* Watches ROOT. False, errno set, when it is not there (ENOENT) or the system
 * lets no more be watched (ENOSPC). Adding a root again is nothing. */
bool lookout_add(struct lookout *w, const char *root);
/* Tells CHANGE of all that came. */
void lookout_read(struct lookout *w, lookout_change *change, void *data);
/* Is NAME what editors leave behind? */
bool lookout_is_noise(const char *name);

#endif
