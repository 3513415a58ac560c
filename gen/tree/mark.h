/* Markdown. Everything of cmark's stays in mark*.c.
 *
 * An article's body is CommonMark 0.30 with what a newspaper needs: emphasis
 * next to Chinese punctuation (flank.h), line breaks between Han that join,
 * pipe tables with a caption paragraph `表：…` before them, pictures alone in
 * a paragraph as figures (alt text = caption, title = credit), directive
 * blocks (directive.h). Content is untrusted: raw HTML becomes text, links
 * pass link_ok, and what is too long, too deep or no text is refused. */
#ifndef TREE_MARK_H
#define TREE_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

/* Appends the blocks of the Markdown S (N bytes) to BODY, each element with
 * at="line:col" of FILE, where S begins on line FIRST_LINE. Reports through
 * diag; false when an error was reported. Input that is refused as a whole
 * leaves BODY as it was. BODY must belong to a document. */
bool mark_parse(xmlNode *body, const char *s, size_t n, const char *file,
                int first_line);

/* Plain CommonMark to HTML: no emphasis repair, tables or directives. With
 * UNSAFE what `cmark --unsafe` writes; without, raw HTML comes out as text
 * and dangerous links are emptied. Bytes that are no UTF-8 become U+FFFD.
 * Owned by the caller. */
char *mark_html(const char *s, size_t n, bool unsafe);

#endif
