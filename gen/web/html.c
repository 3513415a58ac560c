#include "web/html.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tree/template.h"

static bool is_among(const char *name, const char *const *list)
{
  for (; *list; list++)
    if ((*list)[0] == name[0] && !strcmp(*list, name))
      return true;
  return false;
}

/* HTML 13.1.2: elements that have no end tag. */
static bool is_void(const char *name)
{
  static const char *const list[] = {
      "area", "base", "br",    "col",    "embed", "hr",  "img", "input",
      "link", "meta", "param", "source", "track", "wbr", NULL};
  return is_among(name, list);
}

/* Raw text elements: no character references inside. */
static bool is_code(const char *name)
{
  return !strcmp(name, "script") || !strcmp(name, "style");
}

static bool is_boolean(const char *name)
{
  static const char *const list[] = {
      "allowfullscreen", "async",     "autofocus",
      "autoplay",        "checked",   "controls",
      "default",         "defer",     "disabled",
      "formnovalidate",  "hidden",    "inert",
      "ismap",           "itemscope", "loop",
      "multiple",        "muted",     "nomodule",
      "novalidate",      "open",      "playsinline",
      "readonly",        "required",  "reversed",
      "selected",        NULL};
  return is_among(name, list);
}

static const char *escaped(char c, bool value)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return value ? NULL : "&gt;";
  case '"':
    return value ? "&quot;" : NULL;
  default:
    return NULL;
  }
}

/* The high bit of the lowest byte of V that is zero, and maybe bits above. */
static uint64_t zero_byte(uint64_t v)
{
  const uint64_t ones = UINT64_MAX / 255;
  return (v - ones) & ~v & ones << 7;
}

/* Is nothing to be escaped in the eight bytes at S? One bit parts < from >,
 * one " from &. */
static bool is_plain(const char *s)
{
  const uint64_t ones = UINT64_MAX / 255;
  uint64_t v;
  memcpy(&v, s, sizeof v);
  return !zero_byte((v | ones * ('<' ^ '>')) ^ ones * '>') &&
         !zero_byte((v | ones * ('"' ^ '&')) ^ ones * '&');
}

static void escape(struct buf *out, const char *s, size_t n, bool value)
{
  size_t from = 0;
  for (size_t i = 0; i < n; i++) {
    while (n - i > 8 && is_plain(s + i))
      i += 8;
    if ((unsigned char)s[i] > '>')
      continue;
    const char *as = escaped(s[i], value);
    if (!as)
      continue;
    buf_put(out, s + from, i - from);
    buf_puts(out, as);
    from = i + 1;
  }
  buf_put(out, s + from, n - from);
}

void html_escape(struct buf *out, const char *text, size_t n)
{
  escape(out, text, n, false);
}

void html_escape_value(struct buf *out, const char *text)
{
  escape(out, text, strlen(text), true);
}

void html_escape_url(struct buf *out, const char *url, bool file)
{
  const char *odd = file ? " \"<>\\^`{|}%?#" : " \"<>\\^`{|}";
  for (; *url; url++)
    if (strchr(odd, *url))
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)*url);
    else
      html_escape(out, url, 1);
}

struct html html_new(struct buf *out)
{
  buf_puts(out, "<!doctype html>\n");
  return (struct html){.out = out};
}

static void end_tag(struct html *h)
{
  if (h->in_tag)
    buf_putc(h->out, '>');
  h->in_tag = false;
}

void html_open(struct html *h, const char *name)
{
  end_tag(h);
  buf_putc(h->out, '<');
  buf_puts(h->out, name);
  h->in_tag = true;
  h->in_code = is_code(name);
  h->may_drop = !strcmp(name, "pre") || !strcmp(name, "textarea");
}

void html_attr(struct html *h, const char *name, const char *value)
{
  buf_putc(h->out, ' ');
  buf_puts(h->out, name);
  if ((!*value || !strcmp(name, value)) && is_boolean(name))
    return;
  buf_puts(h->out, "=\"");
  html_escape_value(h->out, value);
  buf_putc(h->out, '"');
}

void html_text(struct html *h, const char *text, size_t n)
{
  if (!n)
    return;
  end_tag(h);
  if (h->may_drop && text[0] == '\n')
    buf_putc(h->out, '\n');
  h->may_drop = false;
  if (h->in_code)
    buf_put(h->out, text, n);
  else
    html_escape(h->out, text, n);
}

struct buf *html_out(struct html *h)
{
  end_tag(h);
  h->may_drop = false;
  return h->out;
}

void html_raw(struct html *h, const char *text, size_t n)
{
  buf_put(html_out(h), text, n);
}

void html_close(struct html *h, const char *name)
{
  end_tag(h);
  h->in_code = h->may_drop = false;
  if (is_void(name))
    return;
  buf_puts(h->out, "</");
  buf_puts(h->out, name);
  buf_putc(h->out, '>');
}

static void sink_open(void *to, const char *name)
{
  html_open(to, name);
}

static void sink_attr(void *to, const char *name, const char *value)
{
  html_attr(to, name, value);
}

static void sink_text(void *to, const char *text, size_t n)
{
  html_text(to, text, n);
}

static void sink_close(void *to, const char *name)
{
  html_close(to, name);
}

struct html_runs html_runs_new(const struct template *t)
{
  struct html_runs r = {.of = t, .n = template_runs(t) + 1};
  r.run = mem_array((size_t)r.n, sizeof *r.run);
  return r;
}

void html_runs_free(struct html_runs *r)
{
  for (int i = 0; i < r->n; i++)
    buf_free(&r->run[i]);
  free(r->run);
  *r = (struct html_runs){0};
}

/* Templates are not deeper than their reader lets them. */
static void put_constant(struct html *h, const struct template_node *n)
{
  if (!n->name) {
    html_text(h, n->text, n->length);
    return;
  }
  html_open(h, n->name);
  for (const struct template_attr *a = n->attr; a; a = a->next)
    html_attr(h, a->name, a->text);
  for (const struct template_node *c = n->first; c; c = c->next)
    put_constant(h, c);
  html_close(h, n->name);
}

static bool sink_run(void *to, const struct template_node *first)
{
  struct html *h = to;
  if (!h->runs || first->run >= h->runs->n)
    return false;
  struct buf *b = &h->runs->run[first->run];
  if (!b->s) {
    struct html part = {.out = b};
    buf_puts(b, "");
    for (const struct template_node *n = first; n != first->rest; n = n->next)
      put_constant(&part, n);
    end_tag(&part);
  }
  html_raw(h, b->s, b->n);
  return true;
}

struct bind_sink html_sink(struct html *h)
{
  return (struct bind_sink){sink_open, sink_attr, sink_text,
                            sink_close, h,         sink_run};
}

static void enter(struct html *h, const xmlNode *n)
{
  if (n->type == XML_TEXT_NODE) {
    html_text(h, (const char *)n->content, strlen((const char *)n->content));
    return;
  }
  if (n->type != XML_ELEMENT_NODE)
    return;
  html_open(h, (const char *)n->name);
  for (const xmlAttr *a = n->properties; a; a = a->next)
    html_attr(h, (const char *)a->name,
              a->children ? (const char *)a->children->content : "");
}

static void leave(struct html *h, const xmlNode *n)
{
  if (n->type == XML_ELEMENT_NODE)
    html_close(h, (const char *)n->name);
}

void html_document(struct buf *out, const xmlDoc *doc)
{
  struct html h = html_new(out);
  const xmlNode *top = xmlDocGetRootElement((xmlDoc *)doc), *n = top;
  while (n) {
    enter(&h, n);
    if (n->type == XML_ELEMENT_NODE && n->children) {
      n = n->children;
      continue;
    }
    leave(&h, n);
    while (n != top && !n->next) {
      n = n->parent;
      leave(&h, n);
    }
    n = n == top ? NULL : n->next;
  }
  buf_putc(out, '\n');
}
