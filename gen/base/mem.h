/* Memory that never returns NULL: out of memory ends the program with a
 * message. Words of ownership: new/load/open/copy own what they return, free
 * releases, everything else borrows. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* SIZE bytes, zeroed; SIZE 0 gives a valid pointer. Free with free(). */
void *mem_new(size_t size);
/* COUNT elements of SIZE bytes, zeroed; overflow ends the program. */
void *mem_array(size_t count, size_t size);
/* Room for WANT elements of SIZE bytes in an array that holds *CAP: grows by
 * doubling, keeps what is there; new room is not zeroed. OLD may be NULL. */
void *mem_grow(void *old, size_t *cap, size_t want, size_t size);
char *mem_copy(const char *s);
char *mem_copy_n(const char *s, size_t n);
/* printf into a new string. */
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* An arena: many small things with one life, freed at once. */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *a);
/* SIZE bytes, zeroed, aligned for any type, alive as long as the arena. */
void *arena_get(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size);
char *arena_copy(struct arena *a, const char *s);
char *arena_copy_n(struct arena *a, const char *s, size_t n);

#endif
