/* `chenbao new paper|issue|article`: what an editor begins with. Nothing that
 * is there is ever changed, and what cannot be made whole is not made at all.
 * What was made and what to do next is said on standard output, unless
 * --quiet; trouble through diag. Each gives the exit status: 0 made, 1 not
 * made, for something is in the way or wrong, 3 I/O. */
#ifndef CMD_NEW_H
#define CMD_NEW_H

struct options;

/* NAME [CONTENT]: a folder for the paper NAME, its id from the name or --id;
 * site.yaml too where there is none. */
int new_paper(const struct options *o);
/* [DATE] [PLACE]: a folder with issue.yaml, counted on from the issue before
 * DATE; without DATE the day that the paper's rhythm has next, else today.
 * Gaps in numbers and days are warned of. */
int new_issue(const struct options *o);
/* TITLE [PLACE]: a story in the newest issue, or that of --issue, from the
 * archetype of --section, on --page. */
int new_article(const struct options *o);

#endif
