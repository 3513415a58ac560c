#include "draw/svg.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "draw/sheet.h"
#include "draw/svgtext.h"

enum {
  DEPTH = 64,
  ROUND = PT(4) /* how far a zone goes beyond its text: less than half of
                   what parts columns */
};

/* Rectangles or lines alike, as one path. */
struct path {
  struct buf d;
  bool stroked, crisp;
  struct ink ink;
  mpt width;
};

struct svg {
  const struct svg_page *page;
  const struct sheet *sheet;
  struct buf art, text; /* what is below all text; the text */
  struct path path;
  struct svg_texts texts;
  size_t groups[DEPTH]; /* items of the groups that are open */
  size_t depth;
  size_t pictures;
  struct buf jumps; /* of the story at hand */
};

static void attr_mpt(struct buf *b, const char *name, mpt v)
{
  buf_printf(b, " %s=\"", name);
  svg_put(b, v);
  buf_putc(b, '"');
}

static void attr_text(struct buf *b, const char *name, const char *text)
{
  buf_printf(b, " %s=\"", name);
  svg_escape(b, text, strlen(text));
  buf_putc(b, '"');
}

static void attr_rect(struct buf *b, struct rect at)
{
  attr_mpt(b, "x", at.x);
  attr_mpt(b, "y", at.y);
  attr_mpt(b, "width", at.w);
  attr_mpt(b, "height", at.h);
}

/* --- graphics ------------------------------------------------------------- */

static void end_path(struct svg *s)
{
  struct path *p = &s->path;
  if (!p->d.n)
    return;
  buf_puts(&s->art, "<path");
  if (p->stroked) {
    svg_put_ink(&s->art, "stroke", p->ink);
    attr_mpt(&s->art, "stroke-width", p->width);
    buf_puts(&s->art, " fill=\"none\"");
  } else {
    svg_put_ink(&s->art, "fill", p->ink);
  }
  if (p->crisp)
    buf_puts(&s->art, " shape-rendering=\"crispEdges\"");
  buf_printf(&s->art, " d=\"%s\"/>\n", p->d.s);
  buf_clear(&p->d);
}

static const struct group *group_at(const struct svg *s, size_t depth)
{
  return &s->sheet->items[s->groups[depth]].u.group;
}

/* Modules of a code that touch must not show a seam. */
static bool in_code(const struct svg *s)
{
  return s->depth && group_at(s, s->depth - 1)->role == ROLE_QR;
}

static struct buf *path_of(struct svg *s, struct path like)
{
  struct path *p = &s->path;
  like.crisp = in_code(s);
  if (p->stroked != like.stroked || p->crisp != like.crisp ||
      p->width != like.width || memcmp(&p->ink, &like.ink, 3) != 0)
    end_path(s);
  like.d = p->d;
  *p = like;
  return &p->d;
}

static void put_corner(struct buf *d, mpt x, mpt y)
{
  buf_putc(d, 'M');
  svg_put(d, x);
  buf_putc(d, ' ');
  svg_put(d, y);
}

static void put_side(struct buf *d, char way, mpt length)
{
  buf_putc(d, way);
  svg_put(d, length);
}

static void put_box(struct buf *d, struct rect at)
{
  put_corner(d, at.x, at.y);
  put_side(d, 'h', at.w);
  put_side(d, 'v', at.h);
  put_side(d, 'h', -at.w);
  buf_putc(d, 'z');
}

static void put_area(struct svg *s, const struct area *a)
{
  if (a->filled)
    put_box(path_of(s, (struct path){.ink = a->fill}), a->at);
  if (a->stroked)
    put_box(path_of(s, (struct path){.stroked = true,
                                     .ink = a->stroke,
                                     .width = a->width}),
            a->at);
}

static void put_rule(struct svg *s, const struct rule *r)
{
  struct buf *d = path_of(
      s, (struct path){.stroked = true, .ink = r->ink, .width = r->width});
  put_corner(d, r->x1, r->y1);
  if (r->y1 == r->y2) {
    put_side(d, 'h', r->x2 - r->x1);
  } else {
    put_side(d, 'L', r->x2);
    put_side(d, ' ', r->y2);
  }
}

static void put_picture(struct svg *s, const struct picture *p)
{
  struct buf *b = &s->art;
  end_path(s);
  buf_puts(b, "<foreignObject");
  attr_rect(b, p->at);
  buf_printf(b, "><img class=\"picture\" src=\"");
  svg_escape(b, s->page->pictures, strlen(s->page->pictures));
  buf_printf(b, "%zu.jpg\" width=\"%d\" height=\"%d\"", ++s->pictures,
             (p->at.w + 500) / 1000, (p->at.h + 500) / 1000);
  attr_text(b, "alt", p->alt ? p->alt : "");
  buf_puts(b, " loading=\"lazy\" decoding=\"async\"/></foreignObject>\n");
}

/* --- stories and their links ---------------------------------------------- */

/* The page, from 1, where PART of story ID begins; 0: nowhere. */
static int page_of(const struct sheets *all, const char *id, int part)
{
  for (size_t p = 0; p < all->n; p++)
    for (size_t i = 0; i < all->v[p].n; i++) {
      const struct item *item = &all->v[p].items[i];
      const struct group *g = &item->u.group;
      if (item->kind == ITEM_GROUP && g->role == ROLE_ARTICLE &&
          g->part == part && !strcmp(g->id, id))
        return all->v[p].number;
    }
  return 0;
}

static void put_zone_rect(struct buf *b, struct rect at)
{
  buf_puts(b, "<rect class=\"zone\"");
  attr_rect(b, (struct rect){at.x - ROUND, at.y - ROUND, at.w + 2 * ROUND,
                             at.h + 2 * ROUND});
  buf_puts(b, " fill=\"none\" pointer-events=\"all\"/>\n");
}

static const struct svg_zone *zone_of(const struct svg *s,
                                      const struct group *g)
{
  for (size_t i = 0; i < s->page->n; i++) {
    const struct svg_zone *z = &s->page->zones[i];
    if (!strcmp(z->id, g->id) && z->part == g->part)
      return z;
  }
  return NULL;
}

/* A story may have two parts on one page; the first is what links lead to. */
static bool is_first_part(const struct svg *s, const struct svg_zone *zone)
{
  for (const struct svg_zone *z = s->page->zones; z < zone; z++)
    if (!strcmp(z->id, zone->id))
      return false;
  return true;
}

/* What the link is called. Not an aria-label: that would have to hold all the
 * words that are seen (WCAG 2.5.3). */
static void put_title(struct buf *b, const char *name)
{
  buf_puts(b, "<title>");
  svg_escape(b, name, strlen(name));
  buf_puts(b, "</title>\n");
}

/* All of a story on this page: its link, then its jump lines'. */
static void end_story(struct svg *s, const struct group *g)
{
  const struct svg_zone *z = zone_of(s, g);
  bool link = z && z->href;
  buf_puts(&s->text, link ? "<a" : "<g");
  if (z && is_first_part(s, z))
    buf_printf(&s->text, " id=\"z-%s\"", z->id);
  if (link)
    attr_text(&s->text, "href", z->href);
  buf_puts(&s->text, ">\n");
  if (link) {
    put_title(&s->text, z->name);
    put_zone_rect(&s->text, z->at);
  }
  svg_texts_end(&s->texts, &s->text);
  buf_puts(&s->text, link ? "</a>\n" : "</g>\n");
  if (s->jumps.n)
    buf_put(&s->text, s->jumps.s, s->jumps.n);
  buf_clear(&s->jumps);
}

static bool is_jump(const struct group *g)
{
  return g->role == ROLE_JUMP || g->role == ROLE_CONTINUED;
}

/* The link in the group of item FROM, or NULL. */
static const struct link *link_in(const struct sheet *sheet, size_t from)
{
  for (size_t i = from + 1; i < sheet->n && sheet->items[i].kind != ITEM_END;
       i++)
    if (sheet->items[i].kind == ITEM_LINK)
      return &sheet->items[i].u.link;
  return NULL;
}

/* A jump line: the runs of the group of item FROM. */
static void put_jump(struct svg *s, size_t from)
{
  const struct link *link = link_in(s->sheet, from);
  struct buf *b = &s->jumps;
  int page = link && link->dest
                 ? page_of(s->page->sheets, link->dest, link->part)
                 : 0;
  struct svg_texts own = {s->page->faces, s->page->sheets->fonts, s->page->page,
                          NULL, 0, 0};
  buf_puts(b, page ? "<a" : "<g");
  if (page)
    buf_printf(b, " href=\"p%d.html#z-%s\"", page, link->dest);
  buf_puts(b, ">\n");
  if (page)
    put_zone_rect(b, link->at);
  for (size_t i = from + 1;
       i < s->sheet->n && s->sheet->items[i].kind != ITEM_END; i++)
    if (s->sheet->items[i].kind == ITEM_RUN)
      svg_texts_add(&own, &s->sheet->items[from].u.group, from,
                    &s->sheet->items[i].u.run);
  svg_texts_end(&own, b);
  buf_puts(b, page ? "</a>\n" : "</g>\n");
}

/* --- the walk ------------------------------------------------------------- */

static void begin_group(struct svg *s, size_t i)
{
  const struct group *g = &s->sheet->items[i].u.group;
  if (g->role == ROLE_ARTICLE && !s->depth)
    svg_texts_end(&s->texts, &s->text);
  if (is_jump(g))
    put_jump(s, i);
  if (s->depth < DEPTH)
    s->groups[s->depth] = i;
  s->depth++;
}

static void end_group(struct svg *s)
{
  if (!s->depth)
    return;
  s->depth--;
  if (!s->depth && group_at(s, 0)->role == ROLE_ARTICLE)
    end_story(s, group_at(s, 0));
}

static void put_run(struct svg *s, size_t i)
{
  static const struct group none = {.role = ROLE_FURNITURE, .id = ""};
  size_t top = s->depth < DEPTH ? s->depth : DEPTH;
  const struct group *g = top ? group_at(s, top - 1) : &none;
  if (!is_jump(g))
    svg_texts_add(&s->texts, g, top ? s->groups[top - 1] : 0,
                  &s->sheet->items[i].u.run);
}

static void walk(struct svg *s)
{
  for (size_t i = 0; i < s->sheet->n; i++) {
    const struct item *item = &s->sheet->items[i];
    switch (item->kind) {
    case ITEM_GROUP:
      begin_group(s, i);
      break;
    case ITEM_END:
      end_group(s);
      break;
    case ITEM_RUN:
      put_run(s, i);
      break;
    case ITEM_RULE:
      put_rule(s, &item->u.rule);
      break;
    case ITEM_RECT:
      put_area(s, &item->u.rect);
      break;
    case ITEM_IMAGE:
      put_picture(s, &item->u.image);
      break;
    case ITEM_LINK:
      break;
    }
  }
  svg_texts_end(&s->texts, &s->text);
  end_path(s);
}

void svg_make(struct buf *out, const struct svg_page *p)
{
  struct svg s = {.page = p, .sheet = &p->sheets->v[p->page]};
  s.texts = (struct svg_texts){p->faces, p->sheets->fonts, p->page, NULL, 0, 0};
  walk(&s);
  buf_puts(out, "<svg class=\"sheet\" viewBox=\"0 0 ");
  svg_put(out, s.sheet->w);
  buf_putc(out, ' ');
  svg_put(out, s.sheet->h);
  buf_putc(out, '"');
  attr_mpt(out, "width", s.sheet->w);
  attr_mpt(out, "height", s.sheet->h);
  attr_text(out, "aria-label", p->label);
  buf_puts(out, " role=\"group\" text-rendering=\"geometricPrecision\">\n");
  buf_put(out, s.art.s, s.art.n);
  buf_put(out, s.text.s, s.text.n);
  buf_puts(out, "</svg>");
  buf_free(&s.art);
  buf_free(&s.text);
  buf_free(&s.jumps);
  buf_free(&s.path.d);
}
