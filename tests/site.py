"""The website of content/, as a browser and a strict reader of HTML5 see it:
built into a folder of its own, read from the files alone."""
import base64
import os
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

from lib import WORK, case, chenbao, fresh, issues, run, slurp

VOID = set('area base br col embed hr img input link meta source track wbr'
           .split())
# What may not stand in a p (it would end it).
BLOCKS = set('address article aside blockquote details div dl fieldset figure '
             'footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre '
             'section table ul'.split())
PHRASING = set('p h1 h2 h3 h4 h5 h6 span strong em b i small time code '
               'cite'.split())
PARENT = {'li': {'ul', 'ol', 'menu'}, 'dt': {'dl', 'div'},
          'dd': {'dl', 'div'}, 'tr': {'table', 'thead', 'tbody', 'tfoot'},
          'td': {'tr'}, 'th': {'tr'}, 'figcaption': {'figure'},
          'caption': {'table'}, 'summary': {'details'}}
CHILDREN = {'ul': {'li'}, 'ol': {'li'}, 'dl': {'dt', 'dd', 'div'},
            'tr': {'td', 'th'}, 'table': {'caption', 'colgroup', 'thead',
                                          'tbody', 'tfoot', 'tr'},
            'head': {'meta', 'title', 'link', 'style', 'script', 'base',
                     'noscript', 'template'}}
LOADS = {('img', 'src'), ('script', 'src'), ('link', 'href'),
         ('source', 'src'), ('iframe', 'src'), ('video', 'src'),
         ('audio', 'src'), ('object', 'data'), ('embed', 'src')}


class Page(HTMLParser):
    """Reads one page and keeps what is wrong with it, and its links."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.ids = [], [], []
        self.links, self.loads, self.images = [], [], []
        self.count, self.metas, self.text, self.lang = {}, [], [], None
        self.scripts = []
        self.doctype = ''
        self.feed(text)
        self.close()
        if self.open:
            self.fault(f'not closed: {self.open}')

    def fault(self, what):
        line, col = self.getpos()
        self.wrong.append(f'{line}:{col + 1}: {what}')

    def handle_decl(self, decl):
        self.doctype = decl
        if self.count:
            self.fault('document type behind an element')

    def unknown_decl(self, data):
        self.fault('declaration in the text')

    def handle_pi(self, data):
        self.fault('processing instruction')

    def handle_starttag(self, tag, attrs):
        name = f'svg {tag}' if 'svg' in self.open else tag
        self.count[name] = self.count.get(name, 0) + 1
        self.place(tag)
        self.attributes(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID and 'svg' not in self.open:
            self.fault(f'<{tag}/> is not closed in HTML')
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def place(self, tag):
        up = self.open[-1] if self.open else None
        if 'svg' in self.open:
            return
        if tag in PARENT and up not in PARENT[tag]:
            self.fault(f'<{tag}> in <{up}>')
        if up in CHILDREN and tag not in CHILDREN[up]:
            self.fault(f'<{tag}> in <{up}>')
        if up in PHRASING and tag in BLOCKS:
            self.fault(f'block <{tag}> in <{up}>')
        if tag in ('a', 'button') and {'a', 'button'} & set(self.open):
            self.fault(f'<{tag}> in <a> or <button>')
        if tag == 'main' and {'article', 'aside', 'nav', 'header',
                              'footer'} & set(self.open):
            self.fault('<main> in a section')

    def attributes(self, tag, attrs):
        names = [n for n, _ in attrs]
        for n in set(names):
            if names.count(n) > 1:
                self.fault(f'attribute {n} twice')
            if n.startswith(('on', 't:', 'xmlns:')):
                self.fault(f'attribute {n}')
        got = dict(attrs)
        if 'id' in got:
            if not got['id'] or re.search(r'\s', got['id']):
                self.fault(f'id "{got["id"]}"')
            self.ids.append(got['id'])
        if tag == 'a' and 'href' in got:
            self.links.append(got['href'])
        if tag == 'a' and got.get('href') is None and 'href' in got:
            self.fault('href without a value')
        for n, v in attrs:
            if (tag, n) in LOADS:
                self.loads.append((tag, got.get('rel', ''), v or ''))
        if 'srcset' in got:
            self.loads += [(tag, '', u.split()[0])
                           for u in got['srcset'].split(',') if u.split()]
        if tag == 'img':
            self.images.append(got)
            if 'alt' not in got:
                self.fault('<img> without alt')
            if not got.get('src'):
                self.fault('<img> without src')
        if tag == 'meta':
            self.metas.append(got)
        if tag == 'html':
            self.lang = got.get('lang')
        # Data, and what stands in a file of the site.
        if tag == 'script' and not got.get('src') and \
                got.get('type') != 'application/ld+json':
            self.scripts.append('has a script of its own')
        if 'style' in got or tag == 'style':
            self.scripts.append(f'<{tag}> has a style of its own')

    def handle_endtag(self, tag):
        if tag in VOID:
            self.fault(f'</{tag}>')
        elif not self.open or self.open[-1] != tag:
            self.fault(f'</{tag}>, but open is {self.open[-1:]}')
            if tag in self.open:
                while self.open.pop() != tag:
                    pass
        else:
            self.open.pop()

    def handle_data(self, data):
        if not {'script', 'style'} & set(self.open):
            self.text.append(data)


def read_all(root):
    pages = {}
    for folder, _, names in os.walk(root):
        for n in sorted(names):
            if n.endswith('.html'):
                path = os.path.join(folder, n)
                pages[os.path.normpath(path)] = Page(slurp(path))
    return pages


def each(pages, test):
    """What TEST(path, page) finds wrong, over all pages."""
    wrong = []
    for path, page in sorted(pages.items()):
        wrong += [f'{path}: {w}' for w in test(path, page) or []]
    return '\n'.join(wrong)


def shape(_, page):
    wrong = list(page.wrong)
    if page.doctype.lower() != 'doctype html':
        wrong.append('no <!doctype html>')
    if page.count.get('h1') != 1:
        wrong.append(f'{page.count.get("h1", 0)} h1')
    for tag in ('html', 'head', 'body', 'title', 'main'):
        if page.count.get(tag) != 1:
            wrong.append(f'{page.count.get(tag, 0)} <{tag}>')
    if not page.lang:
        wrong.append('no language')
    if not any('charset' in m for m in page.metas):
        wrong.append('no charset')
    twice = {i for i in page.ids if page.ids.count(i) > 1}
    if twice:
        wrong.append(f'ids twice: {sorted(twice)}')
    return wrong


def policy(_, page):
    text = ' '.join(m.get('content') or '' for m in page.metas
                    if (m.get('http-equiv') or '').lower() ==
                    'content-security-policy')
    return [f'policy lacks {w}' for w in ("default-src 'none'", 'img-src',
                      "script-src 'self' file:;")
            if w not in text]


def no_other_host(_, page):
    wrong = [f'loads {u[:80]}' for _, rel, u in page.loads
             if rel != 'canonical' and
             re.match(r'[a-z][a-z0-9+.-]*:|//', u, re.I) and
             not u.startswith('data:image/')]
    wrong += [f'links {u}' for u in page.links
              if re.match(r'[a-z][a-z0-9+.-]*:|//', u, re.I) and
              not re.match(r'(https?|mailto|tel):', u, re.I)]
    return wrong + page.scripts


def resolver(root, pages):
    def test(path, page):
        wrong = []
        for url in page.links + [u for _, _, u in page.loads]:
            part = urlsplit(url)
            if part.scheme or part.netloc:
                continue
            goal = os.path.normpath(os.path.join(
                os.path.dirname(path), unquote(part.path))) \
                if part.path else path
            # 404.html is shown at any depth, from the top of its host.
            top = part.path.startswith('/')
            if top and os.path.basename(path) == '404.html':
                goal, top = os.path.normpath(root + unquote(part.path)), False
            if top:
                wrong.append(f'{url}: not relative')
            elif not (goal + '/').startswith(os.path.normpath(root) + '/'):
                wrong.append(f'{url}: leaves the site')
            elif not os.path.isfile(goal):
                wrong.append(f'{url}: no such file')
            elif part.fragment and goal in pages and \
                    unquote(part.fragment) not in pages[goal].ids:
                wrong.append(f'{url}: no such place')
        return wrong
    return test


def styles(root):
    wrong = []
    for folder, _, names in os.walk(root):
        for n in names:
            if not n.endswith('.css'):
                continue
            path = os.path.join(folder, n)
            text = slurp(path)
            for m in re.finditer(r'url\(\s*["\']?([^"\')]+)', text):
                u = m.group(1)
                if u.startswith('data:'):
                    continue
                if re.match(r'[a-z]+:|//', u) or \
                        not os.path.exists(os.path.join(folder, u)):
                    wrong.append(f'{path}: url({u})')
            if '@import' in text:
                wrong.append(f'{path}: @import')
    return '\n'.join(wrong)


# Of tidy 5.6, which is older than these.
KNOWN = re.compile(r'proprietary attribute "(loading|decoding|inert|sizes)"|'
                   r'<svg>|trimming empty|lacks "(summary|type)"|'
                   r'proprietary attribute "aria-|missing </?(svg|path)')


def tidy(pages):
    wrong = []
    for path in sorted(pages):
        # A page's picture is SVG, which tests/pages.py reads.
        text = re.sub(r'<svg class="sheet".*?</svg>', '', slurp(path),
                      flags=re.S)
        r = run(['tidy', '-q', '-e', '-utf8', '--drop-empty-elements', 'no'],
                text.encode())
        wrong += [f'{path}: {s}' for s in r.err.decode().split('\n')
                  if re.search('Warning|Error', s) and not KNOWN.search(s)]
    return '\n'.join(wrong)


# --- against the tree -----------------------------------------------------

def stories(root):
    """(page of the site, story, issue) for every story of content/."""
    for paper, date in issues():
        doc = chenbao('tree', f'content/{paper}/{date}').out
        tree = ET.fromstring(doc)
        for s in tree.findall('article'):
            yield os.path.normpath(f'{root}/{s.get("url")}'), s, tree


def bare(text):
    return re.sub(r'\s+', '', text)


def whole(found, pages):
    wrong = []
    for path, story, _ in found:
        if path not in pages:
            wrong.append(f'{path}: missing')
            continue
        text = bare(''.join(pages[path].text))
        for tag in ('kicker', 'headline', 'deck', 'byline', 'signoff'):
            for n in story.findall(tag):
                if bare(''.join(n.itertext())) not in text:
                    wrong.append(f'{path}: no {tag}')
        for n in story.find('body').iter():
            if n.tag in ('p', 'subhead', 'cell', 'caption', 'credit', 'term',
                         'definition', 'name', 'title', 'codeblock') and \
                    bare(''.join(n.itertext())) not in text:
                wrong.append(f'{path}: no {n.tag} of {n.get("at")}')
    return '\n'.join(wrong)


def scan(path):
    r = run(['zbarimg', '-q', '--raw', '-Sdisable', '-Sqrcode.enable', path])
    return r.out.decode('utf-8', 'replace').strip()


def account_codes(found, pages, root):
    wrong = []
    for paper in sorted({t.get('paper') for _, _, t in found}):
        tree = next(t for _, _, t in found if t.get('paper') == paper)
        account = tree.find('paper/account')
        if account is None:
            continue
        png = os.path.normpath(f'{root}/{paper}/account.png')
        if not os.path.exists(png) or scan(png) != account.get('url'):
            wrong.append(f'{png}: says {scan(png)}, not {account.get("url")}')
        for path, page in pages.items():
            if not path.startswith(os.path.normpath(f'{root}/{paper}') + '/'):
                continue
            if not any(os.path.normpath(os.path.join(
                    os.path.dirname(path), i.get('src') or '')) == png
                    for i in page.images):
                wrong.append(f'{path}: the account\'s code is not on it')
    return '\n'.join(wrong)


def story_codes(found, pages, room):
    wrong = []
    fresh(room)
    for path, story, tree in found:
        data = [i['src'] for i in pages[path].images
                if (i.get('src') or '').startswith('data:image/png;base64,')]
        want = tree.get('base-url', '') + quote(story.get('url'))
        if not data:
            wrong.append(f'{path}: no code of its own')
            continue
        with open(f'{room}/code.png', 'wb') as f:
            f.write(base64.b64decode(data[0].split(',', 1)[1]))
        if scan(f'{room}/code.png') != want:
            wrong.append(f'{path}: its code is not {want}')
    return '\n'.join(wrong)


def placed(out, *more):
    """A paper with an advertisement, a filler for the account's code and a
    story that no page is fixed for."""
    r = chenbao('build', 'tests/golden/tree-place.issue', '-o', fresh(out),
                '--theme', 'themes/default', *more)
    if r.status:
        return r.tell()
    root, wrong = f'{out}/site', []
    index = slurp(f'{root}/p/2024-01-02/index.html')
    if index.count('href="two.html"') != 1:
        wrong.append('the story without a page is not listed once')
    for path, page in read_all(root).items():
        # A page as it is printed shows all that is on it.
        text = re.sub(r'<svg class="sheet".*?</svg>', '', slurp(path),
                      flags=re.S)
        if '茶叶店' in text or '献血光荣' in text:
            wrong.append(f'{path}: shows an advertisement')
        if '公众号的码在这里' in text:
            wrong.append(f'{path}: shows a filler whose code is only printed')
        if '第版' in text or '#p"' in text:
            wrong.append(f'{path}: names a page without a number')
        wrong += [f'{path}: {w}' for w in page.wrong]
    return '\n'.join(wrong)


def main():
    out = fresh(f'{WORK}/site')
    made = chenbao('build', 'content', '-o', out)
    if not case('site: is made', made.status and made.tell()):
        return
    root = f'{out}/site'
    pages = read_all(root)
    found = list(stories(root))
    case('site: has pages', not pages and 'none')
    case('site: pages are well-formed HTML5 with one h1, a language and ids '
         'once', each(pages, shape))
    case('site: tidy finds no fault', tidy(pages))
    case('site: every internal link and picture is there',
         each(pages, resolver(root, pages)))
    case('site: nothing is asked of another host, no page has a script or a '
         'style of its own',
         each(pages, no_other_host))
    case('site: style sheets load only what is there', styles(root))
    case('site: every page forbids what it does not need',
         each(pages, policy))
    case('site: every story has its page, with every word of it',
         whole(found, pages))
    case("site: the account's code is on every page of its paper",
         account_codes(found, pages, root))
    case("site: a story's own code says its address",
         story_codes(found, pages, f'{WORK}/codes'))
    for name, more in (('with its paper', ()), ('alone', ('--no-pages',))):
        case('site: stories of no page are listed, what is only printed is '
             f'not, {name}', placed(f'{WORK}/placed', *more))
    case('site: every issue has its PDF', '\n'.join(
        f'{p}/{d}' for p, d in issues()
        if not os.path.exists(f'{root}/{p}/{d}/{p}-{d}.pdf')))


main()
