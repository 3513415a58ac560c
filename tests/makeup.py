"""The make-up of random issues, judged from outside (tests/makeup/).

MAKEUP_SEEDS=FROM-TO   which issues, 0-300 by default
MAKEUP_CLOSE=0         pages need not close: else 97 % of them must, where the
                       copy is 90 to 105 % of the room
MAKEUP_PDF=N           how many of them go through the PDF, 10 by default
MAKEUP_RUN, MAKEUP_ROOM   program and folders, where other ones are wanted
MAKEUP_THEME=FOLDER    another theme than the default one

To look at one: out/test/bench/makeup-run ROOM SEED SEED+1, and its pages with
out/test/bench/cover -m ROOM/content/p/2024-01-06.
"""
import os
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ET

import papers
from lib import WORK, case, chenbao, fresh, run

RUN = os.environ.get('MAKEUP_RUN', 'out/test/bench/makeup-run')
ROOM = os.environ.get('MAKEUP_ROOM', f'{WORK}/makeup')
FIRST, LAST = map(int, os.environ.get('MAKEUP_SEEDS', '0-300').split('-'))
THEME = os.environ.get('MAKEUP_THEME')
MUST_CLOSE = os.environ.get('MAKEUP_CLOSE', '1') == '1'
PDFS = int(os.environ.get('MAKEUP_PDF', '10'))
LEAST = 97
MOST_LATE = 10  # per cent of issues: a story too many plans two pages more
BANDS = ((80, 90), (90, 106), (106, 200))
TABOOS = ('tombstones', 'cuts', 'pictures', 'order')

# What a fault is called; the first that fits.
KINDS = (('every story is printed once, whole and in order', r'^story '),
         ('no two modules overlap', r'zones of'),
         ('nothing leaves the type area', 'type area'),
         ('nothing leaves its module', 'leaves its zone|no zone'),
         ('nothing stands on anything else', ' meets '),
         ('every line stands on the grid', 'off the grid'),
         ('jump lines are true', 'jump|but it is page|about them'),
         ('pages and imprint are right', ''))


class Issue:
    def __init__(self, seed):
        self.seed, self.pages, self.faults, self.made = seed, [], [], {}


class Page:
    def __init__(self, line):
        found = {k: int(v) for k, v in re.findall(r'(\w+)=(\d+)', line)}
        self.closes, self.modules = found['closes'], found['modules']
        self.taboos = {k: found[k] for k in TABOOS}
        self.text = line.split(': ', 1)[1]
        self.least = min(map(int, re.search(r'columns((?: \d+)+)',
                                            line)[1].split()))


# --- running ----------------------------------------------------------------

def start(worker, first, last):
    room = fresh(f'{ROOM}-{worker}')
    with open(f'{room}/said', 'wb') as said, \
            open(f'{room}/lines', 'wb') as lines:
        theme = ['-t', THEME] if THEME else []
        return subprocess.Popen([RUN, *theme, room, str(first), str(last)],
                                stdout=lines, stderr=said)


def read(worker, issues):
    with open(f'{ROOM}-{worker}/lines', encoding='utf-8') as f:
        for line in f.read().splitlines():
            word, rest = line.split(' ', 1)
            if word == 'begin':
                issues.append(Issue(int(rest.split('=')[1])))
            elif word == 'page':
                issues[-1].pages.append(Page(rest))
            elif word == 'fault':
                issues[-1].faults.append(rest)
            elif word == 'made':
                issues[-1].made = {k: float(v) for k, v in re.findall(
                    r'(\w+)=([\d.]+)', rest)}


def work(worker, first, last, issues):
    """A generator: yields while the worker runs; a seed that kills it is
    noted and passed over."""
    while first < last:
        p = start(worker, first, last)
        yield p
        status = p.wait()
        before = len(issues)
        read(worker, issues)
        if status == 0:
            return
        if len(issues) == before:
            sys.exit(f'{RUN}: exit status {status}')
        with open(f'{ROOM}-{worker}/said', 'rb') as f:
            said = f.read()[-1500:].decode('utf-8', 'replace')
        issues[-1].made = {}
        issues[-1].faults.append(f'crash: exit status {status}\n{said}')
        first = issues[-1].seed + 1


def run_all():
    issues, jobs = [], os.cpu_count() or 2
    step = -(-(LAST - FIRST) // jobs)
    crew = [work(i, FIRST + i * step, min(LAST, FIRST + (i + 1) * step),
                 issues) for i in range(jobs)]
    while crew:
        started = [(w, next(w, None)) for w in crew]
        crew = [w for w, p in started if p]
    return sorted(issues, key=lambda i: i.seed)


# --- judging ----------------------------------------------------------------

def faults(issues):
    left = [(i.seed, f) for i in issues for f in i.faults]
    crashed = [f'seed {s}: {f}' for s, f in left if f.startswith('crash')]
    case(f'makeup: {len(issues)} random issues are made up without a crash',
         '\n'.join(crashed))
    left = [x for x in left if not x[1].startswith('crash')]
    for name, pattern in KINDS:
        mine = [x for x in left if re.search(pattern, x[1])]
        left = [x for x in left if x not in mine]
        seeds = sorted({s for s, _ in mine})
        case(f'makeup: {name}', mine and
             f'{len(seeds)} issues, seeds {seeds[:12]}\n' +
             '\n'.join(f'seed {s}: {f}' for s, f in mine[:6]))


def share(part, whole):
    return 100 * part / whole if whole else 100


def tell(issues, name):
    pages = [p for i in issues for p in i.pages]
    n = len(pages)
    if not n:
        return
    late = [i for i in issues if len(i.pages) > i.made['asked']]
    each = [i.made['ms'] / len(i.pages) for i in issues]
    taboos = {t: sum(p.taboos[t] > 0 for p in pages) for t in TABOOS}
    taboos = ', '.join(f'{t} {share(v, n):.1f}' for t, v in taboos.items())
    print(f'{name}: {len(issues)} issues, {n} pages, '
          f'{share(sum(p.closes for p in pages), n):.1f} % close; '
          f'{len(late)} issues have more pages than asked; '
          f'{sum(i.made["fillers"] for i in issues) * 100 / n:.0f} fillers in '
          f'100 pages')
    print(f'  % of pages with {taboos}; make-up of a page: mean '
          f'{statistics.mean(each):.2f} ms, median '
          f'{statistics.median(each):.2f} ms, worst {max(each):.2f} ms')


def worst(issues):
    """Open pages that were asked for, the emptiest columns first."""
    pages, added, blank = [], 0, 0
    for i in issues:
        for n, p in enumerate(i.pages):
            if p.closes:
                continue
            added += n >= i.made['asked']
            blank += 'whole 0%' in p.text
            if n < i.made['asked'] and 'whole 0%' not in p.text:
                pages.append((p.least, i.seed, p.text))
    print(f'  open: {len(pages)} of the pages that were asked for, {added} '
          f'behind them; {blank} are blank. The worst of the first:')
    for _, seed, text in sorted(pages)[:8]:
        print(f'  seed {seed} {text[:150]}')


def closing(issues):
    room = [i for i in issues if 90 <= i.made['copy'] <= 105]
    pages = [p for i in room for p in i.pages]
    got = share(sum(p.closes for p in pages), len(pages))
    late = [i.seed for i in room if len(i.pages) > i.made['asked']]
    print(f'copy of 90 to 105 %: {got:.1f} % of {len(pages)} pages close, '
          f'{len(late)} of {len(room)} issues have more pages than asked')
    if not MUST_CLOSE:
        return
    case(f'makeup: {LEAST} % of pages close where the copy is 90 to 105 %',
         got < LEAST and f'{got:.1f} %')
    case(f'makeup: {100 - MOST_LATE} % of them have the pages that were asked',
         len(late) * 100 > len(room) * MOST_LATE and f'seeds {late[:20]}')


def through_pdf(issue):
    """The text comes back from the PDF; two PDFs are alike."""
    room = fresh(f'{ROOM}-pdf')
    folder = f'{room}/content/p/2024-01-06'
    r = run([RUN, '-k', room, str(issue.seed), str(issue.seed + 1)])
    made = [chenbao('pdf', folder, '-o', f'{room}/{i}.pdf') for i in (1, 2)]
    if r.status or any(m.status for m in made):
        return r.tell() + made[0].tell()
    with open(f'{room}/1.pdf', 'rb') as a, open(f'{room}/2.pdf', 'rb') as b:
        if a.read() != b.read():
            return 'two PDFs of it differ'
    tree = ET.fromstring(chenbao('tree', folder).out)
    sheet = chenbao('sheet', folder).out.decode('utf-8')
    for story in tree:
        story.set('jump', '1')  # any story may go on elsewhere
    return papers.texts(f'{room}/1.pdf', tree, papers.parts_of(sheet))


def main():
    issues = run_all()
    faults(issues)
    whole = [i for i in issues if i.made and i.pages]
    for least, most in BANDS:
        tell([i for i in whole if least <= i.made['copy'] < most],
             f'copy of {least} to {most - 1} %')
    closing(whole)
    worst([i for i in whole if 90 <= i.made['copy'] <= 105])
    step = max(1, len(whole) // PDFS) if PDFS else 1
    for issue in whole[::step][:PDFS]:
        case(f'makeup: the text of issue {issue.seed} comes back whole from '
             'the PDF, twice the same', through_pdf(issue))


main()
