#include "asset/webcss.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

struct reader {
  struct webcss *css;
  struct arena *arena;
  const char *p;
  const char *known; /* place_of goes on from here … */
  struct place at;   /* … which is this place */
  int depth;
};

static struct place step_to(const char **known, struct place at, const char *p)
{
  while (*known < p) {
    if (utf8_next(known, p) == '\n')
      at.line++, at.col = 1;
    else
      at.col++;
  }
  return at;
}

struct place webcss_place(const struct webcss *c, const char *s)
{
  const char *known = c->text;
  return step_to(&known, (struct place){c->file, 1, 1}, s);
}

static struct place place_of(struct reader *r, const char *p)
{
  if (p < r->known)
    return webcss_place(r->css, p);
  r->at = step_to(&r->known, r->at, p);
  return r->at;
}

static const char *behind_comment(const char *p)
{
  const char *end = strstr(p + 2, "*/");
  return end ? end + 2 : p + strlen(p);
}

static bool is_comment(const char *p)
{
  return p[0] == '/' && p[1] == '*';
}

static const char *skip_space(const char *p)
{
  while (isspace((unsigned char)*p) || is_comment(p))
    p = is_comment(p) ? behind_comment(p) : p + 1;
  return p;
}

static const char *behind_string(const char *p)
{
  char quote = *p++;
  while (*p && *p != quote && *p != '\n')
    p += p[0] == '\\' && p[1] ? 2 : 1;
  return *p == quote ? p + 1 : p;
}

/* Where one of STOPS stands outside strings, comments and brackets. */
static const char *find(const char *p, const char *stops)
{
  int depth = 0;
  while (*p && (depth > 0 || !strchr(stops, *p))) {
    if (*p == '"' || *p == '\'') {
      p = behind_string(p);
    } else if (is_comment(p)) {
      p = behind_comment(p);
    } else {
      depth += *p == '(' || *p == '[';
      depth -= *p == ')' || *p == ']';
      if (depth < 0 || *p == '{' || *p == '}')
        depth = 0;
      if (depth == 0 && (*p == '{' || *p == '}') && strchr(stops, *p))
        return p;
      p++;
    }
  }
  return p;
}

/* The text from A to B without comments, white space made single. */
static char *text_of(struct reader *r, const char *a, const char *b)
{
  struct buf out = BUF_INIT;
  while (a < b) {
    bool space = isspace((unsigned char)*a) || is_comment(a);
    if (space && out.n && out.s[out.n - 1] != ' ')
      buf_putc(&out, ' ');
    if (!space)
      buf_putc(&out, *a);
    a = is_comment(a) ? behind_comment(a) : a + 1;
  }
  while (out.n && out.s[out.n - 1] == ' ')
    out.n--;
  char *s = arena_copy_n(r->arena, out.s ? out.s : "", out.n);
  buf_free(&out);
  return s;
}

static void complain(struct reader *r, const char *p, const char *what)
{
  diag(LEVEL_WARN, place_of(r, p), "%s", what);
}

static size_t add_rule(struct reader *r, const char *selector,
                       const char *media, const char *from)
{
  struct webcss *c = r->css;
  c->rules = mem_grow(c->rules, &c->rules_cap, c->nrules + 1, sizeof *c->rules);
  c->rules[c->nrules] = (struct webcss_rule){
      selector, media, place_of(r, from), c->ndecls, 0};
  return c->nrules++;
}

/* Values end in ";" or "}". */
static void read_decl(struct reader *r, size_t rule, const char *name,
                      const char *colon)
{
  struct webcss *c = r->css;
  const char *from = skip_space(colon + 1), *end = find(from, ";}");
  struct webcss_decl d = {.rule = rule, .at = place_of(r, name), .from = from};
  char *s = text_of(r, name, colon);
  for (char *t = s; strncmp(s, "--", 2) != 0 && *t; t++)
    *t = (char)tolower((unsigned char)*t);
  d.name = s;
  char *value = text_of(r, from, end);
  char *bang = strrchr(value, '!');
  if (bang && !strncmp(bang + 1 + strspn(bang + 1, " "), "important", 9)) {
    while (bang > value && bang[-1] == ' ')
      bang--;
    *bang = '\0';
  }
  d.value = value;
  if (c->ndecls < WEBCSS_DECLS) {
    c->decls =
        mem_grow(c->decls, &c->decls_cap, c->ndecls + 1, sizeof *c->decls);
    c->decls[c->ndecls++] = d;
    c->rules[rule].n++;
  }
  r->p = *end == ';' ? end + 1 : end;
}

static void read_list(struct reader *r, const char *media, bool nested);

/* `name: value` or, in nested style sheets, a rule. */
static bool is_decl(const char *p, const char **colon)
{
  const char *s = p;
  while (isalnum((unsigned char)*s) || *s == '-' || *s == '_' ||
         (unsigned char)*s >= 0x80)
    s++;
  const char *next = skip_space(s);
  *colon = next;
  if (s == p || *next != ':')
    return false;
  const char *end = find(next, ";{}");
  return *end != '{' || !strncmp(p, "--", 2);
}

static void read_rule(struct reader *r, const char *media);
static void read_at(struct reader *r, const char *media);

/* The declarations of a block whose '{' has been read, and its '}'. */
static void read_block(struct reader *r, size_t rule, const char *media)
{
  const char *colon, *open = r->p;
  while (*(r->p = skip_space(r->p)) && *r->p != '}') {
    if (*r->p == ';') {
      r->p++;
    } else if (is_decl(r->p, &colon)) {
      read_decl(r, rule, r->p, colon);
    } else if (*r->p == '@' && r->depth < WEBCSS_DEPTH) {
      read_at(r, media);
    } else if (*find(r->p, ";{}") == '{' && r->depth < WEBCSS_DEPTH) {
      /* Declarations behind a rule within would lie apart from those before. */
      read_rule(r, media);
      rule = add_rule(r, r->css->rules[rule].selector, media, r->p);
    } else {
      complain(r, r->p,
               _("this is no \"property: value;\", so a browser leaves it "
                 "out; look for a missing colon or semicolon"));
      r->p = find(r->p, ";}");
      r->p += *r->p == ';';
    }
  }
  if (*r->p == '}')
    r->p++;
  else
    complain(r, open - 1, _("the block is not closed, add }"));
}

static void read_rule(struct reader *r, const char *media)
{
  const char *from = r->p, *end = find(from, "{};");
  if (*end != '{') {
    complain(r, from, _("a selector without { … }, complete or remove it"));
    r->p = *end ? end + 1 : end;
    return;
  }
  size_t rule = add_rule(r, text_of(r, from, end), media, from);
  r->p = end + 1;
  r->depth++;
  read_block(r, rule, media);
  r->depth--;
}

static void add_import(struct reader *r, const char *from, const char *end)
{
  struct webcss *c = r->css;
  c->imports =
      mem_grow(c->imports, &c->imports_cap, c->nimports + 1, sizeof(char *));
  c->imports_at = mem_grow(c->imports_at, &c->imports_at_cap, c->nimports + 1,
                           sizeof *c->imports_at);
  c->imports[c->nimports] = text_of(r, from, end);
  c->imports_at[c->nimports++] = place_of(r, from);
}

/* At-rules that hold declarations themselves. */
static bool holds_decls(const char *s)
{
  static const char *const list[] = {"@font-face", "@page", "@property",
                                     "@counter-style", NULL};
  for (int i = 0; list[i]; i++)
    if (!strncmp(s, list[i], strlen(list[i])))
      return true;
  return false;
}

static void read_at(struct reader *r, const char *media)
{
  const char *from = r->p, *end = find(from, "{;}");
  char *prelude = text_of(r, from, end);
  r->p = *end ? end + 1 : end;
  if (*end != '{') {
    if (!strncmp(prelude, "@import", 7))
      add_import(r, skip_space(from + 7), end);
    return;
  }
  if (holds_decls(prelude)) {
    read_block(r, add_rule(r, "", prelude, from), media);
    return;
  }
  char *all = *media ? mem_printf("%s %s", media, prelude) : mem_copy(prelude);
  char *kept = arena_copy(r->arena, all);
  free(all);
  r->depth++;
  read_list(r, kept, true);
  r->depth--;
}

/* Rules up to the end, or to '}' where NESTED. */
static void read_list(struct reader *r, const char *media, bool nested)
{
  const char *open = r->p;
  while (*(r->p = skip_space(r->p))) {
    if (*r->p == '}' && nested) {
      r->p++;
      return;
    }
    if (r->css->nrules == WEBCSS_RULES || r->depth > WEBCSS_DEPTH) {
      r->p += strlen(r->p);
      return;
    }
    if (*r->p == '}') {
      complain(r, r->p, _("} closes nothing, remove it"));
      r->p++;
    } else if (*r->p == '@') {
      read_at(r, media);
    } else {
      read_rule(r, media);
    }
  }
  if (nested)
    complain(r, open - 1, _("the block is not closed, add }"));
}

struct webcss *webcss_read(struct arena *a, const char *file, const char *text)
{
  struct webcss *c = arena_get(a, sizeof *c);
  c->file = file;
  c->text = text;
  struct reader r = {c, a, text, text, {file, 1, 1}, 0};
  read_list(&r, "", false);
  return c;
}

void webcss_free(struct webcss *c)
{
  if (!c)
    return;
  free(c->rules);
  free(c->decls);
  free(c->imports);
  free(c->imports_at);
}
