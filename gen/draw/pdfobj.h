/* The objects of a PDF file, through libharu's object layer (its text calls
 * take no glyph ids, its font loader no CFF). Nothing outside pdfobj.c sees a
 * libharu status: the first failure is remembered, later calls do nothing
 * harmful, and pdf_finish tells. Objects belong to the file as soon as they
 * are made; pdf_close frees them all. Numbers with a fraction are written from
 * integers by our own code, since libharu would round them as floats. */
#ifndef DRAW_PDFOBJ_H
#define DRAW_PDFOBJ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/length.h"

struct buf;
struct pdf;
typedef struct _HPDF_Dict_Rec *pdf_dict;
typedef struct _HPDF_Array_Rec *pdf_array;

enum pdf_level {
  PDF_PLAIN = 0, /* as it is */
  PDF_FAST = 1,  /* deflate: for pixels */
  PDF_SMALL = 6  /* deflate: for pages */
};

struct pdf *pdf_open(void);
void pdf_close(struct pdf *p);
/* The whole file into OUT: version 1.7, with ROOT and INFO (both indirect)
 * and an /ID that depends on the streams and texts only. False when libharu
 * failed anywhere; then OUT is of no use and a diag has been printed. */
bool pdf_finish(struct pdf *p, pdf_dict root, pdf_dict info, struct buf *out);

/* A dictionary, direct or with an object number of its own. */
pdf_dict pdf_dict_new(struct pdf *p);
pdf_dict pdf_object(struct pdf *p);
pdf_array pdf_array_new(struct pdf *p);
/* A stream object with DATA, deflated by LEVEL. */
pdf_dict pdf_stream(struct pdf *p, const void *data, size_t n,
                    enum pdf_level level);
/* A stream whose DATA is already encoded by FILTER (a PDF filter name). */
pdf_dict pdf_encoded(struct pdf *p, const void *data, size_t n,
                     const char *filter);

/* Entries. OBJ is a pdf_dict or pdf_array, made above; an indirect one is
 * referred to. KEY and names: at most 127 ASCII characters. */
void pdf_set(struct pdf *p, pdf_dict d, const char *key, void *obj);
void pdf_set_name(struct pdf *p, pdf_dict d, const char *key, const char *name);
void pdf_set_int(struct pdf *p, pdf_dict d, const char *key, int value);
void pdf_set_bool(struct pdf *p, pdf_dict d, const char *key, bool value);
/* A text string: S is UTF-8, cut after 16,000 characters. */
void pdf_set_text(struct pdf *p, pdf_dict d, const char *key, const char *s);
/* A byte string (an address, a name in a name tree), cut after 32,000. */
void pdf_set_bytes(struct pdf *p, pdf_dict d, const char *key, const char *s);
/* [X Y X+W Y+H], R with y up already. */
void pdf_set_rect(struct pdf *p, pdf_dict d, const char *key, struct rect r);
/* Entries of D as they are to stand in the file, "/Key value …": for objects
 * there are thousands of. Once for each D. */
void pdf_set_raw(struct pdf *p, pdf_dict d, const char *raw);
/* The number of an indirect object: "12 0 R" refers to 12. */
unsigned pdf_number(pdf_dict d);
void pdf_add(struct pdf *p, pdf_array a, void *obj);
void pdf_add_name(struct pdf *p, pdf_array a, const char *name);
void pdf_add_int(struct pdf *p, pdf_array a, int value);
void pdf_add_null(struct pdf *p, pdf_array a);
void pdf_add_bytes(struct pdf *p, pdf_array a, const char *s);

/* May S stand as the name of a language: BCP 47's letters, digits, hyphens? */
bool pdf_is_tag(const char *s);
/* V milli-points as points, without needless zeros: "12.5". */
void pdf_put_mpt(struct buf *b, mpt v);
/* S, UTF-8, as the hexadecimal UTF-16BE of a text string, without mark. */
void pdf_put_utf16(struct buf *b, const char *s, size_t n);
/* The same as a whole text string, "<FEFF…>". */
void pdf_put_text(struct buf *b, const char *s);

#endif
