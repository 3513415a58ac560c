/* Values as tree/type reads them, told in JSON Schema. Blanks around a value
 * do not count, and an empty value is as good as none. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cmd/schema_in.h"

/* White space as the reader trims it; other controls are refused. */
#define WS  "[ \\t\\n]*"
#define END WS "$"
#define DD  "[0-9]{2}"

enum { ENTRY_RUNES = 200 };

static const char printable[] =
    "^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\uFFFE\\uFFFF]*$";
static const char id[] = "^" WS "([a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?)?" END;
static const char url[] =
    "^" WS "(https?://[A-Za-z0-9][^ \\t\\n\"<>\\\\^`{|}]*)?" END;
static const char point[] =
    "^" WS "(0*(100|[0-9]{1,2})% +0*(100|[0-9]{1,2})%)?" END;
/* Relative, no empty component in the middle, no component .. */
static const char path[] = "^(?!" WS "/)(?!" WS "\\.\\.(/|" END "))"
                           "(?![\\s\\S]*/\\.\\.(/|" END "))"
                           "(?![\\s\\S]*//)[^\\\\]*$";
/* A day of the Gregorian calendar from 1583 on. */
static const char date[] =
    "^" WS "((158[3-9]|159[0-9]|1[6-9]" DD "|[2-9][0-9]{3})-("
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|"
    "(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|"
    "(15(8[48]|9[26])|(1[6-9]|[2-9][0-9])(0[48]|[2468][048]|[13579][26])|"
    "(16|[2468][048]|[3579][26])00)-02-29)?" END;

const char *schema_name(enum scope scope)
{
  static const char *const names[] = {
      "site", "paper", "issue", "article",    "account",
      "section", "pin", "ad",    "government", "theme"};
  unsigned i = 0;
  while (i < sizeof names / sizeof *names - 1 && !(scope & 1U << i))
    i++;
  return names[i];
}

static json_t *ref(enum scope scope)
{
  return json_pack("{ss+}", "$ref", "#/$defs/", schema_name(scope));
}

static json_t *shaped(const char *pattern)
{
  return json_pack("{s[ss]ss}", "type", "string", "null", "pattern", pattern);
}

json_t *schema_id(void)
{
  return json_pack("{ss}", "pattern", "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$");
}

/* A line or text of at most MAX characters: blanks around it may make it
 * longer. YAML takes 007 and yes for other than text; we do not mind. */
static json_t *line(int max)
{
  char *trimmed = mem_printf("^" WS "(\\S([\\s\\S]{0,%d}\\S)?)?" END,
                             max > 2 ? max - 2 : 0);
  json_t *schema = json_pack("{s[ssss]sss[{si}{ss}]}", "type", "string",
                             "number", "boolean", "null", "pattern", printable,
                             "anyOf", "maxLength", max, "pattern", trimmed);
  free(trimmed);
  return schema;
}

/* Must hold something that shows. */
static json_t *needed(json_t *schema)
{
  json_t *all = json_pack("[{s[sss]ss}]", "type", "string", "number", "boolean",
                          "pattern", "\\S");
  json_object_set_new(schema, "allOf", all);
  return schema;
}

/* The words that VALUES may be, aliases too, and none. */
static json_t *words(const struct key_value *values)
{
  json_t *all = json_array();
  for (const struct key_value *v = values; v && v->name; v++)
    json_array_append_new(all, json_string(v->name));
  for (const struct key_value *v = values; v && v->name; v++)
    for (const char *s = v->aliases; *s; s += *s == ' ') {
      size_t n = strcspn(s, " ");
      json_array_append_new(all, json_stringn(s, n));
      s += n;
    }
  json_array_append_new(all, json_string(""));
  json_array_append_new(all, json_null());
  return json_pack("{so}", "enum", all);
}

/* The numbers MIN to MAX as a pattern, with up to nine digits. */
static json_t *digits(int min, int max)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "^" WS "(?=[0-9]{1,9}" END ")0*(");
  for (int i = min; i <= max; i++)
    buf_printf(&b, "%s%d", i > min ? "|" : "", i);
  buf_puts(&b, ")" END);
  json_t *schema =
      json_pack("{ssss}", "type", "string", "pattern", b.s);
  buf_free(&b);
  return schema;
}

static json_t *number(const struct key *k)
{
  return json_pack("{s[{sssisi}oo]}", "anyOf", "type", "integer", "minimum",
                   k->min, "maximum", k->max, words(k->values),
                   digits(k->min, k->max));
}

static json_t *list(const struct key *k)
{
  return json_pack("{s[{sssosi}o]}", "anyOf", "type", "array", "items",
                   line(ENTRY_RUNES), "maxItems", k->max, line(ENTRY_RUNES));
}

/* An id that YAML takes for a number is one all the same. */
static json_t *ids(void)
{
  return json_pack("{s[sss]sssi}", "type", "string", "integer", "null",
                   "pattern", id, "minimum", 0);
}

static json_t *bounded(json_t *schema, int max)
{
  if (max)
    json_object_set_new(schema, "maxLength", json_integer(max));
  return schema;
}

/* SCHEMA, or nothing behind the colon. */
static json_t *or_nothing(json_t *schema)
{
  return json_pack("{s[o{s[so]}]}", "anyOf", schema, "enum", "", json_null());
}

static json_t *maps(const struct key *k)
{
  return or_nothing(json_pack("{sssosi}", "type", "array", "items",
                              ref(k->inner), "maxItems", k->max));
}

static json_t *table(const struct key *k)
{
  return or_nothing(json_pack("{sssososi}", "type", "object", "propertyNames",
                              schema_id(), "additionalProperties",
                              ref(k->inner), "maxProperties", k->max));
}

static json_t *by_type(const struct key *k)
{
  switch (k->type) {
  case KEY_LINE:
  case KEY_TEXT:
    return line(k->max);
  case KEY_DATE:
    return shaped(date);
  case KEY_INT:
    return number(k);
  case KEY_ENUM:
    return words(k->values);
  case KEY_ID:
    return ids();
  case KEY_PATH:
    return bounded(shaped(path), k->max);
  case KEY_URL:
    return bounded(shaped(url), k->max);
  case KEY_POINT:
    return shaped(point);
  case KEY_LIST:
    return list(k);
  case KEY_MAP:
    return or_nothing(ref(k->inner));
  case KEY_MAPS:
    return maps(k);
  default:
    return table(k);
  }
}

json_t *schema_value(const struct key *key)
{
  json_t *schema = by_type(key);
  return key->required ? needed(schema) : schema;
}
