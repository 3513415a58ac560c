#include "page/briefs.h"

#include "page/framed.h"
#include "page/make_in.h"
#include "page/style.h"

enum {
  MOST_SHARE = 30, /* per cent of a page that a gathering may take */
  LEAST_ROOM = 24, /* column lines that it may take on any page */
  MOST_LINES = 20  /* column lines of a brief: a longer one is a story */
};

/* Briefs on their way into a frame. */
struct basket {
  struct story *v[FRAMED_ITEMS];
  int n, lines;
};

/* Is there a width that the page has lines for? */
static bool stands(struct make *m, const struct story *s, int lines)
{
  for (int w = 1; w <= m->l.page->columns && w <= BLOCK_COLUMNS; w++) {
    int least = framed_size(&m->l, s, w).least;
    if (least && least <= lines)
      return true;
  }
  return false;
}

static void close_basket(struct make *m, struct basket *b)
{
  const struct page_style *ps = m->l.page;
  int head = ps->nameplate > ps->folio ? ps->nameplate : ps->folio;
  struct story *s = b->n > 1 ? framed_briefs(&m->l, b->v, b->n) : NULL;
  if (s && stands(m, s, ps->lines - head))
    queue_push(&m->all, s, m->all.n);
  else if (s) {
    for (int i = 0; i < b->n; i++)
      b->v[i]->group = NULL;
    story_free(s);
  }
  *b = (struct basket){0};
}

/* Gathers the briefs among the first N stories that are pinned to PAGE; 0: to
 * none. */
static void gather(struct make *m, size_t n, int page)
{
  const struct page_style *ps = m->l.page;
  int head = ps->nameplate > ps->folio ? ps->nameplate : ps->folio;
  int most = ps->columns * (ps->lines - head) * MOST_SHARE / 100;
  most = most < LEAST_ROOM ? LEAST_ROOM : most;
  struct basket b = {0};
  for (size_t i = 0; i < n; i++) {
    struct story *s = m->all.v[i];
    int lines = story_left(s) + 2;
    if (!s->briefs || s->group || s->pin_page != page ||
        story_left(s) > MOST_LINES)
      continue;
    if (b.n == FRAMED_ITEMS || b.lines + lines > most)
      close_basket(m, &b);
    b.v[b.n++] = s;
    b.lines += lines;
  }
  close_basket(m, &b);
}

void briefs_gather(struct make *m)
{
  size_t n = m->all.n;
  for (size_t i = 0; i < n; i++) {
    const struct story *s = m->all.v[i];
    if (s->briefs && !s->group)
      gather(m, n, s->pin_page);
  }
}

bool briefs_some(const struct make *m)
{
  for (size_t i = 0; i < m->all.n; i++)
    if (m->all.v[i]->group)
      return true;
  return false;
}

struct story *briefs_stand_in(const struct make *m, size_t i)
{
  struct story *s = m->all.v[i];
  const struct story *group = m->apart ? NULL : s->group;
  if (!group)
    return framed_is_briefs(s) ? NULL : s;
  for (size_t k = 0; k < i; k++)
    if (m->all.v[k]->group == group)
      return NULL;
  return s->group;
}
