#include "draw/pressmeta.h"

#include <stdlib.h>

#include "asset/profile.h"
#include "base/buf.h"
#include "base/mem.h"
#include "draw/pdfmeta.h"
#include "draw/press.h"
#include "draw/sheet.h"

static const char xmp_head[] =
    PDFMETA_BEGIN
    " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
    " xmlns:chenbao=\"urn:chenbao:xmp:1#\">\n";

static const char xmp_tail[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                               "<?xpacket end=\"r\"?>\n";

static void put_xmp(struct buf *b, const struct sheets *s,
                    const struct press_job *job)
{
  char *file =
      mem_printf("press %s %d", job->key ? job->key : "", job->page);
  buf_puts(b, xmp_head);
  pdfmeta_value(b, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
  pdfmeta_value(b, "pdf:Trapped", "False");
  pdfmeta_value(b, "xmpMM:RenditionClass", "default");
  pdfmeta_value(b, "xmpMM:VersionID", "1");
  if (s->date && *s->date) {
    char *at = mem_printf("%sT00:00:00Z", s->date);
    pdfmeta_value(b, "xmp:MetadataDate", at);
    free(at);
  }
  pdfmeta_common(b, s, file);
  free(file);
  buf_puts(b, xmp_tail);
}

static void embed(struct pdf *p, pdf_dict intent, const void *data, size_t n)
{
  pdf_dict icc = pdf_stream(p, data, n, PDF_SMALL);
  pdf_set_int(p, icc, "N", 4);
  pdf_set(p, intent, "DestOutputProfile", icc);
}

static void name_press(struct pdf *p, pdf_dict intent,
                       const struct profile *profile)
{
  size_t n;
  const void *data = profile_data(profile, &n);
  pdf_set_bytes(p, intent, "OutputConditionIdentifier", profile_name(profile));
  pdf_set_bytes(p, intent, "Info", profile_name(profile));
  embed(p, intent, data, n);
}

static void name_condition(struct pdf *p, pdf_dict intent,
                           const struct buf *plain)
{
  pdf_set_bytes(p, intent, "OutputConditionIdentifier", PRESS_CONDITION);
  pdf_set_bytes(p, intent, "OutputCondition",
                "Coldset offset on newsprint, 26 % dot gain, ISO 12647-3");
  pdf_set_bytes(p, intent, "RegistryName", "http://www.color.org");
  pdf_set_bytes(p, intent, "Info",
                plain ? "IFRA26, newspaper, ISO 12647-3. The embedded profile "
                        "is not of a press: it tells how the inks were mixed"
                      : "IFRA26, newspaper, ISO 12647-3");
  if (plain)
    embed(p, intent, plain->s, plain->n);
}

static void add_intent(struct pdf *p, const struct press_job *job,
                       pdf_dict root)
{
  pdf_dict intent = pdf_dict_new(p);
  pdf_array all = pdf_array_new(p);
  pdf_set_name(p, intent, "Type", "OutputIntent");
  pdf_set_name(p, intent, "S", "GTS_PDFX");
  if (job->profile)
    name_press(p, intent, job->profile);
  else
    name_condition(p, intent, job->plain);
  pdf_add(p, all, intent);
  pdf_set(p, root, "OutputIntents", all);
}

pdf_dict pressmeta_info(struct pdf *p, const struct sheets *s)
{
  pdf_dict info = pdfmeta_info(p, s);
  pdf_set_name(p, info, "Trapped", "False");
  return info;
}

void pressmeta_write(struct pdf *p, const struct sheets *s,
                     const struct press_job *job, pdf_dict root)
{
  struct buf b = BUF_INIT;
  put_xmp(&b, s, job);
  add_intent(p, job, root);
  pdfmeta_stream(p, &b, root);
  buf_free(&b);
}
