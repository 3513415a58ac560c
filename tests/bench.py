"""Times and memory of the usual works, medians over several runs.

The text is made by a fixed sequence of numbers, so that every machine sets
the same. Folders stand on a tmpfs when /dev/shm is one.
"""
import datetime
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

import search
from lib import BIN
from paper import four_pages, issue, site_of, year
from serving import Serve

RUNS = int(sys.argv[1]) if sys.argv[1:] else 11
SHM = '/dev/shm' if os.path.ismount('/dev/shm') else 'out/test'
ROOM = f'{SHM}/chenbao-bench-{os.getpid()}'


def once(args):
    """(seconds, processor seconds of all processes, peak memory in MB of the
    largest) of one run."""
    started = time.perf_counter()
    p = subprocess.Popen([BIN, *args], stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE)
    err = p.stderr.read()
    _, status, used = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - started
    if p.returncode:
        sys.exit(f'{args}: exit status {p.returncode}\n' +
                 err.decode()[-2000:])
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bench(name, standard, args, runs, before=None):
    took, busy, peak = [], [], []
    for _ in range(runs):
        if before:
            before()
        t, b, m = once(args)
        took.append(t)
        busy.append(b)
        peak.append(m)
    print(f'{name:<52} {statistics.median(took) * 1000:8.0f} ms  '
          f'{statistics.median(busy) * 1000:6.0f} ms busy  '
          f'{statistics.median(peak):6.0f} MB   {standard}  '
          f'(least {min(took) * 1000:.0f}, of {runs})', flush=True)


def tell(name, *args):
    """Runs a program of tests/bench/, which prints its own numbers."""
    p = subprocess.run([f'out/test/bench/bench/{name}', *args],
                       stdout=subprocess.PIPE, check=False)
    print(p.stdout.decode().rstrip(), flush=True)
    if p.returncode:
        sys.exit(f'{name}: exit status {p.returncode}')


def random_issues(name, standard, pages):
    """One issue after the other, since they differ much: some close at once,
    others ask for many tries."""
    took, busy = [], []
    for seed in range(RUNS):
        room = f'{ROOM}/random'
        subprocess.run(['out/test/bench/makeup-run', '-k', '-p', str(pages),
                        '-c', '98', room, str(seed), str(seed + 1)],
                       check=True, stdout=subprocess.DEVNULL)
        runs = [once(['pdf', f'{room}/content/p/2024-01-06', '-o',
                      f'{room}.pdf']) for _ in range(3)]
        took.append(statistics.median(r[0] for r in runs))
        busy.append(statistics.median(r[1] for r in runs))
        shutil.rmtree(room)
    print(f'{name:<52} {statistics.median(took) * 1000:8.0f} ms  '
          f'{statistics.median(busy) * 1000:6.0f} ms busy  '
          f'{standard}  (least {min(took) * 1000:.0f}, most '
          f'{max(took) * 1000:.0f}, of {RUNS} issues)', flush=True)


def edit(path):
    n = [0]

    def change():
        n[0] += 1
        with open(path, 'a', encoding='utf-8') as f:
            f.write(f'\n第{n[0]}次改动。\n')
    return change


def on_screen(name, standard, serve, path, change, page):
    """From write() to the event, and to the bytes that are served: medians of
    nine saves of the file PATH, whose text CHANGE(text, n) makes."""
    with open(path, encoding='utf-8') as f:
        text = f.read()
    told, served = [], []
    for n in range(9):
        new, word = change(text, n)
        at = serve.mark()
        started = time.perf_counter()
        with open(path, 'w', encoding='utf-8') as f:
            f.write(new)
        serve.wait(lambda n, d: n == 'built' and d['step'] == 'pages', at)
        told.append(time.perf_counter() - started)
        while word not in serve.text(page):
            pass
        served.append(time.perf_counter() - started)
        serve.done(at)
    print(f'{name:<52} {statistics.median(told) * 1000:8.0f} ms  '
          f'{statistics.median(served) * 1000:6.0f} ms till served   '
          f'{standard}  (least {min(told) * 1000:.0f}, of 9)', flush=True)


def preview():
    """Saves in a four-page issue, in one of eight pages, of the theme."""
    def said(text, n):
        return f'{text}\n存盘第{n}次。\n', f'存盘第{n}次'

    def styled(text, n):
        token = f'--cb-bench: {n}px;'
        return text.replace(':root {', ':root {\n  ' + token, 1), token

    room = f'{ROOM}/preview'
    four_pages(room)
    issue(room, datetime.date(2024, 1, 8), 8, 40, 24000, 6)
    shutil.copytree('themes/default', f'{ROOM}/theme')
    s = Serve(room, f'{ROOM}/preview-out', '--theme', f'{ROOM}/theme')
    try:
        s.done()
        on_screen('preview: a save in an issue of four pages, on the screen',
                  'under 200 ms', s, f'{room}/p/2024-01-01/01-s1.md', said,
                  '/p/2024-01-01/s1.html')
        on_screen('preview: the same in one of eight pages', '', s,
                  f'{room}/p/2024-01-08/01-s1.md', said,
                  '/p/2024-01-08/s1.html')
        on_screen('preview: the tokens of the theme', '', s,
                  f'{ROOM}/theme/tokens.css', styled, '/assets/tokens.css')
    finally:
        s.stop()


def main():
    shutil.rmtree(ROOM, ignore_errors=True)
    out = f'{ROOM}/out'

    def clean():
        shutil.rmtree(out, ignore_errors=True)

    try:
        print(f'{os.cpu_count()} processors, in {SHM}')
        folder = four_pages(f'{ROOM}/four')
        bench('pdf of four pages, 20 stories, 6 pictures', 'under 100 ms',
              ['pdf', folder, '-o', f'{ROOM}/four.pdf'], RUNS)
        bench('the same in large type', '',
              ['pdf', folder, '-o', f'{ROOM}/four.pdf', '--edition', 'large'],
              RUNS)
        four = ['build', f'{ROOM}/four', '-o', out]
        bench('its reading and press edition', '',
              four + ['--only', 'pdf', '--press'], RUNS, clean)
        bench('all three', 'under 300 ms',
              four + ['--only', 'pdf', '--press', '--edition', 'large'],
              RUNS, clean)
        bench('all three, and its site', '', four + ['--press'], RUNS, clean)
        preview()
        clean()
        tell('tagging', folder, 'themes/default', str(RUNS))
        tell('lines', f'{ROOM}/four', 'themes/default', str(RUNS))
        tell('excess', 'content', 'themes/default')
        tell('makeup', f'{ROOM}/makeup', 'themes/default', str(RUNS * 20))
        random_issues('pdf of eight random pages', 'under 150 ms', 8)
        few = max(3, RUNS // 4)
        year(f'{ROOM}/year')
        bench('a year, 52 issues of 8 pages, 2,080 stories: PDFs',
              'under 2.5 s', ['build', f'{ROOM}/year', '-o', out, '--only',
                              'pdf'], few, clean)
        clean()
        once(['build', f'{ROOM}/year', '-o', out])
        first = f'{ROOM}/year/p/2024-01-01/01-s1.md'
        bench('one story of the year edited, site and PDFs',
              'only its issue', ['build', f'{ROOM}/year', '-o', out],
              RUNS, edit(first))
        bench('nothing edited', '', ['build', f'{ROOM}/year', '-o', out],
              RUNS)
        site_of(f'{ROOM}/ten', 10000)
        args = ['build', f'{ROOM}/ten', '-o', out, '--only', 'site',
                '--no-pages']
        bench('a site of 10,000 stories without codes', 'under 0.8 s',
              args + ['--no-qr', '--no-search'], few, clean)
        bench('nothing of it edited', '', args + ['--no-qr', '--no-search'],
              RUNS)
        bench('a site of 10,000 stories with codes', 'under 1.4 s',
              args + ['--no-search'], few, clean)
        bench('a site of 10,000 stories with search', 'under 2.5 s',
              args + ['--no-qr'], few, clean)
        bench('one of its stories edited', '', args + ['--no-qr'], RUNS,
              edit(f'{ROOM}/ten/p/2000-01-01/01-s1.md'))
        if shutil.which('node'):
            once(['build', 'content', '-o', f'{ROOM}/sample', '--no-pages'])
            search.sizes(f'{ROOM}/sample/site', search.stories())
        whole = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f'the largest process of all took {whole:.0f} MB (standard: '
              f'under 150 MB)')
    finally:
        shutil.rmtree(ROOM, ignore_errors=True)


main()
