#include "serve/inject.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"

/* A part of the text: [FROM, TO). */
struct part {
  size_t from, to;
};

static bool begins(const struct buf *b, size_t at, const char *word)
{
  size_t n = strlen(word);
  return at + n <= b->n && !strncasecmp(b->s + at, word, n);
}

/* Where WORD stands at FROM or later and before TO; TO: nowhere. */
static size_t find(const struct buf *b, struct part in, const char *word)
{
  while (in.from < in.to && !begins(b, in.from, word))
    in.from++;
  return in.from;
}

/* The <meta …> that names a policy. */
static bool find_meta(const struct buf *b, struct part *meta)
{
  size_t end = find(b, (struct part){0, b->n}, "</head");
  for (size_t at = 0; at < end; at++) {
    at = find(b, (struct part){at, end}, "<meta");
    *meta = (struct part){at, find(b, (struct part){at, end}, ">")};
    if (meta->to == end)
      return false;
    if (find(b, *meta, "content-security-policy") < meta->to)
      return true;
  }
  return false;
}

/* The value of the attribute content in META; empty where there is none. */
static struct part find_content(const struct buf *b, struct part meta)
{
  static const char name[] = " content=";
  size_t at = find(b, meta, name) + sizeof name - 1;
  if (at >= meta.to || (b->s[at] != '"' && b->s[at] != '\''))
    return (struct part){meta.to, meta.to};
  char *end = memchr(b->s + at + 1, b->s[at], meta.to - at - 1);
  return (struct part){at + 1, end ? (size_t)(end - b->s) : meta.to};
}

static size_t word_length(const char *s)
{
  return strcspn(s, " ;\t\r\n\f");
}

/* The directive S of N bytes; script and connection are allowed what the
 * preview needs. 'none' counts only where it stands alone. */
static void put_directive(struct buf *out, const char *s, size_t n)
{
  static const char *const open[] = {"script-src", "connect-src", "style-src",
                                     "font-src"};
  bool more = false;
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    more = more || (word_length(s) == strlen(open[i]) &&
                    !strncasecmp(s, open[i], strlen(open[i])));
  char *copy = mem_copy_n(s, n);
  char *none = more ? strstr(copy, "'none'") : NULL;
  if (none)
    memset(none, ' ', strlen("'none'"));
  buf_puts(out, copy);
  buf_puts(out, more ? " 'self'; " : "; ");
  free(copy);
}

static bool has_directive(const char *policy, const char *name)
{
  return strcasestr(policy, name) != NULL;
}

static char *open_policy(const char *policy)
{
  struct buf out = BUF_INIT;
  for (const char *s = policy; *s;) {
    size_t blank = strspn(s, " ;\t\r\n\f"), n = strcspn(s + blank, ";");
    if (n)
      put_directive(&out, s + blank, n);
    s += blank + n;
  }
  if (!has_directive(policy, "connect-src"))
    buf_puts(&out, "connect-src 'self'; ");
  if (!has_directive(policy, "script-src"))
    buf_puts(&out, "script-src 'self'; ");
  buf_puts(&out, "frame-ancestors 'self'");
  /* No byte that would end a header. */
  for (size_t i = 0; i < out.n; i++)
    if ((unsigned char)out.s[i] < 0x20 || (unsigned char)out.s[i] > 0x7E)
      out.s[i] = ' ';
  return buf_take(&out);
}

/* Takes the policy out. Owned, or NULL. */
static char *take_policy(struct buf *html)
{
  struct part meta;
  if (!html->n || !find_meta(html, &meta))
    return NULL;
  struct part value = find_content(html, meta);
  char *text = mem_copy_n(html->s + value.from, value.to - value.from);
  char *policy = open_policy(text);
  free(text);
  memset(html->s + meta.from, ' ', meta.to + 1 - meta.from);
  return policy;
}

char *inject(struct buf *html, const char *script)
{
  char *policy = take_policy(html);
  size_t at = html->n;
  while (at > 0 && !begins(html, at, "</body"))
    at--;
  if (!begins(html, at, "</body"))
    at = html->n;
  char *rest = mem_copy_n(html->s ? html->s + at : "", html->n - at);
  size_t n = html->n - at;
  html->n = at;
  buf_puts(html, script);
  buf_put(html, rest, n);
  free(rest);
  return policy;
}
