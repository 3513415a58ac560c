/* The package of a Word file: a zip archive of XML and pictures. Hostile ones
 * are bounded: what all parts together may unpack to, no document type (and
 * so no entities), no network, libxml2's own limits on depth and length. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <libxml/parser.h>

#include "base/diag.h"
#include "base/mem.h"
#include "intake/docx_in.h"
#include "intake/raw_in.h"
#include "tree/node.h"

static bool unpack(struct docx *d, struct buf *b, const char *name)
{
  char part[65536];
  zip_file_t *f = zip_fopen(d->zip, name, 0);
  if (!f)
    return false;
  zip_int64_t n;
  while ((n = zip_fread(f, part, sizeof part)) > 0 && (size_t)n <= d->left) {
    d->left -= (size_t)n;
    buf_put(b, part, (size_t)n);
  }
  zip_fclose(f);
  if (n == 0)
    return true;
  if (n > 0)
    d->left = 0;
  diag(LEVEL_WARN, place_file(d->raw->path),
       n > 0 ? _("%s is left out: the file unpacks to more than 256 MB; save "
                 "it with smaller pictures")
             : _("%s is left out: it is damaged or has a password; save the "
                 "file anew in Word or WPS"),
       name);
  return false;
}

/* A document type may define entities that grow without end. */
static void stop(void *context, const xmlChar *name, const xmlChar *id,
                 const xmlChar *system)
{
  (void)name;
  (void)id;
  (void)system;
  xmlStopParser(context);
}

static xmlDoc *parse(const struct buf *b)
{
  xmlParserCtxt *c = xmlNewParserCtxt();
  if (!c || !c->sax || b->n > INT32_MAX) {
    xmlFreeParserCtxt(c);
    return NULL;
  }
  c->sax->internalSubset = stop;
  xmlDoc *doc = xmlCtxtReadMemory(
      c, b->s, (int)b->n, NULL, NULL,
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (doc && !c->wellFormed) {
    xmlFreeDoc(doc);
    doc = NULL;
  }
  xmlFreeParserCtxt(c);
  return doc;
}

xmlDoc *docx_part(struct docx *d, const char *name)
{
  struct buf b = BUF_INIT;
  xmlDoc *doc = NULL;
  buf_puts(&b, "");
  if (unpack(d, &b, name)) {
    doc = parse(&b);
    if (!doc)
      diag(LEVEL_WARN, place_file(d->raw->path),
           _("%s is left out: it is no good XML; save the file anew in Word "
             "or WPS"),
           name);
  }
  buf_free(&b);
  return doc;
}

unsigned char *docx_bytes(struct docx *d, const char *name, size_t *n)
{
  struct buf b = BUF_INIT;
  unsigned char *bytes = NULL;
  buf_puts(&b, "");
  if (unpack(d, &b, name)) {
    bytes = (unsigned char *)arena_copy_n(d->arena, b.s, b.n);
    *n = b.n;
  }
  buf_free(&b);
  return bytes;
}

char *docx_target(const struct docx *d, const char *id)
{
  for (const xmlNode *x = node_first(d->links, "Relationship"); x && id;
       x = node_next(x, "Relationship")) {
    const char *has = node_attr(x, "Id"), *target = node_attr(x, "Target");
    const char *mode = node_attr(x, "TargetMode");
    if (!has || !target || strcmp(has, id) != 0)
      continue;
    if (mode && !strcmp(mode, "External"))
      return NULL;
    const char *folder = *target == '/' ? "" : d->folder;
    char *path = mem_printf("%s%s", folder, target + (*target == '/'));
    char *kept = arena_copy(d->arena, path);
    free(path);
    return kept;
  }
  return NULL;
}
