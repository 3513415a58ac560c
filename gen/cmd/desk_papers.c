#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/desk_in.h"
#include "cmd/desk_issue.h"
#include "tree/node.h"

enum { PLACED_LIMIT = 1 << 24 };

xmlDoc *desk_placed(const struct desk_host *h, const char *rel)
{
  struct buf b = BUF_INIT;
  xmlDoc *doc = NULL;
  char *path = mem_printf("%s/.cache/placed/%s", h->out, rel);
  bool ok = file_exists(path) && file_read(&b, path, PLACED_LIMIT);
  const char *xml = ok && b.s ? strchr(b.s, '\n') : NULL;
  if (xml)
    doc = xmlReadMemory(xml + 1, (int)strlen(xml + 1), "placed", NULL,
                        XML_PARSE_NONET | XML_PARSE_NOBLANKS |
                            XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  buf_free(&b);
  free(path);
  return doc;
}

/* The issues in the folder DIR, newest first. */
static json_t *dates_json(const char *dir)
{
  json_t *list = json_array();
  char **names = file_list(dir);
  for (size_t i = 0; names && names[i]; i++) {
    char *path = mem_printf("%s/%s/issue.yaml", dir, names[i]);
    if (desk_is_name(names[i]) && file_exists(path))
      json_array_insert_new(list, 0, json_string(names[i]));
    free(path);
  }
  free(names);
  return list;
}

/* The title of PAPER, as its newest issue that is laid out has it; owned. */
static char *title_of(const struct desk_host *h, const char *paper,
                      const json_t *dates)
{
  char *title = NULL;
  for (size_t i = 0; !title && i < json_array_size(dates); i++) {
    const char *date = json_string_value(json_array_get(dates, i));
    char *rel = mem_printf("%s/%s", paper, date);
    xmlDoc *placed = desk_placed(h, rel);
    const xmlNode *about =
        placed ? node_first(xmlDocGetRootElement(placed), "about") : NULL;
    const char *is = about ? node_attr(about, "title") : NULL;
    title = is && *is ? mem_copy(is) : NULL;
    xmlFreeDoc(placed);
    free(rel);
  }
  return title ? title : mem_copy(paper);
}

char *desk_issues(const struct desk_host *h)
{
  json_t *list = json_array();
  char **names = file_list(h->content);
  for (size_t i = 0; names && names[i]; i++) {
    char *dir = file_join(h->content, names[i]);
    char *yaml = file_join(dir, "paper.yaml");
    if (desk_is_name(names[i]) && file_exists(yaml)) {
      json_t *dates = dates_json(dir);
      char *title = title_of(h, names[i], dates);
      json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "paper",
                                            names[i], "title", title,
                                            "issues", dates));
      free(title);
    }
    free(yaml);
    free(dir);
  }
  free(names);
  json_t *all = json_pack("{s:o}", "papers", list);
  char *text = json_dumps(all, JSON_COMPACT);
  json_decref(all);
  return text ? text : mem_copy("{}");
}
