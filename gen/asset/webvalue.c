#include "asset/webvalue.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ink.h"

/* ---- colours ---- */

static const struct {
  const char *name;
  uint32_t rgb;
} names[] = {
    {"aqua", 0x00ffff},      {"beige", 0xf5f5dc},     {"black", 0x000000},
    {"blue", 0x0000ff},      {"brown", 0xa52a2a},     {"coral", 0xff7f50},
    {"crimson", 0xdc143c},   {"cyan", 0x00ffff},      {"darkblue", 0x00008b},
    {"darkgray", 0xa9a9a9},  {"darkgreen", 0x006400}, {"darkgrey", 0xa9a9a9},
    {"darkred", 0x8b0000},   {"dimgray", 0x696969},   {"dimgrey", 0x696969},
    {"firebrick", 0xb22222}, {"fuchsia", 0xff00ff},   {"gainsboro", 0xdcdcdc},
    {"gold", 0xffd700},      {"gray", 0x808080},      {"green", 0x008000},
    {"grey", 0x808080},      {"indigo", 0x4b0082},    {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c},     {"lightgray", 0xd3d3d3}, {"lightgrey", 0xd3d3d3},
    {"lime", 0x00ff00},      {"linen", 0xfaf0e6},     {"magenta", 0xff00ff},
    {"maroon", 0x800000},    {"navy", 0x000080},      {"olive", 0x808000},
    {"orange", 0xffa500},    {"pink", 0xffc0cb},      {"purple", 0x800080},
    {"red", 0xff0000},       {"salmon", 0xfa8072},    {"silver", 0xc0c0c0},
    {"snow", 0xfffafa},      {"steelblue", 0x4682b4}, {"tan", 0xd2b48c},
    {"teal", 0x008080},      {"tomato", 0xff6347},    {"white", 0xffffff},
    {"whitesmoke", 0xf5f5f5}, {"yellow", 0xffff00},
};

static struct ink from_rgb(uint32_t v)
{
  return (struct ink){.r = (uint8_t)(v >> 16),
                      .g = (uint8_t)(v >> 8),
                      .b = (uint8_t)v};
}

static bool read_hex(const char *s, struct ink *out)
{
  size_t n = strspn(s, "0123456789abcdefABCDEF");
  uint32_t v = (uint32_t)strtoul(s, NULL, 16);
  if (s[n] || (n != 3 && n != 6 && n != 8))
    return false;
  if (n == 8 && (v & 0xff) != 0xff)
    return false; /* what lies behind it is not known */
  if (n == 8)
    v >>= 8;
  if (n == 3)
    v = (v & 0xf00) * 0x1100 + (v & 0xf0) * 0x110 + (v & 0xf) * 0x11;
  *out = from_rgb(v);
  return true;
}

/* Up to MOST numbers of "f(a b, c / d)"; percentages are of WHOLE. How many. */
static int read_numbers(const char *s, double *v, int most, double whole)
{
  int n = 0;
  for (s = strchr(s, '(') + 1; *s && *s != ')';) {
    char *end;
    double one = strtod(s, &end);
    if (end == s) {
      if (!strchr(" ,/", *s))
        return -1;
      s++;
      continue;
    }
    if (n == most)
      return -1;
    if (!strncmp(end, "deg", 3))
      end += 3;
    v[n++] = *end == '%' ? one * whole / 100 : one;
    s = end + (*end == '%');
  }
  return n;
}

static uint8_t byte(double v)
{
  return (uint8_t)(v <= 0 ? 0 : v >= 255 ? 255 : v + 0.5);
}

static bool read_rgb(const char *s, struct ink *out)
{
  double v[4];
  int n = read_numbers(s, v, 4, 255);
  if (n < 3 || (n == 4 && v[3] < 1))
    return false;
  *out = (struct ink){.r = byte(v[0]), .g = byte(v[1]), .b = byte(v[2])};
  return true;
}

static double hue(double p, double q, double t)
{
  t -= floor(t);
  if (t < 1.0 / 6)
    return p + (q - p) * 6 * t;
  if (t < 0.5)
    return q;
  return t < 2.0 / 3 ? p + (q - p) * (2.0 / 3 - t) * 6 : p;
}

static bool read_hsl(const char *s, struct ink *out)
{
  double v[4];
  int n = read_numbers(s, v, 4, 1);
  if (n < 3 || (n == 4 && v[3] < 1))
    return false;
  double l = v[2], q = l < 0.5 ? l * (1 + v[1]) : l + v[1] - l * v[1];
  double p = 2 * l - q, h = v[0] / 360;
  *out = (struct ink){.r = byte(255 * hue(p, q, h + 1.0 / 3)),
                      .g = byte(255 * hue(p, q, h)),
                      .b = byte(255 * hue(p, q, h - 1.0 / 3))};
  return true;
}

/* "device-cmyk(0% 0% 0% 100%, #5a5a5a)": what stands behind the comma. */
static bool read_mix(const char *s, struct ink *out)
{
  const char *comma = strchr(s, ',');
  if (comma) {
    char rest[32];
    comma += 1 + strspn(comma + 1, " ");
    size_t n = strcspn(comma, ")");
    if (n >= sizeof rest)
      return false;
    memcpy(rest, comma, n);
    rest[n] = '\0';
    return *rest == '#' && read_hex(rest + 1, out);
  }
  double v[4];
  if (read_numbers(s, v, 4, 1) != 4)
    return false;
  for (int i = 0; i < 4; i++)
    v[i] = v[i] < 0 ? 0 : v[i] > 1 ? 1 : v[i];
  *out = ink_shown((struct cmyk){
      (uint16_t)(v[0] * 1000), (uint16_t)(v[1] * 1000),
      (uint16_t)(v[2] * 1000), (uint16_t)(v[3] * 1000)});
  return true;
}

bool webvalue_colour(const char *s, struct ink *out)
{
  if (*s == '#')
    return read_hex(s + 1, out);
  if (!strncmp(s, "rgb(", 4) || !strncmp(s, "rgba(", 5))
    return read_rgb(s, out);
  if (!strncmp(s, "hsl(", 4) || !strncmp(s, "hsla(", 5))
    return read_hsl(s, out);
  if (!strncmp(s, "device-cmyk(", 12))
    return read_mix(s, out);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcasecmp(names[i].name, s)) {
      *out = from_rgb(names[i].rgb);
      return true;
    }
  return false;
}

static double channel(int byte_value)
{
  double v = byte_value / 255.0;
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double light(struct ink i)
{
  return 0.2126 * channel(i.r) + 0.7152 * channel(i.g) +
         0.0722 * channel(i.b);
}

double webvalue_contrast(struct ink a, struct ink b)
{
  double x = light(a), y = light(b);
  return ((x > y ? x : y) + 0.05) / ((x > y ? y : x) + 0.05);
}

/* ---- lengths ---- */

enum { DEPTH = 8 };

struct sum {
  const char *p;
  const struct webvalue_units *u;
  int depth;
};

static double read_sum(struct sum *s);

static void skip(struct sum *s)
{
  while (isspace((unsigned char)*s->p))
    s->p++;
}

static double unit(struct sum *s)
{
  const struct {
    const char *name;
    double px;
  } units[] = {{"px", 1},          {"pt", 96.0 / 72},  {"mm", 96 / 25.4},
               {"cm", 96 / 2.54},  {"in", 96},         {"pc", 16},
               {"rem", s->u->rem}, {"em", s->u->em},   {"%", s->u->em / 100}};
  size_t n = *s->p == '%' ? 1 : 0;
  while (!n || isalpha((unsigned char)s->p[n])) {
    if (!isalpha((unsigned char)s->p[n]))
      break;
    n++;
  }
  if (!n)
    return 1;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strlen(units[i].name) == n && !strncmp(units[i].name, s->p, n)) {
      s->p += n;
      return units[i].px;
    }
  s->p += n;
  return NAN;
}

/* min(), max() and clamp(), whose name was NAME; S is behind the bracket. */
static double read_choice(struct sum *s, char name)
{
  double v[8];
  int n = 0;
  do {
    s->p += *s->p == ',';
    double one = read_sum(s);
    if (n < 8)
      v[n++] = one;
  } while (*s->p == ',');
  double out = v[0];
  for (int i = 1; i < n && name != 'l'; i++)
    if (name == 'i')
      out = isnan(out) || isnan(v[i]) ? NAN : fmin(out, v[i]);
    else
      out = fmax(out, v[i]); /* of a number and NaN the number */
  if (name == 'l' && n == 3)
    out = fmax(v[0], isnan(v[1]) || isnan(v[2]) ? NAN : fmin(v[1], v[2]));
  return out;
}

static double read_call(struct sum *s)
{
  const char *name = s->p;
  while (isalpha((unsigned char)*s->p))
    s->p++;
  if (*s->p != '(' || ++s->depth > DEPTH)
    return NAN;
  s->p++;
  double v = NAN;
  if (!strncmp(name, "min(", 4) || !strncmp(name, "max(", 4))
    v = read_choice(s, name[1] == 'i' ? 'i' : 'a');
  else if (!strncmp(name, "clamp(", 6))
    v = read_choice(s, 'l');
  else if (*name == '(' || !strncmp(name, "calc(", 5))
    v = read_sum(s);
  s->depth--;
  if (*s->p != ')')
    return NAN;
  s->p++;
  return v;
}

static double read_value(struct sum *s)
{
  skip(s);
  if (isalpha((unsigned char)*s->p) || *s->p == '(')
    return read_call(s);
  char *end;
  double v = strtod(s->p, &end);
  if (end == s->p)
    return NAN;
  s->p = end;
  return v * unit(s);
}

static double read_product(struct sum *s)
{
  double v = read_value(s);
  for (skip(s); *s->p == '*' || *s->p == '/'; skip(s)) {
    char sign = *s->p++;
    double next = read_value(s);
    v = sign == '*' ? v * next : v / next;
  }
  return v;
}

static double read_sum(struct sum *s)
{
  double v = read_product(s);
  for (skip(s); *s->p == '+' || *s->p == '-'; skip(s)) {
    char sign = *s->p++;
    double next = read_product(s);
    v = sign == '+' ? v + next : v - next;
  }
  return v;
}

bool webvalue_px(const char *s, const struct webvalue_units *u, double *out)
{
  struct sum sum = {s, u, 0};
  if (!isdigit((unsigned char)*s) && !strchr("+-.", *s) && !strchr(s, '('))
    return false;
  *out = read_sum(&sum);
  skip(&sum);
  return !*sum.p && isfinite(*out);
}

/* A size begins with a figure or is a function; a weight has no unit. */
static bool is_size(const char *s, size_t n)
{
  if (isalpha((unsigned char)*s))
    return n > 4 && memchr(s, '(', n) != NULL;
  return (isdigit((unsigned char)*s) || *s == '.') &&
         strspn(s, "0123456789.") < n;
}

bool webvalue_font_size(const char *font, char *out, int size)
{
  while (*font) {
    size_t n = 0;
    for (int depth = 0; font[n] && (depth || !strchr(" /", font[n])); n++)
      depth += (font[n] == '(') - (font[n] == ')');
    if (is_size(font, n) && n < (size_t)size) {
      memcpy(out, font, n);
      out[n] = '\0';
      return true;
    }
    font += n;
    if (*font)
      font++;
  }
  return false;
}
