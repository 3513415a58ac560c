/* JPEG through libjpeg. Its errors jump: `guarded` is the only place they
 * land, so a step may not own anything but what hangs on its struct. */
#include "asset/image_in.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
  SCANS = 64,                 /* more in a progressive file are an attack */
  MEMORY = 320 * 1024 * 1024, /* what libjpeg may take */
  EXIF_LIMIT = 0xFFFF
};

struct work {
  union {
    struct jpeg_common_struct any;
    struct jpeg_decompress_struct in;
    struct jpeg_compress_struct out;
  } j;
  struct jpeg_error_mgr error;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  char *why;
  int least;          /* width wanted, 0: all */
  struct image *img;  /* to be filled */
  struct pixels px;   /* result, or what is written */
  unsigned char *row; /* of a CMYK picture */
  unsigned char *file; /* written by libjpeg */
  unsigned long size;
  int quality;
};

typedef void step_fn(struct work *w);

static void on_error(j_common_ptr j)
{
  struct work *w = j->client_data;
  char text[JMSG_LENGTH_MAX];
  j->err->format_message(j, text);
  snprintf(w->why, IMAGE_WHY, "%s", text);
  longjmp(w->jump, 1);
}

/* Warnings that mean missing or broken data are errors. */
static void on_message(j_common_ptr j, int level)
{
  int code = j->err->msg_code;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER ||
                    code == JWRN_HUFF_BAD_CODE || code == JWRN_MUST_RESYNC ||
                    code == JWRN_ARITH_BAD_CODE))
    on_error(j);
}

static void on_progress(j_common_ptr j)
{
  struct work *w = j->client_data;
  if (j->is_decompressor && w->j.in.input_scan_number > SCANS) {
    snprintf(w->why, IMAGE_WHY, _("it has more than %d scans"), SCANS);
    longjmp(w->jump, 1);
  }
}

static bool guarded(struct work *w, step_fn *step)
{
  if (setjmp(w->jump))
    return false;
  step(w);
  return true;
}

static void start(struct work *w, char *why)
{
  w->why = why;
  w->j.any.err = jpeg_std_error(&w->error);
  w->error.error_exit = on_error;
  w->error.emit_message = on_message;
  w->j.any.client_data = w;
}

static void end(struct work *w)
{
  jpeg_destroy(&w->j.any);
  free(w->row);
  free(w->file);
}

/* ---- reading ---- */

static void header(struct work *w)
{
  jpeg_create_decompress(&w->j.in);
  w->j.in.mem->max_memory_to_use = MEMORY;
  w->progress.progress_monitor = on_progress;
  w->j.in.progress = &w->progress;
  jpeg_save_markers(&w->j.in, JPEG_APP0 + 1, EXIF_LIMIT);
  jpeg_mem_src(&w->j.in, w->img->data, w->img->size);
  jpeg_read_header(&w->j.in, TRUE);
}

/* Scales down by 2, 4 or 8 in the decoder where the result is still wide
 * enough; sets the colour space that is asked for. */
static void choose_output(struct work *w)
{
  struct jpeg_decompress_struct *d = &w->j.in;
  d->scale_num = 1;
  d->scale_denom = 1;
  while (w->least && d->scale_denom < 8 &&
         d->image_width / (d->scale_denom * 2) >= (unsigned)w->least)
    d->scale_denom *= 2;
  if (d->num_components == 1)
    d->out_color_space = JCS_GRAYSCALE;
  else if (d->num_components == 4)
    d->out_color_space = JCS_CMYK;
  else
    d->out_color_space = JCS_RGB;
}

/* Behind the entropy-coded data at P: the next marker that is neither a
 * stuffed zero nor a restart (ITU-T T.81 B.1.1). */
static const unsigned char *behind_scan(const unsigned char *p,
                                        const unsigned char *end)
{
  while (p < end && (p = memchr(p, 0xFF, (size_t)(end - p))) && p + 1 < end) {
    if (p[1] != 0x00 && p[1] != 0xFF && (p[1] < 0xD0 || p[1] > 0xD7))
      return p;
    p += p[1] == 0xFF ? 1 : 2;
  }
  return end;
}

/* Walks all segments and scans to the end marker: finds files that are cut
 * off or whose segments are broken, at a hundredth of the cost of decoding. */
static bool whole(const struct image *img)
{
  const unsigned char *p = img->data + 2, *end = img->data + img->size;
  bool scans = false;
  while (end - p >= 2 && p[0] == 0xFF) {
    unsigned marker = p[1];
    if (marker == 0xFF) {
      p++;
      continue;
    }
    if (marker == 0xD9)
      return scans;
    if (end - p < 4)
      return false;
    size_t size = (size_t)p[2] << 8 | p[3];
    if (size < 2 || (size_t)(end - p) - 2 < size)
      return false;
    p += 2 + size;
    if (marker == 0xDA) {
      scans = true;
      p = behind_scan(p, end);
    }
  }
  return false;
}

/* CMYK to RGB without profiles; Adobe's files hold the complement. */
static void from_cmyk(const struct work *w, unsigned char *to)
{
  const unsigned char *s = w->row;
  for (int x = 0; x < w->px.width; x++, s += 4, to += 3)
    for (int c = 0; c < 3; c++) {
      unsigned ink = w->img->adobe ? s[c] : 255u - s[c];
      unsigned black = w->img->adobe ? s[3] : 255u - s[3];
      to[c] = (unsigned char)((ink * black + 127) / 255);
    }
}

static void read_rows(struct work *w)
{
  struct jpeg_decompress_struct *d = &w->j.in;
  choose_output(w);
  jpeg_start_decompress(d);
  bool cmyk = d->output_components == 4;
  w->px = pixels_new((int)d->output_width, (int)d->output_height,
                     cmyk ? 3 : d->output_components);
  if (cmyk)
    w->row = mem_array(d->output_width, 4);
  size_t stride = (size_t)w->px.width * (size_t)w->px.components;
  unsigned char *at = w->px.v;
  for (; d->output_scanline < d->output_height; at += stride) {
    JSAMPROW row = cmyk ? w->row : at;
    jpeg_read_scanlines(d, &row, 1);
    if (cmyk)
      from_cmyk(w, at);
  }
  jpeg_finish_decompress(d);
}

static void describe(struct image *img, const struct jpeg_decompress_struct *d)
{
  img->width = (int)d->image_width;
  img->height = (int)d->image_height;
  img->components = d->num_components;
  img->bits = d->data_precision;
  img->progressive = d->progressive_mode;
  img->adobe = d->saw_Adobe_marker;
  jpeg_saved_marker_ptr m = d->marker_list;
  for (; m && img->orientation == 1; m = m->next)
    img->orientation = exif_orientation(m->data, m->data_length);
}

static bool fits(const struct image *img, char *why)
{
  bool colours = img->components == 1 || img->components == 3 ||
                 img->components == 4;
  if ((int64_t)img->width * img->height > IMAGE_PIXEL_LIMIT)
    snprintf(why, IMAGE_WHY, _("%d × %d pixels are too many"), img->width,
             img->height);
  else if (!colours || img->bits != 8)
    snprintf(why, IMAGE_WHY, _("it has %d components of %d bits"),
             img->components, img->bits);
  else
    return true;
  return false;
}

bool jpeg_probe(struct image *img, char why[IMAGE_WHY])
{
  struct work w = {.img = img};
  start(&w, why);
  bool ok = guarded(&w, header);
  if (ok)
    describe(img, &w.j.in);
  end(&w);
  if (!ok || !fits(img, why))
    return false;
  if (!whole(img))
    snprintf(why, IMAGE_WHY, "%s", _("it is cut off or damaged"));
  return !*why;
}

bool jpeg_pixels(const struct image *img, int least, struct pixels *px,
                 char why[IMAGE_WHY])
{
  struct image copy = *img;
  struct work w = {.img = &copy, .least = least};
  start(&w, why);
  bool ok = guarded(&w, header) && guarded(&w, read_rows);
  *px = w.px;
  end(&w);
  return ok;
}

/* ---- writing ---- */

static void write_rows(struct work *w)
{
  struct jpeg_compress_struct *c = &w->j.out;
  jpeg_create_compress(c);
  jpeg_mem_dest(c, &w->file, &w->size);
  c->image_width = (JDIMENSION)w->px.width;
  c->image_height = (JDIMENSION)w->px.height;
  c->input_components = w->px.components;
  c->in_color_space = w->px.components == 1   ? JCS_GRAYSCALE
                      : w->px.components == 4 ? JCS_CMYK
                                              : JCS_RGB;
  jpeg_set_defaults(c);
  jpeg_set_quality(c, w->quality, TRUE);
  /* a press file is sent once: time counts for more than 5 % of it */
  c->optimize_coding = w->px.components != 4;
  jpeg_start_compress(c, TRUE);
  size_t stride = (size_t)w->px.width * (size_t)w->px.components;
  for (unsigned char *at = w->px.v; c->next_scanline < c->image_height;
       at += stride)
    jpeg_write_scanlines(c, &at, 1);
  jpeg_finish_compress(c);
}

bool jpeg_write(const struct pixels *px, int quality, struct buf *out,
                char why[IMAGE_WHY])
{
  struct work w = {.px = *px, .quality = quality};
  start(&w, why);
  bool ok = guarded(&w, write_rows);
  if (ok)
    buf_put(out, w.file, w.size);
  end(&w);
  return ok;
}
