#include "tree/ad.h"

#include <string.h>

#include "tree/article.h"
#include "tree/check_in.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/type.h"

static const char word[] = "广告";

static void add_picture(xmlNode *ad, const struct value *v, const char *alt)
{
  if (!v || v->kind != VALUE_LINE)
    return;
  xmlNode *figure = node_new(ad, "figure", v->line, v->col);
  xmlNode *image = node_new(figure, "image", v->line, v->col);
  node_set(image, "src", v->s);
  node_set(image, "alt", alt);
}

static void add_text(xmlNode *ad, const struct value *v)
{
  const char *s = v && v->kind == VALUE_LINE ? v->s : "";
  for (size_t n; *s; s += n + (s[n] == '\n')) {
    n = strcspn(s, "\n");
    size_t from = strspn(s, " \t"), to = n;
    while (to > from && (s[to - 1] == ' ' || s[to - 1] == '\t'))
      to--;
    if (to > from)
      node_text_add(node_new(ad, "p", v->line, v->col), s + from, to - from);
  }
}

static void add(xmlNode *issue, const struct value *v)
{
  static const char *const names[] = {"id", "columns", "lines"};
  const char *label = meta_line(v, "label"), *title = meta_line(v, "title");
  const struct value *head = meta_entry(v, "title");
  xmlNode *ad = node_new(issue, "ad", v->line, v->col);
  node_set(ad, "src", node_attr(issue, "src"));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (meta_line(v, names[i]))
      node_set(ad, names[i], meta_line(v, names[i]));
  article_set(ad, v, false);
  label = label ? label : word;
  node_set(ad, "label", label);
  if (title)
    node_text_add(node_new(ad, "title", head->line, head->col), title,
                  strlen(title));
  add_picture(ad, meta_entry(v, "image"), title ? title : label);
  add_text(ad, meta_entry(v, "text"));
}

void ad_load(xmlNode *issue, const struct value *list)
{
  const struct value *v = list && list->kind == VALUE_LIST ? list->first : NULL;
  for (; v; v = v->next)
    if (v->kind == VALUE_MAP)
      add(issue, v);
}

/* --- the judge ------------------------------------------------------------ */

static void judge_id(struct check *c, const xmlNode *ad)
{
  const char *id = node_attr(ad, "id");
  for (const xmlNode *n = node_first(c->issue, NULL); id && n && n != ad;
       n = node_next(n, NULL))
    if (node_is(n, "ad") && node_attr(n, "id") &&
        !strcmp(node_attr(n, "id"), id)) {
      check_error(c, node_place(ad),
                  _("two advertisements have the id %s, rename one"), id);
      return;
    }
}

/* Readers must be able to tell an advertisement from the news. */
static void judge_label(const xmlNode *ad)
{
  const char *label = node_attr(ad, "label");
  if (!strstr(label, word))
    diag_once(LEVEL_WARN, node_place(ad),
              _("the label “%.*s” does not say “%s”, as that of an "
                "advertisement must; write it so"),
              type_quote(label), label, word);
}

void ad_check(struct check *c, xmlNode *ad)
{
  int page = node_int(ad, "page", 1);
  judge_id(c, ad);
  judge_label(ad);
  if (page > c->pages)
    check_error(c, article_place(ad, "page"),
                _("page %d, but the issue has %d, name the page in issue.yaml "
                  "(pages) or choose another"),
                page, c->pages);
  if (!node_first(ad, "figure") && !node_first(ad, "p"))
    check_error(c, node_place(ad),
                _("the advertisement has neither image nor text, give one of "
                  "them"));
  for (xmlNode *f = node_first(ad, "figure"); f; f = node_next(f, "figure"))
    check_picture(c, ad, node_first(f, "image"));
}
