"""Times whole runs of chenbao on made-up papers and prints medians.

Inputs are put together from the articles of content/zhoujiadu: an issue of
four pages, a year of weekly issues, a site of 10,000 articles. Output goes to
memory (/dev/shm) where there is such a place, so that no disk is timed.
"""
import datetime
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from lib import BIN, NULL, fresh, put, slurp

ROOM = 'out/bench'
SOURCE = 'content/zhoujiadu'
DROPPED = re.compile(r'^(page|版|jump|转版|priority|位置):.*\n', re.M)
LINK = re.compile(r'(?<!!)\[([^][]*)\]\([^()]*\)')
PICTURE = re.compile(r'!\[[^][]*\]\((images/[^ )]*)[^()]*\)')


class Article:
    """One of the sample's, without links, which its issue alone can hold."""

    def __init__(self, folder, name):
        _, keys, body = slurp(f'{folder}/{name}').split('---\n', 2)
        self.keys = DROPPED.sub('', keys)
        self.body = LINK.sub(r'\1', body)
        self.pictures = [(folder, p) for p in PICTURE.findall(body)]
        self.size = len(self.body)

    def text(self, page, priority):
        return (f'---\n{self.keys}page: {page}\npriority: {priority}\n---\n'
                f'{self.body}')


def articles(*dates):
    return [Article(f'{SOURCE}/{date}', name) for date in dates
            for name in sorted(os.listdir(f'{SOURCE}/{date}'))
            if name.endswith('.md')]


def write_issue(folder, date, stories, pages):
    """STORIES on so many PAGES, each filled to about the same height."""
    names = ''.join(f'  - 第{i + 1}版\n' for i in range(pages))
    put(f'{folder}/issue.yaml', f'number: 样刊\ndate: {date}\npages:\n{names}')
    size, done, last = sum(s.size for s in stories), 0, 0
    for i, s in enumerate(stories):
        page = 1 + min(pages - 1, done * pages // size)
        put(f'{folder}/{i + 10}-story-{i}.md',
            s.text(page, 'normal' if page > last else 'brief'))
        for source, picture in s.pictures:
            os.makedirs(f'{folder}/images', exist_ok=True)
            shutil.copy(f'{source}/{picture}', f'{folder}/{picture}')
        done, last = done + s.size, page


def make_content(name):
    """A content folder with one paper and no issue yet; None: it is there."""
    content = f'{ROOM}/{name}'
    if os.path.exists(f'{content}/done'):
        return content, None
    paper = f'{fresh(content)}/paper'
    os.makedirs(paper)
    shutil.copy('content/site.yaml', content)
    shutil.copy(f'{SOURCE}/paper.yaml', paper)
    return content, paper


def days(n):
    first = datetime.date(2000, 1, 1)
    return [str(first + datetime.timedelta(7 * i)) for i in range(n)]


def make_issue():
    """Four pages, 20 articles, 12,000 characters, 6 pictures."""
    content, paper = make_content('issue')
    if paper:
        all_ = articles('2018-12-15')
        shown = [a for a in all_ if a.pictures]
        others = sorted((a for a in all_ if not a.pictures),
                        key=lambda a: a.size)
        rest = 12000 - sum(a.size for a in shown)
        n = 20 - len(shown)
        windows = [others[i:i + n] for i in range(len(others) - n + 1)]
        plain = min(windows,
                    key=lambda w: abs(sum(a.size for a in w) - rest))
        sixth = next(a for a in articles('2019-05-31') if a.pictures)
        plain[-1].body += PICTURE.search(sixth.body).group() + '\n'
        plain[-1].pictures = sixth.pictures[:1]
        chosen = [a for a in all_ if a in shown or a in plain]
        write_issue(f'{paper}/2000-01-01', '2000-01-01', chosen, 4)
        put(f'{content}/done', '')
    return content


def make_year():
    """52 issues of 40 articles on 8 pages."""
    content, paper = make_content('year')
    if paper:
        all_ = articles('2018-12-15', '2019-05-31', '2020-01-17')
        for week, date in enumerate(days(52)):
            at = week * 19 % len(all_)
            stories = (all_[at:] + all_[:at])[:40]
            write_issue(f'{paper}/{date}', date, stories, 8)
        put(f'{content}/done', '')
    return content


def blocks(all_):
    """Paragraphs, subheads and lists, over and over."""
    text = [b for a in all_ for b in a.body.strip().split('\n\n')
            if b[0] not in '!|<' and '###' not in b and ':::' not in b]
    while True:
        yield from text


def make_site():
    """250 issues of 40 articles of some 600 characters."""
    content, paper = make_content('site')
    if paper:
        all_ = articles('2018-12-15', '2019-05-31', '2020-01-17')
        text = blocks(all_)
        for k, date in enumerate(days(250)):
            stories = []
            for i in range(40):
                a = Article.__new__(Article)
                a.keys, a.body = all_[(40 * k + i) % len(all_)].keys, ''
                while len(a.body) < 580:
                    a.body += next(text) + '\n\n'
                a.size, a.pictures = len(a.body), []
                stories.append(a)
            write_issue(f'{paper}/{date}', date, stories, 8)
        put(f'{content}/done', '')
    return content


# --- timing -----------------------------------------------------------------

def measure(args):
    """Wall and processor seconds, and the peak of the largest process, MB."""
    start = time.monotonic()
    p = subprocess.Popen([BIN, *args], stdout=NULL, stderr=NULL)
    _, status, use = os.wait4(p.pid, 0)
    wall = time.monotonic() - start
    p.returncode = os.waitstatus_to_exitcode(status)
    return (wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024,
            p.returncode)


def bench(what, limit, runs, args, before=lambda: None):
    times = []
    for _ in range(runs + 1): # the first warms up
        before()
        times.append(measure(args))
    times = times[1:]
    wall, cpu, peak = (statistics.median(t[i] for t in times)
                       for i in range(3))
    best = min(t[0] for t in times)
    failed = any(t[3] for t in times)
    print(f'{what:44} {wall * 1e3:7.0f} {best * 1e3:7.0f} {cpu * 1e3:7.0f} '
          f'{peak:6.0f}   {limit}{"  (messages)" if failed else ""}',
          flush=True)


def edit(path):
    """Another last paragraph in each call."""
    text = slurp(path)
    put(path, f'{text}\n{time.monotonic_ns()}\n')


def main(runs):
    memory = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None
    out = tempfile.mkdtemp(prefix='chenbao-bench-', dir=memory)
    issue, year, site = make_issue(), make_year(), make_site()

    def clear():
        fresh(out)

    few = max(1, runs // 2)
    plain = ['build', site, '-o', out, '--only', 'site', '--no-pages']
    print(f'{"":44} {"median":>7} {"best":>7} {"cpu":>7} {"peak":>6}   limit'
          f'\n{"":44} {"ms":>7} {"ms":>7} {"ms":>7} {"MB":>6}')
    bench('PDF of four pages, 20 articles, 6 pictures', '100 ms', 3 * runs,
          ['pdf', f'{issue}/paper/2000-01-01', '-o', f'{out}/issue.pdf'])
    bench('PDFs of a year: 52 issues of 8 pages', '2500 ms', few,
          ['build', year, '-o', out, '--only', 'pdf'], clear)
    bench('site of 10,000 articles', '800 ms', runs, [*plain, '--no-qr'],
          clear)
    bench('  again, nothing changed', '', runs, [*plain, '--no-qr'])
    story = f'{site}/paper/2000-01-01/10-story-0.md'
    kept = slurp(story)
    bench('  again, one article changed', '', runs, [*plain, '--no-qr'],
          lambda: edit(story))
    put(story, kept)
    bench('  with QR codes', '1400 ms', runs, plain, clear)
    shutil.rmtree(out)


if __name__ == '__main__':
    main(int(sys.argv[1]))
