/* What the desk shows of papers and issues, from the placements that the
 * preview's builds left.
 *
 * issues.json:
 *   {"papers": [{"paper", "title", "issues": ["2018-12-15", …]}]}
 *   newest first; "title" is the paper's id while none of its issues is laid
 *   out
 *
 * issue/PAPER/DATE.json, lengths in points:
 *   {"paper", "date", "title", "number",
 *    "laid": has it been laid out?  All but messages is empty where not.
 *    "site": are its web pages there?
 *    "grid": {"w", "h", "top", "left", "columns", "measure", "gap", "line",
 *      "lines", "size"},
 *    "report": the issue as `--report` has it (cmd/report.h), "state" "made"
 *    "pages": [{"page", "name", "sheet": address of the web page that holds its
 *        picture, or null,
 *      "top", "lines": of the stories' part, "white": column lines,
 *      "zones": [{"story", "title", "part", "x", "y", "w", "h", "column",
 *        "columns", "line", "lines", "rows", "white", "shape", "type",
 *        "filler"}],
 *      "marks": [{"kind": "loosest", "tightest", "loose" or a fault of
 *          page/judge.h, "milli", "text", "taboo", "cost", "stories": [],
 *          "x", "y", "w", "h"}]}],
 *    "stories": [{"story", "kind", "title", "section", "priority", "file",
 *        "line", "characters": of its body, "lines": that it stands in,
 *        "asked": its editor's page or null, "pages": [], "fit":
 *        {"state": "over" (behind the planned pages), "moved" (not on its
 *           page), "short" (its module is not full), "fits", "out" (on no
 *           page), "characters", "lines": by how much, "to": page or null}}],
 *    "messages": [{"file", "line", "col", "level", "text", "story": id or
 *        null}]}
 */
#ifndef CMD_DESK_ISSUE_H
#define CMD_DESK_ISSUE_H

#include <libxml/tree.h>

struct desk_host;

/* The placement that was kept last of the issue REL (PAPER/DATE), whatever its
 * key: what is on the screen while a build goes on. Owned, or NULL. */
xmlDoc *desk_placed(const struct desk_host *h, const char *rel);
/* JSON, owned. */
char *desk_issues(const struct desk_host *h);
/* The same of one issue; NULL when the content has none such. */
char *desk_issue(const struct desk_host *h, const char *paper,
                 const char *date);

#endif
