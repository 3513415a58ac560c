#include "cmd/serve_keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/build_in.h"
#include "cmd/digest.h"
#include "cmd/feeds.h"
#include "cmd/key.h"
#include "tree/node.h"
#include "tree/site.h"
#include "tree/theme.h"
#include "web/feed.h"
#include "web/related.h"
#include "web/web.h"

enum { PATIENCE = 3, /* rebuilds given up before one may reach the screen */
       GLANCE = 20,  /* milliseconds */
       LISTEN = 1 << 12 };

/* What a child leaves to the keeper, in memory that both have. */
struct board {
  volatile int shown;   /* issues on the screen */
  volatile int is_whole; /* all is done, STATE holds */
  volatile char state[]; /* of each task */
};

struct keeping {
  struct build b;
  struct board *board;
  const char *first;  /* what is looked at */
  char *named;        /* that, when the server said so */
  pid_t child;        /* 0: none */
  int pidfd, orders;
  int given_up;       /* in a row, before anything was shown */
  bool is_stale;      /* the pages that all share must be made */
  bool is_late;       /* what the child makes is out of date */
  bool only_first;
  struct buf line;    /* of orders, not whole yet */
};

static void tell(const char *what, const char *name, int number)
{
  struct buf b = BUF_INIT;
  buf_printf(&b, "%c%s%c%s%c%d\n", KEEPER_LINE, what, KEEPER_NEXT, name,
             KEEPER_NEXT, number);
  if (write(STDERR_FILENO, b.s, b.n) < 0)
    _exit(3); /* nobody listens */
  buf_free(&b);
}

/* --- in the workers ------------------------------------------------------- */

static void on_begin(struct build *b, const struct task *t)
{
  (void)b;
  diag_wire(t->rel);
  tell("begin", t->rel, 0);
}

/* What is printed stays in its place until it is made again: the pages link
 * it. */
static void keep_printed(const char *from, const char *to)
{
  char **names = file_list(from);
  for (char **n = names; n && *n; n++) {
    const char *dot = strrchr(*n, '.');
    if (!dot || (strcmp(dot, ".pdf") != 0 && strcmp(dot, ".json") != 0))
      continue;
    char *a = file_join(from, *n), *b = file_join(to, *n);
    if (!file_exists(b))
      file_link(a, b);
    free(a);
    free(b);
  }
  free(names);
}

static bool on_show(struct build *b, const struct task *t)
{
  char *from = file_join(b->output.next_site, t->rel);
  char *to = file_join(b->output.site, t->rel);
  char *paper = mem_copy_n(to, (size_t)(file_base(to) - to));
  keep_printed(to, from);
  bool ok = output_remember(&b->output, "keys", t->rel, "") &&
            file_mkdirs(paper) && file_swap(from, to);
  b->is_shown = ok;
  free(paper);
  free(to);
  free(from);
  if (ok)
    tell("shown", t->rel, 0);
  return ok;
}

static void on_end(struct build *b, const struct task *t, int status)
{
  (void)b;
  fflush(stderr);
  tell("end", t->rel, status);
}

static const struct preview hooks = {on_begin, on_show, on_end};

/* --- the child: one rebuild ----------------------------------------------- */

/* Another theme: its style sheets first, all pages have them. */
static void show_assets(struct build *b)
{
  char *last = output_recall(&b->output, "keys", "common");
  bool same = last && !strcmp(last, b->common);
  free(last);
  if (same || !file_exists(b->output.site))
    return;
  char *from = file_join(b->output.next_site, "assets");
  char *to = file_join(b->output.site, "assets");
  output_remember(&b->output, "keys", "common", "");
  if (web_assets(b->web, b->output.next_site) && file_swap(from, to))
    tell("shown", "", 0);
  file_remove(from);
  free(to);
  free(from);
}

/* What is looked at alone, so that nothing else takes its time. */
static void make_first(struct keeping *k)
{
  struct build *b = &k->b;
  bool *later = mem_array(b->n, sizeof *later), any = false;
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    bool is_first = t->state == TASK_MAKE && !strcmp(t->rel, k->first);
    later[i] = t->state == TASK_MAKE && !is_first;
    any = any || is_first;
  }
  for (size_t i = 0; any && i < b->n; i++)
    if (later[i])
      b->tasks[i].state = TASK_KEEP;
  if (any)
    build_make(b);
  for (size_t i = 0; any && i < b->n; i++)
    if (later[i])
      b->tasks[i].state = TASK_MAKE;
  free(later);
}

static bool any_left(const struct build *b)
{
  for (size_t i = 0; i < b->n; i++)
    if (b->tasks[i].state == TASK_MAKE)
      return true;
  return false;
}

static _Noreturn void leave(struct keeping *k, bool ok)
{
  for (size_t i = 0; i < k->b.n; i++)
    k->board->state[i] = (char)k->b.tasks[i].state;
  k->board->is_whole = 1;
  fflush(stderr);
  tell("end", "*", ok ? 0 : 1);
  file_remove(k->b.output.next); /* now, while nobody waits */
  _exit(0);
}

static _Noreturn void rebuild(struct keeping *k, pid_t maker)
{
  struct build *b = &k->b;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != maker)
    _exit(3);
  diag_fork();
  diag_wire("*");
  tell("begin", "*", 0);
  bool ok = output_begin(&b->output);
  if (ok)
    show_assets(b);
  if (ok)
    make_first(k);
  if (k->only_first)
    leave(k, ok);
  if (ok && any_left(b))
    build_make(b);
  if (ok)
    build_settle(b);
  ok = ok && build_publish(b) &&
       output_remember(&b->output, "keys", "common", b->common);
  leave(k, ok);
}

/* --- the keeper ----------------------------------------------------------- */

static void give_up(struct keeping *k)
{
  if (!k->child)
    return;
  kill(k->child, SIGKILL);
  close(k->pidfd);
  /* Its workers end with it, and are ours then: none may write any more. */
  while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
    ;
  k->child = 0;
  k->is_late = false;
  k->given_up = k->board->shown ? 0 : k->given_up + 1;
}

static void start_child(struct keeping *k)
{
  pid_t maker = getpid();
  k->board->shown = 0;
  k->board->is_whole = 0;
  fflush(NULL);
  k->child = fork();
  if (k->child == 0)
    rebuild(k, maker);
  if (k->child > 0) {
    k->pidfd = pidfd_open(k->child, 0);
    return;
  }
  diag(LEVEL_FATAL, place_none(), _("cannot start a worker: %s"),
       strerror(errno));
  _exit(3);
}

/* What failed stays marked so, for its last good output is what other pages
 * speak of; it is tried again when it is saved. */
static void take_over(struct keeping *k)
{
  struct build *b = &k->b;
  while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
    ;
  close(k->pidfd);
  k->child = 0;
  k->given_up = 0;
  k->is_stale = k->is_late;
  k->is_late = false;
  bool whole = k->board->is_whole;
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    if (t->state == TASK_MAKE && !k->is_stale)
      t->state = whole && (k->board->state[i] == TASK_DONE || k->only_first)
                     ? TASK_KEEP
                     : TASK_FAILED;
  }
  if (!whole)
    diag(LEVEL_ERROR, place_none(),
         _("a process of this build died, please report this"));
  tell("done", "", 0);
}

/* The issues whose pages speak of stories of another one, and those whose
 * stories come into a feed again. */
static void mark_kin(struct build *b)
{
  related_find(b->site);
  for (size_t i = 0; i < b->n; i++) {
    struct task *t = &b->tasks[i];
    const char *kin = node_attr(t->card, "kin");
    bool changed = strcmp(t->kin, kin ? kin : "") != 0;
    if (t->state == TASK_FAILED ||
        (!changed && feeds_fresh(&b->output, t->rel, t->card)))
      continue;
    build_set_key(b, t);
    t->state = TASK_MAKE;
  }
}

/* A card that says what it said keeps what was found out about it. */
static void keep_related(xmlNode *card, char *kin, char *related)
{
  if (kin)
    node_set(card, "kin", kin);
  if (related)
    node_set(card, "related", related);
}

static char *copy_of(const char *s)
{
  return s ? mem_copy(s) : NULL;
}

/* Reads the card of T again. False: more than this issue is touched. */
static bool read_card(struct build *b, struct task *t)
{
  char all[33], head[33], now_all[33] = "", now_head[33] = "";
  char *kin = copy_of(node_attr(t->card, "kin"));
  char *related = copy_of(node_attr(t->card, "related"));
  key_card(all, t->card, true);
  key_card(head, t->card, false);
  xmlNode *card = site_again(t->card, b->content);
  if (card) {
    t->card = card;
    key_card(now_all, card, true);
    key_card(now_head, card, false);
  }
  bool ok = card && !strcmp(head, now_head);
  if (ok)
    feed_choose(xmlDocGetRootElement(b->site));
  if (ok && !strcmp(all, now_all))
    keep_related(card, kin, related);
  else if (ok)
    mark_kin(b);
  free(related);
  free(kin);
  return ok;
}

static struct task *task_of(struct build *b, const char *rel)
{
  for (size_t i = 0; i < b->n; i++)
    if (!strcmp(b->tasks[i].rel, rel))
      return &b->tasks[i];
  return NULL;
}

static void touch(struct keeping *k, const char *rel)
{
  struct task *t = task_of(&k->b, rel);
  char last[33];
  if (!t || !t->card || !read_card(&k->b, t)) {
    tell("again", rel, 0);
    give_up(k);
    _exit(0);
  }
  snprintf(last, sizeof last, "%s", t->key);
  build_set_key(&k->b, t);
  if (!strcmp(last, t->key) && t->state == TASK_KEEP) {
    tell("same", rel, 0);
    return;
  }
  t->state = TASK_MAKE;
  k->is_late = k->child != 0;
}

static void obey(struct keeping *k, char *order)
{
  char *name = strchr(order, ' ');
  if (!name)
    return;
  *name++ = '\0';
  if (!strcmp(order, "touch")) {
    touch(k, name);
  } else {
    free(k->named);
    k->named = mem_copy(name);
    k->first = k->named;
  }
}

/* Orders are lines; the server is gone when there is an end to them. */
static void listen_to(struct keeping *k)
{
  char part[LISTEN];
  ssize_t n = read(k->orders, part, sizeof part);
  if (n == 0) {
    give_up(k);
    _exit(0);
  }
  buf_put(&k->line, part, n > 0 ? (size_t)n : 0);
  for (char *end; k->line.n && (end = memchr(k->line.s, '\n', k->line.n));) {
    size_t length = (size_t)(end - k->line.s) + 1;
    *end = '\0';
    obey(k, k->line.s);
    memmove(k->line.s, k->line.s + length, k->line.n - length);
    k->line.n -= length;
  }
}

static void wait_for_news(struct keeping *k)
{
  struct pollfd v[2] = {{k->orders, POLLIN, 0}, {k->pidfd, POLLIN, 0}};
  bool patient = k->is_late;
  if (poll(v, k->child ? 2 : 1, patient ? GLANCE : -1) < 0)
    return;
  if (v[0].revents)
    listen_to(k);
  if (k->child && v[1].revents)
    take_over(k);
}

static _Noreturn void go_on(struct keeping *k)
{
  for (;;) {
    /* Who saves without pause shall see something, too. */
    if (k->is_late && (k->board->shown || k->given_up < PATIENCE))
      give_up(k);
    if (!k->child && (any_left(&k->b) || k->is_stale)) {
      k->is_stale = false;
      start_child(k);
    }
    wait_for_news(k);
  }
}

/* --- starting ------------------------------------------------------------- */

static struct board *new_board(size_t n)
{
  void *shared = mmap(NULL, sizeof(struct board) + n + 1,
                      PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                      0);
  if (shared != MAP_FAILED)
    return shared;
  diag(LEVEL_FATAL, place_none(), _("out of memory"));
  _exit(3);
}

static void tell_theme(const char *theme)
{
  char *base = theme_base(theme);
  tell("theme", theme, 0);
  if (base)
    tell("base", base, 0);
  free(base);
}

static bool prepare(struct keeping *k)
{
  struct build *b = &k->b;
  diag_wire("");
  tell("begin", "", 0);
  b->digests = digest_start(b->content, true);
  bool ok = build_load(b);
  if (b->theme)
    tell_theme(b->theme);
  if (ok) {
    feed_choose(xmlDocGetRootElement(b->site));
    build_list(b);
    k->is_stale = !build_is_done(b);
    ok = build_load_theme(b);
    digest_free(b->digests);
    b->digests = digest_start(b->content, false); /* what is asked, as of now */
  }
  fflush(stderr);
  tell("end", "", ok ? 0 : 1);
  return ok;
}

/* Nothing of the server's is left open here: a connection that it closes must
 * be closed. */
static void take_places(const int to[2], const int from[2], int lock)
{
  dup2(from[1], STDERR_FILENO);
  int orders = fcntl(to[0], F_DUPFD, 64), held = fcntl(lock, F_DUPFD, 65);
  close_range(3, 63, 0);
  dup2(orders, 3);
  dup2(held, 4);
  close_range(5, ~0U, 0);
}

static _Noreturn void keep(const struct keeper_setup *s, const int to[2],
                           const int from[2], pid_t maker)
{
  struct keeping k = {
      .orders = 3, .first = s->first, .only_first = s->only_first};
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setpgid(0, 0); /* the terminal's Ctrl-C is for the server */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  take_places(to, from, s->output->lock);
  if (getppid() != maker)
    _exit(3);
  diag_fork();
  k.b = (struct build){.o = s->o,
                       .content = s->content,
                       .output = *s->output,
                       .preview = &hooks};
  if (!prepare(&k))
    _exit(1);
  k.board = new_board(k.b.n);
  if (!any_left(&k.b) && !k.is_stale)
    tell("done", "", 0);
  go_on(&k);
}

bool keeper_start(struct keeper *k, const struct keeper_setup *s)
{
  int to[2], from[2];
  pid_t maker = getpid();
  *k = (struct keeper){0};
  bool ok = pipe2(to, O_CLOEXEC) == 0;
  if (ok && pipe2(from, O_CLOEXEC) < 0) {
    close(to[0]);
    close(to[1]);
    ok = false;
  }
  if (ok) {
    fflush(NULL);
    k->pid = fork();
    if (k->pid == 0)
      keep(s, to, from, maker);
    close(to[0]);
    close(from[1]);
    k->to = to[1];
    k->from = from[0];
    fcntl(k->from, F_SETFL, O_NONBLOCK);
    ok = k->pid > 0;
    if (ok)
      setpgid(k->pid, k->pid);
  }
  if (ok)
    return true;
  diag(LEVEL_FATAL, place_none(), _("cannot start a worker: %s"),
       strerror(errno));
  k->pid = 0;
  return false;
}

void keeper_touch(struct keeper *k, char *const *rel, size_t n,
                  const char *first)
{
  struct buf b = BUF_INIT;
  if (*first)
    buf_printf(&b, "first %s\n", first);
  for (size_t i = 0; i < n; i++)
    buf_printf(&b, "touch %s\n", rel[i]);
  /* Less than a pipe holds; a keeper that is gone is started anew. */
  if (k->pid && b.n && write(k->to, b.s, b.n) < 0)
    errno = 0;
  buf_free(&b);
}

void keeper_stop(struct keeper *k)
{
  if (!k->pid)
    return;
  kill(-k->pid, SIGKILL);
  close(k->to);
  while (waitpid(-k->pid, NULL, 0) > 0 || errno == EINTR)
    ;
  close(k->from);
  *k = (struct keeper){0};
}
