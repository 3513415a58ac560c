#include "cmd/kept.h"

#include <stdlib.h>
#include <string.h>
#include <libxml/parser.h>

#include "base/mem.h"
#include "cmd/output.h"

xmlDoc *kept_recall(const struct output *o, const char *rel, const char *key)
{
  char *text = output_recall(o, "placed", rel);
  size_t n = strlen(key);
  xmlDoc *doc = NULL;
  if (text && !strncmp(text, key, n) && text[n] == '\n')
    doc = xmlReadMemory(text + n + 1, (int)strlen(text + n + 1), "placed",
                        NULL,
                        XML_PARSE_NONET | XML_PARSE_NOBLANKS |
                            XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  free(text);
  return doc;
}

void kept_remember(const struct output *o, const char *rel, const char *key,
                   xmlDoc *placed)
{
  xmlChar *xml = NULL;
  int n = 0;
  xmlDocDumpMemoryEnc(placed, &xml, &n, "UTF-8");
  char *text = mem_printf("%s\n%s", key, xml ? (const char *)xml : "");
  output_remember(o, "placed", rel, text);
  free(text);
  xmlFree(xml);
}
