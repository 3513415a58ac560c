"""Bad input: whatever stands in content/, the program ends in time, says
where and what, and leaves the last good site as it is.

Every spoiled folder is built twice: as it is shipped and with sanitizers.
"""
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib

from lib import BIN, SAN, WORK, case, chenbao, fresh, memory, put, run

ROOM = f'{WORK}/bad'
GOOD, LAST = f'{ROOM}/good', f'{ROOM}/last'
ISSUE = 'p/2024-01-02'
KILLS = int(os.environ.get('KILLS', '20'))
KILLS_SEED = int(os.environ.get('KILLS_SEED', '1'))
ONE = f'{ISSUE}/10-one.md'


# --- a small good folder --------------------------------------------------

def chunk(kind, data):
    body = kind + data
    return struct.pack('>I', len(data)) + body + \
        struct.pack('>I', zlib.crc32(body))


def png(w, h, rows=None):
    """A grey picture; with ROWS its data ends there."""
    line = b'\0' + bytes(w)
    pack = zlib.compressobj(9)
    data = b''.join(pack.compress(line) for _ in range(rows or h))
    return b'\x89PNG\r\n\x1a\n' + \
        chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + \
        chunk(b'IDAT', data + pack.flush()) + chunk(b'IEND', b'')


def article(title, body, head=''):
    return f'---\ntitle: {title}\n{head}---\n\n{body}\n'


def good(root):
    put(f'{root}/site.yaml', 'title: 站\nbase-url: https://a.example/\n')
    put(f'{root}/p/paper.yaml', 'title: 小报\nimprint: 样刊\n')
    for date in ('2024-01-02', '2024-02-03'):
        put(f'{root}/p/{date}/issue.yaml', 'pages:\n  - 要闻\n  - 服务\n')
        put(f'{root}/p/{date}/10-one.md', article(
            '第一篇', '正文一句。\n\n![图说](images/a.png)'))
        put(f'{root}/p/{date}/20-two.md', article(
            '第二篇', '正文两句。', 'page: 2\n'))
        put(f'{root}/p/{date}/images/a.png', png(40, 30))


def files(root):
    found = {}
    for folder, _, names in os.walk(root):
        for n in names:
            path = os.path.join(folder, n)
            if os.path.isfile(path):
                with open(path, 'rb') as f:
                    found[os.path.relpath(path, root)] = f.read()
    return found


def differ(a, b):
    """Names of the files that A and B (of files()) do not share."""
    return '\n'.join(sorted(p for p in a.keys() | b.keys()
                            if a.get(p) != b.get(p)))


# --- the frame of a case --------------------------------------------------

def judge(r, status, says, last, out):
    """What is wrong with result R of a build into OUT."""
    allowed = status if isinstance(status, tuple) else (status,)
    text = r.err.decode('utf-8', 'replace')
    if r.late or r.crashed or r.status not in allowed:
        return f'expected exit status {status}: {r.tell()}'
    if says and not re.search(says, text):
        return f'expected a message like {says}:\n{text[-2000:]}'
    if last is not None:
        return differ(last, files(f'{out}/site'))
    return None


def spoiled(name, spoil, says, status=1, limit=30, whole=True):
    """One case: SPOIL changes a copy of the good folder. With WHOLE the last
    good site must still be there, byte for byte."""
    wrong = []
    for program in (BIN, SAN):
        room = fresh(f'{ROOM}/case')
        shutil.copytree(GOOD, f'{room}/c', symlinks=True)
        shutil.copytree(LAST, f'{room}/out')
        last = files(f'{room}/out/site') if whole else None
        spoil(f'{room}/c')
        r = run([os.path.abspath(program), 'build', f'{room}/c', '-o',
                 f'{room}/out'], limit=limit * (1 if program == BIN else 3))
        fault = judge(r, status, says, last, f'{room}/out')
        wrong += [f'{program}: {fault}'] if fault else []
    case(f'bad/{name}', '\n'.join(wrong))


def text(path, content):
    return lambda c: put(f'{c}/{path}', content)


def body(content, head=''):
    return text(ONE, article('第一篇', content, head))


def at(path, what=''):
    """A message with file, line and column."""
    return rf'{re.escape(path)}:\d+:\d+: error: .*{what}'


# --- texts ----------------------------------------------------------------

def texts():
    spoiled('an article that is not UTF-8',
            text(ONE, article('一', '好。').encode() + b'\xff\xfe\n'),
            at(ONE, 'UTF-8'))
    spoiled('an article in GBK', text(ONE, article('一', '正文').encode('gbk')),
            at(ONE, 'UTF-8'))
    spoiled('an article in UTF-16',
            text(ONE, article('一', '正文').encode('utf-16')), at(ONE, 'UTF-8'))
    spoiled('front matter that is not UTF-8',
            text(ONE, b'---\ntitle: \xb1\xea\n---\n\nx\n'), at(ONE, 'UTF-8'))
    spoiled('issue.yaml that is not UTF-8',
            text(f'{ISSUE}/issue.yaml', b'number: \xb1\xea\n'),
            at(f'{ISSUE}/issue.yaml', 'UTF-8'))
    spoiled('paper.yaml that is not UTF-8',
            text('p/paper.yaml', b'title: \xb1\xea\n'),
            at('p/paper.yaml', 'UTF-8'))
    spoiled('an empty article', text(ONE, ''), rf'{ONE}.*error: .*empty')
    spoiled('an article of front matter only', text(ONE, article('一', '')),
            at(ONE, 'no text'))
    spoiled('an empty issue.yaml', text(f'{ISSUE}/issue.yaml', ''), None,
            (0, 1), whole=False)
    spoiled('an empty paper.yaml', text('p/paper.yaml', ''),
            rf'p/paper\.yaml.*error: ')
    spoiled('a NUL in an article', body('前\0后'), at(ONE))
    spoiled('a NUL in front matter', body('正文', 'kicker: 前\0后\n'), at(ONE))
    spoiled('a control character in an article', body('前\x07后'), at(ONE))
    spoiled('a control character in front matter',
            body('正文', 'kicker: "前\\a后"\n'), at(ONE))
    spoiled('no characters U+FFFE and U+FFFF', body('前\ufffe\uffff后'), at(ONE))
    spoiled('a paragraph of 10 MB', body('字' * ((10 << 20) // 3)), ONE)
    spoiled('a paragraph of 900 KB', body('字' * 300000), None, (0, 1),
            limit=60, whole=False)
    spoiled('a word of 100 KB', body('x' * 100000), None, (0, 1), limit=60,
            whole=False)
    spoiled('a headline at its limit', text(ONE, article(
        '长' * 120, '正文', 'deck: ' + '副' * 200 + '\nkicker: ' + '引' * 120 +
        '\n')), None, (0, 1), whole=False)
    spoiled('10,000 nested quotes', body('> ' * 10000 + '深'), at(ONE, 'nest'))
    spoiled('10,000 nested lists',
            body('- ' * 10000 + '深'), at(ONE, 'nest'))
    spoiled('1,000 nested directives',
            body('::: box 盒\n' * 1000 + '深\n' + ':::\n' * 1000), at(ONE))
    spoiled('a table of 1,000 columns',
            body('|' + '甲|' * 1000 + '\n|' + '-|' * 1000 + '\n'), at(ONE))
    spoiled('a table of 60 columns',
            body('|' + '甲|' * 60 + '\n|' + '-|' * 60 + '\n|' + '乙|' * 60),
            None, (0, 1), whole=False)
    spoiled('a table of 5,000 rows',
            body('|甲|\n|-|\n' + '|乙|\n' * 5000), at(ONE))
    spoiled('raw HTML is text, with a warning',
            body('<script>alert(1)</script>\n\n一<b>二</b>'),
            rf'{ONE}:\d+:\d+: warning: raw HTML', 0, whole=False)
    spoiled('a javascript: link',
            body('[a](javascript:alert(1))'), at(ONE, 'javascript'))
    spoiled('a link that leads nowhere', body('[a](nobody.html)'),
            at(ONE, 'nowhere'))
    spoiled('a link that leaves the site', body('[a](../../../../x.html)'),
            at(ONE, 'out of the site'))


# --- keys -----------------------------------------------------------------

def keys():
    spoiled('an unknown key', body('正文', 'kiker: 引\n'),
            at(ONE, 'unknown key “kiker”, write “kicker”'))
    spoiled('a missing title', text(ONE, '---\nkicker: 引\n---\n\n正文\n'),
            at(ONE, r'title \(标题\) is missing'))
    spoiled('a key given twice', body('正文', '标题: 又一\n'), at(ONE, 'twice'))
    spoiled('a date that is none', body('正文', 'date: 2023-02-29\n'),
            at(ONE, 'is no day'))
    spoiled('the same id twice', body('正文', 'id: two\n'),
            at(f'{ISSUE}/20-two.md', 'id two'))
    spoiled('a page that is none', body('正文', 'page: 99999999999\n'),
            at(ONE, 'page'))
    spoiled('a page beyond the last', body('正文', 'page: 9\n'),
            at(ONE, 'page 9'))
    spoiled('no front matter', text(ONE, '正文。\n'), at(ONE, 'front matter'))
    spoiled('front matter without an end', text(ONE, '---\ntitle: 一\n'),
            at(ONE, 'does not end'))
    spoiled('YAML that is none', body('正文', 'kicker: [\n'), at(ONE, 'YAML'))
    spoiled('an anchor in YAML', body('正文', 'kicker: &a 引\n'),
            at(ONE, 'anchor'))
    anchors = ''.join(f'k{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n'
                      for i in range(1, 12000))
    spoiled('YAML with anchors by the thousand',
            text(f'{ISSUE}/issue.yaml', 'k0: &a0 x\n' + anchors),
            rf'{ISSUE}/issue\.yaml.*error')
    spoiled('YAML with anchors by the million',
            text(f'{ISSUE}/issue.yaml', '- &a x\n' * 1000000),
            rf'{ISSUE}/issue\.yaml.*error: .*limit')
    spoiled('YAML nested by the thousand',
            text(f'{ISSUE}/issue.yaml', 'pages: ' + '[' * 100000),
            at(f'{ISSUE}/issue.yaml'))
    spoiled('YAML with keys by the thousand',
            text(f'{ISSUE}/issue.yaml',
                 ''.join(f'key{i}: 1\n' for i in range(15000))),
            at(f'{ISSUE}/issue.yaml', 'unknown key'))
    spoiled('a tag in YAML', body('正文', 'kicker: !!binary aGk=\n'),
            at(ONE, 'tag'))
    spoiled('site.yaml without a title',
            text('site.yaml', 'base-url: https://a.example/\n'),
            at('site.yaml', 'title'))
    spoiled('an account without an address',
            text('p/paper.yaml', 'title: 报\naccount:\n  name: 号\n'),
            at('p/paper.yaml', 'account'))
    spoiled('an account whose picture holds no code',
            lambda c: (put(f'{c}/p/qr.png', png(50, 50)),
                       put(f'{c}/p/paper.yaml', 'title: 报\naccount:\n'
                           '  name: 号\n  image: qr.png\n')),
            r'p/qr\.png.*error: .*code')


# --- pictures, links, odd files -------------------------------------------

def picture(content, name='b.png'):
    def spoil(c):
        if content is not None:
            put(f'{c}/{ISSUE}/images/{name}', content)
        body(f'正文。\n\n![图](images/{name})')(c)
    return spoil


def linked(path, goal):
    """PATH becomes a symbolic link to GOAL."""
    def spoil(c):
        full = f'{c}/{path}'
        if os.path.isdir(full) and not os.path.islink(full):
            shutil.rmtree(full)
        elif os.path.lexists(full):
            os.remove(full)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        os.symlink(os.path.abspath(goal(c)) if callable(goal) else goal, full)
    return spoil


def fifo(path):
    def spoil(c):
        full = f'{c}/{path}'
        if os.path.lexists(full):
            os.remove(full)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        os.mkfifo(full)
    return spoil


def secret(c):
    """A file outside of the content; its path."""
    put(f'{c}/../secret.png', png(9, 9))
    put(f'{c}/../secret.md', article('秘密', '不可外传。'))
    return f'{c}/../secret'


def both(*steps):
    def spoil(c):
        for s in steps:
            s(c)
    return spoil


def odd_files():
    spoiled('a picture that is missing', picture(None), at(ONE, 'missing'))
    spoiled('a picture that is cut off', picture(png(40, 30)[:60]),
            at(ONE, 'cannot be used'))
    spoiled('a picture that is empty', picture(b''), at(ONE, 'empty'))
    spoiled('a picture that is text', picture('字'), at(ONE, 'no JPEG'))
    spoiled('a picture whose data ends early', picture(png(400, 300, 5)),
            None, (0, 1), whole=False)
    spoiled('a JPEG of its first bytes only',
            picture(b'\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0', 'b.jpg'),
            at(ONE, 'cannot be used'))
    spoiled('a picture of 3,600 megapixels',
            picture(png(60000, 60000, 9)), at(ONE, 'too many'))
    spoiled('a picture of 65 MB',
            picture(png(40, 30) + bytes(65 << 20)), r'b\.png.*error: |' + at(ONE))
    spoiled('a picture path that leaves the folder',
            lambda c: (secret(c),
                       body('正文。\n\n![图](../../../secret.png)')(c)), at(ONE))
    spoiled('a picture by its absolute path',
            body('正文。\n\n![图](/etc/hostname)'), at(ONE))
    spoiled('a symbolic link to a picture outside',
            both(picture(None), linked(f'{ISSUE}/images/b.png',
                                       lambda c: secret(c) + '.png')),
            at(ONE, 'outside'))
    spoiled('a symbolic link to a folder of pictures outside',
            both(lambda c: put(f'{c}/../away/a.png', png(9, 9)),
                 linked(f'{ISSUE}/images', lambda c: f'{c}/../away')),
            at(ONE, 'outside'))
    spoiled('a symbolic link to an article outside',
            linked(f'{ISSUE}/30-three.md', lambda c: secret(c) + '.md'),
            r'30-three\.md.*error: .*out of its folder')
    spoiled('a symbolic link to paper.yaml outside',
            both(lambda c: put(f'{c}/../paper.yaml', 'title: 秘密\n'),
                 linked('p/paper.yaml', lambda c: f'{c}/../paper.yaml')),
            r'paper\.yaml.*error: ')
    spoiled('a symbolic link to itself', linked(ONE, '10-one.md'),
            r'10-one\.md.*error: ')
    spoiled('a symbolic link to a device',
            linked(ONE, '/dev/zero'), r'10-one\.md.*error: ')
    spoiled('a symbolic link to a neighbour is followed',
            linked(f'{ISSUE}/images/c.png', 'a.png'), None, 0, whole=False)
    spoiled('a FIFO for an article', fifo(ONE), r'10-one\.md.*error: ')
    spoiled('a FIFO for issue.yaml', fifo(f'{ISSUE}/issue.yaml'),
            r'issue\.yaml.*error: ')
    spoiled('a FIFO for paper.yaml', fifo('p/paper.yaml'),
            r'paper\.yaml.*error: ')
    spoiled('a FIFO for a picture',
            both(picture(None), fifo(f'{ISSUE}/images/b.png')),
            r'images/b\.png.*error: ')
    spoiled('a FIFO that nothing names', fifo(f'{ISSUE}/images/pipe'), None,
            0, whole=False)
    spoiled('a folder for an article',
            lambda c: os.makedirs(f'{c}/{ISSUE}/30-three.md'),
            r'30-three\.md.*error: ')
    spoiled('a file name with a line break',
            text(f'{ISSUE}/30-a\nb.md', article('一', '正文')), 'error: ')
    spoiled('a file name that is not UTF-8',
            lambda c: put(os.fsencode(f'{c}/{ISSUE}/30-') + b'\xff.md',
                          article('一', '正文')), 'error: ')
    spoiled('an issue without issue.yaml',
            lambda c: os.remove(f'{c}/{ISSUE}/issue.yaml'),
            rf'{ISSUE}.*error: .*issue\.yaml', whole=False)
    spoiled('an issue without articles',
            lambda c: [os.remove(f'{c}/{ISSUE}/{n}')
                       for n in ('10-one.md', '20-two.md')],
            rf'{ISSUE}: error: .*no article')
    spoiled('a folder named by a day that is none',
            lambda c: os.rename(f'{c}/{ISSUE}', f'{c}/p/2024-02-30'),
            'YYYY-MM-DD', whole=False)
    spoiled('no paper at all', lambda c: shutil.rmtree(f'{c}/p'),
            'no paper here')


# --- themes ---------------------------------------------------------------

def themed(name, path, change, says):
    wrong = []
    for program in (BIN, SAN):
        room = fresh(f'{ROOM}/case')
        shutil.copytree('themes/default', f'{room}/theme')
        shutil.copytree(LAST, f'{room}/out')
        last = files(f'{room}/out/site')
        change(f'{room}/theme/{path}')
        r = run([os.path.abspath(program), 'build', GOOD, '-o', f'{room}/out',
                 '--theme', f'{room}/theme'], limit=60)
        fault = judge(r, 1, says, last, f'{room}/out')
        wrong += [f'{program}: {fault}'] if fault else []
    case(f'bad/theme: {name}', '\n'.join(wrong))


def append(extra):
    def change(path):
        with open(path, 'a', encoding='utf-8') as f:
            f.write(extra)
    return change


def replace(old, new):
    def change(path):
        with open(path, encoding='utf-8') as f:
            s = f.read()
        if old not in s:
            raise SystemExit(f'{path} holds no {old}')
        put(path, s.replace(old, new, 1))
    return change


def themes():
    themed('an unknown property', 'print.css', append('p { colour: red; }\n'),
           at('theme/print.css', 'colour'))
    themed('a selector beyond the subset', 'print.css',
           append('p:hover { color: red; }\n'), at('theme/print.css'))
    themed('a block that is not closed', 'print.css', append('p { color: '),
           at('theme/print.css'))
    themed('a variable that is none', 'print.css',
           append('p { color: var(--none); }\n'), at('theme/print.css', 'var'))
    themed('a template that is not well-formed', 'article.html',
           append('<p>'), at('theme/article.html'))
    themed('a template with an entity of its own', 'article.html',
           lambda p: put(p, '<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>'),
           at('theme/article.html'))
    themed('a template with a wrong XPath', 'article.html',
           replace('<main id="main">', '<main id="main" t:if="((">'),
           at('theme/article.html'))
    themed('an unknown t: attribute', 'article.html',
           replace('<main id="main">', '<main id="main" t:when="x">'),
           at('theme/article.html', 't:when'))
    themed('a template that is missing', 'article.html', os.remove,
           r'article\.html.*error: ')
    themed('a FIFO for a template', 'article.html',
           lambda p: (os.remove(p), os.mkfifo(p)), r'article\.html.*error: ')
    r = chenbao('build', GOOD, '-o', f'{ROOM}/none', '--theme', 'none')
    case('bad/theme: one that is not there',
         judge(r, 1, 'theme "none" not found', None, None))


# --- the machine ----------------------------------------------------------

def full_disk():
    """A small file system when we may mount one, else a limit on files."""
    room = fresh(f'{ROOM}/full')
    disk = f'{room}/disk'
    os.makedirs(disk)
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=900k',
                              'chenbao-test', disk], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL).returncode == 0
    try:
        shutil.copytree('content', f'{room}/c')
        shutil.copytree(LAST, f'{disk}/out', dirs_exist_ok=True)
        last = files(f'{disk}/out/site')
        more = {} if mounted else {'prepare': small_files}
        r = chenbao('build', f'{room}/c', '-o', f'{disk}/out', **more)
        case('bad/a full disk: exit status 3, a message, the last good site',
             judge(r, 3, 'error: cannot write', last, f'{disk}/out'))
        left = os.path.exists(f'{disk}/out/.next') and 'out/.next is left'
        case('bad/a full disk: what is unfinished is removed', left)
    finally:
        if mounted:
            subprocess.run(['umount', disk], check=False)


def small_files():
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))


def again(content, out):
    """A build; the workers of a killed one hold the lock until they end."""
    for _ in range(50):
        r = chenbao('build', content, '-o', out)
        if r.status != 3 or b'another build' not in r.err:
            break
        time.sleep(0.1)
    return r


def killed():
    """Kills at random moments (KILLS: 20, 200 in make soak) of a build that
    changes everything."""
    room = fresh(f'{ROOM}/kill')
    old, new, out = f'{room}/old', f'{room}/new', f'{room}/out'
    for root, word in ((old, '旧'), (new, '新')):
        for paper in ('jiangchuan', 'lujiazui'):
            shutil.copytree(f'content/{paper}', f'{root}/{paper}')
        put(f'{root}/site.yaml', f'title: {word}站\n'
            f'base-url: https://a.example/{len(word)}{ord(word)}/\n')
    chenbao('build', old, '-o', f'{room}/a')
    started = time.time()
    chenbao('build', new, '-o', f'{room}/b')
    takes = time.time() - started
    before, after = files(f'{room}/a/site'), files(f'{room}/b/site')
    half, broken, rng = [], [], random.Random(KILLS_SEED)
    for i in range(KILLS):
        moment = takes * 1.1 * rng.random()
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(f'{room}/a', out)
        p = subprocess.Popen([BIN, 'build', new, '-o', out],
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL,
                             start_new_session=True)
        time.sleep(moment)
        try:  # now and then the parent alone: its workers live on
            (os.kill if i % 4 == 3 else os.killpg)(p.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        p.wait()
        now = files(f'{out}/site')
        if now != before and now != after:
            half.append(f'seed {KILLS_SEED}, after {moment:.3f} s')
        r = again(new, out)
        if r.status or files(f'{out}/site') != after:
            broken.append(f'after {moment:.3f} s: {r.tell()}')
    case('bad/kill -9 at any moment leaves a whole site, old or new',
         '\n'.join(half))
    case('bad/kill -9: the next build finishes the work', '\n'.join(broken))


def vanishing():
    """Stories and pictures vanish and come back while builds run."""
    room, wrong = fresh(f'{ROOM}/vanish'), []
    good(f'{room}/c')
    gone = [f'{room}/c/{ISSUE}/{n}' for n in ('10-one.md', 'images/a.png',
                                              '20-two.md', 'issue.yaml')]
    for i in range(12):
        p = subprocess.Popen([BIN, 'build', f'{room}/c', '-o', f'{room}/o'],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             env=dict(os.environ, LC_ALL='C.UTF-8'))
        time.sleep(0.004 * i)
        for path in gone:
            os.rename(path, path + '.away')
        _, err = p.communicate(timeout=60)
        for path in gone:
            os.rename(path + '.away', path)
        if p.returncode not in (0, 1, 3) or b'Sanitizer' in err or \
                (p.returncode and b'error: ' not in err):
            wrong.append(f'{p.returncode} {err.decode()}')
        again(f'{room}/c', f'{room}/o')
    case('bad/files that vanish during a build: a message, no crash',
         '\n'.join(wrong))
    chenbao('build', f'{room}/c', '-o', f'{room}/whole')
    case('bad/files that came back: the site is whole again',
         differ(files(f'{room}/o/site'), files(f'{room}/whole/site')))


def children(pid):
    try:
        with open(f'/proc/{pid}/task/{pid}/children', encoding='ascii') as f:
            return [int(s) for s in f.read().split()]
    except OSError:
        return []


def dead_worker():
    """One worker is killed: its issue is named, the others are built."""
    room = fresh(f'{ROOM}/worker')
    p = subprocess.Popen([BIN, 'build', 'content', '-o', f'{room}/out', '-j',
                          '1'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed_one = False
    while p.poll() is None and not killed_one:
        for c in children(p.pid):
            os.kill(c, signal.SIGKILL)
            killed_one = True
            break
    out, err = p.communicate(timeout=60)
    if not killed_one:
        print('# no worker was caught')
        return
    wrong = '' if p.returncode == 1 and b'worker died' in err and \
        b'1 with errors' in out else out.decode() + err.decode()
    case('bad/a worker that dies names its issue and harms no other', wrong)


def output():
    room = fresh(f'{ROOM}/output')
    put(f'{room}/mine/site/index.html', 'mine')
    r = chenbao('build', GOOD, '-o', f'{room}/mine')
    case('bad/a folder site that is not ours is left alone', judge(
        r, (1, 3), 'not made by chenbao', {'index.html': b'mine'},
        f'{room}/mine'))
    put(f'{room}/file', 'x')
    r = chenbao('build', GOOD, '-o', f'{room}/file')
    case('bad/an output folder that is a file', judge(
        r, 3, 'error: ', None, None))
    r = chenbao('pdf', f'{GOOD}/{ISSUE}', '-o', f'{room}/file/x.pdf')
    case('bad/a PDF below a file', judge(r, 3, 'error: ', None, None))
    if os.path.exists('/dev/full'):
        with open('/dev/full', 'wb') as full:
            r = subprocess.run([BIN, 'tree', f'{GOOD}/{ISSUE}'], stdout=full,
                               stderr=subprocess.PIPE, timeout=30)
        case('bad/a full standard output is told', r.returncode != 3 and
             f'exit status {r.returncode}')
    first = subprocess.Popen(['flock', f'{room}/two/.cache/lock', 'sleep',
                              '5']) if prepare_lock(room) else None
    if first:
        time.sleep(0.3)
        r = chenbao('build', GOOD, '-o', f'{room}/two')
        case('bad/two builds at a time: the second says so', judge(
            r, 3, 'another build', None, None))
        first.kill()
        first.wait()


def prepare_lock(room):
    put(f'{room}/two/.cache/lock', '')
    return shutil.which('flock')


def little_memory():
    """Pictures are the way to eat memory; 400 MB must do."""
    room = fresh(f'{ROOM}/memory')
    shutil.copytree(GOOD, f'{room}/c')
    picture(png(7000, 7000))(f'{room}/c')
    r = chenbao('build', f'{room}/c', '-o', f'{room}/out',
                prepare=memory(1 << 30), limit=60)
    case('bad/a PNG of 49 megapixels in a few KB eats no memory', judge(
        r, (0, 1), None, None, None))


def usage():
    for name, args in (('no command', ()), ('an unknown command', ('x',)),
                       ('an unknown option', ('build', '--none')),
                       ('an option without its value', ('build', '-o')),
                       ('a flag with a value', ('build', '--no-qr=1')),
                       ('a number that is none', ('build', '-j', 'x')),
                       ('too many arguments', ('tree', 'a', 'b')),
                       ('too few arguments', ('tree',)),
                       ('a kind that is none', ('build', '--only', 'x')),
                       ('an address that is none',
                        ('build', '--base-url', 'ftp://a.example/')),
                       ('pdf without a file', ('pdf', f'{GOOD}/{ISSUE}')),
                       ('a folder that is no issue', ('tree', GOOD + '/x'))):
        r = chenbao(*args, program=SAN)
        case(f'bad/usage: {name}', judge(r, 2, '.', None, None))
    r = chenbao('build', f'{ROOM}/no-content', '-o', f'{ROOM}/nowhere')
    case('bad/usage: a content folder that is not there',
         judge(r, (1, 3), 'no-content.*error', None, None) or
         (os.path.exists(f'{ROOM}/nowhere/site') and 'a site was made'))
    for name in ('build', 'pdf', 'sheet', 'tree', 'check', 'html'):
        r = chenbao(name, '--help')
        case(f'bad/usage: {name} --help explains itself',
             (r.status or len(r.out) < 40) and r.tell())


# --- hard texts for the parser, each in linear time ------------------------

def hard():
    n = 20000
    shapes = {
        'opening brackets': '[' * n, 'closing brackets': ']' * n,
        'nested brackets': '[' * n + 'a' + ']' * n,
        'links in links': '[a](' * n, 'pictures in pictures': '![a](' * n,
        'emphasis that opens': '*a ' * n, 'emphasis that closes': 'a* ' * n,
        'strong and emphasis': '*a **a ' * n, 'underscores': '_a __a ' * n,
        'stars': '*' * n, 'backticks': ''.join(
            'e' + '`' * i for i in range(400)),
        'quotation marks and stars': '**“' * n + '”**' * n,
        'stars by Chinese marks': '**。' * n,
        'entities': '&' * n, 'angle brackets': '<' * n,
        'comments': '<!--' * n, 'instructions': '<?' * n,
        'definitions': ''.join(f'[{i}]: x\n' for i in range(n)),
        'a definition used': '[a]: ' + 'u' * n + '\n\n' + '[a]\n' * n,
        'backslashes': '\\' * n, 'pipes': '|' * n,
        'rows of one bar': '|\n' * n, 'rules of tables': '|-|\n' * n,
        'a wide table': '|' * 60 + '\n' + '|-' * 60 + '|\n' + '|x' * 4000,
        'colons': ':::\n' * n, 'directives': '::: box\n' * 2000,
        'headings': '## 题\n' * 5000, 'hard breaks': '字  \n' * n,
        'soft breaks': '字\n' * n, 'items': '- 项\n' * 5000,
        'blank items': '-\n' * 5000, 'numbers': '1. 项\n\n' * 5000,
        'tabs': '\t' * n + '字', 'blanks': ' ' * n + '字',
        'fences': '```\n' * 5001, 'zero-width characters': '\u200b' * n,
        'combining marks': 'a' + '\u0301' * n,
        'ideographs beyond the BMP': '\U00020000' * n,
        'right to left': '\u202e字\u202c' * 5000,
        'glossary of colons': '::: glossary\n' + '：' * n + '\n:::\n',
        'names of commas': '::: names\n' + '、' * n + '\n:::\n'}
    for name, s in shapes.items():
        wrong = []
        for args in (('html',), ('html', '--unsafe'), ('html', '--article')):
            r = chenbao(*args, stdin=s.encode(), limit=15)
            if r.late or r.crashed or r.status not in (0, 1):
                wrong.append(f'{args}: {r.tell()[:500]}')
        r = chenbao('html', '--article', stdin=s.encode(), limit=40,
                    program=SAN)
        if r.late or r.crashed or r.status not in (0, 1):
            wrong.append(f'with sanitizers: {r.tell()[:1500]}')
        case(f'hard/{name}', '\n'.join(wrong))
    r = chenbao('html', '--article', stdin=b'x' * (2 << 20))
    case('hard/an article beyond its limit is refused',
         judge(r, 1, 'more than', None, None))
    r = chenbao('html', stdin=b'x' * (65 << 20))
    case('hard/a text beyond its limit is refused',
         judge(r, 1, 'more than', None, None))


def main():
    fresh(ROOM)
    good(GOOD)
    r = chenbao('build', GOOD, '-o', LAST)
    if not case('bad: the good folder is good', r.status and r.tell()):
        return
    if not os.path.exists(SAN):
        case('bad: the program with sanitizers', 'not built')
        return
    parts = [texts, keys, odd_files, themes, full_disk, killed, vanishing,
             dead_worker, output, little_memory, usage, hard]
    for part in parts:
        if not sys.argv[1:] or part.__name__ in sys.argv[1:]:
            part()


main()
