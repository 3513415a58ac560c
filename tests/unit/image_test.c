/* Pictures: what is known of a good one, what is refused and why. The files
 * are made here. */
#include "folder.h"

#include <sys/stat.h>
#include <zlib.h>

#include "asset/image.h"

static const struct place here = {"a.md", 3, 4};

/* ---- making files ---- */

/* A PNG of W × H pixels: red left half, blue right half; with ALPHA the
 * right half is transparent. */
static void chunk(struct buf *b, const char *type, const void *s, size_t n)
{
  unsigned char head[8] = {0, 0, (unsigned char)(n >> 8), (unsigned char)n};
  memcpy(head + 4, type, 4);
  uLong sum = crc32(crc32(0, head + 4, 4), s, (uInt)n);
  unsigned char tail[4] = {(unsigned char)(sum >> 24),
                           (unsigned char)(sum >> 16),
                           (unsigned char)(sum >> 8), (unsigned char)sum};
  buf_put(b, head, 8);
  buf_put(b, s, n);
  buf_put(b, tail, 4);
}

static struct buf png_file(unsigned w, unsigned h, bool alpha)
{
  struct buf b = BUF_INIT, rows = BUF_INIT;
  unsigned char ihdr[13] = {0, 0, (unsigned char)(w >> 8), (unsigned char)w,
                            0, 0, (unsigned char)(h >> 8), (unsigned char)h,
                            8, alpha ? 6 : 2, 0, 0, 0};
  for (unsigned y = 0; y < h; y++) {
    buf_putc(&rows, 0);
    for (unsigned x = 0; x < w; x++) {
      bool left = x < w / 2;
      const char px[4] = {left ? '\xFF' : 0, 0, left ? 0 : '\xFF',
                          left ? '\xFF' : 0};
      buf_put(&rows, px, alpha ? 4 : 3);
    }
  }
  uLongf n = compressBound(rows.n);
  unsigned char *z = mem_new(n);
  compress(z, &n, (const unsigned char *)rows.s, rows.n);
  buf_put(&b, "\x89PNG\r\n\x1a\n", 8);
  chunk(&b, "IHDR", ihdr, 13);
  chunk(&b, "IDAT", z, n);
  chunk(&b, "IEND", "", 0);
  buf_free(&rows);
  free(z);
  return b;
}

static struct buf jpeg_file(unsigned w, unsigned h)
{
  struct buf png = png_file(w, h, false), jpeg = BUF_INIT;
  struct image *img = image_from(png.s, png.n, "made", here);
  assert_non_null(img);
  assert_true(image_jpeg(img, (int)w, 95, &jpeg));
  image_free(img);
  buf_free(&png);
  return jpeg;
}

/* JPEG with the Exif marker that says ORIENTATION behind SOI. */
static struct buf turned_file(unsigned w, unsigned h, int orientation)
{
  unsigned char exif[36] = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M',
                            'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0,
                            0, 1, 0, (unsigned char)orientation};
  struct buf plain = jpeg_file(w, h), b = BUF_INIT;
  buf_put(&b, plain.s, 2);
  buf_put(&b, exif, sizeof exif);
  buf_put(&b, plain.s + 2, plain.n - 2);
  buf_free(&plain);
  return b;
}

static struct image *from(const struct buf *b)
{
  return image_from(b->s, b->n, "made", here);
}

/* Is the pixel at X, Y nearly R, G, B? */
static bool near(const struct pixels *px, int x, int y, const int rgb[3])
{
  const unsigned char *s = px->v + ((size_t)y * (size_t)px->width +
                                    (size_t)x) * (size_t)px->components;
  for (int c = 0; c < 3; c++)
    if (abs(s[c] - rgb[c]) > 12)
      return false;
  return true;
}

static const int red[] = {255, 0, 0}, blue[] = {0, 0, 255},
                 white[] = {255, 255, 255};

static void assert_refused(const void *s, size_t n, const char *why)
{
  struct capture c = capture_begin();
  struct image *img = image_from(s, n, "made", here);
  char *said = capture_end(&c);
  assert_null(img);
  assert_says(said, "a.md:3:4: error");
  assert_says(said, why);
  free(said);
}

/* ---- tests ---- */

static void a_good_picture_tells_its_size(void **state)
{
  struct buf b = png_file(30, 20, false);
  struct image *img = from(&b);
  struct pixels px;
  (void)state;
  assert_non_null(img);
  assert_int_equal(img->format, IMAGE_PNG);
  assert_int_equal(img->width * 1000 + img->height, 30020);
  assert_int_equal(img->components * 10 + img->bits, 38);
  assert_true(image_pixels(img, &px));
  assert_true(near(&px, 2, 2, red) && near(&px, 28, 18, blue));
  pixels_free(&px);
  image_free(img);
  buf_free(&b);
  b = jpeg_file(64, 48);
  img = from(&b);
  assert_non_null(img);
  assert_int_equal(img->format, IMAGE_JPEG);
  assert_false(img->progressive || img->alpha);
  assert_int_equal(img->size, b.n);
  assert_memory_equal(img->data, b.s, b.n);
  image_free(img);
  buf_free(&b);
}

static void transparency_lies_on_white(void **state)
{
  struct buf b = png_file(30, 20, true);
  struct image *img = from(&b);
  struct pixels px;
  (void)state;
  assert_non_null(img);
  assert_true(img->alpha);
  assert_true(image_pixels(img, &px));
  assert_true(near(&px, 2, 2, red) && near(&px, 28, 18, white));
  pixels_free(&px);
  image_free(img);
  buf_free(&b);
}

/* Where the red half (left as stored) is seen: its centre in percent. */
static void pictures_stand_upright(void **state)
{
  static const int seen[9][2] = {{0, 0},   {20, 50}, {80, 50},
                                 {80, 50}, {20, 50}, {50, 20},
                                 {50, 20}, {50, 80}, {50, 80}};
  (void)state;
  for (int o = 1; o <= 8; o++) {
    struct buf b = turned_file(64, 32, o);
    struct image *img = from(&b);
    struct pixels px;
    assert_non_null(img);
    assert_int_equal(img->orientation, o);
    assert_int_equal(img->width, o > 4 ? 32 : 64);
    assert_true(image_pixels(img, &px));
    assert_int_equal(px.width, img->width);
    assert_true(near(&px, px.width * seen[o][0] / 100,
                     px.height * seen[o][1] / 100, red));
    assert_true(near(&px, px.width * (100 - seen[o][0]) / 100,
                     px.height * (100 - seen[o][1]) / 100, blue));
    pixels_free(&px);
    image_free(img);
    buf_free(&b);
  }
}

static void a_smaller_copy_keeps_the_proportion(void **state)
{
  struct buf b = turned_file(400, 200, 6), out = BUF_INIT;
  struct image *img = from(&b);
  (void)state;
  assert_true(image_jpeg(img, 50, 80, &out));
  image_free(img);
  img = from(&out);
  assert_non_null(img);
  assert_int_equal(img->width, 50);
  assert_int_equal(img->height, 100);
  assert_int_equal(img->orientation, 1);
  image_free(img);
  buf_free(&out);
  buf_free(&b);
}

/* White stays white, grey grey, and every pixel of the old counts once. */
static void a_copy_for_screens_keeps_the_mean(void **state)
{
  (void)state;
  enum { W = 70, H = 50 };
  struct pixels px = {W, H, 3, mem_array(W * H, 3)};
  memset(px.v, 255, (size_t)W * H * 3);
  for (int w = 1; w <= W; w += 3) {
    struct pixels t = pixels_smaller(&px, w, 1 + w % H);
    for (int i = 0; i < t.width * t.height * 3; i++)
      assert_int_equal(t.v[i], 255);
    pixels_free(&t);
  }
  for (int i = 0; i < W * H * 3; i++)
    px.v[i] = (unsigned char)(i % 3 ? 10 : i / 3 % 2 ? 0 : 200);
  struct pixels t = pixels_smaller(&px, W / 2, H);
  assert_int_equal(t.v[0], 100);
  assert_int_equal(t.v[1], 10);
  pixels_free(&t);
  pixels_free(&px);
}

static void pixels_are_written_as_webp_and_read_again(void **state)
{
  (void)state;
  for (int n = 1; n <= 3; n += 2) {
    struct pixels px = {40, 30, n, mem_array(40 * 30, (size_t)n)}, back;
    memset(px.v, 180, (size_t)40 * 30 * (size_t)n);
    struct buf b = BUF_INIT;
    assert_true(pixels_webp(&px, 80, &b));
    struct image *img = image_from(b.s, b.n, "a.webp", place_none());
    assert_non_null(img);
    assert_int_equal(img->width, 40);
    assert_int_equal(img->height, 30);
    assert_true(image_pixels(img, &back));
    assert_in_range(back.v[100], 175, 185);
    pixels_free(&back);
    image_free(img);
    buf_free(&b);
    pixels_free(&px);
  }
}

static void what_is_cut_off_is_refused(void **state)
{
  struct buf jpeg = jpeg_file(200, 100), png = png_file(200, 100, false);
  (void)state;
  for (size_t n = 20; n + 2 < jpeg.n; n += 97)
    assert_refused(jpeg.s, n, "error");
  for (size_t n = 20; n + 12 < png.n; n += 13)
    assert_refused(png.s, n, "error");
  assert_refused(png.s, png.n - 6, "cut off");
  png.s[60] ^= 1;
  assert_refused(png.s, png.n, "checksum");
  assert_refused("RIFF\x10\0\0\0WEBPVP8 ....", 20, "broken");
  assert_refused("", 0, "empty");
  assert_refused("<svg xmlns='http://www.w3.org/2000/svg'/>", 40, "no JPEG");
  buf_free(&jpeg);
  buf_free(&png);
}

static void huge_pictures_are_refused_unseen(void **state)
{
  struct buf png = png_file(20, 20, false), jpeg = jpeg_file(16, 16);
  (void)state;
  memcpy(png.s + 16, "\0\1\0\0\0\1\0\0", 8);
  uLong sum = crc32(0, (unsigned char *)png.s + 12, 17);
  for (int i = 0; i < 4; i++)
    png.s[29 + i] = (char)(sum >> (24 - 8 * i));
  assert_refused(png.s, png.n, "too many");
  char *sof = memmem(jpeg.s, jpeg.n, "\xFF\xC0", 2);
  assert_non_null(sof);
  memcpy(sof + 5, "\xFF\xFF\xFF\xFF", 4);
  assert_refused(jpeg.s, jpeg.n, "error");
  buf_free(&png);
  buf_free(&jpeg);
}

static void odd_files_are_refused_at_once(void **state)
{
  char *dir = folder_new();
  struct capture c = capture_begin();
  (void)state;
  assert_int_equal(mkfifo("fifo.jpg", 0600), 0);
  assert_null(image_load("fifo.jpg", here));
  assert_null(image_load("none.jpg", here));
  assert_null(image_load(".", here));
  assert_int_equal(diag_count(LEVEL_ERROR), 3);
  char *said = capture_end(&c);
  assert_says(said, "fifo.jpg");
  free(said);
  folder_free(dir);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_good_picture_tells_its_size),
      cmocka_unit_test(transparency_lies_on_white),
      cmocka_unit_test(pictures_stand_upright),
      cmocka_unit_test(a_smaller_copy_keeps_the_proportion),
      cmocka_unit_test(a_copy_for_screens_keeps_the_mean),
      cmocka_unit_test(pixels_are_written_as_webp_and_read_again),
      cmocka_unit_test(what_is_cut_off_is_refused),
      cmocka_unit_test(huge_pictures_are_refused_unseen),
      cmocka_unit_test(odd_files_are_refused_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
