/* Files and folders. Nothing here follows a hostile path: reading refuses
 * FIFOs, devices and files over a limit; writing is atomic, save
 * with file_put. Paths are byte
 * strings with '/'. Functions that return bool say what failed through diag
 * (LEVEL_FATAL for output, LEVEL_ERROR for input). */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/* The whole of a regular file of at most LIMIT bytes, appended to B. */
bool file_read(struct buf *b, const char *path, size_t limit);
/* Writes into PATH.tmp beside it, then renames; makes missing folders. What
 * is no file (a device, a pipe) is not replaced but written into. */
bool file_write(const char *path, const void *s, size_t n);
/* Writes PATH itself, at less cost: for a folder that nobody reads before it
 * is whole. The folder must exist; links are not followed. */
bool file_put(const char *path, const void *s, size_t n);
bool file_mkdirs(const char *dir);
bool file_exists(const char *path);
bool file_is_dir(const char *path);
/* Removes a file or a folder with all that is in it; links are not followed.
 * What does not exist is no error. */
bool file_remove(const char *path);
/* Names in DIR, sorted bytewise, without . .. and names that begin with a
 * dot or end in ~. NULL-terminated, one block: free with free(). NULL when
 * DIR cannot be read (no message). */
char **file_list(const char *dir);
/* The real path of PATH if it lies in the real folder ROOT (links
 * resolved), else NULL. Owned. */
char *file_inside(const char *root, const char *path);
/* Swaps two folders (RENAME_EXCHANGE, else renames); B need not exist. */
bool file_swap(const char *a, const char *b);
/* A copy of its own; the source may be changed in place afterwards. */
bool file_copy(const char *from, const char *to);
/* Hard link, or a copy where links do not work. */
bool file_link(const char *from, const char *to);
/* dir + "/" + name; owned. */
char *file_join(const char *dir, const char *name);
/* Part behind the last '/'; borrowed. */
const char *file_base(const char *path);

#endif
