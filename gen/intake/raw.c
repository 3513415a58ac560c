#include "intake/raw.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/raw_in.h"

/* What files begin with that are no text, and what to do with them. */
struct sort {
  const char *bytes;
  size_t n;
  const char *why;
};

#define PICTURE                                                                \
  N_("a picture has no text to import; put it into the issue's folder and "    \
     "name it in a story: ![caption](file)")
#define PACKED                                                                 \
  N_("a packed archive; unpack it and import the files in it")

#define ARCHIVE                                                                \
  N_("a web archive (.mht); open it in Word and save it as .docx")

static const struct sort sorts[] = {
    {"\xD0\xCF\x11\xE0", 4,
     N_("an old Word or WPS file, or one with a password; open it in Word or "
        "WPS and save it as .docx, without a password")},
    {"{\\rtf", 5, N_("an RTF file; open it in Word or WPS and save it as .docx")},
    {"\xFF\xD8\xFF", 3, PICTURE},
    {"\x89PNG", 4, PICTURE},
    {"GIF8", 4, PICTURE},
    {"RIFF", 4, PICTURE},
    {"II*", 4, PICTURE},
    {"MM\0*", 4, PICTURE},
    {"8BPS", 4, PICTURE},
    {"Rar!", 4, PACKED},
    {"7z\xBC\xAF", 4, PACKED},
    {"\x1F\x8B", 2, PACKED},
    {"MIME-Version:", 13, ARCHIVE},
    {"From: <Saved", 12, ARCHIVE},
};

bool raw_refuse(const struct raw *raw, const char *why)
{
  diag(LEVEL_ERROR, place_file(raw->path), "%s", why);
  return false;
}

struct raw_item *raw_add(struct arena *arena, struct raw *raw,
                         enum raw_kind kind, const char *text)
{
  if (raw->n == raw->cap) {
    size_t cap = raw->cap ? raw->cap * 2 : 64;
    struct raw_item *all = arena_array(arena, cap, sizeof *all);
    if (raw->n)
      memcpy(all, raw->items, raw->n * sizeof *all);
    raw->items = all;
    raw->cap = cap;
  }
  struct raw_item *item = &raw->items[raw->n++];
  *item = (struct raw_item){.kind = kind,
                            .text = arena_copy(arena, text ? text : "")};
  return item;
}

static bool is_control(uint32_t r)
{
  return (r < 0x20 && r != '\t') || (r >= 0x7F && r < 0xA0) || r == 0xFFFE ||
         r == 0xFFFF;
}

char *raw_clean(struct arena *arena, struct raw *raw, const char *s, size_t n)
{
  char *text = arena_get(arena, n * 3 + 1), *to = text;
  for (const char *end = s + n; s < end;) {
    const char *from = s;
    uint32_t r = utf8_next(&s, end);
    if (is_control(r)) {
      raw->dropped++;
      continue;
    }
    raw->damaged += r == RUNE_BAD && s == from + 1;
    to += utf8_write(to, r);
  }
  *to = '\0';
  return text;
}

char *raw_name(struct arena *arena, const char *path)
{
  struct buf b = BUF_INIT;
  for (const char *s = path, *end = path + strlen(path); s < end;) {
    uint32_t r = utf8_next(&s, end);
    if (r == '/' || r == '\\')
      buf_clear(&b);
    else if (rune_is_han(r) || (r >= '0' && r <= '9') ||
             (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') ||
             (b.n && strchr("-_.", (int)r) && r < 0x80))
      buf_rune(&b, r);
  }
  char *name = arena_copy(arena, b.n && b.n < 200 ? b.s : "picture");
  buf_free(&b);
  return name;
}

bool raw_decode(struct raw *raw, struct buf *b, const char *s, size_t n)
{
  raw->charset = charset_read(b, s, n, &raw->damaged);
  return raw->charset ||
         raw_refuse(raw, _("its characters fit neither UTF-8 nor GB18030, "
                           "UTF-16 or Big5; save it as UTF-8 text"));
}

/* Standard input, up to the limit. */
static bool read_stdin(struct buf *b, const struct raw *raw)
{
  char part[65536];
  for (ssize_t n; (n = read(STDIN_FILENO, part, sizeof part)) != 0;) {
    if (n < 0)
      return raw_refuse(raw, _("cannot be read; try again with a file"));
    buf_put(b, part, (size_t)n);
    if (b->n > RAW_LIMIT)
      return raw_refuse(raw, _("more than 64 MB; import it in parts"));
  }
  return true;
}

static bool starts(const char *s, size_t n, const char *with)
{
  size_t m = strlen(with);
  return n >= m && !strncasecmp(s, with, m);
}

/* A page as browsers and WeChat save it: by its first tag, or by its name
 * where a tag of any kind comes first. */
static bool is_html(const char *path, const char *s, size_t n)
{
  const char *dot = strrchr(file_base(path), '.');
  while (n && strchr(" \t\r\n\xEF\xBB\xBF", *s)) {
    s++;
    n--;
  }
  return starts(s, n, "<!doctype html") || starts(s, n, "<html") ||
         (n && *s == '<' && dot &&
          (!strcasecmp(dot, ".html") || !strcasecmp(dot, ".htm")));
}

static bool refused(const struct raw *raw, const char *s, size_t n)
{
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
    if (n >= sorts[i].n && !memcmp(s, sorts[i].bytes, sorts[i].n))
      return !raw_refuse(raw, _(sorts[i].why));
  return false;
}

/* Word's older XML, all in one file. */
static bool is_word_xml(const char *s, size_t n)
{
  n = n < 4096 ? n : 4096;
  return memmem(s, n, "<?xml", 5) && (memmem(s, n, "w:wordDocument", 14) ||
                                      memmem(s, n, "pkg:package", 11));
}

static bool read_any(struct arena *arena, struct raw *raw, const char *s,
                     size_t n)
{
  if (starts(s, n, "PK\x03\x04"))
    return raw_docx(arena, raw, s, n);
  /* PDF readers look for this within the first kilobyte; so do we. */
  if (memmem(s, n < 1024 ? n : 1024, "%PDF-", 5))
    return raw_pdf(arena, raw, s, n);
  if (refused(raw, s, n))
    return false;
  if (is_word_xml(s, n))
    return raw_refuse(raw, _("Word's XML in one file; open it in Word or WPS "
                             "and save it as .docx"));
  if (is_html(raw->path, s, n))
    return raw_html(arena, raw, s, n);
  return raw_text(arena, raw, s, n);
}

/* Is there anything to import? */
static bool has_content(const struct raw *raw)
{
  for (size_t i = 0; i < raw->n; i++)
    if (raw->items[i].kind == RAW_PICTURE || raw->items[i].cells ||
        raw->items[i].text[strspn(raw->items[i].text, " \t")])
      return true;
  return raw_refuse(raw, _("has no text; import another file, or one with "
                           "text instead of pictures of it"));
}

struct raw *raw_load(struct arena *arena, const char *path)
{
  struct raw *raw = arena_get(arena, sizeof *raw);
  struct buf b = BUF_INIT;
  bool is_stdin = !strcmp(path, "-");
  raw->path = is_stdin ? "-" : path;
  buf_puts(&b, "");
  bool ok = is_stdin ? read_stdin(&b, raw) : file_read(&b, path, RAW_LIMIT);
  ok = ok && read_any(arena, raw, b.s, b.n) && has_content(raw);
  buf_free(&b);
  if (ok && raw->dropped > 0) /* nothing goes without a word */
    diag(LEVEL_NOTE, place_file(raw->path),
         _("control characters that were left out: %d"), raw->dropped);
  return ok ? raw : NULL;
}
