#include "asset/profile.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

#include "asset/profile_in.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

enum {
  NAME = 128,
  STEP = 1 << 16, /* pixels at a time */
  HEAD = 128,     /* bytes (ICC.1:2004, 7.2) */
  DATE = 24,      /* where its date stands */
  DATE_LEN = 12
};

struct profile {
  struct buf data;
  cmsHTRANSFORM transform;
  char name[NAME];
};

static void read_name(struct profile *p, cmsHPROFILE icc)
{
  cmsUInt32Number n = cmsGetProfileInfoASCII(icc, cmsInfoDescription, "en",
                                             "US", p->name, NAME);
  p->name[n && n < NAME ? n : NAME - 1] = '\0';
  for (char *s = p->name; *s; s++)
    if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7E)
      *s = '?';
}

static void open_transform(struct profile *p, cmsHPROFILE icc)
{
  cmsHPROFILE rgb = cmsCreate_sRGBProfile();
  p->transform = cmsCreateTransform(rgb, TYPE_RGB_8, icc, TYPE_CMYK_8,
                                    INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);
  cmsCloseProfile(rgb);
  read_name(p, icc);
}

/* Little CMS takes a file whose end is missing as long as its header stands. */
static bool is_whole(const struct buf *b)
{
  const unsigned char *s = (const unsigned char *)b->s;
  return b->n >= HEAD && ((size_t)s[0] << 24 | (size_t)s[1] << 16 |
                          (size_t)s[2] << 8 | s[3]) <= b->n;
}

/* NULL, or what is wrong with the profile, with a %s for its name. */
static const char *open_profile(struct profile *p)
{
  const char *wrong = NULL;
  cmsHPROFILE icc =
      is_whole(&p->data)
          ? cmsOpenProfileFromMem(p->data.s, (cmsUInt32Number)p->data.n)
          : NULL;
  if (!icc)
    return _("%s is damaged or no ICC profile, ask the press house for it "
             "again");
  if (cmsGetColorSpace(icc) != cmsSigCmykData)
    wrong = _("%s is a profile for other colours than the four inks of a "
              "press (CMYK), ask the press house for theirs");
  else if (cmsGetDeviceClass(icc) != cmsSigOutputClass)
    wrong = _("%s is no profile of a press (its class is not “output”), ask "
              "the press house for theirs");
  else
    open_transform(p, icc);
  if (!wrong && !p->transform)
    wrong = _("%s is damaged and cannot turn colours into inks, ask the press "
              "house for it again");
  cmsCloseProfile(icc);
  return wrong;
}

struct profile *profile_load(const char *path, struct place at)
{
  struct profile *p = mem_new(sizeof *p);
  bool read = file_read(&p->data, path, PROFILE_LIMIT);
  const char *wrong = read ? open_profile(p) : NULL;
  if (read && !wrong)
    return p;
  if (wrong)
    diag_once(LEVEL_ERROR, at, wrong, path);
  profile_free(p);
  return NULL;
}

void profile_free(struct profile *p)
{
  if (!p)
    return;
  if (p->transform)
    cmsDeleteTransform(p->transform);
  buf_free(&p->data);
  free(p);
}

const char *profile_name(const struct profile *p)
{
  return *p->name ? p->name : "Custom";
}

const void *profile_data(const struct profile *p, size_t *n)
{
  *n = p->data.n;
  return p->data.s;
}

/* Little CMS gives inks as 0–255, full ink 255 (TYPE_CMYK_8). */
void profile_pixels(const struct profile *p, const uint8_t *rgb, uint8_t *cmyk,
                    size_t n)
{
  while (n > 0) {
    size_t step = n < STEP ? n : STEP;
    cmsDoTransform(p->transform, rgb, cmyk, (cmsUInt32Number)step);
    rgb += 3 * step;
    cmyk += 4 * step;
    n -= step;
  }
}

/* --- profiles of our own ------------------------------------------------- */

void profile_save(void *icc, struct buf *b)
{
  static const char day[DATE_LEN] = {0x07, (char)0xD0, 0, 1, 0, 1};
  cmsUInt32Number n = 0;
  cmsSaveProfileToMem(icc, NULL, &n);
  char *v = mem_array(n, 1);
  cmsSaveProfileToMem(icc, v, &n);
  memcpy(v + DATE, day, DATE_LEN);
  buf_put(b, v, n);
  free(v);
  cmsCloseProfile(icc);
}

/* The version is that of PDF 1.7. */
void profile_srgb(struct buf *b)
{
  cmsHPROFILE icc = cmsCreate_sRGBProfile();
  cmsSetProfileVersion(icc, 4.2);
  profile_save(icc, b);
}
