/* Places of the parser's nodes. cmark tells inline places as if every line
 * of a paragraph began where its first does, forgets lines that end in a
 * backslash and link definitions, and gives inner runs of `***` the place of
 * the outer; this is put right by looking at the source. */
#include "tree/mark_in.h"

#include <string.h>

enum { DRIFT = 8 }; /* lines tried beyond the one that cmark tells */

static bool is_inline(cmark_node *n)
{
  return cmark_node_get_type(n) >= CMARK_NODE_FIRST_INLINE;
}

/* Bytes of quote markers and white space at the start of line I. */
static size_t prefix(const struct mark *m, size_t i)
{
  size_t n = 0, k = 0;
  const char *s = source_text(m->src, i, &n);
  int quotes = m->quotes;
  while (k < n && (s[k] == ' ' || s[k] == '\t' || (s[k] == '>' && quotes)))
    quotes -= s[k++] == '>';
  return k;
}

/* Characters that a node of TYPE can begin with. */
static const char *begins(cmark_node_type type)
{
  switch (type) {
  case CMARK_NODE_EMPH:
  case CMARK_NODE_STRONG:
    return "*_";
  case CMARK_NODE_LINK:
    return "[<";
  case CMARK_NODE_IMAGE:
    return "!";
  case CMARK_NODE_CODE:
    return "`";
  case CMARK_NODE_HTML_INLINE:
    return "<";
  default:
    return NULL;
  }
}

struct spot {
  size_t line, byte; /* in the editor's text */
};

/* The last line of the block at work. */
static size_t last_line(const struct mark *m)
{
  size_t end = (size_t)cmark_node_get_end_line(m->block);
  end = end < m->src->lines ? end : m->src->lines;
  return end ? end - 1 : 0;
}

/* Bytes of line I in the copy, with its end. */
static size_t room(const struct source *src, size_t i)
{
  size_t end = i + 1 < src->lines ? src->v[i + 1].out : src->copy.out.n;
  return end - src->v[i].out;
}

/* The spot COL bytes (from 0, in the copy) into the content of line FROM of
 * the block, going on over line ends. Columns mostly grow: the walk goes on
 * where the last ended. */
static struct spot walk(struct mark *m, size_t from, size_t col)
{
  const struct source *src = m->src;
  size_t first = (size_t)(cmark_node_get_start_line(m->block) - 1);
  size_t last = last_line(m);
  struct mark_walk w = m->walked;
  if (w.from != from || w.used > col || w.line < from)
    w = (struct mark_walk){from, from, 0};
  for (; w.line < src->lines; w.line++) {
    size_t pre = w.line == first ? 0 : prefix(m, w.line);
    size_t has = room(src, w.line) - pre;
    if (col - w.used < has || w.line == last) {
      m->walked = w;
      size_t byte = pre + col - w.used;
      return (struct spot){w.line, source_back(src, w.line, byte + 1)};
    }
    w.used += has;
  }
  return (struct spot){last, 0};
}

static bool fits(const struct mark *m, struct spot at, const char *chars)
{
  size_t n = 0;
  if (at.line >= m->src->lines || at.line > last_line(m))
    return false;
  const char *s = source_text(m->src, at.line, &n);
  return at.byte < n && s[at.byte] && strchr(chars, s[at.byte]);
}

/* The spot of cmark's LINE and COL (from 0), DRIFT lines further on. */
static struct spot spot_at(struct mark *m, long line, long col)
{
  long first = cmark_node_get_start_line(m->block) - 1;
  long base = cmark_node_get_start_column(m->block) - 1;
  long real = line + m->drift, last = (long)last_line(m);
  real = real < first ? first : real > last ? last : real;
  col = col < 0 ? 0 : col; /* cmark gives some texts no place at all */
  if (cmark_node_get_type(m->block) == CMARK_NODE_HEADING || real == first)
    return walk(m, (size_t)real, (size_t)col);
  return walk(m, (size_t)real, (size_t)(col > base ? col - base : 0));
}

static int stars(cmark_node *n)
{
  return cmark_node_get_type(n) == CMARK_NODE_STRONG ? 2 : 1;
}

static bool is_emphasis(cmark_node *n)
{
  cmark_node_type t = cmark_node_get_type(n);
  return t == CMARK_NODE_EMPH || t == CMARK_NODE_STRONG;
}

/* Stars of NODE's run that stayed text in front of it. */
static size_t leftover(const struct mark *m, cmark_node *node, struct spot at)
{
  cmark_node *before = cmark_node_previous(node);
  const char *text = before ? cmark_node_get_literal(before) : NULL;
  size_t n = 0, run = 0, k = 0, len = text ? strlen(text) : 0;
  if (!is_emphasis(node) || !len)
    return 0;
  const char *s = source_text(m->src, at.line, &n);
  while (at.byte + run < n && s[at.byte + run] == s[at.byte])
    run++;
  while (k < len && text[len - 1 - k] == s[at.byte])
    k++;
  size_t own = (size_t)stars(node);
  size_t most = run > own ? run - own : 0;
  return k < most ? k : most;
}

/* Where the run of backticks begins that ends at AT. */
static size_t ticks(const struct mark *m, struct spot at)
{
  size_t n = 0, byte = at.byte;
  const char *s = source_text(m->src, at.line, &n);
  while (byte && s[byte - 1] == '`')
    byte--;
  return byte;
}

/* cmark's line and column are right but for lines it does not count, most
 * of which are known; a title over several lines is found by trying. */
static struct spot find(struct mark *m, cmark_node *node)
{
  cmark_node *up = cmark_node_parent(node);
  if (!cmark_node_previous(node) && is_emphasis(up)) {
    struct spot at = find(m, up);
    at.byte += (size_t)stars(up);
    return at;
  }
  const char *chars = begins(cmark_node_get_type(node));
  long line = cmark_node_get_start_line(node) - 1;
  long col = cmark_node_get_start_column(node) - 1;
  bool code = cmark_node_get_type(node) == CMARK_NODE_CODE;
  col -= code && col; /* cmark tells the place behind the backticks */
  long drift = m->drift;
  for (; chars && m->drift < drift + DRIFT; m->drift++) {
    struct spot at = spot_at(m, line, col);
    if (fits(m, at, chars)) {
      at.byte = code ? ticks(m, at) : at.byte + leftover(m, node, at);
      return at;
    }
  }
  m->drift = drift;
  return spot_at(m, line, col);
}

static size_t blanks(const char *s, size_t n, size_t i)
{
  while (i < n && (s[i] == ' ' || s[i] == '\t'))
    i++;
  return i;
}

/* Bytes of the link address at S, 0 when it is none. */
static size_t address(const char *s, size_t n)
{
  size_t i = 0;
  int open = 0;
  for (; i < n && s[i] != ' ' && s[i] != '\t'; i++) {
    if (s[i] == '\\')
      i++;
    else if (s[i] == '(')
      open++;
    else if (s[i] == ')' && --open < 0)
      return 0;
  }
  i = i < n ? i : n;
  bool pointed = i && s[0] == '<';
  return open || (pointed && s[i - 1] != '>') ? 0 : i;
}

/* Is the line a link definition, `[label]: address "title"`? */
static bool is_definition(const char *s, size_t n)
{
  size_t i = 0;
  while (i < n && s[i] != ']')
    i += s[i] == '\\' ? 2 : 1;
  if (!n || s[0] != '[' || i + 1 >= n || s[i + 1] != ':')
    return false;
  i = blanks(s, n, i + 2);
  size_t k = address(s + i, n - i);
  i = blanks(s, n, i + k);
  return k && (i >= n || strchr("\"'(", s[i]));
}

/* Link definitions at the start of a paragraph, which cmark cuts off without
 * correcting its place. */
static size_t definitions(const struct mark *m, cmark_node *block)
{
  size_t first = (size_t)(cmark_node_get_start_line(block) - 1), i = first;
  size_t last = (size_t)(cmark_node_get_end_line(block) - 1);
  cmark_node *c = cmark_node_first_child(block);
  const char *text = c ? cmark_node_get_literal(c) : NULL;
  if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH ||
      (text && *text == '[')) /* it only looks like one */
    return 0;
  for (; i < last && i < m->src->lines; i++) {
    size_t n = 0;
    const char *s = source_text(m->src, i, &n);
    size_t pre = i == first ? source_back(m->src, i,
        (size_t)cmark_node_get_start_column(block)) : prefix(m, i);
    if (pre >= n || !is_definition(s + pre, n - pre))
      break;
  }
  return i - first;
}

static struct spot block_spot(const struct mark *m, cmark_node *node)
{
  size_t line = (size_t)(cmark_node_get_start_line(node) - 1);
  size_t more = definitions(m, node);
  if (more)
    return (struct spot){line + more, prefix(m, line + more)};
  size_t col = (size_t)cmark_node_get_start_column(node);
  return (struct spot){line, source_back(m->src, line, col)};
}

void mark_place_in(struct mark *m, cmark_node *block)
{
  m->block = block;
  m->drift = (long)definitions(m, block);
  m->missed = 0;
  m->walked = (struct mark_walk){0};
}

void mark_place_pass(struct mark *m, bool counted)
{
  if (counted) {
    m->drift += m->missed;
    m->missed = 0;
  } else {
    m->missed++;
  }
}

struct place mark_place(struct mark *m, cmark_node *node)
{
  struct spot at = is_inline(node) ? find(m, node) : block_spot(m, node);
  return source_raw(m->src, at.line, at.byte);
}

static size_t blanks_before(const struct mark *m, struct spot at)
{
  size_t n = 0, k = 0;
  const char *s = source_text(m->src, at.line, &n);
  while (at.byte <= n && k < at.byte && s[at.byte - k - 1] == ' ')
    k++;
  return k;
}

/* Passes the break too: cmark does not count the one behind a backslash. */
struct place mark_place_break(struct mark *m, cmark_node *node)
{
  cmark_node *before = cmark_node_previous(node);
  if (!before)
    return mark_place(m, cmark_node_parent(node));
  long line = cmark_node_get_end_line(before) - 1;
  struct spot at = spot_at(m, line, cmark_node_get_end_column(before));
  mark_place_pass(m, !fits(m, at, "\\"));
  at.byte -= blanks_before(m, at);
  return source_raw(m->src, at.line, at.byte);
}
