/* Where Chinese words end, as far as ICU's dictionary knows them. */
#ifndef ASSET_WORDS_H
#define ASSET_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Would BEFORE and AFTER (UTF-8, N and M bytes), written as one, hold a word
 * or a figure that lies across the seam? 服务能 + 力 do, 维护力度 + 社会保障
 * do not. Only a dozen characters on either side count. */
bool words_across(const char *before, size_t n, const char *after, size_t m);

#endif
