#include "page/story.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
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

struct story *story_new(struct layout *l, const xmlNode *article)
{
  struct story *s = mem_new(sizeof *s);
  s->node = article;
  s->id = node_attr(article, "id");
  s->id = s->id ? s->id : "";
  s->flow = flow_article(l, article, l->page->measure);
  s->filler = node_is(article, "filler");
  s->priority = s->filler ? PRIORITY_BRIEF : read_priority(article);
  s->page = node_int(article, "page", 1);
  s->jump = node_int(article, "jump", 0);
  s->part = 1;
  return s;
}

void story_free(struct story *s)
{
  if (!s)
    return;
  flow_free(s->flow);
  free(s);
}

int story_left(const struct story *s)
{
  return flow_height(s->flow, s->from, s->flow->nrows);
}
