"""大字版, the large-type edition, of the papers of content/ and of random
issues: large enough, whole, full, black enough, and the same twice.

LARGE_SEEDS=FROM-TO    which random issues, 0-24 by default
MAKEUP_RUN             the program that makes them (tests/makeup.c)
"""
import glob
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET

from lib import WORK, case, chenbao, fresh, issues, put, run, slurp
from papers import fonts, longest, parts_of, room_problem, story_text, bare

BODY = 16500      # 16.5 pt; only credits and the imprint are smaller
LEAST = 12000
CODE = 30 / 25.4 * 72000
CONTRAST = 7
THEME = 'themes/default'
RUN = os.environ.get('MAKEUP_RUN', 'out/test/bench/makeup-run')
FIRST, LAST = map(int, os.environ.get('LARGE_SEEDS', '0-24').split('-'))
JUMP = re.compile(r'>>>下转P\d+版|<<<上接P\d+版')


def light(ink):
    def one(v):
        v /= 255
        return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
    r, g, b = (one(int(ink[i:i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def lines_of(sheet):
    """Each line of the display list and the groups that it stands in."""
    stack = []
    for line in sheet.split('\n'):
        depth = len(line) - len(line.lstrip())
        while stack and stack[-1][0] >= depth:
            stack.pop()
        word = line.split()[0] if line.strip() else ''
        yield line.strip(), [w for _, w in stack]
        stack.append((depth, word))


def small(sheet):
    wrong = []
    for line, above in lines_of(sheet):
        found = re.match(r'run -?\d+ -?\d+ \d+ \S+ (\d+)', line)
        if not found:
            continue
        least = LEAST if 'credit' in above or 'furniture' in above else BODY
        if int(found.group(1)) < least:
            wrong.append(line)
    return '\n'.join(wrong)


def pale(sheet):
    """Ink on the tint of boxes is judged like that on paper, with a margin."""
    inks = set(re.findall(r'^ *run .* ink=(#[0-9a-f]{6})', sheet, re.M))
    return '\n'.join(ink for ink in sorted(inks)
                     if 1.05 / (light(ink) + 0.05) < CONTRAST)


def narrow_codes(sheet):
    wrong, qr = [], None
    for line, above in lines_of(sheet):
        if line.startswith('qr '):
            qr = line
        found = re.match(r'rect \d+ \d+ (\d+) ', line)
        if found and qr and 'qr' in above:
            if int(found.group(1)) < CODE:
                wrong.append(f'{qr}: {int(found.group(1)) / 72000 * 25.4} mm')
            qr = None
    return '\n'.join(wrong)


def missing(story, pages, parts):
    text, done = story_text(story), 0
    for _ in range(parts):
        done += longest(text[done:], pages)
    if done < len(text):
        return f'{story.get("id")}: in {parts} parts only {done} of ' \
            f'{len(text)}: {text[done:done + 30]}'


def texts(pdf, tree, parts):
    pages = run(['pdftotext', '-raw', pdf, '-']).out.decode('utf-8')
    pages = JUMP.sub('', bare(pages))
    return '\n'.join(filter(None, (
        missing(s, pages, parts.get(s.get('id'), 0))
        for s in tree.findall('article'))))


def unmarked(pdf, pages):
    wrong = []
    for i in range(1, pages + 1):
        text = run(['pdftotext', '-f', str(i), '-l', str(i), pdf, '-']).out
        if '大字版' not in text.decode('utf-8'):
            wrong.append(f'page {i}')
    return '\n'.join(wrong)


def open_pages(report):
    with open(report, encoding='utf-8') as f:
        pages = json.load(f)['issues'][0]['pages']
    return [p['page'] for p in pages if not p['closes']]


def judge(paper, date):
    name, folder = f'large/{paper}/{date}', f'content/{paper}/{date}'
    room = fresh(f'{WORK}/large/{paper}-{date}')
    pdf, again, report = f'{room}/a.pdf', f'{room}/b.pdf', f'{room}/report'
    large = [folder, '--edition', 'large']
    made = chenbao('pdf', *large, '-o', pdf, '--report', report)
    if not case(f'{name}: is made', made.status and made.tell()):
        return 0, []
    chenbao('pdf', *large, '-o', again)
    with open(pdf, 'rb') as f, open(again, 'rb') as g:
        case(f'{name}: is the same twice', f.read() != g.read() and 'differs')
    sheet = chenbao('sheet', *large).out.decode('utf-8')
    tree = ET.fromstring(chenbao('tree', folder).out)
    pages = len(re.findall(r'^page ', sheet, re.M))
    case(f'{name}: no text is under 16.5 pt but credits and furniture',
         small(sheet))
    case(f'{name}: no ink is paler than 7:1', pale(sheet))
    case(f'{name}: codes are at least 30 mm wide', narrow_codes(sheet))
    case(f'{name}: faces are embedded', fonts(pdf))
    case(f'{name}: all text lies on its page', room_problem(sheet))
    case(f'{name}: every story is there, whole',
         texts(pdf, tree, parts_of(sheet)))
    case(f'{name}: every page says what it is', unmarked(pdf, pages))
    case(f'{name}: the number of pages is even', pages % 2 and f'{pages}')
    return pages, [f'{name}: page {p}' for p in open_pages(report)]


# --- the theme ---------------------------------------------------------------

def values(css):
    """The colours of :root, those of a press as what is shown of them."""
    text = re.sub(r'/\*.*?\*/', '', css, flags=re.S)
    found = re.findall(r'--(\w+):\s*([^;]+);', text)
    return {k: m[-1] for k, v in found
            if (m := re.findall(r'#[0-9a-f]{6}', v))}


def ratio(a, b):
    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours():
    """Every colour that print.css and large.css give text, on both grounds."""
    print_css, large = (slurp(f'{THEME}/{name}.css')
                        for name in ('print', 'large'))
    tokens = slurp(f'{THEME}/tokens.css').split('@media print', 1)[1]
    known = {**values(tokens), **values(print_css), **values(large)}
    used = re.findall(r'[{;\s]color:\s*([^;}]+)', print_css + large)
    wrong = []
    for name in sorted(set(used)):
        ink = known[re.search(r'--(\w+)', name).group(1)] \
            if 'var' in name else name.strip()
        for ground in ('#ffffff', known['tint']):
            if ratio(ink, ground) < CONTRAST:
                wrong.append(f'{name} {ink} on {ground}: '
                             f'{ratio(ink, ground):.2f}')
    return '\n'.join(wrong) if used else 'no colours found'


# --- random issues ------------------------------------------------------------

def random_issues(pages, copy):
    name = f'large: random issues of {pages} pages, {copy} % of copy'
    room = fresh(f'{WORK}/large/random')
    r = run([RUN, '-p', str(pages), '-c', str(copy), '-e', 'large', room,
             str(FIRST), str(LAST)], limit=600)
    text = r.out.decode('utf-8')
    closes = re.findall(r'^page closes=(\d)', text, re.M)
    jumps = sum(map(int, re.findall(r' jumps=(\d+)', text)))
    if not case(f'{name}: are made', (r.status or not closes) and r.tell()):
        return
    case(f'{name}: nothing is wrong with what is printed',
         '\n'.join(re.findall(r'^fault .*', text, re.M)))
    case(f'{name}: 98 % of {len(closes)} pages close',
         closes.count('0') * 50 > len(closes) and f'open: {closes.count("0")}')
    case(f'{name}: fewer than one story a page runs on',
         jumps >= len(closes) and f'{jumps} on {len(closes)} pages')


# --- what a build makes ---------------------------------------------------------

def built(*args, room=None):
    room = room or fresh(f'{WORK}/large/build')
    chenbao('build', 'content', '--paper', 'lujiazui', '-o', f'{room}/out',
            *args)
    return sorted(os.path.basename(p).split('15', 1)[1] for p in glob.glob(
        f'{room}/out/site/**/*.pdf', recursive=True))


def without_large():
    theme = f'{fresh(f"{WORK}/large/theme")}/plain'
    shutil.copytree(THEME, theme)
    os.remove(f'{theme}/large.css')
    return theme


def builds():
    both, usual = ['-large.pdf', '.pdf'], ['.pdf']
    for args, want in (((), both), (('--only', 'pdf'), usual),
                       (('--only', 'pdf', '--edition', 'large'), both),
                       (('--no-large',), usual),
                       (('--only', 'pdf', '--no-large'), usual),
                       (('--only', 'site'), []), (('--no-pages',), []),
                       (('--theme', without_large()), usual)):
        got = built(*args)
        case(f'large: build {" ".join(args)} makes {want}',
             got != want and f'{got}')
    room = fresh(f'{WORK}/large/build')
    built('--only', 'pdf', room=room)
    got = built('--only', 'pdf', '--edition', 'large', room=room)
    case('large: it is made when it is asked for after a build without it',
         got != both and f'{got}')
    room = fresh(f'{WORK}/large/booklet')
    r = chenbao('impose', 'content/lujiazui/2018-12-15', '--edition', 'large',
                '-o', f'{room}/a.pdf')
    case('large: its pages can be imposed on A3', r.status and r.tell())


PROSE = '社区居民服务中心今天开门，家门口的事情在家门口办，大家都说好。'


def says():
    """What an editor hears of a build's large-type edition."""
    root = f'{fresh(f"{WORK}/large/says")}/content'
    put(f'{root}/site.yaml', 'title: 样\ntheme: default\n')
    put(f'{root}/p/paper.yaml', 'title: 小报\nimprint: 样刊\n')
    put(f'{root}/p/2024-01-06/issue.yaml', 'number: 1\ndate: 2024-01-06\n')
    put(f'{root}/p/2024-01-06/a.md',
        '---\ntitle: 家门口的事家门口办\njump: no\n---\n\n' +
        f'{PROSE * 4}\n\n' * 20)
    r = chenbao('build', root, '-o', f'{WORK}/large/says/out')
    err = r.err.decode('utf-8')
    case('large: a story that may not jump and is too long for a page is told',
         'goes on on page 2 though it has `jump: no`' not in err and r.tell())
    case('large: pages that are not full are told',
         'pages of the large-type edition that are not full: P' not in err
         and r.tell())


def other_columns(columns):
    """The same in a theme of more or fewer columns."""
    theme = f'{fresh(f"{WORK}/large/theme")}/columns'
    shutil.copytree(THEME, theme)
    css = slurp(f'{theme}/large.css')
    put(f'{theme}/large.css',
        css.replace('columns: 3;', f'columns: {columns};', 1))
    room = fresh(f'{WORK}/large/columns')
    large = ['content/jiangchuan/2023-06-30', '--edition', 'large', '--theme',
             theme]
    r = chenbao('pdf', *large, '-o', f'{room}/a.pdf', '--report',
                f'{room}/report')
    name = f'large: a theme of {columns} columns'
    if not case(f'{name}: is made', r.status and r.tell()):
        return
    sheet = chenbao('sheet', *large).out.decode('utf-8')
    tree = ET.fromstring(chenbao('tree', large[0]).out)
    case(f'{name}: its pages close',
         ' '.join(map(str, open_pages(f'{room}/report'))))
    case(f'{name}: no text is under 16.5 pt', small(sheet))
    case(f'{name}: every story is there, whole',
         texts(f'{room}/a.pdf', tree, parts_of(sheet)))


def main():
    pages, left = 0, []
    for paper, date in issues():
        n, more = judge(paper, date)
        pages += n
        left += more
    case(f'large: all {pages} pages close', '\n'.join(left))
    case('large: every colour of text has 7:1 on paper and on tint', colours())
    for pages, copy in ((2, 60), (4, 70), (4, 95), (4, 105)):
        random_issues(pages, copy)
    builds()
    says()
    other_columns(2)
    other_columns(4)
    room = fresh(f'{WORK}/large/none')
    r = chenbao('pdf', 'content/lujiazui/2018-12-15', '--edition', 'none',
                '-o', f'{room}/a.pdf')
    case('large: an edition that the theme has not is refused',
         (r.status == 0 or b'none.css' not in r.err) and r.tell())


if __name__ == '__main__':
    main()
