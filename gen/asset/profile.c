#include "asset/profile.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

enum { NAME = 128, STEP = 1 << 16 /* pixels at a time */ };

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

/* False: not a profile for a press. */
static bool open_transform(struct profile *p)
{
  cmsHPROFILE icc =
      cmsOpenProfileFromMem(p->data.s, (cmsUInt32Number)p->data.n);
  if (!icc)
    return false;
  if (cmsGetColorSpace(icc) == cmsSigCmykData &&
      cmsGetDeviceClass(icc) == cmsSigOutputClass) {
    cmsHPROFILE rgb = cmsCreate_sRGBProfile();
    p->transform = cmsCreateTransform(rgb, TYPE_RGB_8, icc, TYPE_CMYK_8,
                                      INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);
    cmsCloseProfile(rgb);
    read_name(p, icc);
  }
  cmsCloseProfile(icc);
  return p->transform != NULL;
}

struct profile *profile_load(const char *path, struct place at)
{
  struct profile *p = mem_new(sizeof *p);
  if (!file_read(&p->data, path, PROFILE_LIMIT)) {
    profile_free(p);
    return NULL;
  }
  if (open_transform(p))
    return p;
  diag_once(LEVEL_ERROR, at,
            _("%s is no ICC profile of a press with four inks, ask the press "
              "house for theirs"),
            path);
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
