/* The command line: one table of options, from which parsing and --help
 * come. */
#ifndef CMD_OPTION_H
#define CMD_OPTION_H

#include <stdbool.h>

enum { ARGS = 16 };

struct options {
  const char *out;      /* -o */
  const char *paper;    /* --paper: only this one */
  const char *issue;    /* --issue: only this date */
  const char *theme;    /* --theme: a name or a folder */
  const char *base_url; /* --base-url */
  const char *only;     /* --only site|pdf */
  const char *report;   /* --report FILE, - for standard output */
  const char *edition;  /* --edition: a style sheet of the theme, "large" */
  int jobs;             /* -j, 0: as many as there are processors */
  bool press, press_pages; /* --press, --press-pages */
  bool no_pages, no_large, no_qr, no_search, strict, unsafe, article;
  bool help, version;
  const char *args[ARGS]; /* what is no option */
  int nargs;
};

struct command {
  const char *name;
  const char *args;    /* "ISSUE -o FILE" */
  const char *options; /* letters of the option table that it takes */
  const char *what;    /* one line, English; the Chinese stands in WHAT_ZH */
  const char *what_zh;
  int least, most;     /* how many arguments */
  int (*run)(const struct options *o);
};

/* Reads ARGV behind the command's name; false and a diag when it is wrong. */
bool option_read(struct options *o, const struct command *c, int argc,
                 char **argv);
/* Prints C's usage and the options that it takes. */
void option_help(const struct command *c);

#endif
