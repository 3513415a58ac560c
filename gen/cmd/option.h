/* The command line: one table of options, from which parsing, --help, the
 * manual and the completions of shells come. */
#ifndef CMD_OPTION_H
#define CMD_OPTION_H

#include <stdbool.h>
#include <stddef.h>

struct command;

enum { ARGS = 64 };

struct options {
  const char *out;      /* -o */
  const char *paper;    /* --paper: only this one */
  const char *issue;    /* --issue: only this date */
  const char *theme;    /* --theme: a name or a folder */
  const char *base_url; /* --base-url */
  const char *only;     /* --only site|pdf */
  const char *report;   /* --report FILE, - for standard output */
  const char *format;   /* --format text|json|sarif */
  const char *edition;  /* --edition: a style sheet of the theme, "large" */
  const char *from; /* --from: the theme that a new one begins with */
  const char *compare;  /* --compare FILE, - for the screen */
  const char *port;     /* --port */
  const char *section, *page, *id; /* of what `new` makes */
  int jobs;             /* -j, 0: as many as there are processors */
  bool press, press_pages; /* --press, --press-pages */
  bool no_pages, no_large, no_qr, no_search, strict, unsafe, article;
  bool open;            /* --open */
  bool quiet, help;
  const char *args[ARGS]; /* what is no option */
  int nargs;
};

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG };

/* A line of the table. VALUE says what follows: a word in capitals, which is
 * a msgid, or the words that may be written, "site|pdf". */
struct option {
  char letter; /* in struct command's list; also -X where SHORT */
  bool is_short;
  const char *name, *value;
  enum option_kind kind;
  size_t at; /* in struct options */
  const char *what; /* one line, a msgid */
};

/* The option of C (NULL: of any command) behind O (NULL: the first one); NULL
 * behind the last. Every command has --quiet and --help. */
const struct option *option_next(const struct command *c,
                                 const struct option *o);
/* Reads ARGV behind the command's name; false and a diag when it is wrong. */
bool option_read(struct options *o, const struct command *c, int argc,
                 char **argv);

#endif
