"""After any edit, a rebuild equals a build from nothing, byte for byte.

EDITS edits (40; 400 in make soak) are made one after the other to a small
site; the seed (EDITS_SEED) is printed when something is not equal.
"""
import hashlib
import os
import random
import shutil
import struct
import zlib

from lib import WORK, case, chenbao, fresh, put, slurp

ROOM = f'{WORK}/edits'
TEXT, GROWN, NEW = f'{ROOM}/content', f'{ROOM}/grown', f'{ROOM}/new'
THEME = f'{ROOM}/theme'
COUNT = int(os.environ.get('EDITS', '40'))
SEED = int(os.environ.get('EDITS_SEED', '1'))

WORDS = ('社区 居民 志愿者 食堂 广场 老人 孩子 图书 电梯 花园 楼道 会议 书记 '
         '医生 课堂 早晨 周末 活动 服务 邻里').split()
NAMES = '张明 李华 王芳 赵静'.split()
SECTIONS = (('news', '要闻'), ('life', '生活'), ('health', '健康'))


# --- what the site is made of ---------------------------------------------

def sentence(rng):
    return ''.join(rng.choice(WORDS) for _ in range(rng.randint(4, 12))) + '。'


def prose(rng):
    return '\n\n'.join(''.join(sentence(rng) for _ in range(rng.randint(2, 5)))
                       for _ in range(rng.randint(1, 4))) + '\n'


def title(rng):
    return ''.join(rng.choice(WORDS) for _ in range(rng.randint(3, 5)))


def chunk(kind, data):
    body = kind + data
    return struct.pack('>I', len(data)) + body + \
        struct.pack('>I', zlib.crc32(body))


def png(rng):
    w, h = rng.randint(200, 400), rng.randint(150, 300)
    grey = rng.randint(0, 255)
    rows = (b'\0' + bytes([grey]) * w) * h
    return b'\x89PNG\r\n\x1a\n' + \
        chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + \
        chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def story(rng):
    head = f'title: {title(rng)}\nsection: {rng.choice(SECTIONS)[1]}\n'
    if rng.random() < 0.4:
        head += f'byline: 记者 {rng.choice(NAMES)}\n'
    if rng.random() < 0.2:
        head += 'priority: brief\n'
    body = prose(rng)
    if rng.random() < 0.3:
        body += '\n![图说](images/a.png "摄影 某某")\n'
    return f'---\n{head}---\n\n{body}'


def paper(rng, name):
    sections = ''.join(f'  - id: {i}\n    name: {n}\n' for i, n in SECTIONS)
    put(f'{TEXT}/{name}/paper.yaml',
        f'title: {name}小报\nslogan: {title(rng)}\nimprint: 样刊\n'
        f'sections:\n{sections}')


def issue(rng, name, date, stories):
    put(f'{TEXT}/{name}/{date}/issue.yaml',
        f'number: {rng.randint(1, 99)}\npages:\n  - 要闻\n  - 生活\n')
    put(f'{TEXT}/{name}/{date}/images/a.png', png(rng))
    for i in range(stories):
        put(f'{TEXT}/{name}/{date}/{10 * i + 10}-s{i}.md', story(rng))


def begin(rng):
    fresh(ROOM)
    put(f'{TEXT}/site.yaml', 'title: 站\nbase-url: https://a.example/\n')
    for name in ('jia', 'yi'):
        paper(rng, name)
        put(f'{TEXT}/{name}/fillers/10-tip.md',
            '---\ntitle: 小贴士\n---\n\n' + prose(rng))
    for name, date in (('jia', '2024-01-05'), ('jia', '2024-02-02'),
                       ('yi', '2024-01-19')):
        issue(rng, name, date, 4)
    shutil.copytree('themes/default', THEME)


# --- edits: each says what it did -----------------------------------------

def issues_of():
    return sorted(os.path.dirname(os.path.join(d, 'issue.yaml'))
                  for d, _, names in os.walk(TEXT) if 'issue.yaml' in names)


def stories_of(folder):
    return sorted(n for n in os.listdir(folder) if n.endswith('.md'))


def some_story(rng):
    folder = rng.choice([d for d in issues_of() if stories_of(d)])
    return f'{folder}/{rng.choice(stories_of(folder))}'


def change_line(path, key, value):
    lines = slurp(path).split('\n')
    at = next((i for i, s in enumerate(lines) if s.startswith(key + ':')), None)
    if at is None:
        lines.insert(1, f'{key}: {value}')
    else:
        lines[at] = f'{key}: {value}'
    put(path, '\n'.join(lines))
    return f'{path}: {key}'


def add_text(rng):
    path = some_story(rng)
    put(path, slurp(path) + '\n' + prose(rng))
    return f'{path}: longer'


def new_text(rng):
    path = some_story(rng)
    put(path, story(rng))
    return f'{path}: written anew'


def same_length(rng):
    """Same size, same time: only the bytes tell."""
    path = some_story(rng)
    was, text = os.stat(path), slurp(path)
    a, b = rng.sample(WORDS[:2] + ['居民', '邻里'], 2)
    put(path, text.replace(a, b))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return f'{path}: {a} to {b} within the same time stamp'


def new_title(rng):
    return change_line(some_story(rng), 'title', title(rng))


def new_byline(rng):
    return change_line(some_story(rng), 'byline', '记者 ' + rng.choice(NAMES))


def new_section(rng):
    return change_line(some_story(rng), 'section', rng.choice(SECTIONS)[1])


def add_story(rng):
    folder = rng.choice(issues_of())
    path = f'{folder}/{rng.randint(100, 999)}-n{rng.randint(0, 10**6)}.md'
    put(path, story(rng))
    return f'{path}: new'


def drop_story(rng):
    folder = max(issues_of(), key=lambda d: len(stories_of(d)))
    if len(stories_of(folder)) < 3:
        return add_story(rng)
    path = f'{folder}/{rng.choice(stories_of(folder))}'
    os.remove(path)
    return f'{path}: removed'


def rename_story(rng):
    path = some_story(rng)
    to = f'{os.path.dirname(path)}/{rng.randint(10, 99)}-' \
        f'r{rng.randint(0, 10**6)}.md'
    os.rename(path, to)
    return f'{path}: now {to}'


def touch(rng):
    path = some_story(rng)
    os.utime(path)
    return f'{path}: touched'


def picture(rng):
    folder = rng.choice(issues_of())
    put(f'{folder}/images/a.png', png(rng))
    return f'{folder}: another picture'


def add_issue(rng):
    name = rng.choice(('jia', 'yi'))
    date = f'2024-{rng.randint(3, 12):02}-{rng.randint(1, 28):02}'
    if os.path.exists(f'{TEXT}/{name}/{date}') or len(issues_of()) > 5:
        return drop_issue(rng)
    issue(rng, name, date, rng.randint(1, 5))
    return f'{name}/{date}: a new issue'


def drop_issue(rng):
    if len(issues_of()) < 3:
        return new_text(rng)
    folder = rng.choice(issues_of())
    shutil.rmtree(folder)
    return f'{folder}: removed'


def filler(rng):
    path = f'{TEXT}/{rng.choice(("jia", "yi"))}/fillers/10-tip.md'
    if os.path.exists(path) and rng.random() < 0.4:
        os.remove(path)
        return f'{path}: removed'
    put(path, f'---\ntitle: {title(rng)}\n---\n\n' + prose(rng))
    return f'{path}: changed'


def paper_yaml(rng):
    path = f'{TEXT}/{rng.choice(("jia", "yi"))}/paper.yaml'
    return change_line(path, 'slogan', title(rng))


def site_yaml(rng):
    return change_line(f'{TEXT}/site.yaml', 'title', title(rng))


def issue_yaml(rng):
    return change_line(f'{rng.choice(issues_of())}/issue.yaml', 'number',
                       str(rng.randint(1, 999)))


def theme(rng):
    path = f'{THEME}/web.css'
    put(path, slurp(path) + f'\n/* {rng.randint(0, 10**6)} */\n')
    return f'{path}: a comment'


def spoil_and_mend(rng):
    """A mistake, a build that fails, the mistake mended in another way."""
    path = some_story(rng)
    put(path, '---\ntitel: x\n---\n\n' + prose(rng))
    build(GROWN)
    put(path, story(rng))
    return f'{path}: spoiled, built, mended'


EDITS = (add_text, add_text, new_text, new_text, same_length, new_title,
         new_title, new_byline, new_section, add_story, drop_story,
         rename_story, touch, picture, add_issue, drop_issue, filler,
         paper_yaml, site_yaml, issue_yaml, theme, spoil_and_mend)


# --- the comparison -------------------------------------------------------

def build(out):
    return chenbao('build', TEXT, '-o', out, '--theme', THEME)


def sums(root):
    found = {}
    for folder, _, names in os.walk(root):
        for n in names:
            path = os.path.join(folder, n)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = \
                    hashlib.sha256(f.read()).digest()
    return found


def differ(a, b):
    return '\n'.join(sorted(p for p in a.keys() | b.keys()
                            if a.get(p) != b.get(p)))


def main():
    rng = random.Random(SEED)
    begin(rng)
    build(GROWN)
    wrong = []
    for i in range(COUNT):
        what = rng.choice(EDITS)(rng)
        r = build(GROWN)
        shutil.rmtree(NEW, ignore_errors=True)
        fresh_build = build(NEW)
        if r.status or fresh_build.status:
            wrong.append(f'edit {i}: {what}: {r.tell()} {fresh_build.tell()}')
            break
        other = differ(sums(f'{GROWN}/site'), sums(f'{NEW}/site'))
        if other:
            wrong.append(f'edit {i}, seed {SEED}: {what}\n{other}')
            break
    case(f'edits: {COUNT} random edits, each rebuilt as a build from nothing',
         '\n'.join(wrong))


main()
