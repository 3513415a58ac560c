#include "asset/woff2.h"

#include <brotli/encode.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "asset/subset.h"
#include "base/buf.h"
#include "base/mem.h"

#define TAG(a, b, c, d)                                                        \
  ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 |            \
   (uint32_t)(d))

enum {
  /* Of a paper's outlines 9 takes a tenth of the time of 11; files are 7 %
   * larger. */
  QUALITY = 9,
  QUICK = 1,
  LEAST_WINDOW = 16,
  HEADER = 48,     /* bytes of the container's header */
  SFNT_HEAD = 12,  /* of an unpacked font's */
  SFNT_ENTRY = 16, /* of an entry in its directory */
  ADJUSTMENT = 8,  /* in head: checkSumAdjustment */
  FLAGS = 16,      /* in head */
  LEAST_HEAD = 18,
  LOSSLESS = 8,   /* flag bit 11, in the first byte: packed without loss */
  NO_KNOWN = 63,  /* a tag that has no number */
  UNTRANSFORMED = 3 << 6 /* of glyf and loca; of others that is 0 */
};

/* --- numbers, big end first ---------------------------------------------- */

static void put16(struct buf *b, unsigned v)
{
  buf_putc(b, (char)(v >> 8));
  buf_putc(b, (char)v);
}

static void put32(struct buf *b, uint32_t v)
{
  put16(b, v >> 16);
  put16(b, v & 0xFFFF);
}

/* Seven bits a byte, all but the last marked (UIntBase128). */
static void put128(struct buf *b, uint32_t v)
{
  int shift = 28;
  while (shift > 0 && !(v >> shift))
    shift -= 7;
  for (; shift > 0; shift -= 7)
    buf_putc(b, (char)(0x80 | (v >> shift & 0x7F)));
  buf_putc(b, (char)(v & 0x7F));
}

static size_t padded(size_t n)
{
  return (n + 3) & ~(size_t)3;
}

/* --- the font that is unpacked ------------------------------------------- */

static uint32_t sum_of(const uint8_t *s, size_t n)
{
  uint32_t sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (uint32_t)s[i] << (24 - 8 * (i & 3));
  return sum;
}

static uint32_t flavor_of(struct font_table *const *v, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (v[i]->tag == TAG('C', 'F', 'F', ' '))
      return TAG('O', 'T', 'T', 'O');
  return 0x00010000;
}

/* The header and directory as one unpacks them: tables lie in the order V of
 * the container, the directory goes by tags. */
static void put_directory(struct buf *b, struct font_table *const *v, size_t n)
{
  unsigned log = 0;
  while ((size_t)2 << log <= n)
    log++;
  put32(b, flavor_of(v, n));
  put16(b, (unsigned)n);
  put16(b, SFNT_ENTRY << log);
  put16(b, log);
  put16(b, (unsigned)(n * SFNT_ENTRY) - (SFNT_ENTRY << log));
  for (uint32_t last = 0, k = 0; k < n; k++) {
    size_t at = SFNT_HEAD + n * SFNT_ENTRY, found = 0;
    const struct font_table *t = NULL;
    for (size_t i = 0; i < n; at += padded(v[i]->size), i++)
      if (v[i]->tag > last && (!t || v[i]->tag < t->tag)) {
        t = v[i];
        found = at;
      }
    if (!t)
      return;
    last = t->tag;
    put32(b, t->tag);
    put32(b, sum_of(t->data, t->size));
    put32(b, (uint32_t)found);
    put32(b, (uint32_t)t->size);
  }
}

/* Sets what head says of the font as a whole. */
static void seal(struct font_table *head, struct font_table *const *v, size_t n)
{
  struct buf b = BUF_INIT;
  memset(head->data + ADJUSTMENT, 0, 4);
  head->data[FLAGS] |= LOSSLESS;
  put_directory(&b, v, n);
  uint32_t sum = sum_of((const uint8_t *)b.s, b.n);
  for (size_t i = 0; i < n; i++)
    sum += sum_of(v[i]->data, v[i]->size);
  sum = 0xB1B0AFBA - sum;
  for (int i = 0; i < 4; i++)
    head->data[ADJUSTMENT + i] = (uint8_t)(sum >> (24 - 8 * i));
  buf_free(&b);
}

/* --- the container ------------------------------------------------------- */

static int number_of(uint32_t tag)
{
  static const char known[] = "cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyf"
                              "locaprepCFF ";
  for (int i = 0; known[i]; i += 4)
    if (tag == TAG(known[i], known[i + 1], known[i + 2], known[i + 3]))
      return i / 4;
  return NO_KNOWN;
}

static bool is_outline(uint32_t tag)
{
  return tag == TAG('g', 'l', 'y', 'f') || tag == TAG('l', 'o', 'c', 'a');
}

static void put_entry(struct buf *b, const struct font_table *t)
{
  int number = number_of(t->tag);
  buf_putc(b, (char)(number | (is_outline(t->tag) ? UNTRANSFORMED : 0)));
  if (number == NO_KNOWN)
    put32(b, t->tag);
  put128(b, (uint32_t)t->size);
}

/* By tags, but loca right behind glyf, as the format wants it. */
static uint64_t place_of(uint32_t tag)
{
  return tag == TAG('l', 'o', 'c', 'a')
             ? (uint64_t)TAG('g', 'l', 'y', 'f') << 1 | 1
             : (uint64_t)tag << 1;
}

static int by_place(const void *a, const void *b)
{
  uint64_t x = place_of((*(struct font_table *const *)a)->tag);
  uint64_t y = place_of((*(struct font_table *const *)b)->tag);
  return (x > y) - (x < y);
}

/* A window that holds it all; a wider one costs time and memory. */
static int window_for(size_t n)
{
  int bits = LEAST_WINDOW;
  while (bits < BROTLI_MAX_WINDOW_BITS && (size_t)1 << bits <= n)
    bits++;
  return bits;
}

/* All tables in the order V, packed; owned. NULL when Brotli fails. */
static uint8_t *pack(struct font_table *const *v, size_t n, int quality,
                     size_t *size)
{
  struct buf raw = BUF_INIT;
  for (size_t i = 0; i < n; i++)
    buf_put(&raw, v[i]->data, v[i]->size);
  *size = BrotliEncoderMaxCompressedSize(raw.n);
  uint8_t *z = mem_new(*size);
  if (!BrotliEncoderCompress(quality, window_for(raw.n), BROTLI_MODE_FONT,
                             raw.n, (const uint8_t *)raw.s, size, z)) {
    free(z);
    z = NULL;
  }
  buf_free(&raw);
  return z;
}

static void put_container(struct buf *out, struct font_table *const *v,
                          size_t n, const uint8_t *z, size_t zn)
{
  struct buf entries = BUF_INIT;
  size_t sfnt = SFNT_HEAD + n * SFNT_ENTRY;
  for (size_t i = 0; i < n; i++) {
    put_entry(&entries, v[i]);
    sfnt += padded(v[i]->size);
  }
  size_t length = padded(HEADER + entries.n + zn);
  put32(out, TAG('w', 'O', 'F', '2'));
  put32(out, flavor_of(v, n));
  put32(out, (uint32_t)length);
  put16(out, (unsigned)n);
  put16(out, 0);
  put32(out, (uint32_t)sfnt);
  put32(out, (uint32_t)zn);
  put32(out, 0x00010000); /* the font's version */
  for (int i = 0; i < 5; i++)
    put32(out, 0); /* neither metadata nor private data */
  buf_put(out, entries.s, entries.n);
  buf_put(out, z, zn);
  buf_put(out, "\0\0\0", length - HEADER - entries.n - zn);
  buf_free(&entries);
}

static bool pack_at(struct buf *out, struct font_table *v, size_t n,
                    int quality)
{
  size_t zn;
  struct font_table *head = NULL;
  struct font_table **order = mem_array(n, sizeof(struct font_table *));
  for (size_t i = 0; i < n; i++) {
    order[i] = &v[i];
    if (v[i].tag == TAG('h', 'e', 'a', 'd') && v[i].size >= LEAST_HEAD)
      head = &v[i];
  }
  qsort(order, n, sizeof(struct font_table *), by_place);
  if (head)
    seal(head, order, n);
  uint8_t *z = head ? pack(order, n, quality, &zn) : NULL;
  if (z)
    put_container(out, order, n, z, zn);
  free(z);
  free(order);
  return z != NULL;
}

bool woff2_pack(struct buf *out, struct font_table *v, size_t n)
{
  return pack_at(out, v, n, QUALITY);
}

bool woff2_pack_quick(struct buf *out, struct font_table *v, size_t n)
{
  return pack_at(out, v, n, QUICK);
}
