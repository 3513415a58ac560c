#include "cmd/reference.h"

#include <stdio.h>

#include "base/diag.h"
#include "tree/keys.h"

static const char *const types[] = {
    [KEY_LINE] = "一行 line",    [KEY_TEXT] = "多行 text",
    [KEY_DATE] = "日期 date",    [KEY_INT] = "整数 number",
    [KEY_ENUM] = "选项 choice",  [KEY_ID] = "`a-z0-9-` id",
    [KEY_PATH] = "路径 path",    [KEY_URL] = "网址 URL",
    [KEY_POINT] = "点 point",    [KEY_LIST] = "列表 list",
    [KEY_MAP] = "键组 keys",     [KEY_MAPS] = "键组列表 list of keys",
    [KEY_TABLE] = "编号表 by id"};

/* In the order of enum scope's bits. */
static const char *const places[] = {
    "site.yaml",           "paper.yaml",          "issue.yaml",
    "NN-name.md",          "paper.yaml: account", "paper.yaml: sections",
    "issue.yaml: articles", "issue.yaml: ads",     "paper.yaml: government"};

static void put_places(unsigned scopes)
{
  const char *between = "";
  for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
    if (scopes & 1U << i) {
      printf("%s%s", between, places[i]);
      between = "<br>";
    }
}

static void put_limits(const struct key *k)
{
  const char *unit = k->type >= KEY_LIST ? " 项 entries" : " 字 characters";
  for (const struct key_value *v = k->values; v && v->name; v++)
    printf("%s`%s` %s", v == k->values ? "" : "<br>", v->name, v->aliases);
  if (k->values && k->max)
    printf("<br>");
  if (k->max)
    printf("%d–%d%s", k->min, k->max, k->type == KEY_INT ? "" : unit);
}

int reference_keys(const struct options *o)
{
  size_t n;
  (void)o;
  printf("| 键 Key | 中文 | 写在 Where | 类型 Type | 限度 Limits "
         "| 说明 Meaning |\n|---|---|---|---|---|---|\n");
  for (const struct key *k = keys_all(&n), *end = k + n; k < end; k++) {
    printf("| `%s` | %s | ", k->name, k->alias);
    put_places(k->scopes);
    printf(" | %s%s | ", types[k->type], k->required ? "，必填 required" : "");
    put_limits(k);
    printf(" | %s。%s |\n", k->help_zh, k->help);
  }
  if (fflush(stdout) == 0 && !ferror(stdout))
    return 0;
  diag(LEVEL_FATAL, place_none(), _("cannot write to standard output"));
  return 3;
}
