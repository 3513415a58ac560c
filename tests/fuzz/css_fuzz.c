/* Any bytes as tokens.css and as print.css: read within bounds, and where
 * they are accepted every element has a style that the layout can use. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <libxml/parser.h>

#include "asset/css.h"
#include "asset/font.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "page/style.h"
#include "tree/node.h"

enum { LIMIT = 16384 };

static const char tree[] =
    "<issue><article priority='lead'><headline>a</headline><body>"
    "<subhead level='2'>b</subhead><p>c<strong>d</strong></p>"
    "<box><title>e</title><table><row head='yes'><cell align='right'>f</cell>"
    "</row></table></box></body></article></issue>";
static const char tokens[] =
    ":root { --song: \"Noto Serif CJK SC\"; --body: 9pt; --line: 13.5pt; }";
static const char page[] =
    "@page { size: 60mm 80mm; margin: 12pt 8.5pt; }\n"
    ":root { font: 400 9pt/13.5pt var(--song); columns: 2; }\n";

static char dir[] = "out/test/tmp-XXXXXX";
static struct fonts *fonts;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void clean_up(void)
{
  file_remove(dir);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fonts = fonts_new();
  if (!mkdtemp(dir))
    abort();
  atexit(clean_up);
  return 0;
}

static void need(int ok)
{
  if (!ok)
    abort();
}

static void see(const struct style *st)
{
  need(st->size >= 1000 && st->leading > 0);
  need(st->nfaces >= 0 && st->nfaces <= STYLE_FACES);
  need(st->nsizes >= 0 && st->nsizes <= STYLE_STEPS);
  need(st->nforms >= 0 && st->nforms <= STYLE_FORMS);
  for (int i = 0; i < st->nfaces; i++)
    need(st->faces[i] >= 0 && st->faces[i] < fonts_count(fonts));
  for (int i = 0; i < 4; i++)
    need(st->box[i] >= 0 && st->border[i] >= 0);
}

/* The parser by itself. */
static void read_sheet(const char *s)
{
  struct arena *a = arena_new();
  struct css *c = css_new(a);
  css_tokens(c, a, "tokens.css", s);
  c->failed = false;
  css_rules(c, a, "print.css", s);
  need(c->nrules <= CSS_RULES && c->nvars <= CSS_VARS);
  for (size_t i = 1; i < c->nrules; i++)
    need(c->rules[i - 1].weight <= c->rules[i].weight);
  css_free(c);
  arena_free(a);
}

static void compute(const char *print, size_t n, const char *token, size_t m)
{
  char *path = file_join(dir, "print.css");
  need(file_write(path, print, n));
  free(path);
  path = file_join(dir, "tokens.css");
  need(file_write(path, token, m));
  free(path);
  struct styles *s = styles_load(dir, fonts);
  xmlDoc *doc = xmlReadMemory(tree, sizeof tree - 1, NULL, NULL, 0);
  const xmlNode *root = xmlDocGetRootElement(doc);
  if (s) {
    const struct page_style *p = styles_page(s);
    need(p->lines > 3 && p->measure > 0 && p->rlh > 0);
    for (const xmlNode *x = root; x; x = node_walk(x, root))
      if (x->type == XML_ELEMENT_NODE)
        see(style_of(s, x));
    see(style_named(s, NULL, "rule", "column"));
    see(style_named(s, root, "jump", NULL));
  }
  xmlFreeDoc(doc);
  styles_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct buf text = BUF_INIT, both = BUF_INIT;
  if (size > LIMIT)
    return 0;
  buf_put(&text, data, size);
  buf_puts(&both, page);
  buf_put(&both, data, size);
  read_sheet(text.s);
  compute(both.s, both.n, tokens, sizeof tokens - 1);
  compute(page, sizeof page - 1, text.s, text.n);
  buf_free(&both);
  buf_free(&text);
  diag_reset();
  return 0;
}
