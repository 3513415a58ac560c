"""大字版, the large-type edition, of the papers of content/: large enough,
whole, full, black enough, and the same twice."""
import json
import re
import xml.etree.ElementTree as ET

from lib import WORK, case, chenbao, fresh, issues, run
from papers import fonts, longest, parts_of, room_problem, story_text, bare

BODY = 16500      # 16.5 pt; only credits and the imprint are smaller
LEAST = 12000
CODE = 30 / 25.4 * 72000
CONTRAST = 7
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


def main():
    pages, left = 0, []
    for paper, date in issues():
        n, more = judge(paper, date)
        pages += n
        left += more
    case('large: at least 19 of 20 pages close',
         len(left) * 20 > pages and '\n'.join(left))
    room = fresh(f'{WORK}/large/none')
    r = chenbao('pdf', 'content/lujiazui/2018-12-15', '--edition', 'none',
                '-o', f'{room}/a.pdf')
    case('large: an edition that the theme has not is refused',
         (r.status == 0 or b'none.css' not in r.err) and r.tell())


if __name__ == '__main__':
    main()
