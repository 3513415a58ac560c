#include "page/code.h"

#include "asset/qr.h"
#include "base/diag.h"
#include "base/mem.h"
#include "page/style.h"

/* 0.5 mm: smaller modules fill in on newsprint (print-craft 4.4). */
#define LEAST_MODULE MM(0.5)

static void draw_modules(struct layout *l, struct sheet *sheet,
                         const struct qr *qr, struct rect at, mpt module)
{
  for (int y = 0; y < qr->size; y++)
    for (int x = 0; x < qr->size; x++) {
      int from = x;
      while (qr_black(qr, x, y))
        x++;
      if (x > from)
        layout_fill(l, sheet,
                    (struct rect){at.x + from * module, at.y + y * module,
                                  (x - from) * module, module},
                    (struct ink){0, 0, 0});
    }
}

void code_draw(struct layout *l, struct sheet *sheet, const char *text,
               struct rect at)
{
  struct qr *qr = qr_new(text);
  if (!qr)
    return;
  int side = qr->size + 2 * QR_QUIET;
  mpt module = (at.w < at.h ? at.w : at.h) / side;
  if (module < LEAST_MODULE)
    diag_once(LEVEL_WARN, place_none(),
              _("code \"%s\" is too small to print: %.2f mm a module; give it "
                "%.1f mm of room"),
              text, module * 25.4 / 72000, side * 0.5);
  struct rect inner = {at.x + (at.w - qr->size * module) / 2,
                       at.y + (at.h - qr->size * module) / 2,
                       qr->size * module, qr->size * module};
  sheet_group(l->sheets, sheet, ROLE_QR,
              arena_copy(l->sheets->arena, text));
  layout_fill(l, sheet,
              (struct rect){inner.x - QR_QUIET * module,
                            inner.y - QR_QUIET * module, side * module,
                            side * module},
              (struct ink){255, 255, 255});
  draw_modules(l, sheet, qr, inner, module);
  sheet_end(l->sheets, sheet);
  qr_free(qr);
}
