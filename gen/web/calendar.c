#include "web/calendar.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tree/day.h"
#include "tree/node.h"
#include "web/shelf.h"

enum { MONTHS = 12, DAYS = 31, WEEK = 7 };

/* The issue of each day of one year; NULL: none. */
struct year {
  int number;
  const xmlNode *issue[MONTHS + 1][DAYS + 1];
};

static void fill(struct year *y, const struct shelf *shelf)
{
  for (size_t i = 0; i < shelf->n; i++) {
    const char *day = shelf_day(shelf->card[i]);
    int month = atoi(day + 5), number = atoi(day + 8);
    if (month >= 1 && month <= MONTHS && number >= 1 && number <= DAYS)
      y->issue[month][number] = shelf->card[i];
  }
}

static void add_issue(xmlNode *day, const xmlNode *issue)
{
  const char *date = shelf_day(issue), *number = node_attr(issue, "number");
  char *label = mem_printf("%d月%d日 %s %s", atoi(date + 5), atoi(date + 8),
                           day_week(date), number ? number : "");
  node_set(day, "date", date);
  node_set(day, "url", node_attr(issue, "url"));
  node_set(day, "label", label);
  free(label);
}

static void add_month(xmlNode *year, const struct year *y, int month)
{
  char first[32];
  int issues = 0, days = day_count(y->number, month);
  xmlNode *m = node_new(year, "month", 1, 1), *week = NULL;
  snprintf(first, sizeof first, "%04d-%02d-01", y->number, month);
  int before = (day_index(first) + WEEK - 1) % WEEK;
  node_set_int(m, "number", month);
  for (int cell = 0; cell < before + days || cell % WEEK; cell++) {
    int number = cell - before + 1;
    if (cell % WEEK == 0)
      week = node_new(m, "week", 1, 1);
    xmlNode *day = node_new(week, "day", 1, 1);
    if (number < 1 || number > days)
      continue;
    node_set_int(day, "number", number);
    if (!y->issue[month][number]) {
      node_set(day, "idle", "yes");
      continue;
    }
    add_issue(day, y->issue[month][number]);
    issues++;
  }
  node_set_int(m, "issues", issues);
}

xmlDoc *calendar_year(const struct shelf *year)
{
  struct year y = {.number = atoi(year->slug)};
  xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
  xmlNode *root = node_new(NULL, "year", 1, 1);
  xmlDocSetRootElement(doc, root);
  node_set(root, "number", year->slug);
  node_set_int(root, "issues", (int)year->n);
  fill(&y, year);
  for (int month = 1; month <= MONTHS; month++)
    add_month(root, &y, month);
  return doc;
}
