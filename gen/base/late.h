/* Libraries that few commands need are loaded when they are first asked for:
 * linked, they and what they bring with them would cost every start some
 * milliseconds.
 *
 *   #define ZBAR(X) X(zbar_image_create) X(zbar_image_destroy)
 *   struct zbar { ZBAR(LATE_FIELD) };
 *   static const char *const zbar_names[] = {ZBAR(LATE_NAME) NULL};
 *   struct zbar z;
 *   if (late_load("libzbar.so.0", zbar_names, (void **)&z))
 *     z.zbar_image_create();
 */
#ifndef BASE_LATE_H
#define BASE_LATE_H

#include <stdbool.h>

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a name is declared */
#define LATE_FIELD(name) __typeof__(name) *name;
#define LATE_NAME(name)  #name,

/* Puts the addresses of the functions NAMES (ended by NULL) of the library
 * SONAME to TO, in order. It stays loaded. False and a diag, once, when it or
 * one of them is missing. */
bool late_load(const char *soname, const char *const *names, void **to);

#endif
