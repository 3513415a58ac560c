/* Looks at sheets as a press house does before it makes plates, and says what
 * would print badly. Limits are of newsprint (coldset). */
#ifndef DRAW_PREFLIGHT_H
#define DRAW_PREFLIGHT_H

#include <stddef.h>

#include "base/length.h"

struct sheet;
struct sheets;

enum {
  FLIGHT_MIXED = 8000,   /* type in more than one ink: at least, mpt */
  FLIGHT_REVERSED = 9000, /* light type on a dark ground: at least, mpt */
  FLIGHT_LINE = 200,     /* lines: at least, mpt */
  FLIGHT_DPI = 200,      /* pictures at their size: at least */
  FLIGHT_MODULE = 1417   /* a code's: at least, 0.5 mm, in mpt */
};

enum fault_kind {
  FAULT_MIXED,    /* VALUE: size in mpt; WHAT: the text */
  FAULT_REVERSED, /* the same */
  FAULT_LINE,     /* VALUE: width in mpt */
  FAULT_DPI,      /* VALUE: dpi */
  FAULT_INK,      /* VALUE: per cent; WHAT: what has so much */
  FAULT_FACE,     /* WHAT: the face */
  FAULT_MODULE,   /* VALUE: mpt */
  FAULT_QUIET     /* WHAT: what stands in a code's quiet zone */
};

struct fault {
  enum fault_kind kind;
  int page;
  const char *story; /* id of the article, or "": page furniture */
  int value;
  const char *what; /* or NULL */
};

/* Calls TELL for every fault, each once a page and story; FAULT_INK of pictures
 * is found where they are converted (draw/presspicture). How many. */
size_t preflight_find(const struct sheets *s,
                      void (*tell)(void *data, const struct fault *f),
                      void *data);
/* A warning in an editor's words; for preflight_find, DATA is not used. */
void preflight_print(void *data, const struct fault *f);
/* The story that item I of SHEET stands in, or "". */
const char *preflight_story(const struct sheet *sheet, size_t i);

/* What a fault stands on, in the reader's language. */
enum fault_on { FAULT_ON_TEXT, FAULT_ON_LINE, FAULT_ON_AREA, FAULT_ON_PICTURE };
const char *preflight_word(enum fault_on on);

#endif
