#include "draw/pdfobj.h"

#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/threads.h"
#include "base/utf8.h"

/* Streams are deflated by helpers while the rest of the file is made; large
 * ones at once, lest all pictures of a file be in memory. */
enum { WAITING_MAX = 1 << 20, HELPERS = 3 };

/* Bytes; a string has at most 32,767 (ISO 19005-2, 6.1.13). */
enum { TEXT_MAX = 32000, BYTES_MAX = 32000 };

/* The data of a stream, in the arena: libharu's own memory takes it byte by
 * byte. */
struct source {
  const char *s;
  HPDF_UINT n, at;
  enum pdf_level level; /* at which it is to be deflated, when it waits */
  void *own;            /* what S is, where that is not in the arena */
};

/* Streams that wait for somebody to deflate them. */
struct waiting {
  struct source **v;
  size_t n, cap, next; /* NEXT: the first that nobody has begun */
  bool closed;         /* no more will come */
  pthread_mutex_t lock;
  pthread_cond_t more;
  pthread_t helpers[HELPERS];
  size_t started;
};

struct pdf {
  HPDF_Error_Rec error;
  HPDF_MMgr mm;
  HPDF_Xref xref;
  HPDF_STATUS failed; /* the first failure */
  struct hash *hash;  /* of all that makes this file another; NULL when used */
  struct arena *arena;
  struct waiting waiting;
};

static void *alloc(HPDF_UINT n)
{
  return mem_new(n);
}

static void release(void *p)
{
  free(p);
}

/* Every status of the library passes here. */
static void check(struct pdf *p, HPDF_STATUS status)
{
  if (status != HPDF_OK && !p->failed)
    p->failed = status;
}

/* Every object too: NULL means a failure (never out of memory). */
static void *made(struct pdf *p, void *obj)
{
  if (!obj)
    check(p, HPDF_INVALID_OBJECT);
  return obj;
}

struct pdf *pdf_open(void)
{
  struct pdf *p = mem_new(sizeof *p);
  HPDF_Error_Init(&p->error, p);
  p->mm = HPDF_MMgr_New(&p->error, 0, alloc, release);
  p->xref = HPDF_Xref_New(p->mm, 0);
  p->hash = hash_new();
  p->arena = arena_new();
  p->waiting.lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
  p->waiting.more = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
  return p;
}

static void end_hash(struct pdf *p, char hex[33])
{
  if (p->hash)
    hash_end(p->hash, hex);
  p->hash = NULL;
}

/* --- objects ------------------------------------------------------------ */

static HPDF_STATUS write_raw(HPDF_Dict d, HPDF_Stream stream)
{
  return HPDF_Stream_WriteStr(stream, d->attr);
}

/* Entries that are written as they are, after those that libharu knows. */
static void add_raw(struct pdf *p, pdf_dict d, const char *raw)
{
  const char *old = d->attr ? d->attr : "";
  size_t n = strlen(old), more = strlen(raw);
  char *s = arena_get(p->arena, n + more + 1);
  memcpy(s, old, n);
  memcpy(s + n, raw, more);
  d->attr = s;
  d->write_fn = write_raw;
}

pdf_dict pdf_dict_new(struct pdf *p)
{
  return made(p, HPDF_Dict_New(p->mm));
}

pdf_dict pdf_object(struct pdf *p)
{
  pdf_dict d = pdf_dict_new(p);
  check(p, HPDF_Xref_Add(p->xref, d));
  return d;
}

pdf_array pdf_array_new(struct pdf *p)
{
  return made(p, HPDF_Array_New(p->mm));
}

/* --- streams ------------------------------------------------------------ */

static HPDF_STATUS source_read(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *n)
{
  struct source *source = stream->attr;
  HPDF_UINT left = source->n - source->at;
  bool end = *n > left;
  *n = end ? left : *n;
  memcpy(to, source->s + source->at, *n);
  source->at += *n;
  return end ? HPDF_STREAM_EOF : HPDF_OK;
}

/* Only ever to the start. */
static HPDF_STATUS source_seek(HPDF_Stream stream, HPDF_INT at,
                               HPDF_WhenceMode mode)
{
  struct source *source = stream->attr;
  if (at || mode != HPDF_SEEK_SET)
    return HPDF_INVALID_OPERATION;
  source->at = 0;
  return HPDF_OK;
}

static HPDF_INT32 source_tell(HPDF_Stream stream)
{
  const struct source *source = stream->attr;
  return (HPDF_INT32)source->at;
}

static HPDF_UINT32 source_size(HPDF_Stream stream)
{
  const struct source *source = stream->attr;
  return source->n;
}

static struct source *source_new(struct pdf *p, const void *data, size_t n)
{
  struct source *source = arena_get(p->arena, sizeof *source);
  source->s = arena_copy_n(p->arena, data, n);
  source->n = (HPDF_UINT)n;
  return source;
}

static pdf_dict stream_new(struct pdf *p, struct source *source)
{
  pdf_dict d = made(p, HPDF_DictStream_New(p->mm, p->xref));
  HPDF_Stream_Free(d->stream);
  d->stream = made(p, HPDF_CallbackReader_New(p->mm, source_read, source_seek,
                                              source_tell, source_size,
                                              source));
  return d;
}

pdf_dict pdf_encoded(struct pdf *p, const void *data, size_t n,
                     const char *filter)
{
  hash_add(p->hash, data, n);
  pdf_dict d = stream_new(p, source_new(p, data, n));
  add_raw(p, d, "/Filter /");
  add_raw(p, d, filter);
  add_raw(p, d, "\n");
  return d;
}

/* Owned; NULL: zlib refuses. */
static Bytef *deflated(const void *data, size_t n, int level, size_t *zn)
{
  uLongf room = compressBound(n);
  Bytef *z = mem_new(room);
  if (compress2(z, &room, data, n, level) != Z_OK) {
    free(z);
    return NULL;
  }
  *zn = room;
  return z;
}

/* A stream that cannot be deflated keeps its level: deflate_all says so. */
static void deflate_one(struct source *source)
{
  size_t n;
  Bytef *z = deflated(source->s, source->n, source->level, &n);
  if (!z)
    return;
  free(source->own);
  source->own = z;
  source->s = (const char *)z;
  source->n = (HPDF_UINT)n;
  source->level = PDF_PLAIN;
}

/* One after the other, till there are none and no more will come. */
static void *deflate_waiting(void *arg)
{
  struct waiting *w = arg;
  pthread_mutex_lock(&w->lock);
  while (w->next < w->n || !w->closed) {
    if (w->next == w->n) {
      pthread_cond_wait(&w->more, &w->lock);
      continue;
    }
    struct source *source = w->v[w->next++];
    pthread_mutex_unlock(&w->lock);
    deflate_one(source);
    pthread_mutex_lock(&w->lock);
  }
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

/* A helper that cannot be started is not missed. */
static void start_helpers(struct waiting *w)
{
  size_t wanted = threads_helpers(HELPERS + 1);
  while (w->started < wanted &&
         !pthread_create(&w->helpers[w->started], NULL, deflate_waiting, w))
    w->started++;
}

static void add_waiting(struct waiting *w, struct source *source)
{
  if (!w->n)
    start_helpers(w);
  pthread_mutex_lock(&w->lock);
  w->v = mem_grow(w->v, &w->cap, w->n + 1, sizeof(struct source *));
  w->v[w->n++] = source;
  pthread_cond_signal(&w->more);
  pthread_mutex_unlock(&w->lock);
}

/* This thread works, too, on what is left. */
static void end_waiting(struct waiting *w)
{
  pthread_mutex_lock(&w->lock);
  w->closed = true;
  pthread_cond_broadcast(&w->more);
  pthread_mutex_unlock(&w->lock);
  deflate_waiting(w);
  while (w->started > 0)
    pthread_join(w->helpers[--w->started], NULL);
}

static void deflate_all(struct pdf *p)
{
  struct waiting *w = &p->waiting;
  end_waiting(w);
  for (size_t i = 0; i < w->n; i++)
    if (w->v[i]->level != PDF_PLAIN)
      check(p, HPDF_ZLIB_ERROR);
}

static pdf_dict large_new(struct pdf *p, const void *data, size_t n,
                          enum pdf_level level)
{
  size_t zn = 0;
  Bytef *z = deflated(data, n, level, &zn);
  if (!z)
    check(p, HPDF_ZLIB_ERROR);
  pdf_dict d = stream_new(p, source_new(p, z, zn));
  free(z);
  return d;
}

static pdf_dict waiting_new(struct pdf *p, const void *data, size_t n,
                            enum pdf_level level)
{
  struct source *source = arena_get(p->arena, sizeof *source);
  source->own = mem_copy_n(data, n);
  source->s = source->own;
  source->n = (HPDF_UINT)n;
  source->level = level;
  pdf_dict d = stream_new(p, source);
  add_waiting(&p->waiting, source);
  return d;
}

pdf_dict pdf_stream(struct pdf *p, const void *data, size_t n,
                    enum pdf_level level)
{
  hash_add(p->hash, data, n);
  if (level == PDF_PLAIN)
    return stream_new(p, source_new(p, data, n));
  pdf_dict d = n > WAITING_MAX ? large_new(p, data, n, level)
                               : waiting_new(p, data, n, level);
  add_raw(p, d, "/Filter /FlateDecode\n");
  return d;
}

void pdf_close(struct pdf *p)
{
  char hex[33];
  end_hash(p, hex);
  HPDF_Xref_Free(p->xref);
  HPDF_MMgr_Free(p->mm);
  end_waiting(&p->waiting);
  for (size_t i = 0; i < p->waiting.n; i++)
    free(p->waiting.v[i]->own);
  free(p->waiting.v);
  arena_free(p->arena);
  free(p);
}

/* --- entries ------------------------------------------------------------ */

void pdf_set(struct pdf *p, pdf_dict d, const char *key, void *obj)
{
  check(p, HPDF_Dict_Add(d, key, obj));
}

void pdf_set_name(struct pdf *p, pdf_dict d, const char *key, const char *name)
{
  check(p, HPDF_Dict_AddName(d, key, name));
}

void pdf_set_int(struct pdf *p, pdf_dict d, const char *key, int value)
{
  check(p, HPDF_Dict_AddNumber(d, key, value));
}

void pdf_set_bool(struct pdf *p, pdf_dict d, const char *key, bool value)
{
  check(p, HPDF_Dict_AddBoolean(d, key, value));
}

static void utf16(struct buf *b, const char *s)
{
  const char *end = s + strlen(s);
  uint32_t r;
  while (b->n < TEXT_MAX && (r = utf8_next(&s, end)) != 0) {
    uint32_t v = r - 0x10000;
    if (r >= 0x10000) {
      buf_putc(b, (char)(0xD8 | v >> 18));
      buf_putc(b, (char)(v >> 10 & 0xFF));
      r = 0xDC00 | (v & 0x3FF);
    }
    buf_putc(b, (char)(r >> 8));
    buf_putc(b, (char)(r & 0xFF));
  }
}

static bool is_ascii(const char *s)
{
  while (*s && (unsigned char)*s < 0x80)
    s++;
  return !*s;
}

void pdf_set_text(struct pdf *p, pdf_dict d, const char *key, const char *s)
{
  if (is_ascii(s)) {
    pdf_set_bytes(p, d, key, s);
    return;
  }
  struct buf b = BUF_INIT;
  buf_put(&b, "\xFE\xFF", 2);
  utf16(&b, s);
  hash_add(p->hash, b.s, b.n);
  pdf_set(p, d, key, HPDF_Binary_New(p->mm, (HPDF_BYTE *)b.s, (HPDF_UINT)b.n));
  buf_free(&b);
}

static void *bytes_new(struct pdf *p, const char *s)
{
  size_t n = strnlen(s, BYTES_MAX);
  char *cut = mem_copy_n(s, n);
  hash_str(p->hash, cut);
  void *obj = HPDF_String_New(p->mm, cut, NULL);
  free(cut);
  return made(p, obj);
}

void pdf_set_bytes(struct pdf *p, pdf_dict d, const char *key, const char *s)
{
  pdf_set(p, d, key, bytes_new(p, s));
}

void pdf_set_rect(struct pdf *p, pdf_dict d, const char *key, struct rect r)
{
  struct buf b = BUF_INIT;
  buf_printf(&b, "/%s [", key);
  pdf_put_mpt(&b, r.x);
  buf_putc(&b, ' ');
  pdf_put_mpt(&b, r.y);
  buf_putc(&b, ' ');
  pdf_put_mpt(&b, r.x + r.w);
  buf_putc(&b, ' ');
  pdf_put_mpt(&b, r.y + r.h);
  buf_puts(&b, "]\n");
  hash_add(p->hash, b.s, b.n);
  add_raw(p, d, b.s);
  buf_free(&b);
}

void pdf_set_raw(struct pdf *p, pdf_dict d, const char *raw)
{
  hash_str(p->hash, raw);
  add_raw(p, d, raw);
}

unsigned pdf_number(pdf_dict d)
{
  return d->header.obj_id & 0x00FFFFFF;
}

void pdf_add(struct pdf *p, pdf_array a, void *obj)
{
  check(p, HPDF_Array_Add(a, obj));
}

void pdf_add_name(struct pdf *p, pdf_array a, const char *name)
{
  check(p, HPDF_Array_AddName(a, name));
}

void pdf_add_int(struct pdf *p, pdf_array a, int value)
{
  check(p, HPDF_Array_AddNumber(a, value));
}

void pdf_add_null(struct pdf *p, pdf_array a)
{
  pdf_add(p, a, made(p, HPDF_Null_New(p->mm)));
}

void pdf_add_bytes(struct pdf *p, pdf_array a, const char *s)
{
  pdf_add(p, a, bytes_new(p, s));
}

/* --- the file ----------------------------------------------------------- */

static HPDF_STATUS write_out(HPDF_Stream stream, const HPDF_BYTE *s,
                             HPDF_UINT n)
{
  buf_put(stream->attr, s, n);
  return HPDF_OK;
}

static void set_id(struct pdf *p)
{
  char hex[33];
  HPDF_BYTE id[16];
  end_hash(p, hex);
  for (size_t i = 0; i < sizeof id; i++) {
    char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
    id[i] = (HPDF_BYTE)strtoul(pair, NULL, 16);
  }
  pdf_array a = pdf_array_new(p);
  for (int i = 0; i < 2; i++)
    pdf_add(p, a, made(p, HPDF_Binary_New(p->mm, id, sizeof id)));
  pdf_set(p, p->xref->trailer, "ID", a);
}

bool pdf_finish(struct pdf *p, pdf_dict root, pdf_dict info, struct buf *out)
{
  pdf_set(p, p->xref->trailer, "Root", root);
  pdf_set(p, p->xref->trailer, "Info", info);
  set_id(p);
  deflate_all(p);
  HPDF_Stream stream = made(p, HPDF_CallbackWriter_New(p->mm, write_out, out));
  /* the second line tells programs that copy files that this is binary */
  check(p, HPDF_Stream_WriteStr(stream, "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n"));
  if (!p->failed)
    check(p, HPDF_Xref_WriteToStream(p->xref, stream, NULL));
  HPDF_Stream_Free(stream);
  check(p, HPDF_Error_GetCode(&p->error));
  if (p->failed)
    diag(LEVEL_ERROR, place_none(),
         _("libharu refused to write the PDF (code %#lx), report this"),
         (unsigned long)p->failed);
  return !p->failed;
}

/* --- numbers and strings ------------------------------------------------ */

bool pdf_is_tag(const char *s)
{
  size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                       "0123456789-");
  return n && n < 64 && !s[n];
}

void pdf_put_mpt(struct buf *b, mpt v)
{
  int64_t n = v;
  if (n < 0) {
    buf_putc(b, '-');
    n = -n;
  }
  char s[24];
  int k = 0, part = (int)(n % 1000);
  n /= 1000;
  do
    s[k++] = (char)('0' + n % 10);
  while ((n /= 10) > 0);
  while (k > 0)
    buf_putc(b, s[--k]);
  for (int unit = 100; part > 0; part %= unit, unit /= 10) {
    if (unit == 100)
      buf_putc(b, '.');
    buf_putc(b, (char)('0' + part / unit));
  }
}

void pdf_put_utf16(struct buf *b, const char *s, size_t n)
{
  static const char digits[] = "0123456789ABCDEF";
  struct buf u = BUF_INIT;
  char *copy = mem_copy_n(s, n);
  utf16(&u, copy);
  for (size_t i = 0; i < u.n; i++) {
    buf_putc(b, digits[(unsigned char)u.s[i] >> 4]);
    buf_putc(b, digits[u.s[i] & 15]);
  }
  free(copy);
  buf_free(&u);
}

void pdf_put_text(struct buf *b, const char *s)
{
  buf_puts(b, "<FEFF");
  pdf_put_utf16(b, s, strlen(s));
  buf_putc(b, '>');
}
