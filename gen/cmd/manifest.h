/* manifest.json beside an issue's PDF: what was printed, as hashes (XXH3, 128
 * bits), so that a correction (更正) can tell later which edition had what:
 *
 *   {"paper", "date", "title",
 *    "sheets": the seal of all pages (draw/seal.h), as in the PDF's metadata,
 *    "pages": [{"page": 1 …, "name", "sheet": its seal}],
 *    "stories": [{"id", "pages": [1 …], "text": hash of its text}],
 *    "files": [{"name", "bytes", "hash"}]}
 */
#ifndef CMD_MANIFEST_H
#define CMD_MANIFEST_H

#include <stdbool.h>

struct buf;
struct sheets;

struct manifest {
  const char *paper, *date;
  const struct sheets *sheets;
  const char *name;      /* of the PDF */
  const struct buf *pdf; /* its bytes */
};

/* Writes DIR/manifest.json; false and a diag when that fails. */
bool manifest_write(const struct manifest *m, const char *dir);

#endif
