/* Many pieces of work done side by side. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stddef.h>

/* Calls WORK for 0 … N - 1, in up to four threads, the caller's among them, in
 * no order; returns when all are done. WORK must not print messages. */
void threads_each(size_t n, void (*work)(void *data, size_t i), void *data);

enum { THREADS = 4 };

/* How many threads besides the caller's N pieces of work are worth here: up to
 * THREADS - 1, and no more than there are processors beside its own. */
size_t threads_helpers(size_t n);

/* Work in layers: LAYER k's pieces are those from ENDS[k - 1] (0 for the first)
 * to ENDS[k], and begin when all of the layer before are done. WORK is told in
 * which thread it runs, 0 … THREADS - 1, so that each may have room of its
 * own. As threads_each otherwise. */
void threads_layers(const size_t *ends, size_t layers,
                    void (*work)(void *data, size_t i, size_t thread),
                    void *data);

#endif
