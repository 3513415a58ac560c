#include "serve/guard.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "serve/request.h"

static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

enum { NAMES = sizeof names / sizeof *names, WEB = 80 };

bool guard_host(const char *host, int port)
{
  for (int i = 0; host && i < NAMES; i++) {
    char full[64];
    snprintf(full, sizeof full, "%s:%d", names[i], port);
    if (!strcasecmp(host, full) || (port == WEB && !strcasecmp(host, names[i])))
      return true;
  }
  return false;
}

bool guard_origin(const char *origin, const char *site, int port)
{
  static const char scheme[] = "http://";
  size_t n = sizeof scheme - 1;
  if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
    return false;
  return !origin || (!strncasecmp(origin, scheme, n) &&
                     guard_host(origin + n, port));
}

static int digit(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that S, which begins with %, stands for; -1: none. */
static int unescape(const char *s)
{
  int high = digit(s[1]), low = high < 0 ? -1 : digit(s[2]);
  return low < 0 ? -1 : high << 4 | low;
}

static bool is_sound(const char *path, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)path[i] < 0x20 || path[i] == 0x7F || path[i] == '\\')
      return false;
  for (const char *s = strchr(path, '/'); s; s = strchr(s + 1, '/'))
    if (s[1] == '.' || s[1] == '/')
      return false;
  return utf8_check(path, n) == n;
}

char *guard_path(const char *raw)
{
  size_t n = strcspn(raw, "?#"), to = 0;
  if (raw[0] != '/' || n > GUARD_PATH)
    return NULL;
  char *path = mem_new(n + 1);
  for (size_t i = 0; i < n; i++) {
    int c = raw[i] == '%' ? unescape(raw + i) : (unsigned char)raw[i];
    bool slash = raw[i] == '%' && (c == '/' || c == '\\');
    if (c <= 0 || slash) {
      free(path);
      return NULL;
    }
    i += raw[i] == '%' ? 2 : 0;
    path[to++] = (char)c;
  }
  path[to] = '\0';
  if (is_sound(path, to))
    return path;
  free(path);
  return NULL;
}

/* Of a form, where + is a space; what is no escape stays as it is. */
static char *decode(const char *s, size_t n)
{
  struct buf b = BUF_INIT;
  buf_puts(&b, "");
  for (size_t i = 0; i < n; i++) {
    int c = s[i] == '%' && i + 2 < n ? unescape(s + i) : -1;
    if (c > 0)
      i += 2;
    buf_putc(&b, c > 0 ? (char)c : s[i] == '+' ? ' ' : s[i]);
  }
  return buf_take(&b);
}

char *request_value(const char *s, const char *name)
{
  size_t length = strlen(name);
  while (*s) {
    size_t n = strcspn(s, "&");
    if (n > length && !strncmp(s, name, length) && s[length] == '=')
      return decode(s + length + 1, n - length - 1);
    s += n + (s[n] == '&');
  }
  return NULL;
}
