/* What a story can be on a page: its menu for the search, the options behind
 * each entry, and the blocks they settle to, made when asked for and kept. */
#ifndef PAGE_CHOICE_H
#define PAGE_CHOICE_H

#include "page/judge.h"
#include "page/option.h"

struct choice;

/* Measures what is left of STORY in modules of at most LINES; owned. Borrows
 * STORY, which must not move on while it is in use. */
struct choice *choice_new(struct layout *l, struct story *story, int lines);
void choice_free(struct choice *c);
/* It may go on on a later page (MUST: it has to); what is left of TARGET column
 * lines when it is cut finds no room there. Makes its menu anew. */
void choice_cut(struct choice *c, bool must, int target);
/* It may not, after choice_cut. */
void choice_whole(struct choice *c);
/* Its position no longer matters, since no page closes with it there; false
 * when it had none. */
bool choice_unpin(struct choice *c);
/* It matters again. */
void choice_pin(struct choice *c);
const struct menu *choice_menu(struct choice *c);
const struct story *choice_story(const struct choice *c);
/* Widths at which it can stand at all. */
int choice_widths(struct choice *c);
/* The fewest column lines that it can take, the line below it counted; 0 when
 * it fits nowhere. */
int choice_least(struct choice *c);
/* The column lines that it takes where it looks best, the line below it
 * counted: what to plan with. */
int choice_nominal(struct choice *c);
/* The module as the judge sees it; a geometry before the text is set. */
void choice_scene(const struct choice *c, const struct search_slot *slot,
                  struct scene_module *out);
/* The block of SLOT, filled exactly; NULL when none of its options can be. It
 * belongs to C until it is taken, and is the same each time. */
const struct block *choice_settle(struct choice *c,
                                  const struct search_slot *slot);
/* The same, now the caller's. */
struct block choice_take(struct choice *c, const struct search_slot *slot);
/* Sets SLOT's text again, so that fewer lines at its columns' feet stay empty,
 * for a price; true when that could be done. What choice_settle gave before is
 * gone then. */
bool choice_level(struct choice *c, const struct search_slot *slot);
/* Its entry has proved impossible. */
void choice_ban(struct choice *c, const struct search_slot *slot);
/* What SLOT's option costs, its text set: for reports. */
int choice_price(const struct choice *c, const struct search_slot *slot);

#endif
