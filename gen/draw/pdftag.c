#include "draw/pdftag.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
  LEAF = 512,   /* numbers in a leaf of the parent tree */
  BAND = PT(30) /* tops that differ by less stand side by side */
};

/* One thing in an element: another one, an annotation, or marked content. */
struct kid {
  struct tag *tag;
  pdf_dict annot;
  int page, mcid;
};

struct tag {
  pdf_dict obj;
  const char *type, *key;
  struct tag *parent;
  struct kid *kids;
  size_t n, cap;
  char *said;
  int page; /* the first; -1: nowhere yet */
  mpt x, y;
  int band;     /* of its page; set by pdftags_sort */
  size_t order; /* among its parent's children */
  int memo;
};

struct content_list {
  struct tag **v; /* by MCID */
  size_t n, cap;
};

struct pdftags {
  struct pdf *p;
  struct arena *arena;
  pdf_dict root;
  struct tag **all;
  size_t n, cap;
  struct content_list *pages, annots;
  size_t npages;
};

/* Our own names, and the standard ones that they stand for. */
static const char role_map[] =
    "/RoleMap <</Kicker /P /Deck /P /Byline /P /Signoff /P /Section /P "
    "/CodeBlock /P /Box /Sect>>\n";

/* --- growing ------------------------------------------------------------ */

struct pdftags *pdftags_new(struct pdf *p, size_t npages)
{
  struct pdftags *t = mem_new(sizeof *t);
  t->p = p;
  t->arena = arena_new();
  t->pages = mem_array(npages, sizeof *t->pages);
  t->npages = npages;
  t->root = pdf_object(p);
  tag_new(t, NULL, "Document", NULL);
  return t;
}

void pdftags_free(struct pdftags *t)
{
  for (size_t i = 0; i < t->npages; i++)
    free(t->pages[i].v);
  for (size_t i = 0; i < t->n; i++)
    free(t->all[i]->kids);
  free(t->pages);
  free(t->annots.v);
  free(t->all);
  arena_free(t->arena);
  free(t);
}

struct tag *pdftags_document(const struct pdftags *t)
{
  return t->all[0];
}

static struct kid *add_kid(struct tag *tag)
{
  tag->kids = mem_grow(tag->kids, &tag->cap, tag->n + 1, sizeof *tag->kids);
  struct kid *kid = &tag->kids[tag->n++];
  *kid = (struct kid){0};
  return kid;
}

struct tag *tag_new(struct pdftags *t, struct tag *parent, const char *type,
                    const char *key)
{
  struct tag *tag = arena_get(t->arena, sizeof *tag);
  *tag = (struct tag){.obj = pdf_object(t->p),
                      .type = type,
                      .key = key,
                      .parent = parent,
                      .page = -1};
  t->all = mem_grow(t->all, &t->cap, t->n + 1, sizeof *t->all);
  t->all[t->n++] = tag;
  if (parent) {
    tag->order = parent->n;
    add_kid(parent)->tag = tag;
  }
  return tag;
}

struct tag *tag_find(const struct tag *parent, const char *type,
                     const char *key, size_t near)
{
  for (size_t i = parent->n; key && i > 0 && near > 0; i--, near--) {
    struct tag *tag = parent->kids[i - 1].tag;
    if (tag && tag->key && !strcmp(tag->type, type) && !strcmp(tag->key, key))
      return tag;
  }
  return NULL;
}

struct tag *tag_parent(const struct tag *tag)
{
  return tag->parent;
}

const char *tag_type(const struct tag *tag)
{
  return tag->type;
}

char *pdftags_copy(struct pdftags *t, const char *s)
{
  return arena_copy(t->arena, s);
}

int *tag_memo(struct tag *tag)
{
  return &tag->memo;
}

void tag_say(struct pdftags *t, struct tag *tag, const char *entries)
{
  size_t n = tag->said ? strlen(tag->said) : 0, more = strlen(entries);
  char *s = arena_get(t->arena, n + more + 1);
  if (n)
    memcpy(s, tag->said, n);
  memcpy(s + n, entries, more);
  tag->said = s;
}

/* --- order -------------------------------------------------------------- */

void tag_stands(struct tag *tag, size_t page, mpt x, mpt y)
{
  bool first = tag->page < 0;
  if (!first && tag->page != (int)page)
    return;
  tag->page = (int)page;
  tag->x = first || x < tag->x ? x : tag->x;
  tag->y = first || y < tag->y ? y : tag->y;
}

static int differ(long a, long b)
{
  return (a > b) - (a < b);
}

static int by_top(const void *a, const void *b)
{
  const struct tag *x = ((const struct kid *)a)->tag;
  const struct tag *y = ((const struct kid *)b)->tag;
  int order = differ(x->page, y->page);
  return order ? order : differ(x->y, y->y);
}

static int by_place(const void *a, const void *b)
{
  const struct tag *x = ((const struct kid *)a)->tag;
  const struct tag *y = ((const struct kid *)b)->tag;
  int order = differ(x->page, y->page);
  order = order ? order : differ(x->band, y->band);
  order = order ? order : differ(x->x, y->x);
  order = order ? order : differ(x->y, y->y);
  return order ? order : differ((long)x->order, (long)y->order);
}

/* Headlines of one band do not all begin at the same height. */
static void number_bands(const struct kid *v, size_t n)
{
  const struct tag *first = NULL;
  int band = 0;
  for (size_t i = 0; i < n; i++) {
    struct tag *tag = v[i].tag;
    if (!first || tag->page != first->page || tag->y - first->y >= BAND) {
      first = tag;
      band++;
    }
    tag->band = band;
  }
}

void pdftags_sort(struct pdftags *t)
{
  struct tag *all = pdftags_document(t);
  if (!all->n)
    return;
  qsort(all->kids, all->n, sizeof *all->kids, by_top);
  number_bands(all->kids, all->n);
  qsort(all->kids, all->n, sizeof *all->kids, by_place);
}

/* --- content ------------------------------------------------------------ */

static int add_content(struct content_list *list, struct tag *tag)
{
  list->v = mem_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
  list->v[list->n] = tag;
  return (int)list->n++;
}

int tag_content(struct pdftags *t, struct tag *tag, size_t page)
{
  int mcid = add_content(&t->pages[page], tag);
  struct kid *kid = add_kid(tag);
  kid->page = (int)page;
  kid->mcid = mcid;
  return mcid;
}

void tag_annotation(struct pdftags *t, struct tag *tag, size_t page,
                    pdf_dict annot)
{
  int n = add_content(&t->annots, tag);
  struct kid *kid = add_kid(tag);
  kid->annot = annot;
  kid->page = (int)page;
  pdf_set_int(t->p, annot, "StructParent", (int)t->npages + n);
}

void pdftags_page(struct pdftags *t, size_t page, pdf_dict d)
{
  pdf_set_int(t->p, d, "StructParents", (int)page);
  pdf_set_name(t->p, d, "Tabs", "S");
}

/* --- writing ------------------------------------------------------------ */

/* The page of the element's first content, or -1. */
static int page_of(const struct tag *tag)
{
  for (size_t i = 0; i < tag->n; i++)
    if (!tag->kids[i].tag)
      return tag->kids[i].page;
  return -1;
}

static void put_kid(struct buf *b, const struct kid *kid, int page,
                    const pdf_dict *pages)
{
  if (kid->tag) {
    buf_printf(b, "%u 0 R", pdf_number(kid->tag->obj));
  } else if (kid->annot) {
    buf_printf(b, "<</Type /OBJR /Obj %u 0 R", pdf_number(kid->annot));
    if (kid->page != page)
      buf_printf(b, " /Pg %u 0 R", pdf_number(pages[kid->page]));
    buf_puts(b, ">>");
  } else if (kid->page == page) {
    buf_printf(b, "%d", kid->mcid);
  } else {
    buf_printf(b, "<</Type /MCR /Pg %u 0 R /MCID %d>>",
               pdf_number(pages[kid->page]), kid->mcid);
  }
}

static void write_tag(const struct pdftags *t, const struct tag *tag,
                      const pdf_dict *pages)
{
  struct buf b = BUF_INIT;
  int page = page_of(tag);
  const pdf_dict parent = tag->parent ? tag->parent->obj : t->root;
  buf_printf(&b, "/S /%s /P %u 0 R", tag->type, pdf_number(parent));
  if (page >= 0)
    buf_printf(&b, " /Pg %u 0 R", pdf_number(pages[page]));
  if (tag->said)
    buf_printf(&b, " %s", tag->said);
  if (tag->n) {
    buf_puts(&b, tag->n == 1 ? " /K " : " /K [");
    for (size_t i = 0; i < tag->n; i++) {
      if (i)
        buf_putc(&b, ' ');
      put_kid(&b, &tag->kids[i], page, pages);
    }
    if (tag->n > 1)
      buf_putc(&b, ']');
  }
  buf_putc(&b, '\n');
  pdf_set_raw(t->p, tag->obj, b.s);
  buf_free(&b);
}

/* The value of number I: the elements of a page, or that of an annotation. */
static void put_number(const struct pdftags *t, size_t i, struct buf *b)
{
  if (i >= t->npages) {
    buf_printf(b, "%zu %u 0 R ", i,
               pdf_number(t->annots.v[i - t->npages]->obj));
    return;
  }
  buf_printf(b, "%zu [", i);
  for (size_t k = 0; k < t->pages[i].n; k++)
    buf_printf(b, k ? " %u 0 R" : "%u 0 R", pdf_number(t->pages[i].v[k]->obj));
  buf_puts(b, "] ");
}

static pdf_dict leaf_new(const struct pdftags *t, size_t from, size_t to)
{
  struct buf b = BUF_INIT;
  pdf_dict leaf = pdf_object(t->p);
  buf_printf(&b, "/Limits [%zu %zu] /Nums [", from, to - 1);
  for (size_t i = from; i < to; i++)
    put_number(t, i, &b);
  buf_puts(&b, "]\n");
  pdf_set_raw(t->p, leaf, b.s);
  buf_free(&b);
  return leaf;
}

static pdf_dict parents_new(const struct pdftags *t)
{
  pdf_dict tree = pdf_object(t->p);
  pdf_array kids = pdf_array_new(t->p);
  size_t n = t->npages + t->annots.n;
  for (size_t i = 0; i < n; i += LEAF)
    pdf_add(t->p, kids, leaf_new(t, i, n - i < LEAF ? n : i + LEAF));
  pdf_set(t->p, tree, "Kids", kids);
  return tree;
}

void pdftags_write(struct pdftags *t, const pdf_dict *pages, pdf_dict root)
{
  pdf_dict marked = pdf_dict_new(t->p);
  for (size_t i = 0; i < t->n; i++)
    write_tag(t, t->all[i], pages);
  pdf_set_name(t->p, t->root, "Type", "StructTreeRoot");
  pdf_set(t->p, t->root, "K", pdftags_document(t)->obj);
  pdf_set(t->p, t->root, "ParentTree", parents_new(t));
  pdf_set_int(t->p, t->root, "ParentTreeNextKey",
              (int)(t->npages + t->annots.n));
  pdf_set_raw(t->p, t->root, role_map);
  pdf_set_bool(t->p, marked, "Marked", true);
  pdf_set(t->p, root, "MarkInfo", marked);
  pdf_set(t->p, root, "StructTreeRoot", t->root);
}
