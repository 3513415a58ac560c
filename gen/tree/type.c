#include "tree/type.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/day.h"
#include "tree/keys.h"

enum { LINE_MAX_RUNES = 200, ID_MAX = 64 };

bool type_is_id(const char *s, size_t n)
{
  if (!n || n > ID_MAX || s[0] == '-' || s[n - 1] == '-')
    return false;
  for (size_t i = 0; i < n; i++)
    if (!islower((unsigned char)s[i]) && !isdigit((unsigned char)s[i]) &&
        s[i] != '-')
      return false;
  return true;
}

int type_quote(const char *s)
{
  const char *p = s, *end = s + strlen(s);
  while (p < end && p - s < 40)
    utf8_next(&p, end);
  return (int)(p - s);
}

/* Characters that XML cannot hold or that nobody sees. */
static bool unprintable(uint32_t r)
{
  return (r < 0x20 && r != '\n' && r != '\t') || (r >= 0x7F && r < 0xA0) ||
         r == 0xFFFE || r == 0xFFFF;
}

/* The first such character of S, or -1. An embedded NUL is one of them. */
static long control(const char *s, size_t n)
{
  for (const char *end = s + n; s < end;) {
    uint32_t r = utf8_next(&s, end);
    if (unprintable(r))
      return (long)r;
  }
  return -1;
}

static char *trimmed(struct arena *arena, const char *s, size_t n)
{
  while (n && isspace((unsigned char)*s))
    s++, n--;
  while (n && isspace((unsigned char)s[n - 1]))
    n--;
  return arena_copy_n(arena, s, n);
}

static void flatten(char *s)
{
  for (; *s; s++)
    if (*s == '\n' || *s == '\t' || *s == '\r')
      *s = ' ';
}

static char *read_line(const struct key *k, char *s, char **why)
{
  size_t max = k->type == KEY_LIST ? LINE_MAX_RUNES : (size_t)k->max;
  size_t n = utf8_count(s, strlen(s));
  if (k->type != KEY_TEXT)
    flatten(s);
  if (n <= max)
    return s;
  *why = mem_printf(_("%s has %zu characters, shorten it to %zu at most"),
                    k->name, n, max);
  return NULL;
}

/* The word of K that S is; NULL, and *WHY, when it is none. */
static char *read_word(struct arena *a, const struct key *k, const char *s,
                       char **why)
{
  const char *name = k->values ? keys_value(k, s) : NULL;
  if (name)
    return arena_copy(a, name);
  char *names = keys_values(k);
  *why = k->type == KEY_ENUM
             ? mem_printf(_("%s: “%.*s” is unknown, write one of %s"), k->name,
                          type_quote(s), s, names)
         : k->values
             ? mem_printf(_("%s: “%.*s” is neither a number from %d to %d nor "
                            "one of %s, write one"),
                          k->name, type_quote(s), s, k->min, k->max, names)
             : mem_printf(_("%s: “%.*s” is no number from %d to %d, write "
                            "one"),
                          k->name, type_quote(s), s, k->min, k->max);
  free(names);
  return NULL;
}

static char *read_int(struct arena *a, const struct key *k, char *s, char **why)
{
  size_t n = strlen(s);
  bool digits = strspn(s, "0123456789") == n && n <= 9;
  long v = digits ? strtol(s, NULL, 10) : -1;
  if (v >= k->min && v <= k->max) {
    snprintf(s, n + 1, "%ld", v);
    return s;
  }
  return read_word(a, k, s, why);
}

static bool is_path(const char *s)
{
  if (*s == '/' || strchr(s, '\\') || strstr(s, "//"))
    return false;
  for (const char *p = s; p; p = strchr(p, '/'), p += p != NULL)
    if (!strncmp(p, "..", 2) && (p[2] == '/' || !p[2]))
      return false;
  return true;
}

bool type_is_url(const char *s)
{
  size_t scheme = !strncmp(s, "https://", 8)  ? 8
                  : !strncmp(s, "http://", 7) ? 7
                                              : 0;
  return scheme && isalnum((unsigned char)s[scheme]) &&
         s[strcspn(s, " \t\n\"<>\\^`{|}")] == '\0';
}

/* Passes over a percentage, 0% to 100%; NULL when there is none. */
static const char *percentage(const char *s)
{
  char *end = NULL;
  long v = isdigit((unsigned char)*s) ? strtol(s, &end, 10) : -1;
  return v >= 0 && v <= 100 && *end == '%' ? end + 1 : NULL;
}

static bool is_point(const char *s)
{
  const char *y = percentage(s);
  if (!y || *y != ' ')
    return false;
  const char *end = percentage(y + strspn(y, " "));
  return end && !*end;
}

static const char *shape_wrong(const struct key *k, const char *s)
{
  switch (k->type) {
  case KEY_DATE:
    return day_valid(s) ? NULL : _("is no day, write it as YYYY-MM-DD");
  case KEY_ID:
    return type_is_id(s, strlen(s))
               ? NULL
               : _("is no id, use only a-z, 0-9 and hyphens (64 at most)");
  case KEY_PATH:
    return is_path(s) ? NULL : _("leaves the folder, write a path inside it");
  case KEY_URL:
    return type_is_url(s) ? NULL
                          : _("is no address, write https:// and what follows");
  default:
    return is_point(s) ? NULL
                       : _("is no point, write two percentages: 50% 30%");
  }
}

static char *read_shape(const struct key *k, char *s, char **why)
{
  const char *wrong = shape_wrong(k, s);
  if (!wrong && (!k->max || strlen(s) <= (size_t)k->max))
    return s;
  *why = mem_printf("%s: “%.*s” %s", k->name, type_quote(s), s,
                    wrong ? wrong : _("is too long, shorten it"));
  return NULL;
}

char *type_read(struct arena *arena, const struct key *key, const char *s,
                size_t n, char **why)
{
  long bad = control(s, n);
  if (bad >= 0) {
    *why = mem_printf(_("%s holds the control character U+%04lX, remove it"),
                      key->name, (unsigned long)bad);
    return NULL;
  }
  char *value = trimmed(arena, s, n);
  if (!*value)
    return value;
  switch (key->type) {
  case KEY_LINE:
  case KEY_TEXT:
  case KEY_LIST:
    return read_line(key, value, why);
  case KEY_INT:
    return read_int(arena, key, value, why);
  case KEY_ENUM:
    return read_word(arena, key, value, why);
  default:
    return read_shape(key, value, why);
  }
}
