"""The press edition, judged from outside: boxes and marks, inks by Ghostscript's
separations, what the file says of itself, preflight, and the booklet."""
import base64
import json
import os
import re
import shutil
import struct
import zlib

from lib import WORK, case, chenbao, fresh, issues, put, run

ROOM = f'{WORK}/press'
PAPER, DATE = 'zhoujiadu', '2018-12-15'
PLATES = ['Cyan', 'Magenta', 'Yellow', 'Black']
PROFILE = '/usr/share/color/icc/ghostscript/default_cmyk.icc'
POINT = 72 / 25.4


def build(text, out, *more):
    return chenbao('build', text, '-o', out, '--no-large', '--only', 'pdf',
                   *more)


def press_file(out, paper=PAPER, date=DATE, page=''):
    return f'{out}/press/{paper}/{date}/{paper}-{date}{page}.pdf'


# --- objects --------------------------------------------------------------

class Pdf:
    def __init__(self, path):
        r = run(['qpdf', '--json=2', '--json-stream-data=inline',
                 '--decode-level=generalized', path])
        self.objects = json.loads(r.out)['qpdf'][1]

    def at(self, ref):
        while isinstance(ref, str) and ref.endswith(' R'):
            ref = self.objects['obj:' + ref]
        if isinstance(ref, dict) and 'value' in ref:
            return ref['value']
        return ref['stream']['dict'] if 'stream' in ref else ref

    def data(self, ref):
        return base64.b64decode(self.objects['obj:' + ref]['stream']['data'])

    @property
    def trailer(self):
        return self.at(self.objects['trailer'])

    @property
    def root(self):
        return self.at(self.trailer['/Root'])

    @property
    def pages(self):
        return [self.at(k) for k in self.at(self.root['/Pages'])['/Kids']]


def boxes_wrong(pdf, pages, beyond=0):
    """BEYOND: the bleed, in mm."""
    if len(pdf.pages) != pages:
        return f'{len(pdf.pages)} pages'
    for page in pdf.pages:
        media, bleed, trim = (page[k] for k in ('/MediaBox', '/BleedBox',
                                                '/TrimBox'))
        size = [round((trim[i + 2] - trim[i]) / POINT, 1) for i in (0, 1)]
        wide = [v + d * beyond * POINT for v, d in zip(trim, (-1, -1, 1, 1))]
        if size != [275, 390] or '/ArtBox' in page or \
                any(abs(a - b) > 0.01 for a, b in zip(bleed, wide)):
            return f'trim {trim} bleed {bleed}'
        if any(abs(bleed[i] - media[i]) < 9 * POINT for i in range(4)):
            return f'media {media} has no room for marks round {trim}'
    return None


def marks_wrong(pdf):
    """Marks follow the last `1 1 1 1 K`; none may stand within the trim."""
    for page in pdf.pages:
        stream = pdf.data(page['/Contents'])
        tail = stream[stream.rindex(b'1 1 1 1 K'):]
        lines = re.findall(rb'(-?[\d.]+) (-?[\d.]+) m (-?[\d.]+) (-?[\d.]+) l',
                           tail)
        w = page['/TrimBox'][2] - page['/TrimBox'][0]
        h = page['/TrimBox'][3] - page['/TrimBox'][1]
        if len(lines) != 16:
            return f'{len(lines)} lines of marks'
        for line in lines:
            x1, y1, x2, y2 = map(float, line)
            for x, y in ((x1, y1), (x2, y2), ((x1 + x2) / 2, (y1 + y2) / 2)):
                if -1 < x < w + 1 and -1 < y < h + 1:
                    return f'a mark at {x} {y}'
    return None


def operators_wrong(pdf):
    """Colours are CMYK, nothing is transparent."""
    for page in pdf.pages:
        stream = re.sub(rb'<[0-9A-Fa-f]*>', b'', pdf.data(page['/Contents']))
        found = re.search(rb'\s(rg|RG|g|G|cs|CS|sc|scn|SC|SCN)\s', stream)
        if found:
            return f'operator {found[1]}'
    for name, o in pdf.objects.items():
        d = pdf.at(o)
        if not isinstance(d, dict):
            continue
        if d.get('/Type') == '/ExtGState' and \
                not set(d) <= {'/Type', '/OP', '/op', '/OPM'}:
            return f'{name}: {d}'
        if any(k in d for k in ('/SMask', '/Group', '/CA', '/ca', '/BM',
                                '/Mask')):
            return f'{name} is transparent'
        if d.get('/Subtype') == '/Image' and \
                d['/ColorSpace'] not in ('/DeviceCMYK', '/DeviceGray'):
            return f'{name}: {d["/ColorSpace"]}'
    return None


def states_wrong(pdf):
    """Black text prints over what is there; other inks knock out."""
    states = [pdf.at(o) for o in pdf.objects.values()]
    page = pdf.pages[0]
    named = page['/Resources']['/ExtGState']
    for over, stroke in ((0, 0), (0, 1), (1, 0), (1, 1)):
        d = pdf.at(named[f'/O{over}{stroke}'])
        if d['/op'] != bool(over) or d['/OP'] != bool(stroke) or \
                d['/OPM'] != 1:
            return f'O{over}{stroke}: {d}'
    stream = pdf.data(page['/Contents'])
    fill, over = None, False
    for m in re.finditer(rb'([\d. ]+) k\n|/O(\d)\d gs\n|\]TJ|\nf\n', stream):
        if m[1]:
            fill = m[1].split()
        elif m[2]:
            over = m[2] == b'1'
        elif over != (fill == [b'0', b'0', b'0', b'1']):
            return f'{fill} with overprint {over}'
    return None if states else 'no states'


def said_wrong(pdf):
    root, info = pdf.root, pdf.at(pdf.trailer['/Info'])
    xmp = pdf.data(root['/Metadata']).decode()
    for part in ('<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>',
                 '<pdf:Trapped>False</pdf:Trapped>', '<xmpMM:DocumentID>uuid:',
                 '<xmp:MetadataDate>2018-12-15T00:00:00Z',
                 '<xmpMM:RenditionClass>default'):
        if part not in xmp:
            return f'XMP has no {part}'
    if info.get('/Trapped') != '/False' or len(pdf.trailer['/ID']) != 2:
        return f'{info} {pdf.trailer}'
    if '/Encrypt' in pdf.trailer or '/AcroForm' in root:
        return 'more than PDF/X has'
    return None


def identity(pdf):
    xmp = pdf.data(pdf.root['/Metadata']).decode()
    return [re.search(rf'<xmpMM:{k}>(uuid:[-0-9a-f]{{36}})<', xmp)[1]
            for k in ('DocumentID', 'InstanceID')]


def intent_wrong(pdf, identifier, profile):
    intents = pdf.root['/OutputIntents']
    d = pdf.at(intents[0])
    if len(intents) != 1 or d['/S'] != '/GTS_PDFX':
        return intents
    if identifier not in d['/OutputConditionIdentifier']:
        return d
    icc = pdf.data(d['/DestOutputProfile'])
    if icc[12:20] != b'prtrCMYK' or icc[36:40] != b'acsp' or \
            int.from_bytes(icc[:4], 'big') != len(icc):
        return f'{icc[:40]} is no profile of a press'
    if not profile:
        return ('color.org' not in d.get('/RegistryName', '') or
                'not of a press' not in d['/Info']) and d
    with open(profile, 'rb') as f:
        return icc != f.read() and 'another profile is embedded'


def faces_wrong(path):
    rows = run(['pdffonts', path]).out.decode().split('\n')[2:]
    return '\n'.join(r for r in rows if r and ' yes yes ' not in r)


# --- separations ----------------------------------------------------------

class Plate:
    """A page's share of one ink: an 8-bit grey TIFF in strips, not packed."""
    def __init__(self, path):
        with open(path, 'rb') as f:
            b = f.read()
        self.entry = {}
        order = '<' if b[:2] == b'II' else '>'
        at = struct.unpack(order + 'I', b[4:8])[0]
        for i in range(struct.unpack(order + 'H', b[at:at + 2])[0]):
            e = b[at + 2 + 12 * i:at + 14 + 12 * i]
            tag, kind, n = struct.unpack(order + 'HHI', e[:8])
            form = {3: 'H', 4: 'I'}.get(kind)
            if not form:
                continue
            size = struct.calcsize(form) * n
            where = struct.unpack(order + 'I', e[8:])[0]
            raw = e[8:8 + size] if size <= 4 else b[where:where + size]
            self.entry[tag] = struct.unpack(f'{order}{n}{form}', raw)
        self.w, self.h = self.entry[256][0], self.entry[257][0]
        self.v = b''.join(b[o:o + n] for o, n in
                          zip(self.entry[273], self.entry[279]))

    def part(self, box):
        """Rows of BOX (fractions of the page from the top left)."""
        x0, y0, x1, y1 = (int(v * s) for v, s in
                          zip(box, (self.w, self.h, self.w, self.h)))
        return b''.join(self.v[y * self.w + x0:y * self.w + x1]
                        for y in range(y0, y1))


def separate(path, page, dpi=72):
    """{ink: plate} of PAGE; 255 is no ink."""
    out = fresh(f'{ROOM}/plates')
    run(['gs', '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=tiffsep',
         '-sCompression=none', f'-r{dpi}', f'-dFirstPage={page}',
         f'-dLastPage={page}', f'-sOutputFile={out}/p.tif', path])
    return {ink: Plate(f'{out}/p({ink}).tif') for ink in PLATES}


def trim_part(pdf, page, inset=0):
    media, trim = pdf.pages[page - 1]['/MediaBox'], \
        pdf.pages[page - 1]['/TrimBox']
    w, h = media[2], media[3]
    return ((trim[0] + inset) / w, (h - trim[3] + inset) / h,
            (trim[2] - inset) / w, (h - trim[1] - inset) / h)


def text_plates_wrong(path):
    """A page of text alone: ink on the black plate, none on the others; the
    marks on all four."""
    pdf = Pdf(path)
    plates = separate(path, 2)
    box = trim_part(pdf, 2)
    for ink in PLATES[:3]:
        least = min(plates[ink].part(box))
        if least < 255:
            return f'{ink} has {255 - least} of 255 on a page of black text'
        if min(plates[ink].v) > 200:
            return f'no marks on the {ink} plate'
    if min(plates['Black'].part(box)) > 50:
        return 'no text on the black plate'
    return None


def most_ink(path, page):
    """The most ink, per cent, that all but one pixel in 200 keep to, in the
    trim."""
    pdf = Pdf(path)
    box = trim_part(pdf, page, 3)
    rows = [p.part(box) for p in separate(path, page, 50).values()]
    sums = sorted(1020 - sum(v) for v in zip(*rows))
    return sums[-1 - len(sums) // 200] / 2.55


# --- a paper of one's own -------------------------------------------------

def grey_paper(text):
    """The sample papers in black: no red, no pictures on page 2."""
    shutil.copytree('content', f'{text}/content')
    shutil.copytree('themes', f'{text}/themes')
    tokens = f'{text}/themes/default/tokens.css'
    with open(tokens, encoding='utf-8') as f:
        css = f.read()
    css = re.sub(r'--red: device-cmyk[^;]*;', '--red: #000000;', css)
    put(tokens, css)
    rules = f'{text}/themes/default/print.css'
    with open(rules, encoding='utf-8') as f:
        put_rules = f.read().replace('bleed: 0;', 'bleed: 3mm;')
    put(rules, put_rules)
    folder = f'{text}/content/{PAPER}/{DATE}'
    for name in os.listdir(folder):
        if name.endswith('.md'):
            with open(f'{folder}/{name}', encoding='utf-8') as f:
                story = f.read()
            put(f'{folder}/{name}',
                re.sub(r'^!\[.*\]\(.*\)\s*$', '', story, flags=re.M))
    return f'{text}/content'


def with_profile(text, path):
    shutil.copytree('content', text)
    shutil.copy(path, f'{text}/{PAPER}/press.icc')
    with open(f'{text}/{PAPER}/paper.yaml', 'a', encoding='utf-8') as f:
        f.write('\n印刷特性文件: press.icc\n')
    return text


def locked_font(path):
    """A copy of 霞鹜文楷 whose licence forbids to embed it (fsType 2), and the
    fontconfig that finds no other one. False where it is not installed."""
    found = run(['fc-match', '-f', '%{file}|%{family}', 'LXGW WenKai'])
    file, family = found.out.decode().split('|')
    if 'WenKai' not in family or not file.endswith('.ttf'):
        return False
    with open(file, 'rb') as f:
        b = bytearray(f.read())
    for i in range(struct.unpack('>H', b[4:6])[0]):
        tag, _, at, _ = struct.unpack('>4sIII', b[12 + 16 * i:28 + 16 * i])
        if tag == b'OS/2':
            b[at + 8:at + 10] = b'\0\2'
    put(f'{path}/locked.ttf', bytes(b))
    put(f'{path}/fonts.conf',
        '<fontconfig><dir>/usr/share/fonts/opentype</dir>'
        f'<dir>{os.path.abspath(path)}</dir>'
        '<cachedir>/var/cache/fontconfig</cachedir>'
        f'<cachedir>{os.path.abspath(path)}/cache</cachedir></fontconfig>')
    return True


# --- the cases ------------------------------------------------------------

def samples():
    out = f'{ROOM}/out'
    r = build('content', out, '--press-pages')
    case('press: the samples are written', r.status and r.tell())
    case('press: preflight finds nothing in the samples',
         b'preflight' in r.err and r.err.decode())
    wrong = {}
    for paper, date in issues():
        path = press_file(out, paper, date)
        check = run(['qpdf', '--check', path])
        for name, bad in (('qpdf finds no fault', check.status and
                           check.tell()),
                          ('all faces are embedded', faces_wrong(path))):
            if bad:
                wrong[name] = f'{paper}/{date}: {bad}'
        pdf = Pdf(path)
        for name, bad in (
                ('trim, bleed and media are as they should',
                 boxes_wrong(pdf, len(pdf.pages))),
                ('marks stand outside the trim', marks_wrong(pdf)),
                ('only CMYK and grey, no transparency', operators_wrong(pdf)),
                ('black alone prints over what is there', states_wrong(pdf))):
            if bad:
                wrong[name] = f'{paper}/{date}: {bad}'
    for name in ('qpdf finds no fault', 'all faces are embedded',
                 'trim, bleed and media are as they should',
                 'marks stand outside the trim',
                 'only CMYK and grey, no transparency',
                 'black alone prints over what is there'):
        case(f'press: {name}', wrong.get(name))
    return out


def one(out):
    path = press_file(out)
    pdf = Pdf(path)
    case('press: XMP, Info and ID are of PDF/X-4', said_wrong(pdf))
    case('press: without a profile a registered condition is named, and the '
         'embedded profile says what it is',
         intent_wrong(pdf, 'IFRA26', None))
    pages = [press_file(out, page=f'-{i + 1}') for i in range(len(pdf.pages))]
    case('press: each page has a file of its own', '\n'.join(
        p for p in pages if not os.path.exists(p) or
        boxes_wrong(Pdf(p), 1) or run(['qpdf', '--check', p]).status))
    slug = run(['pdftotext', '-raw', '-f', '2', '-l', '2', path, '-']).out
    case('press: the slug says paper, date, page and key',
         not re.search(rf'{PAPER}-{DATE} +第2版 +[0-9a-f]{{12}}',
                       slug.decode()) and slug.decode()[-300:])
    r = run(['pdfimages', '-list', path])
    dpi = [int(line.split()[12]) for line in r.out.decode().split('\n')[2:-1]]
    case('press: pictures have 300 dpi at most',
         (not dpi or max(dpi) > 303) and r.out.decode())
    ink = most_ink(path, 1)
    case('press: no page takes more ink than newsprint bears',
         ink > 243 and f'{ink:.0f} %')
    reading = f'{out}/site/{PAPER}/{DATE}/manifest.json'
    with open(reading, encoding='utf-8') as f:
        seal = json.load(f)['sheets']
    xmp = pdf.data(pdf.root['/Metadata']).decode()
    case('press: lines and pages are those of the reading edition',
         f'<chenbao:sheets>{seal}<' not in xmp and 'another seal')
    files = [f'{out}/site/{PAPER}/{DATE}/{PAPER}-{DATE}.pdf', path] + pages
    said = [identity(Pdf(f)) for f in files]
    case('press: all files are one document, each of its own instance',
         (len({d for d, _ in said}) != 1 or
          len({i for _, i in said}) != len(files)) and said)


def again(out):
    before = os.stat(press_file(out)).st_mtime_ns
    r = build('content', out, '--press')
    case('press: what is there is not made again',
         (r.status or os.stat(press_file(out)).st_mtime_ns != before) and
         r.tell())
    shutil.rmtree(f'{out}/press/{PAPER}/{DATE}')
    r = build('content', out, '--press')
    case('press: what is missing is made again',
         not os.path.exists(press_file(out)) and r.tell())
    r = chenbao('build', 'content', '-o', out, '--press', '--no-pages')
    case('press: without pages it is wrong usage', r.status != 2 and r.tell())


def text_page():
    """Wrong boxes where there is bleed; wrong plates."""
    text = grey_paper(fresh(f'{ROOM}/grey'))
    out = f'{ROOM}/grey-out'
    r = build(text, out, '--press', '--paper', PAPER, '--issue', DATE,
              '--theme', os.path.abspath(f'{ROOM}/grey/themes/default'))
    if r.status:
        return r.tell(), r.tell()
    pdf = Pdf(press_file(out))
    return (boxes_wrong(pdf, len(pdf.pages), 3) or marks_wrong(pdf),
            text_plates_wrong(press_file(out)))


def wrong_profiles():
    """(what is wrong, the file, what is said of it)"""
    with open(PROFILE, 'rb') as f:
        good = f.read()
    with open(os.path.dirname(PROFILE) + '/srgb.icc', 'rb') as f:
        screen = f.read()
    yield 'text', b'no profile', 'damaged or no ICC profile'
    yield 'a cut file', good[:len(good) // 2], 'damaged or no ICC profile'
    yield 'RGB', screen, 'four inks of a press'
    yield 'a scanner', good[:12] + b'scnr' + good[16:], 'no profile of a press'
    yield 'an empty file', b'', 'damaged or no ICC profile'


def line_of(path, word):
    with open(path, encoding='utf-8') as f:
        return next(i for i, s in enumerate(f, 1) if word in s)


def refused(text, out, only):
    """Each wrong profile is an error where paper.yaml names it, and the files
    of the last build stay."""
    wrong = []
    last = os.stat(press_file(out)).st_mtime_ns
    yaml = f'{text}/{PAPER}/paper.yaml'
    for name, data, words in wrong_profiles():
        put(f'{text}/{PAPER}/press.icc', data)
        r = build(text, out, *only)
        said = r.err.decode()
        if r.status != 1 or words not in said or \
                f'{yaml}:{line_of(yaml, "press.icc")}:' not in said or \
                os.stat(press_file(out)).st_mtime_ns != last:
            wrong.append(f'{name}: {r.tell()}')
    return '\n'.join(wrong)


def profiled():
    out = f'{ROOM}/icc-out'
    text = with_profile(f'{ROOM}/icc', PROFILE)
    only = ('--press', '--paper', PAPER, '--issue', DATE)
    r = build(text, out, *only)
    pdf = None if r.status else Pdf(press_file(out))
    case("press: the paper's profile is the output intent",
         r.tell() if r.status else intent_wrong(pdf, 'CMYK', PROFILE))
    case('press: a picture that a profile gives too much ink is reported',
         b'ink in all' not in r.err and r.tell())
    case('press: with a profile text is black alone all the same',
         r.tell() if r.status else operators_wrong(pdf) or states_wrong(pdf))
    case('press: a wrong profile is an error where it is named, and the last '
         'files stay', refused(text, out, only))
    os.remove(f'{text}/{PAPER}/press.icc')
    r = build(text, out, *only)
    case('press: a missing profile is an error with its place',
         (b'paper.yaml:' not in r.err or b'press.icc' not in r.err) and
         r.tell())


def inks_of(pdf):
    """What is mixed on the first page, as c m y k."""
    stream = pdf.data(pdf.pages[0]['/Contents'])
    return {tuple(float(v) for v in m[1].split()) for m in
            re.finditer(rb'((?:[\d.]+ ){4})[kK]\n', stream)}


def coloured():
    """A theme's red without inks of its own: with a profile it goes through
    it, and greys stay black alone; without one it is converted plainly."""
    shutil.copytree('themes/default', f'{ROOM}/red')
    with open(f'{ROOM}/red/tokens.css', encoding='utf-8') as f:
        css = f.read()
    put(f'{ROOM}/red/tokens.css',
        re.sub(r'--red: device-cmyk[^;]*;', '--red: #b5281e;', css))
    found = []
    for text, paper in (('content', 'plain'), (f'{ROOM}/icc', 'icc')):
        out = f'{ROOM}/red-{paper}'
        if paper == 'icc':
            shutil.copy(PROFILE, f'{text}/{PAPER}/press.icc')
        r = build(text, out, '--press', '--paper', PAPER, '--issue', DATE,
                  '--theme', os.path.abspath(f'{ROOM}/red'))
        if r.status:
            return r.tell()
        found.append(inks_of(Pdf(press_file(out))))
    plain, icc = found
    red = (0, 0.553, 0.593, 0.29)
    if not any(all(abs(a - b) < 0.01 for a, b in zip(v, red)) for v in plain):
        return f'plain: {plain}'
    mixed = [v for v in icc - plain if sum(x > 0 for x in v) > 1]
    if not mixed or any(abs(a - b) < 0.01 for v in mixed
                        for a, b in [(v[3], red[3])]):
        return f'with a profile: {icc}'
    greys = {v for v in plain if not any(v[:3])}
    return greys - icc and f'greys: {greys}, {icc}'


# --- what the manifest tells ----------------------------------------------

def told(out, paper='lujiazui', date=DATE):
    with open(f'{out}/site/{paper}/{date}/manifest.json',
              encoding='utf-8') as f:
        said = json.load(f)
    return said, [f for f in said['files'] if f['edition'] == 'press']


def untrue(out, pages=0, old=None):
    """What a manifest says of the press files, against the files; OLD: the
    seal that they are of, where it is not that of the pages."""
    said, press = told(out)
    names = [f'lujiazui-{DATE}{p}.pdf' for p in
             [''] + [f'-{i + 1}' for i in range(pages)]]
    if [f['name'] for f in press] != names:
        return f'{[f["name"] for f in press]}, not {names}'
    for f in press:
        path = f'{out}/press/lujiazui/{DATE}/{f["name"]}'
        pdf = Pdf(path)
        xmp = pdf.data(pdf.root['/Metadata']).decode()
        if f['sheets'] != (old or said['sheets']) or \
                f'<chenbao:sheets>{f["sheets"]}<' not in xmp or \
                f['bytes'] != os.path.getsize(path) or \
                not re.fullmatch('[0-9a-f]{32}', f['hash']):
            return f'{f}, sheets {said["sheets"]}'
    return None


def own_seals(out):
    said = [f for f in told(out)[0]['files'] if f['edition'] != 'press']
    if [f['edition'] for f in said] != ['reading', 'large']:
        return said
    for f in said:
        path = f'{out}/site/lujiazui/{DATE}/{f["name"]}'
        pdf = Pdf(path)
        xmp = pdf.data(pdf.root['/Metadata']).decode()
        if f'<chenbao:sheets>{f["sheets"]}<' not in xmp or \
                f['bytes'] != os.path.getsize(path):
            return f
    return said[0]['sheets'] == said[1]['sheets'] and said


def manifests():
    """One issue, built in every order of editions."""
    text, out = f'{ROOM}/one', f'{ROOM}/one-out'
    shutil.copytree('content', text)
    for paper in ('zhoujiadu', 'jiangchuan'):
        shutil.rmtree(f'{text}/{paper}')

    def make(*more):
        r = chenbao('build', text, '-o', out, *more)
        return r.tell() if r.status else None
    first = make()
    case('press: the manifest tells of no press edition before there is one',
         first or told(out)[1])
    before = told(out)[0]
    case('press: the manifest tells of a press edition that is made later',
         make('--press') or untrue(out))
    case('press: reading and large edition are told each with its own seal',
         own_seals(out))
    case('press: pages and stories stay as they were told',
         {k: v for k, v in told(out)[0].items() if k != 'files'} !=
         {k: v for k, v in before.items() if k != 'files'} and 'not so')
    case('press: the manifest tells of the files of single pages',
         make('--press-pages') or untrue(out, 4))
    case('press: a build without --press keeps what was told',
         make() or untrue(out, 4))
    case('press: so does one without the large edition',
         make('--no-large') or untrue(out, 4))
    old = told(out)[0]['sheets']
    change(text)
    case('press: when pages change, press files are told with their old seal',
         make() or untrue(out, 4, old) or
         (told(out)[0]['sheets'] == old and 'the pages did not change'))
    with open(f'{out}/press/lujiazui/{DATE}/lujiazui-{DATE}-2.pdf', 'ab') as f:
        f.write(b'\n')
    make('--no-large')
    case('press: a press file that was changed is told no more',
         len(told(out)[1]) != 4 and told(out)[1])
    case('press: made again, all is as it should be',
         make('--press') or untrue(out))


def change(text):
    """Another character in the first story."""
    folder = f'{text}/lujiazui/{DATE}'
    name = sorted(n for n in os.listdir(folder) if n.endswith('.md'))[0]
    with open(f'{folder}/{name}', encoding='utf-8') as f:
        story = f.read()
    at = story.rindex('。')
    put(f'{folder}/{name}', story[:at] + '！' + story[at + 1:])


# --- seeded faults ----------------------------------------------------------

FAULTS = """
caption { font: 400 7pt/1rlh var(--kai); color: var(--red); }
row[head] > cell { font: 700 8pt/1rlh var(--hei); color: #ffffff;
  background-color: #000000; }
rule[class=column] { border-left: 0.1pt solid var(--black); }
box, filler { background-color: device-cmyk(80% 80% 80% 20%, #333333); }
nameplate > div[class=account] { -cb-box: 6 1 1 3; padding: 0; }
nameplate > div[class=caption] { -cb-box: 6 3 1 4; }
"""
SAID = {  # in words: what, page, story or what is there instead
    'type in two inks': r'page 1, story \S+: “.+” is 7 pt high and printed '
                        'in more than one ink',
    'reversed type': r'page \d, story \S+: “.+” is 8 pt high and lighter '
                     'than its ground',
    'a thin line': r'page \d, outside of stories: a line is 0\.1 pt thick',
    'a coarse picture': r'page 1, story lever: a picture has \d+ dpi',
    'too much ink': r'page \d, story \S+: a tint takes 260 % ink',
    'small modules': r'page 1, outside of stories: the modules of a code are '
                     r'0\.\d+ mm wide',
    'a quiet zone': r'page 1, outside of stories: “.+” stands in the white '
                    'round a code'}


def png(w, h):
    """A picture of one colour."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack('>I', len(data)) + body + \
            struct.pack('>I', zlib.crc32(body))
    rows = (b'\0' + b'\x60\x90\xc0' * w) * h
    return b'\x89PNG\r\n\x1a\n' + \
        chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 2, 0, 0, 0)) + \
        chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def seeded():
    """A theme and a picture with every fault that preflight knows, but for the
    face (below): each is told, in words."""
    shutil.copytree('content', f'{ROOM}/faults')
    shutil.copytree('themes/default', f'{ROOM}/bad')
    with open(f'{ROOM}/bad/print.css', 'a', encoding='utf-8') as f:
        f.write(FAULTS)
    folder = f'{ROOM}/faults/lujiazui/{DATE}'
    put(f'{folder}/images/small.png', png(420, 280))
    with open(f'{folder}/10-lever.md', encoding='utf-8') as f:
        story = f.read()
    put(f'{folder}/10-lever.md',
        story.replace('images/service-desk.jpg', 'images/small.png'))
    r = build(f'{ROOM}/faults', f'{ROOM}/faults-out', '--press', '--paper',
              'lujiazui', '--theme', os.path.abspath(f'{ROOM}/bad'))
    said = r.err.decode()
    missed = [f'{name} is not told' for name, words in SAID.items()
              if not re.search(words, said)]
    return missed and '\n'.join(missed) + '\n' + r.tell()


def locked():
    name = 'press: a face that must not be embedded is reported'
    if not locked_font(f'{ROOM}/fonts'):
        return
    r = chenbao('build', 'content', '-o', f'{ROOM}/locked', '--no-large',
                '--only', 'pdf', '--press', '--paper', PAPER, '--issue', DATE,
                env={'FONTCONFIG_FILE':
                     os.path.abspath(f'{ROOM}/fonts/fonts.conf')})
    case(name, b'forbids to be embedded' not in r.err and r.tell())


def booklet():
    path = f'{ROOM}/booklet.pdf'
    r = chenbao('impose', f'content/{PAPER}/{DATE}', '-o', path)
    check = run(['qpdf', '--check', path])
    case('press: a booklet is written',
         r.status and r.tell() or check.status and check.tell())
    pdf = Pdf(path)
    order = []
    for page in pdf.pages:
        if page['/MediaBox'] != [0, 0, 1190.551, 841.89]:
            order.append(page['/MediaBox'])
        stream = pdf.data(page['/Contents']).decode()
        put_ = re.findall(r'q ([\d.]+) 0 0 [\d.]+ ([\d.]+) \S+ cm /S(\d+)',
                          stream)
        order.append(['LR'[float(x) > 595] + str(int(n) + 1)
                      for _, x, n in put_])
    n = len(Pdf(press_file(f'{ROOM}/out')).pages)
    sides = (n + 3) // 4 * 2
    want = []
    for i in range(sides):
        low, high = i + 1, 2 * sides - i
        pair = [high, low] if i % 2 == 0 else [low, high]
        want.append([s + str(p) for s, p in zip('LR', pair) if p <= n])
    case('press: a folded booklet reads in order',
         order != want and f'{order}, not {want}')


def main():
    fresh(ROOM)
    out = samples()
    one(out)
    again(out)
    boxes, plates = text_page()
    case('press: the theme says how far a page bleeds', boxes)
    case('press: text is on the black plate alone', plates)
    profiled()
    case('press: colours of the theme go through the profile, greys do not',
         coloured())
    manifests()
    case('press: preflight tells of every seeded fault, with page and story',
         seeded())
    locked()
    booklet()


main()
