/* Classes of characters and what they may do at the ends of a line and next
 * to each other: W3C clreq (editor's draft 2024-03) and GB/T 15834-2011,
 * section 5. Widths count in halves of an em. Pure tables: no faces, no
 * text. */
#ifndef PAGE_CLASS_H
#define PAGE_CLASS_H

#include <stdbool.h>
#include <stdint.h>

#include "page/style.h" /* enum strictness */

enum mark_class {
  CLASS_HAN,      /* ideographs, kana, full-width letters and signs: 1 em */
  CLASS_OPEN,     /* “ ‘ （ 《 …: 1 em, blank on the left */
  CLASS_CLOSE,    /* ” ’ ） 》 …: 1 em, blank on the right */
  CLASS_PAUSE,    /* 、 ， ； ：: 1 em, blank on the right */
  CLASS_STOP,     /* 。 ？ ！ ．: 1 em, blank on the right */
  CLASS_POINT,    /* · : half an em */
  CLASS_JOIN,     /* – half an em; — ～ － one em, fixed */
  CLASS_SOLIDUS,  /* ／: half an em, fixed */
  CLASS_DASH,     /* ——: 2 em, never split */
  CLASS_ELLIPSIS, /* ……: 2 em, never split */
  CLASS_WORD,     /* a Latin word, a number, a formula: its own width */
  CLASS_SPACE,    /* white space; its width depends on its neighbours */
  CLASS_COUNT
};

/* Which of two neighbours gives up half an em (GB/T 15834 5.1.10, clreq). */
enum class_trim { TRIM_NONE, TRIM_FIRST, TRIM_SECOND };

/* Class of RUNE in Chinese context; what is neither wide nor a Chinese mark
 * is CLASS_WORD. A single — or … is CLASS_JOIN, CLASS_ELLIPSIS. */
enum mark_class class_of(uint32_t rune);
/* Class of RUNE if it is a mark of the Chinese set, else CLASS_COUNT. */
enum mark_class class_mark(uint32_t rune);
/* Natural width in halves of an em; 0: as the face says. */
int class_width(enum mark_class c);
/* Has this class half an em of blank on its left, on its right? */
bool class_blank_left(enum mark_class c);
bool class_blank_right(enum mark_class c);
/* 行首禁则, 行末禁则: may a line not start, not end with this class? */
bool class_no_start(enum mark_class c, enum strictness s);
bool class_no_end(enum mark_class c, enum strictness s);
enum class_trim class_pair(enum mark_class a, enum mark_class b);
/* May the seam beside this class not be stretched? */
bool class_fixed(enum mark_class c);
/* White space that a line may break at (not NBSP and its kin). */
bool class_is_space(uint32_t rune);
/* Characters without width of their own that belong to what stands before:
 * joiners, variation selectors, marks of direction, soft hyphen. */
bool class_is_ignorable(uint32_t rune);
/* Lower-case English name, for the list of items and for tests. */
const char *class_name(enum mark_class c);

#endif
