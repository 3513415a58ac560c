#include "page/story.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/framed.h"
#include "tree/node.h"

static enum priority read_priority(const xmlNode *n)
{
  static const char *const names[] = {"lead", "major", "normal", "brief"};
  const char *s = node_attr(n, "priority");
  for (int i = 0; s && i < 4; i++)
    if (!strcmp(s, names[i]))
      return (enum priority)i;
  return PRIORITY_NORMAL;
}

static int read_position(const xmlNode *n)
{
  static const struct {
    const char *word;
    int pin;
  } words[] = {
      {"top", PIN_TOP}, {"foot", PIN_FOOT}, {"left", PIN_LEFT},
      {"right", PIN_RIGHT}};
  const char *s = node_attr(n, "position");
  int pins = 0;
  for (size_t i = 0; s && i < sizeof words / sizeof *words; i++)
    if (strstr(s, words[i].word))
      pins |= words[i].pin;
  return pins;
}

static enum jumping read_jumping(const xmlNode *n)
{
  const char *s = node_attr(n, "jump");
  return !s                 ? JUMP_FREE
         : !strcmp(s, "yes") ? JUMP_MUST
         : !strcmp(s, "no")  ? JUMP_NEVER
                             : JUMP_FREE;
}

/* Text only: paragraphs, lists, quotes. */
static bool is_plain(const xmlNode *article)
{
  static const char *const others[] = {"figure", "table", "box",       "ad",
                                       "names",  "subhead", "codeblock"};
  const xmlNode *body = node_first(article, "body");
  for (const xmlNode *n = node_first(body, NULL); n; n = node_next(n, NULL))
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
      if (node_is(n, others[i]))
        return false;
  return true;
}

static void read_pins(struct story *s)
{
  s->pin_page = node_int(s->node, "page", 0);
  s->held = node_attr(s->node, "held");
  s->position = read_position(s->node);
  s->columns = node_int(s->node, "columns", 0);
  s->picture = node_int(s->node, "picture", 0);
  s->jumping = read_jumping(s->node);
  s->briefs = node_is(s->node, "article") && s->priority == PRIORITY_BRIEF && !s->position &&
              !s->columns && !node_attr(s->node, "jump") &&
              !node_attr(s->node, "form") && is_plain(s->node);
}

void story_reset(struct story *s)
{
  s->page = node_int(s->node, "page", 1);
  s->jump = node_int(s->node, "jump", 0);
  s->from = 0;
  s->part = 1;
  s->came = 0;
}

struct story *story_new(struct layout *l, const xmlNode *article)
{
  struct story *s = mem_new(sizeof *s);
  s->node = article;
  s->id = node_attr(article, "id");
  s->id = s->id ? s->id : "";
  s->filler = node_is(article, "filler");
  bool framed = s->filler || node_is(article, "ad");
  s->priority = framed ? PRIORITY_BRIEF : read_priority(article);
  story_reset(s);
  read_pins(s);
  if (framed)
    framed_open(l, s);
  else
    s->flow = flow_article(l, article, l->page->measure);
  return s;
}

void story_free(struct story *s)
{
  if (!s)
    return;
  flow_free(s->flow);
  framed_free(s->framed);
  free(s);
}

int story_left(const struct story *s)
{
  return flow_height(s->flow, s->from, s->flow->nrows);
}
