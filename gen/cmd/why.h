/* `chenbao why ISSUE`: why each story stands where it stands. Page by page what
 * was tried and what it cost; each module with its headline, pictures and
 * changed paragraphs, and their price; what the page is blamed for. */
#ifndef CMD_WHY_H
#define CMD_WHY_H

#include "cmd/option.h"

int why_run(const struct options *o);

#endif
