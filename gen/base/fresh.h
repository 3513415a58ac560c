/* Files and folders that are made where nothing stands: whole or not at all,
 * and never in the place of another, whoever else makes one at the same time.
 * Paths as in base/file.h. */
#ifndef BASE_FRESH_H
#define BASE_FRESH_H

#include <stddef.h>

enum fresh {
  FRESH_MADE,
  FRESH_TAKEN, /* something of that name stands there; no message */
  FRESH_FAILED /* said by diag, LEVEL_FATAL; nothing is left behind */
};

/* A file PATH of the N bytes at S; its folder must exist. */
enum fresh fresh_file(const char *path, const void *s, size_t n);
/* A folder to be filled, beside where PATH will be, under a name that nobody
 * reads (it begins with a dot). Owned; NULL, said, when it cannot be made. Hand
 * it to fresh_settle or to file_remove. */
char *fresh_folder(const char *path);
/* Gives the folder DIR, which fresh_folder made, its name PATH. Whatever
 * comes of it, DIR is gone afterwards, and the string released. */
enum fresh fresh_settle(char *dir, const char *path);

#endif
