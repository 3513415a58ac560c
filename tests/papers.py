"""The printed papers of content/, judged from outside: by qpdf, poppler, zbar
and xmllint, none of which knows how they were made."""
import os
import re
import xml.etree.ElementTree as ET

from lib import WORK, case, chenbao, fresh, issues, run

BLANK = re.compile(r'[\s\u200b\ufeff\u00ad]+')
JUMP = re.compile(r'>>>下转P\d+版|<<<上接P\d+版')


def bare(text):
    return BLANK.sub('', text)


# --- what a story must say, from the tree ---------------------------------

def inline(node):
    return ''.join(node.itertext())


def item_label(parent, i):
    if parent.get('kind') == 'ordered':
        return f'{int(parent.get("start", "1")) + i}.'
    return '•'


def block_text(node):
    """The text of a block in reading order, as a reader sees it."""
    tag = node.tag
    if tag == 'list':
        return ''.join(item_label(node, i) + blocks(item)
                       for i, item in enumerate(node))
    if tag == 'glossary':
        return glossary(node)
    if tag == 'names':
        title = ''.join(inline(n) for n in node.findall('title'))
        return title + ''.join(inline(n) for n in node.findall('name'))
    if tag == 'image' or tag == 'break':
        return ''
    if tag in ('quote', 'pullquote', 'box', 'ad', 'item', 'figure', 'table',
               'row'):
        return blocks(node)
    return inline(node)


def glossary(node):
    out = ''
    for n in node:
        out += inline(n) + ('：' if n.tag == 'term' else '')
    return out


def blocks(node):
    return ''.join(block_text(n) for n in node)


def story_text(story):
    out = ''
    for tag in ('kicker', 'headline', 'deck', 'byline'):
        out += ''.join(inline(n) for n in story.findall(tag))
    out += blocks(story.find('body'))
    for n in story.findall('signoff'):
        out += f'（{inline(n)}）'
    return bare(out)


# --- what the pages say ---------------------------------------------------

def longest(text, pages):
    """How many characters from the start of TEXT stand somewhere together."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text[:middle] in pages:
            low = middle
        else:
            high = middle - 1
    return low


def missing(story, pages, parts):
    """What is wrong with the text of STORY, which has PARTS on the pages."""
    text = story_text(story)
    # A page of that name says its stories' section already.
    label = f'【{story.get("section")}】'
    if story.get('section') and label + text[:9] in pages:
        text = label + text
    runs = parts if story.get('jump') else 1
    done = 0
    for _ in range(runs):
        done += longest(text[done:], pages)
        if done == len(text):
            return ''
    return f'{story.get("id")}: {runs} run(s) reach only {done} of ' \
        f'{len(text)} characters; there should follow: {text[done:done + 40]}'


def texts(pdf, tree, parts):
    pages = run(['pdftotext', '-raw', pdf, '-']).out.decode('utf-8')
    pages = JUMP.sub('', bare(pages))
    wrong = []
    stories = tree.findall('article') + [
        f for f in tree.findall('filler') if f.get('id') in parts]
    for story in stories:
        if story.get('id') not in parts:
            wrong.append(f'{story.get("id")}: is on no page')
        else:
            wrong.append(missing(story, pages, parts[story.get('id')]))
    return '\n'.join(w for w in wrong if w)


def fonts(pdf):
    lines = run(['pdffonts', pdf]).out.decode().split('\n')[2:]
    lines = [s for s in lines if s.strip()]
    if not lines:
        return 'no fonts at all'
    return '\n'.join(s for s in lines if
                     not re.search(r'\syes yes yes\s+\d+\s+\d+$', s))


# --- codes ----------------------------------------------------------------

def codes_seen(pdf, room):
    """The codes on each page at 200 dpi: [[text…]…]."""
    fresh(room)
    run(['pdftoppm', '-r', '200', '-gray', pdf, f'{room}/p'], limit=120)
    seen = []
    for image in sorted(os.listdir(room)):
        r = run(['zbarimg', '-q', '--raw', '-Sdisable', '-Sqrcode.enable',
                 f'{room}/{image}'], limit=120)
        seen.append(sorted(r.out.decode('utf-8', 'replace').split()))
        os.remove(f'{room}/{image}')
    return seen


def codes_meant(sheet):
    """The codes that the display list draws, page by page."""
    meant = []
    for line in sheet.split('\n'):
        if line.startswith('page '):
            meant.append([])
        found = re.match(r' *qr id=(\S+)', line)
        if found:
            meant[-1].append(found.group(1))
    return [sorted(m) for m in meant]


def codes(tree, pdf, sheet, room):
    seen, meant = codes_seen(pdf, room), codes_meant(sheet)
    wrong = [f'page {i + 1}: seen {s}, drawn {m}'
             for i, (s, m) in enumerate(zip(seen, meant)) if s != m]
    flat = sum(meant, [])
    account = tree.find('paper/account')
    if account is not None and account.get('url') not in flat:
        wrong.append(f'the account {account.get("url")} is on no page')
    base = tree.get('base-url') or ''
    known = {base + s.get('url', '') for s in tree.findall('article')}
    known |= {account.get('url')} if account is not None else set()
    wrong += [f'{c}: neither a story nor the account' for c in flat
              if c not in known]
    return '\n'.join(wrong)


# --- one issue ------------------------------------------------------------

def parts_of(sheet):
    """How many parts each story has in the display list."""
    parts = {}
    for m in re.finditer(r'^ *article id=(\S+)(?: part=(\d+))?', sheet, re.M):
        n = int(m.group(2) or 1)
        parts[m.group(1)] = max(n, parts.get(m.group(1), 0))
    return parts


def room_problem(sheet):
    """Does every run of text lie on its page?"""
    wrong, w, h = [], 0, 0
    for line in sheet.split('\n'):
        page = re.match(r'page \d+ (\d+) (\d+)', line)
        if page:
            w, h = map(int, page.groups())
        spot = re.match(r' *run (-?\d+) (-?\d+) (\d+) ', line)
        if spot:
            x, y, width = map(int, spot.groups())
            turned = ' turned ' in line
            if x < 0 or y < 0 or y > h or (x + width > w and not turned):
                wrong.append(line.strip())
    return '\n'.join(wrong)


def judge(paper, date):
    name, folder = f'{paper}/{date}', f'content/{paper}/{date}'
    room = fresh(f'{WORK}/papers/{paper}-{date}')
    pdf, xml = f'{room}/paper.pdf', f'{room}/tree.xml'
    made = chenbao('pdf', folder, '-o', pdf)
    if not case(f'papers/{name}: is made', made.status and made.tell()):
        return
    tree_run = chenbao('tree', folder)
    with open(xml, 'wb') as f:
        f.write(tree_run.out)
    sheet = chenbao('sheet', folder).out.decode('utf-8')
    tree, parts = ET.fromstring(tree_run.out), parts_of(sheet)

    r = run(['xmllint', '--noout', '--relaxng', 'gen/tree/schema.rng', xml])
    case(f'papers/{name}: the tree is valid', r.status and r.tell())
    r = run(['qpdf', '--check', pdf])
    case(f'papers/{name}: qpdf finds nothing', r.status and
         r.out.decode() + r.tell())
    case(f'papers/{name}: faces are embedded, subset, with Unicode',
         fonts(pdf))
    pages = len(re.findall(r'^page ', sheet, re.M))
    case(f'papers/{name}: the number of pages is even',
         pages % 2 and f'{pages} pages')
    case(f'papers/{name}: no picture has too few dots for the press',
         '\n'.join(s for s in made.err.decode('utf-8', 'replace').split('\n')
                   if ' dpi' in s))
    case(f'papers/{name}: all text lies on its page', room_problem(sheet))
    case(f'papers/{name}: every story is there, whole and in one run',
         texts(pdf, tree, parts))
    case(f'papers/{name}: every code can be scanned and says what it should',
         codes(tree, pdf, sheet, f'{room}/png'))


def main():
    found = list(issues())
    case('papers: there are sample issues', not found and 'none in content/')
    for paper, date in found:
        judge(paper, date)


if __name__ == "__main__":
    main()
