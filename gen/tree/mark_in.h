/* Inside of mark*.c: the state of one run of the parser over one text. */
#ifndef TREE_MARK_IN_H
#define TREE_MARK_IN_H

#include <stdbool.h>
#include <stdint.h>
#include <cmark.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "tree/directive.h"
#include "tree/source.h"

enum {
  MARK_PARTS = 100000, /* lines, cells, elements of one article */
  MARK_OPEN = 8        /* directives open at once */
};

/* How far columns of a block were followed over line ends. */
struct mark_walk {
  size_t from, line, used; /* start line; line reached; bytes before it */
};

/* A directive that waits for its `:::`. */
struct mark_open {
  enum directive kind;
  xmlNode *node;
  size_t line;
};

struct mark {
  struct source *src; /* what positions refer to */
  const char *kind;   /* per line: 0, ':' directive, '|' table; or NULL */
  int errors;
  int parts; /* so far, against MARK_PARTS */
  struct mark_open open[MARK_OPEN];
  int opened;
  xmlNode *aside; /* holds figures of pictures met in running text */
  /* the block at work */
  cmark_node *block;
  int quotes;       /* block quotes around it */
  long drift;       /* lines that cmark's line lags behind */
  long missed;      /* more of them from the next line on */
  struct mark_walk walked;
  struct buf text;  /* not yet in the tree */
  uint32_t last;    /* last character of the block; 0 at its start */
  bool lines;       /* soft breaks stay line feeds */
  bool cell;        /* a span (cell, title): `\|` in code is a pipe */
  bool begun;       /* what flank_lead put before the span is gone */
  bool flat;        /* inside a picture's alt text */
};

/* mark_text.c */

/* Appends S to the text at work, without our insertions. TOKENS: S is code
 * or HTML, in which a line of ours may stand as a token. */
void mark_text(struct mark *m, const char *s, bool tokens);
/* The same, into OUT. */
void mark_clean(const struct mark *m, struct buf *out, const char *s,
                bool tokens);
/* Puts the text at work into ELEMENT. */
void mark_flush(struct mark *m, xmlNode *element);
/* Writes the token of line I to S. */
void mark_token(char s[32], size_t i);
/* The line of the token that S consists of (white space apart), or -1. */
long mark_token_line(const struct mark *m, const char *s);
/* What a soft break before NODE's next sibling becomes: "", " " or "\n". */
const char *mark_soft(const struct mark *m, cmark_node *node);

/* mark_place.c */

/* Where NODE stands in the editor's file. */
struct place mark_place(struct mark *m, cmark_node *node);
/* BLOCK is the block at work: what follows tells places in it. Its inline
 * nodes are then passed in order. */
void mark_place_in(struct mark *m, cmark_node *block);
/* Where the line break NODE stands: behind what is before it. */
struct place mark_place_break(struct mark *m, cmark_node *node);
/* Passes a node that holds a line end, which cmark COUNTED or not. */
void mark_place_pass(struct mark *m, bool counted);

/* mark.c */

/* Is DOC within the limits of depth and parts? Reports and counts else. */
bool mark_depth(struct mark *m, cmark_node *doc);

/* mark_inline.c */

/* Fills ELEMENT with the inline children of BLOCK. */
void mark_inline(struct mark *m, xmlNode *element, cmark_node *block);
/* Parses N bytes from BYTE of line I as inline text into ELEMENT. */
void mark_span(struct mark *m, xmlNode *element, size_t i, size_t byte,
               size_t n);
/* The picture IMAGE as a figure, last in PARENT; nothing when refused. */
void mark_figure(struct mark *m, xmlNode *parent, cmark_node *image);
/* Moves the figures of pictures met in running text to PARENT's end. */
void mark_pictures(struct mark *m, xmlNode *parent);

/* mark_block.c */

/* The document's blocks, as last children of BODY; all directives closed. */
void mark_document(struct mark *m, xmlNode *body, cmark_node *doc);

/* mark_table.c */

/* Notes in KIND (one char per line) which lines of SRC are of tables. */
void mark_find_tables(struct mark *m, char *kind);
/* The table that begins on line I (its head), last in PARENT: a caption
 * paragraph before it becomes its caption. END is the line behind it. */
void mark_table(struct mark *m, xmlNode *parent, size_t i, size_t end);

#endif
