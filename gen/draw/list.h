/* The readable dump of a display list, which `chenbao sheet` prints and most
 * tests of the layout compare. Lengths are milli-points. Each sheet begins
 *
 *     page N W H area X Y W H columns C lines L "NAME"
 *
 * then an item a line, indented by two blanks a group:
 *
 *     ROLE [id=ID] [part=N] [level=N] [lang=TAG] [at=LINE:COL]
 *     run X Y WIDTH FACE SIZE [stretch=N] [turned] [ink=#RRGGBB] "TEXT"
 *     rule X1 Y1 X2 Y2 WIDTH [ink=#RRGGBB]
 *     rect X Y W H [fill=#RRGGBB] [stroke=#RRGGBB WIDTH]
 *     image X Y W H crop X Y W H "ALT"
 *     link X Y W H url URL | dest ID PART
 *
 * What is in brackets is left out at its usual value (part 1, black, …). In
 * strings " and \ have a \ before them, control characters become blanks.
 * Equal lists give equal text. */
#ifndef DRAW_LIST_H
#define DRAW_LIST_H

struct buf;
struct sheets;

/* Appends the dump of all sheets to OUT. */
void list_print(struct buf *out, const struct sheets *s);

#endif
