#include "web/former.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "web/address.h"
#include "web/html.h"
#include "web/text.h"

#define POLICY "default-src 'none'; base-uri 'none'; form-action 'none'"

static void element(struct html *h, const char *name, const char *const *attrs)
{
  html_open(h, name);
  for (; *attrs; attrs += 2)
    html_attr(h, attrs[0], attrs[1]);
}

static void text(struct html *h, const char *s)
{
  html_text(h, s, strlen(s));
}

static void put_head(struct html *h, const char *base, const char *to,
                     const char *goal)
{
  struct buf url = BUF_INIT;
  char *refresh = mem_printf("0; url=%s", to);
  html_open(h, "head");
  element(h, "meta", (const char *const[]){"charset", "utf-8", NULL});
  element(h, "meta",
          (const char *const[]){"name", "viewport", "content",
                                "width=device-width, initial-scale=1", NULL});
  element(h, "meta",
          (const char *const[]){"http-equiv", "Content-Security-Policy",
                                "content", POLICY, NULL});
  element(h, "meta", (const char *const[]){"http-equiv", "refresh", "content",
                                           refresh, NULL});
  html_open(h, "title");
  text(h, "网页已移动");
  html_close(h, "title");
  if (base && *base) {
    buf_puts(&url, base);
    text_url(&url, goal, strlen(goal));
    element(h, "link",
            (const char *const[]){"rel", "canonical", "href", url.s, NULL});
  }
  html_close(h, "head");
  free(refresh);
  buf_free(&url);
}

static void put_page(struct buf *out, const char *base, const char *to,
                     const char *goal)
{
  struct html h = html_new(out);
  element(&h, "html", (const char *const[]){"lang", "zh-CN", NULL});
  put_head(&h, base, to, goal);
  html_open(&h, "body");
  html_open(&h, "main");
  html_open(&h, "h1");
  text(&h, "网页已移动");
  html_close(&h, "h1");
  html_open(&h, "p");
  element(&h, "a", (const char *const[]){"href", to, NULL});
  text(&h, "请到新网址阅读");
  html_close(&h, "a");
  html_close(&h, "p");
  html_close(&h, "main");
  html_close(&h, "body");
  html_close(&h, "html");
  buf_putc(out, '\n');
}

/* GOAL as seen from PATH, both from the top of the site. */
static void relate(struct buf *to, const char *path, const char *goal)
{
  for (const char *s = strchr(path, '/'); s; s = strchr(s + 1, '/'))
    buf_puts(to, "../");
  text_url(to, goal, strlen(goal));
}

static bool write_one(const struct address *a, const char *base,
                      const char *out)
{
  struct buf page = BUF_INIT, to = BUF_INIT;
  char *path = file_join(out, a->path);
  relate(&to, a->path, a->goal);
  put_page(&page, base, to.s, a->goal);
  bool ok = file_exists(path) || file_write(path, page.s, page.n);
  free(path);
  buf_free(&to);
  buf_free(&page);
  return ok;
}

bool former_write(const struct addresses *a, const char *base, const char *out)
{
  bool ok = true;
  for (size_t i = a->pages; i < a->n; i++)
    ok &= write_one(&a->list[i], base, out);
  return ok;
}

static bool is_page(const struct addresses *a, const char *path)
{
  for (size_t i = 0; i < a->pages; i++)
    if (!strcmp(a->list[i].path, path))
      return true;
  return false;
}

bool former_drop(const struct addresses *a, const char *last, const char *out)
{
  bool ok = true;
  for (const char *end; *last; last = *end ? end + 1 : end) {
    end = last + strcspn(last, "\n");
    char *name = mem_copy_n(last, (size_t)(end - last));
    char *path = file_join(out, name);
    if (*name && !is_page(a, name))
      ok &= file_remove(path);
    free(path);
    free(name);
  }
  return ok;
}

void former_print(struct buf *out, const struct addresses *a)
{
  for (size_t i = a->pages; i < a->n; i++) {
    buf_puts(out, a->list[i].path);
    buf_putc(out, '\n');
  }
}
