#include "intake/known.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "intake/looks.h"

static const struct {
  const char *key, *chinese;
  enum copy_role role;
} keys[] = {{"title", "标题", COPY_TITLE},   {"kicker", "引题", COPY_KICKER},
            {"deck", "副题", COPY_DECK},     {"section", "栏目", COPY_SECTION},
            {"byline", "署名", COPY_BYLINE}, {"signoff", "供稿", COPY_SIGNOFF}};

static bool is_rule(const struct copy_line *l)
{
  return !strcmp(l->text, "---");
}

/* The value of "key: value", quotes gone; owned. */
static char *value_of(const char *s)
{
  size_t n = strlen(s);
  bool quoted = n > 1 && (*s == '"' || *s == '\'') && s[n - 1] == *s;
  char *v = mem_copy_n(s + quoted, n - 2 * (size_t)quoted), *to = v;
  for (const char *p = v; *p; p++) {
    if (quoted && *s == '"' && *p == '\\' && p[1])
      p++;
    *to++ = *p;
  }
  *to = '\0';
  return v;
}

/* Line I of the front matter; how many lines it is now. */
static size_t entry(struct copy *c, size_t i)
{
  copy_set(c, i, arena_copy(c->arena, c->v[i].was));
  const char *s = c->v[i].text, *colon = strchr(s, ':');
  size_t n = colon ? (size_t)(colon - s) : 0;
  for (size_t k = 0; n && k < sizeof keys / sizeof *keys; k++) {
    if ((strncmp(s, keys[k].key, n) != 0 || keys[k].key[n]) &&
        (strncmp(s, keys[k].chinese, n) != 0 || keys[k].chinese[n]))
      continue;
    copy_split(c, i, n + 1);
    copy_drop(c, i, N_("name of a key"), 99);
    char *value = value_of(c->v[i + 1].text);
    copy_set(c, i + 1, value);
    free(value);
    c->v[i + 1].role = keys[k].role;
    return 2;
  }
  copy_drop(c, i, N_("key of the front matter"), 99);
  return 1;
}

/* The line behind the front matter that begins at I. */
static size_t front(struct copy *c, size_t i)
{
  size_t end = i + 1, run = i;
  while (end < c->n && c->v[end].file == c->v[i].file && !is_rule(&c->v[end]))
    end++;
  if (end == c->n || c->v[end].file != c->v[i].file)
    return i;
  copy_drop(c, i, N_("key of the front matter"), 99);
  for (size_t k = i + 1; k < end; k++) {
    bool form = looks_begins(c->v[k].was, "signoff-form: run-in") ||
                looks_begins(c->v[k].was, "供稿排法: run-in");
    size_t n = entry(c, k);
    end += n - 1;
    k += n - 1;
    run = form ? k : run;
  }
  for (size_t k = i; k < end && run > i; k++)
    c->v[k].run_in = c->v[k].role == COPY_SIGNOFF;
  copy_drop(c, end, N_("key of the front matter"), 99);
  return end + 1;
}

static void take(struct copy *c, size_t i)
{
  const char *s = c->v[i].was;
  bool first = c->v[i].raw->line == 1;
  if (first && looks_begins(s, "# ") && !strchr(s, '`')) {
    copy_set(c, i, s + 2);
    c->v[i].role = COPY_TITLE;
    return;
  }
  c->v[i].role = COPY_ASIS;
  copy_set(c, i, s);
}

void known_find(struct copy *c)
{
  for (size_t i = 0; i < c->n;) {
    int file = c->v[i].file;
    if (!looks_ends(c->paths[file], ".md")) {
      i++;
      continue;
    }
    size_t k = is_rule(&c->v[i]) ? front(c, i) : i;
    for (; k < c->n && c->v[k].file == file; k++)
      if (c->v[k].role == COPY_TEXT)
        take(c, k);
    i = k;
  }
}
