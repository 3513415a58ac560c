/* QR codes: what is written is read back the same. */
#include "folder.h"

#include "asset/image.h"
#include "asset/qr.h"

static const struct place here = {"paper.yaml", 2, 8};

static struct image *picture(const struct qr *qr, int scale)
{
  struct buf png = BUF_INIT;
  qr_png(&png, qr, scale);
  struct image *img = image_from(png.s, png.n, "code.png", here);
  assert_non_null(img);
  buf_free(&png);
  return img;
}

static void assert_round(const char *text, int scale)
{
  struct qr *qr = qr_new(text);
  assert_non_null(qr);
  struct image *img = picture(qr, scale);
  assert_int_equal(img->width, (qr->size + 2 * QR_QUIET) * scale);
  char *read = qr_read(img);
  assert_non_null(read);
  assert_string_equal(read, text);
  free(read);
  image_free(img);
  qr_free(qr);
}

static void codes_are_read_back(void **state)
{
  (void)state;
  assert_round("https://zhoujiadu.example/2018-12-15/lead.html", 3);
  assert_round("http://weixin.qq.com/r/abcDEF123", 10);
  assert_round("周家渡社区晨报", 4);
  assert_round("a", 2);
}

static void an_accounts_picture_is_set_anew(void **state)
{
  struct qr *qr = qr_new("http://weixin.qq.com/r/example");
  struct image *img = picture(qr, 8);
  struct buf jpeg = BUF_INIT;
  (void)state;
  assert_true(image_jpeg(img, 180, 60, &jpeg)); /* as platforms do */
  struct image *small = image_from(jpeg.s, jpeg.n, "code.jpg", here);
  char *text = qr_read(small);
  assert_non_null(text);
  struct qr *again = qr_new(text);
  assert_int_equal(again->size, qr->size);
  assert_memory_equal(again->modules, qr->modules,
                      (size_t)(qr->size * qr->size));
  qr_free(again);
  free(text);
  image_free(small);
  buf_free(&jpeg);
  image_free(img);
  qr_free(qr);
}

static void a_code_has_its_finders_and_a_quiet_zone(void **state)
{
  struct qr *qr = qr_new("x");
  struct image *img = picture(qr, 1);
  struct pixels px;
  (void)state;
  assert_int_equal(qr->size, 21);
  assert_true(qr_black(qr, 0, 0) && qr_black(qr, 20, 0) && qr_black(qr, 0, 20));
  assert_false(qr_black(qr, 7, 0) || qr_black(qr, -1, 0) ||
               qr_black(qr, 0, 21));
  assert_true(image_pixels(img, &px));
  for (int i = 0; i < px.width * QR_QUIET; i++)
    assert_int_equal(px.v[i * px.components], 255);
  assert_int_equal(px.v[(QR_QUIET * px.width + QR_QUIET) * px.components], 0);
  pixels_free(&px);
  image_free(img);
  qr_free(qr);
}

static void what_does_not_fit_is_told(void **state)
{
  char text[2400];
  (void)state;
  memset(text, 'a', sizeof text);
  text[2331] = '\0';
  struct qr *qr = qr_new(text);
  assert_non_null(qr);
  qr_free(qr);
  text[2331] = 'a';
  text[2332] = '\0';
  struct capture c = capture_begin();
  assert_null(qr_new(text));
  assert_null(qr_new(""));
  char *said = capture_end(&c);
  assert_says(said, "2332 bytes do not fit");
  free(said);
}

static void a_picture_without_a_code_is_told(void **state)
{
  static const unsigned char none[60 * 60];
  struct buf png = BUF_INIT;
  (void)state;
  image_png_bits(&png, none, 60, 2);
  struct image *img = image_from(png.s, png.n, "none.png", here);
  struct capture c = capture_begin();
  assert_null(qr_read(img));
  char *said = capture_end(&c);
  assert_says(said, "none.png: error: no QR code");
  free(said);
  image_free(img);
  buf_free(&png);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes_are_read_back),
      cmocka_unit_test(an_accounts_picture_is_set_anew),
      cmocka_unit_test(a_code_has_its_finders_and_a_quiet_zone),
      cmocka_unit_test(what_does_not_fit_is_told),
      cmocka_unit_test(a_picture_without_a_code_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
