#include "page/props.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "asset/font.h"
#include "base/buf.h"
#include "base/ink.h"
#include "tree/keys.h"

/* Type is 1 pt at least; a page has no more columns and lines than these; a
 * string no more bytes. */
enum {
  LEAST_SIZE = 1000, MOST_COLUMNS = 24, MOST_LINES = 400, MOST_AROUND = 60
};

enum kind {
  LENGTH, LENGTHS4, WORD, FLAG, INK, FILL, WEIGHT, FAMILIES, FONT,
  STEPS, FORMS, COUNT, BOX, LEADING, SIDE_LENGTH, BORDER, AROUND
};

struct word {
  const char *name;
  int value;
};

struct prop {
  const char *name;
  enum kind kind;
  size_t at;   /* offset in struct style */
  int side;    /* of margin-top … */
  const struct word *words;
};

static const struct word aligns[] = {
    {"justify", ALIGN_JUSTIFY}, {"start", ALIGN_START},
    {"left", ALIGN_START},      {"center", ALIGN_CENTER},
    {"end", ALIGN_END},         {"right", ALIGN_END},
    {"-cb-spread", ALIGN_SPREAD}, {0}};
static const struct word breaks[] = {
    {"anywhere", BREAK_ANYWHERE}, {"loose", BREAK_LOOSE},
    {"normal", BREAK_NORMAL},     {"strict", BREAK_STRICT}, {0}};
static const struct word trims[] = {
    {"space-all", PUNCT_FULL}, {"normal", PUNCT_END}, {0}};
static const struct word puncts[] = {
    {"kaiming", PUNCT_KAIMING}, {"banshen", PUNCT_HALF}, {0}};
static const struct word squeezes[] = {
    {"kaiming", true}, {"banshen", false}, {0}};
static const struct word autospaces[] = {
    {"normal", true}, {"no-autospace", false}, {0}};
static const struct word hangs[] = {{"allow-end", true}, {"none", false}, {0}};
static const struct word modes[] = {
    {"horizontal-tb", false}, {"vertical-rl", true}, {0}};
static const struct word emphases[] = {{"dot", true}, {"none", false}, {0}};
static const struct word displays[] = {{"block", false}, {"none", true}, {0}};
static const struct word valigns[] = {
    {"top", 0}, {"middle", 1}, {"bottom", 2}, {0}};

#define AT(field) offsetof(struct style, field)

static const struct prop props[] = {
    {"-cb-around", AROUND, 0, 0, NULL},
    {"-cb-box", BOX, AT(box), 0, NULL},
    {"-cb-forms", FORMS, 0, 0, NULL},
    {"-cb-punct", WORD, AT(punct), 0, puncts},
    {"-cb-sizes", STEPS, 0, 0, NULL},
    {"-cb-squeeze", FLAG, AT(keep_stops), 0, squeezes},
    {"background-color", FILL, 0, 0, NULL},
    {"border", BORDER, 0, -1, NULL},
    {"border-bottom", BORDER, 0, SIDE_BOTTOM, NULL},
    {"border-left", BORDER, 0, SIDE_LEFT, NULL},
    {"border-right", BORDER, 0, SIDE_RIGHT, NULL},
    {"border-top", BORDER, 0, SIDE_TOP, NULL},
    {"color", INK, AT(ink), 0, NULL},
    {"column-gap", LENGTH, AT(gap), 0, NULL},
    {"columns", COUNT, AT(columns), 0, NULL},
    {"display", FLAG, AT(hidden), 0, displays},
    {"font", FONT, 0, 0, NULL},
    {"font-family", FAMILIES, 0, 0, NULL},
    {"font-size", LENGTH, AT(size), 0, NULL},
    {"font-weight", WEIGHT, 0, 0, NULL},
    {"hanging-punctuation", FLAG, AT(hanging), 0, hangs},
    {"height", LENGTH, AT(height), 0, NULL},
    {"letter-spacing", LENGTH, AT(letter_space), 0, NULL},
    {"line-break", WORD, AT(strictness), 0, breaks},
    {"line-height", LEADING, AT(leading), 0, NULL},
    {"margin", LENGTHS4, AT(margin), 0, NULL},
    {"margin-bottom", SIDE_LENGTH, AT(margin), SIDE_BOTTOM, NULL},
    {"margin-left", SIDE_LENGTH, AT(margin), SIDE_LEFT, NULL},
    {"margin-right", SIDE_LENGTH, AT(margin), SIDE_RIGHT, NULL},
    {"margin-top", SIDE_LENGTH, AT(margin), SIDE_TOP, NULL},
    {"padding", LENGTHS4, AT(padding), 0, NULL},
    {"padding-bottom", SIDE_LENGTH, AT(padding), SIDE_BOTTOM, NULL},
    {"padding-left", SIDE_LENGTH, AT(padding), SIDE_LEFT, NULL},
    {"padding-right", SIDE_LENGTH, AT(padding), SIDE_RIGHT, NULL},
    {"padding-top", SIDE_LENGTH, AT(padding), SIDE_TOP, NULL},
    {"text-align", WORD, AT(align), 0, aligns},
    {"text-autospace", FLAG, AT(autospace), 0, autospaces},
    {"text-emphasis", FLAG, AT(dots), 0, emphases},
    {"text-indent", LENGTH, AT(indent), 0, NULL},
    {"text-spacing-trim", WORD, AT(punct), 0, trims},
    {"vertical-align", WORD, AT(valign), 0, valigns},
    {"writing-mode", FLAG, AT(vertical), 0, modes},
};

static const struct prop *find(const char *name)
{
  for (size_t i = 0; i < sizeof props / sizeof *props; i++)
    if (!strcmp(props[i].name, name))
      return &props[i];
  return NULL;
}

static const char *skip(const char *s)
{
  while (*s == ' ')
    s++;
  return s;
}

/* Moves behind WORD if S begins with it as a whole word, else NULL. */
static const char *behind_word(const char *s, const char *word)
{
  size_t n = strlen(word);
  return !strncmp(s, word, n) && (!s[n] || strchr(" )", s[n])) ? skip(s + n) : NULL;
}

bool props_length(const char *s, const struct units *u, mpt *out,
                  const char **end)
{
  static const char *const names[] = {"pt", "mm", "em", "rlh"};
  const double units[] = {1000, 72000 / 25.4, u->em, u->rlh};
  char *rest;
  s = skip(s);
  if (!isdigit((unsigned char)*s) && *s != '-' && *s != '.' && *s != '+')
    return false;
  double v = strtod(s, &rest);
  if (rest == s)
    return false;
  double unit = v == 0 ? 1 : 0;
  for (int i = 0; i < 4; i++) {
    size_t n = strlen(names[i]);
    if (!strncmp(rest, names[i], n) && !isalpha((unsigned char)rest[n])) {
      unit = units[i];
      rest += n;
      break;
    }
  }
  v *= unit;
  if (unit == 0 || !(v > -5e6 && v < 5e6))
    return false;
  *out = (mpt)(v + (v < 0 ? -0.5 : 0.5));
  *end = skip(rest);
  return true;
}

static int hex_digit(char c)
{
  return isdigit((unsigned char)c) ? c - '0'
                                   : tolower((unsigned char)c) - 'a' + 10;
}

static bool hex_ink(const char *s, struct ink *ink, const char **end)
{
  int v[6], n = 0;
  for (s++; isxdigit((unsigned char)*s) && n < 6; s++, n++)
    v[n] = hex_digit(*s);
  *end = skip(s);
  if ((n != 3 && n != 6) || isxdigit((unsigned char)*s))
    return false;
  int high = n == 3 ? 1 : 2, low = n == 3 ? 0 : 1;
  *ink = (struct ink){.r = (uint8_t)(v[0] * 16 + v[low]),
                      .g = (uint8_t)(v[high] * 16 + v[high + low]),
                      .b = (uint8_t)(v[2 * high] * 16 + v[2 * high + low])};
  return true;
}

/* A share of an ink: 0–100 with %, 0–1 without. */
static bool read_share(const char **s, uint16_t *out)
{
  char *rest;
  double v = strtod(*s, &rest);
  if (rest == *s)
    return false;
  v *= *rest == '%' ? 10 : 1000;
  *s = skip(rest + (*rest == '%'));
  *out = v >= 0 && v <= 1000 ? (uint16_t)lround(v) : 0;
  return v >= 0 && v <= 1000;
}

static bool read_ink(const char *s, struct ink *ink, const char **end);

/* "device-cmyk(C M Y K)" or "device-cmyk(C M Y K, COLOUR)": what a press mixes,
 * and what is shown where there is none (CSS Color 5; the fallback is an
 * earlier draft's). S is behind the bracket. */
static bool read_mix(const char *s, struct ink *ink, const char **end)
{
  struct cmyk v;
  s = skip(s);
  if (!read_share(&s, &v.c) || !read_share(&s, &v.m) ||
      !read_share(&s, &v.y) || !read_share(&s, &v.k))
    return false;
  struct ink shown = ink_shown(v);
  if (*s == ',' && (strncmp(skip(s + 1), "device", 6) == 0 ||
                    !read_ink(skip(s + 1), &shown, &s)))
    return false;
  shown.is_mixed = true;
  shown.mix = v;
  *ink = shown;
  *end = *s == ')' ? skip(s + 1) : s;
  return *s == ')';
}

static bool read_ink(const char *s, struct ink *ink, const char **end)
{
  static const char mix[] = "device-cmyk(";
  const char *rest;
  if (*s == '#')
    return hex_ink(s, ink, end);
  if (!strncmp(s, mix, sizeof mix - 1))
    return read_mix(s + sizeof mix - 1, ink, end);
  if ((rest = behind_word(s, "black")))
    *ink = (struct ink){0};
  else if ((rest = behind_word(s, "white")))
    *ink = (struct ink){.r = 255, .g = 255, .b = 255};
  else
    return false;
  *end = rest;
  return true;
}

static bool read_word(const char *s, const struct word *words, int *out)
{
  for (; words->name; words++)
    if (!strcmp(s, words->name))
      return *out = words->value, true;
  return false;
}

/* 1 to 4 lengths as CSS gives them to top, right, bottom, left. */
static bool read_sides(const char *s, const struct units *u, mpt out[4])
{
  int n = 0;
  mpt v[4] = {0};
  while (*s && n < 4)
    if (!props_length(s, u, &v[n++], &s))
      return false;
  if (!n || *s)
    return false;
  out[SIDE_TOP] = v[0];
  out[SIDE_RIGHT] = n > 1 ? v[1] : v[0];
  out[SIDE_BOTTOM] = n > 2 ? v[2] : v[0];
  out[SIDE_LEFT] = n > 3 ? v[3] : out[SIDE_RIGHT];
  return true;
}

/* "0.5pt solid #000" or "none". */
static bool read_border(const char *s, struct style *st, int side,
                        const struct units *u)
{
  mpt w = 0;
  struct ink ink = st->ink;
  const char *rest = s;
  if (strcmp(s, "none") && strcmp(s, "0")) {
    if (!props_length(s, u, &w, &rest) || w < 0)
      return false;
    rest = behind_word(rest, "solid");
    if (!rest || (*rest && (!read_ink(rest, &ink, &rest) || *rest)))
      return false;
  }
  for (int i = 0; i < 4; i++)
    if (side < 0 || side == i) {
      st->border[i] = w;
      st->border_ink[i] = ink;
    }
  return true;
}

static bool add_family(struct style *st, struct fonts *fonts, const char *s,
                       size_t n)
{
  char name[128];
  if (!n || n >= sizeof name)
    return false;
  memcpy(name, s, n);
  name[n] = '\0';
  int face = fonts_find(fonts, name, st->weight);
  if (face >= 0 && st->nfaces < STYLE_FACES)
    st->faces[st->nfaces++] = face;
  return true;
}

/* The families of a list that are installed, in order; at least one must be.
 * st->weight must be known. The list is kept for a change of weight. */
static bool read_families(const char *s, struct style *st,
                          struct fonts *fonts)
{
  st->families = s;
  st->nfaces = 0;
  while (*s) {
    const char *from = s, *end;
    if (*s == '"' || *s == '\'') {
      end = strchr(++from, *s);
      if (!end || !add_family(st, fonts, from, (size_t)(end - from)))
        return false;
      s = skip(end + 1);
    } else {
      end = from + strcspn(from, ",");
      size_t n = (size_t)(end - from);
      while (n && from[n - 1] == ' ')
        n--;
      if (!add_family(st, fonts, from, n))
        return false;
      s = end;
    }
    if (*s && *s != ',')
      return false;
    s = *s ? skip(s + 1) : s;
  }
  return st->nfaces > 0;
}

static bool read_weight(const char *s, struct style *st, struct fonts *fonts)
{
  static const struct word words[] = {
      {"normal", 400}, {"bold", 700}, {0}};
  char *end;
  int w = 0;
  if (!read_word(s, words, &w)) {
    w = (int)strtol(s, &end, 10);
    if (*end || w < 100 || w > 900)
      return false;
  }
  if (w == st->weight)
    return true;
  st->weight = w;
  return !st->families || read_families(st->families, st, fonts);
}

/* line-height: a length, or a number of ems. */
static bool read_leading(const char *s, struct style *st,
                         const struct units *u)
{
  const char *end;
  char *rest;
  mpt leading;
  if (props_length(s, u, &leading, &end) && leading > 0) {
    st->leading = leading;
    return !*end;
  }
  double v = strtod(s, &rest);
  if (rest == s || *rest || !(v >= 0.5 && v <= 10))
    return false;
  st->leading = (mpt)(v * st->size);
  return true;
}

/* font: [weight] size[/line-height] families. FIRST: only the size. */
static bool read_font(const char *s, struct style *st, const struct units *u,
                      struct fonts *fonts, bool first)
{
  char word[16];
  const char *end;
  size_t n = strcspn(s, " ");
  if (n < sizeof word && strspn(s, "0123456789") == n) {
    memcpy(word, s, n);
    word[n] = '\0';
    if (!first && !read_weight(word, st, fonts))
      return false;
    s = skip(s + n);
  } else if (behind_word(s, "bold") || behind_word(s, "normal")) {
    if (!first && !read_weight(s[0] == 'b' ? "bold" : "normal", st, fonts))
      return false;
    s = skip(s + n);
  }
  mpt size;
  if (!props_length(s, u, &size, &end) || size < LEAST_SIZE)
    return false;
  if (first) {
    st->size = size;
    return true;
  }
  if (*end == '/') {
    char line[32];
    end = skip(end + 1);
    n = strcspn(end, " ");
    if (n >= sizeof line)
      return false;
    memcpy(line, end, n);
    line[n] = '\0';
    if (!read_leading(line, st, u))
      return false;
    end = skip(end + n);
  }
  return read_families(end, st, fonts);
}

static bool read_steps(const char *s, struct style *st, const struct units *u)
{
  st->nsizes = 0;
  while (*s) {
    if (st->nsizes == STYLE_STEPS ||
        !props_length(s, u, &st->sizes[st->nsizes], &s) ||
        st->sizes[st->nsizes] < LEAST_SIZE)
      return false;
    st->nsizes++;
  }
  return st->nsizes > 0;
}

/* Words such as over-5, vertical, boxed; each may be followed by a cost. */
static bool read_forms(const char *s, struct style *st)
{
  st->nforms = 0;
  while (*s) {
    size_t n = strcspn(s, " ");
    char *end;
    if (isdigit((unsigned char)*s) && st->nforms) {
      st->forms[st->nforms - 1].cost = (int)strtol(s, &end, 10);
      s = skip(end);
      continue;
    }
    struct form *f = &st->forms[st->nforms];
    size_t len = strcspn(s, " -");
    if (st->nforms == STYLE_FORMS || !len || len >= sizeof f->name)
      return false;
    memset(f, 0, sizeof *f);
    memcpy(f->name, s, len);
    if (s[len] == '-')
      f->number = (int)strtol(s + len + 1, NULL, 10);
    st->nforms++;
    s = skip(s + n);
  }
  return st->nforms > 0;
}

static bool read_count(const char *s, int *out, int most)
{
  char *end;
  long v = strtol(s, &end, 10);
  if (end == s || *end || v < 1 || v > most)
    return false;
  *out = (int)v;
  return true;
}

static bool read_box(const char *s, int box[4])
{
  for (int i = 0; i < 4; i++) {
    char *end;
    long v = strtol(s, &end, 10);
    if (end == s || v < 1 || v > (i % 2 ? MOST_LINES : MOST_COLUMNS))
      return false;
    box[i] = (int)v;
    s = skip(end);
  }
  return !*s;
}

/* A string in quotes; *N bytes long, without escapes. */
static bool read_string(const char **s, const char **out, int *n)
{
  char quote = **s;
  const char *end = quote == '"' || quote == '\'' ? strchr(*s + 1, quote)
                                                  : NULL;
  if (!end || end - *s > MOST_AROUND || memchr(*s, '\\', (size_t)(end - *s)))
    return false;
  *out = *s + 1;
  *n = (int)(end - *s - 1);
  *s = skip(end + 1);
  return true;
}

static bool read_around(const char *s, struct around *a)
{
  return read_string(&s, &a->before, &a->nbefore) &&
         read_string(&s, &a->after, &a->nafter) && !*s;
}

static bool set_length(struct style *st, const struct prop *p, const char *s,
                       const struct units *u)
{
  const char *end;
  mpt *out = (mpt *)((char *)st + p->at);
  if (p->kind == SIDE_LENGTH)
    out += p->side;
  return props_length(s, u, out, &end) && !*end;
}

static bool set_word(struct style *st, const struct prop *p, const char *s)
{
  int v;
  char *out = (char *)st + p->at;
  if (!read_word(s, p->words, &v))
    return false;
  if (p->kind == FLAG)
    *(bool *)out = v != 0;
  else
    *(int *)out = v;
  return true;
}

static bool set_fill(struct style *st, const char *s)
{
  const char *end;
  st->has_fill = strcmp(s, "none") && strcmp(s, "transparent");
  return !st->has_fill || (read_ink(s, &st->fill, &end) && !*end);
}

static bool set_value(struct style *st, const struct prop *p, const char *s,
                      const struct units *u, struct fonts *fonts)
{
  const char *end;
  switch (p->kind) {
  case LENGTH:
  case SIDE_LENGTH:
    return set_length(st, p, s, u);
  case LENGTHS4:
    return read_sides(s, u, (mpt *)((char *)st + p->at));
  case WORD:
  case FLAG:
    return set_word(st, p, s);
  case INK:
    return read_ink(s, &st->ink, &end) && !*end;
  case FILL:
    return set_fill(st, s);
  case WEIGHT:
    return read_weight(s, st, fonts);
  case FAMILIES:
    return read_families(s, st, fonts);
  case FONT:
    return read_font(s, st, u, fonts, false);
  case STEPS:
    return read_steps(s, st, u);
  case FORMS:
    return read_forms(s, st);
  case COUNT:
    return read_count(s, &st->columns, MOST_COLUMNS);
  case BOX:
    return read_box(s, st->box);
  case LEADING:
    return read_leading(s, st, u);
  case AROUND:
    return read_around(s, &st->around);
  case BORDER:
    return read_border(s, st, p->side, u);
  default:
    return false;
  }
}

static bool apply_first(struct style *st, const struct prop *p,
                        const struct css_decl *d, const struct units *u)
{
  const char *end;
  mpt size;
  if (!strcmp(p->name, "font-size")) {
    if (!props_length(d->value, u, &size, &end) || *end || size < LEAST_SIZE)
      return false;
    st->size = size;
    return true;
  }
  if (p->kind == FONT)
    return read_font(d->value, st, u, NULL, true);
  return true;
}

/* ---- what is wrong ---- */

static void tell_name(const struct css_decl *d)
{
  const char *near = NULL;
  int least = 3;
  for (size_t i = 0; i < sizeof props / sizeof *props; i++) {
    int edits = keys_distance(d->name, props[i].name);
    if (edits < least) {
      least = edits;
      near = props[i].name;
    }
  }
  if (near)
    diag_once(LEVEL_ERROR, d->at,
              _("property \"%s\" is not known here; did you mean \"%s\"?"),
              d->name, near);
  else
    diag_once(LEVEL_ERROR, d->at,
              _("property \"%s\" is not known here, remove it"), d->name);
}

/* A length in a unit that paper has not: "12px", "1.2rem". */
static bool has_other_unit(const char *s)
{
  static const char *const units[] = {"px", "rem", "vw", "vh", "cm", "in"};
  while ((s = strpbrk(s, "0123456789"))) {
    s += strspn(s, "0123456789.");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
      size_t n = strlen(units[i]);
      if (!strncmp(s, units[i], n) && !isalpha((unsigned char)s[n]))
        return true;
    }
  }
  return false;
}

static void tell_value(const struct prop *p, const struct css_decl *d)
{
  struct buf list = BUF_INIT;
  for (const struct word *w = p->words; w && w->name; w++)
    buf_printf(&list, "%s%s", list.n ? ", " : "", w->name);
  if (list.n)
    diag_once(LEVEL_ERROR, d->at, _("\"%s\" is no value for %s; use %s"),
              d->value, d->name, list.s);
  else if (has_other_unit(d->value))
    diag_once(LEVEL_ERROR, d->at,
              _("\"%s\" is no value for %s: print has lengths in pt, mm, em "
                "and rlh (body lines)"),
              d->value, d->name);
  else if (p->kind == INK || p->kind == FILL || p->kind == BORDER)
    diag_once(LEVEL_ERROR, d->at,
              _("\"%s\" is no value for %s; colours are #rrggbb, "
                "device-cmyk(), black or white"),
              d->value, d->name);
  else
    diag_once(LEVEL_ERROR, d->at,
              _("\"%s\" is no value for %s, or names no installed face; "
                "change it"),
              d->value, d->name);
  buf_free(&list);
}

bool props_apply(struct style *st, const struct css_decl *d,
                 const struct units *u, struct fonts *fonts, bool first)
{
  const struct prop *p = find(d->name);
  if (!p) {
    if (first)
      tell_name(d);
    return false;
  }
  if (!first && !strcmp(p->name, "font-size"))
    return true;
  bool ok = first ? apply_first(st, p, d, u)
                  : set_value(st, p, d->value, u, fonts);
  if (!ok)
    tell_value(p, d);
  return ok;
}

struct style props_inherit(const struct style *parent)
{
  struct style st = *parent;
  memset(st.margin, 0, sizeof st.margin);
  memset(st.padding, 0, sizeof st.padding);
  memset(st.border, 0, sizeof st.border);
  st.has_fill = st.hidden = false;
  st.nsizes = st.nforms = st.columns = st.valign = 0;
  memset(st.box, 0, sizeof st.box);
  st.height = 0;
  st.around = (struct around){0};
  return st;
}
