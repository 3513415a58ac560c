/* QR codes as PNG pictures: WeChat recognises a code only in an <img>. */
#ifndef WEB_CODE_H
#define WEB_CODE_H

#include <stdbool.h>

#include "base/diag.h"

struct html;

/* An <img class="code"> that carries its own picture, with the code of the
 * address BASE + URL (percent-encoded, since readers guess charsets). */
void code_inline(struct html *h, const char *base, const char *url);
/* The code of URL as the file PATH; a URL that is too long for a code is
 * told as an error AT. */
bool code_file(const char *url, struct place at, const char *path);

#endif
