"""Golden files: a source, and files of its name with a suffix per output.

    x.md      Markdown of an article     x.html      chenbao html --article
                                         x.msg       its messages, if any,
                                                     and exit status, if not 0
    x.issue/  a folder of content with   x.tree      chenbao tree, or, where
              the one issue p/DATE                   x begins with page-:
                                         x.sheet     chenbao sheet in the
                                                     theme tests/theme/small
                                         x.messages  what it says, and its
                                                     exit status
    lines-x.txt             lines-x.lines    paragraphs and how their lines
                                             are set: see tests/lines.c

Each source is run twice, the second time with sanitizers (lines only so).
--regen writes the files; read their diff before you keep it.
"""
import glob
import os
import sys

from lib import SAN, case, chenbao, put, run

ROOT = 'tests/golden'
THEME = '../../theme/small'
LINES = 'out/test/san/lines'


def article(path, program):
    with open(path, 'rb') as f:
        r = chenbao('html', '--article', stdin=f.read(), program=program)
    end = f'exit {r.status}\n'.encode() if r.status else b''
    return r, {'.html': r.out, '.msg': r.err + end}


def issue(path, program):
    folders = sorted(glob.glob(f'{path}/p/2*'))
    if len(folders) != 1:
        raise SystemExit(f'{path}: not one issue, but {len(folders)}')
    where = os.path.relpath(folders[0], path)
    more = {'cwd': path, 'program': program}
    if os.path.basename(path).startswith('page-'):
        kind, r = '.sheet', chenbao('sheet', where, '--theme', THEME, **more)
    else:
        kind, r = '.tree', chenbao('tree', where, **more)
    end = f'exit {r.status}\n'.encode()
    return r, {kind: r.out, '.messages': r.err + end}


def set_lines(path):
    with open(path, 'rb') as f:
        r = run([LINES, 'themes/default'], f.read())
    return r, {'.lines': r.out}


def made(path, program=None):
    """(result, {suffix: bytes})"""
    if path.endswith('.txt'):
        return set_lines(path)
    return (article if path.endswith('.md') else issue)(path, program)


def stem(path):
    return path.rsplit('.', 1)[0]


def regen(path):
    _, files = made(path)
    for suffix, text in files.items():
        if text:
            put(stem(path) + suffix, text)
        elif os.path.exists(stem(path) + suffix):
            os.remove(stem(path) + suffix)


def differ(path, files):
    wrong = []
    for suffix, text in files.items():
        kept = b''
        if os.path.exists(stem(path) + suffix):
            with open(stem(path) + suffix, 'rb') as f:
                kept = f.read()
        if kept == text:
            continue
        wrong.append(f'{stem(path)}{suffix}:')
        wrong += lines(kept.decode('utf-8', 'replace').split('\n'),
                       text.decode('utf-8', 'replace').split('\n'))
    return '\n'.join(wrong)


def lines(kept, now):
    """The first line that differs, and a few after it."""
    i = 0
    while i < len(kept) and i < len(now) and kept[i] == now[i]:
        i += 1
    return [f'line {i + 1}, kept:'] + [f'- {s}' for s in kept[i:i + 4]] + \
        ['now:'] + [f'+ {s}' for s in now[i:i + 4]]


def test(path):
    name = os.path.basename(stem(path)).replace('-', ' ')
    if path.endswith('.txt') and not os.path.exists(LINES):
        case(f'golden/{name}', 'not built: see build')
        return
    result, files = made(path)
    case(f'golden/{name}', result.tell() if result.crashed or result.late
         else differ(path, files))
    if path.endswith('.txt'):
        return
    if not os.path.exists(SAN):
        case(f'golden/{name} (sanitizers)', 'not built: see build')
        return
    result, files = made(path, SAN)
    case(f'golden/{name} (sanitizers)',
         result.tell() if result.crashed or result.late
         else differ(path, files))


def valid():
    trees = sorted(glob.glob(f'{ROOT}/*.tree'))
    r = run(['xmllint', '--noout', '--relaxng', 'gen/tree/schema.rng',
             *trees])
    wrong = [s for s in r.err.decode().split('\n')
             if s and not s.endswith(' validates')]
    case('golden: every kept tree is valid', '\n'.join(wrong) or
         (not trees and 'none is kept'))


def main():
    sources = sorted(glob.glob(f'{ROOT}/*.md') + glob.glob(f'{ROOT}/*.issue') +
                     glob.glob(f'{ROOT}/lines-*.txt'))
    chosen = [a for a in sys.argv[1:] if a != '--regen']
    if chosen:
        sources = [s for s in sources
                   if os.path.basename(stem(s)) in chosen]
    for path in sources:
        regen(path) if '--regen' in sys.argv else test(path)
    if '--regen' not in sys.argv:
        valid()


main()
