/* How Han are read, by ICU's transliteration, one reading a character, without
 * tones; and what other readings common ones have, by a table of our own. */
#ifndef ASSET_PINYIN_H
#define ASSET_PINYIN_H

#include <stdint.h>

enum {
  PINYIN_FIRST = 0x4E00, /* the Han that are read */
  PINYIN_LAST = 0x9FFF,
  PINYIN_FINALS = 40 /* more than there are */
};

struct buf;
struct pinyin;

/* The readings of all Han as text, "yi ding kao …"; owned. First comes ICU's
 * version: see pinyin_load. From the text of ICU's rules; where they cannot be
 * found, as pinyin_ask. */
char *pinyin_make(void);
/* The same by asking ICU for one after the other, which takes some 200 ms. */
char *pinyin_ask(void);
/* TABLE of pinyin_make; NULL if it is NULL, of another version of ICU, or
 * damaged. TABLE is not needed afterwards. */
struct pinyin *pinyin_load(const char *table);
void pinyin_free(struct pinyin *p);
/* The reading of HAN as initial × PINYIN_FINALS + final, each by its place in
 * the lists of pinyin.c and of the theme's search.js; -1 where there is none.
 * If OTHER: a second reading, or the first again. */
int pinyin_of(const struct pinyin *p, uint32_t han, int other);
/* Appends the syllable CODE (none below 0) in letters; ü is v. */
void pinyin_spell(struct buf *b, int code);
/* The letter that the syllable CODE begins with. */
char pinyin_letter(int code);

#endif
