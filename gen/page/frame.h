/* What stands in a module before its text: the head over its columns or the
 * left of them, floats at the columns' heads and feet. What is left are the
 * columns for the text. */
#ifndef PAGE_FRAME_H
#define PAGE_FRAME_H

#include "page/fill.h"

struct solid;

enum { BLOCK_COLUMNS = 24, BLOCK_FLOATS = 64 };

struct floated {
  struct solid *solid;
  size_t row;          /* where it belongs in the flow */
  int column, columns; /* from 0 in the block */
  int line, lines;     /* from the block's top; negative: from its foot */
  mpt width;
};

/* Where a picture stands among columns that are equally low. */
enum side { SIDE_OF_RIGHT, SIDE_OF_LEFT, SIDE_OF_MIDDLE };

struct frame {
  int columns;
  int head, head_columns; /* the head's lines, from the left */
  bool closed;  /* the head's columns are its own: no text, no float */
  bool on_top;  /* pictures stand over the head, too */
  int high;     /* where the head begins: 0, or below what is on top */
  enum side side;
  int at_head;  /* floats that will stand at the head */
  int top[BLOCK_COLUMNS], bottom[BLOCK_COLUMNS]; /* lines taken */
  struct floated floats[BLOCK_FLOATS];
  int n;
};

/* An empty frame with its head. */
void frame_open(struct frame *f, int columns, int head, int head_columns);
/* Gives solid S, which is SPAN columns wide and LINES high, the columns that
 * are lowest, HEAD: from the head down, else from the foot up. False when
 * there are none for it. */
bool frame_add(struct frame *f, struct floated fl, bool head);
/* Moves the head and what stands below it N lines down. */
void frame_raise(struct frame *f, int n);
/* Free lines of column C in a module of LINES; negative when a float finds no
 * room. */
int frame_room(const struct frame *f, int c, int lines);
/* The fewest lines of text that column C is worth. BRIEF: few will do under a
 * headline with text beside it. */
int frame_least(const struct frame *f, int c, bool brief);

#endif
