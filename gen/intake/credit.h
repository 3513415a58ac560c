/* Who wrote a story, and the office that sent it. */
#ifndef INTAKE_CREDIT_H
#define INTAKE_CREDIT_H

#include <stdbool.h>

/* Who wrote or photographed it: 记者 王珏玮, 文/图 …; a line of it alone. */
bool credit_is_byline(const char *s);
/* The office in brackets that S consists of, or ends in behind its last
 * sentence: offset of the bracket; -1: none. */
long credit_office(const char *s);

#endif
