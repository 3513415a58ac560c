/* Search without a server: an index of all stories that a script in the page
 * search.html reads piece by piece, from http and from a folder alike. What
 * it finds is what grep finds in the texts as web/finder_in.h folds them.
 *
 * Two steps. The process that makes an issue leaves a piece: its texts. When
 * all are there, the pieces become files of DIR, in parts that several
 * processes may write side by side:
 *     index.js        papers, issues, sections: read first
 *     gHHHH.js        where each pair of characters stands: pairs by hash
 *     hXXXXXXXX-N.js  part N of the long list of the pair XXXXXXXX
 *     uHHHH.js        which stories have a character: by hash
 *     dHHHH.js        the stories' records, some a file:
 *                     [id, page, kicker, headline, deck, byline, text]
 * Each calls chenbao_found("NAME", …). Equal pieces give equal bytes. */
#ifndef WEB_FINDER_H
#define WEB_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

struct buf;
struct pinyin;

/* Appends ISSUE's piece to OUT. */
void finder_piece(struct buf *out, const xmlNode *issue);

struct finder;
/* SOUNDS (may be NULL: none) is borrowed. */
struct finder *finder_new(const struct pinyin *sounds);
void finder_free(struct finder *f);
/* Adds a piece, the oldest issue first; its bytes are borrowed until
 * finder_free and begin at an address that is divisible by 4. False when it
 * is damaged or the index is full: then it is left out. */
bool finder_add(struct finder *f, const char *piece, size_t n);
/* How many parts there are to write, after the last finder_add. */
size_t finder_parts(const struct finder *f);
/* Writes part I into the folder DIR, which exists. SITE has the papers'
 * titles. False after a diag. */
bool finder_write(const struct finder *f, size_t i, const xmlNode *site,
                  const char *dir);

#endif
