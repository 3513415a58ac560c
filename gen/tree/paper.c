#include "tree/paper.h"

#include <stdlib.h>
#include <string.h>

#include "asset/image.h"
#include "asset/qr.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "tree/alias.h"
#include "tree/link.h"
#include "tree/load.h"
#include "tree/meta.h"
#include "tree/node.h"
#include "tree/type.h"

static xmlNode *add(xmlNode *parent, const char *element, const struct value *v)
{
  xmlNode *n = node_new(parent, element, v->line, v->col);
  if (v->kind == VALUE_LINE)
    node_text_add(n, v->s, strlen(v->s));
  return n;
}

static void add_lines(xmlNode *parent, const char *element,
                      const struct value *list)
{
  const struct value *v = list && list->kind == VALUE_LIST ? list->first : NULL;
  for (; v; v = v->next)
    add(parent, element, v);
}

/* The address in the account's code must be the one that is written. */
static int compare_code(xmlNode *account, const struct image *img)
{
  const char *url = node_attr(account, "url");
  char *read = qr_read(img), *text = read ? link_encode(read) : NULL;
  bool alike = text && (url ? !strcmp(url, text)
                            : !strncmp(text, "http", 4) && link_ok(text));
  if (text && !alike)
    diag_once(LEVEL_ERROR, node_place(account),
              _("the picture's code holds “%.*s”, not the account's address, "
                "correct url or image"),
              type_quote(read), read);
  if (alike && !url)
    node_set(account, "url", text);
  free(text);
  free(read);
  return !alike;
}

static int add_image(xmlNode *account, const char *dir, const struct value *v)
{
  struct place at = {node_place(account).file, v->line, v->col};
  char *path = file_join(dir, v->s), *real = file_inside(dir, path);
  struct image *img = NULL;
  if (real)
    img = image_load(path, at);
  else
    diag_once(LEVEL_ERROR, at,
              file_exists(path)
                  ? _("the picture %s lies outside the paper's folder, copy "
                      "it there")
                  : _("the picture %s is missing, put it there or write "
                      "another name"),
              path);
  int faults = img ? compare_code(account, img) : 1;
  if (img)
    node_set(account, "image", path);
  image_free(img);
  free(real);
  free(path);
  return faults;
}

static void set_address(xmlNode *account, const char *url)
{
  char *encoded = link_encode(url);
  node_set(account, "url", encoded);
  free(encoded);
}

static int add_account(xmlNode *paper, const char *dir, const struct value *v)
{
  if (!v || v->kind != VALUE_MAP)
    return 0;
  xmlNode *n = node_new(paper, "account", v->line, v->col);
  const char *name = meta_line(v, "name"), *url = meta_line(v, "url");
  const struct value *image = meta_entry(v, "image");
  node_set(n, "name", name ? name : "");
  if (url)
    set_address(n, url);
  add_lines(n, "caption", meta_entry(v, "caption"));
  if (url || image)
    return image ? add_image(n, dir, image) : 0;
  diag_once(LEVEL_ERROR, node_place(n),
            _("the account has neither url nor image, give one of them"));
  return 1;
}

static bool known(const xmlNode *paper, const char *id, const char *name)
{
  const xmlNode *s = node_first(paper, "section");
  while (s && strcmp(node_attr(s, "id"), id) != 0 &&
         strcmp(node_attr(s, "name"), name) != 0)
    s = node_next(s, "section");
  return s != NULL;
}

static int add_section(xmlNode *paper, const struct value *v)
{
  const char *id = meta_line(v, "id"), *name = meta_line(v, "name");
  struct place at = {node_attr(paper, "src"), v->line, v->col};
  if (!id || !name) {
    if (!id && name)
      diag_once(LEVEL_ERROR, at, _("the section %s has no id, add one"), name);
    return 1;
  }
  if (known(paper, id, name)) {
    diag_once(LEVEL_ERROR, at, _("the section %s is given twice, remove one"),
              name);
    return 1;
  }
  xmlNode *n = node_new(paper, "section", v->line, v->col);
  node_set(n, "id", id);
  node_set(n, "name", name);
  char *folder = mem_printf("%s/section", node_attr(paper, "id"));
  int faults = alias_add_all(n, meta_entry(v, "aliases"), folder, false);
  free(folder);
  return faults;
}

const xmlNode *paper_section(const xmlNode *paper, const char *name)
{
  const xmlNode *s = node_first(paper, "section");
  while (s && strcmp(node_attr(s, "name"), name) != 0 &&
         strcmp(node_attr(s, "id"), name) != 0)
    s = node_next(s, "section");
  return s;
}

bool paper_name_section(xmlNode *story, const xmlNode *paper)
{
  const char *name = node_attr(story, "section");
  const xmlNode *s = name ? paper_section(paper, name) : NULL;
  if (!s)
    return false;
  node_set(story, "section", node_attr(s, "name"));
  node_set(story, "section-id", node_attr(s, "id"));
  return true;
}

static int add_sections(xmlNode *paper, const struct value *list)
{
  int faults = 0;
  const struct value *v = list && list->kind == VALUE_LIST ? list->first : NULL;
  for (; v; v = v->next)
    faults += add_section(paper, v);
  return faults;
}

/* The profile is read when a press file is made; what is wrong with it is told
 * where it is named. */
static int set_profile(xmlNode *paper, const char *dir, const struct value *v)
{
  if (!v || v->kind != VALUE_LINE)
    return 0;
  struct place at = {node_attr(paper, "src"), v->line, v->col};
  char *path = file_join(dir, v->s), *real = file_inside(dir, path);
  char *named = mem_printf("%d:%d", v->line, v->col);
  if (real) {
    node_set(paper, "press-profile", path);
    node_set(paper, "press-profile-at", named);
  } else {
    diag_once(LEVEL_ERROR, at,
              _("the profile %s is not in the paper's folder, put it there or "
                "write another name"),
              path);
  }
  int faults = !real;
  free(named);
  free(real);
  free(path);
  return faults;
}

static void add_government(xmlNode *paper, const struct value *v)
{
  static const char *const lines[] = {
      "site-name", "domain", "id-code",     "column-type", "organizer",
      "icp",       "police", "find-errors", "mark"};
  if (!v || v->kind != VALUE_MAP)
    return;
  xmlNode *n = node_new(paper, "government", v->line, v->col);
  node_set(n, "column-type", "政务动态");
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    const char *s = meta_line(v, lines[i]);
    if (s)
      node_set(n, lines[i], s);
  }
  add_lines(n, "contact", meta_entry(v, "contact"));
}

static int fill(xmlNode *paper, const char *dir, const struct value *root)
{
  static const char *const lines[] = {"title", "latin", "slogan", "publisher"};
  const struct value *imprint = meta_entry(root, "imprint");
  const char *codes = meta_line(root, "codes");
  node_set(paper, "codes", codes ? codes : "lead");
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    const struct value *v = meta_entry(root, lines[i]);
    if (v)
      add(paper, lines[i], v);
  }
  int faults = add_account(paper, dir, meta_entry(root, "account"));
  faults += set_profile(paper, dir, meta_entry(root, "press-profile"));
  if (imprint)
    add_lines(node_new(paper, "imprint", imprint->line, imprint->col), "line",
              imprint);
  add_government(paper, meta_entry(root, "government"));
  faults += alias_add_all(paper, meta_entry(root, "aliases"),
                          node_attr(paper, "id"), false);
  return faults + add_sections(paper, meta_entry(root, "sections"));
}

int paper_load(xmlNode *parent, const char *content, const char *id)
{
  char *dir = file_join(content, id), *src = file_join(dir, "paper.yaml");
  xmlNode *paper = node_new(parent, "paper", 1, 1);
  node_set(paper, "id", id);
  node_set(paper, "src", src);
  int faults = 0;
  if (!type_is_id(id, strlen(id))) {
    diag_once(LEVEL_ERROR, place_file(dir),
              _("the folder's name becomes an address, use only a-z, 0-9 and "
                "hyphens"));
    faults++;
  }
  struct meta *m = load_meta(dir, "paper.yaml", SCOPE_PAPER, false);
  faults += m ? meta_faults(m) : 1;
  if (m)
    faults += fill(paper, dir, meta_root(m));
  meta_free(m);
  free(src);
  free(dir);
  return faults;
}

static void set_base(xmlNode *n, const char *url)
{
  char *base = link_base(url);
  node_set(n, "base-url", base);
  free(base);
}

int paper_site(xmlNode *n, const char *content, bool whole)
{
  struct meta *m = load_meta(content, "site.yaml", SCOPE_SITE, false);
  const struct value *root = m ? meta_root(m) : NULL;
  const struct value *title = meta_entry(root, "title");
  const char *lang = meta_line(root, "language");
  const char *theme = meta_line(root, "theme");
  node_set(n, "lang", lang ? lang : "zh-CN");
  set_base(n, meta_line(root, "base-url"));
  if (whole) {
    node_set(n, "theme", theme ? theme : "default");
    if (title)
      add(n, "title", title);
  }
  int faults = m ? meta_faults(m) : 1;
  meta_free(m);
  return faults;
}
