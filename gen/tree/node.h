/* Typed access to the tree, which is one libxml2 document per issue. Every
 * element carries at="line:col" (characters, from 1) and every article and
 * issue src="file". Borrowed pointers live as long as the document. */
#ifndef TREE_NODE_H
#define TREE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <libxml/tree.h>

#include "base/diag.h"

/* A new last child NAME of PARENT (NULL: unlinked) with at="LINE:COL". */
xmlNode *node_new(xmlNode *parent, const char *name, int line, int col);
/* Appends TEXT (N bytes, plain, not markup) to PARENT, merging text nodes.
 * Each call costs time linear in the text node it merges with, so gather what
 * is long first. */
void node_text_add(xmlNode *parent, const char *text, size_t n);
void node_set(xmlNode *n, const char *attr, const char *value);
/* line:col, as node_new writes it to at. */
void node_set_place(xmlNode *n, const char *attr, int line, int col);
void node_set_int(xmlNode *n, const char *attr, int value);
/* Value of ATTR, or NULL; borrowed (reads the attribute's text node). */
const char *node_attr(const xmlNode *n, const char *attr);
int node_int(const xmlNode *n, const char *attr, int otherwise);
/* Is N an element named NAME? N may be NULL. */
bool node_is(const xmlNode *n, const char *name);
/* First child element, or first named NAME (NULL: any); next sibling alike. */
xmlNode *node_first(const xmlNode *n, const char *name);
xmlNode *node_next(const xmlNode *n, const char *name);
/* The node (text too) after N in document order below ROOT; NULL at the end.
 * Start with N = ROOT. Depth costs no stack. */
xmlNode *node_walk(const xmlNode *n, const xmlNode *root);
/* All text below N, joined; owned. */
char *node_text(const xmlNode *n);
/* Text of the first child element NAME of N, or NULL; owned. */
char *node_child_text(const xmlNode *n, const char *name);
/* Where N came from: its own @at and the nearest @src above it (that of an
 * <image> is no source file). Line 0 when N has no @at. */
struct place node_place(const xmlNode *n);

#endif
