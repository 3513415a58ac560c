/* The profile of inks that were mixed plainly (base/ink.h): tables sampled from
 * that conversion, both ways. */
#include <lcms2.h>
#include <stdint.h>

#include "asset/profile.h"
#include "asset/profile_in.h"
#include "base/ink.h"

enum {
  GRID_INKS = 7, /* points of an axis of the tables */
  GRID_LAB = 15,
  WHOLE = 65535,
  FULL = 1000
};

static const char name[] = "Plain CMYK of sRGB, no press";

static uint16_t share(cmsUInt16Number v)
{
  return (uint16_t)((v * FULL + WHOLE / 2) / WHOLE);
}

static cmsInt32Number to_lab(const cmsUInt16Number in[], cmsUInt16Number out[],
                             void *transform)
{
  const struct ink ink = ink_shown((struct cmyk){
      share(in[0]), share(in[1]), share(in[2]), share(in[3])});
  const uint8_t rgb[3] = {ink.r, ink.g, ink.b};
  cmsDoTransform(transform, rgb, out, 1);
  return TRUE;
}

static cmsInt32Number to_inks(const cmsUInt16Number in[], cmsUInt16Number out[],
                              void *transform)
{
  uint8_t rgb[3], v[4];
  cmsDoTransform(transform, in, rgb, 1);
  ink_pixels(rgb, v, 1);
  for (int i = 0; i < 4; i++)
    out[i] = (cmsUInt16Number)(v[i] * (WHOLE / UINT8_MAX));
  return TRUE;
}

/* Inside of the gamut: what lies outside is cut off by the tables. */
static cmsInt32Number to_inside(const cmsUInt16Number in[],
                                cmsUInt16Number out[], void *data)
{
  (void)in;
  (void)data;
  out[0] = 0;
  return TRUE;
}

struct table {
  cmsUInt32Number in, out, grid;
  cmsSAMPLER16 sampler;
  void *data;
};

static void put_table(cmsHPROFILE icc, cmsTagSignature tag,
                      const struct table *t)
{
  cmsPipeline *line = cmsPipelineAlloc(NULL, t->in, t->out);
  cmsStage *stage =
      cmsStageAllocCLut16bit(NULL, t->grid, t->in, t->out, NULL);
  cmsStageSampleCLut16bit(stage, t->sampler, t->data, 0);
  cmsPipelineInsertStage(line, cmsAT_END, stage);
  cmsWriteTag(icc, tag, line);
  cmsPipelineFree(line);
}

static void put_words(cmsHPROFILE icc, cmsTagSignature tag, const char *words)
{
  cmsMLU *mlu = cmsMLUalloc(NULL, 1);
  cmsMLUsetASCII(mlu, "en", "US", words);
  cmsWriteTag(icc, tag, mlu);
  cmsMLUfree(mlu);
}

static void put_tables(cmsHPROFILE icc)
{
  cmsHPROFILE rgb = cmsCreate_sRGBProfile(), lab = cmsCreateLab2Profile(NULL);
  const cmsUInt32Number intent = INTENT_RELATIVE_COLORIMETRIC,
                        how = cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE;
  cmsHTRANSFORM out = cmsCreateTransform(rgb, TYPE_RGB_8, lab, TYPE_LabV2_16,
                                         intent, how);
  cmsHTRANSFORM in = cmsCreateTransform(lab, TYPE_LabV2_16, rgb, TYPE_RGB_8,
                                        intent, how);
  put_table(icc, cmsSigAToB0Tag, &(struct table){4, 3, GRID_INKS, to_lab, out});
  put_table(icc, cmsSigBToA0Tag, &(struct table){3, 4, GRID_LAB, to_inks, in});
  put_table(icc, cmsSigGamutTag, &(struct table){3, 1, 2, to_inside, NULL});
  cmsDeleteTransform(out);
  cmsDeleteTransform(in);
  cmsCloseProfile(rgb);
  cmsCloseProfile(lab);
}

void profile_plain(struct buf *b)
{
  cmsHPROFILE icc = cmsCreateProfilePlaceholder(NULL);
  cmsSetProfileVersion(icc, 2.4);
  cmsSetDeviceClass(icc, cmsSigOutputClass);
  cmsSetColorSpace(icc, cmsSigCmykData);
  cmsSetPCS(icc, cmsSigLabData);
  put_words(icc, cmsSigProfileDescriptionTag, name);
  put_words(icc, cmsSigCopyrightTag, "No copyright, use freely");
  cmsWriteTag(icc, cmsSigMediaWhitePointTag, cmsD50_XYZ());
  put_tables(icc);
  cmsLinkTag(icc, cmsSigAToB1Tag, cmsSigAToB0Tag);
  cmsLinkTag(icc, cmsSigAToB2Tag, cmsSigAToB0Tag);
  cmsLinkTag(icc, cmsSigBToA1Tag, cmsSigBToA0Tag);
  cmsLinkTag(icc, cmsSigBToA2Tag, cmsSigBToA0Tag);
  profile_save(icc, b);
}
