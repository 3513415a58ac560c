/* What stands around the stories and is none of them: masthead, slogan,
 * captions of codes, folios, repeated headlines, what web pages and accounts
 * put above and below, lists of other articles. It is marked as dropped, each
 * line with its reason. */
#ifndef INTAKE_FURNITURE_H
#define INTAKE_FURNITURE_H

#include "intake/copy.h"

/* Marks furniture in C and takes day and number of the issue from the
 * masthead. Only lines with role COPY_TEXT are judged. */
void furniture_find(struct copy *c);

#endif
