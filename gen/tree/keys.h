/* The one table of what an editor may write in site.yaml, paper.yaml,
 * issue.yaml and front matter, and a designer in theme.yaml: key, Chinese
 * alias, place, type, limits and a description in both languages. The parser
 * (tree/meta), the reference and the JSON Schema all come from it. Everything
 * here is constant. */
#ifndef TREE_KEYS_H
#define TREE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* Where a key may stand. The later ones are maps inside the first four. */
enum scope {
  SCOPE_SITE = 1,
  SCOPE_PAPER = 2,
  SCOPE_ISSUE = 4,
  SCOPE_ARTICLE = 8,
  SCOPE_ACCOUNT = 16, /* paper.yaml: account */
  SCOPE_SECTION = 32, /* paper.yaml: one of sections */
  SCOPE_PIN = 64,     /* issue.yaml: articles: one of them */
  SCOPE_AD = 128,     /* issue.yaml: one of ads */
  SCOPE_GOVERNMENT = 256, /* paper.yaml: government */
  SCOPE_THEME = 512 /* theme.yaml in a theme's folder */
};

enum key_type {
  KEY_LINE,  /* one line of text; line breaks become spaces */
  KEY_TEXT,  /* text that may have several lines */
  KEY_DATE,  /* YYYY-MM-DD, a day of the calendar */
  KEY_INT,   /* decimal digits, min to max, or one of values if there are any */
  KEY_ENUM,  /* one of values */
  KEY_ID,    /* a-z, 0-9 and hyphens; begins and ends without a hyphen */
  KEY_PATH,  /* relative, without .. and backslash */
  KEY_URL,   /* http:// or https:// */
  KEY_POINT, /* two percentages from the left top corner: 50% 30% */
  KEY_LIST,  /* lines; one line may stand alone without a list */
  KEY_MAP,   /* keys of scope `inner` */
  KEY_MAPS,  /* a list of maps with keys of scope `inner` */
  KEY_TABLE  /* ids, each with a map of keys of scope `inner` */
};

/* A word that stands for a value; a list of them ends with name NULL. */
struct key_value {
  const char *name, *aliases; /* aliases: words with spaces between */
};

struct key {
  const char *name, *alias; /* English, Chinese */
  unsigned scopes;          /* enum scope, or-ed */
  enum key_type type;
  int min, max; /* KEY_INT: value; lists: entries; else characters */
  bool required;
  const struct key_value *values; /* of KEY_ENUM and KEY_INT */
  enum scope inner;               /* of KEY_MAP, KEY_MAPS and KEY_TABLE */
  const char *help, *help_zh;
};

/* All keys, COUNT of them. */
const struct key *keys_all(size_t *count);
/* The key of SCOPE that NAME or its alias is (N bytes); NULL: none. */
const struct key *keys_find(enum scope scope, const char *name, size_t n);
/* The known key of SCOPE that NAME is nearest to, at most two edits away (one
 * for a word of up to three characters): its name or alias, whichever was
 * meant; NULL: none is near. */
const char *keys_nearest(enum scope scope, const char *name);
/* The name that VALUE stands for in KEY's values (aliases too), static;
 * NULL: it is none of them. */
const char *keys_value(const struct key *key, const char *value);
/* The names of KEY's values, for messages: "lead, major"; owned. */
char *keys_values(const struct key *key);
/* Edits (insert, delete, replace, swap neighbours) between two UTF-8
 * strings, in characters; long strings count as far apart. */
int keys_distance(const char *a, const char *b);

#endif
