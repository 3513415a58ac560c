"""What makes a file PDF/A-2b (ISO 19005-2) besides its faces: bytes, limits,
output intent, metadata. For pdfua.py, whose struct of a file this reads."""
import re
import xml.etree.ElementTree as ET

NS = {'rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
      'dc': 'http://purl.org/dc/elements/1.1/',
      'xmp': 'http://ns.adobe.com/xap/1.0/',
      'xmpMM': 'http://ns.adobe.com/xap/1.0/mm/',
      'pdf': 'http://ns.adobe.com/pdf/1.3/',
      'pdfaid': 'http://www.aiim.org/pdfa/ns/id/',
      'pdfuaid': 'http://www.aiim.org/pdfua/ns/id/',
      'ext': 'http://www.aiim.org/pdfa/ns/extension/',
      'sch': 'http://www.aiim.org/pdfa/ns/schema#',
      'ours': 'urn:chenbao:xmp:1#'}
KNOWN = {NS[k] for k in ('rdf', 'dc', 'xmp', 'xmpMM', 'pdf', 'pdfaid', 'ext')}

def text(s):
    """A text string of qpdf's JSON."""
    if s.startswith('u:'):
        return s[2:]
    raw = bytes.fromhex(s[2:])
    return raw[2:].decode('utf-16-be') if raw[:2] == b'\xfe\xff' else \
        raw.decode('latin-1')


def file_rules(pdf):
    wrong = []
    if not re.match(rb'%PDF-1\.7\n%[\x80-\xff]{4}', pdf.bytes):
        wrong.append('6.1.2: header')
    if not pdf.bytes.endswith(b'%%EOF\n'):
        wrong.append('6.1.3: something behind %%EOF')
    if len(pdf.trailer.get('/ID', [])) != 2 or '/Encrypt' in pdf.trailer:
        wrong.append('6.1.3: /ID, /Encrypt')
    for ref, d, is_stream in pdf.all():
        if not isinstance(d, dict):
            continue
        if is_stream and {'/F', '/FFilter', '/FDecodeParms'} & d.keys():
            wrong.append(f'6.1.7: {ref} is outside the file')
        if '/LZWDecode' in str(d.get('/Filter')) or \
                '/Crypt' in str(d.get('/Filter')):
            wrong.append(f'6.1.7: {ref}: filter')
        if d.get('/Interpolate') or '/SMask' in d or '/Alternates' in d or \
                '/OPI' in d or '/Group' in d:
            wrong.append(f'6.2.8, 6.2.10: {ref}')
        if d.get('/S') in ('/JavaScript', '/Launch', '/Named') or '/AA' in d:
            wrong.append(f'6.5: {ref}')
        if d.get('/Subtype') == '/Image' and d['/ColorSpace'] not in (
                '/DeviceRGB', '/DeviceGray'):
            wrong.append(f'6.2.4: {ref}')
    return wrong


def intent(pdf):
    all_ = pdf.root.get('/OutputIntents', [])
    if len(all_) != 1 or pdf.get(all_[0])['/S'] != '/GTS_PDFA1':
        return '6.2.3: no output intent'
    ref = pdf.get(all_[0])['/DestOutputProfile']
    profile = pdf.data(ref)
    if pdf.get(ref)['/N'] != 3 or profile[16:20] != b'RGB ' or \
            profile[36:40] != b'acsp' or \
            int.from_bytes(profile[:4], 'big') != len(profile):
        return '6.2.3: the profile is none for RGB'
    return ''


def metadata(pdf):
    wrong = []
    ref = pdf.root.get('/Metadata')
    d = pdf.get(ref)
    if d.get('/Subtype') != '/XML' or '/Filter' in d:
        wrong.append('6.6.2.1: the stream')
    raw = pdf.data(ref).decode('utf-8')
    if not re.match(r'<\?xpacket begin="\ufeff" id="W5M0Mp', raw):
        wrong.append('6.6.2.1: xpacket')
    top = ET.fromstring(raw).find('.//rdf:Description', NS)
    said = {k: top.findtext(k, namespaces=NS) for k in (
        'pdfaid:part', 'pdfaid:conformance', 'pdfuaid:part', 'dc:format',
        'xmp:CreateDate', 'xmp:ModifyDate', 'xmp:CreatorTool', 'pdf:Producer',
        'ours:sheets', 'xmpMM:DocumentID')}
    said['title'] = top.findtext('dc:title/rdf:Alt/rdf:li', namespaces=NS)
    said['author'] = top.findtext('dc:creator/rdf:Seq/rdf:li', namespaces=NS)
    said['lang'] = top.findtext('dc:language/rdf:Bag/rdf:li', namespaces=NS)
    info = {k: text(v) for k, v in pdf.get(pdf.trailer['/Info']).items()}
    date = re.sub(r'D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z',
                  r'\1-\2-\3T\4:\5:\6Z', info.get('/CreationDate', ''))
    wish = {'pdfaid:part': '2', 'pdfaid:conformance': 'B',
            'pdfuaid:part': '1', 'dc:format': 'application/pdf',
            'title': info.get('/Title'), 'author': info.get('/Author'),
            'xmp:CreateDate': date, 'xmp:ModifyDate': date,
            'xmp:CreatorTool': info.get('/Creator'),
            'pdf:Producer': info.get('/Producer'),
            'lang': text(pdf.root['/Lang'])}
    wrong += [f'{k}: {said[k]!r}, not {v!r}' for k, v in wish.items()
              if said[k] != v]
    if not re.fullmatch(r'[0-9a-f]{32}', said['ours:sheets'] or ''):
        wrong.append('no hash of the sheets')
    described = {e.text for e in top.iter(f'{{{NS["sch"]}}}namespaceURI')}
    spaces = {e.tag[1:].split('}')[0] for e in top}
    if spaces - KNOWN - described:
        wrong.append(f'6.6.2.3: {spaces - KNOWN - described} not described')
    return wrong


# --- bytes ----------------------------------------------------------------------

def table_wrong(b):
    """The cross-reference table (6.1.4)."""
    at = int(b[b.rindex(b'startxref') + 9:].split()[0])
    head = re.match(rb'xref\n0 (\d+)\n', b[at:at + 40])
    if not head:
        return '6.1.4: xref'
    wrong, n = [], int(head[1])
    rows = b[at + head.end():at + head.end() + 20 * n]
    for i in range(n):
        row = rows[20 * i:20 * i + 20]
        if not re.fullmatch(rb'\d{10} \d{5} [nf]( \n|\r\n)', row):
            wrong.append(f'6.1.4: row {i}: {row}')
        elif row[17:18] == b'n' and not b[int(row[:10]):].startswith(
                f'{i} 0 obj\n'.encode()):
            wrong.append(f'6.1.4: object {i} is not where the table has it')
    return '\n'.join(wrong[:3])


def syntax(pdf):
    """Objects and streams stand in lines of their own, a stream is as long as
    it says (6.1.7.1, 6.1.9)."""
    b, wrong = pdf.bytes, [table_wrong(pdf.bytes)]
    sizes = dict(re.findall(rb'\n(\d+) 0 obj\n(\d+)\nendobj\n', b))
    end = 0
    for m in re.finditer(rb'\n(\d+) 0 obj\n', b):
        if m.start() < end:
            continue  # within a stream
        stop = b.find(b'endobj', m.end())
        begin = b.find(b'stream', m.end(), stop)
        if begin < 0:
            end = stop
            if b[stop - 1:stop] != b'\n':
                wrong.append(f'6.1.9: {m[1]}: endobj')
            continue
        found = re.search(rb'/Length (\d+)( 0 R)?', b[m.end():begin])
        size = int(sizes[found[1]] if found[2] else found[1])
        data = begin + (8 if b[begin + 6:begin + 8] == b'\r\n' else 7)
        end = data + size
        if b[begin + 6:begin + 7] not in (b'\n', b'\r') or not re.match(
                rb'\r?\nendstream\nendobj\n', b[end:end + 20]):
            wrong.append(f'6.1.7.1: {m[1]}: stream of {size} bytes')
    return '\n'.join(w for w in wrong if w)


def values(o):
    if isinstance(o, dict):
        for k, v in o.items():
            yield k
            yield from values(v)
    elif isinstance(o, list):
        for v in o:
            yield from values(v)
    else:
        yield o


def limits(pdf):
    """6.1.13: strings, names, numbers, states in states."""
    wrong = []
    for ref, d, _ in pdf.all():
        for v in values(d):
            if isinstance(v, str) and (
                    (v[:1] == '/' and len(v.encode()) > 128) or
                    (v[:2] in ('u:', 'b:') and len(v) > 16000)):
                wrong.append(f'6.1.13: {ref}: {v[:40]}…')
            if isinstance(v, (int, float)) and abs(v) > 2 ** 31 - 1:
                wrong.append(f'6.1.13: {ref}: {v}')
    for ref in pdf.pages:
        box, depth = pdf.get(ref)['/MediaBox'], 0
        if not all(3 <= box[i + 2] - box[i] <= 14400 for i in (0, 1)):
            wrong.append(f'6.1.13: {ref}: {box}')
        for m in re.finditer(rb'(?<![\w/<])[qQ](?=\s)',
                             pdf.data(pdf.get(ref)['/Contents'])):
            depth += 1 if m[0] == b'q' else -1
            if not 0 <= depth <= 28:
                wrong.append(f'6.1.13: {ref}: q {depth} deep')
        if depth:
            wrong.append(f'{ref}: q and Q do not match')
    return wrong
