/* Inside of cmd/desk*.c. */
#ifndef CMD_DESK_IN_H
#define CMD_DESK_IN_H

#include <stdbool.h>

#include "cmd/desk.h"

struct desk_theme;

struct desk {
  struct desk_host host;
  char *files; /* folder of the page, or NULL */
  struct desk_theme *theme;
};

/* Is NAME the name of a paper or an issue, one part of a path? */
bool desk_is_name(const char *name);
/* R becomes the JSON of STATUS, and TEXT its body, which is released. */
void desk_put(struct reply *r, int status, char *text);

#endif
