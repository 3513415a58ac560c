/* The structure tree of a tagged PDF (ISO 32000-1, 14.7): elements, what
 * stands in them (marked content of pages, annotations, elements), and the
 * tree that leads back from content to elements. Who belongs where is decided
 * by draw/pdfmark; nothing here knows of sheets. */
#ifndef DRAW_PDFTAG_H
#define DRAW_PDFTAG_H

#include <stddef.h>

#include "draw/pdfobj.h"

struct tag;
struct pdftags;

/* For NPAGES pages; P is borrowed. Has a Document. */
struct pdftags *pdftags_new(struct pdf *p, size_t npages);
void pdftags_free(struct pdftags *t);
struct tag *pdftags_document(const struct pdftags *t);
/* A new element at the end of PARENT. TYPE, a name of ISO 32000-1 or of the
 * role map in pdftag.c, and KEY (NULL: none) are borrowed. */
struct tag *tag_new(struct pdftags *t, struct tag *parent, const char *type,
                    const char *key);
/* The child of PARENT with TYPE and an equal KEY among the NEAR last ones, or
 * NULL. */
struct tag *tag_find(const struct tag *parent, const char *type,
                     const char *key, size_t near);
struct tag *tag_parent(const struct tag *tag);
const char *tag_type(const struct tag *tag);
/* S with the life of T. */
char *pdftags_copy(struct pdftags *t, const char *s);
/* A number that the caller keeps with TAG; 0 at first. */
int *tag_memo(struct tag *tag);
/* Entries of its dictionary as they stand in the file, after those that are
 * there: "/Alt <FEFF…> ", "/A <<…>> ". */
void tag_say(struct pdftags *t, struct tag *tag, const char *entries);
/* Where TAG begins on its first page, so that pdftags_sort knows: the topmost,
 * then the leftmost corner of all that was said on PAGE, the first one. */
void tag_stands(struct tag *tag, size_t page, mpt x, mpt y);
/* The children of the Document, which must be elements all, by page, then from
 * top to bottom, side by side from left to right. */
void pdftags_sort(struct pdftags *t);
/* The number of the next marked content of PAGE, which belongs to TAG. */
int tag_content(struct pdftags *t, struct tag *tag, size_t page);
/* The annotation ANNOT (indirect) of PAGE belongs to TAG: sets its
 * /StructParent. */
void tag_annotation(struct pdftags *t, struct tag *tag, size_t page,
                    pdf_dict annot);
/* Adds what a page must say: /StructParents, /Tabs. */
void pdftags_page(struct pdftags *t, size_t page, pdf_dict d);
/* Writes all elements and adds the tree to the catalogue ROOT. PAGES: the page
 * objects. */
void pdftags_write(struct pdftags *t, const pdf_dict *pages, pdf_dict root);

#endif
