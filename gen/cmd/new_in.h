/* The inside of cmd/new*: where one is, and what is said. */
#ifndef CMD_NEW_IN_H
#define CMD_NEW_IN_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

struct options;

/* Owned strings. PAPER and ISSUE are NULL where the place tells none. */
struct new_place {
  char *content, *paper, *issue;
  bool named; /* on the command line: what is said next must name it, too */
};

/* From PATH (a content folder, or a paper's or issue's in one); NULL: from the
 * folder one stands in (or is below), else content/. Need not exist. */
void new_place_find(struct new_place *p, const char *path);
/* Settles the paper: --paper NAME (id or title), else that of the place, else
 * the only one. False, said, when there is none or several. */
bool new_place_paper(struct new_place *p, const char *name);
void new_place_free(struct new_place *p);
/* What a further command needs to find the same paper: "" or " --paper x" or
 * " content/x", to be put behind it. Owned. */
char *new_place_hint(const struct new_place *p);
/* A command line that takes a content folder: "chenbao NAME", and the folder
 * where that is not content. Owned. */
char *new_place_command(const struct new_place *p, const char *name);
/* Ids of the papers in CONTENT; as file_list. NULL when there are none. */
char **new_papers(const char *content);

/* <papers> with the <paper> PAPER of P, as far as it can be read, without a
 * word about faults, of which check tells; *FAULTS: how many. Owned. */
xmlDoc *new_load_paper(const struct new_place *p, int *faults);
/* The value S of the key NAME of SCOPE, checked as in a file; NULL, said, when
 * it is none; an empty one is called OPTION. Owned. */
char *new_value(int scope, const char *name, const char *option,
                const char *s);
/* The nearest of N words to WORD, or NULL. */
const char *new_nearest(const char *word, const char *const *words, size_t n);

/* Lines for people. Nothing is printed with --quiet. */
void new_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* A path and what it is for (or NULL), in two columns where they fit. */
void new_say_made(const char *path, const char *what);
/* Step N of what to do next: what for, and the command line (or NULL). */
void new_say_step(int n, const char *what, const char *command);
/* 0, or 3 when standard output cannot be written. */
int new_said(void);
/* The weekday of DAY in the language of the messages. */
const char *new_weekday(const char *day);
/* DAY in the language of the messages with its weekday, and the lunar day. */
char *new_day_name(const char *day);

#endif
