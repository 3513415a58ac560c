/* Commands for one issue or one text: pdf, sheet, tree, check, html. */
#ifndef CMD_SINGLE_H
#define CMD_SINGLE_H

struct options;

int single_pdf(const struct options *o);
int single_sheet(const struct options *o);
int single_tree(const struct options *o);
int single_check(const struct options *o);
int single_html(const struct options *o);

#endif
