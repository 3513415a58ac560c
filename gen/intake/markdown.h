/* One story as front matter and Markdown. */
#ifndef INTAKE_MARKDOWN_H
#define INTAKE_MARKDOWN_H

#include "intake/write.h"

/* Fills S's text, its count of Han and of doubts. */
void markdown_story(struct copy *c, struct write_story *s);
/* Where the picture of line I goes, below the folder; owned. */
char *markdown_picture(const struct copy *c, const struct write_story *s,
                       size_t i);
/* S as one line of Markdown text that reads back as S, appended to OUT. */
void markdown_escape(struct buf *out, const char *s);

#endif
