#include "web/finder_in.h"

#include "asset/pinyin.h"
#include "base/mem.h"

enum { SYLLABLES, LETTERS, KINDS };

/* A unit as it sounds; 0 where it has no sound. */
static uint16_t sound(const struct pinyin *p, uint16_t unit, int other,
                      int kind)
{
  int code = pinyin_of(p, unit, other);
  if (code >= 0)
    return (uint16_t)(kind == SYLLABLES
                          ? FINDER_SYLLABLE + code
                          : FINDER_INITIAL + pinyin_letter(code) - 'a');
  if (kind == LETTERS && unit >= 'a' && unit <= 'z')
    return (uint16_t)(FINDER_INITIAL + unit - 'a');
  return 0;
}

/* One run of PART's sounds, which stands at PLACE. */
static void put_run(struct finder_story *s, uint32_t place, size_t from)
{
  uint32_t n = (uint32_t)(s->sound.n - from);
  if (place + n > FINDER_PLACES)
    return;
  s->sound_span = mem_grow(s->sound_span, &s->sound_cap, s->sound_spans + 1,
                           sizeof *s->sound_span);
  s->sound_span[s->sound_spans++] =
      (struct finder_span){place, (uint32_t)from, n};
}

static bool has_other(const struct finder_story *s, const struct pinyin *p,
                      const struct finder_spoken *part)
{
  for (uint32_t i = 0; i < part->n; i++) {
    uint16_t unit = s->units[part->from + i];
    if (pinyin_of(p, unit, 0) != pinyin_of(p, unit, 1))
      return true;
  }
  return false;
}

/* PART's runs from PLACE on; returns the first place behind them. */
static uint32_t put_part(struct finder_story *s, const struct pinyin *p,
                         const struct finder_spoken *part, uint32_t place)
{
  uint32_t slot = part->n < FINDER_SLOT ? FINDER_SLOT : part->n + 1;
  int readings = has_other(s, p, part) ? 2 : 1;
  for (int other = 0; other < readings; other++)
    for (int kind = SYLLABLES; kind < KINDS; kind++, place += slot) {
      size_t from = s->sound.n;
      for (uint32_t i = 0; i < part->n; i++)
        units_put(&s->sound, sound(p, s->units[part->from + i], other, kind));
      put_run(s, place, from);
    }
  return place;
}

void finder_sound(struct finder_story *s, const struct pinyin *p)
{
  uint32_t end = FINDER_TEXT;
  for (uint32_t i = 0; i < s->spans; i++)
    if (s->span[i].place + s->span[i].n > end)
      end = s->span[i].place + s->span[i].n;
  end++;
  for (uint32_t i = 0; i < s->spokens; i++)
    if (s->spoken[i].place)
      put_part(s, p, &s->spoken[i], s->spoken[i].place);
    else
      end = put_part(s, p, &s->spoken[i], end);
}
