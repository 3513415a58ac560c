#include "draw/pdfnav.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "draw/sheet.h"

/* The file's limit for arrays is 32,767, and a place takes two elements. */
enum { PLACES_MAX = 16000 };

struct spot {
  char *name;  /* of the place */
  char *title; /* headline, or NULL: not for the outline */
  size_t sheet;
  mpt x, y; /* top left, y down */
};

struct pdfnav {
  const struct sheets *s;
  const pdf_dict *pages;
  struct spot *v; /* in order of the sheets */
  size_t n, cap;
  struct spot **sorted; /* by name, each name once */
  size_t nsorted;
};

/* --- collecting --------------------------------------------------------- */

/* The top left corner of ITEM; false for what has none. */
static bool corner(const struct item *item, mpt *x, mpt *y)
{
  struct rect at = {0, 0, 0, 0};
  switch (item->kind) {
  case ITEM_RUN:
    at.x = item->u.run.x;
    at.y = item->u.run.y - item->u.run.size;
    break;
  case ITEM_RECT:
    at = item->u.rect.at;
    break;
  case ITEM_IMAGE:
    at = item->u.image.at;
    break;
  default:
    return false;
  }
  *x = at.x;
  *y = at.y;
  return true;
}

/* Texts of a headline's runs; lines are parted by a blank. */
static void add_text(struct buf *b, const struct run *run, mpt *line)
{
  if (b->n && *line != run->y && b->s[b->n - 1] != ' ')
    buf_putc(b, ' ');
  buf_put(b, run->text, run->text_len);
  *line = run->y;
}

/* Reads the group that begins at item I of SHEET into SPOT. */
static void read_article(const struct sheet *sheet, size_t i, struct spot *spot)
{
  struct buf title = BUF_INIT;
  int depth = 0, headline = 0;
  bool found = false;
  mpt line = 0;
  for (; i < sheet->n; i++) {
    const struct item *item = &sheet->items[i];
    mpt x, y;
    if (item->kind == ITEM_GROUP && ++depth && !headline &&
        item->u.group.role == ROLE_HEADLINE)
      headline = depth;
    if (item->kind == ITEM_END && depth-- == headline)
      headline = 0;
    if (depth <= 0)
      break;
    if (item->kind == ITEM_RUN && headline)
      add_text(&title, &item->u.run, &line);
    if (corner(item, &x, &y)) {
      spot->x = !found || x < spot->x ? x : spot->x;
      spot->y = !found || y < spot->y ? y : spot->y;
      found = true;
    }
  }
  spot->title = title.n ? buf_take(&title) : NULL;
}

static void collect(struct pdfnav *nav, size_t k)
{
  const struct sheet *sheet = &nav->s->v[k];
  for (size_t i = 0; i < sheet->n && nav->n < PLACES_MAX; i++) {
    const struct group *g = &sheet->items[i].u.group;
    if (sheet->items[i].kind != ITEM_GROUP || g->role != ROLE_ARTICLE ||
        !*g->id)
      continue;
    struct spot spot = {.sheet = k};
    read_article(sheet, i, &spot);
    spot.name =
        g->part > 1 ? mem_printf("%s.%d", g->id, g->part) : mem_copy(g->id);
    if (g->part > 1) {
      free(spot.title);
      spot.title = NULL;
    }
    nav->v = mem_grow(nav->v, &nav->cap, nav->n + 1, sizeof *nav->v);
    nav->v[nav->n++] = spot;
  }
}

/* Of two spots of one name the first in the sheets comes first. */
static int by_name(const void *a, const void *b)
{
  const struct spot *x = *(struct spot *const *)a;
  const struct spot *y = *(struct spot *const *)b;
  int order = strcmp(x->name, y->name);
  return order ? order : (x > y) - (x < y);
}

static void sort(struct pdfnav *nav)
{
  nav->sorted = mem_array(nav->n, sizeof *nav->sorted);
  for (size_t i = 0; i < nav->n; i++)
    nav->sorted[i] = &nav->v[i];
  qsort(nav->sorted, nav->n, sizeof *nav->sorted, by_name);
  size_t n = 0;
  for (size_t i = 0; i < nav->n; i++)
    if (!n || strcmp(nav->sorted[i]->name, nav->sorted[n - 1]->name) != 0)
      nav->sorted[n++] = nav->sorted[i];
  nav->nsorted = n;
}

struct pdfnav *pdfnav_new(const struct sheets *s, const pdf_dict *pages)
{
  struct pdfnav *nav = mem_new(sizeof *nav);
  nav->s = s;
  nav->pages = pages;
  for (size_t i = 0; i < s->n; i++)
    collect(nav, i);
  sort(nav);
  return nav;
}

void pdfnav_free(struct pdfnav *nav)
{
  for (size_t i = 0; i < nav->n; i++) {
    free(nav->v[i].name);
    free(nav->v[i].title);
  }
  free(nav->v);
  free(nav->sorted);
  free(nav);
}

const char *pdfnav_name(const struct pdfnav *nav, const char *id, int part)
{
  if (!id)
    return NULL;
  char *name = part > 1 ? mem_printf("%s.%d", id, part) : mem_copy(id);
  struct spot key = {.name = name};
  const char *found = NULL;
  size_t low = 0, high = nav->nsorted;
  while (low < high && !found) {
    size_t mid = (low + high) / 2;
    int order = strcmp(key.name, nav->sorted[mid]->name);
    if (!order)
      found = nav->sorted[mid]->name;
    else if (order < 0)
      high = mid;
    else
      low = mid + 1;
  }
  free(name);
  return found;
}

/* --- names -------------------------------------------------------------- */

static pdf_array place(const struct pdfnav *nav, struct pdf *p,
                       const struct spot *spot)
{
  pdf_array a = pdf_array_new(p);
  mpt h = nav->s->v[spot->sheet].h;
  pdf_add(p, a, nav->pages[spot->sheet]);
  pdf_add_name(p, a, "XYZ");
  pdf_add_int(p, a, spot->x / 1000);
  pdf_add_int(p, a, (h - spot->y + 999) / 1000);
  pdf_add_null(p, a);
  return a;
}

static void write_names(const struct pdfnav *nav, struct pdf *p, pdf_dict root)
{
  if (!nav->nsorted)
    return;
  pdf_array a = pdf_array_new(p);
  for (size_t i = 0; i < nav->nsorted; i++) {
    pdf_add_bytes(p, a, nav->sorted[i]->name);
    pdf_add(p, a, place(nav, p, nav->sorted[i]));
  }
  pdf_dict dests = pdf_dict_new(p), names = pdf_dict_new(p);
  pdf_set(p, dests, "Names", a);
  pdf_set(p, names, "Dests", dests);
  pdf_set(p, root, "Names", names);
}

/* --- outline ------------------------------------------------------------ */

/* The children of an outline item, while they are being chained. */
struct chain {
  pdf_dict parent, last;
  int n;
};

static pdf_dict chain_add(struct pdf *p, struct chain *chain, const char *title)
{
  pdf_dict d = pdf_object(p);
  pdf_set_text(p, d, "Title", title);
  pdf_set(p, d, "Parent", chain->parent);
  if (chain->last) {
    pdf_set(p, d, "Prev", chain->last);
    pdf_set(p, chain->last, "Next", d);
  } else {
    pdf_set(p, chain->parent, "First", d);
  }
  chain->last = d;
  chain->n++;
  return d;
}

static void chain_end(struct pdf *p, struct chain *chain, int below)
{
  if (!chain->last)
    return;
  pdf_set(p, chain->parent, "Last", chain->last);
  pdf_set_int(p, chain->parent, "Count", chain->n + below);
}

static char *page_title(const struct sheets *s, const struct sheet *sheet)
{
  bool chinese = s->lang && !strncmp(s->lang, "zh", 2);
  char *number = mem_printf(chinese ? "第%d版" : "Page %d", sheet->number);
  if (!sheet->name || !*sheet->name)
    return number;
  char *title = mem_printf(chinese ? "%s：%s" : "%s: %s", number, sheet->name);
  free(number);
  return title;
}

static int write_articles(const struct pdfnav *nav, struct pdf *p, size_t sheet,
                          pdf_dict parent)
{
  struct chain chain = {.parent = parent};
  for (size_t i = 0; i < nav->n; i++) {
    const struct spot *spot = &nav->v[i];
    if (spot->sheet != sheet || !spot->title)
      continue;
    pdf_dict d = chain_add(p, &chain, spot->title);
    pdf_set_bytes(p, d, "Dest", spot->name);
  }
  chain_end(p, &chain, 0);
  return chain.n;
}

static void write_outline(const struct pdfnav *nav, struct pdf *p,
                          pdf_dict root)
{
  struct chain chain = {.parent = pdf_object(p)};
  int below = 0;
  pdf_set_name(p, chain.parent, "Type", "Outlines");
  for (size_t i = 0; i < nav->s->n; i++) {
    char *title = page_title(nav->s, &nav->s->v[i]);
    pdf_dict d = chain_add(p, &chain, title);
    pdf_array dest = pdf_array_new(p);
    pdf_add(p, dest, nav->pages[i]);
    pdf_add_name(p, dest, "Fit");
    pdf_set(p, d, "Dest", dest);
    below += write_articles(nav, p, i, d);
    free(title);
  }
  chain_end(p, &chain, below);
  pdf_set(p, root, "Outlines", chain.parent);
}

static void write_labels(const struct pdfnav *nav, struct pdf *p, pdf_dict root)
{
  pdf_array nums = pdf_array_new(p);
  for (size_t i = 0; i < nav->s->n; i++) {
    pdf_dict d = pdf_dict_new(p);
    pdf_set_name(p, d, "S", "D");
    pdf_set_int(p, d, "St", nav->s->v[i].number);
    pdf_add_int(p, nums, (int)i);
    pdf_add(p, nums, d);
  }
  pdf_dict labels = pdf_dict_new(p);
  pdf_set(p, labels, "Nums", nums);
  pdf_set(p, root, "PageLabels", labels);
}

void pdfnav_write(const struct pdfnav *nav, struct pdf *p, pdf_dict root)
{
  write_names(nav, p, root);
  write_outline(nav, p, root);
  write_labels(nav, p, root);
}
