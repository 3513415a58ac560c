"""The PDF is tagged, PDF/UA-1 (ISO 14289-1) and PDF/A-2b (ISO 19005-2): what
gen/PDF.md relies on, over qpdf's JSON and poppler. The samples, and issues of
the generator where it is built.

PDFUA_RANDOM=N         how many random issues, 12 by default
MAKEUP_RUN, MAKEUP_ROOM   as in makeup.py
"""
import base64
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

import papers
from pdfa import file_rules, intent, limits, metadata, syntax, text
from lib import WORK, case, chenbao, fresh, issues, run

RUN = os.environ.get('MAKEUP_RUN', 'out/test/bench/makeup-run')
ROOM = os.environ.get('MAKEUP_ROOM', f'{WORK}/pdfua')
RANDOM = int(os.environ.get('PDFUA_RANDOM', '12'))

GROUPS = {'Document', 'Art', 'Sect', 'BlockQuote', 'L', 'LI', 'Table', 'TR',
          'Div'}
LEAVES = {'P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'Lbl', 'LBody', 'TH', 'TD',
          'Figure', 'Caption', 'Link', 'Span'}
MUST_HOLD = {'Table': {'TR', 'Caption'}, 'TR': {'TH', 'TD'}, 'L': {'LI'},
             'LI': {'Lbl', 'LBody'}}
MUST_STAND = {'TR': {'Table'}, 'TH': {'TR'}, 'TD': {'TR'}, 'LI': {'L'},
              'Lbl': {'LI'}, 'LBody': {'LI'}, 'Document': {None}}
TOKEN = re.compile(
    rb'<<|>>|\[|\]|/[^\s<>\[\]()/%]*|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|'
    rb"[-+.\d]+|[A-Za-z'\"*]+\d?", re.S)
PAINT = {b'S', b's', b'f', b'F', b'f*', b'B', b'B*', b'b', b'b*', b'Do', b'Tj',
         b'TJ', b"'", b'"', b'sh', b'BI'}


# --- the file ---------------------------------------------------------------

class Pdf:
    def __init__(self, path):
        with open(path, 'rb') as f:
            self.bytes = f.read()
        r = run(['qpdf', '--json=2', '--json-stream-data=inline',
                 '--decode-level=generalized', path])
        made = json.loads(r.out)
        self.objects = made['qpdf'][1]
        self.trailer = self.objects['trailer']['value']
        self.root = self.get(self.trailer['/Root'])
        self.pages = [p['object'] for p in made['pages']]

    def get(self, o):
        """O, or what it refers to; of a stream its dictionary."""
        while isinstance(o, str) and re.fullmatch(r'\d+ 0 R', o):
            found = self.objects[f'obj:{o}']
            o = found['value'] if 'value' in found else \
                found['stream']['dict']
        return o

    def data(self, ref):
        return base64.b64decode(self.objects[f'obj:{ref}']['stream']['data'])

    def all(self):
        for key, o in self.objects.items():
            if key != 'trailer':
                yield key[4:], o['value'] if 'value' in o else \
                    o['stream']['dict'], 'stream' in o


def hex_text(token):
    raw = bytes.fromhex(token[1:-1].decode())
    return raw[2:].decode('utf-16-be')


# --- the content of a page ----------------------------------------------------

class Page:
    """What its content stream marks and paints."""

    def __init__(self, pdf, ref, fonts):
        self.wrong, self.text, self.codes = [], {}, set()
        page = pdf.get(ref)
        font, stack, args, names = None, [], [], fonts
        in_text, used = False, []
        for m in TOKEN.finditer(pdf.data(page['/Contents'])):
            t = m[0]
            if not (t[:1].isalpha() or t[:1] in b"'\""):
                args.append(t)
                continue
            if t in (b'BDC', b'BMC'):
                mark = self.mark(args, in_text)
                if mark['mcid'] is not None and any(
                        s['mcid'] is not None or s['artifact']
                        for s in stack):
                    self.wrong.append(f'{mark} within {stack}')
                if mark['artifact'] and stack:
                    self.wrong.append('an artifact within a sequence')
                if mark['mcid'] is not None:
                    used.append(mark['mcid'])
                    self.text[mark['mcid']] = mark['actual'] or ''
                stack.append(mark)
            elif t == b'EMC':
                if not stack or stack.pop()['in_text'] != in_text:
                    self.wrong.append('EMC that does not nest')
            elif t in (b'BT', b'ET'):
                in_text = t == b'BT'
            elif t == b'Tf':
                font = names[args[-2].decode()]
            elif t in PAINT:
                if not stack:
                    self.wrong.append(f'{t.decode()} outside of all sequences')
                if t == b'TJ':
                    self.show(font, args, stack)
                elif t in (b'Tj', b"'", b'"'):
                    self.wrong.append('text by other means than TJ')
            args = []
        if stack or in_text:
            self.wrong.append('something is open at the end')
        if sorted(used) != list(range(len(used))):
            self.wrong.append('MCIDs are not 0 … n')
        self.n = len(used)

    @staticmethod
    def mark(args, in_text):
        found = {'artifact': args[0] == b'/Artifact', 'mcid': None,
                 'actual': None, 'in_text': in_text}
        for key, value in zip(args, args[1:]):
            if key == b'/MCID':
                found['mcid'] = int(value)
            if key == b'/ActualText':
                found['actual'] = hex_text(value)
        return found

    def show(self, font, args, stack):
        mark = next((s for s in stack if s['mcid'] is not None), None)
        for t in args:
            if t[:1] != b'<':
                continue
            raw = t[1:-1].decode()
            for i in range(0, len(raw), 4):
                code = int(raw[i:i + 4], 16)
                self.codes.add((font, code))
                if mark and mark['actual'] is None:
                    self.text[mark['mcid']] += FONTS[font].get(code, '\0')


FONTS = {}  # object of a font: its ToUnicode; of one file at a time


def to_unicode(data):
    found = {}
    for block in re.findall(rb'beginbfchar(.*?)endbfchar', data, re.S):
        for code, to in re.findall(rb'<(\w+)>\s*<(\w+)>', block):
            found[int(code, 16)] = bytes.fromhex(to.decode()).decode(
                'utf-16-be')
    return found


# --- the structure tree -------------------------------------------------------

class Tree:
    def __init__(self, pdf):
        self.pdf, self.wrong = pdf, []
        self.root = pdf.get(pdf.root['/StructTreeRoot'])
        self.roles = self.root.get('/RoleMap', {})
        self.at = {}      # (page, mcid) or annotation: element
        self.parent = {}  # element: its parent
        self.order = []
        self.walk(self.root['/K'], None)

    def type(self, ref):
        name = self.pdf.get(ref)['/S'][1:]
        for _ in range(4):
            name = self.roles.get('/' + name, '/' + name)[1:]
        return name

    def kids(self, ref):
        k = self.pdf.get(ref).get('/K', [])
        return k if isinstance(k, list) else [k]

    def walk(self, ref, parent):
        e = self.pdf.get(ref)
        if ref in self.parent:
            self.wrong.append(f'{ref} is in the tree twice')
            return
        self.parent[ref] = parent
        self.order.append(ref)
        if parent and e['/P'] != parent:
            self.wrong.append(f'{ref}: /P is not its parent')
        for k in self.kids(ref):
            if isinstance(k, int):
                self.reach((e['/Pg'], k), ref)
            elif isinstance(k, dict):
                key = k['/Obj'] if k['/Type'] == '/OBJR' else \
                    (k.get('/Pg', e.get('/Pg')), k['/MCID'])
                self.reach(key, ref)
            else:
                self.walk(k, ref)

    def reach(self, key, ref):
        if key in self.at:
            self.wrong.append(f'{key} is reached twice')
        self.at[key] = ref

    def numbers(self, node):
        node = self.pdf.get(node)
        for k in node.get('/Kids', []):
            yield from self.numbers(k)
        nums = node.get('/Nums', [])
        if nums and '/Limits' in node and node['/Limits'] != [nums[0],
                                                              nums[-2]]:
            self.wrong.append('/Limits of the parent tree')
        yield from zip(nums[::2], nums[1::2])

    def read(self, ref, pages, skip=()):
        """The text of element REF, in order."""
        e, out = self.pdf.get(ref), ''
        for k in self.kids(ref):
            if isinstance(k, int):
                out += pages[e['/Pg']].text.get(k, '')
            elif isinstance(k, dict):
                if k['/Type'] == '/MCR':
                    out += pages[k.get('/Pg', e.get('/Pg'))].text.get(
                        k['/MCID'], '')
            elif self.pdf.get(k)['/S'] not in skip:
                out += self.read(k, pages, skip)
        return out


def nesting(tree):
    wrong = []
    for ref, parent in tree.parent.items():
        kind = tree.type(ref)
        above = tree.type(parent) if parent else None
        below = {tree.type(k) for k in tree.kids(ref) if isinstance(k, str)}
        marked = any(not isinstance(k, str) for k in tree.kids(ref))
        if kind not in GROUPS | LEAVES:
            wrong.append(f'{kind} is no standard type')
        if kind in GROUPS and marked:
            wrong.append(f'{ref}: content right in {kind}')
        if kind in MUST_HOLD and not below <= MUST_HOLD[kind]:
            wrong.append(f'{ref}: {below} in {kind}')
        if kind in MUST_STAND and above not in MUST_STAND[kind]:
            wrong.append(f'{ref}: {kind} in {above}')
        types = [tree.type(k) for k in tree.kids(ref) if isinstance(k, str)]
        if kind in ('Table', 'L') and 'Caption' in types[1:]:
            wrong.append(f'{ref}: a Caption in the middle of {kind}')
        if kind == 'LI' and types not in (['Lbl', 'LBody'], ['LBody']):
            wrong.append(f'{ref}: {types} in LI')
        if not tree.kids(ref) and kind not in ('TD', 'TH', 'Document'):
            wrong.append(f'{ref}: {kind} is empty')
    return wrong


def headings(tree):
    """From H1 on, none left out (7.4.2)."""
    wrong, last = [], 0
    for ref in tree.order:
        found = re.fullmatch(r'H([1-6])', tree.type(ref))
        if found:
            if int(found[1]) > last + 1:
                wrong.append(f'{ref}: H{found[1]} after H{last}')
            last = int(found[1])
    return wrong


def attributes(pdf, ref, owner):
    found = pdf.get(ref).get('/A', {})
    for a in found if isinstance(found, list) else [found]:
        if a.get('/O') == owner:
            return a
    return {}


def tables(pdf, tree):
    wrong = []
    for ref in tree.order:
        kind = tree.type(ref)
        if kind == 'Table':
            rows = [len(tree.kids(r)) for r in tree.kids(ref)
                    if tree.type(r) == 'TR']
            if len(set(rows)) != 1:
                wrong.append(f'{ref}: rows of {set(rows)} cells')
        if kind == 'TH' and attributes(pdf, ref, '/Table').get(
                '/Scope') not in ('/Row', '/Column'):
            wrong.append(f'{ref}: TH without Scope')
        if kind == 'L' and '/ListNumbering' not in attributes(
                pdf, ref, '/List'):
            wrong.append(f'{ref}: L without ListNumbering')
    return wrong


def figures(pdf, tree):
    wrong = []
    for ref in tree.order:
        if tree.type(ref) == 'Figure':
            if not text(pdf.get(ref).get('/Alt', 'u:')):
                wrong.append(f'{ref}: no Alt')
            if '/BBox' not in attributes(pdf, ref, '/Layout'):
                wrong.append(f'{ref}: no BBox')
    return wrong


def links(pdf, tree, parents):
    wrong, n = [], 0
    for page in pdf.pages:
        d = pdf.get(page)
        if d.get('/Tabs') != '/S':
            wrong.append(f'{page}: /Tabs')
        for ref in d.get('/Annots', []):
            a, n = pdf.get(ref), n + 1
            at = tree.at.get(ref)
            if a['/Subtype'] != '/Link' or at is None or \
                    tree.type(at) != 'Link':
                wrong.append(f'{ref}: not in a Link')
            if parents.get(a.get('/StructParent')) != at:
                wrong.append(f'{ref}: /StructParent')
            if not text(a.get('/Contents', 'u:')):
                wrong.append(f'{ref}: no /Contents')
            if a.get('/F') != 4:
                wrong.append(f'{ref}: /F')
    for ref in tree.order:
        if tree.type(ref) == 'Link' and not any(
                isinstance(k, dict) and k['/Type'] == '/OBJR'
                for k in tree.kids(ref)):
            wrong.append(f'{ref}: Link without annotation')
    return wrong


def parent_tree(pdf, tree, pages):
    """Each way back leads to where the way there came from."""
    wrong, found = [], dict(tree.numbers(tree.root['/ParentTree']))
    for ref in pdf.pages:
        back = found.get(pdf.get(ref).get('/StructParents'))
        if back is None:
            wrong.append(f'{ref}: no /StructParents')
            continue
        there = [tree.at.get((ref, i)) for i in range(len(back))]
        if back != there or len(back) != pages[ref].n:
            wrong.append(f'{ref}: {pages[ref].n} sequences, {len(back)} '
                         'parents, not all the same')
    known = {(p, i) for p in pdf.pages for i in range(pages[p].n)}
    wrong += [f'{k} is in the tree, and on no page' for k in tree.at
              if isinstance(k, tuple) and k not in known]
    return wrong, found


# --- the catalogue ---------------------------------------------------------------

def catalog(pdf):
    wrong = []
    if pdf.root.get('/MarkInfo', {}).get('/Marked') is not True or \
            pdf.root['/MarkInfo'].get('/Suspects'):
        wrong.append('7.1: /MarkInfo')
    if pdf.get(pdf.root['/ViewerPreferences']).get(
            '/DisplayDocTitle') is not True:
        wrong.append('7.1: DisplayDocTitle')
    if not re.fullmatch(r'[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*',
                        text(pdf.root.get('/Lang', 'u:'))):
        wrong.append('7.2: /Lang')
    for key in ('/Outlines', '/PageLabels', '/Names', '/StructTreeRoot'):
        if key not in pdf.root:
            wrong.append(f'no {key}')
    return wrong


def read_fonts(pdf):
    """{resource name: object}, one dictionary for all pages; FONTS."""
    FONTS.clear()
    resources = pdf.get(pdf.get(pdf.pages[0])['/Resources'])
    fonts = pdf.get(resources['/Font'])
    for ref in fonts.values():
        FONTS[ref] = to_unicode(pdf.data(pdf.get(ref)['/ToUnicode']))
    return fonts


def fonts(pdf, codes):
    wrong = []
    for ref in sorted({f for f, _ in codes}):
        font = pdf.get(ref)
        cid = pdf.get(font['/DescendantFonts'][0])
        d = pdf.get(cid['/FontDescriptor'])
        name = font['/BaseFont']
        if font['/Subtype'] != '/Type0' or font['/Encoding'] != '/Identity-H':
            wrong.append(f'6.2.11.3: {name}')
        glyf = cid['/Subtype'] == '/CIDFontType2'
        if glyf and cid.get('/CIDToGIDMap') != '/Identity':
            wrong.append(f'6.2.11.3.2: {name}: CIDToGIDMap')
        if ('/FontFile2' if glyf else '/FontFile3') not in d or \
                not re.match(r'/[A-Z]{6}\+', name) or \
                not name == cid['/BaseFont'] == d['/FontName']:
            wrong.append(f'6.2.11.4: {name} is not embedded')
        if '/CIDSet' in d or '/CharSet' in d:
            wrong.append(f'6.2.11.4.2: {name}: lists of glyphs')
        if glyf:
            wrong += widths(pdf, cid, d, {c for f, c in codes if f == ref})
    for font, code in sorted(codes):
        to = FONTS[font].get(code)
        if code == 0:
            wrong.append(f'6.2.11.8: .notdef of {font}')
        if not to or to in '\0\ufeff\ufffe':
            wrong.append(f'7.21.7: code {code} of {font} has no text')
    return wrong


def widths(pdf, cid, descriptor, codes):
    """Of a TrueType face as its hmtx has them (6.2.11.5)."""
    data = pdf.data(descriptor['/FontFile2'])
    table = {}
    for i in range(int.from_bytes(data[4:6], 'big')):
        e = data[12 + 16 * i:28 + 16 * i]
        at = int.from_bytes(e[8:12], 'big')
        table[e[:4]] = data[at:at + int.from_bytes(e[12:], 'big')]
    em = int.from_bytes(table[b'head'][18:20], 'big')
    n = int.from_bytes(table[b'hhea'][34:36], 'big')
    listed, w = {}, pdf.get(cid['/W'])
    for first, row in zip(w[::2], w[1::2]):
        listed.update({first + i: x for i, x in enumerate(pdf.get(row))})
    wrong = []
    for c in codes:
        i = min(c, n - 1) * 4
        real = int.from_bytes(table[b'hmtx'][i:i + 2], 'big') * 1000 / em
        if abs(real - listed.get(c, cid['/DW'])) > 1:
            wrong.append(f'6.2.11.5: glyph {c}: {real}')
    return wrong


# --- reading ----------------------------------------------------------------------

def stories(tree, pages, issue):
    """Each story from kicker to sign-off, one after the other."""
    have = []
    for ref in tree.kids(tree.root['/K']):
        if tree.type(ref) == 'Art':
            have.append(papers.bare(tree.read(ref, pages, ('/Section',))))
    wrong = []
    for story in issue.findall('article'):
        wish = papers.story_text(story)
        if wish not in have:
            best = max(have, key=lambda h: len(os.path.commonprefix([h, wish])))
            n = len(os.path.commonprefix([best, wish]))
            wrong.append(f'{story.get("id")}: …{best[max(0, n - 15):n + 25]} '
                         f'instead of …{wish[max(0, n - 15):n + 25]}')
    if len(have) != len(set(have)):
        wrong.append('a story is there twice')
    return wrong


def poppler_reads(path, tree, pages):
    """poppler reads what the tree says, each story in order, no furniture."""
    r = run(['pdfinfo', '-struct-text', path], limit=120)
    said = papers.bare(''.join(re.findall(r'^ *"(.*?)"$', r.out.decode(),
                                          re.M | re.S)))
    wish = papers.bare(tree.read(tree.root['/K'], pages))
    n = len(os.path.commonprefix([said, wish]))
    return said != wish and f'…{said[max(0, n - 20):n + 30]}… instead of ' \
        f'…{wish[max(0, n - 20):n + 30]}…'


def counts(tree, issue):
    """What the stories have, the tree has too; fillers may add to it."""
    have = {}
    for ref in tree.order:
        have[tree.type(ref)] = have.get(tree.type(ref), 0) + 1
    wish = {'Art': len(issue.findall('article')),
            'L': sum(len(issue.findall(f'article/body//{t}'))
                     for t in ('list', 'glossary', 'names')),
            'LI': sum(len(issue.findall(f'article/body//{t}'))
                      for t in ('list/item', 'glossary/definition',
                                'names/name')),
            'BlockQuote': sum(len(issue.findall(f'article/body/{t}'))
                              for t in ('quote', 'pullquote')),
            'Table': len(issue.findall('article/body//table'))}
    return [f'{have.get(k, 0)} {k}, at least {v} are due'
            for k, v in wish.items() if have.get(k, 0) < v]


# --- one file -----------------------------------------------------------------------

def judge(name, path, issue):
    pdf = Pdf(path)
    names = read_fonts(pdf)
    pages = {ref: Page(pdf, ref, names) for ref in pdf.pages}
    codes = set().union(*(p.codes for p in pages.values()))
    tree = Tree(pdf)

    def tell(what, wrong):
        case(f'pdfua/{name}: {what}', '\n'.join(wrong) if
             isinstance(wrong, list) else wrong)
    tell('header, trailer and streams are as PDF/A has them', file_rules(pdf))
    tell('the bytes of the file are as PDF/A has them', syntax(pdf))
    tell('strings, names and states keep within limits', limits(pdf))
    tell('the output intent is an sRGB profile', intent(pdf))
    tell('XMP and Info say the same', metadata(pdf))
    tell('catalogue: marked, title, language, ways', catalog(pdf))
    tell('faces are embedded, every code has text', fonts(pdf, codes))
    tell('all content stands in one sequence or an artifact',
         [f'{r}: {w}' for r, p in pages.items() for w in p.wrong])
    back, parents = parent_tree(pdf, tree, pages)
    tell('every sequence is reached once, and leads back', tree.wrong + back)
    tell('elements nest as they should', nesting(tree))
    tell('headings leave no level out', headings(tree))
    tell('tables are regular, heads have scopes', tables(pdf, tree))
    tell('figures have a text', figures(pdf, tree))
    tell('links are tagged and say where they lead',
         links(pdf, tree, parents))
    if issue is not None:
        tell('each story is read whole, across its jump',
             stories(tree, pages, issue))
        tell('lists, quotations and tables are elements',
             counts(tree, issue))
        tell('no jump line is read', [w for w in ('上接P', '下转P') if
                                      w in papers.bare(tree.read(
                                          tree.root['/K'], pages))])
    return tree, pages


def samples():
    least = None
    for paper, date in issues():
        room = fresh(f'{WORK}/pdfua/{paper}-{date}')
        folder, path = f'content/{paper}/{date}', f'{room}/paper.pdf'
        made = chenbao('pdf', folder, '-o', path)
        if not case(f'pdfua/{paper}/{date}: is made',
                    made.status and made.tell()):
            continue
        tree, pages = judge(f'{paper}/{date}', path,
                            ET.fromstring(chenbao('tree', folder).out))
        n = sum(p.n for p in pages.values())
        if least is None or n < least[0]:
            least = n, path, tree, pages
    # poppler goes through a page again for every sequence: once is enough.
    if least:
        case('pdfua: pdfinfo -struct-text reads the same',
             poppler_reads(*least[1:]))


def identity():
    """The manifest tells of the PDF beside it."""
    out = fresh(f'{WORK}/pdfua/out')
    made = chenbao('build', 'content', '-o', out, '--only', 'pdf')
    wrong = [made.tell()] if made.status else []
    for paper, date in [] if wrong else issues():
        room = f'{out}/site/{paper}/{date}'
        with open(f'{room}/manifest.json', encoding='utf-8') as f:
            said = json.load(f)
        name = f'{paper}-{date}.pdf'
        pdf = Pdf(f'{room}/{name}')
        xmp = pdf.data(pdf.root['/Metadata']).decode('utf-8')
        if f'<chenbao:sheets>{said["sheets"]}<' not in xmp or \
                len(said['pages']) != len(pdf.pages) or \
                said['files'][0]['name'] != name or \
                said['files'][0]['sheets'] != said['sheets'] or \
                said['files'][0]['bytes'] != len(pdf.bytes) or \
                len({p['sheet'] for p in said['pages']}) != len(pdf.pages) or \
                not all(s['pages'] for s in said['stories']):
            wrong.append(f'{room}/manifest.json')
    case('pdfua: the manifest has the seal that the PDF has',
         '\n'.join(wrong))


def random_issues():
    if not os.path.exists(RUN):
        return
    for seed in range(0, 25 * RANDOM, 25):
        room = fresh(f'{ROOM}-random')
        folder, path = f'{room}/content/p/2024-01-06', f'{room}/p.pdf'
        run([RUN, '-k', room, str(seed), str(seed + 1)])
        made = chenbao('pdf', folder, '-o', path)
        if case(f'pdfua/{seed}: is made', made.status and made.tell()):
            judge(seed, path, ET.fromstring(chenbao('tree', folder).out))


def main():
    if len(sys.argv) > 1:
        for path in sys.argv[1:]:
            judge(path, path, None)
        return
    samples()
    identity()
    random_issues()


if __name__ == '__main__':
    main()
