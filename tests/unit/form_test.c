/* Forms of headlines in blocks and on pages: text beside a headline begins at
 * the block's top and never lies on it, neighbours of like size are parted,
 * and what the editor wants is done or reported. */
#include "press.h"

#include "page/form.h"
#include "page/head.h"

struct desk {
  char *dir;
  struct fonts *fonts;
  struct styles *styles;
  struct layout l;
};

static int set_up(void **state)
{
  struct desk *d = mem_new(sizeof *d);
  d->dir = folder_new();
  press_theme(148, 210, 4);
  d->fonts = fonts_new();
  d->styles = styles_load(".", d->fonts);
  d->l = (struct layout){.fonts = d->fonts,
                         .styles = d->styles,
                         .page = styles_page(d->styles),
                         .sheets = sheets_new(d->fonts),
                         .theme = "."};
  d->l.arena = d->l.sheets->arena;
  *state = d;
  return d->styles == NULL;
}

static int tear_down(void **state)
{
  struct desk *d = *state;
  sheets_free(d->l.sheets);
  styles_free(d->styles);
  fonts_free(d->fonts);
  folder_free(d->dir);
  free(d);
  return 0;
}

static struct story *add_prose(struct desk *d, const char *id,
                               const char *headline, int n)
{
  uint64_t seed = 3;
  struct buf b = BUF_INIT;
  for (; n > 0; n -= 60) {
    put_prose(&b, &seed, n < 60 ? n : 60);
    buf_puts(&b, "。\n\n");
  }
  xmlNode *a = press_story(d->l.issue, "article", id, headline, b.s);
  buf_free(&b);
  complete_issue(xmlDocGetRootElement(d->l.issue));
  return story_new(&d->l, a);
}

static void open_issue(struct desk *d)
{
  d->l.issue = press_issue(1);
  d->l.heads = NULL;
}

static void close_issue(struct desk *d, struct story *a, struct story *b)
{
  story_free(a);
  story_free(b);
  xmlFreeDoc(d->l.issue);
}

/* Draws nothing: where the rows went is what counts. */
static void check_block(const struct block *b)
{
  const struct frame *f = &b->frame;
  int top = b->lines;
  assert_true(b->nrows > 0);
  for (size_t i = 0; i < b->nrows; i++) {
    const struct spot *s = &b->rows[i].spot;
    if (s->column < 0)
      continue;
    if (s->column < f->head_columns) {
      assert_true(s->line >= f->head);
      assert_false(b->form->side);
    } else if (s->line < top) {
      top = s->line;
    }
    assert_true(s->line < b->foot);
  }
  if (f->head_columns < f->columns)
    assert_int_equal(top, 0);
}

static void text_beside_a_headline_begins_at_the_top(void **state)
{
  struct desk *d = *state;
  open_issue(d);
  struct story *s = add_prose(d, "a", "党建引领自治共治家门口", 900);
  bool seen[2] = {false, false};
  for (int w = 2; w <= 4; w++) {
    const struct headline_forms *forms = head_forms(&d->l, s->node, w, false);
    for (int i = 0; i < forms->n; i++) {
      const struct headline_form *f = &forms->v[i];
      int empty;
      struct block_size size = {.columns = w, .form = f};
      size.lines = block_measure(&d->l, s, size, &empty);
      struct block b;
      if (!size.lines)
        continue;
      assert_true(block_fit(&d->l, s, size, &b));
      assert_ptr_equal(b.form, f);
      assert_false(b.jumps);
      check_block(&b);
      seen[f->side] |= f->columns < w;
      block_free(&b);
    }
  }
  assert_true(seen[0] && seen[1]);
  close_issue(d, s, NULL);
}

/* Two stories side by side, each in two columns, LOOSE lines higher than they
 * need. */
static void side_by_side(struct desk *d, struct story *const s[2],
                         struct candidate v[2], struct plan *plan, int loose)
{
  *plan = (struct plan){.n = 2};
  for (int i = 0; i < 2; i++) {
    v[i] = plan_candidate(&d->l, s[i]);
    assert_true(v[i].least[2] > 0);
    plan->slots[i] = (struct slot){.candidate = i,
                                   .column = 2 * i,
                                   .columns = 2,
                                   .lines = v[i].least[2] + loose};
  }
}

static void neighbours_of_like_size_are_parted(void **state)
{
  struct desk *d = *state;
  open_issue(d);
  struct story *s[2] = {add_prose(d, "a", "党建引领自治共治", 500),
                        add_prose(d, "b", "社区居民服务中心", 500)};
  struct candidate v[2];
  struct plan plan;
  side_by_side(d, s, v, &plan, 4);
  assert_int_equal(form_collisions(&d->l, v, &plan), 150);
  form_part(&d->l, v, &plan);
  assert_int_equal(form_collisions(&d->l, v, &plan), 0);
  for (int i = 0; i < 2; i++) {
    const struct slot *slot = &plan.slots[i];
    struct block b;
    assert_true(block_fit(
        &d->l, s[i],
        (struct block_size){slot->columns, slot->lines, slot->form}, &b));
    assert_false(b.jumps);
    check_block(&b);
    block_free(&b);
  }
  close_issue(d, s[0], s[1]);
}

static void headlines_apart_keep_their_form(void **state)
{
  struct desk *d = *state;
  open_issue(d);
  struct story *s[2] = {add_prose(d, "a", "党建引领自治共治", 500),
                        add_prose(d, "b", "社区居民服务中心", 500)};
  struct candidate v[2];
  struct plan plan;
  side_by_side(d, s, v, &plan, 4);
  plan.slots[1].line = 3;
  assert_int_equal(form_collisions(&d->l, v, &plan), 0);
  form_part(&d->l, v, &plan);
  assert_null(plan.slots[0].form);
  assert_null(plan.slots[1].form);
  close_issue(d, s[0], s[1]);
}

static void a_brief_does_not_come_to_stand_on_end(void **state)
{
  struct desk *d = *state;
  open_issue(d);
  static const char long_one[] = "党建引领自治共治家门口 社区居民服务中心日";
  struct story *s[2] = {add_prose(d, "a", long_one, 500),
                        add_prose(d, "b", long_one, 500)};
  struct candidate v[2];
  struct plan plan;
  s[0]->priority = s[1]->priority = PRIORITY_BRIEF;
  side_by_side(d, s, v, &plan, 8);
  form_part(&d->l, v, &plan);
  for (int i = 0; i < 2; i++)
    assert_true(!plan.slots[i].form ||
                plan.slots[i].form->shape != HEADLINE_VERTICAL);
  close_issue(d, s[0], s[1]);
}

static void what_the_editor_wants_comes_first(void **state)
{
  struct desk *d = *state;
  static const char *const wishes[] = {"over", "side", "boxed"};
  for (int i = 0; i < 3; i++) {
    open_issue(d);
    struct story *s = add_prose(d, "a", "党建引领自治共治", 200);
    node_set((xmlNode *)s->node, "form", wishes[i]);
    struct candidate c = plan_candidate(&d->l, s);
    for (int w = 2; w <= 4; w++)
      assert_true(c.form[w] && headline_form_meets(s->node, c.form[w]));
    /* Not where it cannot be done: no text beside one column. */
    assert_true(c.form[1] != NULL);
    assert_int_equal(headline_form_meets(s->node, c.form[1]), i != 1);
    close_issue(d, s, NULL);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_beside_a_headline_begins_at_the_top),
      cmocka_unit_test(neighbours_of_like_size_are_parted),
      cmocka_unit_test(headlines_apart_keep_their_form),
      cmocka_unit_test(a_brief_does_not_come_to_stand_on_end),
      cmocka_unit_test(what_the_editor_wants_comes_first),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
