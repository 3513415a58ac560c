/* A piece of work in a process beside this one, on another processor. What it
 * says is kept back and printed when it is asked for, so that messages stand
 * in one order however fast each process is. */
#ifndef CMD_BESIDE_H
#define CMD_BESIDE_H

#include <stdbool.h>

struct beside;
struct buf;

/* Starts WORK(DATA, result) as this process stands now; WORK says false when a
 * message said what is wrong. AT_ONCE: waits for it, so that never more than
 * one works. NULL where no process can be started (no message): then the
 * caller may do it. */
struct beside *beside_start(bool (*work)(void *, struct buf *), void *data,
                            bool at_once);
/* Waits, prints and counts its messages (those of diag_once that were said
 * here are not said again), adds the result to RESULT and frees B. False when
 * WORK said so or died. */
bool beside_end(struct beside *b, struct buf *result);
/* Stops the work, whose result nobody wants. NULL is none. */
void beside_drop(struct beside *b);

#endif
