/* Text for listening: as people say it. */
#include "folder.h"

#include <string.h>

#include "base/buf.h"
#include "web/listen.h"
#include "web/say.h"

struct reading {
  const char *written, *said;
};

static void assert_read(const char *written, const char *said)
{
  struct buf b = BUF_INIT;
  bool differs = listen_text(&b, written, strlen(written));
  const char *got = differs ? b.s : written;
  if (strcmp(got, said) != 0)
    fail_msg("%s\n  is read  %s\n  and not  %s", written, got, said);
  assert_int_equal(differs, strcmp(written, said) != 0);
  buf_free(&b);
}

static void assert_all(const struct reading *r)
{
  for (; r->written; r++)
    assert_read(r->written, r->said);
}

static void dates_and_times_are_said(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"2018-12-15上午", "二零一八年12月15日上午"},
      {"2018.12.5", "二零一八年12月5日"},
      {"2018/1/2", "二零一八年1月2日"},
      {"2018-13-15", "2018-13-15"},
      {"2018年12月15日", "二零一八年十二月十五日"},
      {"12月8日，", "十二月八日，"},
      {"1月20号", "一月二十号"},
      {"8月", "8月"},
      {"2017-2018年", "二零一七到二零一八年"},
      {"2005年", "二零零五年"},
      {"2018陆家嘴之夜", "二零一八陆家嘴之夜"},
      {"2020人", "2020人"},
      {"60年", "60年"},
      {"3000年", "3000年"},
      {"15:30开始", "十五点三十分开始"},
      {"9:00", "九点"},
      {"09:05", "九点零五分"},
      {"0:00", "零点"},
      {"15：30", "十五点三十分"},
      {"8:30-11:00", "八点三十分到十一点"},
      {"11月29日—12月3日", "十一月二十九日到十二月三日"},
      {"12月15日-16日", "十二月十五日到16日"},
      {"比分3:2", "比分三比二"},
      {"比例1:100", "比例一比一百"},
      {"第3：说明", "第3：说明"},
      {"3·15晚会", "三一五晚会"},
      {"80后和90后", "八零后和九零后"},
      {"5分钟后", "5分钟后"},
      {NULL, NULL}};
  assert_all(all);
}

static void ranges_are_said_and_codes_are_not(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"5~10天", "5到10天"},
      {"1—12月", "1到12月"},
      {"3-5岁", "3到5岁"},
      {"9点～11点", "9点到11点"},
      {"12-3", "12-3"},
      {"1-2-3", "1-2-3"},
      {"A-1", "A-1"},
      {"——聚焦", "——聚焦"},
      {"123－45－67＋89＝100", "123减45减六十七加八十九等于100"},
      {"1+2-3=0", "一加二减3等于0"},
      {"5-10%", "百分之五到百分之十"},
      {"10%~20%", "百分之十到百分之二十"},
      {"-5℃", "零下5摄氏度"},
      {"最低-3~5℃", "最低-3到5摄氏度"},
      {NULL, NULL}};
  assert_all(all);
}

static void telephones_are_said_by_digits(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"拨打12345", "拨打一二三四五"},
      {"“12345”热线", "“一二三四五”热线"},
      {"12345人", "12345人"},
      {"请打电话110。", "请打电话幺幺零。"},
      {"119火警", "幺幺九火警"},
      {"120平方米", "120平方米"},
      {"共有120", "共有120"},
      {"12348法律热线", "12348法律热线"},
      {"热线12348", "热线一二三四八"},
      {"021-58301234", "零二幺，五八三零幺二三四"},
      {"13800001234", "幺三八，零零零零，幺二三四"},
      {"400-820-8820", "四零零，八二零，八八二零"},
      {"联系电话：58301234", "联系电话：五八三零幺二三四"},
      {"收入58301234元", "收入58301234元"},
      {"期号007", "期号零零七"},
      {NULL, NULL}};
  assert_all(all);
}

static void numbers_and_units_are_said(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"98.35%", "百分之九十八点三五"},
      {"100％的", "百分之一百的"},
      {"5‰", "千分之五"},
      {"1,787套", "一千七百八十七套"},
      {"12,000元", "一万两千元"},
      {"1,020,300.5", "一百零二万零三百点五"},
      {"1.787亿元", "1.787亿元"},
      {"约2.4万件", "约2.4万件"},
      {"150名", "150名"},
      {"20㎡", "20平方米"},
      {"120m²", "一百二十平方米"},
      {"5 km", "五公里"},
      {"5mall", "5mall"},
      {"5G网络", "5G网络"},
      {"25℃", "25摄氏度"},
      {"1/3的居民", "三分之一的居民"},
      {"24/7", "24/7"},
      {"￥150", "150元"},
      {"6元/平方米", "6元每平方米"},
      {"停车/充电", "停车、充电"},
      {"3×5", "3乘5"},
      {"记者 ×××", "记者 某某"},
      {NULL, NULL}};
  assert_all(all);
}

static void names_signs_and_addresses_are_said(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"“1+32+X”网络", "“一加三十二加X”网络"},
      {"“1+5”样本", "“一加五”样本"},
      {"美好社区+种子", "美好社区加种子"},
      {"见P3版", "见第3版"},
      {"P3", "P3"},
      {"手机APP", "手机A P P"},
      {"happy", "happy"},
      {"上南路1234号", "上南路一二三四号"},
      {"德州路628弄5号202室", "德州路六二八弄5号二零二室"},
      {"第100号", "第100号"},
      {"338路公交", "三三八路公交"},
      {"■重点★", "重点"},
      {"①报名", "1报名"},
      {"详见https://a.example/b?c=1。", "详见网址。"},
      {"www.a.example/报名", "网址报名"},
      {"PM2.5", "P M 二点五"},
      {"家门口服务", "家门口服务"},
      {"", ""},
      {NULL, NULL}};
  assert_all(all);
}

static void quantities_are_counted(void **state)
{
  (void)state;
  static const struct reading all[] = {
      {"0", "零"},           {"10", "十"},
      {"12", "十二"},        {"110", "一百一十"},
      {"105", "一百零五"},   {"2000", "两千"},
      {"20000", "两万"},     {"10010", "一万零一十"},
      {"100000", "十万"},    {"1000001", "一百万零一"},
      {"120000000", "一亿两千万"},
      {"200000000", "两亿"}, {"1000000000000", "一万亿"},
      {"0.5", "零点五"},     {"007", "零零七"},
      {"12345678901234567", "一二三四五六七八九零一二三四五六七"},
      {NULL, NULL}};
  for (const struct reading *r = all; r->written; r++) {
    struct buf b = BUF_INIT;
    say_count(&b, r->written, strlen(r->written));
    assert_string_equal(b.s, r->said);
    buf_free(&b);
  }
}

/* Every part of a text that is cut anywhere is read without harm. */
static void any_cut_of_a_text_is_read(void **state)
{
  (void)state;
  static const char text[] =
      "2018-12-15 15:30 1+32+X P3版 12345 98.35% 20㎡ -5℃ 1/3 a×b ￥1 "
      "021-58301234 http://a www. 3·15 1,787 ①■※【】…——\xE2\x84\xFF";
  for (size_t i = 0; i < sizeof text; i++)
    for (size_t n = 0; i + n < sizeof text; n++) {
      struct buf b = BUF_INIT;
      char *copy = mem_copy_n(text + i, n);
      listen_text(&b, copy, n);
      free(copy);
      buf_free(&b);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_and_times_are_said),
      cmocka_unit_test(ranges_are_said_and_codes_are_not),
      cmocka_unit_test(telephones_are_said_by_digits),
      cmocka_unit_test(numbers_and_units_are_said),
      cmocka_unit_test(names_signs_and_addresses_are_said),
      cmocka_unit_test(quantities_are_counted),
      cmocka_unit_test(any_cut_of_a_text_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
