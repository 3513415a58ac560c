#include "intake/markdown.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/looks.h"

/* Where a story is being written. LIST: the role of the item that was written
 * last; its neighbours stand without an empty line. */
struct pen {
  struct copy *c;
  struct write_story *s;
  struct buf *out;
  enum copy_role list;
  int number; /* of a list that Word numbered */
  bool body;  /* something stands in it */
};

/* Fields of the front matter and how many characters each takes. */
static const struct field {
  const char *key;
  enum copy_role role;
  size_t limit;
} fields[] = {{"kicker", COPY_KICKER, 120},
              {"deck", COPY_DECK, 200},
              {"section", COPY_SECTION, 40},
              {"byline", COPY_BYLINE, 120},
              {"signoff", COPY_SIGNOFF, 60}};

static bool ends_number(const char *s, const char *p)
{
  while (p > s && isdigit((unsigned char)p[-1]))
    p--;
  return p == s;
}

/* Three colons at the start are a directive's, even escaped: they go (where
 * furniture has not said so before, behind a bullet). */
static size_t colons(const char *s)
{
  size_t n = 0;
  if (!looks_begins(s, ":::") && !looks_begins(s, "：：："))
    return 0;
  while (looks_begins(s + n, ":") || looks_begins(s + n, "：") || s[n] == ' ')
    n += looks_begins(s + n, "：") ? strlen("：") : 1;
  return n;
}

void markdown_escape(struct buf *out, const char *s)
{
  s += colons(s);
  for (const char *p = s; *p; p++) {
    bool start = p == s;
    bool number = (*p == '.' || *p == ')') && p > s && p - s < 10 &&
                  ends_number(s, p) && (!p[1] || p[1] == ' ');
    bool always = strchr("\\*_`[]<#|", *p) != NULL;
    bool entity = *p == '&' && (isalnum((unsigned char)p[1]) || p[1] == '#');
    if (always || entity || number || (start && strchr("-+>=~:", *p)))
      buf_putc(out, '\\');
    buf_putc(out, *p);
  }
}

/* A value of YAML: bare where nothing in it could mean anything else. */
static void yaml(struct buf *out, const char *s)
{
  const char *end = s + strlen(s), *p = s;
  bool bare = *s && *s != ' ' && end[-1] != ' ';
  while (p < end) {
    uint32_t r = utf8_next(&p, end);
    bare &= rune_is_han(r) || rune_is_cjk_mark(r) || rune_is_shared_mark(r) ||
            (r < 0x80 && isalnum((int)r)) || r == ' ' || r == '+' || r == '.';
  }
  bare &= !strchr("+. ", *s);
  if (bare) {
    buf_puts(out, s);
    return;
  }
  buf_putc(out, '"');
  for (p = s; p < end; p++) {
    if (*p == '"' || *p == '\\')
      buf_putc(out, '\\');
    buf_putc(out, *p);
  }
  buf_putc(out, '"');
}

static void comment(struct pen *p, const char *doubt)
{
  buf_puts(p->out,
           p->body || p->list ? "\n<!-- 导入存疑: " : "<!-- 导入存疑: ");
  for (const char *s = doubt; *s; s++)
    if (*s != '>' && !(*s == '-' && s[1] == '-'))
      buf_putc(p->out, *s);
  buf_puts(p->out, " -->\n");
  p->list = COPY_TEXT;
  p->body = true;
  p->s->doubts++;
}

/* The lines with the field's role as one value. What has no room stays a
 * paragraph: such lines get role COPY_TEXT. */
static void field(struct pen *p, const struct field *f)
{
  struct buf b = BUF_INIT;
  bool run_in = false;
  for (size_t i = p->s->from; i < p->s->to; i++) {
    struct copy_line *l = &p->c->v[i];
    if (l->role != f->role)
      continue;
    size_t n = utf8_count(l->text, strlen(l->text));
    size_t have = b.n ? utf8_count(b.s, b.n) + 1 : 0;
    if (have + n > f->limit) {
      l->role = COPY_TEXT;
      continue;
    }
    buf_puts(&b, b.n ? " " : "");
    buf_puts(&b, l->text);
    run_in |= l->run_in;
  }
  if (b.n) {
    buf_printf(p->out, "%s: ", f->key);
    yaml(p->out, b.s);
    buf_putc(p->out, '\n');
    p->s->han += looks_han(b.s);
    if (f->role == COPY_SIGNOFF)
      buf_printf(p->out, "signoff-form: %s\n", run_in ? "run-in" : "line");
  }
  buf_free(&b);
}

static void front(struct pen *p)
{
  bool made = true;
  for (size_t i = p->s->from; i < p->s->to && made; i++)
    made = p->c->v[i].role != COPY_TITLE;
  buf_puts(p->out, "---\ntitle: ");
  yaml(p->out, p->s->title);
  buf_putc(p->out, '\n');
  p->s->han += made ? 0 : looks_han(p->s->title);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    field(p, &fields[i]);
  buf_puts(p->out, "---\n\n");
}

/* An empty line before what comes, but between items of one list. */
static void space(struct pen *p, enum copy_role list)
{
  bool item = list == COPY_BULLET || list == COPY_NUMBER;
  if (p->body && !(item && p->list == list))
    buf_putc(p->out, '\n');
  p->number = item && p->list == list ? p->number + 1 : 1;
  p->body = true;
  p->list = list;
}

static void text(struct pen *p, const char *s)
{
  markdown_escape(p->out, s);
  p->s->han += looks_han(s);
}

static void line(struct pen *p, const char *before, const struct copy_line *l)
{
  space(p, l->role);
  buf_puts(p->out, before);
  text(p, l->text);
  buf_putc(p->out, '\n');
}

/* An item with its own number, or the next of a list that Word numbers. */
static void numbered(struct pen *p, const struct copy_line *l)
{
  size_t bytes = 0;
  bool own = looks_part(l->text, &bytes) == LOOKS_POINT &&
             isdigit((unsigned char)*l->text);
  char head[16];
  space(p, l->role);
  if (own)
    p->number = atoi(l->text) % 100000;
  snprintf(head, sizeof head, "%d. ", p->number);
  buf_puts(p->out, head);
  text(p, l->text + (own ? bytes : 0));
  buf_putc(p->out, '\n');
}

static bool has_digit(const char *s)
{
  return s[strcspn(s, "0123456789")] != '\0';
}

/* Is the first row the head: no figures in it, but below? */
static bool has_head(char ***cells)
{
  bool first = false, others = false;
  for (char **c = cells[0]; *c; c++)
    first |= has_digit(*c) || !**c;
  for (char ***row = cells + 1; *row; row++)
    for (char **c = *row; *c; c++)
      others |= has_digit(*c);
  return !first && cells[1] && (others || !cells[2] || cells[3]);
}

static size_t row_cells(char **row)
{
  size_t n = 0;
  while (row[n])
    n++;
  return n;
}

static void row(struct pen *p, char **cells, size_t columns)
{
  size_t n = 0;
  buf_puts(p->out, "|");
  for (; cells && *cells; cells++, n++) {
    buf_putc(p->out, ' ');
    text(p, *cells);
    buf_puts(p->out, **cells ? " |" : "|");
  }
  for (; n < columns; n++)
    buf_puts(p->out, " |");
  buf_putc(p->out, '\n');
}

static void table(struct pen *p, const struct copy_line *l)
{
  size_t columns = 0;
  for (char ***r = l->cells; *r; r++)
    columns = row_cells(*r) > columns ? row_cells(*r) : columns;
  if (!columns)
    return;
  space(p, COPY_TABLE);
  char ***r = l->cells;
  row(p, has_head(r) ? *r++ : NULL, columns);
  buf_putc(p->out, '|');
  for (size_t i = 0; i < columns; i++)
    buf_puts(p->out, "---|");
  buf_putc(p->out, '\n');
  for (; *r; r++)
    row(p, *r, columns);
}

/* Lines that stay lines, one paragraph to each stanza. */
static size_t verses(struct pen *p, size_t i)
{
  struct copy *c = p->c;
  space(p, COPY_VERSE);
  for (;;) {
    size_t next = copy_next(c, i + 1);
    bool more = next < p->s->to && c->v[next].role == COPY_VERSE &&
                !c->v[next].gap && !c->v[next].doubt;
    text(p, c->v[i].text);
    buf_puts(p->out, more ? "\\\n" : "\n");
    if (!more)
      return i;
    i = next;
  }
}

/* Lines of Markdown that came in as such. */
static size_t as_is(struct pen *p, size_t i)
{
  struct copy *c = p->c;
  space(p, COPY_ASIS);
  for (;;) {
    size_t next = copy_next(c, i + 1);
    bool more =
        next < p->s->to && c->v[next].role == COPY_ASIS && !c->v[next].gap;
    buf_puts(p->out, c->v[i].text);
    buf_putc(p->out, '\n');
    p->s->han += looks_han(c->v[i].text);
    if (!more)
      return i;
    i = next;
  }
}

static size_t glossary(struct pen *p, size_t i)
{
  struct copy *c = p->c;
  space(p, COPY_GLOSSARY);
  buf_puts(p->out, "::: glossary ");
  text(p, c->v[i].text);
  buf_putc(p->out, '\n');
  size_t next = copy_next(c, i + 1), last = i;
  for (bool first = true; next < p->s->to && c->v[next].role == COPY_TERM;
       next = copy_next(c, next + 1), first = false) {
    buf_puts(p->out, first ? "" : "\n");
    text(p, c->v[next].text);
    buf_putc(p->out, '\n');
    last = next;
  }
  buf_puts(p->out, ":::\n");
  return last;
}

char *markdown_picture(const struct copy *c, const struct write_story *s,
                       size_t i)
{
  const struct raw_item *raw = c->v[i].raw;
  const char *dot = raw->name ? strrchr(raw->name, '.') : NULL;
  int n = 1;
  for (size_t k = s->from; k < i; k++)
    n += c->v[k].role == COPY_PICTURE;
  char *stem = mem_copy_n(s->name, strlen(s->name) - strlen(".md"));
  char *name = mem_printf("images/%s-%d%s", stem, n, dot ? dot : ".jpg");
  free(stem);
  return name;
}

/* The caption is the line with that role next to it, else what Word says. */
static size_t picture(struct pen *p, size_t i)
{
  struct copy *c = p->c;
  size_t next = copy_next(c, i + 1);
  bool caption = next < p->s->to && c->v[next].role == COPY_CAPTION;
  char *name = markdown_picture(c, p->s, i);
  if (!caption && !*c->v[i].text)
    comment(p, _("the picture has no caption, write one"));
  space(p, COPY_PICTURE);
  buf_puts(p->out, "![");
  if (!caption && !*c->v[i].text)
    buf_puts(p->out, "图片");
  text(p, c->v[i].text);
  if (caption)
    text(p, c->v[next].text);
  buf_printf(p->out, "](%s)\n", name);
  p->s->pictures++;
  free(name);
  return caption ? next : i;
}

/* Line I and what belongs to it; the last of these. */
static size_t block(struct pen *p, size_t i)
{
  const struct copy_line *l = &p->c->v[i];
  switch (l->role) {
  case COPY_SUBHEAD:
    line(p, l->level == 3 ? "### " : "## ", l);
    break;
  case COPY_BULLET:
    line(p, "- ", l);
    break;
  case COPY_NUMBER:
    numbered(p, l);
    break;
  case COPY_TABLE:
    table(p, l);
    break;
  case COPY_VERSE:
    return verses(p, i);
  case COPY_ASIS:
    return as_is(p, i);
  case COPY_GLOSSARY:
    return glossary(p, i);
  case COPY_PICTURE:
    return picture(p, i);
  default:
    line(p, "", l);
  }
  return i;
}

static bool in_head(enum copy_role r)
{
  return r == COPY_TITLE || r == COPY_KICKER || r == COPY_DECK ||
         r == COPY_SECTION || r == COPY_BYLINE || r == COPY_SIGNOFF;
}

void markdown_story(struct copy *c, struct write_story *s)
{
  struct pen p = {.c = c, .s = s, .out = &s->text};
  bool any = false;
  front(&p);
  for (size_t i = s->from; i < s->to; i++)
    if (c->v[i].doubt && in_head(c->v[i].role))
      comment(&p, c->v[i].doubt);
  for (size_t i = copy_next(c, s->from); i < s->to; i = copy_next(c, i + 1)) {
    if (in_head(c->v[i].role))
      continue;
    if (c->v[i].doubt)
      comment(&p, c->v[i].doubt);
    i = block(&p, i);
    any = true;
  }
  for (size_t i = s->from; i < s->to && any; i++)
    if (c->v[i].to && c->v[i].doubt)
      comment(&p, c->v[i].doubt); /* where the story breaks off */
  if (any)
    return;
  comment(&p, _("no text was found below this headline"));
  buf_putc(&s->text, '\n');
  markdown_escape(&s->text, s->title);
  buf_putc(&s->text, '\n');
}
