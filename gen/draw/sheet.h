/* The display list: what the layout hands to the exporters. A sheet is one
 * printed page, an array of items of six kinds in drawing order, which is
 * also reading order within a group. Exporters walk it and measure nothing.
 * All lengths mpt, origin top left of the page, y down. Everything lives in
 * the arena of its `struct sheets`. */
#ifndef DRAW_SHEET_H
#define DRAW_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/length.h"

struct arena;
struct fonts;
struct image;

enum item_kind {
  ITEM_RUN,   /* glyphs of one face, size and colour */
  ITEM_RULE,  /* a straight line */
  ITEM_RECT,  /* a filled and/or stroked rectangle */
  ITEM_IMAGE, /* a picture, cropped */
  ITEM_LINK,  /* an area that leads somewhere */
  ITEM_GROUP, /* begins a group … */
  ITEM_END    /* … and ends it */
};

/* One glyph of a run. TEXT and LEN say which bytes of the run's text it
 * stands for; LEN 0: it belongs to the glyph before it. Every byte of the
 * text belongs to exactly one glyph, in order. A blank that ends a line may
 * have no glyph: its byte then goes with the character before it. */
struct glyph {
  uint32_t id;   /* glyph id in the original face */
  mpt x, y;      /* origin relative to the run's; y down */
  uint32_t text; /* offset in bytes */
  uint32_t len;
};

struct run {
  int face;    /* index in fonts */
  mpt size;    /* em */
  int stretch; /* horizontal scale in 1/1000; 1000 = none */
  bool turned; /* the run turned 90° clockwise about its origin (words
                  in 竖题): a glyph's x runs down the page, y to the
                  left */
  struct ink ink;
  mpt x, y;         /* origin on the baseline */
  const char *text; /* source text, UTF-8, NUL-terminated */
  size_t text_len;
  const struct glyph *glyphs;
  size_t n;
};

struct rule {
  mpt x1, y1, x2, y2, width;
  struct ink ink;
};

struct area {
  struct rect at;
  bool filled, stroked;
  struct ink fill, stroke;
  mpt width; /* of the stroke, centred on the edge */
};

struct picture {
  struct rect at; /* the visible part on the page */
  const struct image *image;
  struct rect crop; /* visible part in pixels of the upright picture */
  const char *alt;
};

struct link {
  struct rect at;
  const char *url;  /* an address, or NULL: then a place in this document: */
  const char *dest; /* id of an article; with PART below */
  int part;         /* 1 = its beginning */
};

enum role {
  ROLE_ARTICLE,
  ROLE_KICKER,
  ROLE_HEADLINE,
  ROLE_DECK,
  ROLE_SECTION,
  ROLE_BYLINE,
  ROLE_SIGNOFF,
  ROLE_P,
  ROLE_SUBHEAD,
  ROLE_LIST,
  ROLE_ITEM,
  ROLE_LABEL,
  ROLE_QUOTE,
  ROLE_TABLE,
  ROLE_ROW,
  ROLE_CELL,
  ROLE_HEAD_CELL,
  ROLE_FIGURE,
  ROLE_CAPTION,
  ROLE_BOX,
  ROLE_GLOSSARY,
  ROLE_TERM,
  ROLE_DEFINITION,
  ROLE_NAMES,
  ROLE_NAME, /* one of them */
  ROLE_CODE_BLOCK,
  ROLE_JUMP,
  ROLE_CONTINUED,
  ROLE_FURNITURE, /* nameplate, folio, imprint, rules: artifacts */
  ROLE_QR
};

/* What a group stands in without being drawn in it: an item, a list, a
 * quotation, a glossary, the innermost first. Groups with wraps of equal role
 * and place stand in the same one. */
struct wrap {
  enum role role; /* ROLE_ITEM, ROLE_LIST, ROLE_QUOTE, ROLE_GLOSSARY */
  const char *at; /* "line:col" in the source */
  bool ordered;   /* a list with numbers */
  const struct wrap *outer;
};

struct group {
  enum role role;
  const char *id;   /* article id, or "" */
  int part;         /* 1 … of the article */
  int level;        /* of a subhead; else 0 */
  const char *lang; /* BCP 47, or NULL as the document */
  const char *at;   /* "line:col" in the source, or NULL; groups of one
                       article with equal role and place are parts of one */
  const struct wrap *in; /* or NULL */
};

struct item {
  enum item_kind kind;
  union {
    struct run run;
    struct rule rule;
    struct area rect;
    struct picture image;
    struct link link;
    struct group group;
  } u;
};

struct sheet {
  int number;       /* 1 … */
  const char *name; /* page name, or "" */
  mpt w, h;
  struct rect area; /* type area */
  int columns, lines;
  struct item *items;
  size_t n, cap;
};

struct sheets {
  struct arena *arena;
  struct fonts *fonts;               /* borrowed */
  const char *title, *author, *lang; /* of the document */
  const char *date;                  /* YYYY-MM-DD, the issue's */
  struct sheet *v;
  size_t n, cap;
  struct image **images; /* owned */
  size_t nimages, cap_images;
};

/* Title, author, lang and date are "" until set; FONTS is borrowed. */
struct sheets *sheets_new(struct fonts *fonts);
void sheets_free(struct sheets *s);
/* S takes over IMG, which is freed with it: the pictures of its items. */
void sheets_own(struct sheets *s, struct image *img);
/* A new sheet at the end, numbered from 1; invalidates pointers to others. */
struct sheet *sheets_add(struct sheets *s);
/* A new zeroed item at the end of SHEET; valid until the next call. */
struct item *sheet_item(struct sheets *s, struct sheet *sheet,
                        enum item_kind kind);
/* Begins a group (part 1; the new item is the sheet's last); ID is borrowed
 * and may be NULL. sheet_end ends it. */
void sheet_group(struct sheets *s, struct sheet *sheet, enum role role,
                 const char *id);
void sheet_end(struct sheets *s, struct sheet *sheet);
const char *role_name(enum role role);

#endif
