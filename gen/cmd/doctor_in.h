/* Inside of cmd/doctor*.c: an examination that goes on. */
#ifndef CMD_DOCTOR_IN_H
#define CMD_DOCTOR_IN_H

#include <stdbool.h>

struct options;

/* FINE; NOTE: it works, but the user may want to know; LACKS. */
enum doctor_state { DOCTOR_FINE, DOCTOR_NOTE, DOCTOR_LACKS };

struct doctor {
  const struct options *o;
  const char *content, *out;
  const char *title; /* of a group of which nothing was said yet, or NULL */
  int lacking;
};

/* One line of the report. */
void doctor_say(struct doctor *d, enum doctor_state state, const char *fmt,
                ...) __attribute__((format(printf, 3, 4)));
/* Each looks at one thing. */
void doctor_disk(struct doctor *d);
void doctor_faces(struct doctor *d);
void doctor_papers(struct doctor *d);

#endif
