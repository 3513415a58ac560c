/* The values of a tokens.css as fields: where in the file each custom property
 * has its value, what sort of value it is, what the file says of it. A value is
 * exchanged in the text itself; every other byte stays.
 *
 * (asset/css reads the same file for the layout and forgets where things
 * stood.) */
#ifndef CMD_FIELDS_H
#define CMD_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum field_kind {
  FIELD_COLOUR, /* #rrggbb, rgb(…), device-cmyk(…), a name of CSS */
  FIELD_LENGTH, /* a number with a unit, or with % */
  FIELD_NUMBER,
  FIELD_FACES,  /* a list of families */
  FIELD_ALIAS,  /* var(…) alone: another token's value */
  FIELD_OTHER
};

/* Strings are the tokens'. */
struct field {
  enum field_kind kind;
  const char *name;  /* with its -- */
  const char *value; /* as it stands in the file, comments too */
  const char *where; /* selectors and at-rules round it, outermost first */
  const char *group; /* the comment on lines of its own above it, or "" */
  const char *note;  /* the comment behind it on its line, or "" */
  size_t at, n;      /* of the value in the file, bytes */
};

/* At most FIELDS of them, in the order of the file, in rules at most
 * FIELD_DEPTH deep; what is no declaration is stepped over. */
enum { FIELDS = 1024, FIELD_DEPTH = 8, FIELD_VALUE = 400 };

struct fields;
/* Of the N bytes at CSS, followed by a NUL; owned. */
struct fields *fields_read(const char *css, size_t n);
void fields_free(struct fields *t);
size_t fields_count(const struct fields *t);
const struct field *fields_at(const struct fields *t, size_t i);

/* “colour”, …, “other”: stable. */
const char *field_kind_name(enum field_kind kind);
/* What sort of value S is. */
enum field_kind field_kind_of(const char *s);
/* May S stand where a token has its value: one value, that ends no
 * declaration, opens no comment, leaves no bracket and no quote open? */
bool field_may_be(const char *s);

/* Appends the text of CSS (N bytes, as it was read) with VALUES[i], where that
 * is not NULL, for the value of token i. */
void fields_put(const struct fields *t, const char *css, size_t n,
                  const char *const *values, struct buf *out);

#endif
