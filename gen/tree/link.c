#include "tree/link.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

static const char *const schemes[] = {"http", "https", "mailto", "tel"};

/* Length of the scheme of URL, 0 when it has none. */
static size_t scheme(const char *url)
{
  size_t n = strcspn(url, ":/?#");
  return url[n] == ':' ? n : 0;
}

static bool clean(const char *url)
{
  for (const char *p = url; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7F)
      return false;
  return *url && *url != ' ' && *url != ':';
}

/* Browsers read \ as /. */
static bool slash(char c)
{
  return c == '/' || c == '\\';
}

bool link_ok(const char *url)
{
  if (!clean(url) || (slash(url[0]) && slash(url[1])))
    return false;
  size_t n = scheme(url);
  if (!n)
    return true;
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (strlen(schemes[i]) == n && !strncasecmp(url, schemes[i], n))
      return true;
  return false;
}

bool link_is_file(const char *url)
{
  return clean(url) && !scheme(url) && !slash(url[0]) && url[0] != '#' &&
         url[0] != '?';
}

char *link_encode(const char *url)
{
  struct buf out = BUF_INIT;
  buf_puts(&out, "");
  for (const char *p = url; *p; p++)
    if ((unsigned char)*p > ' ' && (unsigned char)*p < 0x7F)
      buf_putc(&out, *p);
    else
      buf_printf(&out, "%%%02X", (unsigned char)*p);
  return buf_take(&out);
}

char *link_base(const char *url)
{
  struct buf out = BUF_INIT;
  char *s = link_encode(url ? url : "");
  size_t n = strlen(s);
  buf_puts(&out, s);
  if (n && s[n - 1] != '/')
    buf_putc(&out, '/');
  free(s);
  return buf_take(&out);
}
