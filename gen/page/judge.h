/* The judgement of a page by what its modules look like where they stand: the
 * taboos of the trade (碰题, 断版, 通线 …), weight, entry points, and
 * monotony from page to page. Costs: 5 is a designer's shrug, 25 a blemish, 150
 * a taboo. */
#ifndef PAGE_JUDGE_H
#define PAGE_JUDGE_H

#include <stdbool.h>

#include "base/length.h"

enum { SCENE_MODULES = 24, SCENE_PICTURES = 8, SCENE_FAULTS = 32 };

/* A rectangle of base columns and body lines, from 0 on the page's free
 * area. */
struct patch {
  int column, columns, line, lines;
};

struct scene_module {
  const char *id; /* of the story, for messages; borrowed */
  int rank;       /* 0 lead … 3 brief */
  bool filler, rest; /* rest: a continuation */
  bool vertical, boxed; /* form of its headline */
  mpt type;          /* size of the headline; 0: none */
  struct patch at;   /* without the parting line below */
  struct patch head; /* columns 0: none */
  struct patch pictures[SCENE_PICTURES];
  int npictures;
};

/* The skeleton of a page: bits, for the next page's judgement. */
enum {
  SKELETON_TOP = 1,     /* one module over the full width at the top */
  SKELETON_FOOT = 2,    /* the same at the foot */
  SKELETON_STRIP = 4,   /* a strip of one column over the full height */
  SKELETON_PINWHEEL = 8
};

struct scene {
  struct scene_module v[SCENE_MODULES];
  int n, columns, lines;
  mpt measure, gap, rlh, size; /* of a column, its gutter, a line, the body */
  int before;                  /* skeleton of the page before; 0: none */
};

enum fault_kind {
  FAULT_TOMBSTONE,  /* 碰题: like headlines side by side */
  FAULT_UNLIKE,     /* headlines side by side, unlike in size */
  FAULT_CUT_ACROSS, /* 断版/通线: a cut over the full width */
  FAULT_CUT_DOWN,   /* 断版: a cut over the full height */
  FAULT_PICTURES,   /* pictures of two stories touch */
  FAULT_ORDER,      /* a less important story above a more important one */
  FAULT_TOP_HEAVY,  /* 头重脚轻 */
  FAULT_ONE_SIDED,  /* 一头沉 */
  FAULT_OTHER,      /* shrugs that need no name */
  FAULT_KINDS
};

struct fault {
  enum fault_kind kind;
  int cost;
  int a, b; /* modules; -1: none */
};

struct verdict {
  long cost; /* of all faults, those that found no room in V too */
  int skeleton;
  struct fault v[SCENE_FAULTS]; /* dearest first */
  int n;
};

/* What a cut costs that goes through the whole page with A modules before and
 * B behind it: above LINE of LINES, left of COLUMN of COLUMNS. */
int judge_cut_across(int line, int lines, int a, int b);
int judge_cut_down(int column, int columns, int a, int b);
struct verdict judge_scene(const struct scene *s);
/* “tombstone”, … : for reports, stable. */
const char *judge_name(enum fault_kind kind);
/* Is it a taboo that a finished page must not show, and not a matter of
 * taste? */
bool judge_taboo(const struct fault *f);
/* Has V none? */
bool judge_clean(const struct verdict *v);

#endif
