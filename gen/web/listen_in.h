/* Inside of web/listen*.c: a text that is read from left to right. */
#ifndef WEB_LISTEN_IN_H
#define WEB_LISTEN_IN_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct listen {
  struct buf *out;
  const char *start, *p, *end;
  const char *done;    /* what is before is in OUT */
  const char *number_from, *number; /* where the last one began and ended */
  long value;          /* of it */
  bool plain;          /* it was a bare whole number */
  bool chained;        /* a dash was right before it */
};

/* Digits, commas between groups of three, a fraction. */
struct number {
  const char *s;
  size_t n;      /* bytes */
  size_t digits; /* before the point */
  bool comma, point;
  long value; /* whole part, at most LONG_MAX / 10 */
};

/* The number at P, of 0 bytes when there is none. */
struct number number_at(const char *p, const char *end);
/* Does LITERAL stand at P? */
bool listen_at(const struct listen *l, const char *p, const char *literal);
/* Bytes of the dash at P (- ~ – — ～ －); 0: none. A pair —— is none. */
size_t listen_dash(const struct listen *l, const char *p);
/* Leaves out the N bytes at l->p: the caller appends what is said. */
void listen_skip(struct listen *l, size_t n);
/* What is said for the number at l->p; moves behind it. */
void listen_number(struct listen *l);

#endif
