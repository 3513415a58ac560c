/* Any bytes as a template: a page or messages, within bounds, and the page
 * is whole again when it is read. Run with -close_fd_mask=2. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/diag.h"
#include "tree/bind.h"
#include "web/html.h"

static const char tree[] =
    "<issue id='p/1' date='2018-12-15'><page number='1' name='x'/>"
    "<article id='a' url='a.html'><headline>a&lt;b</headline>"
    "<body><p>text<strong>x</strong></p><p>2</p></body></article>"
    "<article id='b' url='javascript:x'><headline/><body/></article></issue>";

static bool part(void *data, const char *name, const xmlNode *node,
                 const struct bind_sink *sink)
{
  (void)data;
  (void)node;
  sink->text(sink->to, name, strlen(name));
  return true;
}

static void bind_and_write(const struct template *t, const xmlDoc *issue)
{
  const xmlNode *root = xmlDocGetRootElement((xmlDoc *)issue);
  const struct expr_var vars[] = {
      {"issue", root, NULL}, {"root", NULL, "../"}, {"site", NULL, NULL}};
  const struct bind b = {root, vars, 3, part, NULL};
  xmlDoc *page = bind_page(t, &b);
  struct buf out = BUF_INIT;
  if (page)
    html_document(&out, page);
  if (page && memchr(out.s, '\0', out.n))
    abort();
  buf_free(&out);
  xmlFreeDoc(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  int fd = memfd_create("template", 0);
  char name[16];
  snprintf(name, sizeof name, "%d", fd);
  xmlDoc *issue = xmlReadMemory(tree, sizeof tree - 1, NULL, NULL, 0);
  if (fd >= 0 && issue && write(fd, data, size) == (ssize_t)size) {
    struct template *t = template_load("/proc/self/fd", name);
    if (t)
      bind_and_write(t, issue);
    template_free(t);
  }
  xmlFreeDoc(issue);
  close(fd);
  diag_reset();
  return 0;
}
