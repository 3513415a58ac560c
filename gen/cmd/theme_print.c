#include "cmd/theme_print_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "page/vocabulary.h"
#include "tree/markup.h"
#include "tree/node.h"
#include "tree/theme.h"

static const char *const furniture[] = {"nameplate", "folio", "imprint"};

/* ---- selectors ---- */

static void tell_near(const struct css_rule *r,
                      const struct vocabulary_verdict *v)
{
  if (v->near)
    diag(LEVEL_WARN, r->at,
         _("nothing on a page is called “%s”, so this rule has no effect; did "
           "you mean “%s”?"),
         v->what, v->near);
  else
    diag(LEVEL_WARN, r->at,
         _("nothing on a page is called “%s”, so this rule has no effect; "
           "`chenbao tree ISSUE` shows the names"),
         v->what);
}

static void tell_selector(const struct css_rule *r)
{
  struct vocabulary_verdict v = vocabulary_judge(r);
  if (v.fault == VOCABULARY_ELEMENT)
    tell_near(r, &v);
  else if (v.fault == VOCABULARY_ATTR)
    diag(LEVEL_WARN, r->at,
         _("“%s” has no attribute “%s”, so this rule has no effect; `chenbao "
           "tree ISSUE` shows those it has"),
         v.where, v.what);
  else if (v.fault == VOCABULARY_VALUE && v.near)
    diag(LEVEL_WARN, r->at,
         _("“%s” is never “%s”, so this rule has no effect; did you mean "
           "“%s”?"),
         v.where, v.what, v.near);
  else if (v.fault == VOCABULARY_VALUE)
    diag(LEVEL_WARN, r->at,
         _("“%s” is never “%s”, so this rule has no effect; correct the "
           "value"),
         v.where, v.what);
  else if (v.fault == VOCABULARY_INSIDE)
    diag(LEVEL_WARN, r->at,
         _("“%s” never stands in “%s” this way, so this rule has no effect; "
           "correct the selector"),
         v.what, v.where);
}

static bool part_fits(const struct css_part *p, const xmlNode *n)
{
  if (p->element && !node_is(n, p->element))
    return false;
  for (int i = 0; i < p->nattrs; i++) {
    const char *value = node_attr(n, p->attrs[i].name);
    /* What t:attr sets is known on the page only. */
    bool bound = !value && markup_bound(n, "attr") != NULL;
    if (!bound && (!value || (p->attrs[i].value &&
                              strcmp(value, p->attrs[i].value) != 0)))
      return false;
  }
  return true;
}

static bool fits(const struct css_rule *r, int i, const xmlNode *n)
{
  while (n && n->type == XML_ELEMENT_NODE && part_fits(&r->parts[i], n)) {
    if (i == 0)
      return true;
    if (!r->parts[i].child) {
      for (n = n->parent; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (fits(r, i - 1, n))
          return true;
      return false;
    }
    i--;
    n = n->parent;
  }
  return false;
}

/* Which edition an element of the furniture is for. */
enum edition { ANY, USUAL, LARGE };

/* By its t:if, in the two ways in which that is asked. */
static bool is_of(const xmlNode *n, enum edition e)
{
  const char *cond = markup_bound(n, "if");
  bool large = cond && strstr(cond, "$page/@edition =");
  bool usual = cond && strstr(cond, "not($page/@edition)");
  return e == ANY || (e == LARGE ? !usual : !large);
}

/* Templates are at most 64 deep (tree/template.h). */
static bool fits_any(const struct css_rule *r, const xmlNode *n,
                     enum edition e)
{
  for (; n; n = node_next(n, NULL))
    if (is_of(n, e) && (fits(r, r->nparts - 1, n) ||
                        fits_any(r, node_first(n, NULL), e)))
      return true;
  return false;
}

static struct markup *inside_of(const struct print *p, const char *name)
{
  for (int i = 0; i < 3; i++)
    if (!strcmp(furniture[i], name))
      return p->inside[i];
  return NULL;
}

/* Is R, which begins with nameplate, folio or imprint, of something there? */
static bool is_inside(const struct print *p, const struct css_rule *r,
                      enum edition e)
{
  struct markup *m = inside_of(p, r->parts[0].element);
  return r->nparts < 2 || !m || fits_any(r, markup_root(m), e);
}

static void judge_furniture(const struct print *p, const struct css_rule *r)
{
  const char *name = r->parts[0].element;
  if (!is_inside(p, r, ANY))
    diag(LEVEL_WARN, r->at,
         _("print/%s.html has nothing that this selector fits, so the rule "
           "has no effect; compare the class names"),
         name);
}

bool print_is_furniture(const struct css_rule *r)
{
  return r->nparts && r->parts[0].element &&
         vocabulary_is_furniture(r->parts[0].element);
}

bool print_is_here(const struct print *p, struct place at)
{
  return at.file && !strcmp(at.file, p->file);
}

static void judge_selectors(const struct print *p, const struct css *css)
{
  for (size_t i = 0; i < css->nrules; i++) {
    const struct css_rule *r = &css->rules[i];
    if (!print_is_here(p, r->at))
      continue;
    if (print_is_furniture(r))
      judge_furniture(p, r);
    else
      tell_selector(r);
  }
}

/* ---- probes ---- */

static xmlNode *add_node(struct probe *b, const struct css_part *part)
{
  xmlNode *n = xmlNewDocNode(b->doc, NULL, BAD_CAST part->element, NULL);
  for (int i = 0; i < part->nattrs; i++)
    node_set(n, part->attrs[i].name,
             part->attrs[i].value ? part->attrs[i].value : "yes");
  if (b->node)
    xmlAddChild(b->node, n);
  else
    xmlDocSetRootElement(b->doc, n);
  return n;
}

bool print_probe(struct probe *b, const struct print *p,
                       const struct css_rule *r)
{
  for (int i = 0; i < r->nparts; i++)
    if (!r->parts[i].element || r->parts[i].root)
      return false;
  *b = (struct probe){r, xmlNewDoc(BAD_CAST "1.0"), NULL, NULL};
  for (int i = 0; i < r->nparts; i++)
    b->node = add_node(b, &r->parts[i]);
  b->style = style_of(p->styles, b->node);
  return true;
}

static bool is_shown(const struct print *p, const xmlNode *n)
{
  for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
    if (style_of(p->styles, n)->hidden)
      return false;
  return true;
}

static bool has_effect(const struct print *p, const struct css_rule *r)
{
  return print_is_furniture(r) ? is_inside(p, r, p->large ? LARGE : USUAL)
                         : vocabulary_judge(r).fault == VOCABULARY_FITS;
}

static void judge_probes(struct print *p, const struct css *css)
{
  struct probe b;
  for (size_t i = 0; i < css->nrules; i++) {
    if (!print_probe(&b, p, &css->rules[i]))
      continue;
    if (is_shown(p, b.node) && has_effect(p, b.rule)) {
      print_judge_sizes(p, &b);
      print_judge_inks(p, &b, css);
    }
    xmlFreeDoc(b.doc);
  }
}

static bool judge_edition(struct print *p, const char *edition)
{
  struct theme *t = p->theme;
  char *name = mem_printf("%s.css", edition ? edition : "print");
  char *path = edition ? theme_sheet(t->dir, name)
                       : theme_file(t->dir, name);
  p->file = path;
  p->large = edition != NULL;
  p->styles = styles_load_edition(t->dir, edition, t->fonts);
  bool ok = p->styles != NULL;
  if (ok) {
    const struct css *css = styles_css(p->styles);
    p->page = styles_page(p->styles);
    judge_selectors(p, css);
    print_judge_page(p, css);
    judge_probes(p, css);
    free(p->told);
    p->told = NULL;
    p->ntold = p->told_cap = 0;
    styles_free(p->styles);
  }
  free(path);
  free(name);
  return ok;
}

void theme_judge_print(struct theme *t)
{
  struct print p = {.theme = t};
  for (int i = 0; i < 3; i++) {
    char *name = mem_printf("print/%s.html", furniture[i]);
    char *path = theme_file(t->dir, name);
    if (file_exists(path)) {
      diag_hush(true); /* judged with the other templates */
      p.inside[i] = markup_load(path);
      diag_hush(false);
    }
    free(path);
    free(name);
  }
  if (judge_edition(&p, NULL) && styles_has(t->dir, "large"))
    judge_edition(&p, "large");
  for (int i = 0; i < 3; i++)
    markup_free(p.inside[i]);
}
