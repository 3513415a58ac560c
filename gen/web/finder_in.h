/* Inside of the finder family: text as search compares it, where it stands in
 * a story, numbers as text.
 *
 * Folding. A line (a paragraph, a cell, a headline …) becomes UTF-16 units, as
 * scripts see them: each character alone in NFKC and lower case, 〇 and ○ as 0;
 * what is no letter or digit is left out, but between two that are narrow (not
 * Han) one space stands for it. So “三会”制度 is 三会制度, Ｗｏｒｌｄ Cup is
 * world cup and 1+32+X is 1 32 x, and a part of a line folds to a part of the
 * folded line. The theme's search.js folds what is searched by the same rules.
 *
 * Places. A unit's place says what it belongs to: below FINDER_HEADS headline,
 * below FINDER_SOUND kicker, deck, byline, subheads, from FINDER_TEXT on all
 * else; what does not fit goes there, too.
 *
 * Sounds. Headline, byline and names are also there as they are read: four
 * runs, syllables and initials of the first reading, the same of the second,
 * each FINDER_SLOT behind the one before. Those of the headline begin at
 * FINDER_SOUND, of the byline at FINDER_BYLINE, of names behind the text. */
#ifndef WEB_FINDER_IN_H
#define WEB_FINDER_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct pinyin;

enum {
  FINDER_MARKS = 22, /* bits of a mixed key that tell pairs apart */
  FINDER_HEADS = 64,
  FINDER_SOUND = 512,
  FINDER_BYLINE = 768,
  FINDER_TEXT = 1024,
  FINDER_SLOT = 64,
  FINDER_PLACES = 1 << 21, /* a place is less */
  FINDER_STORIES = 1 << 19,
  FINDER_SYLLABLE = 0xE000, /* + code of asset/pinyin.h */
  FINDER_INITIAL = 0xE400,  /* + letter, 0 is a */
  FINDER_LETTERS = 26
};

/* ---- finder_fold ---- */

struct units {
  uint16_t *u;
  size_t n, cap;
};

void units_put(struct units *to, uint16_t unit);
/* Appends a folded line. */
void finder_fold(struct units *to, const char *s, size_t n);

/* ---- finder_code: numbers and strings in files ---- */

/* N as digits: '#' to '[' ends a number (57 values), ']' to '~' (34 values)
 * goes on with what follows, lowest first. No digit needs an escape, and none
 * is '!', which stands before each list. */
void finder_number(struct buf *b, uint32_t n);
/* S as a string of JavaScript with its quotes. */
void finder_string(struct buf *b, const char *s, size_t n);
/* A unit as it stands in a string of JavaScript. */
void finder_unit(struct buf *b, uint16_t unit);
/* Writes DIR/<kind>HHHH.js: chenbao_found("kindHHHH",TEXT). */
bool finder_file(const char *dir, char kind, uint32_t number,
                 const struct buf *text);
/* Writes DIR/hKEY-PART.js, KEY as eight digits, alike. */
bool finder_part(const char *dir, uint32_t key, uint32_t part,
                 const struct buf *list);
/* 2 headline, 1 heads, 0 text. */
static inline uint32_t finder_zone(uint32_t place)
{
  return place < FINDER_HEADS ? 2 : place < FINDER_SOUND ? 1 : 0;
}
/* Spreads keys over files: one to one; the top bits choose the file. The
 * factor is odd, near 2^32 by the golden ratio. */
#define FINDER_MIXER 0x9E3779B1u
static inline uint32_t finder_mix(uint32_t key)
{
  return key * FINDER_MIXER;
}
uint32_t finder_unmix(uint32_t mixed);
/* The least number of bits, at least 3, so that BYTES in 2^bits files are at
 * most so many a file that 4 KB remain of it when it is compressed. */
int finder_bits(uint64_t bytes);

/* ---- finder_piece: stories as read from pieces ---- */

struct finder_span {
  uint32_t place, from, n; /* N units from units[FROM] stand at PLACE */
};

/* Units that are searched by sound, too; PLACE 0: behind the text. */
struct finder_spoken {
  uint32_t place, from, n;
};

struct finder_story {
  uint32_t issue, section; /* by number */
  const char *record;      /* JavaScript */
  uint32_t record_n;
  const uint16_t *units;
  uint32_t units_n;
  const struct finder_span *span;
  uint32_t spans;
  const struct finder_spoken *spoken;
  uint32_t spokens;
  struct units sound; /* owned, as is what says where it stands */
  struct finder_span *sound_span;
  size_t sound_spans, sound_cap;
};

struct finder_issue {
  const char *paper, *date; /* with N bytes */
  uint32_t paper_n, date_n;
  uint32_t stories;
};

struct finder {
  const struct pinyin *sounds;
  struct finder_story *story;
  size_t n, cap;
  struct finder_issue *issue;
  size_t issues, issue_cap;
  char **section; /* [0] is "" */
  size_t sections, section_cap;
  uint64_t units;  /* of all stories */
  uint64_t pairs;  /* different ones, nearly */
  uint8_t *marked; /* bits of those, by their mixed keys */
};

/* ---- finder_sound ---- */

/* Fills what S has of sounds. */
void finder_sound(struct finder_story *s, const struct pinyin *p);

/* ---- the parts ---- */

/* Pairs: part I of PARTS. */
bool finder_grams(const struct finder *f, size_t i, size_t parts,
                  const char *dir);
bool finder_singles(const struct finder *f, const char *dir);
int finder_gram_bits(const struct finder *f);
int finder_single_bits(const struct finder *f);
/* Appends the first story of each file of records as differences. */
void finder_record_firsts(const struct finder *f, struct buf *b);
bool finder_records(const struct finder *f, const char *dir);

/* Calls FN for each run of units of S with the place of its first. */
typedef void finder_run_fn(void *data, uint32_t place, const uint16_t *u,
                           uint32_t n);
void finder_runs(const struct finder_story *s, finder_run_fn *fn, void *data);

#endif
