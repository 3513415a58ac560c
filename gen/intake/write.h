/* Stories as files: front matter and Markdown that reads back as exactly the
 * text, whatever stands in it. */
#ifndef INTAKE_WRITE_H
#define INTAKE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "intake/copy.h"

/* A story of a copy: its lines [FROM, TO). */
struct write_story {
  size_t from, to;
  char *title; /* owned; never empty */
  char *name;  /* NN-id.md, owned */
  struct buf text; /* what is written */
  size_t han;  /* of the text, without comments and what was added */
  int doubts;
  int pictures;
  bool again; /* the folder held one of this title before */
};

/* What is to be written, none of it there before. */
struct write_plan {
  const char *dir; /* borrowed */
  struct write_story *v;
  size_t n;
  size_t dropped; /* Han in lines that were dropped */
};

/* The stories of C with names that are free in DIR (NULL: for looking only).
 * Owned by the caller. */
struct write_plan *write_plan_new(struct copy *c, const char *dir);
/* The same with numbers for names: quick, for tests of what is in them. */
struct write_plan *write_plan_numbered(struct copy *c);
void write_plan_free(struct write_plan *p);
/* Writes the stories, their pictures and, where it is missing, issue.yaml.
 * Nothing that is there is touched. False after a diag. */
bool write_all(const struct write_plan *p, const struct copy *c);

#endif
