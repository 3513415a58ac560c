"""The pages of content/ on the web (pN.html): what is in them, what they load,
and that a browser shows what the PDF shows."""
import os
import re
import shutil
import struct
import xml.etree.ElementTree as ET
import zlib

import browser
from lib import WORK, case, chenbao, fresh, issues, put, run, slurp

LIMIT = 450 * 1000      # faces and SVG of a page, bytes
WIDE = 520              # of the pictures that are compared
SIDE = 8                # of the squares that are
APART = 6.0             # mean difference of grey, of 255, at most


def bare(text):
    return re.sub(r'\s+', '', text)


class Sheet:
    """pN.html, and the SVG in it."""

    def __init__(self, folder, number):
        self.path = f'{folder}/p{number}.html'
        self.html = slurp(self.path)
        found = re.findall(r'<svg class="sheet".*?</svg>', self.html, re.S)
        self.source = found[0] if len(found) == 1 else ''
        self.svg = ET.fromstring(self.source) if self.source else None

    def families(self):
        return {int(f) for n in self.svg.iter()
                for f in re.findall(r'\bf(\d+)\b', n.get('class') or '')}

    def texts(self):
        """Of every <text>, without what only stands for a glyph."""
        for t in self.svg.iter('text'):
            yield ''.join(n.text or '' for n in t.iter()
                          if 'p' not in (n.get('class') or '').split())


def printed(paper, date):
    """Per page the stories on it, as (id, part), by the display list."""
    pages = []
    dump = chenbao('sheet', f'content/{paper}/{date}').out.decode()
    for line in dump.split('\n'):
        if line.startswith('page '):
            pages.append([])
        m = re.match(r'  article id=(\S+)(?: part=(\d+))?', line)
        if m:
            pages[-1].append((m[1], int(m[2] or 1)))
    return pages


class Issue:
    def __init__(self, root, paper, date):
        self.name = f'{paper}/{date}'
        self.folder = f'{root}/{self.name}'
        self.printed = printed(paper, date)
        self.sheets = [Sheet(self.folder, i + 1)
                       for i in range(len(self.printed))
                       if os.path.exists(f'{self.folder}/p{i + 1}.html')]
        doc = chenbao('tree', f'content/{self.name}').out
        self.tree = ET.fromstring(doc)


def complete(i):
    there = [n for n in os.listdir(i.folder) if re.match(r'p\d+\.html$', n)]
    if len(there) != len(i.printed):
        yield f'{i.name}: {len(there)} pages, not {len(i.printed)}'


def sound(i):
    for s in i.sheets:
        if s.svg is None:
            yield f'{s.path}: not one SVG'
            continue
        for n in s.svg.iter():
            if n.tag in ('style', 'script'):
                yield f'{s.path}: <{n.tag}>'
            for name, value in n.attrib.items():
                if name == 'style' or name.startswith('on'):
                    yield f'{s.path}: attribute {name}'
                if name in ('href', 'src') and \
                        re.match(r'[a-z][a-z0-9+.-]*:|/', value):
                    yield f'{s.path}: {name} {value}'
        ids = [n.get('id') for n in s.svg.iter() if n.get('id')]
        if len(ids) != len(set(ids)):
            yield f'{s.path}: an id twice'
        if any(m.find('.//a') is not None for m in s.svg.iter('a')):
            yield f'{s.path}: a link in a link'


def linked(i):
    titles = {a.get('id'): a.findtext('headline')
              for a in i.tree.findall('article')}
    for s, stories in zip(i.sheets, i.printed):
        links = {a.get('href'): a for a in s.svg.iter('a')}
        for story, _ in stories:
            if story not in titles:
                continue
            a = links.get(f'{story}.html')
            if a is None:
                yield f'{s.path}: no link to {story}'
            elif bare(a.findtext('title') or '') != bare(titles[story]):
                yield f'{s.path}: {story} is called {a.findtext("title")}'
            elif a.find('rect') is None or a.find('text') is None:
                yield f'{s.path}: {story} has no place'
        for href in links:
            file, _, place = href.partition('#')
            goal = f'{i.folder}/{file}'
            if not os.path.exists(goal):
                yield f'{s.path}: {href} leads nowhere'
            elif place and f'id="{place}"' not in slurp(goal):
                yield f'{s.path}: no place {href}'


def turned(i):
    """Pages lead to their neighbours."""
    last = len(i.sheets)
    for n, s in enumerate(i.sheets, 1):
        for rel, to in (('prev', n - 1), ('next', n + 1)):
            has = re.findall(rf'<a [^>]*rel="{rel}"[^>]*href="([^"]*)"',
                             s.html)
            if has != ([f'p{to}.html'] if 1 <= to <= last else []):
                yield f'{s.path}: {rel} is {has}'
        here = re.findall(r'<a [^>]*aria-current="page"[^>]*>', s.html)
        if len(here) != 1 or f'href="p{n}.html"' not in here[0]:
            yield f'{s.path}: is not marked as the page at hand'
        for src in re.findall(r'<script[^>]*src="([^"]*)"', s.html):
            if not os.path.exists(f'{i.folder}/{src}'):
                yield f'{s.path}: no script {src}'
        own = re.findall(r'<link rel="canonical" href="([^"]*)"', s.html)
        if own != [f'{i.tree.get("base-url")}{i.name}/p{n}.html']:
            yield f'{s.path}: its address is {own}'
        if re.search(r'<script(?![^>]*src=)(?![^>]*ld\+json)', s.html):
            yield f'{s.path}: a script in the page'


def parted(text, texts):
    """Is TEXT the end of one of TEXTS and the beginning of another?"""
    return any(any(t.endswith(text[:k]) for t in texts) and
               any(t.startswith(text[k:]) for t in texts)
               for k in range(1, len(text)))


def worded(i):
    texts = [bare(t) for s in i.sheets for t in s.texts()]
    every = set(texts)
    on_pages = {story for page in i.printed for story, _ in page}
    for a in i.tree.findall('article'):
        if a.get('id') not in on_pages:
            continue
        for n in a.iter():
            if n.tag not in ('headline', 'kicker', 'deck', 'p', 'subhead',
                             'cell', 'caption', 'term'):
                continue
            want = bare(''.join(n.itertext()))
            if want and want not in every and \
                    not any(want in t for t in texts) and \
                    not parted(want, texts):
                yield f'{i.name}: {a.get("id")}: no {n.tag} “{want[:30]}”'


def light(i):
    for s in i.sheets:
        size = len(s.source.encode()) + sum(
            os.path.getsize(f'{i.folder}/pages/cb-{f}.woff2')
            for f in s.families())
        if size > LIMIT:
            yield f'{s.path}: {size} bytes'


def named(i):
    folder = f'{i.folder}/pages'
    style = slurp(f'{folder}/faces.css')
    licence = slurp(f'{folder}/OFL.txt')
    used = set().union(*(s.families() for s in i.sheets))
    files = {n for n in os.listdir(folder) if n.endswith('.woff2')}
    if files != {f'cb-{f}.woff2' for f in used}:
        yield f'{folder}: families {sorted(used)}, files {sorted(files)}'
    for n in sorted(files):
        with open(f'{folder}/{n}', 'rb') as f:
            if f.read(4) != b'wOF2':
                yield f'{folder}/{n}: no WOFF2'
        if shutil.which('fc-scan'):
            name = run(['fc-scan', '-f', '%{family}', f'{folder}/{n}'])
            if name.out.decode() != n[:-6]:
                yield f'{folder}/{n}: is named {name.out.decode()}'
        if n not in style or f'"{n[:-6]}"' not in style:
            yield f'{folder}/faces.css: no {n}'
        if n not in licence:
            yield f'{folder}/OFL.txt: nothing of {n}'
    if 'SIL OPEN FONT LICENSE' not in licence or 'Copyright' not in licence:
        yield f'{folder}/OFL.txt: no licence'


def pictured(i):
    folder = f'{i.folder}/pages'
    shown = [n.get('src') for s in i.sheets for n in s.svg.iter('img')]
    for s in i.sheets:
        for n in s.svg.iter('img'):
            if n.get('loading') != 'lazy' or n.get('alt') is None:
                yield f'{s.path}: {n.get("src")} is not lazy, or has no alt'
    if sorted(shown) != sorted(f'pages/{n}' for n in os.listdir(folder)
                               if n.endswith('.jpg')):
        yield f'{folder}: other pictures than {shown}'


def alone(more):
    out = f'{WORK}/pages-alone'
    made = chenbao('build', 'content', '-o', fresh(out), *more)
    if made.status:
        return made.tell()
    return '\n'.join(f'{folder}/{n}'
                     for folder, _, names in os.walk(f'{out}/site')
                     for n in names
                     if re.match(r'p\d+\.html$|cb-|faces\.css$', n))


def reserved():
    """A story must not take the place of a page."""
    wrong = []
    for name in ('p1', 'index'):
        content = fresh(f'{WORK}/pages-id')
        put(f'{content}/site.yaml', 'title: 小报\n')
        put(f'{content}/p/paper.yaml', 'title: 小报\n')
        put(f'{content}/p/2024-01-02/issue.yaml', 'date: 2024-01-02\n')
        put(f'{content}/p/2024-01-02/10-{name}.md',
            '---\ntitle: 标题\n---\n正文。\n')
        r = chenbao('check', content)
        if r.status != 1 or f'{name}.html' not in r.err.decode():
            wrong.append(f'{name}: {r.tell()}')
    return '\n'.join(wrong)


def without():
    """A theme that has no page.html."""
    out, theme = f'{WORK}/pages-alone', f'{WORK}/pages-theme'
    shutil.rmtree(theme, ignore_errors=True)
    shutil.copytree('themes/default', theme)
    os.remove(f'{theme}/page.html')
    return alone(['--no-large', '--theme', theme])


def bytes_of(root):
    found = {}
    for folder, _, names in os.walk(root):
        for n in names:
            path = os.path.join(folder, n)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


def again(root):
    out = f'{WORK}/pages-again'
    made = chenbao('build', 'content', '-o', fresh(out), '--no-large', '-j1')
    a, b = bytes_of(root), bytes_of(f'{out}/site')
    return made.status and made.tell() or '\n'.join(
        n for n in sorted(set(a) | set(b)) if a.get(n) != b.get(n))


# --- a browser ------------------------------------------------------------

COPIED = """(function () {
  var chosen = window.getSelection();
  chosen.selectAllChildren(document.querySelector('.sheet'));
  var text = chosen.toString();
  chosen.removeAllRanges();
  return text;
}())"""

# Of each story's zone: its link, and what is hit at five places in it. A jump
# line within leads elsewhere.
HITS = """[].map.call(document.querySelectorAll('.sheet a:has(> title)'),
  function (a) {
    var r = a.querySelector('.zone').getBoundingClientRect();
    return {want: a.href, hit: [[2, 2], [1, 1], [3, 1], [1, 3], [3, 3]].map(
      function (k) {
        var hit = document.elementFromPoint(r.left + r.width * k[0] / 4,
                                            r.top + r.height * k[1] / 4);
        var link = hit && hit.closest('a');
        return link && link.matches(':has(> title)') ? link.href : a.href;
      })};
  })"""

FACES = """[].map.call(Array.from(document.fonts), function (f) {
  return f.family + ' ' + f.status; })"""


def bare_page(i, s):
    """The picture of S alone, in the folder of its page."""
    path = f'{i.folder}/bare.html'
    put(f'{i.folder}/bare.css',
        f'body{{margin:0}}.sheet{{width:{WIDE}px;box-shadow:none}}')
    put(path, '<!doctype html><meta charset="utf-8"><link rel="stylesheet" '
        'href="../../assets/page.css"><link rel="stylesheet" '
        'href="pages/faces.css"><link rel="stylesheet" href="bare.css">' +
        s.source.replace(' loading="lazy"', ''))
    return path


def grey(png):
    """A PNG of 8 bits as (width, height, rows of grey)."""
    at, data, head = 8, b'', None
    while at < len(png):
        n, kind = struct.unpack('>I4s', png[at:at + 8])
        part = png[at + 8:at + 8 + n]
        at += n + 12
        head = struct.unpack('>IIBB', part[:10]) if kind == b'IHDR' else head
        data += part if kind == b'IDAT' else b''
    w, h, _, colour = head
    size = {0: 1, 2: 3, 6: 4}[colour]
    raw, rows, last = zlib.decompress(data), [], bytearray(w * size)
    for y in range(h):
        start = y * (w * size + 1)
        row = bytearray(raw[start + 1:start + 1 + w * size])
        unfilter(raw[start], row, last, size)
        rows.append(bytes(row[0::size]) if size == 1 else bytes(
            (r * 77 + g * 151 + b * 28) >> 8 for r, g, b in
            zip(row[0::size], row[1::size], row[2::size])))
        last = row
    return w, h, rows


def unfilter(kind, row, up, size):
    for k in range(len(row)):
        a = row[k - size] if k >= size else 0
        b, c = up[k], up[k - size] if k >= size else 0
        if kind == 1:
            add = a
        elif kind == 2:
            add = b
        elif kind == 3:
            add = (a + b) >> 1
        elif kind == 4:
            p = a + b - c
            add = min((abs(p - a), 0, a), (abs(p - b), 1, b),
                      (abs(p - c), 2, c))[2]
        else:
            return
        row[k] = (row[k] + add) & 255


def pgm(data):
    m = re.match(rb'P5\s+(\d+)\s+(\d+)\s+255\s', data)
    w, h = int(m[1]), int(m[2])
    body = data[m.end():]
    return w, h, [body[y * w:(y + 1) * w] for y in range(h)]


def blurred(picture):
    """Sums of squares of SIDE by SIDE: two programs smooth edges each in its
    own way."""
    w, h, rows = picture
    return [[sum(sum(r[x:x + SIDE]) for r in rows[y:y + SIDE])
             for x in range(0, w - w % SIDE, SIDE)]
            for y in range(0, h - h % SIDE, SIDE)]


def apart(a, b):
    """Mean difference over what both have."""
    diff = [abs(x - y) for r, s in zip(blurred(a), blurred(b))
            for x, y in zip(r, s)]
    return sum(diff) / len(diff) / SIDE ** 2 if diff else 255


def shown(b, i, number):
    """The picture of a page as a browser draws it."""
    b.size(WIDE, WIDE * 390 // 275 + 1)
    b.open(bare_page(i, i.sheets[number - 1]))
    return grey(b.shot())


def as_printed(i, number):
    pdf = f'{i.folder}/{i.name.replace("/", "-")}.pdf'
    out = run(['pdftoppm', '-gray', '-f', str(number), '-l', str(number),
               '-scale-to-x', str(WIDE), '-scale-to-y', '-1', '-singlefile',
               pdf, f'{WORK}/page'])
    if out.status:
        return None
    with open(f'{WORK}/page.pgm', 'rb') as f:
        return pgm(f.read())


def alike(b, i):
    """Pages look as printed, and not as other pages do."""
    printed = [as_printed(i, n) for n in (1, 2)]
    for n in (1, 2):
        seen = shown(b, i, n)
        same, other = (apart(seen, printed[k]) for k in (n - 1, 2 - n))
        if same > APART or other < 2 * same:
            yield f'{i.name}: page {n} is {same:.2f} apart from itself, ' \
                f'{other:.2f} from another'
        faces = [f for f in b.run(FACES) if f.endswith('error')]
        if faces:
            yield f'{i.name}: not loaded: {faces}'


def hit(b, i):
    b.size(1280, 2400)
    for s in i.sheets:
        b.open(s.path)
        for zone in b.run(HITS):
            wrong = [h for h in zone['hit'] if h != zone['want']]
            if wrong:
                yield f'{s.path}: {zone["want"]}: {wrong}'


def turns(b, i):
    """The arrow keys turn pages, until one rolls the picture with them."""
    for key, at, to in (('ArrowRight', 1, 2), ('ArrowLeft', 2, 1)):
        b.open(i.sheets[at - 1].path)
        b.key(key)
        if not b.arrives(f'/p{to}.html'):
            yield f'{key} does not lead from page {at} to page {to}'


def copies(b, i):
    for s in i.sheets[:2]:
        b.open(s.path)
        lines = {bare(t) for t in b.run(COPIED).split('\n')}
        for t in s.texts():
            if bare(t) not in lines:
                yield f'{s.path}: not copied in one piece: {t[:40]}'


def by_hand(b, i):
    """A click on words leads to their story, a drag over them selects."""
    b.size(1280, 2400)
    b.open(i.sheets[0].path)
    zone = next(a for a in i.sheets[0].svg.iter('a')
                if a.find('title') is not None)
    x, y, w, h = b.run(
        f'(function (r) {{ return [r.left, r.top, r.width, r.height]; }})('
        f'document.querySelector("#{zone.get("id")} tspan")'
        '.getBoundingClientRect())')
    b.drag(x + 2, y + h / 2, x + w - 2, y + h / 2)
    if not b.run('getSelection().toString()').strip():
        yield 'nothing selected'
    if not b.run('location.href').endswith('/p1.html'):
        yield 'a drag leaves the page'
        return
    b.open(i.sheets[0].path)
    b.click(x + w / 2, y + h / 2)
    if not b.arrives('/' + zone.get('href')):
        yield f'a click does not lead to {zone.get("href")}'


def on_phone(b, i):
    """The list, then the picture, nothing too wide, until it is enlarged."""
    b.size(360, 640, True)
    script = """(function () {
      var list = document.querySelector('.contents').getBoundingClientRect();
      var box = document.querySelector('.scroll');
      return [list.bottom <= box.getBoundingClientRect().top,
              document.documentElement.scrollWidth, box.scrollWidth]; }())"""
    for place, rolls in (('', False), ('#big', True)):
        b.open(i.sheets[0].path + place)
        first, page, box = b.run(script)
        if not first or page > 360 or (box > 1000) != rolls:
            yield f'{place}: list first {first}, {page} wide, in it {box}'


def all_of(found, test):
    return '\n'.join(w for i in found for w in test(i))


def main():
    out = fresh(f'{WORK}/pages')
    made = chenbao('build', 'content', '-o', out, '--no-large')
    if not case('pages: are made', made.status and made.tell()):
        return
    root = f'{out}/site'
    found = [Issue(root, p, d) for p, d in issues()]
    for name, test in (
            ('every printed page is on the web', complete),
            ('an SVG is well-formed, without styles, scripts and other hosts',
             sound)):
        case(f'pages: {name}', all_of(found, test))
    if any(s.svg is None for i in found for s in i.sheets):
        return
    for name, test in (
            ('each story on a page is a link called as its headline, and no '
             'link leads nowhere', linked),
            ('pages lead to their neighbours, and need no inline script',
             turned),
            ('every paragraph is there in the words of the source', worded),
            ('faces and SVG of a page are under 450 KB', light),
            ('faces are named cb-, each used, with their licence', named),
            ('pictures are lazy and have a text', pictured)):
        case(f'pages: {name}', all_of(found, test))
    case('pages: none with --no-pages', alone(['--no-pages']))
    case('pages: none with --only site', alone(['--only', 'site']))
    case('pages: none with a theme that has none', without())
    case('pages: no story is named as a page', reserved())
    case('pages: equal content gives equal bytes, whatever -j', again(root))
    if not browser.is_there() or not shutil.which('pdftoppm'):
        print('ok pages: (skipped: no chromium, nothing looked at)')
        return
    with browser.Browser() as b:
        for i in found:
            case(f'pages: {i.name} looks in a browser as it is printed',
                 '\n'.join(alike(b, i)))
        for name, test in (
                ('a story is hit wherever its zone is', hit),
                ('what is copied is the text, in its order, a line a '
                 'paragraph', copies),
                ('on a phone the list comes first; the picture can be '
                 'enlarged', on_phone)):
            case(f'pages: {name}', '\n'.join(w for i in found
                                             for w in test(b, i)))
        case('pages: a click opens, a drag selects',
             '\n'.join(by_hand(b, found[0])))
        case('pages: arrow keys turn them', '\n'.join(turns(b, found[0])))
        case('pages: the browser complains of nothing', '\n'.join(b.said))


main()
