/* The subsets of faces that PDF files embed and web pages load. */
#include "asset/subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"

/* What an embedded font needs. The subsetter sees a face of these tables
 * only: left to itself it walks the whole cmap (two thirds of its time for a
 * small set), and GSUB would draw in all alternates. */
static const hb_tag_t needed[] = {
    HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'),
    HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('m', 'a', 'x', 'p'),
};

static hb_blob_t *needed_table(hb_face_t *lean, hb_tag_t tag, void *face)
{
  (void)lean;
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (needed[i] == tag)
      return hb_face_reference_table(face, tag);
  return NULL;
}

static hb_subset_input_t *input_new(const uint32_t *glyphs, size_t n)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  hb_set_t *wanted = hb_subset_input_glyph_set(input);
  for (size_t i = 0; i < n; i++)
    hb_set_add(wanted, glyphs[i]);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING |
                                       HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                       HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  return input;
}

static void fill_map(hb_subset_plan_t *plan, const uint32_t *glyphs, size_t n,
                     uint32_t *map)
{
  const hb_map_t *old_to_new = hb_subset_plan_old_to_new_glyph_mapping(plan);
  for (size_t i = 0; i < n; i++) {
    hb_codepoint_t id = hb_map_get(old_to_new, glyphs[i]);
    map[i] = id == HB_MAP_VALUE_INVALID ? 0 : id;
  }
}

static uint8_t *copy_blob(hb_blob_t *blob, size_t *size)
{
  unsigned n;
  const char *p = hb_blob_get_data(blob, &n);
  uint8_t *s = NULL;
  if (n) {
    s = mem_new(n);
    memcpy(s, p, n);
  }
  *size = n;
  hb_blob_destroy(blob);
  return s;
}

/* The part of a subset that a PDF wants. */
static uint8_t *take_program(hb_face_t *subset, size_t *size)
{
  hb_blob_t *cff = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
  if (hb_blob_get_length(cff))
    return copy_blob(cff, size);
  hb_blob_destroy(cff);
  return copy_blob(hb_face_reference_blob(subset), size);
}

static hb_face_t *run(hb_face_t *face, const uint32_t *glyphs, size_t n,
                      uint32_t *map)
{
  hb_subset_input_t *input = input_new(glyphs, n);
  if (!input)
    return NULL;
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
  hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  if (subset)
    fill_map(plan, glyphs, n, map);
  hb_subset_plan_destroy(plan);
  hb_subset_input_destroy(input);
  return subset;
}

static hb_face_t *lean_face(struct fonts *f, int face)
{
  return hb_face_create_for_tables(needed_table,
                                   hb_font_get_face(fonts_hb(f, face)), NULL);
}

bool fonts_subset(struct fonts *f, int face, const uint32_t *glyphs, size_t n,
                  struct subset *out)
{
  hb_face_t *lean = lean_face(f, face);
  *out = (struct subset){.map = mem_array(n, sizeof *out->map)};
  hb_face_t *subset = run(lean, glyphs, n, out->map);
  hb_face_destroy(lean);
  out->data = subset ? take_program(subset, &out->size) : NULL;
  hb_face_destroy(subset);
  if (!out->data)
    subset_free(out);
  return out->data != NULL;
}

void subset_free(struct subset *s)
{
  free(s->data);
  free(s->map);
  *s = (struct subset){0};
}

static void take_table(struct part *p, hb_face_t *from, hb_tag_t tag)
{
  struct font_table *t = &p->v[p->n];
  *t = (struct font_table){.tag = tag};
  t->data = copy_blob(hb_face_reference_table(from, tag), &t->size);
  p->n += t->data != NULL;
}

bool fonts_part(struct fonts *f, int face, const uint32_t *glyphs, size_t n,
                struct part *out)
{
  hb_face_t *lean = lean_face(f, face);
  *out = (struct part){.map = mem_array(n, sizeof *out->map)};
  hb_face_t *subset = run(lean, glyphs, n, out->map);
  hb_face_destroy(lean);
  for (size_t i = 0; subset && i < sizeof needed / sizeof *needed; i++)
    take_table(out, subset, needed[i]);
  hb_face_destroy(subset);
  out->cff = out->n && out->v[0].tag == HB_TAG('C', 'F', 'F', ' ');
  bool whole = out->n == (out->cff ? 5 : 6);
  take_table(out, hb_font_get_face(fonts_hb(f, face)),
             HB_TAG('O', 'S', '/', '2'));
  if (!whole)
    part_free(out);
  return whole;
}

void part_free(struct part *p)
{
  for (size_t i = 0; i < p->n; i++)
    free(p->v[i].data);
  free(p->map);
  *p = (struct part){0};
}

char *fonts_say(struct fonts *f, int face, unsigned name_id)
{
  hb_face_t *hb = hb_font_get_face(fonts_hb(f, face));
  hb_language_t en = hb_language_from_string("en", -1);
  unsigned n = hb_ot_name_get_utf8(hb, name_id, en, NULL, NULL) + 1;
  char *s = mem_new(n);
  hb_ot_name_get_utf8(hb, name_id, en, &n, s);
  return s;
}

bool fonts_may_embed(struct fonts *f, int face)
{
  enum { LEAST = 10, TYPE = 8, RESTRICTED = 2, MASK = 15 };
  hb_face_t *hb = hb_font_get_face(fonts_hb(f, face));
  hb_blob_t *blob = hb_face_reference_table(hb, HB_TAG('O', 'S', '/', '2'));
  unsigned n;
  const unsigned char *s =
      (const unsigned char *)hb_blob_get_data(blob, &n);
  bool may = n < LEAST || (s[TYPE + 1] & MASK) != RESTRICTED;
  hb_blob_destroy(blob);
  return may;
}
