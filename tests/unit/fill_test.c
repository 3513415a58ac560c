/* Filling columns: no widow, no orphan, no subhead at a foot, nothing lost,
 * nothing cut through. Rows are written as letters:
 *   a line   k line that keeps with the next   _ blank   r further row of a
 *   high line or solid   R the same, kept with the next   f float */
#include "folder.h"

#include "page/fill.h"

enum { ROWS = 64, COLUMNS = 4 };

struct bench {
  struct row rows[ROWS];
  struct spot spots[ROWS];
  struct flow flow;
  size_t next;
};

static void open_bench(struct bench *b, const char *rows)
{
  memset(b, 0, sizeof *b);
  for (; rows[b->flow.nrows]; b->flow.nrows++) {
    struct row *r = &b->rows[b->flow.nrows];
    char c = rows[b->flow.nrows];
    r->kind = c == '_'               ? ROW_BLANK
              : c == 'r' || c == 'R' ? ROW_REST
              : c == 'f'             ? ROW_FLOAT
                                     : ROW_LINE;
    r->no_cut = c == 'k' || c == 'R';
  }
  b->flow.rows = b->rows;
}

/* The columns that ROWS fill, LINES each, with '|' between them and what is
 * left over behind '+'. */
static char *filled(const char *rows, size_t end, const struct column *cols,
                    int n)
{
  struct bench b;
  struct buf out = BUF_INIT;
  open_bench(&b, rows);
  if (end > b.flow.nrows)
    end = b.flow.nrows;
  const struct pour p = {&b.flow, 0, end, b.spots};
  size_t next = fill_columns(&p, cols, n);
  int column = 0, line = 0;
  for (size_t i = 0; i < next; i++) {
    if (b.spots[i].column < 0)
      continue;
    for (; column < b.spots[i].column; column++, line = 0)
      buf_putc(&out, '|');
    assert_int_equal(b.spots[i].line, cols[column].top + line);
    line += rows[i] != 'f';
    assert_true(line <= cols[column].lines);
    buf_putc(&out, rows[i]);
  }
  buf_printf(&out, "+%s", rows + next);
  return buf_take(&out);
}

static void assert_fills(const char *rows, int lines, bool force,
                         const char *want)
{
  struct column cols[COLUMNS];
  for (int c = 0; c < COLUMNS; c++)
    cols[c] = (struct column){c, lines, force};
  char *got = filled(rows, ROWS, cols, COLUMNS);
  assert_string_equal(got, want);
  free(got);
}

static void rows_stand_one_below_the_other(void **state)
{
  (void)state;
  assert_fills("aaaaaaa", 3, false, "aaa|aaa|a+");
  assert_fills("aaaaaaaaaaaaaaa", 3, false, "aaa|aaa|aaa|aaa+aaa");
  assert_fills("", 3, false, "+");
}

static void blanks_vanish_at_the_head_of_a_column(void **state)
{
  (void)state;
  assert_fills("aaa_aaa", 3, false, "aaa|aaa+");
  assert_fills("__aa_a", 4, false, "aa_a+");
}

static void what_keeps_with_the_next_goes_on_with_it(void **state)
{
  (void)state;
  assert_fills("aakaaa", 3, false, "aa|kaa|a+");
  assert_fills("a_kka", 3, false, "a_|kka+");
}

static void subhead_before_a_float_does_not_stay_at_the_foot(void **state)
{
  (void)state;
  assert_fills("aakfaa", 3, false, "aa|kfaa+");
  assert_fills("aaafaa", 3, false, "aaaf|aa+");
}

static void what_cannot_be_cut_leaves_a_column_empty(void **state)
{
  (void)state;
  struct column cols[] = {{0, 2, false}, {0, 4, false}};
  char *got = filled("kkka", ROWS, cols, 2);
  assert_string_equal(got, "|kkka+");
  free(got);
}

static void force_yields_but_never_cuts_a_solid(void **state)
{
  (void)state;
  assert_fills("kkkka", 3, true, "kkk|ka+");
  assert_fills("akRRr", 3, true, "a+kRRr");
  assert_fills("akRRra", 4, true, "a|kRRr|a+");
  assert_fills("kkRra", 3, true, "k|kRr|a+");
}

static void floats_behind_full_columns_find_a_place(void **state)
{
  (void)state;
  struct column cols[] = {{0, 0, false}, {0, -1, false}};
  char *got = filled("ff", ROWS, cols, 2);
  assert_string_equal(got, "+");
  free(got);
}

static void an_early_end_is_a_good_place_too(void **state)
{
  (void)state;
  struct column cols[] = {{0, 9, false}};
  char *got = filled("aaakfaa", 4, cols, 1);
  assert_string_equal(got, "aaa+kfaa");
  free(got);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_stand_one_below_the_other),
      cmocka_unit_test(blanks_vanish_at_the_head_of_a_column),
      cmocka_unit_test(what_keeps_with_the_next_goes_on_with_it),
      cmocka_unit_test(subhead_before_a_float_does_not_stay_at_the_foot),
      cmocka_unit_test(what_cannot_be_cut_leaves_a_column_empty),
      cmocka_unit_test(force_yields_but_never_cuts_a_solid),
      cmocka_unit_test(floats_behind_full_columns_find_a_place),
      cmocka_unit_test(an_early_end_is_a_good_place_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
