/* The inside of asset/profile*: what its files share. */
#ifndef ASSET_PROFILE_IN_H
#define ASSET_PROFILE_IN_H

struct buf;

/* ICC, a profile of Little CMS, appended to B with a date that is no clock's,
 * and closed. */
void profile_save(void *icc, struct buf *b);

#endif
