/* The whole make-up: whatever the stories, what is printed is their text,
 * once, inside the page, without anything on top of anything else, and jump
 * lines tell the truth. */
#include "press.h"

#include <time.h>

#include "draw/list.h"
#include "draw/sheet.h"

static const struct form_of_page {
  int w, h, columns;
} forms[] = {{60, 80, 2}, {100, 140, 3}, {148, 210, 4}, {275, 390, 6}};

struct bench {
  char *dir;
  struct fonts *fonts;
  int subheads, at_foot; /* subheads seen, those that ended a column */
};

enum { SECONDS = 4 }; /* for an issue: one, with sanitizers four */

/* A PNG of one grey pixel. */
static const unsigned char dot[] = {
    0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,
    'I',  'H',  'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,
    8,    0,    0,    0,    0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,    0,
    10,   'I',  'D',  'A',  'T',  0x78, 0x9C, 0x63, 0x68, 0,    0,    0,
    0x82, 0,    0x81, 0x77, 0xCD, 0x72, 0xB6, 0,    0,    0,    0,    'I',
    'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};

static int set_up(void **state)
{
  struct bench *b = mem_new(sizeof *b);
  b->dir = folder_new();
  assert_true(file_write("dot.png", dot, sizeof dot));
  b->fonts = fonts_new();
  *state = b;
  return 0;
}

static int tear_down(void **state)
{
  struct bench *b = *state;
  fonts_free(b->fonts);
  folder_free(b->dir);
  free(b);
  return 0;
}

/* --- random issues -------------------------------------------------------- */

static void put_list(struct buf *b, uint64_t *seed, const char *indent)
{
  bool ordered = dice(seed, 2);
  for (int n = 1 + dice(seed, 5), i = 1; i <= n; i++) {
    if (ordered)
      buf_printf(b, "%s%d. ", indent, i);
    else
      buf_printf(b, "%s- ", indent);
    put_prose(b, seed, 3 + dice(seed, 40));
    buf_putc(b, '\n');
  }
  buf_putc(b, '\n');
}

static void put_table(struct buf *b, uint64_t *seed)
{
  int columns = 1 + dice(seed, 5), rows = 1 + dice(seed, 12);
  if (dice(seed, 2)) {
    buf_puts(b, "表：");
    put_prose(b, seed, 2 + dice(seed, 20));
    buf_puts(b, "\n\n");
  }
  for (int r = 0; r < rows + 2; r++) {
    for (int c = 0; c < columns; c++) {
      buf_puts(b, "| ");
      if (r == 1)
        buf_puts(b, "---");
      else
        put_prose(b, seed, 1 + dice(seed, dice(seed, 6) ? 6 : 30));
      buf_putc(b, ' ');
    }
    buf_puts(b, "|\n");
  }
  buf_putc(b, '\n');
}

static void put_glossary(struct buf *b, uint64_t *seed)
{
  buf_puts(b, "::: glossary 名词解释\n");
  for (int n = 1 + dice(seed, 4); n > 0; n--) {
    buf_puts(b, "词条：");
    put_prose(b, seed, 5 + dice(seed, 60));
    buf_puts(b, dice(seed, 3) ? "\n\n" : "[网址](https://a.example/x)。\n\n");
  }
  buf_puts(b, ":::\n\n");
}

static void put_paragraph(struct buf *b, uint64_t *seed)
{
  put_prose(b, seed, 4 + dice(seed, dice(seed, 5) ? 120 : 400));
  if (!dice(seed, 4))
    buf_puts(b, "，**强调**其中*着重*的[链接](https://a.example/b)。");
  buf_puts(b, "\n\n");
}

static void put_block(struct buf *b, uint64_t *seed, int depth);

static void put_box(struct buf *b, uint64_t *seed, int depth)
{
  buf_puts(b, "::: box 框中标题\n");
  for (int n = 1 + dice(seed, 5); n > 0; n--)
    put_block(b, seed, depth + 1);
  buf_puts(b, ":::\n\n");
}

static void put_block(struct buf *b, uint64_t *seed, int depth)
{
  switch (dice(seed, 20)) {
  case 0:
  case 1:
    buf_puts(b, dice(seed, 2) ? "## " : "### ");
    put_prose(b, seed, 3 + dice(seed, 20));
    buf_puts(b, "\n\n");
    break;
  case 2:
    put_list(b, seed, "");
    break;
  case 3:
    put_table(b, seed);
    break;
  case 4:
    if (depth < 2)
      put_box(b, seed, depth);
    break;
  case 5:
    buf_puts(b, "![图中说明");
    put_prose(b, seed, 1 + dice(seed, 40));
    buf_puts(b, "](images/a.jpg \"摄影 某某\")\n\n");
    break;
  case 6:
    put_glossary(b, seed);
    break;
  case 7:
    buf_puts(b, "::: names 名单\n张三、李四、王五、赵六\n:::\n\n");
    break;
  case 8:
    buf_puts(b, "> ");
    put_paragraph(b, seed);
    break;
  case 9:
    buf_puts(b, "```\nab c\n\n  de\n```\n\n");
    break;
  case 10:
    buf_puts(b, "::: pullquote\n一句话就是一句话\n:::\n\n---\n\n");
    break;
  default:
    put_paragraph(b, seed);
  }
}

static void add_line(xmlNode *story, const char *name, const char *form,
                     uint64_t *seed)
{
  struct buf b = BUF_INIT;
  put_prose(&b, seed, 2 + dice(seed, 20));
  xmlNode *n = node_new(NULL, name, 1, 1);
  node_text_add(n, b.s, b.n);
  if (form)
    node_set(n, "form", form);
  if (strcmp(name, "signoff") != 0)
    xmlAddPrevSibling(node_first(story, "body"), n);
  else
    xmlAddChild(story, n);
  buf_free(&b);
}

static void add_story(xmlDoc *doc, uint64_t *seed, int number, int pages)
{
  static const char *const priorities[] = {"lead", "major", "normal", "brief"};
  static const char *const heads[] = {"over", "side", "vertical", "boxed"};
  struct buf head = BUF_INIT, body = BUF_INIT;
  char id[16];
  bool filler = !dice(seed, 10);
  snprintf(id, sizeof id, "s%d", number);
  put_prose(&head, seed, 4 + dice(seed, 12));
  if (dice(seed, 2)) {
    buf_putc(&head, ' ');
    put_prose(&head, seed, 4 + dice(seed, 8));
  }
  put_paragraph(&body, seed);
  for (int n = dice(seed, dice(seed, 6) ? 6 : 30); n > 0; n--)
    put_block(&body, seed, 0);
  if (dice(seed, 3) == 0)
    put_paragraph(&body, seed);
  xmlNode *a = press_story(doc, filler ? "filler" : "article", id, head.s,
                           body.s);
  if (!filler) {
    int page = 1 + dice(seed, pages);
    node_set_int(a, "page", page);
    node_set(a, "priority", priorities[dice(seed, 4)]);
    if (page < pages && !dice(seed, 3))
      node_set_int(a, "jump", page + 1 + dice(seed, pages - page));
  }
  if (number % 3 == 0)
    node_set(a, "form", heads[(number / 3 + pages) % 4]);
  if (!dice(seed, 4))
    node_set(a, "section", "党政");
  if (!dice(seed, 4))
    add_line(a, "deck", NULL, seed);
  if (!dice(seed, 3))
    add_line(a, "byline", NULL, seed);
  if (!dice(seed, 3))
    add_line(a, "signoff", dice(seed, 2) ? "line" : "run-in", seed);
  buf_free(&head);
  buf_free(&body);
}

static xmlDoc *random_issue(uint64_t seed)
{
  int pages = 1 + dice(&seed, 6), stories = 1 + dice(&seed, 30);
  xmlDoc *doc = press_issue(pages);
  for (int i = 0; i < stories; i++)
    add_story(doc, &seed, i, pages);
  complete_issue(xmlDocGetRootElement(doc));
  /* Half of the pictures can be read. */
  xmlNode *root = xmlDocGetRootElement(doc);
  for (xmlNode *n = root; n; n = node_walk(n, root))
    if (node_is(n, "image") && dice(&seed, 2))
      node_set(n, "path", "dot.png");
  return doc;
}

/* --- what must be printed -------------------------------------------------- */

/* Without white space, which the ends of lines swallow. */
static void put_dense(struct buf *b, const char *s)
{
  while (*s) {
    size_t n = !strncmp(s, "　", 3) ? 3 : strchr(" \t\n", *s) ? 1 : 0;
    if (!n)
      buf_putc(b, *s++);
    s += n;
  }
}

static void put_text(struct buf *b, const xmlNode *n)
{
  char *s = n ? node_text(n) : mem_copy("");
  put_dense(b, s);
  free(s);
}

static void expect_blocks(struct buf *b, const xmlNode *parent)
{
  for (xmlNode *n = node_first(parent, NULL); n; n = node_next(n, NULL)) {
    if (node_is(n, "row") && node_attr(n, "head"))
      continue;
    if (node_is(n, "p") || node_is(n, "subhead") || node_is(n, "title") ||
        node_is(n, "cell") || node_is(n, "codeblock") ||
        node_is(n, "caption") || node_is(n, "credit") ||
        node_is(n, "definition"))
      put_text(b, n);
    else if (node_is(n, "term") || node_is(n, "name"))
      put_text(b, n);
    else
      expect_blocks(b, n);
    if (node_is(n, "term"))
      buf_puts(b, "：");
  }
}

static void expect_story(struct buf *b, const xmlNode *story)
{
  static const char *const heads[] = {"kicker", "headline", "deck", "byline"};
  for (int i = 0; i < 4; i++)
    put_text(b, node_first(story, heads[i]));
  expect_blocks(b, node_first(story, "body"));
  const xmlNode *signoff = node_first(story, "signoff");
  if (signoff) {
    buf_puts(b, "（");
    put_text(b, signoff);
    buf_puts(b, "）");
  }
}

/* --- what is printed -------------------------------------------------------- */

static bool adds(enum role role)
{
  return role == ROLE_JUMP || role == ROLE_CONTINUED || role == ROLE_SECTION ||
         role == ROLE_FURNITURE || role == ROLE_QR;
}

static bool has_ink(const struct run *run, int rgb)
{
  return run->ink.r == rgb >> 16 && run->ink.g == (rgb >> 8 & 255) &&
         run->ink.b == (rgb & 255);
}

enum { DEEP = 32, BOXES = 20000 };

/* Where a walk over a sheet's items stands. */
struct walk {
  const struct sheet *sheet;
  size_t i;
  const struct group *open[DEEP];
  int depth;
};

static const struct item *step(struct walk *w)
{
  while (w->i < w->sheet->n) {
    const struct item *it = &w->sheet->items[w->i++];
    if (it->kind == ITEM_GROUP) {
      assert_true(w->depth < DEEP);
      w->open[w->depth++] = &it->u.group;
    } else if (it->kind == ITEM_END) {
      assert_true(w->depth > 0);
      w->depth--;
    } else {
      return it;
    }
  }
  assert_int_equal(w->depth, 0);
  return NULL;
}

/* The group of ROLE that is open, or NULL. */
static const struct group *within(const struct walk *w, enum role role)
{
  for (int i = 0; i < w->depth; i++)
    if (w->open[i]->role == role)
      return w->open[i];
  return NULL;
}

static bool is_added(const struct walk *w)
{
  for (int i = 0; i < w->depth; i++)
    if (adds(w->open[i]->role))
      return true;
  return false;
}

static void print_story(struct buf *b, const struct sheets *s, const char *id)
{
  for (size_t k = 0; k < s->n; k++) {
    struct walk w = {.sheet = &s->v[k]};
    for (const struct item *it; (it = step(&w));) {
      const struct group *a = within(&w, ROLE_ARTICLE);
      if (it->kind == ITEM_RUN && a && !strcmp(a->id, id) && !is_added(&w) &&
          !has_ink(&it->u.run, LABEL_INK) && !has_ink(&it->u.run, HEAD_INK))
        put_dense(b, it->u.run.text);
    }
  }
}

static bool is_printed(const struct made *m, const char *id)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (const xmlNode *n = root; n; n = node_walk(n, root))
    if (node_is(n, "zone") && !strcmp(node_attr(n, "article"), id))
      return true;
  return false;
}

static void check_texts(const xmlDoc *doc, const struct made *m, int seed)
{
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)doc);
  for (xmlNode *n = node_first(root, NULL); n; n = node_next(n, NULL)) {
    bool filler = node_is(n, "filler");
    struct buf want = BUF_INIT, got = BUF_INIT;
    if (!filler && !node_is(n, "article"))
      continue;
    const char *id = node_attr(n, "id");
    expect_story(&want, n);
    print_story(&got, m->sheets, id);
    if (!filler || is_printed(m, id))
      if (!got.s || strcmp(want.s, got.s) != 0)
        fail_msg("seed %d story %s\nwant %s\ngot  %s", seed, id, want.s,
                 got.s ? got.s : "");
    buf_free(&want);
    buf_free(&got);
  }
}

/* --- where it stands ------------------------------------------------------- */

static mpt run_width(const struct made *m, const struct run *run)
{
  if (!run->n)
    return 0;
  const struct glyph *last = &run->glyphs[run->n - 1];
  int64_t em = fonts_advance(m->sheets->fonts, run->face, last->id);
  return last->x + (mpt)(em * run->size / 1000);
}

/* The middle of what a run inks: marks may lean half an em out of it. On end
 * it goes down from its first glyph, turned from its baseline at the left. */
static struct rect run_box(const struct made *m, const struct run *run)
{
  mpt w = run_width(m, run), cut = run->size * 11 / 20;
  size_t last = run->n;
  while (last && run->text[run->glyphs[last - 1].text] == ' ')
    last--;
  mpt down = last ? run->glyphs[last - 1].y : 0;
  if (run->turned)
    return (struct rect){run->x + run->size / 10, run->y + cut, run->size / 2,
                         w - 2 * cut};
  if (down > 0)
    return (struct rect){run->x + run->size / 4,
                         run->y - run->size * 6 / 10, run->size / 2,
                         down + run->size / 2};
  return (struct rect){run->x + cut, run->y - run->size * 6 / 10, w - 2 * cut,
                       run->size / 2};
}

static bool inside(struct rect a, struct rect b)
{
  return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w &&
         a.y + a.h <= b.y + b.h;
}

static bool meet(struct rect a, struct rect b)
{
  return a.w > 0 && b.w > 0 && a.x < b.x + b.w && b.x < a.x + a.w &&
         a.y < b.y + b.h && b.y < a.y + a.h;
}

static const xmlNode *zone_of(const struct made *m, int page,
                              const struct group *a)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (node_int(p, "n", 0) == page &&
          !strcmp(node_attr(z, "article"), a->id) &&
          node_int(z, "part", 0) == a->part)
        return z;
  fail_msg("no zone for %s part %d on page %d", a->id, a->part, page);
  return NULL;
}

static struct rect zone_rect(const xmlNode *z)
{
  return (struct rect){node_int(z, "x", 0), node_int(z, "y", 0),
                       node_int(z, "w", 0), node_int(z, "h", 0)};
}

static void check_place(const struct made *m, const struct sheet *sheet,
                        const struct group *a, const struct run *run,
                        struct rect at, int seed)
{
  struct rect zone = zone_rect(zone_of(m, sheet->number, a));
  if (!inside(at, sheet->area))
    fail_msg("seed %d page %d %s: “%s” outside the type area (%d %d %d %d)",
             seed, sheet->number, a->id, run->text, at.x, at.y, at.w, at.h);
  if (!inside(at, zone))
    fail_msg("seed %d page %d %s: “%s” outside its zone", seed, sheet->number,
             a->id, run->text);
}

/* No run on another, or on a picture. */
static void check_boxes(const struct rect *v, const struct item *const *of,
                        size_t n, int seed, int page)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++)
      if (meet(v[i], v[k]))
        fail_msg("seed %d page %d: “%s” at %d %d meets “%s” at %d %d", seed,
                 page, of[i]->kind == ITEM_RUN ? of[i]->u.run.text : "picture",
                 v[i].x, v[i].y,
                 of[k]->kind == ITEM_RUN ? of[k]->u.run.text : "picture",
                 v[k].x, v[k].y);
}

static void check_sheet(const struct made *m, const struct sheet *sheet,
                        int seed)
{
  struct rect *v = mem_array(BOXES, sizeof *v);
  const struct item **of = mem_array(BOXES, sizeof *of);
  size_t n = 0;
  struct walk w = {.sheet = sheet};
  for (const struct item *it; (it = step(&w));) {
    const struct group *a = within(&w, ROLE_ARTICLE);
    if (it->kind == ITEM_RUN) {
      v[n] = run_box(m, &it->u.run);
      if (a && v[n].w > 0)
        check_place(m, sheet, a, &it->u.run, v[n], seed);
    } else if (it->kind == ITEM_IMAGE) {
      v[n] = it->u.image.at;
      assert_true(inside(v[n], sheet->area));
    } else {
      continue;
    }
    of[n++] = it;
    assert_true(n < BOXES);
  }
  check_boxes(v, of, n, seed, sheet->number);
  free(of);
  free(v);
}

static void check_zones(const struct made *m, int seed)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    for (xmlNode *a = node_first(p, "zone"); a; a = node_next(a, "zone"))
      for (xmlNode *b = node_next(a, "zone"); b; b = node_next(b, "zone"))
        if (meet(zone_rect(a), zone_rect(b)))
          fail_msg("seed %d page %s: %s on %s", seed, node_attr(p, "n"),
                   node_attr(a, "article"), node_attr(b, "article"));
}

/* --- subheads --------------------------------------------------------------- */

static bool in_float(const struct walk *w)
{
  return within(w, ROLE_BOX) || within(w, ROLE_TABLE) ||
         within(w, ROLE_FIGURE);
}

/* A subhead whose next line stands higher up ended its column. */
static void count_subheads(struct bench *b, const struct sheet *sheet)
{
  struct walk w = {.sheet = sheet};
  const struct group *open = NULL;
  mpt y = 0;
  for (const struct item *it; (it = step(&w));) {
    const struct group *a = within(&w, ROLE_ARTICLE);
    if (it->kind != ITEM_RUN || !a || in_float(&w) || is_added(&w))
      continue;
    const struct group *g = w.open[w.depth - 1];
    if (open && open != g && open->role == ROLE_SUBHEAD) {
      b->subheads++;
      b->at_foot += it->u.run.y < y;
    }
    open = g;
    y = it->u.run.y;
  }
}

/* --- jumps ------------------------------------------------------------------ */

/* Page of part PART of story ID; 0: none. */
static int page_of(const struct made *m, const char *id, int part)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  for (xmlNode *p = node_first(root, "page"); p; p = node_next(p, "page"))
    for (xmlNode *z = node_first(p, "zone"); z; z = node_next(z, "zone"))
      if (!strcmp(node_attr(z, "article"), id) &&
          node_int(z, "part", 0) == part)
        return node_int(p, "n", 0);
  return 0;
}

static void check_line(const struct made *m, const struct sheet *sheet,
                       const struct walk *w, const struct run *run, int seed)
{
  const struct group *a = within(w, ROLE_ARTICLE);
  bool to = within(w, ROLE_JUMP);
  int page = 0, real = page_of(m, a->id, a->part + (to ? 1 : -1));
  const char *p = strchr(run->text, 'P');
  if (p && sscanf(p, "P%d", &page) == 1 && page != real)
    fail_msg("seed %d page %d %s: “%s”, but it is page %d", seed,
             sheet->number, a->id, run->text, real);
}

static void check_jumps(const struct made *m, int seed)
{
  const xmlNode *root = xmlDocGetRootElement(m->placed);
  int lines = 0, jumps = 0;
  for (size_t i = 0; i < m->sheets->n; i++) {
    struct walk w = {.sheet = &m->sheets->v[i]};
    for (const struct item *it; (it = step(&w));)
      if (it->kind == ITEM_RUN &&
          (within(&w, ROLE_JUMP) || within(&w, ROLE_CONTINUED))) {
        check_line(m, w.sheet, &w, &it->u.run, seed);
        lines += strchr(it->u.run.text, 'P') != NULL;
      }
  }
  for (xmlNode *j = node_first(root, "jump"); j; j = node_next(j, "jump"))
    jumps++;
  if (lines != 2 * jumps)
    fail_msg("seed %d: %d jumps but %d lines about them", seed, jumps, lines);
}

/* --- the imprint stands once, at the end ---------------------------------- */

static void check_imprint(const struct made *m)
{
  assert_int_equal(m->sheets->n % 2, 0);
  for (size_t i = 0; i < m->sheets->n; i++) {
    struct walk w = {.sheet = &m->sheets->v[i]};
    int found = 0;
    for (const struct item *it; (it = step(&w));)
      found += w.depth && !strcmp(w.open[0]->id, "imprint");
    assert_int_equal(found > 0, i + 1 == m->sheets->n);
  }
}

static void check_issue_of(struct bench *b, struct styles *styles, int seed)
{
  xmlDoc *doc = random_issue((uint64_t)seed * 7919 + 1);
  clock_t begun = clock();
  struct capture c = capture_begin();
  struct made m = make_issue(doc, ".", styles, b->fonts);
  char *said = capture_end(&c);
  double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
  if (strstr(said, ": error:"))
    fail_msg("seed %d%.200s", seed, strstr(said, ": error:"));
  free(said);
  if (getenv("MAKE_TIMES"))
    fprintf(stdout, "seed %d: %zu pages, %.2f s\n", seed, m.sheets->n, took);
  if (took > SECONDS)
    fail_msg("seed %d: %.1f s", seed, took);
  check_texts(doc, &m, seed);
  check_zones(&m, seed);
  for (size_t i = 0; i < m.sheets->n; i++) {
    check_sheet(&m, &m.sheets->v[i], seed);
    count_subheads(b, &m.sheets->v[i]);
  }
  check_jumps(&m, seed);
  check_imprint(&m);
  make_free(&m);
  xmlFreeDoc(doc);
}

static void check_form(struct bench *b, const struct form_of_page *form,
                       int from, int to)
{
  press_theme(form->w, form->h, form->columns);
  struct styles *styles = styles_load(".", b->fonts);
  assert_non_null(styles);
  for (int seed = from; seed < to; seed++) {
    check_issue_of(b, styles, seed);
  }
  styles_free(styles);
}

static void random_issues(struct bench *b, int form)
{
  const char *s = getenv("MAKE_SEEDS");
  int from = 0, to = 8;
  if (s)
    sscanf(s, "%d-%d", &from, &to);
  check_form(b, &forms[form], from, to);
}

static void any_issue_on_tiny_pages(void **state)
{
  random_issues(*state, 0);
}

static void any_issue_on_small_pages(void **state)
{
  random_issues(*state, 1);
}

static void any_issue_on_middling_pages(void **state)
{
  random_issues(*state, 2);
}

static void any_issue_on_newspaper_pages(void **state)
{
  random_issues(*state, 3);
}

/* On tiny pages some have nowhere else to go. */
static void subheads_do_not_end_columns(void **state)
{
  const struct bench *b = *state;
  if (getenv("MAKE_TIMES"))
    fprintf(stdout, "%d of %d subheads end a column\n", b->at_foot,
            b->subheads);
  assert_true(b->subheads > 50);
  assert_true(b->at_foot * 50 <= b->subheads);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_issue_on_tiny_pages),
      cmocka_unit_test(any_issue_on_small_pages),
      cmocka_unit_test(any_issue_on_middling_pages),
      cmocka_unit_test(any_issue_on_newspaper_pages),
      cmocka_unit_test(subheads_do_not_end_columns),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
