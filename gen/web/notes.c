#include "web/notes.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tree/node.h"
#include "web/body.h"
#include "web/html.h"

/* Runes of the shortest terms that are looked for, in the story that explains
 * them and in others: short words mean other things elsewhere. */
enum { LEAST_OWN = 2, LEAST_OTHER = 3 };

struct note {
  char *word; /* without the marks “ ” around it */
  size_t n;   /* bytes */
  const xmlNode *term, *article;
  int number; /* within its article, as web/body counts */
  bool past;  /* no longer looked for in this story */
  bool linked;
};

struct notes {
  struct note *at;
  size_t n, cap;
  const xmlNode *article;
};

/* “三驾马车” is looked for as 三驾马车; “五违”整治 as it stands. */
static char *bare_word(char *word)
{
  const size_t mark = strlen("“");
  size_t n = strlen(word);
  bool quoted = n > 2 * mark && !strncmp(word, "“", mark) &&
                strstr(word, "”") == word + n - mark;
  char *bare =
      quoted ? mem_copy_n(word + mark, n - 2 * mark) : mem_copy(word);
  free(word);
  return bare;
}

static void add(struct notes *all, const xmlNode *term, const xmlNode *article,
                int number)
{
  all->at = mem_grow(all->at, &all->cap, all->n + 1, sizeof *all->at);
  char *word = bare_word(node_text(term));
  all->at[all->n++] = (struct note){word, strlen(word), term,
                                    article, number,    false,  false};
}

/* A glossary stands in the body, or in a box or a quotation there. */
static void add_article(struct notes *all, const xmlNode *article)
{
  const xmlNode *body = node_first(article, "body");
  int number = 0;
  for (const xmlNode *n = body ? body->children : NULL; n; n = n->next)
    if (node_is(n, "glossary") || node_is(n, "box") || node_is(n, "quote") ||
        node_is(n, "list") || node_is(n, "ad"))
      for (const xmlNode *t = n; t; t = node_walk(t, n))
        if (node_is(t, "term"))
          add(all, t, article, ++number);
}

struct notes *notes_new(const xmlNode *issue)
{
  struct notes *all = mem_new(sizeof *all);
  for (const xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article"))
    add_article(all, a);
  if (all->n)
    return all;
  notes_free(all);
  return NULL;
}

void notes_free(struct notes *n)
{
  for (size_t i = 0; n && i < n->n; i++)
    free(n->at[i].word);
  if (n)
    free(n->at);
  free(n);
}

void notes_begin(struct notes *n, const xmlNode *article)
{
  if (!n)
    return;
  n->article = article;
  for (size_t i = 0; i < n->n; i++) {
    struct note *a = &n->at[i];
    size_t runes = utf8_count(a->word, a->n);
    size_t least = a->article == article ? LEAST_OWN : LEAST_OTHER;
    a->past = runes < least;
    a->linked = false;
  }
}

/* The first term that TEXT uses, the longest of those that begin together. */
static struct note *find(struct notes *n, const char *text, size_t size,
                         const char **where)
{
  struct note *best = NULL;
  for (size_t i = 0; i < n->n; i++) {
    struct note *a = &n->at[i];
    const char *p = a->past ? NULL : memmem(text, size, a->word, a->n);
    if (p && (!best || p < *where || (p == *where && a->n > best->n))) {
      best = a;
      *where = p;
    }
  }
  return best;
}

/* A word that two glossaries explain is linked once. */
static void use(struct notes *n, struct note *a)
{
  a->linked = true;
  for (size_t i = 0; i < n->n; i++)
    if (n->at[i].n == a->n && !memcmp(n->at[i].word, a->word, a->n))
      n->at[i].past = true;
}

static const char *kind_of(const struct notes *n, const struct note *a)
{
  return a->article == n->article ? "term" : "note";
}

static int id_of(const struct notes *n, const struct note *a)
{
  return a->article == n->article ? a->number : (int)(a - n->at) + 1;
}

void notes_text(struct notes *n, struct buf *out, const char *text,
                size_t size)
{
  const char *end = text + size, *at = text;
  struct note *a;
  while (n && (a = find(n, text, (size_t)(end - text), &at))) {
    const char *kind = kind_of(n, a);
    int id = id_of(n, a);
    html_escape(out, text, (size_t)(at - text));
    buf_printf(out,
               "<a class=\"term\" id=\"use-%s-%d\" href=\"#%s-%d\" "
               "role=\"doc-glossref\" aria-describedby=\"%s-%d-is\">",
               kind, id, kind, id, kind, id);
    html_escape(out, at, a->n);
    buf_puts(out, "</a>");
    text = at + a->n;
    use(n, a);
  }
  html_escape(out, text, (size_t)(end - text));
}

static void put_note(const struct notes *n, struct buf *out,
                     const struct note *a)
{
  const struct body_options o = {0};
  int id = id_of(n, a);
  buf_printf(out, "<dt id=\"note-%d\">", id);
  html_escape(out, a->word, a->n);
  buf_printf(out, "</dt>\n<dd id=\"note-%d-is\">", id);
  body_html(out, node_next(a->term, "definition"), &o);
  buf_printf(out, " <a class=\"back\" href=\"#use-note-%d\">回到正文</a></dd>\n",
             id);
}

void notes_list(const struct notes *n, struct buf *out)
{
  bool any = false;
  for (size_t i = 0; n && i < n->n; i++) {
    const struct note *a = &n->at[i];
    if (!a->linked || a->article == n->article)
      continue;
    if (!any)
      buf_puts(out, "<section class=\"notes\" role=\"doc-glossary\" "
                    "aria-labelledby=\"notes\">\n"
                    "<h2 id=\"notes\">名词解释</h2>\n<dl>\n");
    any = true;
    put_note(n, out, a);
  }
  if (any)
    buf_puts(out, "</dl>\n</section>\n");
}
