/* The desk, /_desk/ of the preview: the pages of an issue side by side, what is
 * still to be done for them, and the theme's tokens as fields. Its page is in
 * gen/desk/; here are its answers:
 *
 *   GET  /_desk/ and the files of the page
 *   GET  /_desk/issues.json      papers and their issues, newest first
 *   GET  /_desk/issue/PAPER/DATE.json   one issue: cmd/desk_issue.h
 *   GET  /_desk/theme.json       the tokens: cmd/desk_theme.h
 *   POST /_desk/theme/try        shows other values, writes no theme
 *   POST /_desk/theme/keep       writes those values to tokens.css
 *   POST /_desk/theme/drop       shows the theme as it is again
 *
 * JSON in UTF-8 always; a POST that is refused has {"error": what, what to
 * do}. No answer lays out anything: all is read from what the preview's builds
 * left. */
#ifndef CMD_DESK_H
#define CMD_DESK_H

#include "serve/request.h"

/* A message of a build: borrowed. */
struct desk_message {
  const char *issue; /* PAPER/DATE it is about, "": the whole site */
  const char *file;  /* "": none */
  const char *level; /* note, warning, error, fatal */
  const char *text;
  int line, col;     /* 0: the whole file */
};

typedef void desk_hear(void *to, const struct desk_message *m);

/* What the desk stands on; borrowed, and must live as long as it. */
struct desk_host {
  const char *content; /* folder */
  const char *theme;   /* folder whose tokens.css is written back to */
  const char *out;     /* OUT of the preview */
  void *data;          /* for the calls below */
  /* Shows the preview in the theme of the folder THEME (NULL: its own again),
   * the issue PAPER/DATE first. Returns at once. */
  void (*show)(void *data, const char *theme, const char *paper,
               const char *date);
  /* Gives each message that stands at present to HEAR. */
  void (*said)(void *data, desk_hear *hear, void *to);
};

struct desk;
struct desk *desk_new(const struct desk_host *host);
void desk_free(struct desk *d);
/* An http_answer: DATA is the desk. */
void desk_answer(void *data, const struct request *rq, struct reply *r);

#endif
