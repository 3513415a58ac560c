/* What tree/quick.c and tree/quick_read.c share; of no interest to others. */
#ifndef TREE_QUICK_IN_H
#define TREE_QUICK_IN_H

#include <stdbool.h>

enum quick_kind { Q_TEXT, Q_PATH, Q_NOT, Q_EQUAL, Q_CONCAT, Q_AND, Q_OR };
enum quick_step_kind { STEP_SELF, STEP_UP, STEP_CHILD, STEP_ATTR };
enum { QUICK_STEPS = 8, QUICK_VALUES = 8 };

/* A child step's predicates: of those that pass TEST, all behind the first
 * AFTER, and only one if ONE. */
struct quick_step {
  enum quick_step_kind kind;
  const char *name;
  const struct quick *test; /* or NULL */
  long after;
  bool one;
};

struct quick {
  enum quick_kind kind;
  const char *text; /* of Q_TEXT; of Q_PATH the variable or NULL */
  struct quick_step step[QUICK_STEPS];
  int nsteps;
  struct quick *value[QUICK_VALUES]; /* of the composed kinds */
  int nvalues;
};

#endif
