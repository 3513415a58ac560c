/* Copy: what came in, line by line, with what has become of each. No line
 * ever leaves it: a line is part of a story or is marked as dropped, with the
 * reason, so that every character can be accounted for. */
#ifndef INTAKE_COPY_H
#define INTAKE_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/raw.h"

struct arena;

enum copy_role {
  COPY_TEXT, /* a paragraph, or a part of one */
  COPY_DROP,
  COPY_JOINED, /* its text now ends that of the line before; PIECE keeps it */
  COPY_SECTION,
  COPY_KICKER,
  COPY_TITLE,
  COPY_DECK,
  COPY_BYLINE,
  COPY_SIGNOFF,
  COPY_SUBHEAD,
  COPY_BULLET,   /* an item of a list; its mark is gone from the text */
  COPY_NUMBER,   /* the same with a number, which the text keeps: 1. */
  COPY_VERSE,    /* a line of a poem */
  COPY_GLOSSARY, /* the heading of a glossary */
  COPY_TERM,     /* an entry of it */
  COPY_TABLE,    /* CELLS */
  COPY_PICTURE,
  COPY_CAPTION, /* of the picture next to it */
  COPY_ASIS     /* Markdown that passes as it is */
};

struct copy_line {
  enum copy_role role;
  const struct raw_item *raw; /* where it comes from */
  int file;                   /* index of its file */
  size_t seq;                 /* place in what came in, parts by PART */
  int part;                   /* of a line that was divided; 0: the first */
  const char *was;            /* as it came in */
  char *text;                 /* normalised, with what was joined to it */
  char *piece;                /* its own text, where lines were joined */
  int gap;                    /* empty lines before it; 9 also for a break */
  int indent;                 /* blanks before it, in half characters */
  int width;                  /* of the text, in half characters */
  int level;                  /* of a subhead, 2 or 3 */
  bool opens;                 /* a story begins here */
  bool cont;                  /* what follows goes on from another page */
  int to, from;               /* of a jump line: page, or -1; 0: none */
  int page;                   /* that it is on by heads of pages; 0: ? */
  bool run_in;                /* a sign-off that was at a paragraph's end */
  int sure;                   /* percent, of the role or of the joint; 0: yes */
  const char *why;            /* a message (N_): of a drop, a joint, a role */
  const char *doubt;          /* what the editor should look at, or NULL */
  char ***cells;              /* COPY_TABLE */
};

struct copy {
  struct arena *arena;
  struct copy_line *v; /* in order of the stories once these are found */
  size_t n, cap;
  const char **paths; /* of the files, by index */
  int files;
  int damaged;   /* characters that could not be read */
  char date[11]; /* of the issue as its masthead says it, or "" */
  char number[24], total[24];
};

struct copy *copy_new(void);
void copy_free(struct copy *c);
/* Adds the lines of RAW, which must live as long as C. */
void copy_add(struct copy *c, const struct raw *raw);
/* Gives line I the normalised TEXT (copied); its width follows. */
void copy_set(struct copy *c, size_t i, const char *text);
/* Divides line I behind BYTE of its text; the second part is line I + 1. */
void copy_split(struct copy *c, size_t i, size_t byte);
void copy_drop(struct copy *c, size_t i, const char *why, int sure);
/* Adds to what the editor should look at there. */
void copy_doubt(struct copy *c, size_t i, const char *doubt);
/* Lets line B end line A (some line before it): A's text grows. */
void copy_join(struct copy *c, size_t a, size_t b, const char *why, int sure);
/* Neither dropped nor joined to another. */
bool copy_live(const struct copy_line *l);
/* The next live line from I on; N. The last one before I; -1. */
size_t copy_next(const struct copy *c, size_t i);
long copy_before(const struct copy *c, size_t i);
/* Moves lines [FROM, TO) so that they stand before line AT, which is not one
 * of them. */
void copy_move(struct copy *c, size_t from, size_t to, size_t at);

#endif
