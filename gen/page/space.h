/* White between characters: what neighbouring marks lose (clreq
 * item 1), the house styles 全身 行末半角 开明 半身, the gap between Han and
 * Latin, and how far each may be squeezed or stretched when a line is
 * adjusted (1.3). Fills the atoms' fields from `elastic` on. */
#ifndef PAGE_SPACE_H
#define PAGE_SPACE_H

struct text;

/* Works out all spacing of T and its sums; once per text. */
void space_text(struct text *t);
/* Only the sums, after something scaled the atoms. */
void space_sum(struct text *t);

#endif
