/* The profile of a press: an ICC file that the press house gives, and sRGB
 * turned into its inks; the profile of sRGB itself. Little CMS stays in
 * asset/profile*. */
#ifndef ASSET_PROFILE_H
#define ASSET_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct buf;
struct profile;

enum { PROFILE_LIMIT = 16 << 20 /* bytes */ };

/* Reads PATH, untrusted: NULL, and a diag at AT that says why, unless it is a
 * profile of an output device with four inks. Owned. */
struct profile *profile_load(const char *path, struct place at);
void profile_free(struct profile *p);
/* Its name as it says itself, ASCII, or "Custom"; borrowed. */
const char *profile_name(const struct profile *p);
/* The file as it is; *N: how many bytes. Borrowed. */
const void *profile_data(const struct profile *p, size_t *n);
/* N pixels of sRGB as its CMYK, 0–255 each, by the perceptual intent. */
void profile_pixels(const struct profile *p, const uint8_t *rgb, uint8_t *cmyk,
                    size_t n);

/* A profile of sRGB (IEC 61966-2-1), appended to B: that of Little CMS, free to
 * use, the same bytes each time. Its curves are functions: programs that turn
 * tables round for every page they read take five times as long. */
void profile_srgb(struct buf *b);
/* A profile of four inks that were mixed plainly (base/ink.h), appended to B:
 * for a press file that must have one and was given none. What it says is what
 * these inks look like on a screen; of a press it knows nothing. */
void profile_plain(struct buf *b);

#endif
