#include "tree/keys.h"

#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

enum { WORD = 40 }; /* characters that are compared at most */

#define STORY  (SCOPE_ARTICLE)
#define PINNED (SCOPE_ARTICLE | SCOPE_PIN)
#define NAMED  (SCOPE_SITE | SCOPE_PAPER | SCOPE_ARTICLE)

static const struct key_value priorities[] = {{"lead", "头条"},
                                              {"major", "次条 要闻"},
                                              {"normal", "一般 普通"},
                                              {"brief", "简讯 短讯"},
                                              {NULL, NULL}};
static const struct key_value heads[] = {{"over", "通栏 题上"},
                                         {"side", "题旁"},
                                         {"vertical", "竖题"},
                                         {"boxed", "花题"},
                                         {NULL, NULL}};
static const struct key_value positions[] = {
    {"top", "上"},           {"foot", "下"},
    {"left", "左"},          {"right", "右"},
    {"top-left", "左上"},    {"top-right", "右上"},
    {"foot-left", "左下"},   {"foot-right", "右下"},
    {NULL, NULL}};
static const struct key_value jumps[] = {
    {"yes", "要"}, {"no", "不要"}, {NULL, NULL}};
static const struct key_value forms[] = {
    {"line", "另行"}, {"run-in", "接排"}, {NULL, NULL}};
static const struct key_value codes[] = {
    {"none", "无"}, {"lead", "头条"}, {"all", "全部"}, {NULL, NULL}};

static const struct key_value own_codes[] = {{"account", "公众号"},
                                             {NULL, NULL}};

static const struct key keys[] = {
    {"title", "标题", NAMED, KEY_LINE, 1, 120, true, NULL, 0,
     N_("Headline, or the name of the paper or site; a space separates "
        "parallel clauses"),
     "主题（或报名、站名），空格分开并列的分句"},
    {"kicker", "引题", STORY, KEY_LINE, 1, 120, false, NULL, 0,
     N_("Line above the headline"), "主题之上的引题"},
    {"deck", "副题", STORY, KEY_LINE, 1, 200, false, NULL, 0,
     N_("Line below the headline"), "主题之下的副题"},
    {"section", "栏目", PINNED, KEY_LINE, 1, 40, false, NULL, 0,
     N_("One of the paper's sections"), "报纸 sections 所列栏目之一"},
    {"page", "版", PINNED | SCOPE_AD, KEY_INT, 1, 64, false, NULL, 0,
     N_("Page on which it begins; by default as the make-up finds best"),
     "起始的版，默认由排版选定"},
    {"position", "版位", PINNED | SCOPE_AD, KEY_ENUM, 0, 0, false, positions, 0,
     N_("Edge or corner of the page where it stands; by default as the page "
        "needs it"),
     "在版上的位置：上、下、左、右或四角，默认由版面需要定"},
    {"columns", "栏数", PINNED, KEY_INT, 1, 12, false, NULL, 0,
     N_("How many columns wide the story is"), "稿件占几栏宽"},
    {"picture", "图栏", PINNED, KEY_INT, 1, 12, false, NULL, 0,
     N_("How many columns wide its first picture is"), "首张图片占几栏宽"},
    {"priority", "位置", PINNED, KEY_ENUM, 0, 0, false, priorities, 0,
     N_("Weight of the story on its page; normal by default"),
     "稿件在版上的轻重：头条、次条、一般、简讯，默认一般"},
    {"jump", "转版", PINNED, KEY_INT, 1, 64, false, jumps, 0,
     N_("Page where what does not fit goes on; yes: the story must go on on "
        "another page; no: it must not"),
     "放不下的部分下转到哪一版；要：必须转版；不要：不许转版"},
    {"form", "题式", PINNED, KEY_ENUM, 0, 0, false, heads, 0,
     N_("Form of the headline: over its columns, text beside it, on end, in a "
        "box; by default as the page needs it"),
     "标题的排法：通栏、题旁走文、竖题、花题，默认由版面需要定"},
    {"focus", "焦点", PINNED, KEY_POINT, 0, 0, false, NULL, 0,
     N_("Point of the first picture that a crop must keep, like 50% 30%"),
     "首张图片裁切时要保住的点，如 50% 30%（自左、自上）"},
    {"byline", "署名", STORY, KEY_LINE, 1, 120, false, NULL, 0,
     N_("Who wrote it, as printed"), "作者署名，照排"},
    {"signoff", "供稿", STORY, KEY_LINE, 1, 60, false, NULL, 0,
     N_("Office that sent it, printed in parentheses at the end"),
     "供稿部门，文末加括号"},
    {"signoff-form", "供稿排法", STORY, KEY_ENUM, 0, 0, false, forms, 0,
     N_("Sign-off on a line of its own, or run in"),
     "供稿另行排，还是接在末段之后"},
    {"id", "编号", STORY | SCOPE_SECTION, KEY_ID, 1, 64, false, NULL, 0,
     N_("Name in addresses for ever; by default the file name without its "
        "leading number"),
     "永久网址所用的名字，默认为文件名去掉序号"},
    {"code", "二维码", STORY, KEY_ENUM, 0, 0, false, own_codes, 0,
     N_("A code printed with it: that of the paper's account"),
     "随稿印出的二维码：本报公众号的码"},
    {"aliases", "旧址", STORY | SCOPE_ISSUE | SCOPE_PAPER | SCOPE_SECTION,
     KEY_LIST, 1, 20, false, NULL, 0,
     N_("Addresses that it had before, below the top of the site, like "
        "paper/2024-01-31/name.html; the site leads from there to the new "
        "one, and the first stays its name in feeds"),
     "以前的网址，从网站根目录写起，如 报纸/2024-01-31/名字.html；旧网址会转到新网址，"
     "订阅源里仍以第一个为准"},
    {"date", "日期", STORY | SCOPE_ISSUE, KEY_DATE, 0, 0, false, NULL, 0,
     N_("Day, as YYYY-MM-DD"), "日期，写作 YYYY-MM-DD"},

    {"number", "期号", SCOPE_ISSUE, KEY_LINE, 1, 20, false, NULL, 0,
     N_("Number of the issue, as printed"), "期号，照排"},
    {"total", "总期号", SCOPE_ISSUE, KEY_LINE, 1, 20, false, NULL, 0,
     N_("Number counted from the first issue, as printed"),
     "自创刊起的总期号，照排"},
    {"pages", "版名", SCOPE_ISSUE, KEY_LIST, 1, 64, false, NULL, 0,
     N_("Names of page 1, 2, 3 …"), "第1、2、3……版的版名"},
    {"page-count", "版数", SCOPE_ISSUE, KEY_INT, 2, 64, false, NULL, 0,
     N_("How many pages the issue has, an even number; by default as many as "
        "fit best"),
     "本期共几版，必须是双数，默认由排版选定"},
    {"ads", "广告", SCOPE_ISSUE, KEY_MAPS, 0, 40, false, NULL, SCOPE_AD,
     N_("Advertisements and other blocks of a fixed size, in print only"),
     "广告等固定大小的版块，只印在报纸上"},
    {"note", "说明", SCOPE_ISSUE, KEY_TEXT, 1, 2000, false, NULL, 0,
     N_("Note for the editors, not published"), "给编者自己看的说明，不发表"},
    {"articles", "稿件", SCOPE_ISSUE, KEY_TABLE, 0, 500, false, NULL, SCOPE_PIN,
     N_("By id of a story: keys that win over its front matter"),
     "按稿件编号：此处所写优先于稿件自己的"},

    {"latin", "外文报名", SCOPE_PAPER, KEY_LINE, 1, 80, false, NULL, 0,
     N_("Name of the paper in Latin letters"), "报名的外文"},
    {"slogan", "口号", SCOPE_PAPER, KEY_LINE, 1, 80, false, NULL, 0,
     N_("Slogan in the nameplate"), "报头的口号"},
    {"publisher", "主办", SCOPE_PAPER, KEY_LINE, 1, 120, false, NULL, 0,
     N_("Publisher line in the nameplate"), "报头的主办、出版单位"},
    {"account", "公众号", SCOPE_PAPER, KEY_MAP, 1, 4, false, NULL,
     SCOPE_ACCOUNT, N_("The paper's public account"), "报纸的公众号"},
    {"imprint", "版权", SCOPE_PAPER, KEY_LIST, 1, 20, false, NULL, 0,
     N_("Lines of the imprint"), "版权栏各行"},
    {"sections", "栏目表", SCOPE_PAPER, KEY_MAPS, 1, 200, false, NULL,
     SCOPE_SECTION, N_("The paper's sections, each with id and name"),
     "报纸的栏目，各有 id 和 name"},
    {"codes", "二维码", SCOPE_PAPER, KEY_ENUM, 0, 0, false, codes, 0,
     N_("Which stories carry their own code in print; lead by default"),
     "哪些稿件在版上带自己的二维码，默认头条"},
    {"press-profile", "印刷特性文件", SCOPE_PAPER, KEY_PATH, 1, 200, false, NULL,
     0, N_("ICC profile of the press, a file in the paper's folder, for "
           "build --press"),
     "印刷厂给的 ICC 特性文件，放在报纸的文件夹里，供 build --press 用"},
    {"government", "政府网站", SCOPE_PAPER, KEY_MAP, 1, 12, false, NULL,
     SCOPE_GOVERNMENT,
     N_("For the paper of an authority: what the rules for government sites "
        "want in the pages and at their foot"),
     "机关办的报纸：政府网站规范要求写进网页和页脚的内容"},

    {"site-name", "网站名称", SCOPE_GOVERNMENT, KEY_LINE, 1, 60, true, NULL, 0,
     N_("Name of the government site (SiteName)"), "政府网站的名称（SiteName）"},
    {"domain", "域名", SCOPE_GOVERNMENT, KEY_LINE, 1, 100, true, NULL, 0,
     N_("Its domain (SiteDomain)"), "政府网站的域名（SiteDomain）"},
    {"id-code", "网站标识码", SCOPE_GOVERNMENT, KEY_LINE, 1, 20, true, NULL, 0,
     N_("Its code in the national register (SiteIDCode)"),
     "政府网站标识码（SiteIDCode）"},
    {"column-type", "栏目类别", SCOPE_GOVERNMENT, KEY_LINE, 1, 20, false, NULL, 0,
     N_("Kind of the paper's columns (ColumnType); 政务动态 by default"),
     "栏目类别（ColumnType），默认“政务动态”"},
    {"organizer", "主办单位", SCOPE_GOVERNMENT, KEY_LINE, 1, 60, false, NULL, 0,
     N_("Authority that runs the site, for the foot of the pages"),
     "主办单位，写在页脚"},
    {"contact", "联系方式", SCOPE_GOVERNMENT, KEY_LIST, 1, 6, false, NULL, 0,
     N_("How to reach it: lines for the foot of the pages"),
     "联系方式，写在页脚，可以几行"},
    {"icp", "ICP备案号", SCOPE_GOVERNMENT, KEY_LINE, 1, 40, false, NULL, 0,
     N_("Its ICP record, linked to the ministry's register"),
     "ICP备案号，链接到工信部备案系统"},
    {"police", "公安备案号", SCOPE_GOVERNMENT, KEY_LINE, 1, 40, false, NULL, 0,
     N_("Its record with the police, linked to their register"),
     "公安备案号，链接到公安备案系统"},
    {"find-errors", "网站找错", SCOPE_GOVERNMENT, KEY_URL, 1, 300, false, NULL, 0,
     N_("Address of 政府网站找错 for this site"), "“政府网站找错”的网址"},
    {"mark", "机关标识", SCOPE_GOVERNMENT, KEY_URL, 1, 300, false, NULL, 0,
     N_("Address that shows its mark as a site of the party or government"),
     "党政机关网站标识的网址"},

    {"name", "名称", SCOPE_ACCOUNT | SCOPE_SECTION, KEY_LINE, 1, 40, true, NULL,
     0, N_("Name, as printed"), "名称，照排"},
    {"url", "网址", SCOPE_ACCOUNT, KEY_URL, 1, 500, false, NULL, 0,
     N_("Address that the account's code holds"), "公众号二维码里的网址"},
    {"image", "图片", SCOPE_ACCOUNT, KEY_PATH, 1, 200, false, NULL, 0,
     N_("The code as downloaded from the platform, a picture in the paper's "
        "folder"),
     "从平台下载的二维码图片，放在报纸的文件夹里"},
    {"caption", "图说", SCOPE_ACCOUNT, KEY_LIST, 1, 6, false, NULL, 0,
     N_("Lines beside the code"), "二维码旁的几行字"},

    {"id", "编号", SCOPE_AD, KEY_ID, 1, 64, true, NULL, 0,
     N_("Name of the advertisement, for messages"), "广告的名字，用于提示信息"},
    {"title", "标题", SCOPE_AD, KEY_LINE, 1, 60, false, NULL, 0,
     N_("Its headline"), "广告的标题"},
    {"image", "图片", SCOPE_AD, KEY_PATH, 1, 200, false, NULL, 0,
     N_("Picture in the issue's folder; it or the text is needed"),
     "本期文件夹里的图片，与文字至少有一样"},
    {"text", "文字", SCOPE_AD, KEY_TEXT, 1, 2000, false, NULL, 0,
     N_("Its text, each line a paragraph"), "广告的文字，一行一段"},
    {"columns", "栏数", SCOPE_AD, KEY_INT, 1, 12, true, NULL, 0,
     N_("How many columns wide it is"), "占几栏宽"},
    {"lines", "行数", SCOPE_AD, KEY_INT, 1, 200, true, NULL, 0,
     N_("How many body lines high it is"), "占几行高（按正文行计）"},
    {"label", "标注", SCOPE_AD, KEY_LINE, 1, 10, false, NULL, 0,
     N_("Word that tells readers what it is; 广告 by default"),
     "标明性质的字样，默认“广告”"},

    {"language", "语言", SCOPE_SITE, KEY_LINE, 2, 20, false, NULL, 0,
     N_("Language of the site (BCP 47); zh-CN by default"),
     "网站语言，默认 zh-CN"},
    {"base-url", "网站地址", SCOPE_SITE, KEY_URL, 1, 200, false, NULL, 0,
     N_("Address of the site, for feeds and printed codes"),
     "网站的地址，用于订阅源和印出的二维码"},
    {"theme", "主题", SCOPE_SITE, KEY_ID, 1, 64, false, NULL, 0,
     N_("Folder below themes/; default by default"),
     "themes/ 之下的文件夹，默认 default"},

    {"base", "沿用", SCOPE_THEME, KEY_ID, 1, 64, false, NULL, 0,
     N_("Another theme, from which files that are not here are taken"),
     "另一个主题；这里没有的文件用它的"},
};

const struct key *keys_all(size_t *count)
{
  *count = sizeof keys / sizeof *keys;
  return keys;
}

static bool equal(const char *word, const char *s, size_t n)
{
  return n && *word == *s && !strncmp(word, s, n) && strlen(word) == n;
}

const struct key *keys_find(enum scope scope, const char *name, size_t n)
{
  size_t count;
  const struct key *k = keys_all(&count);
  for (const struct key *end = k + count; k < end; k++)
    if (k->scopes & scope &&
        (equal(k->name, name, n) || equal(k->alias, name, n)))
      return k;
  return NULL;
}

/* The characters of S, at most WORD + 1 of them. */
static int runes(const char *s, uint32_t out[WORD + 1])
{
  int n = 0;
  for (const char *end = s + strlen(s); s < end && n <= WORD; n++)
    out[n] = utf8_next(&s, end);
  return n;
}

static int least(int a, int b)
{
  return a < b ? a : b;
}

/* Optimal string alignment distance, three rows at a time. */
int keys_distance(const char *a, const char *b)
{
  uint32_t x[WORD + 1], y[WORD + 1];
  int row[3][WORD + 2], n = runes(a, x), m = runes(b, y);
  if (n > WORD || m > WORD)
    return INT_MAX;
  for (int j = 0; j <= m; j++)
    row[0][j] = j;
  for (int i = 1; i <= n; i++) {
    int *now = row[i % 3], *up = row[(i + 2) % 3], *upper = row[(i + 1) % 3];
    now[0] = i;
    for (int j = 1; j <= m; j++) {
      int change = up[j - 1] + (x[i - 1] != y[j - 1]);
      now[j] = least(change, least(up[j], now[j - 1]) + 1);
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
        now[j] = least(now[j], upper[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

const char *keys_nearest(enum scope scope, const char *name)
{
  size_t count, len = utf8_count(name, strlen(name));
  int best = len <= 3 ? 2 : 3;
  const char *found = NULL;
  const struct key *k = keys_all(&count);
  for (const struct key *end = k + count; k < end; k++) {
    const char *words[] = {k->name, k->alias};
    for (int i = 0; i < 2 && k->scopes & scope; i++) {
      int d = keys_distance(name, words[i]);
      /* A word of which nothing is left is no neighbour. */
      if (d >= best || (size_t)d >= utf8_count(words[i], strlen(words[i])))
        continue;
      best = d;
      found = words[i];
    }
  }
  return found;
}

/* Is WORD one of LIST's words, which have single spaces between? */
static bool listed(const char *list, const char *word)
{
  size_t n = strlen(word);
  for (const char *s = list; n && *s; s += *s == ' ') {
    size_t len = strcspn(s, " ");
    if (len == n && !strncmp(s, word, n))
      return true;
    s += len;
  }
  return false;
}

const char *keys_value(const struct key *key, const char *value)
{
  for (const struct key_value *v = key->values; v && v->name; v++)
    if (!strcmp(v->name, value) || listed(v->aliases, value))
      return v->name;
  return NULL;
}

char *keys_values(const struct key *key)
{
  struct buf b = BUF_INIT;
  for (const struct key_value *v = key->values; v && v->name; v++)
    buf_printf(&b, "%s%s", b.n ? ", " : "", v->name);
  return buf_take(&b);
}
