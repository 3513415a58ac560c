/* What a line looks like by itself: how wide it is, how it begins and ends.
 * Lines are normalised UTF-8; widths are in half characters (Han 2). */
#ifndef INTAKE_LOOKS_H
#define INTAKE_LOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands at the head of a line that is one of several. */
enum looks_part {
  LOOKS_NONE,
  LOOKS_CHAPTER, /* 一、 第一章 */
  LOOKS_SECTION, /* （一） */
  LOOKS_POINT,   /* 1. 1、 1） ① (1) */
  LOOKS_BULLET   /* • - * ● ◆ ■ … */
};

int looks_width(const char *s);
size_t looks_han(const char *s); /* how many Han characters */
uint32_t looks_first(const char *s);
uint32_t looks_last(const char *s);
bool looks_begins(const char *s, const char *with);
bool looks_ends(const char *s, const char *with);
/* Does LIST, a string, hold R? */
bool looks_among(uint32_t r, const char *list);
/* How many of LIST's characters S holds. */
int looks_count(const char *s, const char *list);
/* Does it end as a paragraph does: 。！？：；…, a closing quote or bracket? */
bool looks_closed(const char *s);
/* The same without : ; and brackets: 。！？… or one of these in a quote. */
bool looks_sentence(const char *s);
/* Quotes and brackets that S opens and does not close; straight quotes count
 * by twos. */
int looks_open(const char *s);
/* Its number or bullet, and how many bytes that takes with its blanks. */
enum looks_part looks_part(const char *s, size_t *bytes);
/* May it be (a line of) a headline: short, no sentence, not a number alone?
 * Numbered ones are none. */
bool looks_head(const char *s);
/* Text of a story: a sentence, or as long as no headline is. */
bool looks_body(const char *s);
/* A name and what is said of it: 地点：三楼. Bytes to behind the colon; 0. */
size_t looks_entry(const char *s);
/* A date, alone or with little beside it: 2019.5.15·周家渡. Writes
 * YYYY-MM-DD when it has a year. */
bool looks_date(const char *s, char day[11]);

#endif
