/* Units and counters that stay with the figure before them: 15分钟, 40周年,
 * 49028.1元, 300余万元 (clreq, GB/T 15835). */
#ifndef PAGE_UNIT_H
#define PAGE_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes at S (N bytes) are a unit after a number, 0 for none. */
size_t unit_length(const char *s, size_t n);
/* Is all of S a sign of a unit: km, kg, mL? */
bool unit_is_latin(const char *s, size_t n);

#endif
