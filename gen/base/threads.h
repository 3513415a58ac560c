/* Many pieces of work done side by side. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stddef.h>

/* Calls WORK for 0 … N - 1, in up to four threads, the caller's among them, in
 * no order; returns when all are done. WORK must not print messages. */
void threads_each(size_t n, void (*work)(void *data, size_t i), void *data);

#endif
