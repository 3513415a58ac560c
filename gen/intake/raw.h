/* What a file holds before anyone judges it: its lines or paragraphs one after
 * the other, with what the file itself says of them. Readers (raw_text,
 * raw_docx, raw_pdf) fill it; what is a headline or a broken paragraph is for
 * the rest of intake/ to find. */
#ifndef INTAKE_RAW_H
#define INTAKE_RAW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum raw_kind {
  RAW_LINE,    /* a line: may be a part of a paragraph; "" is an empty one */
  RAW_PARA,    /* a whole paragraph, as Word knows it */
  RAW_TABLE,   /* rows and cells */
  RAW_PICTURE, /* a picture that stands in the file */
  RAW_BREAK    /* end of a page or of a section */
};

enum raw_align { RAW_LEFT, RAW_CENTRE, RAW_RIGHT };

/* Texts are valid UTF-8 without control characters save the tab (NBSP, U+3000
 * and their like are left as they are: what becomes of them is for the
 * report). "" is an empty line or paragraph. A soft line break of Word begins
 * a new RAW_PARA; in a heading it is a space. The mark of a note is 〔1〕, in
 * the text and before the note, which stands at the end. */
struct raw_item {
  enum raw_kind kind;
  int line;      /* where it begins: line of a text, paragraph of a Word file */
  int page;      /* from 1, of a PDF; 0: not known */
  char *text;    /* RAW_LINE, RAW_PARA; of a picture its description, or "" */
  int heading;   /* 1–6: Word's heading level (Title: 1); 0: none */
  int list;      /* 0 none, 1 bullets, 2 numbered */
  int depth;     /* of the list, from 0 */
  int size;      /* type size in half-points, 0: not known */
  bool bold;     /* the whole of it */
  enum raw_align align;
  char ***cells; /* RAW_TABLE: rows ended by NULL, each its cells, NULL */
  char *name;    /* RAW_PICTURE: image1.jpeg; the bytes below */
  unsigned char *bytes;
  size_t length;
};

/* One file. All of it lives in the arena. */
struct raw {
  const char *path;    /* for messages; borrowed */
  const char *charset; /* as found: UTF-8, GB18030, UTF-16LE …; static */
  int damaged;         /* characters that could not be read, now U+FFFD */
  int dropped;         /* control characters that were left out */
  struct raw_item *items;
  size_t n, cap;
};

/* Reads PATH ("-": standard input, a text) by its first bytes: text of any
 * character set, .docx, .html, .pdf (its text, through pdftotext). NULL
 * and a diag when it cannot be read, is none of these, holds no text at all,
 * or is too large (64 MB). */
struct raw *raw_load(struct arena *arena, const char *path);
/* Adds an item of KIND with a copy of TEXT (NULL: ""); borrowed, valid till
 * the next is added. */
struct raw_item *raw_add(struct arena *arena, struct raw *raw,
                         enum raw_kind kind, const char *text);

#endif
