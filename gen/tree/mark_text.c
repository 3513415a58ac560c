/* Text on its way from the parser into the tree: our insertions and tokens
 * are taken out, what XML cannot hold is replaced, lines are joined. */
#include "tree/mark_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tree/node.h"

/* A token is an HTML comment: it ends a paragraph and a list as the line it
 * stands for must, wherever the parser sees no code. */
static const char token_head[] = "<!--" FLANK;

void mark_token(char s[32], size_t i)
{
  snprintf(s, 32, "%s%zu-->", token_head, i);
}

/* Reads a token at *S and passes it; its line, or -1. */
static long read_token(const struct mark *m, const char **s)
{
  size_t head = sizeof token_head - 1;
  if (strncmp(*s, token_head, head) != 0)
    return -1;
  char *end = NULL;
  long i = strtol(*s + head, &end, 10);
  if (i < 0 || (size_t)i >= m->src->lines || strncmp(end, "-->", 3) != 0)
    return -1;
  *s = end + 3;
  return i;
}

long mark_token_line(const struct mark *m, const char *s)
{
  s += strspn(s, " \t");
  long i = m->kind ? read_token(m, &s) : -1;
  return i >= 0 && m->kind[i] && !s[strspn(s, " \t\n")] ? i : -1;
}

/* The line that a token stood for, without the indent it still has. */
static void put_line(const struct mark *m, struct buf *out, long i)
{
  size_t n = 0, from = 0;
  const char *s = source_text(m->src, (size_t)i, &n);
  while (from < n && (s[from] == ' ' || s[from] == '\t' || s[from] == '>'))
    from++;
  buf_put(out, s + from, n - from);
}

/* Bytes of S that go through unchanged. */
static size_t plain(const char *s)
{
  size_t i = 0;
  for (; s[i]; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c >= 0xEE || c == '<' || c == '\\' ||
        (c < 0x20 && c != '\n' && c != '\t'))
      break;
  }
  return i;
}

/* One character of S that plain stopped at; returns its bytes. */
static size_t put_odd(const struct mark *m, struct buf *out, const char *s,
                      bool tokens)
{
  const char *p = s;
  long i = tokens && m->kind && *s == '<' ? read_token(m, &p) : -1;
  if (i >= 0)
    return put_line(m, out, i), (size_t)(p - s);
  if (!strncmp(s, FLANK, FLANK_LEN))
    return FLANK_LEN;
  if (!strncmp(s, "\xEF\xBF\xBE", 3) || !strncmp(s, "\xEF\xBF\xBF", 3))
    return buf_rune(out, RUNE_BAD), 3;
  if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0xF4) /* cmark's U+FFFF */
    return buf_rune(out, RUNE_BAD), 1;
  if (tokens && m->cell && s[0] == '\\' && s[1] == '|')
    return buf_putc(out, '|'), 2;
  return buf_putc(out, *s), 1;
}

void mark_clean(const struct mark *m, struct buf *out, const char *s,
                bool tokens)
{
  while (s && *s) {
    size_t n = plain(s);
    buf_put(out, s, n);
    s += n;
    if (*s)
      s += put_odd(m, out, s, tokens);
  }
}

void mark_text(struct mark *m, const char *s, bool tokens)
{
  static const char lead[] = "\xE3\x80\x80"; /* of flank_lead */
  size_t before = m->text.n;
  if (m->cell && !m->begun) {
    s += strncmp(s, FLANK, FLANK_LEN) ? 0 : FLANK_LEN;
    s += strncmp(s, lead, FLANK_LEN) ? 0 : FLANK_LEN;
    m->begun = true;
  }
  mark_clean(m, &m->text, s, tokens);
  if (m->text.n > before)
    m->last = utf8_before(m->text.s, m->text.s + m->text.n);
}

void mark_flush(struct mark *m, xmlNode *element)
{
  node_text_add(element, m->text.s, m->text.n);
  buf_clear(&m->text);
}

/* What follows NODE in its block, going up where siblings end. */
static cmark_node *after(cmark_node *node)
{
  while (node && cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE) {
    cmark_node *next = cmark_node_next(node);
    if (next)
      return next;
    node = cmark_node_parent(node);
  }
  return NULL;
}

/* The first character behind NODE in its block, passing over pictures,
 * which are taken out; 0 when there is none near. */
static uint32_t rune_after(cmark_node *node)
{
  node = after(node);
  for (int i = 0; node && i < 16; i++) {
    const char *s = cmark_node_get_literal(node);
    cmark_node *in = cmark_node_first_child(node);
    while (s && !strncmp(s, FLANK, FLANK_LEN))
      s += FLANK_LEN;
    if (s && *s)
      return utf8_next(&s, s + strlen(s));
    bool picture = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    node = in && !picture ? in : after(node);
  }
  return 0;
}

/* Does a line break vanish next to R? */
static bool joins(uint32_t r)
{
  return rune_is_han(r) || rune_is_cjk_mark(r) || rune_is_shared_mark(r) ||
         (r >= 0x3041 && r <= 0x30FF);
}

const char *mark_soft(const struct mark *m, cmark_node *node)
{
  if (m->lines)
    return "\n";
  uint32_t next = rune_after(node);
  if (!next || !m->last || m->last == ' ' || next == ' ')
    return "";
  return joins(m->last) && joins(next) ? "" : " ";
}
