/* Words that an issue explains: the terms of all its glossaries. The first
 * place where a story uses one becomes a link to the explanation, which a
 * voice reads with it (DPUB-ARIA doc-glossref); what another story explains
 * is told again in a list below the text. */
#ifndef WEB_NOTES_H
#define WEB_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

struct buf;
struct notes;

/* All terms of ISSUE; NULL when there is none. */
struct notes *notes_new(const xmlNode *issue);
void notes_free(struct notes *n);
/* What follows is of ARTICLE. N may be NULL, here and below. */
void notes_begin(struct notes *n, const xmlNode *article);
/* Appends TEXT as HTML, with links where terms are used first. */
void notes_text(struct notes *n, struct buf *out, const char *text,
                size_t size);
/* Appends the list of what ARTICLE used and another explains; its heading has
 * level 2. Nothing when there is nothing. */
void notes_list(const struct notes *n, struct buf *out);

#endif
