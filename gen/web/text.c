#include "web/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tree/node.h"

/* XML 1.0, 2.2: what a document may hold. */
static bool is_xml(uint32_t r)
{
  return r >= 0x20 ? r != 0xFFFE && r != 0xFFFF : r == '\t' || r == '\n';
}

static const char *entity(uint32_t r)
{
  switch (r) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  default:
    return NULL;
  }
}

/* Bytes from 0x20 to 0x7E but & < > ", and the first bytes of all but U+FFFx
 * (EF): nearly all of a text. */
static bool is_plain(unsigned char c)
{
  return c >= 0x20 && c != 0xEF && c != '&' && c != '<' && c != '>' &&
         c != '"';
}

void text_xml(struct buf *out, const char *s, size_t n)
{
  for (const char *end = s + n, *from = s; s < end; from = s) {
    while (s < end && is_plain((unsigned char)*s))
      s++;
    buf_put(out, from, (size_t)(s - from));
    if (s == end)
      return;
    uint32_t r = utf8_next(&s, end);
    const char *as = entity(r);
    if (as)
      buf_puts(out, as);
    else if (is_xml(r))
      buf_rune(out, r);
  }
}

void text_element(struct buf *out, const char *name, const char *s)
{
  buf_printf(out, "<%s>", name);
  text_xml(out, s, strlen(s));
  buf_printf(out, "</%s>\n", name);
}

/* Stands in a JSON string, and in a script element, as it is? E2 may begin
 * U+2028. */
static bool is_json(unsigned char c)
{
  return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' &&
         c != '&' && c != 0x7F && c != 0xE2;
}

void text_json(struct buf *out, const char *s)
{
  buf_putc(out, '"');
  for (const char *from = s;; from = s) {
    while (is_json((unsigned char)*s))
      s++;
    buf_put(out, from, (size_t)(s - from));
    if (!*s)
      break;
    if (*s == '"' || *s == '\\')
      buf_printf(out, "\\%c", *s);
    else if (*s == '\xE2') /* U+2028 and U+2029 end a line of JavaScript */
      buf_puts(out, !strncmp(s, "\xE2\x80\xA8", 3)   ? "\\u2028"
                    : !strncmp(s, "\xE2\x80\xA9", 3) ? "\\u2029"
                                                     : "\xE2");
    else
      buf_printf(out, "\\u%04x", (unsigned)(unsigned char)*s);
    s += *s == '\xE2' && s[1] == '\x80' && (s[2] == '\xA8' || s[2] == '\xA9')
             ? 3
             : 1;
  }
  buf_putc(out, '"');
}

void text_url(struct buf *out, const char *s, size_t n)
{
  static const char digits[] = "0123456789ABCDEF";
  const char *from = s;
  for (const char *end = s + n; s < end; s++) {
    unsigned char c = (unsigned char)*s;
    if (c > ' ' && c < 0x7F && !strchr("\"<>\\^`{|}", c))
      continue;
    buf_put(out, from, (size_t)(s - from));
    from = s + 1;
    const char as[] = {'%', digits[c >> 4], digits[c & 15]};
    buf_put(out, as, sizeof as);
  }
  buf_put(out, from, (size_t)(s - from));
}

/* ---- absolute addresses ---- */

static bool has_scheme(const char *s, size_t n)
{
  size_t i = 0;
  while (i < n && (isalnum((unsigned char)s[i]) || strchr("+-.", s[i])))
    i++;
  return i && i < n && s[i] == ':';
}

/* Length of scheme://host/ of BASE. */
static size_t origin(const char *base)
{
  const char *host = strstr(base, "://");
  host = host ? host + 3 : base;
  size_t n = (size_t)(host - base) + strcspn(host, "/?#");
  return base[n] == '/' ? n + 1 : n;
}

/* Takes the last name off the path in OUT, which begins at FROM. */
static void go_up(struct buf *out, size_t from)
{
  size_t n = out->n;
  n -= n > from && out->s[n - 1] == '/';
  while (n > from && out->s[n - 1] != '/')
    n--;
  out->n = n;
  out->s[n] = '\0';
}

void text_resolve(struct buf *out, const char *base, const char *ref,
                  size_t n)
{
  if (has_scheme(ref, n)) {
    text_url(out, ref, n);
    return;
  }
  size_t top = out->n + origin(base);
  const char *slash = strrchr(base, '/');
  bool here = !n || *ref == '#' || *ref == '?';
  buf_put(out, base, here ? strlen(base) : (size_t)(slash - base) + 1);
  if (n && *ref == '/') {
    out->n = top;
    ref++, n--;
  }
  while (n && *ref == '.') {
    size_t dots = n > 1 && ref[1] == '.' ? 2 : 1;
    if (n > dots && ref[dots] != '/')
      break;
    if (dots == 2)
      go_up(out, top);
    dots += n > dots;
    ref += dots, n -= dots;
  }
  text_url(out, ref, n);
}

/* Each address of a srcset, with what is said of it. */
static void resolve_set(struct buf *out, const char *base, const char *s,
                        size_t n)
{
  for (const char *end = s + n; s < end;) {
    const char *from = s;
    while (s < end && *s != ' ' && *s != ',')
      s++;
    if (s > from)
      text_resolve(out, base, from, (size_t)(s - from));
    from = s;
    while (s < end && *s != ',')
      s++;
    while (s < end && (*s == ',' || *s == ' '))
      s++;
    buf_put(out, from, (size_t)(s - from));
  }
}

static bool named(const char *s, size_t n, const char *name)
{
  return strlen(name) == n && !strncmp(s, name, n);
}

/* Attributes that a feed's reader has no use for. */
static bool is_furniture(const char *s, size_t n)
{
  static const char *const list[] = {"id",       "class", "loading", "decoding",
                                     "tabindex", "role",  "sizes",   NULL};
  for (const char *const *a = list; *a; a++)
    if (named(s, n, *a))
      return true;
  return (n > 5 && !strncmp(s, "data-", 5)) || (n > 5 && !strncmp(s, "aria-", 5));
}

/* One attribute, which begins at S (a name); returns what is behind it. */
static const char *put_attr(struct buf *out, const char *base, const char *s,
                            const char *end)
{
  const char *name = s;
  while (s < end && *s != '=' && *s != ' ' && *s != '>')
    s++;
  size_t n = (size_t)(s - name);
  const char *value = NULL, *stop = s;
  if (s + 1 < end && *s == '=' && s[1] == '"') {
    value = s + 2;
    stop = memchr(value, '"', (size_t)(end - value));
    if (!stop)
      return end;
  }
  const char *next = value ? stop + 1 : s + (s < end && *s == '=');
  if (is_furniture(name, n))
    return next;
  buf_putc(out, ' ');
  buf_put(out, name, n);
  if (!value)
    return next;
  buf_puts(out, "=\"");
  size_t size = (size_t)(stop - value);
  if (named(name, n, "href") || named(name, n, "src"))
    text_resolve(out, base, value, size);
  else if (named(name, n, "srcset"))
    resolve_set(out, base, value, size);
  else
    buf_put(out, value, size);
  buf_putc(out, '"');
  return next;
}

void text_absolute(struct buf *out, const char *s, size_t n, const char *base)
{
  const char *end = s + n;
  while (s < end) {
    const char *tag = memchr(s, '<', (size_t)(end - s));
    tag = tag ? tag : end;
    buf_put(out, s, (size_t)(tag - s));
    for (s = tag; s < end && *s != '>' && *s != ' '; s++)
      ;
    buf_put(out, tag, (size_t)(s - tag));
    while (s < end && *s != '>')
      s = *s == ' ' || *s == '\n' ? s + 1 : put_attr(out, base, s, end);
    if (s < end)
      buf_putc(out, *s++);
  }
}

/* How many bytes of S the next *LEFT characters take that are no blanks. */
static size_t run_of(const char *s, size_t *left)
{
  size_t i = 0;
  for (; (unsigned char)s[i] > ' '; i++) {
    if (((unsigned char)s[i] & 0xC0) == 0x80)
      continue;
    if (!*left)
      break;
    --*left;
  }
  return i;
}

void text_lead(struct buf *out, const xmlNode *node, size_t n)
{
  bool blank = false, any = false;
  for (const xmlNode *t = node; t && n; t = node_walk(t, node)) {
    if (t->type != XML_TEXT_NODE || !t->content)
      continue;
    for (const char *s = (const char *)t->content; *s && n;) {
      if ((unsigned char)*s <= ' ') {
        blank = any;
        s++;
        continue;
      }
      if (blank && --n)
        buf_putc(out, ' ');
      blank = false;
      size_t bytes = run_of(s, &n);
      buf_put(out, s, bytes);
      any = true;
      s += bytes;
    }
  }
}
