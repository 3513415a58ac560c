/* The colours of sheets as the inks of a press with a profile: what the theme
 * mixes itself (device-cmyk) and greys, which are black alone, stay; other
 * colours go through the profile, as pictures do. */
#ifndef DRAW_PRESSINK_H
#define DRAW_PRESSINK_H

struct profile;
struct sheets;

/* S with other inks, or S as it is where PROFILE is NULL. All else is borrowed
 * from S. Release with pressink_free. */
struct sheets pressink_copy(const struct sheets *s,
                            const struct profile *profile);
void pressink_free(struct sheets *copy, const struct sheets *s);

#endif
