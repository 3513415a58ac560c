/* A story as a reader reads it: kicker, headline, deck, byline, then the body
 * line by line (paragraphs, subheads, items, cells, captions, credits, names),
 * then the sign-off. What only pictures show, and furniture, is left out. */
#include "web/finder_text.h"

#include <stdlib.h>
#include <string.h>

#include "tree/node.h"

enum { TEXT_MOST = FINDER_PLACES - 4096 }; /* longer is cut: 1 MB an article */

static bool is_inline(const xmlNode *n)
{
  static const char *const names[] = {"strong", "emph", "link", "br"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (node_is(n, names[i]))
      return true;
  return node_is(n, "code");
}

/* Where a line of units goes: to ZONE while it fits below LIMIT, else to the
 * text. */
static uint32_t stand(struct told *t, uint32_t *zone, uint32_t limit,
                      uint32_t n)
{
  uint32_t *at = *zone + n < limit ? zone : &t->text;
  uint32_t place = *at;
  *at += n + 1;
  return place;
}

static struct finder_span *add_span(struct told *t, uint32_t place,
                                    uint32_t from)
{
  t->span = mem_grow(t->span, &t->span_cap, t->spans + 1, sizeof *t->span);
  struct finder_span *s = &t->span[t->spans++];
  *s = (struct finder_span){place, from, (uint32_t)t->units.n - from};
  return s;
}

enum zone { ZONE_TITLE, ZONE_HEADS, ZONE_TEXT };

/* Is a line also found by its sound, and which places are kept for that? */
enum spoken { SPOKEN_NOT, SPOKEN_BEHIND, SPOKEN_TITLE, SPOKEN_BYLINE };

static void add_spoken(struct told *t, const struct finder_span *s,
                       enum spoken how)
{
  static const uint32_t kept[] = {
      [SPOKEN_TITLE] = FINDER_SOUND, [SPOKEN_BYLINE] = FINDER_BYLINE};
  t->spoken =
      mem_grow(t->spoken, &t->spoken_cap, t->spokens + 1, sizeof *t->spoken);
  t->spoken[t->spokens++] = (struct finder_spoken){
      s->n < FINDER_SLOT ? kept[how] : 0, s->from, s->n};
}

/* One line into the index. */
static void put_line(struct told *t, const char *s, enum zone zone,
                     enum spoken how)
{
  uint32_t from = (uint32_t)t->units.n, none = 0;
  finder_fold(&t->units, s, strlen(s));
  uint32_t n = (uint32_t)t->units.n - from;
  if (!n || t->text + n >= TEXT_MOST) {
    t->units.n = from;
    return;
  }
  uint32_t place =
      zone == ZONE_TITLE   ? stand(t, &t->title, FINDER_HEADS, n)
      : zone == ZONE_HEADS ? stand(t, &t->heads, FINDER_SOUND, n)
                           : stand(t, &none, 0, n);
  struct finder_span *span = add_span(t, place, from);
  if (how)
    add_spoken(t, span, how);
}

/* A field of the record, and its line. */
static void put_field(struct told *t, const xmlNode *story, const char *name,
                      enum zone zone, enum spoken how)
{
  char *s = node_child_text(story, name);
  buf_putc(&t->record, ',');
  finder_string(&t->record, s ? s : "", s ? strlen(s) : 0);
  if (s)
    put_line(t, s, zone, how);
  free(s);
}

/* ---- the body ---- */

struct body_text {
  struct told *t;
  const xmlNode *block; /* that the line at hand belongs to */
  struct buf line, all;
};

static void end_line(struct body_text *b)
{
  if (b->line.n) {
    bool head = node_is(b->block, "subhead");
    put_line(b->t, b->line.s, head ? ZONE_HEADS : ZONE_TEXT,
             node_is(b->block, "name") ? SPOKEN_BEHIND : SPOKEN_NOT);
    if (b->all.n)
      buf_putc(&b->all, '\n');
    buf_put(&b->all, b->line.s, b->line.n);
  }
  buf_clear(&b->line);
}

static const xmlNode *block_of(const xmlNode *n)
{
  const xmlNode *p = n->parent;
  while (p->parent && is_inline(p))
    p = p->parent;
  return p;
}

static void put_body(struct body_text *b, const xmlNode *body)
{
  for (xmlNode *n = node_walk(body, body); n; n = node_walk(n, body)) {
    bool text = n->type == XML_TEXT_NODE && n->content;
    if (!text && !node_is(n, "br"))
      continue;
    const xmlNode *block = block_of(n);
    if (block != b->block)
      end_line(b);
    b->block = block;
    buf_puts(&b->line, text ? (const char *)n->content : " ");
  }
  end_line(b);
}

static void put_text(struct told *t, const xmlNode *story)
{
  struct body_text b = {.t = t};
  const xmlNode *body = node_first(story, "body");
  char *signoff = node_child_text(story, "signoff");
  if (body)
    put_body(&b, body);
  if (signoff) {
    b.block = NULL;
    buf_puts(&b.line, signoff);
    end_line(&b);
  }
  buf_putc(&t->record, ',');
  finder_string(&t->record, b.all.n ? b.all.s : "", b.all.n);
  buf_free(&b.line);
  buf_free(&b.all);
  free(signoff);
}

void told_story(struct told *t, const xmlNode *story)
{
  const char *id = node_attr(story, "id"), *page = node_attr(story, "page");
  told_clear(t);
  buf_putc(&t->record, '[');
  finder_string(&t->record, id ? id : "", id ? strlen(id) : 0);
  buf_printf(&t->record, ",%d", page ? atoi(page) : 0);
  put_field(t, story, "kicker", ZONE_HEADS, SPOKEN_NOT);
  put_field(t, story, "headline", ZONE_TITLE, SPOKEN_TITLE);
  put_field(t, story, "deck", ZONE_HEADS, SPOKEN_NOT);
  put_field(t, story, "byline", ZONE_HEADS, SPOKEN_BYLINE);
  put_text(t, story);
  buf_putc(&t->record, ']');
}

void told_clear(struct told *t)
{
  buf_clear(&t->record);
  t->units.n = t->spans = t->spokens = 0;
  t->title = 0;
  t->heads = FINDER_HEADS;
  t->text = FINDER_TEXT;
}

void told_free(struct told *t)
{
  buf_free(&t->record);
  free(t->units.u);
  free(t->span);
  free(t->spoken);
}
