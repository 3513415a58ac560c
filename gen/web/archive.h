/* The archive of one paper:
 *     <paper>/index.html           newest issues, years, sections, authors
 *     <paper>/<year>.html          the year as a calendar, its issues
 *     <paper>/section/<slug>.html  the section's stories; slug: its id
 *     <paper>/author/<slug>.html   what one person wrote (tree/author.h)
 * An author's slug is the name itself, in Han: a person has no id, pinyin
 * would join people who only sound alike. Links hold it percent-encoded.
 *
 * Variables of these templates besides those of web/web.h:
 *     $archive  archive: year, section, author, each with @slug @name @url
 *               @count; on the paper's page
 *     $year     year @number @previous @next: month @number @issues: week:
 *               day @number, @url @label of an issue or @idle (blank
 *               days have none of these)
 *     $list     list @name @slug @feed @more: year @number: entry @url @date
 *               @title @page @section; on pages of sections and authors, at
 *               most LISTED stories, @more when there are more
 * @url leads on from $root. */
#ifndef WEB_ARCHIVE_H
#define WEB_ARCHIVE_H

#include <stdbool.h>

struct page;
struct stacks;

enum { LISTED = 500 };

/* Into OUT; P has $site and $paper. */
bool archive_write(struct page *p, const struct stacks *s, const char *out);

#endif
