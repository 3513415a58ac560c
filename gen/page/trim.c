#include "page/trim.h"

#include <stdlib.h>
#include <string.h>

#include "page/flow.h"
#include "tree/node.h"

enum { KEPT = 2 /* lines of a paragraph that begins anew */ };

xmlNode *trim_article(const xmlDoc *doc, const char *id)
{
  const xmlNode *issue = xmlDocGetRootElement((xmlDoc *)doc);
  for (xmlNode *a = node_first(issue, "article"); a;
       a = node_next(a, "article"))
    if (node_attr(a, "id") && !strcmp(node_attr(a, "id"), id))
      return a;
  return NULL;
}

static int count_runes(const char *s, size_t n)
{
  int runes = 0;
  for (size_t i = 0; i < n; i++)
    runes += ((unsigned char)s[i] & 0xc0) != 0x80;
  return runes;
}

/* Bytes of the first RUNES characters of S. */
static size_t rune_bytes(const char *s, int runes)
{
  size_t n = 0;
  for (; s[n]; n++)
    if (((unsigned char)s[n] & 0xc0) != 0x80 && runes-- == 0)
      break;
  return n;
}

/* The first RUNES characters of the text below P stay. */
static void keep_runes(xmlNode *p, int runes)
{
  xmlNode *n = node_walk(p, p);
  while (n) {
    xmlNode *next = node_walk(n, p);
    if (n->type == XML_TEXT_NODE && n->content) {
      const char *s = (const char *)n->content;
      int all = count_runes(s, strlen(s));
      if (all > runes) {
        xmlChar *kept = xmlStrndup(n->content, (int)rune_bytes(s, runes));
        xmlNodeSetContent(n, kept);
        xmlFree(kept);
      }
      runes = all > runes ? 0 : runes - all;
    }
    n = next;
  }
}

static bool is_paragraph(const struct piece *p)
{
  return p->text && node_is(p->node, "p") && p->node->parent &&
         node_is(p->node->parent, "body");
}

/* So many lines are to go, so many characters have gone with those that
 * went. */
struct cut {
  int lines, characters;
};

/* Takes lines off paragraph AT of FLOW; what it has besides what must stay.
 * What remains of a paragraph after another kind of block is its beginning. */
static void cut_piece(const struct flow *flow, size_t at, struct cut *c)
{
  struct piece *p = &flow->pieces[at];
  int n = (int)p->lines.n, all = count_runes(p->text->s, p->text->len);
  int kept = at > 0 && is_paragraph(&flow->pieces[at - 1]) ? 0 : KEPT;
  int left = n - c->lines;
  left = left < kept ? kept : left;
  if (left >= n)
    return;
  c->lines -= n - left;
  const struct line *first = &p->lines.v[left];
  int runes = count_runes(p->text->s, p->text->atoms[first->first].text);
  c->characters += all - (left ? runes : 0);
  xmlNode *node = (xmlNode *)p->node;
  if (left)
    keep_runes(node, runes);
  else {
    xmlUnlinkNode(node);
    xmlFreeNode(node);
    p->node = NULL;
  }
}

static struct flow *open_flow(const struct make_job *job, xmlNode *article,
                              struct layout *l)
{
  diag_hush(true);
  *l = (struct layout){.fonts = job->fonts,
                       .styles = job->styles,
                       .page = styles_page(job->styles),
                       .sheets = sheets_new(job->fonts),
                       .issue = article->doc,
                       .theme = job->theme};
  l->arena = l->sheets->arena;
  struct flow *flow = flow_article(l, article, l->page->measure);
  diag_hush(false);
  return flow;
}

xmlDoc *trim_story(const struct make_job *job, const char *id, int lines,
                   int *characters)
{
  struct layout l;
  struct cut c = {.lines = lines};
  xmlDoc *doc = xmlCopyDoc(job->issue, 1);
  struct flow *flow = open_flow(job, trim_article(doc, id), &l);
  for (size_t i = flow->npieces; i-- > 0 && c.lines > 0;)
    if (is_paragraph(&flow->pieces[i]))
      cut_piece(flow, i, &c);
  flow_free(flow);
  sheets_free(l.sheets);
  *characters = c.characters;
  if (!c.lines)
    return doc;
  xmlFreeDoc(doc);
  return NULL;
}
