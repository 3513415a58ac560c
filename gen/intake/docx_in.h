/* The inside of intake/raw_docx*.c: a Word file, opened. */
#ifndef INTAKE_DOCX_IN_H
#define INTAKE_DOCX_IN_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "intake/raw.h"

enum { DOCX_DEPTH = 32, DOCX_LEVELS = 9 };

/* What styles and properties say of a paragraph or of a run. What is not
 * said is -1. */
struct docx_look {
  int size, bold, hidden, align, heading, num, level, page_break;
};

struct docx_lists;
struct docx_styles;

struct docx {
  struct arena *arena;
  struct raw *raw;
  struct zip *zip;
  const char *folder;    /* of the main part: "word/" */
  size_t left;           /* bytes that may still be unpacked */
  xmlDoc *main, *notes[2]; /* document; footnotes, endnotes */
  xmlNode *links;        /* root of its relationships, or NULL */
  struct docx_styles *styles;
  struct docx_lists *lists;
  const xmlNode **asked; /* notes that the text refers to, in order */
  size_t nasked, asked_cap;
  struct buf *cell;      /* takes the text instead of paragraphs, or NULL */
  int fields, mute;      /* fields open; the one whose instruction runs, 0 */
  int paragraphs, depth;
  size_t cells;
  bool cut;              /* something was too deep or too large */
};

/* Is N the element NAME of WordprocessingML? */
bool docx_is(const xmlNode *n, const char *name);
/* First such child of N (NULL allowed) and next such sibling; NAME NULL: any
 * element. */
const xmlNode *docx_child(const xmlNode *n, const char *name);
const xmlNode *docx_next(const xmlNode *n, const char *name);
/* Attribute val of N's child NAME; NULL: none. */
const char *docx_value(const xmlNode *n, const char *name);
/* Digits to a number, OTHERWISE when S is NULL or no number. */
int docx_number(const char *s, int otherwise);
/* Of mc:AlternateContent the branch to take: its first Choice, else its
 * Fallback; NULL: none. */
const xmlNode *docx_branch(const xmlNode *n);

/* raw_docx_part: parts of the package as trees; NULL when it is not there, is
 * too large or no good XML (said so). Owned. */
xmlDoc *docx_part(struct docx *d, const char *name);
/* A picture's bytes, in the arena; NULL: none. *N is their length. */
unsigned char *docx_bytes(struct docx *d, const char *name, size_t *n);
/* The part that the relationship ID names, in the arena; NULL when it is
 * none of the package. */
char *docx_target(const struct docx *d, const char *id);

/* raw_docx_style. DOC may be NULL. Owned by the arena. */
struct docx_styles *docx_styles_new(struct arena *a, xmlDoc *doc);
/* What the style ID (NULL: the default one) of TYPE ("paragraph",
 * "character") says, with what it is based on. */
struct docx_look docx_style(const struct docx_styles *s, const char *type,
                            const char *id);
/* Lays what w:pPr or w:rPr (NULL allowed) says over LOOK. */
void docx_props(struct docx_look *look, const xmlNode *props);

/* raw_docx_list: numbering. DOC may be NULL. */
struct docx_lists *docx_lists_new(struct arena *a, xmlDoc *doc);
/* Counts one more paragraph of list NUM at LEVEL. 0 no list, 1 bullets, 2
 * numbered; where Word's number is more than a plain one (一、 第一条 1.1),
 * or PLAIN is not enough, it is put into LABEL. */
int docx_list(struct docx_lists *l, int num, int level, bool plain,
              struct buf *label);

/* raw_docx_text: one paragraph, with its pictures and text boxes. */
void docx_paragraph(struct docx *d, const xmlNode *node);
/* raw_docx: all blocks below PARENT. */
void docx_blocks(struct docx *d, const xmlNode *parent);
/* raw_docx_table. */
void docx_table(struct docx *d, const xmlNode *table);

#endif
