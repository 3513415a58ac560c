/* A page whose stories have found their places: blocks in the slots of a plan.
 * Pages are drawn when all of them are made, since a jump line names a page
 * that comes later. */
#ifndef PAGE_LEAF_H
#define PAGE_LEAF_H

#include <stdbool.h>

#include "page/judge.h"
#include "page/plan.h"

struct placed;

/* What was tried for a page, for those who ask why it looks as it does. */
enum note_kind {
  NOTE_ALL,    /* its stories as they are */
  NOTE_MORE,   /* the same, searched for longer */
  NOTE_FILLER, /* with a filler (or two) */
  NOTE_JUMP,   /* with a story that may go on later */
  NOTE_MOVED   /* without a story, which waits for the next page */
};

struct note {
  enum note_kind kind;
  const struct story *story; /* filler, jumper, or what is moved; or NULL */
  int share;  /* per cent of the page that the stories take at their best */
  bool ok;    /* the page closes … */
  long cost;  /* … and costs so much */
  int tried;  /* pages whose text was set */
};

enum { LEAF_NOTES = 32 };

struct leaf {
  int page;             /* 1 … */
  int top, lines;       /* first body line of the stories, how many */
  bool last;            /* the imprint stands at its foot */
  bool exact;           /* filled to the last line … */
  bool white;           /* … with columns that look empty (page/run.h) */
  bool hollow;          /* the same of any page, for reports */
  struct verdict verdict; /* of an exact page */
  struct note notes[LEAF_NOTES];
  int nnotes;
  struct plan plan;     /* slots and blocks go together */
  struct block *blocks; /* plan.n; owned */
};

/* The block of STORY, or NULL. */
struct block *leaf_find(const struct leaf *leaf, const struct story *story);
/* Draws furniture, rules and stories. */
void leaf_draw(struct layout *l, struct sheet *sheet,
               const struct leaf *leaf);
/* All that page/placed.h says of PAGE, which is PLACED's last, when the pages
 * of jumps are known. */
void leaf_record(struct layout *l, struct placed *placed,
                 const struct leaf *leaf, xmlNode *page);
void leaf_free(struct leaf *leaf);

#endif
