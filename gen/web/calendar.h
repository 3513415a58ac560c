/* A year's calendar. */
#ifndef WEB_CALENDAR_H
#define WEB_CALENDAR_H

#include <libxml/tree.h>

struct shelf;

/* <year number issues> with twelve <month number issues> of <week>s, Monday
 * first, of seven <day>s: those of the neighbouring months are empty, those
 * of an issue in YEAR (a shelf of issues) have @url and @label. Owned. */
xmlDoc *calendar_year(const struct shelf *year);

#endif
