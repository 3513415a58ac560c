/* The output folder. `build` owns OUT/{site,press,wechat,.next,.cache} and
 * nothing else. What is new grows in OUT/.next and is exchanged for the old
 * at the end, so that a reader, or a kill at any moment, finds a whole site. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include <stdbool.h>

struct output {
  char *out, *site, *next, *next_site, *cache;
  int lock;
};

/* Finishes what a killed build left, takes the lock. False and a diag when
 * OUT cannot be used, another build runs in it, or OUT/site is somebody
 * else's. */
bool output_open(struct output *o, const char *out);
/* Makes an empty OUT/.next. */
bool output_begin(struct output *o);
/* Exchanges the folders. */
bool output_commit(struct output *o);
/* Drops what is unfinished and the lock. */
void output_close(struct output *o);

/* Hard-links the folder site/REL of the last build into the next one. */
bool output_keep(const struct output *o, const char *rel);
/* Removes the folder site/REL of the next site, if there is one. */
bool output_drop(const struct output *o, const char *rel);
/* Links all of the last site into the next one: for a build that only adds. */
bool output_keep_all(const struct output *o);
bool output_has(const struct output *o, const char *rel);

/* Small texts remembered between builds, under .cache/KIND/NAME. Recall gives
 * NULL when there is none; owned. */
char *output_recall(const struct output *o, const char *kind,
                    const char *name);
bool output_remember(const struct output *o, const char *kind,
                     const char *name, const char *text);
/* The same in two steps, for what is only to be remembered when the site is
 * out: a worker leaves it in OUT/.next, and afterwards it is taken. */
bool output_leave(const struct output *o, const char *kind, const char *name,
                  const char *text);
bool output_take(const struct output *o, const char *kind, const char *name);

#endif
