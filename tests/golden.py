"""Golden files: a source, and files of its name with a suffix per output.

    x.md      Markdown of an article     x.html      chenbao html --article
                                         x.msg       its messages, if any
    x.issue/  a folder of content with   x.tree      chenbao tree
              the one issue p/DATE       x.sheet     chenbao sheet, in the
                                                     theme tests/theme/small
                                         x.messages  what sheet says, and
                                                     its exit status

A .sheet is kept of cases named page-…. Each source is run twice, the second
time with sanitizers. --regen writes the files; read their diff before you
keep it.
"""
import glob
import os
import sys

from lib import SAN, case, chenbao, put

ROOT = 'tests/golden'
THEME = '../../theme/small'


def article(path, program):
    with open(path, 'rb') as f:
        r = chenbao('html', '--article', stdin=f.read(), program=program)
    return r, {'.html': r.out, '.msg': r.err}


def issue(path, program):
    folders = sorted(glob.glob(f'{path}/p/2*'))
    if len(folders) != 1:
        raise SystemExit(f'{path}: not one issue, but {len(folders)}')
    where = os.path.relpath(folders[0], path)
    sheet = chenbao('sheet', where, '--theme', THEME, cwd=path,
                    program=program)
    tree = chenbao('tree', where, cwd=path, program=program)
    files = {'.tree': tree.out, '.sheet': sheet.out,
             '.messages': sheet.err + f'exit {sheet.status}\n'.encode()}
    if not os.path.basename(path).startswith('page-'):
        del files['.sheet']
    worse = sheet if sheet.crashed or sheet.late else tree
    return worse, files


def made(path, program=None):
    """(result, {suffix: bytes})"""
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
    result, files = made(path)
    case(f'golden/{name}', result.tell() if result.crashed or result.late
         else differ(path, files))
    if not os.path.exists(SAN):
        case(f'golden/{name} (sanitizers)', 'not built: see build')
        return
    result, files = made(path, SAN)
    case(f'golden/{name} (sanitizers)',
         result.tell() if result.crashed or result.late
         else differ(path, files))


def main():
    sources = sorted(glob.glob(f'{ROOT}/*.md') + glob.glob(f'{ROOT}/*.issue'))
    chosen = [a for a in sys.argv[1:] if a != '--regen']
    if chosen:
        sources = [s for s in sources
                   if os.path.basename(stem(s)) in chosen]
    for path in sources:
        regen(path) if '--regen' in sys.argv else test(path)


main()
