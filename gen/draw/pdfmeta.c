#include "draw/pdfmeta.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asset/profile.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "draw/seal.h"
#include "draw/sheet.h"

static const char producer[] = "chenbao, libharu", creator[] = "chenbao";

static bool said(const char *s)
{
  return s && *s;
}

/* A title is required (ISO 14289-1, 7.1). */
static const char *title_of(const struct sheets *s)
{
  return said(s->title) ? s->title : "chenbao";
}

/* --- Info --------------------------------------------------------------- */

struct date {
  int year, month, day;
};

/* The issue's date, not the clock: equal input gives equal output. */
static bool date_of(const struct sheets *s, struct date *d)
{
  return said(s->date) &&
         sscanf(s->date, "%4d-%2d-%2d", &d->year, &d->month, &d->day) == 3;
}

pdf_dict pdfmeta_info(struct pdf *p, const struct sheets *s)
{
  pdf_dict info = pdf_object(p);
  struct date d;
  pdf_set_text(p, info, "Title", title_of(s));
  if (said(s->author))
    pdf_set_text(p, info, "Author", s->author);
  pdf_set_text(p, info, "Creator", creator);
  pdf_set_text(p, info, "Producer", producer);
  if (date_of(s, &d)) {
    char *at = mem_printf("D:%04d%02d%02d000000Z", d.year, d.month, d.day);
    pdf_set_bytes(p, info, "CreationDate", at);
    pdf_set_bytes(p, info, "ModDate", at);
    free(at);
  }
  return info;
}

/* --- XMP ---------------------------------------------------------------- */

static void put_xml(struct buf *b, const char *s)
{
  for (; *s; s++)
    if (*s == '&')
      buf_puts(b, "&amp;");
    else if (*s == '<')
      buf_puts(b, "&lt;");
    else if (*s == '>')
      buf_puts(b, "&gt;");
    else if ((unsigned char)*s >= 0x20)
      buf_putc(b, *s);
}

/* <NAME><rdf:LIST><rdf:li>VALUE… */
static void put_list(struct buf *b, const char *name, const char *list,
                     const char *value)
{
  bool alt = !strcmp(list, "Alt");
  buf_printf(b, "<%s><rdf:%s><rdf:li%s>", name, list,
             alt ? " xml:lang=\"x-default\"" : "");
  put_xml(b, value);
  buf_printf(b, "</rdf:li></rdf:%s></%s>\n", list, name);
}

void pdfmeta_value(struct buf *b, const char *name, const char *value)
{
  buf_printf(b, "<%s>", name);
  put_xml(b, value);
  buf_printf(b, "</%s>\n", name);
}

/* ISO 19005-2, 6.6.2.3: what is not of XMP itself must be described. */
static void put_schema(struct buf *b, const char *const v[6])
{
  buf_printf(b,
             "<rdf:li rdf:parseType=\"Resource\">"
             "<pdfaSchema:schema>%s</pdfaSchema:schema>"
             "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
             "<pdfaSchema:prefix>%s</pdfaSchema:prefix>"
             "<pdfaSchema:property><rdf:Seq>"
             "<rdf:li rdf:parseType=\"Resource\">"
             "<pdfaProperty:name>%s</pdfaProperty:name>"
             "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
             "<pdfaProperty:category>internal</pdfaProperty:category>"
             "<pdfaProperty:description>%s</pdfaProperty:description>"
             "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n",
             v[0], v[1], v[2], v[3], v[4], v[5]);
}

#define NS_UA     "http://www.aiim.org/pdfua/ns/id/"
#define NS_OURS   "urn:chenbao:xmp:1#"
#define NS_SCHEMA "http://www.aiim.org/pdfa/ns/"

static void put_schemas(struct buf *b)
{
  static const char *const ua[] = {"PDF/UA identification",
                                   NS_UA,
                                   "pdfuaid",
                                   "part",
                                   "Integer",
                                   "Part of ISO 14289 that the file follows"};
  static const char *const ours[] = {
      "Chenbao identity",
      NS_OURS,
      "chenbao",
      "sheets",
      "Text",
      "Hash of the printed lines and pages, equal in all editions of them"};
  buf_puts(b, "<pdfaExtension:schemas><rdf:Bag>\n");
  put_schema(b, ua);
  put_schema(b, ours);
  buf_puts(b, "</rdf:Bag></pdfaExtension:schemas>\n");
}

static const char xmp_head[] =
    PDFMETA_BEGIN
    " xmlns:pdfaid=\"" NS_SCHEMA "id/\"\n"
    " xmlns:pdfaExtension=\"" NS_SCHEMA "extension/\"\n"
    " xmlns:pdfaSchema=\"" NS_SCHEMA "schema#\"\n"
    " xmlns:pdfaProperty=\"" NS_SCHEMA "property#\"\n"
    " xmlns:pdfuaid=\"" NS_UA "\"\n"
    " xmlns:chenbao=\"" NS_OURS "\">\n";

static const char xmp_tail[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                               "<?xpacket end=\"r\"?>\n";

static void put_uuid(struct buf *b, const char *name, const char *hex)
{
  buf_printf(b, "<%s>uuid:%.8s-%.4s-%.4s-%.4s-%.12s</%s>\n", name, hex,
             hex + 8, hex + 12, hex + 16, hex + 20, name);
}

/* One document in several files (XMP, part 2, 2.8). */
static void put_identity(struct buf *b, const struct sheets *s,
                         const char *file)
{
  char seal[33], hex[33];
  struct hash *h = hash_new();
  seal_sheets(s, seal);
  hash_str(h, seal);
  hash_str(h, file);
  hash_end(h, hex);
  put_uuid(b, "xmpMM:DocumentID", seal);
  put_uuid(b, "xmpMM:InstanceID", hex);
  pdfmeta_value(b, "chenbao:sheets", seal);
}

/* The language of the document; Chinese where none is given. */
static const char *lang_of(const struct sheets *s)
{
  return said(s->lang) && pdf_is_tag(s->lang) ? s->lang : "zh-CN";
}

void pdfmeta_common(struct buf *b, const struct sheets *s, const char *file)
{
  struct date d;
  pdfmeta_value(b, "dc:format", "application/pdf");
  put_list(b, "dc:title", "Alt", title_of(s));
  if (said(s->author))
    put_list(b, "dc:creator", "Seq", s->author);
  put_list(b, "dc:language", "Bag", lang_of(s));
  if (date_of(s, &d)) {
    char *at = mem_printf("%04d-%02d-%02dT00:00:00Z", d.year, d.month, d.day);
    pdfmeta_value(b, "xmp:CreateDate", at);
    pdfmeta_value(b, "xmp:ModifyDate", at);
    free(at);
  }
  pdfmeta_value(b, "xmp:CreatorTool", creator);
  pdfmeta_value(b, "pdf:Producer", producer);
  put_identity(b, s, file);
}

static void put_xmp(struct buf *b, const struct sheets *s)
{
  buf_puts(b, xmp_head);
  pdfmeta_value(b, "pdfaid:part", "2");
  pdfmeta_value(b, "pdfaid:conformance", "B");
  pdfmeta_value(b, "pdfuaid:part", "1");
  pdfmeta_common(b, s, "reading");
  put_schemas(b);
  buf_puts(b, xmp_tail);
}

/* --- the output intent -------------------------------------------------- */

static void add_intent(struct pdf *p, pdf_dict root)
{
  struct buf b = BUF_INIT;
  pdf_dict intent = pdf_dict_new(p);
  pdf_array all = pdf_array_new(p);
  profile_srgb(&b);
  pdf_dict profile = pdf_stream(p, b.s, b.n, PDF_SMALL);
  pdf_set_int(p, profile, "N", 3);
  pdf_set_name(p, intent, "Type", "OutputIntent");
  pdf_set_name(p, intent, "S", "GTS_PDFA1");
  pdf_set_bytes(p, intent, "OutputConditionIdentifier", "sRGB");
  pdf_set_bytes(p, intent, "Info", "sRGB IEC61966-2.1");
  pdf_set(p, intent, "DestOutputProfile", profile);
  pdf_add(p, all, intent);
  pdf_set(p, root, "OutputIntents", all);
  buf_free(&b);
}

/* --- all ---------------------------------------------------------------- */

void pdfmeta_stream(struct pdf *p, const struct buf *xmp, pdf_dict root)
{
  pdf_dict d = pdf_stream(p, xmp->s, xmp->n, PDF_PLAIN);
  pdf_set_name(p, d, "Type", "Metadata");
  pdf_set_name(p, d, "Subtype", "XML");
  pdf_set(p, root, "Metadata", d);
}

void pdfmeta_write(struct pdf *p, const struct sheets *s, pdf_dict root)
{
  struct buf b = BUF_INIT;
  pdf_dict view = pdf_dict_new(p);
  pdf_set_bool(p, view, "DisplayDocTitle", true);
  pdf_set(p, root, "ViewerPreferences", view);
  pdf_set_text(p, root, "Lang", lang_of(s));
  put_xmp(&b, s);
  add_intent(p, root);
  pdfmeta_stream(p, &b, root);
  buf_free(&b);
}
