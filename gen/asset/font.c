#include "asset/font.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

enum { EM = 1000, RUNES = 0x110000 };

struct extents {
  bool known, filled;
  int box[4];
};

struct face {
  struct face_info info;
  char *family, *postscript, *file;
  int index;        /* in a collection */
  size_t file_size; /* bytes */
  hb_face_t *hb_face;
  hb_font_t *hb;
  uint32_t glyphs;
  uint32_t *cmap;   /* per rune: 0 not asked yet, else glyph + 1 */
  int32_t *advance; /* per glyph: 0 not asked yet, else advance + 1 */
  struct extents *extents; /* per glyph */
  FT_Library library; /* its own, so that faces may be asked side by side */
  FT_Face ft;         /* both NULL until fonts_outline asks */
  bool outline_known;
  enum face_outline outline;
};

/* What was asked for, with its answer: also a "no". */
struct asked {
  char *family;
  int weight, face;
};

struct fonts {
  pthread_t loader; /* finds out what is installed, while LOADING */
  bool loading;
  FcConfig *config; /* NULL until the first question */
  struct face **v;
  size_t n, cap;
  struct asked *asked;
  size_t nasked, askedcap;
};

static void *load_config(void *arg)
{
  struct fonts *f = arg;
  f->config = FcInitLoadConfigAndFonts();
  return NULL;
}

static void end_loading(struct fonts *f)
{
  if (f->loading)
    pthread_join(f->loader, NULL);
  f->loading = false;
}

struct fonts *fonts_new(void)
{
  struct fonts *f = mem_new(sizeof *f);
  f->loading = pthread_create(&f->loader, NULL, load_config, f) == 0;
  return f;
}

static void face_free(struct face *face)
{
  if (face->ft)
    FT_Done_Face(face->ft);
  if (face->library)
    FT_Done_FreeType(face->library);
  hb_font_destroy(face->hb);
  hb_face_destroy(face->hb_face);
  free(face->cmap);
  free(face->advance);
  free(face->extents);
  free(face->family);
  free(face->postscript);
  free(face->file);
  free(face);
}

void fonts_free(struct fonts *f)
{
  if (!f)
    return;
  end_loading(f);
  for (size_t i = 0; i < f->n; i++)
    face_free(f->v[i]);
  for (size_t i = 0; i < f->nasked; i++)
    free(f->asked[i].family);
  if (f->config)
    FcConfigDestroy(f->config);
  free(f->v);
  free(f->asked);
  free(f);
}

/* --- finding ------------------------------------------------------------ */

static bool names_family(FcPattern *p, const char *family)
{
  FcChar8 *s;
  for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &s) == FcResultMatch; i++)
    if (!strcasecmp((const char *)s, family))
      return true;
  return false;
}

static int weight_of(FcPattern *p)
{
  double w = FC_WEIGHT_REGULAR;
  FcPatternGetDouble(p, FC_WEIGHT, 0, &w);
  return (int)(FcWeightToOpenTypeDouble(w) + 0.5);
}

/* Upright before slanted, then the nearest weight; the rest only keeps the
 * choice independent of the order of folders. */
static long distance(FcPattern *p, int weight)
{
  int slant = 0;
  FcPatternGetInteger(p, FC_SLANT, 0, &slant);
  int w = weight_of(p);
  return slant * 100000L + labs((long)w - weight) * 2 + (w < weight);
}

/* A variable face cannot be embedded as it is: its instances are refused. */
static bool is_variable(FcPattern *p)
{
  FcBool variable = FcFalse;
  int index = 0;
  FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
  FcPatternGetInteger(p, FC_INDEX, 0, &index);
  return variable || index >> 16;
}

static bool later_file(FcPattern *a, FcPattern *b)
{
  FcChar8 *fa = NULL, *fb = NULL;
  FcPatternGetString(a, FC_FILE, 0, &fa);
  FcPatternGetString(b, FC_FILE, 0, &fb);
  return fa && fb && strcmp((const char *)fa, (const char *)fb) > 0;
}

static FcPattern *nearest(FcFontSet *set, const char *family, int weight)
{
  FcPattern *best = NULL;
  bool variable = false;
  for (int i = 0; i < set->nfont; i++) {
    FcPattern *p = set->fonts[i];
    if (!names_family(p, family))
      continue;
    if (is_variable(p)) {
      variable = true;
      continue;
    }
    long more = best ? distance(p, weight) - distance(best, weight) : -1;
    if (more < 0 || (more == 0 && later_file(best, p)))
      best = p;
  }
  if (!best && variable)
    diag_once(LEVEL_WARN, place_none(),
              _("the font \"%s\" is installed only as a variable font, which "
                "cannot be embedded; install its static fonts"),
              family);
  return best;
}

/* FcFontList instead of FcFontMatch: five times as fast, and it never
 * answers with another family. */
static FcFontSet *list_family(FcConfig *config, const char *family)
{
  FcPattern *p = FcPatternCreate();
  FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)family);
  FcObjectSet *what = FcObjectSetBuild(FC_FAMILY, FC_FILE, FC_INDEX, FC_WEIGHT,
                                       FC_SLANT, FC_VARIABLE, (char *)NULL);
  FcFontSet *set = FcFontList(config, p, what);
  FcObjectSetDestroy(what);
  FcPatternDestroy(p);
  return set;
}

/* --- opening ------------------------------------------------------------ */

static int read16(const uint8_t *p)
{
  return (int16_t)(p[0] << 8 | p[1]);
}

static int to_em(const struct face *face, int units)
{
  int upem = (int)hb_face_get_upem(face->hb_face);
  int half = units < 0 ? -upem / 2 : upem / 2;
  return (int)(((long)units * EM + half) / upem);
}

/* Bytes of table TAG if it is at least NEED long, else NULL. */
static const uint8_t *table(const struct face *face, hb_tag_t tag,
                            unsigned need, hb_blob_t **blob)
{
  unsigned n;
  *blob = hb_face_reference_table(face->hb_face, tag);
  const char *p = hb_blob_get_data(*blob, &n);
  return n >= need ? (const uint8_t *)p : NULL;
}

static void read_os2(struct face *face)
{
  hb_blob_t *blob;
  const uint8_t *p = table(face, HB_TAG('O', 'S', '/', '2'), 72, &blob);
  face->info.ascent = p ? to_em(face, read16(p + 68)) : 880;
  face->info.descent = p ? to_em(face, read16(p + 70)) : -120;
  hb_blob_destroy(blob);
  hb_position_t cap;
  hb_ot_metrics_get_position_with_fallback(face->hb,
                                           HB_OT_METRICS_TAG_CAP_HEIGHT, &cap);
  face->info.cap_height = cap;
}

static void read_head(struct face *face)
{
  hb_blob_t *blob;
  const uint8_t *p = table(face, HB_TAG('h', 'e', 'a', 'd'), 44, &blob);
  for (int i = 0; p && i < 4; i++)
    face->info.bbox[i] = to_em(face, read16(&p[36 + 2 * i]));
  hb_blob_destroy(blob);
  p = table(face, HB_TAG('p', 'o', 's', 't'), 8, &blob);
  face->info.italic = p ? read16(p + 4) : 0;
  hb_blob_destroy(blob);
}

static void read_names(struct face *face)
{
  char name[128] = "";
  unsigned n = sizeof name;
  hb_ot_name_get_utf8(face->hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
                      HB_LANGUAGE_INVALID, &n, name);
  face->postscript = mem_copy(name[0] ? name : "Unnamed");
  face->info.postscript = face->postscript;
  face->info.family = face->family;
}

static struct face *face_open(const char *file, int index)
{
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
  if (!blob)
    return NULL;
  struct face *face = mem_new(sizeof *face);
  face->file_size = hb_blob_get_length(blob);
  face->hb_face = hb_face_create(blob, (unsigned)index);
  hb_blob_destroy(blob);
  face->glyphs = hb_face_get_glyph_count(face->hb_face);
  face->hb = hb_font_create(face->hb_face);
  hb_font_set_scale(face->hb, EM, EM);
  face->file = mem_copy(file);
  face->index = index;
  if (!face->glyphs) {
    face_free(face);
    return NULL;
  }
  face->cmap = mem_array(RUNES, sizeof *face->cmap);
  face->advance = mem_array(face->glyphs, sizeof *face->advance);
  face->extents = mem_array(face->glyphs, sizeof *face->extents);
  return face;
}

static int opened(const struct fonts *f, const char *file, int index)
{
  for (size_t i = 0; i < f->n; i++)
    if (f->v[i]->index == index && !strcmp(f->v[i]->file, file))
      return (int)i;
  return -1;
}

static int open_pattern(struct fonts *f, FcPattern *p, const char *family)
{
  FcChar8 *file;
  int index = 0;
  if (FcPatternGetString(p, FC_FILE, 0, &file) != FcResultMatch)
    return -1;
  FcPatternGetInteger(p, FC_INDEX, 0, &index);
  int known = opened(f, (const char *)file, index);
  if (known >= 0)
    return known;
  struct face *face = face_open((const char *)file, index);
  if (!face) {
    diag_once(LEVEL_ERROR, place_file((const char *)file),
              _("this font cannot be read, install it again"));
    return -1;
  }
  face->family = mem_copy(family);
  face->info.weight = weight_of(p);
  read_names(face);
  read_os2(face);
  read_head(face);
  f->v = mem_grow(f->v, &f->cap, f->n + 1, sizeof *f->v);
  f->v[f->n] = face;
  return (int)f->n++;
}

static int search(struct fonts *f, const char *family, int weight)
{
  end_loading(f);
  if (!f->config)
    load_config(f);
  FcFontSet *set = f->config ? list_family(f->config, family) : NULL;
  if (!set)
    return -1;
  FcPattern *p = nearest(set, family, weight);
  int face = p ? open_pattern(f, p, family) : -1;
  FcFontSetDestroy(set);
  return face;
}

int fonts_find(struct fonts *f, const char *family, int weight)
{
  for (size_t i = 0; i < f->nasked; i++)
    if (f->asked[i].weight == weight && !strcmp(f->asked[i].family, family))
      return f->asked[i].face;
  int face = search(f, family, weight);
  f->asked = mem_grow(f->asked, &f->askedcap, f->nasked + 1, sizeof *f->asked);
  f->asked[f->nasked++] = (struct asked){mem_copy(family), weight, face};
  return face;
}

/* --- questions ---------------------------------------------------------- */

int fonts_count(const struct fonts *f)
{
  return (int)f->n;
}

const struct face_info *fonts_info(const struct fonts *f, int face)
{
  return &f->v[face]->info;
}

uint32_t fonts_glyph_count(const struct fonts *f, int face)
{
  return f->v[face]->glyphs;
}

hb_font_t *fonts_hb(struct fonts *f, int face)
{
  return f->v[face]->hb;
}

uint32_t fonts_glyph(struct fonts *f, int face, uint32_t rune)
{
  struct face *c = f->v[face];
  if (rune >= RUNES)
    return 0;
  if (!c->cmap[rune]) {
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(c->hb, rune, &glyph))
      glyph = 0;
    c->cmap[rune] = glyph + 1;
  }
  return c->cmap[rune] - 1;
}

static uint32_t within(const struct face *c, uint32_t glyph)
{
  return glyph < c->glyphs ? glyph : 0;
}

uint32_t fonts_vertical(struct fonts *f, int face, uint32_t rune)
{
  static const hb_feature_t on = {HB_TAG('v', 'e', 'r', 't'), 1,
                                  HB_FEATURE_GLOBAL_START,
                                  HB_FEATURE_GLOBAL_END};
  unsigned n;
  hb_buffer_t *b = hb_buffer_create();
  hb_buffer_add_utf32(b, &rune, 1, 0, 1);
  hb_buffer_set_direction(b, HB_DIRECTION_LTR);
  hb_buffer_guess_segment_properties(b);
  hb_shape(fonts_hb(f, face), b, &on, 1);
  const hb_glyph_info_t *v = hb_buffer_get_glyph_infos(b, &n);
  uint32_t glyph = n == 1 ? v->codepoint : 0;
  hb_buffer_destroy(b);
  return glyph == fonts_glyph(f, face, rune) ? 0 : glyph;
}

int fonts_advance(struct fonts *f, int face, uint32_t glyph)
{
  struct face *c = f->v[face];
  glyph = within(c, glyph);
  if (!c->advance[glyph])
    c->advance[glyph] = hb_font_get_glyph_h_advance(c->hb, glyph) + 1;
  return c->advance[glyph] - 1;
}

/* Asks the outline, which is slow in a CFF face. */
static void measure(const struct face *c, uint32_t glyph, struct extents *x)
{
  hb_glyph_extents_t e;
  x->known = true;
  if (!hb_font_get_glyph_extents(c->hb, glyph, &e))
    return;
  x->filled = e.width != 0 && e.height != 0;
  x->box[0] = e.x_bearing;
  x->box[1] = e.y_bearing + e.height;
  x->box[2] = e.x_bearing + e.width;
  x->box[3] = e.y_bearing;
}

bool fonts_extents(struct fonts *f, int face, uint32_t glyph, int box[4])
{
  struct face *c = f->v[face];
  glyph = within(c, glyph);
  struct extents *x = &c->extents[glyph];
  if (!x->known)
    measure(c, glyph, x);
  memcpy(box, x->box, sizeof x->box);
  return x->filled;
}

/* --- CIDs --------------------------------------------------------------- */

static enum face_outline find_outline(struct face *c)
{
  FT_UInt cid;
  hb_blob_t *cff =
      hb_face_reference_table(c->hb_face, HB_TAG('C', 'F', 'F', ' '));
  bool is_cff = hb_blob_get_length(cff) > 0;
  hb_blob_destroy(cff);
  if (!is_cff)
    return FACE_GLYF;
  if (FT_Init_FreeType(&c->library)) {
    c->library = NULL;
    return FACE_CFF;
  }
  if (FT_New_Face(c->library, c->file, c->index, &c->ft)) {
    c->ft = NULL;
    return FACE_CFF;
  }
  return FT_Get_CID_From_Glyph_Index(c->ft, 0, &cid) ? FACE_CFF : FACE_CFF_CID;
}

enum face_outline fonts_outline(struct fonts *f, int face)
{
  struct face *c = f->v[face];
  if (!c->outline_known) {
    c->outline = find_outline(c);
    c->outline_known = true;
  }
  return c->outline;
}

uint32_t fonts_cid(struct fonts *f, int face, uint32_t glyph)
{
  struct face *c = f->v[face];
  FT_UInt cid;
  glyph = within(c, glyph);
  if (fonts_outline(f, face) != FACE_CFF_CID ||
      FT_Get_CID_From_Glyph_Index(c->ft, glyph, &cid))
    return glyph;
  return cid;
}

char *fonts_key(const struct fonts *f)
{
  struct buf b = BUF_INIT;
  for (size_t i = 0; i < f->n; i++) {
    const struct face *c = f->v[i];
    hb_blob_t *blob;
    const uint8_t *p = table(c, HB_TAG('h', 'e', 'a', 'd'), 44, &blob);
    buf_printf(&b, "%s\t%s#%d\t%zu\t", c->info.postscript, c->file, c->index,
               c->file_size);
    /* fontRevision, checkSumAdjustment and the date of the last change */
    for (int k = 4; p && k < 36; k++)
      buf_printf(&b, "%02x", p[k]);
    buf_putc(&b, '\n');
    hb_blob_destroy(blob);
  }
  return buf_take(&b); /* "" when there is none */
}

char *fonts_versions(void)
{
  FT_Library ft = NULL;
  int major = 0, minor = 0, patch = 0, fc = FcGetVersion();
  if (FT_Init_FreeType(&ft) == 0) {
    FT_Library_Version(ft, &major, &minor, &patch);
    FT_Done_FreeType(ft);
  }
  return mem_printf("HarfBuzz %s, FreeType %d.%d.%d, fontconfig %d.%d.%d",
                    hb_version_string(), major, minor, patch, fc / 10000,
                    fc / 100 % 100, fc % 100);
}
