/* The inside of intake's readers: how raw.c calls them and what they share.
 * Each reads the N bytes at S into RAW; false after a diag. */
#ifndef INTAKE_RAW_IN_H
#define INTAKE_RAW_IN_H

#include "base/buf.h"
#include "intake/raw.h"

enum { RAW_LIMIT = 64 * 1024 * 1024 };

bool raw_text(struct arena *arena, struct raw *raw, const char *s, size_t n);
bool raw_html(struct arena *arena, struct raw *raw, const char *s, size_t n);
bool raw_docx(struct arena *arena, struct raw *raw, const char *s, size_t n);
bool raw_pdf(struct arena *arena, struct raw *raw, const char *s, size_t n);

/* The N bytes at S as UTF-8 in B, without a byte order mark; sets what RAW
 * tells of them. False and a diag when no character set fits. */
bool raw_decode(struct raw *raw, struct buf *b, const char *s, size_t n);
/* A copy of the N bytes at S (UTF-8) without control characters but the tab;
 * counts them, and what is no UTF-8. */
char *raw_clean(struct arena *arena, struct raw *raw, const char *s, size_t n);
/* The part of PATH, with / or \, behind the last of these, as the name of a
 * file: only letters, digits, Han and -_. are kept; "picture" when nothing
 * is left. */
char *raw_name(struct arena *arena, const char *path);
/* Refuses the file: `PATH: error: WHY`; returns false. */
bool raw_refuse(const struct raw *raw, const char *why);

#endif
