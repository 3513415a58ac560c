/* Numbers in words, as people say them in Chinese. */
#ifndef WEB_SAY_H
#define WEB_SAY_H

#include <stddef.h>

struct buf;

/* Appends the digits among the N bytes at S one by one: 2018 as 二零一八. A
 * point is 点. */
void say_digits(struct buf *out, const char *s, size_t n);
/* The same of a telephone number, where 1 is 幺. */
void say_phone(struct buf *out, const char *s, size_t n);
/* Appends a quantity: digits with commas between them and a fraction, 1,787.5
 * as 一千七百八十七点五. What begins with 0 or has more than 16 digits is said
 * digit by digit. */
void say_count(struct buf *out, const char *s, size_t n);

#endif
