"""The search of the site of content/: its script, run by node, finds what grep
finds in the stories' trees; in a browser it gives the right story, over http
and from a folder."""
import functools
import glob
import gzip
import html
import http.server
import json
import os
import random
import re
import shutil
import statistics
import threading
import unicodedata
import xml.etree.ElementTree as ET
from urllib.parse import quote

from lib import SAN, WORK, case, chenbao, fresh, issues, put, run, slurp
from paper import site_of

SEED = 20181215
INLINE = {'strong', 'emph', 'link', 'br', 'code'}
MARKS = [(0x0, 0x2F), (0x3A, 0x60), (0x7B, 0xB4), (0xB6, 0xBF), (0xD7, 0xD7),
         (0xF7, 0xF7), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2190, 0x2BFF),
         (0x2E00, 0x2E7F), (0x3000, 0x3004), (0x3008, 0x3020),
         (0x3030, 0x3030), (0x303D, 0x303F), (0x30FB, 0x30FB),
         (0xE000, 0xF8FF), (0xFE00, 0xFE6F), (0xFEFF, 0xFEFF),
         (0xFFF0, 0xFFFF), (0x1F000, 0x1FAFF), (0xE0000, 0x10FFFF)]


# --- what grep sees -------------------------------------------------------

def fold(line):
    """A line as gen/web/finder_in.h says it is folded."""
    out, gap = '', False
    for c in line:
        form = '0' if c in '〇○' else c if '一' <= c <= '\u9fff' else \
            unicodedata.normalize('NFKC', c).lower()
        for d in form:
            n = ord(d)
            if 0x300 <= n <= 0x36F:
                continue
            if any(a <= n <= b for a, b in MARKS):
                gap = True
                continue
            if gap and out and n < 0x2E80 and ord(out[-1]) < 0x2E80:
                out += ' '
            out, gap = out + d, False
    return out


def lines_of(element):
    """The text of each block below ELEMENT, in order."""
    lines = []

    def go(node, line):
        if node.text:
            line.append(node.text)
        for child in node:
            if child.tag == 'br':
                line.append(' ')
            elif child.tag in INLINE:
                go(child, line)
            else:
                lines.append(''.join(line))
                line.clear()
                go(child, line)
                lines.append(''.join(line))
                line.clear()
            if child.tail:
                line.append(child.tail)
    rest = []
    go(element, rest)
    lines.append(''.join(rest))
    return [s for s in lines if s]


def stories(content='content'):
    """{address: lines of the story}, and its headline, byline, issue."""
    found = {}
    for paper, date in issues(content):
        tree = ET.fromstring(chenbao('tree', f'{content}/{paper}/{date}').out)
        for s in tree.findall('article'):
            lines = []
            for name in ('kicker', 'headline', 'deck', 'byline'):
                lines += [e.text for e in s.findall(name) if e.text]
            lines += lines_of(s.find('body'))
            lines += [e.text for e in s.findall('signoff') if e.text]
            found[s.get('url')] = {
                'lines': lines, 'folded': [fold(x) for x in lines],
                'headline': s.find('headline').text, 'paper': paper,
                'year': date[:4], 'section': s.get('section') or ''}
    return found


def grep(found, text):
    folded = fold(text)
    return {url for url, s in found.items()
            if any(folded in line for line in s['folded'])}


# --- the script -----------------------------------------------------------

def ask(site, queries):
    """What the site's script says to each (query, filter)."""
    r = run(['node', 'tests/search.js', site],
            stdin=json.dumps(queries).encode())
    if r.status:
        raise RuntimeError(r.tell())
    return json.loads(r.out)


def substrings(found, n, low, high):
    r = random.Random(SEED)
    urls = sorted(found)
    some = []
    while len(some) < n:
        line = r.choice(found[r.choice(urls)]['lines'])
        size = r.randint(low, high)
        start = r.randint(0, max(0, len(line) - size))
        part = line[start:start + size].replace('"', '')
        if fold(part):
            some.append(part)
    return some


def as_query(text):
    """Where there is a space, a phrase."""
    return f'"{text}"' if re.search(r'\s', text) else text


def differences(found, some, answers):
    wrong = []
    for text, got in zip(some, answers):
        want = grep(found, text)
        if set(got['exact']) != want:
            wrong.append(f'{text!r}: missing {sorted(want - set(got["exact"]))}'
                         f' too many {sorted(set(got["exact"]) - want)}')
    return '\n'.join(wrong)


def by_sound(found, site):
    wrong = []
    for typed, han in (('zjd', '周家渡'), ('zhoujiadu', '周家渡'),
                       ('ljz', '陆家嘴'), ('lujiazui', '陆家嘴')):
        want = {u for u, s in found.items() if han in s['headline']}
        got = ask(site, [[typed, {}]])[0]
        missing = want - set(got['exact']) - set(got['sound'])
        if missing or not want:
            wrong.append(f'{typed}: missing {sorted(missing) or "all"}')
    return '\n'.join(wrong)


def two_readings(found, site):
    """长 is chang and zhang; no reading is chosen for it."""
    want = {u for u, s in found.items() if '长在家门口' in s['headline']}
    typed = ['czjmk', 'zzjmk', 'changzaijiamenkou', 'zhangzaijiamenkou']
    got = ask(site, [[t, {}] for t in typed])
    return '\n'.join(f'{t}: {a["sound"]}' for t, a in zip(typed, got)
                     if not want or set(a['sound']) != want)


def filters(found, site):
    wrong = []
    for key, value in (('paper', 'zhoujiadu'), ('year', '2018'),
                       ('section', '治理')):
        want = {u for u in grep(found, '社区') if found[u][key] == value}
        got = set(ask(site, [['社区', {key: value}]])[0]['exact'])
        if got != want or not want:
            wrong.append(f'{key}={value}: {len(got)} found, not {len(want)}')
    return '\n'.join(wrong)


def several(found, site):
    wrong = []
    for query, parts in (('社区 居民', ['社区', '居民']),
                         ('ＡＰＰ　服务', ['app', '服务']),
                         ('2018年 志愿者 社区', ['2018年', '志愿者', '社区']),
                         ('“志愿者 服务” 社区', ['志愿者服务', '社区'])):
        want = set.intersection(*(grep(found, p) for p in parts))
        got = set(ask(site, [[query, {}]])[0]['exact'])
        if got != want:
            wrong.append(f'{query}: {len(got)} found, not {len(want)}')
    return '\n'.join(wrong)


def ranking(found, site):
    got = ask(site, [['周家渡', {}]])[0]['exact']
    titled = [u for u in got if '周家渡' in found[u]['headline']]
    return got[:len(titled)] != titled and \
        'a story with the word in its text stands before one with it in ' \
        'its headline'


def packed(path):
    with open(path, 'rb') as f:
        return len(gzip.compress(f.read(), 9))


def sizes(site, found):
    four = [c for c in substrings(found, 600, 4, 4)
            if re.fullmatch('[\u4e00-\u9fff]{4}', c)]
    middle = statistics.median(a['packed'] for a in
                               ask(site, [[q, {}] for q in four]))
    mean = statistics.mean(packed(p) for p in
                           glob.glob(f'{site}/search/g*.js'))
    print(f'   a query of four Han reads {middle / 1000:.1f} KB (median of '
          f'{len(four)}), a file has {mean / 1000:.1f} KB (mean)')
    return (middle > 12000 or mean > 4096) and f'{middle} {mean}'


# --- a browser ------------------------------------------------------------

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def dump(url, home):
    r = run(['chromium', '--headless', '--no-sandbox', '--disable-gpu',
             '--virtual-time-budget=8000', '--enable-logging=stderr',
             '--dump-dom', url], limit=60, env={'HOME': home})
    said = [x for x in r.err.decode('utf-8', 'replace').split('\n')
            if 'CONSOLE' in x]
    return r.out.decode('utf-8', 'replace'), said


def hits(page):
    body = page[page.find('id="found"'):page.find('id="hit"')]
    return [html.unescape(u).split('#')[0] for u in
            re.findall(r'class="hit-title" href="([^"]+)"', body)]


def titles(page):
    """{address: headline} as they are shown."""
    return {html.unescape(u).split('#')[0]: html.unescape(
        re.sub('<[^>]+>', '', t)) for u, t in re.findall(
            r'class="hit-title" href="([^"]+)">(.*?)</a>', page)
            if u != '#found'}


def browser(found, root, name, base):
    home = fresh(f'{WORK}/search/home')
    home = os.path.abspath(home)
    wrong = []
    text = '老式小区'
    text = text if grep(found, text) else '垃圾分类'
    page, said = dump(f'{base}/search.html?q={quote(text)}', home)
    if set(hits(page)) != grep(found, text):
        wrong.append(f'{text}: {hits(page)}, not {sorted(grep(found, text))}')
    if f'<mark>{text}</mark>' not in page:
        wrong.append('found words are not marked')
    for url in hits(page):
        if not os.path.exists(f'{root}/{url}'):
            wrong.append(f'no such page: {url}')
    for url, title in titles(page).items():
        if title != found[url]['headline']:
            wrong.append(f'{url}: headed {title}')
    sound, more = dump(f'{base}/search.html?q=zjd', home)
    if '<mark>周家渡</mark>' not in sound:
        wrong.append('zjd does not show 周家渡')
    bad, _ = dump(f'{base}/search.html?q=' +
                  quote('<img src=x onerror=alert(1)>'), home)
    if '<img src="x' in bad:
        wrong.append('what was typed became markup')
    case(f'search: a query typed gives the right stories {name}',
         '\n'.join(wrong + said + more))


def browsers(found, root):
    if not shutil.which('chromium'):
        print('SKIP search: in a browser, chromium is not installed')
        return
    browser(found, root, 'from a folder', 'file://' + os.path.abspath(root))
    serve = functools.partial(Quiet, directory=root)
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), serve) as s:
        threading.Thread(target=s.serve_forever, daemon=True).start()
        browser(found, root, 'over http',
                f'http://127.0.0.1:{s.server_address[1]}')
        s.shutdown()


def archive():
    """Many stories of few words, whose lists stand in parts."""
    text, out = f'{WORK}/search/many', f'{WORK}/search/many-out'
    site_of(text, 1500)
    made = built(text, out, '--no-qr')
    root = f'{out}/site'
    found = stories(text)
    some = substrings(found, 100, 2, 9)
    case('search: long lists stand in parts and are found in alike',
         made.tell() if made.status else
         (not glob.glob(f'{root}/search/h*') and 'no parts') or
         differences(found, some, ask(root, [[as_query(s), {}]
                                             for s in some])))


# --- builds ---------------------------------------------------------------

def files(root):
    found = {}
    for path in glob.glob(f'{root}/search/*'):
        with open(path, 'rb') as f:
            found[os.path.basename(path)] = f.read()
    return found


def differ(a, b):
    left, right = files(a), files(b)
    names = sorted(n for n in left.keys() | right.keys()
                   if left.get(n) != right.get(n))
    return (not left and 'there is none') or ' '.join(names)


def built(text, out, *more, program=None):
    return chenbao('build', text, '-o', out, '--no-pages', *more,
                   program=program, limit=180)


def changes(root):
    """An index grown by builds equals one that is made at once."""
    room = f'{WORK}/search/grown'
    text, out = f'{room}/content', f'{room}/a'
    shutil.copytree('content', text)
    first = built(text, out)
    case('search: two builds give equal indexes, however many workers',
         first.tell() if first.status else
         (built(text, f'{room}/j', '-j', '1').status or
          differ(f'{out}/site', f'{room}/j/site')))
    story = sorted(glob.glob(f'{text}/zhoujiadu/2019-05-31/*.md'))[0]
    put(story, slurp(story) + '\n这里新写了一句龘字的话。\n')
    shutil.rmtree(f'{text}/jiangchuan')
    more = built(text, out)
    case('search: after a change and a removal it equals a new one',
         more.tell() if more.status else
         (built(text, f'{room}/b').status or
          differ(f'{out}/site', f'{room}/b/site')))
    got = ask(f'{out}/site', [['新写了一句龘字', {}], ['龘', {}]])
    case('search: a new sentence is found, and so is its rare character',
         any(len(a['exact']) != 1 for a in got) and f'{got}')
    damaged(text, out)
    without(text, room)


def damaged(text, out):
    """A piece that was cut off, in .cache."""
    path = f'{out}/.cache/search/zhoujiadu/2019-05-31'
    with open(path, 'rb') as f:
        whole = f.read()
    put(path, whole[:len(whole) // 2 // 4 * 4])
    put(f'{text}/site.yaml', slurp(f'{text}/site.yaml') + '\n# changed\n')
    before = files(f'{out}/site')
    story = sorted(glob.glob(f'{text}/zhoujiadu/2018-12-15/*.md'))[0]
    put(story, slurp(story) + '\n再加一句。\n')
    r = built(text, out, '--paper', 'zhoujiadu', '--issue', '2018-12-15',
              program=SAN if os.path.exists(SAN) else None)
    case('search: a damaged piece is told, and the last good site stays',
         (r.crashed or r.status == 0 or b'damaged' not in r.err or
          files(f'{out}/site') != before) and r.tell())
    os.remove(path)
    again = built(text, out)
    case('search: without the piece its issue is made again',
         again.tell() if again.status else
         (built(text, f'{out}-again').status or
          differ(f'{out}/site', f'{out}-again/site')))


def without(text, room):
    r = built(text, f'{room}/none', '--no-search')
    pages = glob.glob(f'{room}/none/site/**/*.html', recursive=True)
    linked = [p for p in pages if re.search(r'(?:href|action)="[^"]*search\.html',
                                            slurp(p))]
    case('search: --no-search leaves index, page and links out',
         r.tell() if r.status else
         (os.path.exists(f'{room}/none/site/search') and 'an index') or
         '\n'.join(linked))


def page_policy(root):
    text = slurp(f'{root}/search.html')
    wrong = []
    if re.search(r'<script(?![^>]*\bsrc=)', text) or ' style=' in text:
        wrong.append('inline script or style')
    if "script-src 'self' file:;" not in text:
        wrong.append('the policy lets other scripts in, or none')
    script = slurp(f'{root}/assets/search.js')
    for word in ('innerHTML', 'eval(', 'document.write', 'insertAdjacentHTML',
                 'new Function', 'http:', 'https:'):
        if word in script:
            wrong.append(f'search.js has {word}')
    if '<noscript>' not in text or not re.search(
            r'<ul>\s*<li><a href="[a-z0-9-]+/index.html"', text):
        wrong.append('without script no list serves')
    return '\n'.join(wrong)


def main():
    out = fresh(f'{WORK}/search')
    made = built('content', f'{out}/a')
    if not case('search: the site is made', made.status and made.tell()):
        return
    root = f'{out}/a/site'
    case('search: its page has no inline script, and serves without one',
         page_policy(root))
    found = stories()
    browsers(found, root)
    if not shutil.which('node'):
        print('SKIP search: against grep, node is not installed')
        return
    some = substrings(found, 500, 1, 12)
    case(f'search: 500 random substrings are found where grep finds them '
         f'(seed {SEED})', differences(found, some, ask(
             root, [[as_query(s), {}] for s in some])))
    odd = ['“三会”制度', 'ＡＰＰ', '１２３４５', '二〇一八', '1+32+X', '社', 'P3版',
           '，。', '的', '𠮷', 'zjd', 'the', '0']
    case('search: marks, width, case and single characters are found alike',
         differences(found, [o for o in odd if fold(o)], ask(
             root, [[o, {}] for o in odd if fold(o)])))
    case('search: words parted by spaces must all be there',
         several(found, root))
    case('search: pinyin and its initials find headlines', by_sound(found,
                                                                    root))
    case('search: characters of two readings are found by both',
         two_readings(found, root))
    case('search: paper, year and section narrow what is found',
         filters(found, root))
    case('search: a headline counts more than the text', ranking(found, root))
    case('search: a query reads at most 12 KB, a file has at most 4 KB',
         sizes(root, found))
    archive()
    changes(root)


if __name__ == '__main__':
    main()
