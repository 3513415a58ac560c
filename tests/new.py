"""`chenbao new`: paper, issue and article, from an empty folder to printed
pages; numbers and days counted on; nothing overwritten, nothing half made."""
import datetime
import os
import re
import resource
import shutil
import signal
import subprocess

from lib import BIN, WORK, case, chenbao, fresh, put, run, slurp

ROOM = os.path.abspath(f'{WORK}/new')
PROGRAM = os.path.abspath(BIN)


def new(*args, cwd=ROOM, **more):
    return chenbao('new', *args, cwd=cwd, **more)


def files(root):
    """Every file and folder below ROOT, with what files hold."""
    found = {}
    for folder, folders, names in os.walk(root):
        for name in folders:
            found[os.path.relpath(os.path.join(folder, name), root)] = None
        for name in names:
            path = os.path.join(folder, name)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


def wrong(r, status=0, *parts):
    """What is wrong with the result R: its exit status, or PARTS not said."""
    said = (r.out + r.err).decode()
    if r.crashed or r.status != status:
        return f'{r.tell()}\n{said}'
    missing = [p for p in parts if p not in said]
    return f'{missing} not in:\n{said}' if missing else None


def unchanged(name, r, before, status=1, *parts):
    """R failed with STATUS, said PARTS, and left ROOM as it was."""
    after = files(ROOM)
    bad = wrong(r, status, *parts)
    if not bad and after != before:
        bad = f'changed: {sorted(set(after) ^ set(before))}'
    case(name, bad)


def switch_on(path):
    """Takes the # away from every setting that is switched off in PATH."""
    text = slurp(path)
    put(path, re.sub(r'(?m)^#(?=\S|  )', '', text))
    return text


# --- a paper, an issue, a story -------------------------------------------

def beginning():
    fresh(ROOM)
    r = new('paper', '社区晨报')
    case('new paper makes a paper and says what is next', wrong(
        r, 0, 'content/shequ-chenbao/paper.yaml', 'chenbao new issue'))
    made = files(ROOM)
    case('new paper makes settings, archetypes and fillers', '' if {
        'content/site.yaml', 'content/shequ-chenbao/paper.yaml',
        'content/shequ-chenbao/archetypes/default.md',
        'content/shequ-chenbao/archetypes/yaowen.md'} <= set(made) and any(
            'fillers/' in f for f in made) else sorted(made))
    case('nothing of a temporary name is left',
         [f for f in made if os.path.basename(f).startswith('.')])
    unchanged('a paper is not made twice', new('paper', '社区晨报'), made, 1,
              'shequ-chenbao', '--id')
    r = new('issue', '2024-02-10')
    case('new issue tells number, weekday and lunar day', wrong(
        r, 0, 'Issue 1, ', 'Saturday', '甲辰年正月初一'))
    issue = slurp(f'{ROOM}/content/shequ-chenbao/2024-02-10/issue.yaml')
    case('issue.yaml tells the day in Chinese', '' if issue.startswith(
        '# 2024年2月10日 星期六 农历甲辰年正月初一\n期号: 1\n') else issue)
    made = files(ROOM)
    unchanged('an issue is not made twice', new('issue', '2024-02-10'), made,
              1, '2024-02-10/issue.yaml')


def stories():
    root = f'{ROOM}/content/shequ-chenbao/2024-02-10'
    sections = ('要闻', '社区', '服务', '人物', '生活', '益智')
    bad = [wrong(new('article', f'{s}的一篇', '--section', s))
           for s in sections] + [wrong(new('article', '没有栏目的一篇'))]
    case('a story is made in every section, and in none',
         '\n'.join(b for b in bad if b))
    names = sorted(os.listdir(root))
    case('stories are numbered in steps of ten, named in pinyin',
         '' if '10-yaowen-de-yipian.md' in names and
         sum(n[:2] in '10 20 30 40 50 60 70' for n in names) == 7 else names)
    r = chenbao('check', 'content', cwd=ROOM)
    left = [s for s in r.err.decode().splitlines() if '【待写】' not in s]
    case('every archetype passes the check but for what is to be written',
         wrong(r, 0, '【待写】') or '\n'.join(left))
    r = chenbao('build', cwd=ROOM, limit=120)
    pdf = f'{ROOM}/out/site/shequ-chenbao/2024-02-10/' \
        'shequ-chenbao-2024-02-10.pdf'
    case('site and pages can be made at once', wrong(r) or (
        '' if os.path.exists(pdf) else 'no PDF'))
    shutil.rmtree(f'{ROOM}/out', ignore_errors=True)
    for name in os.listdir(root):
        if name.endswith('.md'):
            text = slurp(f'{root}/{name}')
            text = '\n\n'.join(p for p in text.split('\n\n')
                               if 'images/' not in p)
            put(f'{root}/{name}', text.replace('【待写】', '写好了。'))
    r = chenbao('check', 'content', '--strict', cwd=ROOM)
    case('once it is written nothing is left to warn of', wrong(r))


def explained():
    paper = f'{ROOM}/content/shequ-chenbao'
    put(f'{paper}/press.icc', 'x')
    put(f'{paper}/2024-02-10/90-gao.md', '---\n标题: 稿\n---\n一句。\n')
    put(f'{paper}/2024-02-10/images/guanggao.jpg', '')
    before = {f: switch_on(f) for f in (
        f'{ROOM}/content/site.yaml', f'{paper}/paper.yaml',
        f'{paper}/2024-02-10/issue.yaml')}
    for name in os.listdir(f'{paper}/2024-02-10'):
        if name.endswith('.md'):
            path = f'{paper}/2024-02-10/{name}'
            before[path] = switch_on(path)
    r = chenbao('check', 'content', cwd=ROOM)
    case('every setting that is switched off would be right', wrong(r))
    for path, text in before.items():
        put(path, text)
    for path in (f'{paper}/press.icc', f'{paper}/2024-02-10/90-gao.md',
                 f'{paper}/2024-02-10/images/guanggao.jpg'):
        os.remove(path)


# --- titles ---------------------------------------------------------------

TITLES = ('标题: “a” # b', "it's 一半", '"引号"', '- 破折号', '#井号', '~',
          '[x]: {y}', '😀🎉', 'Latin only', '*&!|>%@`', '007', '反\\斜',
          '字' * 120, 'x' * 120, '<b>&amp;</b>', '..', '/etc/passwd',
          '../../up', '%s%n', '——“副题”')


def titles():
    fresh(ROOM)
    new('paper', 'p')
    new('issue', '2024-02-10')
    bad = [wrong(new('article', '--', t)) for t in TITLES]
    case('a story can have any title', '\n'.join(b for b in bad if b))
    r = chenbao('check', 'content', cwd=ROOM)
    case('stories of any title pass the check', wrong(r))
    tree = chenbao('tree', 'content/p/2024-02-10', cwd=ROOM).out.decode()
    found = re.findall(r'<headline[^>]*>([^<]*)</headline>', tree)
    found = [f.replace('&lt;', '<').replace('&gt;', '>').replace('&quot;', '"')
             .replace('&amp;', '&') for f in found]
    case('every title is read back as it was given', '' if set(TITLES) <= set(
        found) else f'{sorted(set(TITLES) - set(found))}\n{found}')
    names = os.listdir(f'{ROOM}/content/p/2024-02-10')
    case('file names have only a-z, 0-9 and hyphens', [
        n for n in names if n.endswith('.md') and not re.fullmatch(
            r'\d\d+-[a-z0-9][a-z0-9-]*\.md', n)])
    before = files(ROOM)
    for name, title in (('long', '字' * 200), ('empty', ''), ('blank', '  '),
                        ('of control characters', 'a\x01b'),
                        ('of other bytes', b'\xff\xfe')):
        unchanged(f'a title that is {name} is refused', new('article', title),
                  before)
    r = new('article', 'Latin only')
    case('an id that is taken gets a number', wrong(
        r, 0, 'latin-only-2.md'))
    new('issue', '2024-02-17')
    r = new('article', 'Latin only')
    case('also when it is taken in another issue', wrong(
        r, 0, '2024-02-17/10-latin-only-3.md'))


def refusals():
    before = files(ROOM)

    def no(name, parts, *args):
        unchanged(name, new(*args), before, 1, *parts)
    no('an unknown section is refused, the nearest offered', ['要闻'],
       'article', '题', '--section', '要文')
    no('a section far from all is told all', ['生活', '人物'],
       'article', '题', '--section', '完全不同')
    no('a section is no path', ['no section'],
       'article', '题', '--section', '../../../etc/passwd')
    no('a page that the issue has not is refused', ['has 2'],
       'article', '题', '--page', '3')
    no('a page is a number', ['page'], 'article', '题', '--page', 'x')
    no('an id is no path', ['id'], 'article', '题', '--id', '../x')
    no('an id of a page of the site is refused', ['--id'],
       'article', '题', '--id', 'index')
    no('an id that is taken is refused', ['--id'],
       'article', '题', '--id', 'latin-only-3')
    no('an issue that is not there is refused', ['2024-02-17'],
       'article', '题', '--issue', '2023-01-01')
    no('an issue is no path', [], 'article', '题', '--issue', '../p/2024-02-17')
    no('a paper is no path', ['one of: p'],
       'article', '题', '--paper', '../content/p')
    no('a place must be a folder', ['no folder'], 'article', '题', 'contnet')
    no('a day must be one', ['YYYY-MM-DD'], 'issue', '2024-02-30')
    no('a paper does not take a folder of the site', ['--id'],
       'paper', 'assets')
    no('the id of a paper is no path', ['id'], 'paper', '报', '--id', '../x')
    r = new('article')
    case('a story needs a title', wrong(r, 2))


def faulty():
    """An editor in a hurry whose paper.yaml has a fault."""
    path = f'{ROOM}/content/p/paper.yaml'
    text = slurp(path)
    put(path, text + '标提: x\n')
    case('a fault elsewhere in paper.yaml does not keep a story back', wrong(
        new('article', '急稿', '--section', '要闻')))
    before = files(ROOM)
    unchanged('a section is not called unknown where the file has faults',
              new('article', '急稿', '--section', '要文'), before, 1,
              'paper.yaml', 'chenbao check')
    put(path, text)
    r = new('article', '按日期', '2024-02-10')
    case('the day of an issue may stand for its folder', wrong(
        r, 0, '2024-02-10/'))


# --- archetypes -----------------------------------------------------------

def archetypes():
    fresh(ROOM)
    new('paper', 'p')
    new('issue', '2024-02-10')
    folder = f'{ROOM}/content/p/archetypes'
    story = f'{ROOM}/content/p/2024-02-10'
    put(f'{folder}/fuwu.md', '\ufeff---\nsection: 服务\ntitle: >\n  旧的\n  题\n'
        'signoff: 服务中心\n---\n自己的样式。\n')
    new('article', '新的: 题', '--section', 'fuwu', '--page', '2')
    text = slurp(f'{story}/10-xinde-ti.md') if os.path.exists(
        f'{story}/10-xinde-ti.md') else str(os.listdir(story))
    want = "---\nsection: 服务\ntitle: '新的: 题'\nsignoff: 服务中心\n版: 2\n" \
        "---\n自己的样式。\n"
    case("an editor's archetype is taken as it is, its keys filled in",
         '' if text == want else text)
    put(f'{folder}/renwu.md', '只有正文，没有键。\n')
    new('article', '人', '--section', '人物')
    text = slurp(f'{story}/20-ren.md')
    case('an archetype without keys gets them', '' if text ==
         '---\n标题: 人\n栏目: 人物\n---\n只有正文，没有键。\n' else text)
    put(f'{folder}/shequ.md', '---\n标题:\n标提: x\n---\n正文\n')
    before = files(ROOM)
    unchanged('an archetype with faults is told with its line',
              new('article', '题', '--section', '社区'), before, 1,
              'archetypes/shequ.md:3:1', 'archetype')
    os.remove(f'{folder}/shequ.md')
    os.symlink('/etc/hostname', f'{folder}/shequ.md')
    os.remove(f'{folder}/default.md')
    r = new('article', '链接', '--section', '社区')
    text = slurp(f'{story}/30-lianjie.md') if not r.status else r.tell()
    case('an archetype that leads out of its folder is not read',
         '' if '【待写】' in text else text)
    case('an editor may write 标题 in English or Chinese', wrong(
        chenbao('check', 'content', cwd=ROOM)))


# --- counting on ----------------------------------------------------------

def paper_of(*issues, name='p'):
    """A paper whose issues are (day, what issue.yaml holds)."""
    fresh(ROOM)
    put(f'{ROOM}/content/site.yaml', 'title: 站\n')
    put(f'{ROOM}/content/{name}/paper.yaml', 'title: 报\n')
    for day, text in issues:
        put(f'{ROOM}/content/{name}/{day}/issue.yaml', text)


def made(day):
    path = f'{ROOM}/content/p/{day}/issue.yaml'
    return slurp(path) if os.path.exists(path) else ''


def counting():
    paper_of(('2023-12-15', '期号: 第11期\n总期号: 343\n'),
             ('2023-12-22', '期号: 第12期\n总期号: 344\npages: [一: x, 二]\n'),
             ('2023-12-29', 'number: 第13期\n总期号: 345\n版数: 4\n'
              "版名:\n  - 要闻\n  - '#二'\nads:\n  - {id: a, columns: 1, "
              'lines: 2, text: x}\narticles:\n  b: {page: 1}\n'))
    r = new('issue')
    text = made('2024-01-05')
    case('without a date the next of the rhythm is taken', wrong(r, 0))
    case('numbers count on, pages are taken over', '' if
         "期号: 第14期\n总期号: '346'" .replace("'", '') in text and
         "版名:\n  - 要闻\n  - '#二'\n版数: 4\n" in text else text)
    case('what is not taken over is told', wrong(
        r, 0, 'over: 1 advertisements', 'orders for 1 single stories',
        '2023-12-29'))
    case('nothing is warned of where nothing is amiss',
         'warning' in r.err.decode() and r.tell())
    r = new('issue', '2024-01-26')
    case('days that are missing in the rhythm are told', wrong(
        r, 0, 'every week', '2024-01-12, 2024-01-19'))
    r = new('issue', '2024-02-03')
    case('a day beside the rhythm is told', wrong(
        r, 0, '2024-02-02 (Friday), not 2024-02-03 (Saturday)'))
    r = new('issue', '2024-01-12')
    case('a day before the newest issue is told, its number too', wrong(
        r, 0, 'before the newest issue', 'the number 第15期, too'))
    case('it counts on from the issue before it', '' if '期号: 第15期' in made(
        '2024-01-12') else made('2024-01-12'))


def jumps():
    paper_of(('2024-01-05', '期号: 001\n总期号: 10\n'),
             ('2024-01-12', '期号: 003\n总期号: 11\n'),
             ('2024-01-19', '期号: 004\n总期号: 13\n'))
    r = new('issue')
    case('numbers that jump are told with their file', wrong(
        r, 0, '2024-01-12/issue.yaml: warning: the number is 003, but 002',
        '2024-01-19/issue.yaml: warning: the total number is 13, but 12'))
    case('leading zeros stay', '' if '期号: 005\n总期号: 14\n' in made(
        '2024-01-26') else made('2024-01-26'))
    paper_of(*((f'2024-01-{d:02}', f'期号: {n}\n') for d, n in (
        (5, 1), (12, 2), (19, 5), (26, 4))))
    r = new('issue')
    case('one wrong number is told once', wrong(r, 0, 'is 5, but 3') or (
        r.tell() if r.err.count(b'warning') > 1 else ''))
    paper_of(('2024-01-05', '期号: 样刊\n'))
    r = new('issue', '2024-02-05')
    case('what is no number is kept, and told', wrong(r, 0, '样刊') or (
        '' if '期号: 样刊\n' in made('2024-02-05') else made('2024-02-05')))
    paper_of(('2023-12-15', '期号: 2023年第50期\n'))
    new('issue', '2024年1月5日')
    case('a year begins anew; a day may be written as editors do',
         '' if '期号: 2024年第1期\n' in made('2024-01-05') else files(ROOM))
    paper_of()
    new('issue')
    day = datetime.date.today()
    days = [str(day - datetime.timedelta(d)) for d in (0, 1)]
    case('the first issue without a date is of today', '' if any(
        made(d) for d in days) else files(ROOM))
    put(f'{ROOM}/content/p/2025-01-01/images/a.jpg', 'x')
    r = new('issue', '2025-01-01')
    case('a folder in which pictures wait becomes an issue', wrong(r) or (
        '' if made('2025-01-01') else 'no issue.yaml'))


def samples():
    """The papers that are shipped."""
    fresh(ROOM)
    shutil.copytree('content', f'{ROOM}/content')
    r = new('issue')
    unchanged('of several papers one must be named', r, files(ROOM), 1,
              'zhoujiadu', '--paper')
    r = new('issue', '2020-02-28', '--paper', 'zhoujiadu')
    path = f'{ROOM}/content/zhoujiadu/2020-02-28/issue.yaml'
    case('a paper that is shipped goes on', wrong(
        r, 0, 'a story', '--paper zhoujiadu') or
        ('' if '版名:\n  - 要闻\n  - 城建' in slurp(path) else slurp(path)))
    r = new('article', '河边新走廊', '--section', '城健', '--paper',
            '美好周家渡 社区晨报')
    case('a paper can be named by its title, a section is offered', wrong(
        r, 1, '城建'))
    r = new('article', '河边新走廊', '--section', '城建',
            cwd=f'{ROOM}/content/zhoujiadu/2020-02-28/images')
    case('inside the folder of an issue nothing need be named', wrong(
        r, 0, '/2020-02-28/10-hebianxin-zoulang.md'))
    r = new('article', '又一条', 'content/lujiazui/2018-12-15')
    case('an issue can be named by its folder', wrong(
        r, 0, 'content/lujiazui/2018-12-15/'))
    r = chenbao('check', 'content/zhoujiadu/2020-02-28', cwd=ROOM)
    case('it passes the check', wrong(r))


# --- side by side, no room, no right --------------------------------------

def together():
    fresh(ROOM)
    new('paper', 'p')

    def at_once(n, *args):
        ps = [subprocess.Popen([PROGRAM, 'new', *args], cwd=ROOM,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL) for _ in range(n)]
        return sorted(p.wait() for p in ps)
    case('of eight that make an issue one succeeds', '' if at_once(
        8, 'issue', '2024-02-10') == [0] + [1] * 7 else files(ROOM))
    status = at_once(8, 'article', '同题')
    names = [n for n in os.listdir(f'{ROOM}/content/p/2024-02-10')
             if n.endswith('.md')]
    texts = {slurp(f'{ROOM}/content/p/2024-02-10/{n}') for n in names}
    case('eight stories at once are eight files, each whole', '' if
         status == [0] * 8 and len(names) == 8 and len(texts) == 1
         else f'{status} {names}')
    case('of eight that make a paper one succeeds', '' if at_once(
        8, 'paper', '新报') == [0] + [1] * 7 else files(ROOM))
    fresh(ROOM)
    case('of eight that make the first paper one succeeds', '' if at_once(
        8, 'paper', '新报') == [0] + [1] * 7 and 'content/site.yaml' in files(
            ROOM) else files(ROOM))
    case('none leaves anything behind', [
        f for f in files(ROOM) if os.path.basename(f).startswith('.')])


def full():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def poor():
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def trouble():
    fresh(ROOM)
    before = files(ROOM)
    unchanged('a full disk leaves no paper behind',
              new('paper', '报', prepare=full), before, 3, 'File too large')
    new('paper', 'p')
    before = files(ROOM)
    unchanged('a full disk leaves no issue behind',
              new('issue', '2024-02-10', prepare=full), before, 3, 'too large')
    new('issue', '2024-02-10')
    before = files(ROOM)
    unchanged('a full disk leaves no story behind',
              new('article', '题', prepare=full), before, 3, 'too large')
    os.chmod(ROOM, 0o755)
    for folder, _, _ in os.walk(f'{ROOM}/content'):
        os.chmod(folder, 0o555)
    for args in (('paper', '报'), ('issue', '2024-02-17'), ('article', '题')):
        unchanged(f'without the right to write no {args[0]} is made',
                  new(*args, prepare=poor), before, 3, 'Permission denied')
    for folder, _, _ in os.walk(f'{ROOM}/content'):
        os.chmod(folder, 0o755)
    put(f'{ROOM}/content/p/2024-03-01', 'no folder')
    before = files(ROOM)
    unchanged('a file in the way is left alone', new('issue', '2024-03-01'),
              before, 1, '2024-03-01')
    fresh(ROOM)
    unchanged('without a paper the way to one is told', new('issue'),
              files(ROOM), 1, 'chenbao new paper')
    new('paper', '报')
    unchanged('without an issue the way to one is told', new('article', '题'),
              files(ROOM), 1, 'chenbao new issue')


def languages():
    fresh(ROOM)
    zh = {'LC_ALL': '', 'LANG': 'zh_CN.UTF-8', 'LANGUAGE': 'zh_CN'}
    said = b''
    for args in (('paper', '社区晨报'), ('issue', '2024-02-10'),
                 ('article', '食堂开张', '--section', '要闻')):
        r = new(*args, env=zh)
        said += r.out + r.err
    text = said.decode()
    case('in Chinese all is said in Chinese', '' if '接下来' in text and
         '星期六' in text and not re.search(r'[A-Za-z]{4,} [a-z]{2,} [a-z]+',
                                            re.sub(r'chenbao [a-z ]+', '', text))
         else text)

    def columns(s):
        return sum(2 if ord(c) > 0x2E7F else 1 for c in s)
    wide = [s for s in text.split('\n') if columns(s) > 80]
    case('no line is wider than a terminal', '\n'.join(wide))
    r = new('article', '安静', '--quiet')
    case('--quiet says nothing', wrong(r) or (r.out + r.err).decode())


beginning()
stories()
explained()
titles()
refusals()
faulty()
archetypes()
counting()
jumps()
samples()
together()
trouble()
languages()
