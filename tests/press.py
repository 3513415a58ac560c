"""The press edition, judged from outside: boxes and marks, inks by Ghostscript's
separations, what the file says of itself, preflight, and the booklet."""
import base64
import json
import os
import re
import shutil
import struct

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


def intent_wrong(pdf, identifier, profile):
    intents = pdf.root['/OutputIntents']
    d = pdf.at(intents[0])
    if len(intents) != 1 or d['/S'] != '/GTS_PDFX':
        return intents
    if identifier not in d['/OutputConditionIdentifier']:
        return d
    if not profile:
        return '/DestOutputProfile' in d or \
            'color.org' not in d.get('/RegistryName', '')
    icc = pdf.data(d['/DestOutputProfile'])
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
    case('press: without a profile a registered condition is named',
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
    put(f'{text}/{PAPER}/press.icc', 'no profile')
    r = build(text, out, *only)
    case('press: a wrong profile is an error, and the last files stay',
         (r.status != 1 or b'no ICC profile' not in r.err or
          not os.path.exists(press_file(out))) and r.tell())
    os.remove(f'{text}/{PAPER}/press.icc')
    r = build(text, out, *only)
    case('press: a missing profile is an error with its place',
         (b'paper.yaml:' not in r.err or b'press.icc' not in r.err) and
         r.tell())


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
    locked()
    booklet()


main()
