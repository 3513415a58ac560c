/* Who wrote a story, and the office that sent it. */
#ifndef INTAKE_CREDIT_H
#define INTAKE_CREDIT_H

#include <stdbool.h>

struct arena;

/* Who wrote or photographed it: 记者 王珏玮, 文/图 …; a line of it alone. */
bool credit_is_byline(const char *s);
/* Two to four Han that may be a name: a common surname, no word that the
 * dictionary knows (three and more). */
bool credit_is_name(const char *s);
/* Names parted by blanks and no more, 王芳 李国强 张敏, three at least, as such
 * a line is written: a name of two Han that is spaced, 王　芳, is closed up.
 * NULL: S is none. */
char *credit_names(struct arena *arena, const char *s);
bool credit_is_names(const char *s);
/* An office and who holds it, no more: 镇长 周建民. */
bool credit_is_office_and_name(const char *s);
/* The office in brackets that S consists of, or ends in behind its last
 * sentence: offset of the bracket; -1: none. */
long credit_office(const char *s);

#endif
