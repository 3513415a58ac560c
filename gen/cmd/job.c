#include "cmd/job.h"

#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "page/style.h"
#include "tree/check.h"
#include "tree/issue.h"
#include "tree/node.h"
#include "tree/paper.h"
#include "tree/theme.h"

/* PATH without slashes at its end, cut at its last slash: *LAST gets a copy
 * of the part behind it. */
static char *cut_last(const char *path, char **last)
{
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  size_t at = n;
  while (at > 0 && path[at - 1] != '/')
    at--;
  *last = mem_copy_n(path + at, n - at);
  return at ? mem_copy_n(path, at == 1 ? 1 : at - 1) : mem_copy(".");
}

bool job_target(const char *path, struct target *t)
{
  char *upper = cut_last(path, &t->date);
  t->content = cut_last(upper, &t->paper);
  free(upper);
  if (file_is_dir(path) && *t->date && *t->paper && strcmp(t->paper, ".") &&
      strcmp(t->date, "."))
    return true;
  diag(LEVEL_ERROR, place_none(),
       _("%s is no issue; name its folder: CONTENT/PAPER/DATE"), path);
  job_target_free(t);
  return false;
}

void job_target_free(struct target *t)
{
  free(t->content);
  free(t->paper);
  free(t->date);
  *t = (struct target){0};
}

char *job_theme(const char *name, const char *content)
{
  if (name && strchr(name, '/'))
    return mem_copy(name);
  char *up = mem_printf("%s/..", content);
  char *dir = theme_find(name, up);
  free(up);
  if (!dir)
    diag(LEVEL_ERROR, place_none(),
         _("theme \"%s\" not found; put it under themes/ or give its folder"),
         name ? name : "default");
  return dir;
}

char *job_site_theme(const char *content)
{
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNode *site = xmlNewDocNode(doc, NULL, (const xmlChar *)"site", NULL);
  xmlDocSetRootElement(doc, site);
  paper_site(site, content, true);
  const char *name = node_attr(site, "theme");
  char *copy = name ? mem_copy(name) : NULL;
  xmlFreeDoc(doc);
  return copy;
}

bool job_press(struct press *p, const char *theme)
{
  return job_press_edition(p, theme, NULL);
}

bool job_press_edition(struct press *p, const char *theme, const char *edition)
{
  if (edition && (strchr(edition, '/') || !styles_has(theme, edition))) {
    diag(LEVEL_ERROR, place_none(),
         _("the theme has no edition \"%s\"; it would be %s.css in its "
           "folder"),
         edition, edition);
    return false;
  }
  p->theme = mem_copy(theme);
  if (!p->fonts)
    p->fonts = fonts_new();
  p->styles = styles_load_edition(theme, edition, p->fonts);
  if (p->styles)
    return true;
  job_press_free(p);
  return false;
}

void job_press_free(struct press *p)
{
  styles_free(p->styles);
  fonts_free(p->fonts);
  free(p->theme);
  *p = (struct press){0};
}

xmlDoc *job_issue(const struct target *t)
{
  xmlDoc *doc = issue_load(t->content, t->paper, t->date);
  if (check_issue(doc))
    return doc;
  xmlFreeDoc(doc);
  return NULL;
}
