"""A newcomer's hour: a paper, an issue, three manuscripts, a check, a build, a
preview, a story edited and seen in a browser (tests/browser/newcomer.js).

It is done in Chinese, in an empty folder, by what --help and the program's own
next steps say and nothing else: the commands that are printed are run as they
are printed, with a file's name where one is asked for."""
import glob
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile

import browsing
from lib import BIN, WORK, case, fresh, put, run, slurp

ROOM = os.path.abspath(f'{WORK}/newcomer')
ENV = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'zh_CN', 'COLUMNS': '80', 'PATH':
       f'{os.path.dirname(os.path.abspath(BIN))}:{os.environ["PATH"]}'}
SEEDS = ('zhoujiadu-2018-12-15', 'lujiazui-2018-12-15',
         'jiangchuan-2023-06-30')
COMMANDS = ('new paper', 'new issue', 'new article', 'import', 'check',
            'build', 'serve')
LATE = 120  # seconds that anything here may take at most


class Stuck(Exception):
    """There is no going on for a newcomer."""


def sh(command, cwd=ROOM):
    """What a shell makes of COMMAND, as it is typed."""
    return run(['sh', '-c', command], cwd=cwd, env=ENV, limit=LATE)


def said(r):
    return (r.out + r.err).decode('utf-8', 'replace')


def columns(line):
    return sum(2 if ord(c) > 0x2E7F else 1 for c in line)


def wrong(r, *parts):
    """What is wrong with R: it failed, is not all in Chinese, too wide, or
    does not say PARTS."""
    text = said(r)
    if r.crashed or r.status:
        return r.tell() + '\n' + text
    missing = [p for p in parts if p not in text]
    if missing:
        return f'{missing} not in:\n{text}'
    # Titles, file names and messages of a file are as long as they are.
    wide = [s for s in r.out.decode().split('\n') if columns(s) > 80 and
            'content/' not in s and '.md' not in s]
    english = [s for s in text.split('\n')
               if re.search(r'(?:\b[a-z]{2,} ){3}', re.sub(
                   r'chenbao [a-z ]+|\S*/\S*|"[^"]*"', '', s))]
    return '\n'.join(wide + english)


def do(name, command, *parts):
    r = sh(command)
    if not case(f'a newcomer: {name}', wrong(r, *parts)):
        raise Stuck(command)
    return r


def steps(r):
    """The commands that R says to run, as they are printed."""
    return [c.strip() for c in re.findall(r'(?:^|[\s：])(chenbao [a-z].*)',
                                          r.out.decode())]


def step(r, start):
    """The one of them that begins with START."""
    found = [c for c in steps(r) if c.startswith(f'chenbao {start}')]
    if not found:
        case(f'a newcomer: {start} is told of', f'steps: {steps(r)}')
        raise Stuck(start)
    return found[0]


# --- the stages --------------------------------------------------------------

def helped():
    r = do('the program names its commands', 'chenbao --help')
    first = r.out.decode().split('\n\n')
    told = [p for p in first if all(re.search(rf'(?m)^  {c} ', p)
                                    for c in COMMANDS)]
    case('a newcomer: all that a day needs stands together',
         None if told else r.out.decode())
    bad = []
    for command in COMMANDS:
        r = sh(f'chenbao {command} --help')
        if wrong(r, '用法', 'chenbao ' + command):
            bad.append(f'{command}: {wrong(r, "用法", "chenbao " + command)}')
    case('a newcomer: each tells how it is used', '\n'.join(bad))


def paper():
    r = do('a paper', 'chenbao new paper 滨河社区晨报', '接下来')
    made = [w for w in r.out.decode().split() if w.startswith('content/')]
    missing = [p for p in made if not os.path.exists(f'{ROOM}/{p}')]
    case('a newcomer: what is said to be made is there',
         f'{missing} of {made}' if missing or not made else None)
    return r


def manuscripts(command):
    """The three of them, in place of the word that stands for them."""
    for name in SEEDS:
        shutil.copy(f'seeds/{name}.txt', ROOM)
    files = ' '.join(f'{name}.txt' for name in SEEDS)
    words = shlex.split(command)
    at = words.index('import') + 1
    return shlex.join(words[:at]) + f' {files} ' + shlex.join(words[at + 1:])


def stories(folder):
    """Name and title of each story of FOLDER."""
    for name in sorted(os.listdir(folder)):
        if name.endswith('.md'):
            found = re.search(r'(?m)^(?:标题|title):[ \t]*(.*)$',
                              slurp(f'{folder}/{name}'))
            yield name, found.group(1).strip('\'"') if found else ''


def imported(command, folder):
    r = do('three manuscripts', manuscripts(command))
    titles = dict(stories(folder))
    case('a newcomer: their stories are named, and are in the issue', [
        n for n in titles if n not in said(r) and n not in written(folder)])
    case('a newcomer: each manuscript has become at least one story', [
        t for t in ('美好周家渡 迈进新时代', '把握机会多锻炼补短板',
                    '小事不出网格，急事不出社区，闵行江川开了一场推进会')
        if t not in titles.values()])
    ends = {slurp(f'{folder}/{n}').strip().split('\n')[-1]
            for n, t in titles.items() if t == '美好周家渡 迈进新时代'}
    case('a newcomer: a story that goes on elsewhere is marked where it ends',
         None if '导入存疑' in str(ends) else ends)
    return r


def written(folder):
    """Stories that `chenbao new` began."""
    return [n for n in os.listdir(folder) if n.endswith('.md') and
            re.search('【待写】|自己写的', slurp(f'{folder}/{n}'))]


def own_story(command, folder):
    """A story of one's own; what it says to write is written."""
    before = set(os.listdir(folder))
    do('a story of its own', command)
    name = (set(os.listdir(folder)) - before).pop()
    text = slurp(f'{folder}/{name}')
    head = text.split('---\n')[1]
    put(f'{folder}/{name}', f'---\n{head}---\n自己写的一篇，只有一段。\n')


def messages(r):
    """(file, line, text) of each message, as they are printed."""
    return [(f, int(n), t) for f, n, t in re.findall(
        r'(?m)^(\S+?):(\d+):\d+: (?:警告|错误|提示): (.*)$', said(r))]


def mend(found):
    """Does what the messages say: marks of the import are taken out, sections
    are put on the list. From the last line up, so that numbers stay right."""
    for file, line, text in sorted(found, reverse=True):
        path = f'{ROOM}/{file}'
        lines = slurp(path).split('\n')
        section = re.search(r'没有“(.*?)”这个栏目', text)
        if '导入存疑' in text and '导入存疑' in lines[line - 1]:
            del lines[line - 1]
            put(path, '\n'.join(lines))
        elif section and 'paper.yaml' in text:
            paper_yaml = os.path.join(os.path.dirname(path), '../paper.yaml')
            listed = slurp(paper_yaml)
            if f'名称: {section[1]}\n' not in listed:
                put(paper_yaml, re.sub(
                    '(?m)^栏目表:\n', f'栏目表:\n  - 编号: lan{line}{len(listed)}'
                    f'\n    名称: {section[1]}\n', listed))


def checked(command):
    r = do('a check', command)
    found = messages(r)
    places = [f'{f}:{n}' for f, n, _ in found if not os.path.isfile(
        f'{ROOM}/{f}') or n > slurp(f'{ROOM}/{f}').count('\n') + 1]
    case('a newcomer: what the import was unsure of is told, with its place',
         f'{places}\n{said(r)}' if places or not any(
             '导入存疑' in t for _, _, t in found) else None)
    mend(found)
    do('once its advice is taken the check finds nothing',
       f'{command} --strict')


def built(command):
    r = do('site and pages', command)
    pages = [w for w in re.findall(r'out/\S+', r.out.decode())]
    missing = [p for p in pages if not os.path.exists(f'{ROOM}/{p}')]
    case('a newcomer: the site is where the program says',
         f'{missing}\n{said(r)}' if missing or not any(
             p.endswith('index.html') for p in pages) else None)
    case('a newcomer: it tells where the pages are, as a PDF', None if any(
        p.endswith('.pdf') for p in pages) else said(r))
    home = slurp(f'{ROOM}/out/site/index.html')
    case('a newcomer: where no story is the lead the first stands in its place',
         None if 'class="story lead"' in home else home[:3000])
    case('a newcomer: the site tells the number of the issue as the paper does',
         None if '第1期' in home else home[:3000])


# --- the preview -------------------------------------------------------------

def addresses(process):
    """What `serve` tells: the preview and the desk."""
    found = []
    for line in process.stdout:
        found += re.findall(r'http://127\.0\.0\.1:\d+/\S*', line)
        if len(found) == 2:
            return found
    return None


def in_browser(home, desk, story, title):
    """False: there is none."""
    reason = browsing.why_not()
    if reason:
        print(f'SKIP newcomer: {reason}')
        return False
    room = fresh(f'{ROOM}/browser')
    modules = os.path.abspath(f'{browsing.MODULES}/node_modules')
    sys.stdout.flush()
    checks = subprocess.run(
        ['node', 'tests/browser/newcomer.js', home, desk, modules, room, story,
         title], timeout=900, env=dict(os.environ, HOME=room, CHROMIUM=shutil
                                       .which('chromium')))
    if checks.returncode:
        case('a newcomer: the checks in a browser come to their end',
             f'exit status {checks.returncode}')
    return True


def served(command, folder):
    story, title = next((n, t) for n, t in stories(folder)
                        if t == '把握机会多锻炼补短板')
    with open(f'{ROOM}/said', 'wb') as err:
        process = subprocess.Popen(
            ['sh', '-c', f'exec {command} --port 0'], cwd=ROOM, text=True,
            stdout=subprocess.PIPE, stderr=err, env=dict(os.environ, **ENV))
    try:
        found = addresses(process)
        case('a newcomer: the preview tells its address and the desk’s',
             None if found else slurp(f'{ROOM}/said'))
        looked = found and in_browser(*found, f'{folder}/{story}', title)
        process.send_signal(signal.SIGINT)
        told = process.stdout.read()
        status = process.wait(LATE)
        case('a newcomer: the terminal tells that the error is mended',
             looked and '错误都改好了' not in told and told)
        case('a newcomer: Ctrl-C ends it', status and f'exit status {status}')
    finally:
        if process.poll() is None:
            process.kill()


# --- the evening of the README -----------------------------------------------

def docx(path, *paragraphs):
    """What Word makes of PARAGRAPHS, or nearly."""
    body = ''.join(f'<w:p><w:r><w:t>{p}</w:t></w:r></w:p>' for p in paragraphs)
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('word/document.xml', '<w:document xmlns:w="http://schemas.'
                   'openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                   f'{body}</w:body></w:document>')


def as_it_stands(text, room):
    """Runs the commands of the first code of TEXT in ROOM; what is wrong."""
    code = re.search(r'(?ms)^```\w*\n(.*?)^```', text)
    lines = re.findall('(?m)^chenbao .*', code[1]) if code else []
    bad = [] if len(lines) > 3 else [f'commands: {lines}']
    for line in lines:
        if line.startswith('chenbao serve'):
            continue  # it stays
        r = sh(line, room)
        if wrong(r):
            bad.append(f'{line}: {wrong(r)}')
    return '\n'.join(bad)


def readme():
    """The commands that README.md and the handbook begin with."""
    room = fresh(f'{ROOM}/evening')
    docx(f'{room}/来稿.docx', '小区里来了修鞋师傅', '记者 某某',
         '每周三下午,东苑小区门口有一位修鞋师傅,居民都说方便。',
         '师傅姓陈,今年六十二岁,修鞋已经修了四十年。')
    shutil.copy(f'seeds/{SEEDS[2]}.txt', f'{room}/公众号.txt')
    case('a newcomer: the evening that README tells of is one', as_it_stands(
        slurp('README.md').split('一个晚上\n', 1)[-1], room))
    made = [n for _, _, names in os.walk(f'{room}/out') for n in names]
    case('a newcomer: it ends in a site, pages and files for the press',
         [n for n in ('index.html', 'dongyuan-chenbao-2026-12-04.pdf')
          if n not in made or made.count(n) < 2])
    first = glob.glob('content/shouce/*/*-first.md')
    case('a newcomer: the first steps of the handbook can be taken',
         as_it_stands(slurp(first[0]), fresh(f'{ROOM}/handbook'))
         if first else 'there are none')


def hour():
    helped()
    r = paper()
    build, serve = step(r, 'build'), step(r, 'serve')
    r = do('an issue', step(r, 'new issue'), '接下来')
    folder = f'{ROOM}/' + re.search(r'content/\S+?/\d{4}-\d\d-\d\d',
                                    r.out.decode())[0]
    own_story(step(r, 'new article'), folder)
    case('a newcomer: check and preview are told of at each step', [
        c for c in ('check', 'serve') if f'chenbao {c}' not in said(r)])
    r = imported(step(r, 'import'), folder)
    checked(step(r, 'check'))
    built(build)
    case('a newcomer: the preview is told of with one voice',
         step(r, 'serve') != serve and f'{step(r, "serve")}, {serve}')
    served(serve, folder)
    readme()


def main():
    fresh(ROOM)
    try:
        hour()
    except (Stuck, OSError, subprocess.TimeoutExpired) as e:
        case('a newcomer comes to the end of the hour',
             f'{type(e).__name__}: {e}')


if __name__ == '__main__':
    main()
