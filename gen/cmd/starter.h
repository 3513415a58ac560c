/* What a new paper begins with: settings with every key explained, archetypes
 * of stories, some fillers. Only a beginning: afterwards all of it is the
 * editors'. In Chinese whatever the language of the messages, since the paper
 * is. A line that begins with # and a key is a setting switched off. */
#ifndef CMD_STARTER_H
#define CMD_STARTER_H

#include <stddef.h>

struct buf;

/* A file below the paper's folder. */
struct starter {
  const char *name, *text;
};

/* The fillers and archetypes, N of them; folders of their names are fillers
 * and archetypes. */
const struct starter *starter_files(size_t *n);
/* The archetype of a story that has none: front matter and a body that holds
 * the mark 【待写】, which check finds. */
const char *starter_story(void);
/* Append site.yaml and paper.yaml for a paper called TITLE. */
void starter_site(struct buf *b, const char *title);
void starter_paper(struct buf *b, const char *title);
/* Appends what issue.yaml may hold beside what every issue has, switched
 * off. */
void starter_issue(struct buf *b);

#endif
