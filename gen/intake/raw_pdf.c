/* A PDF's text by way of pdftotext, with -raw -bbox: words with their boxes in
 * the order of the content stream. In that order the makers of papers write a
 * story column by column; -layout and the default order mix the columns of a
 * newspaper line by line, and -raw without boxes cuts a line wherever squeezed
 * marks overlap. From the boxes come lines, sizes, indents and gaps. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "intake/raw_in.h"

enum { SECONDS = 30, MEMORY = 1 << 30 };

/* U+2F00–2FD5, radicals: what some makers of PDF write instead of the
 * characters. */
static const char radicals[] =
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕"
    "大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日"
    "曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿"
    "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行"
    "衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音"
    "頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

static const char *const ligatures[] = {"ff", "fi", "fl", "ffi",
                                        "ffl", "st", "st"};

/* A line of a page: its words, joined. In points, from the left top. */
struct line {
  double left, right, top, foot;
  struct buf text;
};

struct reader {
  struct arena *arena;
  struct raw *raw;
  struct line line;  /* the one that grows; no text: none */
  struct line above; /* the one before it, without its text */
  size_t last;       /* its item + 1; 0: none on this page */
  bool is_indented;  /* it */
  int page, n;
};

/* Appends the N bytes of a word, with XML's entities, ligatures and radicals
 * resolved. */
static void put_word(struct buf *b, const char *s, size_t n)
{
  static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                      "&apos;"};
  for (const char *end = s + n; s < end;) {
    size_t i = 0;
    while (*s == '&' && i < 5 && strncmp(s, names[i], strlen(names[i])) != 0)
      i++;
    if (*s == '&' && i < 5) {
      buf_putc(b, "&<>\"'"[i]);
      s += strlen(names[i]);
      continue;
    }
    uint32_t r = utf8_next(&s, end);
    if (r >= 0xFB00 && r <= 0xFB06)
      buf_puts(b, ligatures[r - 0xFB00]);
    else if (r >= 0x2F00 && r <= 0x2FD5)
      buf_put(b, radicals + (size_t)(r - 0x2F00) * 3, 3);
    else if (r != 0xAD || s == end) /* a soft hyphen, if not at the end */
      buf_rune(b, r);
  }
}

static double size_of(const struct line *l)
{
  return l->foot - l->top;
}

/* Does A stand right above B, in the same column and type? */
static bool is_above(const struct line *a, const struct line *b)
{
  double em = size_of(b), step = b->top - a->top;
  return fabs(size_of(a) - em) < em / 4 && step > em / 2 && step < em * 2.2 &&
         a->left < b->right && b->left < a->right;
}

/* By how many em the line A begins right of B. */
static double shift(const struct line *a, const struct line *b)
{
  return (a->left - b->left) / (size_of(a) > 0 ? size_of(a) : 1);
}

static bool is_indent(double ems)
{
  return ems > 1.4 && ems < 2.7;
}

/* Two ideographic spaces before a line: the sign of a paragraph that texts
 * have, too. */
static void indent(struct reader *r, struct raw_item *item)
{
  size_t n = strlen(item->text);
  char *with = arena_get(r->arena, n + 7);
  memcpy(with, "　　", 6);
  memcpy(with + 6, item->text, n);
  item->text = with;
}

/* Joins a word that a soft hyphen parts at the end of the last line: what
 * belongs to it at the start of TEXT; returns what is left. */
static const char *join_soft(struct reader *r, const char *text)
{
  char *last = r->last ? r->raw->items[r->last - 1].text : "";
  size_t n = strlen(last), m = 0;
  if (n < 3 || memcmp(last + n - 2, "\xC2\xAD", 2) != 0)
    return text;
  while ((text[m] | 32) >= 'a' && (text[m] | 32) <= 'z')
    m++;
  if (!m)
    return text;
  char *all = arena_get(r->arena, n + m);
  memcpy(all, last, n - 2);
  memcpy(all + n - 2, text, m);
  r->raw->items[r->last - 1].text = all;
  return text + m + strspn(text + m, " ");
}

/* Indents are seen from the line above or from the one below, which tells of
 * the one above that it was indented. */
static void see_indents(struct reader *r, bool below, struct raw_item *item)
{
  double ems = shift(&r->line, &r->above);
  bool was = r->is_indented;
  r->is_indented = below && (is_indent(ems) || (was && fabs(ems) < 0.3));
  if (below && !was && is_indent(-ems))
    indent(r, &r->raw->items[r->last - 1]);
  if (r->is_indented)
    indent(r, item);
}

static void end_line(struct reader *r)
{
  struct line *l = &r->line;
  if (!l->text.n)
    return;
  bool below = r->last && is_above(&r->above, l);
  bool apart = r->last && !below && l->top > r->above.foot &&
               l->left < r->above.right && r->above.left < l->right;
  const char *text = below ? join_soft(r, l->text.s) : l->text.s;
  if (*text) {
    if (apart)
      *raw_add(r->arena, r->raw, RAW_LINE, NULL) =
          (struct raw_item){.line = r->n, .page = r->page, .text = ""};
    struct raw_item *item = raw_add(r->arena, r->raw, RAW_LINE, NULL);
    item->text = raw_clean(r->arena, r->raw, text, strlen(text));
    item->page = r->page;
    item->line = ++r->n;
    item->size = (int)lround(size_of(l) * 2);
    see_indents(r, below, item);
    r->last = r->raw->n;
  }
  r->above = *l;
  r->above.text = (struct buf)BUF_INIT;
  buf_clear(&l->text);
}

/* May W go on where the line ends? Squeezed marks overlap; what is far away
 * is another column. */
static bool goes_on(const struct line *l, const struct line *w)
{
  double em = fmax(size_of(l), size_of(w)), gap = w->left - l->right;
  double middle = (w->top + w->foot) / 2;
  return l->text.n && gap > -em && gap < em * 2.5 && middle > l->top &&
         middle < l->foot && w->left > l->left;
}

static bool is_latin(const char *s, size_t n, bool at_end)
{
  unsigned char c = n ? (unsigned char)s[at_end ? n - 1 : 0] : 0x80;
  return c < 0x80;
}

static void add_word(struct reader *r, const struct line *w)
{
  struct line *l = &r->line;
  if (!goes_on(l, w)) {
    end_line(r);
    struct buf keep = l->text;
    *l = *w;
    l->text = keep;
    buf_put(&l->text, w->text.s, w->text.n);
    return;
  }
  double gap = (w->left - l->right) / fmax(size_of(l), 1);
  bool latin = is_latin(l->text.s, l->text.n, true) &&
               is_latin(w->text.s, w->text.n, false);
  if (gap > (latin ? 0.1 : 0.4))
    buf_putc(&l->text, ' ');
  buf_put(&l->text, w->text.s, w->text.n);
  l->right = fmax(l->right, w->right);
  l->top = fmin(l->top, w->top);
  l->foot = fmax(l->foot, w->foot);
}

static void end_page(struct reader *r)
{
  end_line(r);
  if (r->page) {
    struct raw_item *item = raw_add(r->arena, r->raw, RAW_BREAK, NULL);
    item->page = r->page;
    item->line = r->n;
  }
  r->page++;
  r->last = 0;
  r->is_indented = false;
}

/* The number behind NAME=" in the tag at S; 0 when there is none. */
static double number(const char *s, const char *end, const char *name)
{
  const char *at = memmem(s, (size_t)(end - s), name, strlen(name));
  double v = at ? strtod(at + strlen(name), NULL) : 0;
  return isfinite(v) && fabs(v) < 1e6 ? v : 0;
}

/* The lines `<word xMin="…" yMin="…" xMax="…" yMax="…">text</word>` and
 * `<page …>` of pdftotext. */
static void read_boxes(struct reader *r, const char *s, const char *all_end)
{
  struct line word = {0};
  for (const char *end; s < all_end; s = end + 1) {
    end = memchr(s, '\n', (size_t)(all_end - s));
    end = end ? end : all_end;
    const char *tag = s + strspn(s, " ");
    if (end - tag > 5 && !memcmp(tag, "<page", 5))
      end_page(r);
    if (end - tag < 6 || memcmp(tag, "<word", 5) != 0)
      continue;
    const char *from = memchr(tag, '>', (size_t)(end - tag));
    if (!from || !r->page)
      continue;
    word.left = number(tag, from, "xMin=\"");
    word.right = number(tag, from, "xMax=\"");
    word.top = number(tag, from, "yMin=\"");
    word.foot = number(tag, from, "yMax=\"");
    const char *to = memmem(from, (size_t)(end - from), "</word>", 7);
    buf_clear(&word.text);
    put_word(&word.text, from + 1, (size_t)((to ? to : end) - from - 1));
    if (word.text.n)
      add_word(r, &word);
  }
  end_line(r);
  buf_free(&word.text);
  buf_free(&r->line.text);
}

/* Starts pdftotext on the file descriptor FILE, its output into OUT. */
static pid_t start(int file, int out)
{
  char path[32] = "/dev/fd/9";
  char *argv[] = {"pdftotext", "-q",    "-raw", "-bbox", "-enc",
                  "UTF-8",     path,    "-",    NULL};
  posix_spawn_file_actions_t acts;
  pid_t pid = -1;
  posix_spawn_file_actions_init(&acts);
  posix_spawn_file_actions_adddup2(&acts, file, 9);
  posix_spawn_file_actions_adddup2(&acts, out, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&acts, STDERR_FILENO, "/dev/null", O_WRONLY,
                                   0);
  errno = posix_spawnp(&pid, argv[0], &acts, NULL, argv, environ);
  posix_spawn_file_actions_destroy(&acts);
  return errno ? -1 : pid;
}

static int milliseconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int)(t.tv_sec % 1000000 * 1000 + t.tv_nsec / 1000000);
}

/* All that comes from FD till it is closed; NULL, or why it was given up. */
static const char *drain(struct buf *b, int fd)
{
  char part[65536];
  int begin = milliseconds();
  for (;;) {
    struct pollfd p = {fd, POLLIN, 0};
    int left = SECONDS * 1000 - (milliseconds() - begin);
    if (left <= 0 || poll(&p, 1, left) == 0)
      return _("takes longer than 30 seconds to read; import its pages in "
               "parts");
    ssize_t n = read(fd, part, sizeof part);
    if (n == 0)
      return NULL;
    if (n < 0 && errno != EINTR)
      return _("cannot be read; try again later");
    if (n > 0)
      buf_put(b, part, (size_t)n);
    if (b->n > RAW_LIMIT)
      return _("has more than 64 MB of text; import its pages in parts");
  }
}

/* Runs it; the boxes into B. */
static bool convert(const struct raw *raw, struct buf *b, int file)
{
  int ends[2], status = 0;
  if (pipe2(ends, O_CLOEXEC) < 0)
    return raw_refuse(raw, _("cannot be read; try again later"));
  pid_t pid = start(file, ends[1]);
  int why = errno;
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return raw_refuse(raw, why == ENOENT
                               ? _("a PDF is read by pdftotext, which is not "
                                   "here; install the package poppler-utils")
                               : _("pdftotext cannot be started; try again"));
  }
  prlimit(pid, RLIMIT_AS, &(struct rlimit){MEMORY, MEMORY}, NULL);
  const char *given_up = drain(b, ends[0]);
  close(ends[0]);
  if (given_up)
    kill(pid, SIGKILL);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
  if (given_up)
    return raw_refuse(raw, given_up);
  return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
         raw_refuse(raw, _("pdftotext cannot read this PDF, it is damaged or "
                           "has a password; save it anew from its program"));
}

/* The bytes once more as a file without a name, so that no name of a file
 * can be taken for an option, and nobody changes it meanwhile. */
static int as_file(const char *s, size_t n)
{
  int fd = memfd_create("pdf", MFD_CLOEXEC);
  while (fd >= 0 && n) {
    ssize_t k = write(fd, s, n);
    if (k <= 0) {
      close(fd);
      return -1;
    }
    s += k;
    n -= (size_t)k;
  }
  return fd;
}

bool raw_pdf(struct arena *arena, struct raw *raw, const char *s, size_t n)
{
  struct buf b = BUF_INIT;
  struct reader r = {.arena = arena, .raw = raw};
  int file = as_file(s, n);
  buf_puts(&b, "");
  bool ok = file >= 0 ? convert(raw, &b, file)
                      : raw_refuse(raw, _("cannot be read; try again later"));
  if (file >= 0)
    close(file);
  raw->charset = "PDF";
  if (ok) {
    read_boxes(&r, b.s, b.s + b.n);
    size_t k = 0;
    while (k < raw->n && raw->items[k].kind == RAW_BREAK)
      k++;
    if (k == raw->n)
      ok = raw_refuse(raw, _("this PDF has no text, its pages are pictures; "
                             "ask for the Word file"));
  }
  buf_free(&b);
  return ok;
}
