/* chenbao: a folder of Markdown becomes a website and newspaper pages. */
#include <stdio.h>
#include <string.h>
#include <libxml/parser.h>

#include "base/diag.h"
#include "base/locale.h"
#include "cmd/build.h"
#include "cmd/option.h"
#include "cmd/press.h"
#include "cmd/reference.h"
#include "cmd/single.h"
#include "cmd/why.h"

static const struct command commands[] = {
    {"build", "[CONTENT] [-o OUT]", "opitbyerjglxXqfsh",
     "build the site and the papers", "生成网站和报纸", 0, 1, build_run},
    {"pdf", "ISSUE -o FILE", "oters", "print one issue", "把一期排成 PDF", 1, 1,
     single_pdf},
    {"impose", "ISSUE -o FILE", "otes", "pages on A3 for an office printer",
     "把一期拼成 A3 小报，供办公打印", 1, 1, press_impose},
    {"why", "ISSUE", "tes", "explain where the stories of an issue stand",
     "说明一期的稿件为什么这样排", 1, 1, why_run},
    {"sheet", "ISSUE", "tes", "print the display list of an issue",
     "列出一期版面上的每一样东西", 1, 1, single_sheet},
    {"tree", "ISSUE", "s", "print the tree of an issue", "列出一期的稿件树",
     1, 1, single_tree},
    {"check", "[CONTENT|ISSUE]", "os", "check without writing anything",
     "只检查，不输出", 0, 1, single_check},
    {"html", "", "uas", "Markdown on standard input to HTML",
     "标准输入的 Markdown 转成 HTML", 0, 0, single_html},
    {"keys", "", "", "list the keys of front matter and YAML files",
     "列出稿件和设置里可用的键", 0, 0, reference_keys},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void usage(FILE *to)
{
  fprintf(to, "晨报 chenbao: chenbao COMMAND [OPTION]… [ARGUMENT]…\n\n");
  for (int i = 0; i < COMMANDS; i++)
    fprintf(to, "  %-6s %-18s %s  %s\n", commands[i].name, commands[i].args,
            commands[i].what_zh, commands[i].what);
  fprintf(to, "\nchenbao COMMAND --help 看选项 shows the options\n");
}

static int run(const struct command *c, int argc, char **argv)
{
  struct options o = {0};
  if (!option_read(&o, c, argc, argv))
    return 2;
  if (o.help) {
    option_help(c);
    return 0;
  }
  xmlInitParser();
  int status = c->run(&o);
  xmlCleanupParser();
  diag_reset();
  return status;
}

int main(int argc, char **argv)
{
  locale_start();
  if (argc < 2) {
    usage(stderr);
    return 2;
  }
  if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") ||
      !strcmp(argv[1], "help")) {
    usage(stdout);
    return 0;
  }
  for (int i = 0; i < COMMANDS; i++)
    if (!strcmp(argv[1], commands[i].name))
      return run(&commands[i], argc - 2, argv + 2);
  fprintf(stderr, "chenbao: %s?\n\n", argv[1]);
  usage(stderr);
  return 2;
}
