#include "intake/intake.h"

#include "intake/furniture.h"
#include "intake/grid.h"
#include "intake/join.h"
#include "intake/jump.h"
#include "intake/known.h"
#include "intake/part.h"
#include "intake/stories.h"
#include "intake/wrap.h"

void intake_judge(struct copy *c)
{
  known_find(c);
  jump_find(c);
  grid_find(c);
  furniture_find(c);
  wrap_join(c);
  part_lines(c);
  stories_find(c);
  jump_join(c);
  join_cut(c);
  part_find(c);
  part_quotes(c);
}
