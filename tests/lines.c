/* How paragraphs are set, for tests/golden/lines-*.txt, so that a reader can
 * check widths and gaps against the tables of clreq and GB/T 15834:
 *
 *   = measure 12 punct end      settings of the paragraphs that follow, as
 *   = punct half                they change; with two such lines each
 *                               paragraph is set twice
 *   # remark                    is copied
 *   text                        a paragraph of Markdown, on one line
 *
 * Settings and what they are at first: face song (hei, kai), measure 12 (em),
 * size 9 (pt), indent 0 (em), punct end (kaiming, full, half), break normal
 * (loose, strict), hang no (yes), gaps yes (no), align justify (start).
 *
 * For each paragraph, line by line: |indent-end| in em, what each seam of the
 * line was stretched by, its atoms. An atom is followed by its width in 1/1000
 * em if that is not 1000, by +N or -N where a gap stands behind it, by = where
 * the stretch leaves it alone, by ! when its ink leaves the width that it was
 * given. _ is a space.
 *
 * lines THEME < lines-x.txt > lines-x.lines */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/adjust.h"
#include "page/line.h"
#include "page/style.h"
#include "tree/mark.h"
#include "tree/node.h"

enum { SETTINGS = 8, INK = 30 /* what ink may stand out by, 1/1000 em */ };

struct setup {
  char face[8], punct[12], strict[8];
  int measure, size, indent;
  bool hang, gaps, start;
};

struct lines_test {
  struct fonts *fonts;
  struct styles *styles;
  struct setup setup[SETTINGS];
  char *shown[SETTINGS];
  int n;
  bool open; /* the last line read was one of settings */
};

/* ---- settings ---- */

static const struct setup first = {"song", "end", "normal", 12,   9,
                                   0,      false, true,     false};

static void set(struct setup *s, const char *key, const char *value)
{
  if (!strcmp(key, "face"))
    snprintf(s->face, sizeof s->face, "%s", value);
  else if (!strcmp(key, "punct"))
    snprintf(s->punct, sizeof s->punct, "%s", value);
  else if (!strcmp(key, "break"))
    snprintf(s->strict, sizeof s->strict, "%s", value);
  else if (!strcmp(key, "measure"))
    s->measure = atoi(value);
  else if (!strcmp(key, "size"))
    s->size = atoi(value);
  else if (!strcmp(key, "indent"))
    s->indent = atoi(value);
  else if (!strcmp(key, "hang"))
    s->hang = !strcmp(value, "yes");
  else if (!strcmp(key, "gaps"))
    s->gaps = !strcmp(value, "yes");
  else if (!strcmp(key, "align"))
    s->start = !strcmp(value, "start");
  else {
    fprintf(stderr, "no setting %s\n", key);
    exit(1);
  }
}

static void read_setup(struct lines_test *x, char *line)
{
  for (; !x->open && x->n > 0; x->n--)
    free(x->shown[x->n - 1]);
  if (x->n == SETTINGS)
    exit(1);
  x->open = true;
  struct setup *s = &x->setup[x->n];
  *s = first;
  x->shown[x->n++] = mem_copy(line);
  for (char *key = strtok(line, " "), *value; key; key = strtok(NULL, " "))
    if ((value = strtok(NULL, " ")))
      set(s, key, value);
}

static int among(const char *s, const char *const *names)
{
  for (int i = 0; names[i]; i++)
    if (!strcmp(s, names[i]))
      return i;
  fprintf(stderr, "no value %s\n", s);
  exit(1);
}

static struct style style_for(struct lines_test *x, const struct setup *s)
{
  static const char *const faces[] = {"song", "hei", "kai", NULL};
  static const char *const families[] = {"Noto Serif CJK SC",
                                         "Noto Sans CJK SC", "LXGW WenKai"};
  static const char *const puncts[] = {"full", "end", "kaiming", "half", NULL};
  static const char *const stricts[] = {"anywhere", "loose", "normal",
                                        "strict", NULL};
  struct style st = {.size = s->size * 1000,
                     .leading = s->size * 1500,
                     .weight = 400,
                     .autospace = s->gaps,
                     .hanging = s->hang};
  st.punct = (enum punct)among(s->punct, puncts);
  st.strictness = (enum strictness)among(s->strict, stricts);
  st.align = s->start ? ALIGN_START : ALIGN_JUSTIFY;
  st.families = families[among(s->face, faces)];
  st.faces[0] = fonts_find(x->fonts, st.families, 400);
  st.faces[1] = fonts_find(x->fonts, families[0], 400);
  st.nfaces = 2;
  if (st.faces[0] < 0 || st.faces[1] < 0)
    exit(1);
  return st;
}

/* ---- one line ---- */

struct row {
  struct lines_test *x;
  const struct text *t;
  const struct line *line;
  struct spread *at;
  struct fit fit;
  struct adjust adj;
};

/* In 1/1000 em, rounded. */
static int milli(const struct text *t, mpt v)
{
  mpt em = t->style->size;
  return (int)(((int64_t)v * 2000 + (v < 0 ? -em : em)) / (2 * em));
}

static bool ink_leaves(const struct row *r, const struct atom *a,
                       const struct spread *at)
{
  if (a->class < CLASS_OPEN || a->class > CLASS_STOP || !a->nglyph)
    return false;
  int box[4];
  const struct atom_glyph *g = &r->t->glyphs[a->glyph];
  if (!fonts_extents(r->x->fonts, g->face, g->id, box))
    return false;
  int from = milli(r->t, at->origin + g->dx - at->left) + box[0];
  int to = milli(r->t, at->origin + g->dx - at->right) + box[2];
  return at->right > at->left && (from < -INK || to > INK);
}

static void put_atom(const struct row *r, uint32_t k)
{
  const struct atom *a = &r->t->atoms[k];
  const struct spread *at = &r->at[k - r->line->first];
  int width = milli(r->t, at->right - at->left);
  if (a->class == CLASS_SPACE)
    printf(" _");
  else
    printf(" %.*s", (int)a->len, r->t->s + a->text);
  if (width != 1000)
    printf("%s%d", a->class == CLASS_WORD ? ":" : "", width);
  if (ink_leaves(r, a, at))
    printf("!");
  if (k + 1 >= r->fit.end)
    return;
  mpt each = r->fit.seams ? r->adj.seams / r->fit.seams : 0;
  int gap = milli(r->t, at[1].left - at->right - (a->elastic ? each : 0));
  if (gap > 1 || gap < -1)
    printf(" %+d", gap);
  else if (each && !a->elastic)
    printf(" =");
}

static void put_line(struct row *r, const struct setting *set)
{
  const struct line *l = r->line;
  r->at = mem_array(l->end - l->first + 1, sizeof *r->at);
  r->fit = adjust_fit(r->t, l->first, l->end);
  r->adj = adjust_make(r->t, &r->fit, set->measure - l->indent, l->last);
  if (r->adj.ragged)
    r->adj.seams = 0;
  int end = milli(r->t, line_spread(r->t, l, set, r->at));
  printf("  |%d-%d.%03d|", milli(r->t, l->indent) / 1000, end / 1000,
         end % 1000);
  if (r->adj.seams)
    printf(" (%+d)", milli(r->t, r->adj.seams / r->fit.seams));
  for (uint32_t k = r->fit.first; k < r->fit.end; k++)
    put_atom(r, k);
  printf("%s%s\n", l->loose ? "   LOOSE" : "", l->over ? "   OVER" : "");
  free(r->at);
}

/* ---- paragraphs ---- */

static void put_paragraph(struct lines_test *x, int i, const char *markdown)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *body = node_new(NULL, "body", 1, 1);
  xmlDocSetRootElement(doc, body);
  if (!mark_parse(body, markdown, strlen(markdown), "", 1) || !body->children)
    exit(1);
  struct style st = style_for(x, &x->setup[i]);
  xmlNode *p = body->children;
  p->_private = &st;
  struct arena *a = arena_new();
  const struct text *t = text_shape(a, x->styles, x->fonts, p);
  struct setting set = {.measure = x->setup[i].measure * st.size,
                        .indent = x->setup[i].indent * st.size};
  struct lines lines = lines_break(a, t, &set);
  if (x->n > 1)
    printf(" = %s\n", x->shown[i]);
  for (size_t k = 0; k < lines.n; k++) {
    struct row r = {.x = x, .t = t, .line = &lines.v[k]};
    put_line(&r, &set);
  }
  arena_free(a);
  xmlFreeDoc(doc);
}

static void read_line(struct lines_test *x, char *line)
{
  if (*line == '=') {
    printf("%s\n", line);
    read_setup(x, line + 2);
    return;
  }
  x->open = false;
  printf("%s\n", line);
  if (*line && *line != '#')
    for (int i = 0; i < x->n; i++)
      put_paragraph(x, i, line);
}

int main(int argc, char **argv)
{
  struct lines_test x = {.n = 1, .setup = {first}};
  char line[2048];
  if (argc < 2)
    return 2;
  x.fonts = fonts_new();
  x.styles = styles_load(argv[1], x.fonts);
  if (!x.styles)
    return 1;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    read_line(&x, line);
  }
  while (x.n > 0)
    free(x.shown[--x.n]);
  styles_free(x.styles);
  fonts_free(x.fonts);
  return 0;
}
