#include "cmd/command.h"

#include <string.h>

#include "base/diag.h"
#include "cmd/build.h"
#include "cmd/completion.h"
#include "cmd/doctor.h"
#include "cmd/import.h"
#include "cmd/manual.h"
#include "cmd/new.h"
#include "cmd/option.h"
#include "cmd/press.h"
#include "cmd/reference.h"
#include "cmd/serve.h"
#include "cmd/schema.h"
#include "cmd/single.h"
#include "cmd/theme.h"
#include "cmd/why.h"

static const struct command commands[] = {
    {DAILY, "new paper", N_("NAME [CONTENT]"), "d", N_("begin a paper"),
     N_("Makes a folder with its settings, archetypes of stories and some "
        "fillers, in the folder content unless another is named. Never "
        "changes what is there."),
     "chenbao new paper 社区晨报", 1, 2, new_paper},
    {DAILY, "new issue", N_("[DATE] [PLACE]"), "p",
     N_("begin an issue, numbers counted on from the last"),
     N_("Without a date that which is due next. Page names are those of the "
        "last issue; gaps in days and numbers are told. PLACE: the folder "
        "content, or a paper's."),
     "chenbao new issue\nchenbao new issue 2026-12-04 --paper zhoujiadu", 0, 2,
     new_issue},
    {DAILY, "new article", N_("TITLE [PLACE]"), "picnd",
     N_("begin a story"),
     N_("In the newest issue unless --issue names another, with what the "
        "archetype of its section holds: archetypes/SECTION.md in the paper's "
        "folder. PLACE: the folder content, or a paper's or an issue's."),
     "chenbao new article \"社区食堂开张\" --section 要闻 --page 1", 1, 2,
     new_article},
    {DAILY, "import", N_("FILE… [-o ISSUE]"), "oms",
     N_("make stories of manuscripts as they come in"),
     N_("Pasted text of any character set, Word (.docx), web pages and PDF. "
        "Marks and blanks are mended, broken paragraphs joined, headlines, "
        "bylines and parts found; all that is dropped is told, and what is "
        "not sure is marked in the text for check to find. Stories that are "
        "there are never written over. Without -o nothing is written."),
     "chenbao import 来稿.txt\n"
     "chenbao import *.docx -o content/zhoujiadu/2018-12-15",
     1, ARGS, import_run},
    {DAILY, "check", N_("[CONTENT|ISSUE]"), "osF",
     N_("check the articles and settings, write nothing"),
     N_("Each fault is told with its file, line and column, and with what to "
        "do. Without an argument the folder content is checked."),
     "chenbao check\nchenbao check content/zhoujiadu/2018-12-15", 0, 1,
     single_check},
    {DAILY, "build", N_("[CONTENT] [-o OUT]"), "opitbyerjglxXqfs",
     N_("make the website and the printed pages"),
     N_("Makes what has changed, from the folder content into the folder out "
        "unless others are named. An issue with errors keeps its last good "
        "output."),
     "chenbao build\nchenbao build --issue 2018-12-15 --only pdf", 0, 1,
     build_run},
    {DAILY, "serve", N_("[CONTENT] [--port N]"), "oPwtbgqf",
     N_("show the website and pages while they are edited"),
     N_("A preview for this machine alone, in OUT/preview, which a build does "
        "not touch: every save is on the screen at once, and an error is shown "
        "there until it is mended. /_desk/ of the same address is the desk."),
     "chenbao serve\nchenbao serve --port 8080 --open", 0, 1, serve_run},
    {DAILY, "pdf", N_("ISSUE -o FILE"), "oters",
     N_("make one issue's pages as a PDF"),
     N_("With --edition large in large type."),
     "chenbao pdf content/zhoujiadu/2018-12-15 -o paper.pdf", 1, 1, single_pdf},
    {DAILY, "impose", N_("ISSUE -o FILE"), "otes",
     N_("put two pages on a sheet of A3, for an office printer"),
     N_("Print it on both sides, turned at the short edge, and fold it once."),
     "chenbao impose content/zhoujiadu/2018-12-15 -o a3.pdf", 1, 1,
     press_impose},
    {LOOKING, "why", N_("ISSUE"), "tes",
     N_("explain why the stories stand where they stand"),
     N_("Page by page: what was tried, what it cost, and what the page is "
        "blamed for."),
     "chenbao why content/zhoujiadu/2018-12-15", 1, 1, why_run},
    {LOOKING, "doctor", N_("[CONTENT] [-o OUT]"), "ot",
     N_("say what this machine lacks, and what to do about it"),
     N_("Faces that the theme prints with, programs, room on the disk, rights, "
        "the terminal; and of the papers in CONTENT how many issues there are "
        "and when they were built. The exit status is 1 when something is "
        "lacking."),
     "chenbao doctor", 0, 1, doctor_run},
    {LOOKING, "keys", "", "",
     N_("list what may be written in articles and settings"),
     N_("All keys with their limits; in a file or a pipe a table in "
        "Markdown."),
     "chenbao keys", 0, 0, reference_keys},
    {LOOKING, "manual", "", "", N_("show the manual"),
     N_("On a terminal man shows it; in a file or a pipe it is mdoc. make "
        "install puts it where man finds it."),
     "chenbao manual\nchenbao manual >chenbao.1", 0, 0, manual_run},
    {DESIGN, "theme new", N_("NAME"), "v",
     N_("make a theme to begin with"),
     N_("In the folder themes beside the content: its own colours, faces and "
        "sizes; what it does not have it takes from another theme. Nothing "
        "that is there is written over."),
     "chenbao theme new morning\nchenbao theme new morning --from default", 1,
     1, theme_new},
    {DESIGN, "theme list", "", "",
     N_("list the themes and what they are based on"),
     N_("Those in the folder themes beside the content, and those that came "
        "with the program."),
     "chenbao theme list", 0, 0, theme_list},
    {DESIGN, "theme check", N_("[THEME] [CONTENT]"), "sF",
     N_("check a theme: names, files, sizes, contrast, fonts"),
     N_("Templates are tried on the papers of CONTENT (content), so that a "
        "path that leads nowhere is found. Without an argument the theme that "
        "site.yaml names is checked."),
     "chenbao theme check\nchenbao theme check morning", 0, 2, theme_check},
    {PROGRAMS, "tree", N_("ISSUE"), "s", N_("print the tree of an issue, XML"),
     N_("Its grammar is schema.rng."),
     "chenbao tree content/zhoujiadu/2018-12-15", 1, 1, single_tree},
    {PROGRAMS, "sheet", N_("ISSUE"), "tes",
     N_("print all that stands on an issue's pages"),
     N_("One line for each run of text, rule, picture and link, in "
        "milli-points from the top left."),
     "chenbao sheet content/zhoujiadu/2018-12-15", 1, 1, single_sheet},
    {PROGRAMS, "schema", N_("[site|paper|issue|article|theme] [-o FOLDER]"), "o",
     N_("print what may be written in settings as JSON Schema"),
     N_("For editors that complete and check YAML. In VS Code, with the "
        "extension YAML by Red Hat, .vscode/settings.json takes: "
        "\"yaml.schemas\": {\"schemas/paper.schema.json\": "
        "\"content/*/paper.yaml\"}, and a line alike for each of the others. "
        "Without a kind -o writes all of them."),
     "chenbao schema paper\nchenbao schema -o schemas", 0, 1, schema_run},
    {PROGRAMS, "html", "", "uas",
     N_("turn Markdown on standard input into HTML"),
     N_("By the rules of CommonMark, or with --article by those of "
        "articles."),
     "chenbao html --article <story.md", 0, 0, single_html},
    {PROGRAMS, "completion", "bash|zsh", "",
     N_("print what a shell needs to complete the command line"),
     N_("make install puts it where the shells look for it; otherwise let the "
        "shell read it when it starts."),
     "source <(chenbao completion bash)", 1, 1, completion_run},
};

enum { COMMANDS = sizeof commands / sizeof *commands, WORD = 31 };

const struct command *command_all(size_t *n)
{
  *n = COMMANDS;
  return commands;
}

const char *command_group_name(enum command_group group)
{
  static const char *const names[COMMAND_GROUPS] = {
      N_("Every day"), N_("Looking into it"), N_("For designers"),
      N_("For programs")};
  return _(names[group]);
}

/* How many words of ARGV are NAME; 0 when they are not. */
static int words_of(const char *name, int argc, char **argv)
{
  int words = 0;
  while (words < argc) {
    size_t n = strcspn(name, " ");
    if (strlen(argv[words]) != n || memcmp(argv[words], name, n) != 0)
      return 0;
    words++;
    if (!name[n])
      return words;
    name += n + 1;
  }
  return 0;
}

const struct command *command_find(int argc, char **argv, int *words)
{
  const struct command *best = NULL;
  *words = 0;
  for (size_t i = 0; i < COMMANDS; i++) {
    int n = words_of(commands[i].name, argc, argv);
    if (n > *words) {
      *words = n;
      best = &commands[i];
    }
  }
  return best;
}

bool command_is_family(const char *name)
{
  size_t n = strlen(name);
  for (size_t i = 0; n && i < COMMANDS; i++)
    if (!strncmp(commands[i].name, name, n) && commands[i].name[n] == ' ')
      return true;
  return false;
}

int command_distance(const char *a, const char *b)
{
  int d[WORD + 1][WORD + 1];
  int na = (int)strnlen(a, WORD + 1), nb = (int)strnlen(b, WORD + 1);
  if (na > WORD || nb > WORD)
    return WORD;
  for (int i = 0; i <= na; i++)
    for (int j = 0; j <= nb; j++) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (d[i - 1][j] + 1 < d[i][j])
        d[i][j] = d[i - 1][j] + 1;
      if (d[i][j - 1] + 1 < d[i][j])
        d[i][j] = d[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
          d[i - 2][j - 2] + 1 < d[i][j])
        d[i][j] = d[i - 2][j - 2] + 1;
    }
  return d[na][nb];
}

const char *command_near(const char *name)
{
  const char *best = NULL;
  int least = strlen(name) < 4 ? 2 : 3;
  for (size_t i = 0; i < COMMANDS; i++) {
    int d = command_distance(name, commands[i].name);
    if (d < least) {
      least = d;
      best = commands[i].name;
    }
  }
  return best;
}
