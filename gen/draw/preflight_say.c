/* What preflight finds, in an editor's words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "draw/preflight.h"

enum { QUOTE = 30 /* bytes of a text that are shown */ };

const char *preflight_word(enum fault_on on)
{
  switch (on) {
  case FAULT_ON_TEXT:
    return _("the text");
  case FAULT_ON_LINE:
    return _("a line");
  case FAULT_ON_AREA:
    return _("a tint");
  case FAULT_ON_PICTURE:
    return _("a picture");
  }
  return "";
}

/* How much of S is shown: whole characters. */
static int shown(const char *s)
{
  size_t n = strlen(s);
  if (n <= QUOTE)
    return (int)n;
  for (n = QUOTE; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80;)
    n--;
  return (int)n;
}

static double points(int mpt)
{
  return mpt / 1000.0;
}

static double millimetres(int mpt)
{
  return mpt * 25.4 / 72000;
}

/* Page and story before what is wrong. */
static char *where(const struct fault *f)
{
  return *f->story
             ? mem_printf(_("page %d, story %s"), f->page, f->story)
             : mem_printf(_("page %d, outside of stories"), f->page);
}

/* What is wrong, and what to do. */
static char *what(const struct fault *f)
{
  const char *s = f->what ? f->what : "";
  int n = shown(s);
  switch (f->kind) {
  case FAULT_MIXED:
    return mem_printf(_("“%.*s” is %.3g pt high and printed in more than one "
                        "ink, which will blur; make it black, or 8 pt"),
                      n, s, points(f->value));
  case FAULT_REVERSED:
    return mem_printf(_("“%.*s” is %.3g pt high and lighter than its ground, "
                        "which will fill in; make it 9 pt"),
                      n, s, points(f->value));
  case FAULT_LINE:
    return mem_printf(_("a line is %.2g pt thick and will break up; make it "
                        "0.2 pt"),
                      points(f->value));
  case FAULT_DPI:
    return mem_printf(_("a picture has %d dpi at its size and will look "
                        "coarse; send a larger file or print it smaller"),
                      f->value);
  case FAULT_INK:
    return mem_printf(_("%.*s takes %d %% ink in all, newsprint bears 240 %%; "
                        "choose a lighter colour, or another profile"),
                      n, s, f->value);
  case FAULT_FACE:
    return mem_printf(_("the face %.*s forbids to be embedded, so a press "
                        "must not print it; choose another"),
                      n, s);
  case FAULT_MODULE:
    return mem_printf(_("the modules of a code are %.2g mm wide and will fill "
                        "in; give it more room or a shorter address"),
                      millimetres(f->value));
  case FAULT_QUIET:
    return mem_printf(_("“%.*s” stands in the white round a code, which will "
                        "not be read; move one of them"),
                      n, s);
  }
  return mem_copy("");
}

void preflight_print(void *data, const struct fault *f)
{
  (void)data;
  char *at = where(f), *text = what(f);
  diag_once(LEVEL_WARN, place_none(), _("preflight: %s: %s"), at, text);
  free(text);
  free(at);
}
