/* What the commands share: finding the theme, opening faces, the steps from a
 * folder to a tree, to sheets, to files. */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include <stdbool.h>
#include <libxml/tree.h>

#include "cmd/option.h"

struct fonts;
struct styles;

/* An issue named on the command line: its folder taken apart. */
struct target {
  char *content, *paper, *date;
};

/* CONTENT/PAPER/DATE; false and a diag when PATH has no such form. */
bool job_target(const char *path, struct target *t);
void job_target_free(struct target *t);
/* Folder of the theme NAME (NULL: "default"): a path with '/' as it is, else
 * themes/NAME beside CONTENT, beside the program, or installed. NULL and a
 * diag when there is none. Owned. */
char *job_theme(const char *name, const char *content);
/* The theme that site.yaml names in CONTENT, or NULL. Owned. */
char *job_site_theme(const char *content);

/* Faces and styles, ready for the layout. */
struct press {
  char *theme;
  struct fonts *fonts;
  struct styles *styles;
};
/* False and messages when the theme's style sheet is wrong. P->fonts may be
 * there already, and look for faces while the caller does other things. */
bool job_press(struct press *p, const char *theme);
/* The same for an edition ("large"; NULL: the usual one). A theme that has none
 * is an error that says so. */
bool job_press_edition(struct press *p, const char *theme,
                       const char *edition);
void job_press_free(struct press *p);

/* Loaded and checked; NULL after errors, which were reported. */
xmlDoc *job_issue(const struct target *t);

#endif
