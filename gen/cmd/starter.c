#include "cmd/starter.h"

#include "base/buf.h"
#include "tree/scalar.h"

static const char site[] =
    "\n"
    "语言: zh-CN\n"
    "\n"
    "# 网站将来的网址。写了它，报纸上才会印稿件的二维码，才有订阅源。\n"
    "# Where the site will be; printed codes and feeds need it.\n"
    "#网站地址: https://bao.example.cn/\n"
    "\n"
    "# 样子：themes/ 里的一个文件夹。 The look: a folder of themes/.\n"
    "#主题: default\n";

static const char paper[] =
    "\n"
    "# ---- 报头 nameplate ----\n"
    "#外文报名: COMMUNITY NEWS\n"
    "#口号: 自 / 家 / 门 / 口 / 这 / 点 / 事\n"
    "#主办: 某某街道党工委、办事处 主办\n"
    "\n"
    "# 微信公众号：报头印它的二维码。 The account whose code is printed.\n"
    "# 网址，或者图片（从平台下载的二维码，放在这个文件夹里），有一样就够。\n"
    "#公众号:\n"
    "#  名称: 美好社区\n"
    "#  网址: https://example.cn/wechat\n"
    "#  图说:\n"
    "#    - 扫描二维码\n"
    "#    - 关注“美好社区”\n"
    "\n"
    "# ---- 版权栏 imprint ----\n"
    "#版权:\n"
    "#  - 编辑部 某某路1号\n"
    "#  - 电话 021-00000000\n"
    "#  - 内部资料 免费赠阅\n"
    "\n"
    "# ---- 栏目 sections ----\n"
    "# 编号写进网址，定了就不要改；名称印在报上，可以改。\n"
    "# 每个栏目可以有自己的稿件样式：archetypes/编号.md。\n"
    "# The id is part of addresses for ever; the name may change.\n"
    "栏目表:\n"
    "  - 编号: yaowen\n"
    "    名称: 要闻\n"
    "  - 编号: shequ\n"
    "    名称: 社区\n"
    "  - 编号: fuwu\n"
    "    名称: 服务\n"
    "  - 编号: renwu\n"
    "    名称: 人物\n"
    "  - 编号: shenghuo\n"
    "    名称: 生活\n"
    "  - 编号: yizhi\n"
    "    名称: 益智\n"
    "\n"
    "# ---- 其他 more ----\n"
    "# 哪些稿件在版上带自己的二维码：无、头条、全部。\n"
    "# Which stories carry a code of their own: none, lead, all.\n"
    "#二维码: 头条\n"
    "\n"
    "# 印刷厂给的 ICC 特性文件，放在这个文件夹里。 The press's ICC profile.\n"
    "#印刷特性文件: press.icc\n"
    "\n"
    "# 机关办的报纸：政府网站规范要求的内容。 For the paper of an authority.\n"
    "#政府网站:\n"
    "#  网站名称: 某某街道\n"
    "#  域名: www.example.gov.cn\n"
    "#  网站标识码: '3100000000'\n"
    "#  主办单位: 某某街道办事处\n"
    "#  联系方式: 电话 021-00000000\n"
    "#  ICP备案号: 沪ICP备00000000号\n"
    "#  公安备案号: 沪公网安备 31000000000000号\n";

static const char issue[] =
    "\n"
    "# 要用时去掉行首的 #。 Take the # away to use a line.\n"
    "# 全期几版，双数；不写就由程序按稿件定。 How many pages, an even number.\n"
    "#版数: 4\n"
    "\n"
    "# 广告，只印在报纸上。 Advertisements, in print only.\n"
    "#广告:\n"
    "#  - 编号: guanggao\n"
    "#    文字: 广告的文字\n"
    "#    栏数: 2\n"
    "#    行数: 12\n"
    "\n"
    "# 指定某篇怎样排：写它的编号（文件名去掉序号）。 Where a story must stand.\n"
    "#稿件:\n"
    "#  gao:\n"
    "#    版: 1\n"
    "#    位置: 头条\n";

#define HEAD(section)                                                          \
  "---\n"                                                                      \
  "标题:\n"                                                                    \
  "栏目:" section "\n"                                                         \
  "版:\n"

#define TAIL                                                                   \
  "# 去掉行首的 # 就起作用；不用的整行删去。全部的键：chenbao keys\n"          \
  "#引题: 标题上面的一行\n"                                                    \
  "#副题: 标题下面的一行\n"

#define SIGNED                                                                 \
  "#署名: 记者 某某\n"                                                         \
  "#供稿: 某某居委会\n"

#define PICTURE                                                                \
  "\n"                                                                         \
  "【待写】配图：把图片放进这一期的 images 文件夹，再把这一段换成"             \
  " `![图说](images/名字.jpg \"摄影 某某\")`。没有图就删去这一段。\n"

static const char story[] = HEAD("") TAIL
    "#位置: 头条\n" SIGNED "---\n"
    "【待写】第一段先说清楚：什么时候、什么地方、谁、做了什么。\n"
    "\n"
    "【待写】一段说一件事，段与段之间空一行。\n";

static const char news[] = HEAD(" 要闻") TAIL
    "#位置: 头条\n" SIGNED "---\n"
    "【待写】第一段先说清楚：什么时候、什么地方、谁、做了什么。\n"
    "\n"
    "【待写】为什么做，怎么做，跟居民有什么关系。\n"
    "\n"
    "## 【待写】小标题\n"
    "\n"
    "【待写】居民怎么说，下一步做什么。\n" PICTURE;

static const char community[] = HEAD(" 社区") TAIL SIGNED
    "---\n"
    "【待写】哪个居民区，什么时候，发生了什么事。\n"
    "\n"
    "【待写】谁出了力，居民怎么说。\n" PICTURE;

static const char service[] = HEAD(" 服务") TAIL
    "#供稿: 某某服务中心\n"
    "---\n"
    "【待写】什么服务，谁可以用，从哪天起。\n"
    "\n"
    "表：【待写】服务时间\n"
    "\n"
    "| 日子 | 时间 | 地点 |\n"
    "|---|---|---|\n"
    "| 周一至周五 | 9:00—17:00 | 【待写】 |\n"
    "\n"
    "::: box 怎么去\n"
    "【待写】地址、公交、电话。\n"
    ":::\n";

static const char person[] = HEAD(" 人物") TAIL SIGNED
    "---\n"
    "【待写】从一件小事写起，让读者看见这个人。\n"
    "\n"
    "【待写】他是谁，做了什么，做了多久。\n"
    "\n"
    "::: pullquote\n"
    "【待写】他说的一句话。\n"
    ":::\n" PICTURE;

static const char life[] = HEAD(" 生活")
    "位置: 简讯\n" TAIL
    "---\n"
    "【待写】先说要紧的一句：该做什么，不该做什么。\n"
    "\n"
    "- 【待写】第一条\n"
    "- 【待写】第二条\n"
    "- 【待写】第三条\n";

static const char puzzle[] = HEAD(" 益智")
    "位置: 简讯\n" TAIL
    "---\n"
    "【待写】题目。\n"
    "\n"
    "**答案：**【待写】\n";

static const char months[] =
    "---\n"
    "标题: 大月小月歌\n"
    "栏目: 生活\n"
    "位置: 简讯\n"
    "---\n"
    "一三五七八十腊，三十一天永不差；四六九冬三十整，平年二月二十八，"
    "闰年二月把一加。\n";

static const char terms[] =
    "---\n"
    "标题: 二十四节气歌\n"
    "栏目: 生活\n"
    "位置: 简讯\n"
    "---\n"
    "春雨惊春清谷天，夏满芒夏暑相连。秋处露秋寒霜降，冬雪雪冬小大寒。\n";

static const char square[] =
    "---\n"
    "标题: 填一填：三阶幻方\n"
    "栏目: 益智\n"
    "位置: 简讯\n"
    "---\n"
    "把1到9填进九个格子，每个数只用一次，使每一横行、每一竖列、两条对角线上的"
    "三个数，加起来都是15。\n"
    "\n"
    "| 左 | 中 | 右 |\n"
    "|:-:|:-:|:-:|\n"
    "| 4 | □ | □ |\n"
    "| □ | 5 | □ |\n"
    "| □ | 1 | □ |\n"
    "\n"
    "**答案（自上而下）：**492，357，816。\n";

static const struct starter files[] = {
    {"archetypes/default.md", story},
    {"archetypes/yaowen.md", news},
    {"archetypes/shequ.md", community},
    {"archetypes/fuwu.md", service},
    {"archetypes/renwu.md", person},
    {"archetypes/shenghuo.md", life},
    {"archetypes/yizhi.md", puzzle},
    {"fillers/10-yueling.md", months},
    {"fillers/20-jieqi.md", terms},
    {"fillers/30-huanfang.md", square},
};

const struct starter *starter_files(size_t *n)
{
  *n = sizeof files / sizeof *files;
  return files;
}

const char *starter_story(void)
{
  return story;
}

static void put_title(struct buf *b, const char *head, const char *title)
{
  buf_puts(b, head);
  buf_puts(b, "标题: ");
  scalar_put(b, title);
  buf_putc(b, '\n');
}

void starter_site(struct buf *b, const char *title)
{
  put_title(b,
            "# 网站的设置。以“#”和空格开头的行是说明；“#”紧接着字的行是没用上的设置，\n"
            "# 去掉 # 就起作用。改完用 chenbao check 检查。\n"
            "# Settings of the site. Take a # away to switch a line on.\n\n",
            title);
  buf_puts(b, site);
}

void starter_paper(struct buf *b, const char *title)
{
  put_title(b,
            "# 这份报纸的设置。以“#”和空格开头的行是说明；“#”紧接着字的行是没用上的\n"
            "# 设置，去掉 # 就起作用。改完用 chenbao check 检查。\n"
            "# Settings of the paper. Take a # away to switch a line on.\n\n",
            title);
  buf_puts(b, paper);
}

void starter_issue(struct buf *b)
{
  buf_puts(b, issue);
}
