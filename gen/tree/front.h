/* Where the front matter of an article ends and its body begins. */
#ifndef TREE_FRONT_H
#define TREE_FRONT_H

#include <stdbool.h>
#include <stddef.h>

/* Offsets in the text; lines from 1. Without front matter the body is all. */
struct front {
  bool open;   /* the first line is --- */
  bool closed; /* a second line --- follows */
  size_t yaml, yaml_len;
  size_t body;
  int body_line;
};

/* Splits the N bytes of S (a byte order mark is passed over). The YAML begins
 * in line 2. Not closed: the YAML reaches to the end. */
struct front front_split(const char *s, size_t n);
/* How many bytes the byte order mark at the start of S takes: 0 or 3. */
size_t front_bom(const char *s, size_t n);

#endif
