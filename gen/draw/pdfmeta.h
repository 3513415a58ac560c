/* What a PDF file says of itself: the Info dictionary, the same as XMP with the
 * marks of PDF/A-2b and PDF/UA-1, and the output intent, sRGB. */
#ifndef DRAW_PDFMETA_H
#define DRAW_PDFMETA_H

#include "draw/pdfobj.h"

struct buf;
struct sheets;

/* Owned by P. */
pdf_dict pdfmeta_info(struct pdf *p, const struct sheets *s);
/* Of XMP: <NAME>VALUE</NAME>, escaped; and what every edition says: title,
 * author, language, dates, tools, the seal of the sheets. FILE tells this file
 * from others of the same sheets. */
void pdfmeta_value(struct buf *b, const char *name, const char *value);
void pdfmeta_common(struct buf *b, const struct sheets *s, const char *file);
/* XMP as the metadata of the catalogue ROOT. */
void pdfmeta_stream(struct pdf *p, const struct buf *xmp, pdf_dict root);
/* Adds language, title display, metadata and output intent to the catalogue
 * ROOT. */
void pdfmeta_write(struct pdf *p, const struct sheets *s, pdf_dict root);

/* How every XMP packet of ours begins, up to its own name spaces. */
#define PDFMETA_BEGIN \
  "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" \
  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" \
  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" \
  "<rdf:Description rdf:about=\"\"\n" \
  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n" \
  " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n" \
  " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n" \
  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"

#endif
