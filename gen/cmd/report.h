/* The page report: how every page came out, from the placement documents
 * (page/placed.h), for the terminal and as JSON:
 *
 *   {"issues": [{
 *     "paper", "date",
 *     "state": "made", "unchanged", "failed" (its last good output stays)
 *     "planned": pages that it was to have, or null when it was never laid out
 *     "pages": [{
 *       "page": 1 …, "name", "closes": filled exactly?,
 *       "over": behind the planned pages (溢版)?,
 *       "cost": of its looks, null where it does not close,
 *       "fill": per cent, "columns": [per cent of each],
 *       "loosest", "tightest": {"story", "title", "milli", "text"} or null;
 *         milli: thousandths of the size that each seam is stretched
 *       "taboos": [{"kind", "cost", "stories": []}],
 *       "fillers": [{"story", "title"}],
 *       "jumps": [{"story", "title", "to": page}],
 *       "overset": [{"story", "title", "to": page where it went,
 *         "over": is that behind the planned pages, or only not its own?
 *         "characters", "lines": too many,
 *         "remedies": [{"kind", "cost", …}]  as in page/remedy.h, "story"
 *           for @article
 *       }]
 *     }]
 *   }]}
 */
#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include <stdbool.h>
#include <libxml/tree.h>

/* What a KIND of fault (page/judge.h: judge_name) is called in messages. */
const char *report_fault(const char *kind);
/* Does a story stand behind the planned pages? */
bool report_overset(const xmlDoc *placed);
/* That, or a page that does not close. */
bool report_bad(const xmlDoc *placed);
/* Tells of each overset story of ISSUE what would help: of one behind the
 * planned pages as a warning, or with STRICT as an error, of one that only is
 * not on its own page as a note. */
void report_tell(const xmlDoc *issue, const xmlDoc *placed, bool strict);
/* One line a page on standard error, under TITLE. */
void report_print(const char *title, const xmlDoc *placed);

/* The JSON while it grows. */
struct report;
struct report *report_new(void);
/* PLACED: NULL when there is none. */
void report_add(struct report *r, const char *paper, const char *date,
                const char *state, const xmlDoc *placed);
/* An issue of that list, as JSON; owned. */
char *report_text(const char *paper, const char *date, const char *state,
                  const xmlDoc *placed);
/* Writes it to PATH (-: standard output), atomically; false and a diag when
 * that fails. R is gone. */
bool report_end(struct report *r, const char *path);

#endif
