/* manifest.json: what was printed, as hashes (XXH3, 128 bits), so that a
 * correction (更正) can tell later which edition had what. One stands beside an
 * issue's PDF, one beside the files of its press edition:
 *
 *   {"paper", "date", "title",
 *    "sheets": the seal of all pages (draw/seal.h), as in the PDF's metadata,
 *    "pages": [{"page": 1 …, "name", "sheet": its seal}],
 *    "stories": [{"id", "pages": [1 …], "text": hash of its text}],
 *    "files": [{"edition": "reading", "large" or "press",
 *               "name", "page": where it has one page only,
 *               "bytes", "hash",
 *               "sheets": the seal of the pages it was made of}]}
 *
 * Equal "sheets": the same lines on the same pages. The files of a press
 * edition that is older than the pages keep theirs, and so tell. */
#ifndef CMD_MANIFEST_H
#define CMD_MANIFEST_H

#include <stdbool.h>

struct buf;
struct manifest;
struct sheets;

/* All borrowed until it is freed, but for PDF, which is looked at once. */
struct manifest_file {
  const char *edition, *name;
  int page; /* the only one; 0: all */
  const struct sheets *sheets;
  const struct buf *pdf; /* its bytes */
};

/* Of SHEETS, with no files yet. Owned. */
struct manifest *manifest_new(const char *paper, const char *date,
                              const struct sheets *sheets);
void manifest_free(struct manifest *m);
void manifest_add(struct manifest *m, const struct manifest_file *f);
/* The same of a file that another process made: what it has to tell, as text,
 * and adding that. */
void manifest_print(struct buf *out, const struct manifest_file *f);
void manifest_add_text(struct manifest *m, const char *text);
/* Adds the files that DIR/manifest.json names, if there is one, and that stand
 * in DIR as it says. */
void manifest_take(struct manifest *m, const char *dir);
/* Writes DIR/manifest.json; false and a diag when that fails. */
bool manifest_write(const struct manifest *m, const char *dir);

#endif
