#include "tree/paths.h"

#include <ctype.h>
#include <string.h>

static bool is_name(char c)
{
  return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' ||
         (unsigned char)c >= 0x80;
}

static const char *skip(const char *s)
{
  return s + strspn(s, " \t\r\n");
}

static const char *behind_name(const char *s)
{
  if (!is_name(*s) || isdigit((unsigned char)*s) || *s == '-' || *s == '.')
    return s;
  while (is_name(*s) || (s[0] == ':' && s[1] != ':' && is_name(s[1])))
    s++;
  return s;
}

static const char *behind_quote(const char *s)
{
  const char *end = strchr(s + 1, *s);
  return end ? end + 1 : s + strlen(s);
}

/* Behind the bracket that closes the one at S. */
static const char *behind_bracket(const char *s)
{
  int depth = 0;
  while (*s) {
    if (*s == '\'' || *s == '"') {
      s = behind_quote(s);
      continue;
    }
    depth += *s == '[' || *s == '(';
    depth -= *s == ']' || *s == ')';
    s++;
    if (!depth)
      break;
  }
  return s;
}

static bool is_word(const char *s, size_t n, const char *const *list)
{
  for (; *list; list++)
    if (strlen(*list) == n && !strncmp(*list, s, n))
      return true;
  return false;
}

static bool is_node_type(const char *s, size_t n)
{
  static const char *const list[] = {"text", "node", "comment",
                                     "processing-instruction", NULL};
  return is_word(s, n, list);
}

static bool is_operator(const char *s, size_t n)
{
  static const char *const list[] = {"and", "or", "div", "mod", NULL};
  return is_word(s, n, list);
}

/* A name before '(' that is no test of a node's type. */
static bool is_function(const char *s)
{
  const char *end = behind_name(s);
  return end > s && *skip(end) == '(' && !is_node_type(s, (size_t)(end - s));
}

/* Behind one step, without predicates; S where none begins. */
static const char *behind_step(const char *s)
{
  if (s[0] == '.' && s[1] == '.')
    return s + 2;
  if (*s == '.' || *s == '*')
    return s + 1;
  if (*s == '@' || *s == '$')
    s = skip(s + 1);
  if (*s == '*')
    return s + 1;
  const char *end = behind_name(s);
  if (end > s && !strncmp(skip(end), "::", 2))
    return behind_step(skip(skip(end) + 2));
  if (end > s && *skip(end) == '(')
    return behind_bracket(skip(end));
  return end;
}

/* Behind what goes on with '/' or '['. */
static const char *behind_rest(const char *s)
{
  for (;;) {
    const char *next = skip(s);
    if (*next == '[')
      s = behind_bracket(next);
    else if (*next == '/')
      s = behind_step(skip(next + 1 + (next[1] == '/')));
    else
      return s;
  }
}

static const char *behind_path(const char *s)
{
  const char *end = *s == '/' ? s : behind_step(s);
  return behind_rest(end);
}

static const char *behind_operator(const char *s)
{
  const char *end = behind_name(s);
  return end > s ? end : s + 1;
}

size_t paths_of(const char *source, struct path v[PATHS])
{
  size_t n = 0;
  bool operand = true; /* one is expected */
  for (const char *s = skip(source); *s; s = skip(s)) {
    const char *end;
    if (*s == '\'' || *s == '"') {
      end = behind_quote(s);
      operand = false;
    } else if (operand && isdigit((unsigned char)*s)) {
      end = s + strspn(s, "0123456789.");
      operand = false;
    } else if (*s == '(' || *s == ')') {
      operand = *s == '(';
      end = operand ? s + 1 : behind_rest(s + 1);
    } else if (operand && is_function(s)) {
      end = behind_name(s);
    } else if (operand && *s != '-' && (end = behind_path(s)) > s) {
      if (n < PATHS)
        v[n++] = (struct path){s, (size_t)(end - s)};
      operand = false;
    } else {
      end = behind_operator(s);
      operand = true;
    }
    s = end;
  }
  return n;
}

bool paths_name(const char **at, const char *end, struct path *name,
                bool *is_attr)
{
  const char *s = *at;
  *is_attr = false;
  while (s < end) {
    const char *behind = behind_name(s);
    if (*s == '\'' || *s == '"') {
      s = behind_quote(s);
    } else if (*s == '$') {
      s = behind_name(skip(s + 1));
    } else if (behind > s) {
      const char *next = skip(behind);
      *name = (struct path){s, (size_t)(behind - s)};
      *at = s = behind;
      if (*next != '(' && strncmp(next, "::", 2) &&
          !is_operator(name->s, name->n))
        return true;
      *is_attr = name->n == 9 && !strncmp(name->s, "attribute", 9);
    } else {
      *is_attr = *s == '@' || (*is_attr && strchr(": \t", *s));
      s++;
      while (s < end && isdigit((unsigned char)*s))
        s++;
    }
  }
  *at = s;
  return false;
}
