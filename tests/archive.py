"""What the site says to machines and keeps for later: feeds, site map, tags,
calendars, sections, authors, former addresses. On a small site with titles
that want to be markup."""
import calendar
import datetime
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urljoin, urlsplit

from lib import WORK, case, chenbao, fresh, put, slurp

ATOM = '{http://www.w3.org/2005/Atom}'
MAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}'
BASE = 'https://a.example/down/'
ROOM = f'{WORK}/archive'
TEXT = f'{ROOM}/content'
OUT = f'{ROOM}/out'
HOSTILE = ['甲</script><script>alert(1)</script>', '乙<!-- <script>',
           "丙\"><img src=x onerror=alert(1)> 'q' & ]]> \\u0041",
           '丁&lt;b&gt; &amp; 一\u2028二']
DAYS = ('2019-12-28', '2020-02-29', '2020-03-07')


def story(title, more='', body='正文第一段。\n\n正文第二段。'):
    return f'---\ntitle: {json.dumps(title)}\n{more}---' \
           f'\n\n{body}\n'


def content(base=True):
    fresh(TEXT)
    put(f'{TEXT}/site.yaml', 'title: "站 <b>&"\n' +
        (f'base-url: {BASE}\n' if base else ''))
    put(f'{TEXT}/p/paper.yaml',
        'title: 甲报 "<i>&\nsections:\n  - id: dang\n    name: 党政\n'
        '    aliases: [old-dang]\n  - id: kong\n    name: 空栏\n'
        'government:\n  site-name: 某某街道 "<\n  domain: a.example\n'
        '  id-code: 3100000001\n  organizer: 某某街道办事处\n'
        '  contact: [电话 021-1, 地址 某路1号]\n  icp: 沪ICP备1号\n'
        '  police: 沪公网安备1号\n  find-errors: https://z.example/?a=1&b=2\n')
    put(f'{TEXT}/q/paper.yaml', 'title: 乙报\n')
    put(f'{TEXT}/q/2020-02-29/issue.yaml', 'number: 1\n')
    put(f'{TEXT}/q/2020-02-29/1-z.md', story('乙报的事'))
    for i, day in enumerate(DAYS):
        put(f'{TEXT}/p/{day}/issue.yaml', f'number: {i + 1}\n')
        for j, title in enumerate(HOSTILE):
            put(f'{TEXT}/p/{day}/{j}-s{j}.md', story(
                title, f'byline: 记者 王珏玮　通讯员 Li Lei、张三{i}\n' * (j == 0)
                + 'section: 党政\n' * (j < 2),
                f'见[那一篇](../{DAYS[0]}/s1.html)和[这里](s2.html)。\n\n'
                f'“{title.replace("<", "&lt;")}”'))


def build(*more, out=OUT):
    return chenbao('build', TEXT, '-o', out, '--no-pages', '--no-qr',
                   '--theme', f'{ROOM}/theme', *more)


def files(root, ending=''):
    found = {}
    for folder, _, names in os.walk(root):
        for n in names:
            path = os.path.join(folder, n)
            if n.endswith(ending):
                with open(path, 'rb') as f:
                    found[os.path.relpath(path, root)] = f.read()
    return found


class Head(HTMLParser):
    """What stands in elements, and which scripts there are."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.meta, self.links, self.href, self.scripts = {}, {}, [], []
        self.inside, self.text, self.tags = None, '', []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        self.tags.append((tag, got))
        self.inside = tag
        if tag == 'meta':
            name = got.get('name') or got.get('property') or \
                got.get('http-equiv')
            self.meta[name] = got.get('content')
        elif tag == 'link':
            self.links[got.get('rel')] = got.get('href')
            self.href.append(got.get('href'))
        elif tag == 'a':
            self.href.append(got.get('href'))
        elif tag == 'script':
            self.scripts.append([got.get('type'), got.get('src'), ''])

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == 'script':
            self.scripts[-1][2] += data
        else:
            self.text += data


def is_alias(head):
    return 'refresh' in head.meta


# --- feeds ----------------------------------------------------------------

DATE = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$')


def absolute(url):
    parts = urlsplit(url or '')
    return parts.scheme in ('http', 'https') and parts.netloc and \
        url.isascii() and not re.search(r'[\s<>"{}|\\^`]', url)


def links_in(html):
    head = Head(html)
    return [u for _, got in head.tags for u in
            (got.get('href'), got.get('src')) if u]


def person(n):
    return [] if n.findtext(f'{ATOM}name') else ['a person without a name']


def entry(e):
    """RFC 4287, 4.1.2."""
    wrong = []
    for tag, most in (('id', 1), ('title', 1), ('updated', 1)):
        if len(e.findall(ATOM + tag)) != most:
            wrong.append(f'entry: not one {tag}')
    for tag in ('content', 'published', 'summary', 'rights', 'source'):
        if len(e.findall(ATOM + tag)) > 1:
            wrong.append(f'entry: several {tag}')
    if not absolute(e.findtext(f'{ATOM}id')):
        wrong.append('entry: its id is no IRI')
    for tag in ('updated', 'published'):
        if not DATE.match(e.findtext(ATOM + tag) or ''):
            wrong.append(f'entry: {tag}')
    if not e.findall(f'{ATOM}author'):
        wrong.append('entry: no author')
    for a in e.findall(f'{ATOM}author'):
        wrong += person(a)
    for c in e.findall(f'{ATOM}category'):
        if not c.get('term'):
            wrong.append('entry: category without term')
    alternates = [a for a in e.findall(f'{ATOM}link')
                  if a.get('rel', 'alternate') == 'alternate']
    if len(alternates) != 1 or not absolute(alternates[0].get('href')):
        wrong.append('entry: not one absolute alternate link')
    text = e.find(f'{ATOM}content')
    if text is None or text.get('type') != 'html' or len(text):
        return wrong + ['entry: content is not html']
    wrong += [f'entry: relative link {u}' for u in links_in(text.text or '')
              if not absolute(u)]
    return wrong


def feed(path, address):
    """RFC 4287, 4.1.1."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as e:
        return [str(e)]
    wrong = [] if root.tag == f'{ATOM}feed' else ['no feed']
    for tag in ('id', 'title', 'updated'):
        if len(root.findall(ATOM + tag)) != 1:
            wrong.append(f'not one {tag}')
    if root.findtext(f'{ATOM}id') != address:
        wrong.append('its id is not its address')
    if not DATE.match(root.findtext(f'{ATOM}updated') or ''):
        wrong.append('updated')
    to = {a.get('rel'): a.get('href') for a in root.findall(f'{ATOM}link')}
    if to.get('self') != address or not absolute(to.get('alternate')):
        wrong.append(f'links {to}')
    for a in root.findall(f'{ATOM}author'):
        wrong += person(a)
    entries = root.findall(f'{ATOM}entry')
    for e in entries:
        wrong += entry(e)
    ids = [e.findtext(f'{ATOM}id') for e in entries]
    if not ids or len(set(ids)) != len(ids):
        wrong.append('no entries, or ids twice')
    days = [e.findtext(f'{ATOM}published') for e in entries]
    if days != sorted(days, reverse=True):
        wrong.append('not newest first')
    if days and root.findtext(f'{ATOM}updated') != max(days):
        wrong.append('updated is not that of the newest entry')
    return wrong


def feeds(root):
    want = ['feed.xml', 'p/feed.xml', 'q/feed.xml', 'p/section/dang.xml']
    found = sorted(set(files(root, '.xml')) - {'sitemap.xml'})
    wrong = [] if found == sorted(want) else [f'there are {found}']
    for f in found:
        wrong += [f'{f}: {w}' for w in feed(f'{root}/{f}', BASE + f)]
    titles = {e.findtext(f'{ATOM}title')
              for e in ET.parse(f'{root}/p/feed.xml').iter(f'{ATOM}entry')}
    for t in HOSTILE:
        if t not in titles:
            wrong.append(f'no story is called {t!r}, but {titles}')
    text = slurp(f'{root}/p/feed.xml')
    if '正文' in text or '见&lt;a href=&quot;https://a.example/down/p/' \
            f'{DAYS[0]}/s1.html&quot;&gt;那一篇' not in text:
        wrong.append('a link to another issue is not what it should be')
    return '\n'.join(wrong)


# --- pages ----------------------------------------------------------------

def heads(root):
    return {p: Head(t.decode()) for p, t in files(root, '.html').items()}


def sitemap(root, pages):
    urls = [(u.findtext(f'{MAP}loc'), u.findtext(f'{MAP}lastmod'))
            for u in ET.parse(f'{root}/sitemap.xml').getroot()]
    wrong = [f'{u}: {d}' for u, d in urls
             if not absolute(u) or not re.match(r'\d{4}-\d\d-\d\d$', d or '')]
    listed = {unquote(u[len(BASE):]) or 'index.html' for u, _ in urls}
    want = {p for p, h in pages.items() if not is_alias(h)} - \
        {'404.html', 'search.html'}
    wrong += [f'not listed: {p}' for p in sorted(want - listed)]
    wrong += [f'not there: {p}' for p in sorted(listed - want)]
    if len(listed) != len(urls):
        wrong.append('something is listed twice')
    if f'Sitemap: {BASE}sitemap.xml' not in slurp(f'{root}/robots.txt'):
        wrong.append('robots.txt')
    return '\n'.join(wrong)


def canonical(pages):
    wrong = []
    for path, h in pages.items():
        want = BASE + quote('' if path == 'index.html' else path)
        got = h.links.get('canonical')
        if path in ('404.html', 'search.html') or is_alias(h):
            continue
        if got != want or h.meta.get('og:url') != want:
            wrong.append(f'{path}: {got}, {h.meta.get("og:url")}')
        if not h.meta.get('og:title') or not h.meta.get('og:type'):
            wrong.append(f'{path}: no Open Graph')
    return '\n'.join(wrong)


def dead_links(root, pages, top='/down/'):
    wrong = []
    for path, h in pages.items():
        for url in h.href:
            part = urlsplit(url or '')
            if part.scheme or not part.path:
                continue
            goal = unquote(part.path)
            if path == '404.html':
                goal = goal.removeprefix(top)
            goal = os.path.normpath(os.path.join(os.path.dirname(path), goal))
            if not os.path.isfile(os.path.join(root, goal)):
                wrong.append(f'{path}: {url}')
    return '\n'.join(wrong)


def scripts(pages):
    wrong = []
    for path, h in pages.items():
        for kind, src, text in h.scripts:
            if kind != 'application/ld+json':
                if not src or text.strip():
                    wrong.append(f'{path}: a script in the page')
            elif re.search('[<\u2028\x00-\x1f\x7f]', text):
                wrong.append(f'{path}: {text[:80]}')
        for tag, got in h.tags:
            if any(n.startswith('on') for n in got):
                wrong.append(f'{path}: <{tag}> {got}')
    return '\n'.join(wrong)


def ld(pages):
    wrong = []
    for path, h in pages.items():
        if not re.match(r'[pq]/\d{4}-\d\d-\d\d/s?[z0-9]+\.html', path) or \
                is_alias(h):
            continue
        data = [json.loads(s[2]) for s in h.scripts
                if s[0] == 'application/ld+json']
        if len(data) != 2:
            wrong.append(f'{path}: {len(data)} pieces')
            continue
        news, baidu = data
        issue = news['isPartOf']
        if news['@type'] != 'NewsArticle' or \
                news['headline'] != h.meta['og:title'] or \
                news['datePublished'] != path.split('/')[1] or \
                issue['@type'] != 'PublicationIssue' or \
                'Periodical' not in issue['isPartOf']['@type'] or \
                issue['url'] != BASE + os.path.dirname(path) + \
                '/index.html' or not news['publisher']['name']:
            wrong.append(f'{path}: {news}')
        if baidu['@id'] != h.links['canonical'] or not re.match(
                r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$', baidu['pubDate']):
            wrong.append(f'{path}: {baidu}')
        if path.endswith('/s0.html') and \
                [a['name'] for a in news['author']][:2] != ['王珏玮', 'Li Lei']:
            wrong.append(f'{path}: {news["author"]}')
    return '\n'.join(wrong)


def printed_page():
    """A story that the editor put on page 2."""
    put(f'{TEXT}/p/{DAYS[1]}/issue.yaml', 'number: 2\npages: [一, 二]\n')
    put(f'{TEXT}/p/{DAYS[1]}/9-two.md', story('二版的事', 'page: 2\n'))
    out = f'{ROOM}/two'
    r = build(out=out)
    text = slurp(f'{out}/site/p/{DAYS[1]}/two.html')
    content()
    return (r.status and r.tell()) or \
        ('"pageStart":"2"' not in text and 'no pageStart')


class Calendar(HTMLParser):
    """{month: rows of cells}; a cell is (text, link)."""

    def __init__(self, text):
        super().__init__()
        self.months, self.cell, self.caption = {}, None, None
        self.month = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        got = dict(attrs)
        if tag == 'table':
            self.month += 1
            self.months[self.month] = []
        elif tag == 'tr':
            self.months[self.month].append([])
        elif tag in ('td', 'th'):
            self.cell = ['', None]
        elif tag == 'a' and self.cell:
            self.cell[1] = got['href']

    def handle_data(self, data):
        if self.cell:
            self.cell[0] += data.strip()

    def handle_endtag(self, tag):
        if tag in ('td', 'th'):
            self.months[self.month][-1].append(tuple(self.cell))
            self.cell = None


def months(root, year, days):
    path = f'p/{year}.html'
    wrong, linked = [], set()
    found = Calendar(slurp(f'{root}/{path}')).months
    for month in range(1, 13):
        rows = found.get(month) or [[]]
        if ''.join(c[0] for c in rows[0]) != '一二三四五六日':
            wrong.append(f'{month}: its head')
        want = [[str(d) if d else '' for d in w]
                for w in calendar.Calendar().monthdayscalendar(year, month)]
        if [[c[0] for c in r] for r in rows[1:]] != want:
            wrong.append(f'{month}: {rows[1:]}')
        for r in rows[1:]:
            for text, href in r:
                if href:
                    day = datetime.date(year, month, int(text)).isoformat()
                    linked.add(day)
                    if urljoin(path, href) != f'p/{day}/index.html':
                        wrong.append(f'{day} leads to {href}')
    if linked != set(days):
        wrong.append(f'linked are {linked}')
    return '\n'.join(wrong)


def government(pages):
    h = pages[f'p/{DAYS[0]}/s0.html']
    want = {'SiteName': '某某街道 "<', 'SiteDomain': 'a.example',
            'SiteIDCode': '3100000001', 'ArticleTitle': HOSTILE[0],
            'PubDate': DAYS[0] + ' 00:00', 'ContentSource': '甲报 "<i>&'}
    wrong = [f'{k}: {h.meta.get(k)!r}' for k, v in want.items()
             if h.meta.get(k) != v]
    h = pages['p/section/dang.html']
    for k, v in (('ColumnName', '党政'), ('ColumnType', '政务动态'),
                 ('SiteIDCode', '3100000001')):
        if h.meta.get(k) != v:
            wrong.append(f'{k}: {h.meta.get(k)!r}')
    for word in ('主办单位：某某街道办事处', '电话 021-1', '地址 某路1号',
                 '网站标识码：3100000001', '沪ICP备1号', '沪公网安备1号'):
        wrong += [f'{p}: no {word}' for p, h in pages.items()
                  if p.startswith('p/') and not is_alias(h)
                  and word not in h.text]
    wrong += [f'{p}: {h.meta}' for p, h in pages.items()
              if p.startswith('q/') and 'SiteName' in h.meta]
    return '\n'.join(wrong)


def lost_page(pages):
    h = pages['404.html']
    wrong = [u for u in h.href if not u.startswith('/down/') and
             not u.startswith('#')]
    if not any(u == '/down/p/index.html' for u in h.href):
        wrong.append('no way to the paper')
    return '\n'.join(wrong)


# --- former addresses -----------------------------------------------------

def leads(root, alias, goal):
    path = f'{root}/{alias}'
    if not os.path.exists(path):
        return f'{alias} is not there'
    h = Head(slurp(path))
    to = h.meta.get('refresh', '').partition('url=')[2]
    wrong = [f'{alias} leads to {u}' for u in (to, h.href[-1])
             if urljoin(alias, u) != goal]
    if h.links.get('canonical') != BASE + goal:
        wrong.append(f'{alias}: {h.links}')
    return '\n'.join(wrong)


def aliases():
    content()
    first = build(out=fresh(OUT))
    case('archive: a site with titles that want to be markup is built',
         first.status and first.tell())
    os.rename(f'{TEXT}/p/{DAYS[0]}/2-s2.md', f'{TEXT}/p/{DAYS[2]}/5-moved.md')
    gone = f'p/{DAYS[0]}/s2.html'
    put(f'{TEXT}/p/{DAYS[1]}/3-s3.md', story('s3，不再链接别处', ''))
    for d in DAYS[:2]:
        for i in range(4):
            path = f'{TEXT}/p/{d}/{i}-s{i}.md'
            if os.path.exists(path):
                put(path, slurp(path).replace('和[这里](s2.html)', ''))
    where = f'{TEXT}/p/{DAYS[0]}/issue.yaml'
    r = chenbao('check', TEXT, '-o', OUT)
    told = [s for s in r.err.decode().split('\n') if gone in s]
    case('archive: check tells of an address that the last build had, at its '
         'issue', not (len(told) == 1 and 'aliases' in told[0] and
                       'warning' in told[0] and told[0].startswith(where) and
                       r.status == 0) and r.tell())
    r = chenbao('check', f'{TEXT}/p/{DAYS[1]}', '-o', OUT)
    case('archive: check of one issue tells of its own addresses only',
         gone in r.err.decode() and r.tell())
    case('archive: check of another folder has nothing to compare',
         gone in chenbao('check', TEXT, '-o', f'{ROOM}/none').err.decode() and
         'it has')
    path = f'{TEXT}/p/{DAYS[1]}/issue.yaml'
    put(path, 'number: [\n')
    r = chenbao('check', TEXT, '-o', OUT)
    case('archive: what cannot be read is not said to be gone',
         (r.status != 1 or b'gone' in r.err) and r.tell())
    put(path, 'number: 2\n')
    path = f'{TEXT}/p/{DAYS[2]}/5-moved.md'
    plain = slurp(path)
    put(path, plain.replace('---\n', f'---\naliases: [{gone}, older]\n', 1))
    r = chenbao('check', TEXT, '-o', OUT)
    case('archive: an alias keeps an address alive for check',
         gone in r.err.decode() and r.tell())
    r = build()
    root = f'{OUT}/site'
    case('archive: and for a build', (r.status or gone in r.err.decode()) and
         r.tell())
    goal = f'p/{DAYS[2]}/moved.html'
    case('archive: a former address leads to the story', leads(
        root, gone, goal) or leads(root, f'p/{DAYS[2]}/older.html', goal))
    case('archive: that of a section, too', leads(
        root, 'p/section/old-dang.html', 'p/section/dang.html'))
    case("archive: a story that moved keeps its name in feeds",
         f'<id>{BASE}{gone}</id>' not in slurp(f'{root}/p/feed.xml') and
         'another id')
    case('archive: former addresses are not on the site map',
         gone in slurp(f'{root}/sitemap.xml') and 'there is one')
    same('archive: a site with former addresses is that of a clean build')
    put(path, plain)
    r = build()
    case('archive: a build tells of addresses that are gone',
         gone not in r.err.decode() and r.tell())
    same('archive: pages at former addresses go with their alias')


def same(name):
    clean = f'{ROOM}/clean'
    r = build(out=fresh(clean))
    a, b = files(f'{OUT}/site'), files(f'{clean}/site')
    case(name, (r.status and r.tell()) or '\n'.join(
        p for p in sorted(a.keys() | b.keys()) if a.get(p) != b.get(p)))


def refused():
    content()
    path = f'{TEXT}/p/{DAYS[0]}/0-s0.md'
    plain = slurp(path)
    wrong = []
    for bad in ('../x.html', '/p/x.html', 'https://b.example/x.html',
                'p/../x.html', 'p/.x.html', 'p/x.txt', 'p//x.html', 'x/',
                'p/a b.html', 'p\\x.html', 'assets/x.html', 'p/x%41.html',
                'p/x.html?a', '.html', 'p/', '..'):
        put(path, plain.replace('---\n', '---\naliases: ' + json.dumps(bad) +
                                '\n', 1))
        r = chenbao('check', TEXT, '-o', f'{ROOM}/none')
        if r.status != 1 or f'{path}:2:' not in r.err.decode():
            wrong.append(f'{bad}: {r.tell()}')
    case('archive: an alias that is no page of the site is refused',
         '\n'.join(wrong))
    out, wrong = f'{ROOM}/clash', []
    for bad in (f'p/{DAYS[1]}/s1.html', f'p/{DAYS[1]}/index.html',
                'p/2019.html', 'p/section/dang.html', 'p/author/王珏玮.html',
                'p/index.html', 'p/section/old-dang.html'):
        put(path, plain.replace('---\n', f'---\naliases: [{bad}]\n', 1))
        r = build(out=fresh(out))
        if r.status != 1 or f'{path}:2:' not in r.err.decode() or \
                bad not in r.err.decode():
            wrong.append(f'{bad}: {r.tell()}')
        elif 'old-dang' not in bad and \
                is_alias(Head(slurp(f'{out}/site/{bad}'))):
            wrong.append(f'{bad} was written over')
    put(path, plain)
    case('archive: an alias that is the address of something else is refused, '
         'and nothing is written over', '\n'.join(wrong))


def kept():
    """Entries of issues that are not made again."""
    content()
    build(out=fresh(OUT))
    path = f'{TEXT}/p/{DAYS[0]}/1-s1.md'
    put(path, slurp(path) + '\n后来添的一句。\n')
    r = build()
    case('archive: one issue is made again',
         b'1 made' not in r.out and r.out.decode())
    same('archive: feeds are those of a clean build when one issue changes')
    shutil.rmtree(f'{OUT}/.cache/feed/p/{DAYS[1]}', ignore_errors=True)
    try:
        os.remove(f'{OUT}/.cache/feed/p/{DAYS[1]}')
    except OSError:
        pass
    r = build()
    case('archive: an issue whose entries are lost is made again',
         b'1 made' not in r.out and r.out.decode())
    same('archive: and feeds are whole again')


def many():
    """More stories than a feed has room for."""
    content()
    for j in range(10, 70):
        put(f'{TEXT}/p/{DAYS[1]}/{j}-t{j}.md', story(f'第{j}条'))
    r = build(out=fresh(OUT))
    root = ET.parse(f'{OUT}/site/p/feed.xml').getroot()
    titles = [e.findtext(f'{ATOM}title') for e in root.iter(f'{ATOM}entry')]
    case('archive: a feed has the fifty newest stories', r.status or
         (len(titles) != 50 or titles[0] != HOSTILE[0]) and str(titles))
    old = ET.parse(f'{OUT}/site/p/section/dang.xml').getroot()
    case("archive: a section's feed has its own newest, however old",
         len(list(old.iter(f'{ATOM}entry'))) != 6 and 'not six')
    r = build()
    case('archive: nothing is made again for the sake of feeds',
         b' 0 made' not in r.out and r.out.decode())


def without_base():
    content(base=False)
    out = f'{ROOM}/bare'
    r = build(out=fresh(out))
    root = f'{out}/site'
    pages = heads(root)
    wrong = [r.tell()] if r.status else []
    wrong += [f for f in ('feed.xml', 'sitemap.xml', 'robots.txt',
                          'p/feed.xml') if os.path.exists(f'{root}/{f}')]
    for path, h in pages.items():
        if 'canonical' in h.links or 'og:url' in h.meta:
            wrong.append(f'{path}: an address')
        for kind, _, text in h.scripts:
            if kind and 'json' in kind:
                json.loads(text)
    case('archive: a site without an address has no feeds and claims none',
         '\n'.join(wrong) or dead_links(root, pages, '/'))


def main():
    fresh(ROOM)
    shutil.copytree('themes/default', f'{ROOM}/theme')
    content()
    r = build(out=fresh(OUT))
    root = f'{OUT}/site'
    if not case('archive: is built', r.status and r.tell()):
        return
    pages = heads(root)
    case('archive: feeds keep to RFC 4287, with whole stories and absolute '
         'addresses', feeds(root))
    case('archive: the site map lists every page, with its day',
         sitemap(root, pages))
    case('archive: every page names its own address', canonical(pages))
    case('archive: no link leads nowhere', dead_links(root, pages))
    case('archive: titles cannot become scripts', scripts(pages))
    case('archive: JSON-LD names story, issue and paper', ld(pages))
    case('archive: JSON-LD names the printed page', printed_page())
    case('archive: a year has all its days under the right weekdays',
         months(root, 2019, DAYS[:1]) + months(root, 2020, DAYS[1:]))
    case('archive: a government site has its tags and its foot, others not',
         government(pages))
    case('archive: 404.html works at any depth', lost_page(pages))
    aliases()
    refused()
    kept()
    many()
    without_base()


main()
