"""The page report, `chenbao why`, overset copy and its remedies.

A remedy is tried here as the editor would carry it out: in the files, with a
new run of the program; then the story must have room."""
import json
import os
import random
import re
import shutil

import paper
from lib import WORK, case, chenbao, fresh, put, slurp

SMALL = 'tests/theme/small'
DEFAULT = 'themes/default'
DAY = 'p/2024-01-02'
RUNES = '春夏秋冬四季各有各的好处东西南北四方各有各的风光' * 9

PAGE = {'page': int, 'name': str, 'closes': bool, 'over': bool,
        'cost': (int, type(None)), 'fill': int, 'columns': list,
        'loosest': (dict, type(None)), 'tightest': (dict, type(None)),
        'taboos': list, 'fillers': list, 'jumps': list, 'overset': list}
LINE = {'story': str, 'title': str, 'milli': int, 'text': str}
ENTRIES = {'taboos': {'kind': str, 'cost': int, 'stories': list},
           'fillers': {'story': str, 'title': str},
           'jumps': {'story': str, 'title': str, 'to': int},
           'overset': {'story': str, 'title': str, 'to': int, 'over': bool,
                       'characters': int, 'lines': int, 'remedies': list}}
KINDS = {'cut': {'characters', 'lines', 'story'},
         'picture': {'columns', 'lines', 'story'}, 'jump': {'page'},
         'free': {'key', 'page'}, 'pages': {'pages'}}


# --- papers ------------------------------------------------------------------

def story(folder, name, title, priority, paragraphs):
    body = '\n\n'.join(RUNES[:n - 1] + '。' for n in paragraphs)
    put(f'{folder}/{name}.md',
        f'---\ntitle: {title}\npriority: {priority}\n---\n\n{body}\n')


def furniture(root):
    put(f'{root}/site.yaml', 'title: 小站\nbase-url: https://small.example/\n')
    put(f'{root}/p/paper.yaml', 'title: 小报\nimprint: 样刊\ncodes: none\n')
    put(f'{root}/{DAY}/issue.yaml', 'number: 样刊\npage-count: 2\n')


def small(root):
    """Two small pages, and a story too many."""
    furniture(root)
    story(f'{root}/{DAY}', '10-one', '桥通了', 'lead', (62, 47, 38))
    story(f'{root}/{DAY}', '20-two', '花开了', 'normal', (55, 61))
    story(f'{root}/{DAY}', '30-three', '灯亮了', 'normal', (30, 21))


def large(root, characters):
    """Two pages of the default theme with twelve stories."""
    paper.furniture(fresh(root))
    r = random.Random(1)
    ranks = ('lead', 'major', 'normal', 'normal', 'normal', 'brief')
    put(f'{root}/{DAY}/issue.yaml', 'number: 1\npage-count: 2\n')
    sizes = [r.uniform(.6, 1.6) * (1.8, 1, 1, 1, 1, .4)[i % 6]
             for i in range(12)]
    for i, size in enumerate(sizes):
        image = None
        if i % 6 == 0:
            image = f'images/{i}.png'
            put(f'{root}/{DAY}/{image}', paper.picture(1500, 1000, i))
        text = paper.story(r, 1, ranks[i % 6], int(characters * size / sum(sizes)),
                           image)
        text = re.sub('^page: 1\n', '', text, flags=re.M)
        put(f'{root}/{DAY}/{i + 10}-s{i}.md', re.sub('\n## .*\n', '', text))


# --- the report --------------------------------------------------------------

def fields(o, wanted, where):
    """What is wrong with the fields of O."""
    if set(o) != set(wanted):
        return [f'{where}: {sorted(o)} are not {sorted(wanted)}']
    return [f'{where}: {k} is {o[k]!r}' for k, t in wanted.items()
            if not isinstance(o[k], t)
            or (isinstance(o[k], bool) and t is int)]


def check_page(p):
    where = f'page {p.get("page")}'
    wrong = fields(p, PAGE, where)
    if wrong:
        return wrong
    wrong += [f'{where}: {n} % full' for n in p['columns'] + [p['fill']]
              if not 0 <= n <= 100]
    for name in ('loosest', 'tightest'):
        if p[name]:
            wrong += fields(p[name], LINE, f'{where} {name}')
    for name, wanted in ENTRIES.items():
        for o in p[name]:
            wrong += fields(o, wanted, f'{where} {name}')
    if p['loosest'] and p['loosest']['milli'] < p['tightest']['milli']:
        wrong.append(f'{where}: the loosest line is tighter than the tightest')
    if not min(p['columns']) <= p['fill'] <= max(p['columns']):
        wrong.append(f'{where}: {p["fill"]} % of columns {p["columns"]}')
    if p['closes'] != (p['cost'] is not None):
        wrong.append(f'{where}: closes, but has no cost')
    for o in p['overset']:
        for r in o['remedies']:
            wanted = KINDS.get(r['kind'], set()) | {'kind', 'cost'}
            if set(r) != wanted:
                wrong.append(f'{where}: remedy {r}')
    return wrong


def check_report(text):
    """What is wrong with the JSON of a report."""
    wrong = []
    top = json.loads(text)
    for i in top['issues']:
        wrong += fields(i, {'paper': str, 'date': str, 'state': str,
                            'planned': (int, type(None)), 'pages': list},
                        'issue')
        for p in i['pages']:
            wrong += check_page(p)
        numbers = [p['page'] for p in i['pages']]
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append(f'pages {numbers}')
    return '\n'.join(wrong)


def laid(root, theme):
    """(result, pages) of the one issue."""
    out = f'{root}/out.json'
    r = chenbao('pdf', f'{root}/{DAY}', '-o', f'{root}/out.pdf', '--theme',
                theme, '--report', out)
    return r, json.loads(slurp(out))['issues'][0]['pages']


def oversets(pages):
    return {o['story']: o for p in pages for o in p['overset']}


# --- remedies ----------------------------------------------------------------

def file_of(root, id_):
    """The file of a story; its name is the id behind a number."""
    folder = f'{root}/{DAY}'
    for name in os.listdir(folder):
        if re.fullmatch(rf'\d+-{id_}\.md', name):
            return f'{folder}/{name}'
    raise SystemExit(f'no story {id_}')


def cut(path, characters):
    """Takes away so many characters at the ends of the last paragraphs."""
    head, body = re.fullmatch(r'(---\n.*?\n---\n)(.*)', slurp(path),
                              re.S).groups()
    parts = body.strip().split('\n\n')
    while characters:
        n = min(characters, len(parts[-1]))
        parts[-1] = parts[-1][:len(parts[-1]) - n]
        characters -= n
        if not parts[-1]:
            parts.pop()
    put(path, head + '\n' + '\n\n'.join(parts) + '\n')


def set_key(path, key, value):
    text = re.sub(rf'^{key}: .*\n', '', slurp(path), flags=re.M)
    if value is not None:
        text = text.replace('---\n', f'---\n{key}: {value}\n', 1)
    put(path, text)


def carry_out(root, id_, r):
    path = file_of(root, id_)
    if r['kind'] == 'cut':
        cut(file_of(root, r['story']), r['characters'])
    elif r['kind'] == 'picture':
        set_key(file_of(root, r['story']), 'picture', r['columns'])
    elif r['kind'] == 'jump':
        set_key(path, 'jump', 'yes')
    elif r['kind'] == 'free':
        set_key(path, r['key'], None)
    else:
        put(f'{root}/{DAY}/issue.yaml',
            f'number: 样刊\npage-count: {r["pages"]}\n')


def remedies_true(root, theme, what):
    _, pages = laid(root, theme)
    before = oversets(pages)
    tried, wrong = set(), []
    for id_, o in before.items():
        for r in o['remedies']:
            copy = f'{root}-after'
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(root, copy)
            carry_out(copy, id_, r)
            _, after = laid(copy, theme)
            tried.add(r['kind'])
            still = oversets(after).get(id_)
            if still and still['over'] >= o['over']:
                wrong.append(f'{id_}: {r} does not help')
    case(f'report: {what}: a story that has no room is offered a cut and more '
         'pages', not {'cut', 'pages'} <= tried and f'only {sorted(tried)}')
    case(f'report: {what}: every remedy helps when it is carried out',
         '\n'.join(wrong))


# --- the cases ---------------------------------------------------------------

def one_issue(root):
    r, pages = laid(root, SMALL)
    found = oversets(pages)
    text = slurp(f'{root}/out.json')
    case('report: the JSON has the fields that cmd/report.h promises',
         check_report(text))
    case('report: overset copy warns and is exit status 0',
         (r.status or b'too many' not in r.err) and r.tell())
    case('report: overset copy stands behind the planned pages',
         not (found and all(o['over'] and o['to'] > 2
                            for o in found.values())) and text)
    case('report: such a page is called 溢版',
         [p['name'] for p in pages if p['over'] != (p['page'] > 2)
          or (p['name'] == '溢版') != p['over']])
    case('report: a line for each page on the terminal',
         any(f'  P{p["page"]} ' not in r.err.decode() for p in pages) and
         r.tell())
    sheet = chenbao('sheet', f'{root}/{DAY}', '--theme', SMALL).out.decode()
    case('report: the folio of such a page prints 溢版',
         not re.search(r'run .* "溢版"', sheet) and 'it does not')
    dash = chenbao('pdf', f'{root}/{DAY}', '-o', f'{root}/out.pdf', '--theme',
                   SMALL, '--report', '-')
    case('report: - is standard output', dash.out.decode() != text and
         dash.out.decode())


def strict_pdf(root):
    os.remove(f'{root}/out.pdf')
    r = chenbao('pdf', f'{root}/{DAY}', '-o', f'{root}/out.pdf', '--theme',
                SMALL, '--strict')
    case('report: --strict: overset copy is exit status 1 and no file',
         (r.status != 1 or os.path.exists(f'{root}/out.pdf')) and r.tell())


def why(root):
    r = chenbao('why', f'{root}/{DAY}', '--theme', SMALL)
    text = r.out.decode()
    missing = [t for t in ('桥通了', '花开了', '灯亮了')
               if not re.search(rf'^  《{t}》.*columns \d', text, re.M)]
    case('report: why names every story and its place', r.tell() if r.status
         else missing)
    case('report: why tells what was tried, what it cost and what for',
         not ('tried:' in text and 'price' in text and 'at cost' in text)
         and text)


def build(root, *more):
    out = f'{root}/out'
    return chenbao('build', root, '-o', out, '--theme', f'{root}/theme',
                   '--report', f'{root}/build.json', *more)


def states(root):
    top = json.loads(slurp(f'{root}/build.json'))
    return {i['date']: (i['state'], len(i['pages'])) for i in top['issues']}


def builds(root):
    """Two issues: one is overset, the other not."""
    good = '2024-01-03'
    put(f'{root}/p/{good}/issue.yaml', 'number: 样刊\n')
    story(f'{root}/p/{good}', '10-one', '桥通了', 'lead', (62, 47, 38))
    shutil.copytree(DEFAULT, f'{root}/theme')
    shutil.copytree(SMALL, f'{root}/theme', dirs_exist_ok=True)
    os.remove(f'{root}/theme/large.css')
    first = build(root)
    made = states(root)
    case('report: a build reports all its issues',
         (first.status or set(made) != {'2024-01-02', good}) and
         f'{made}\n{first.tell()}')
    build(root)
    kept = states(root)
    case('report: what is unchanged is reported as it was',
         {d: n for d, (_, n) in made.items()} !=
         {d: n for d, (_, n) in kept.items()} and kept)
    case('report: and is not made again',
         any(s != 'unchanged' for s, _ in kept.values()) and kept)
    pdf = f'{root}/out/site/{DAY}/p-2024-01-02.pdf'
    before = os.stat(pdf).st_ino
    strict = build(root, '--strict')
    case('report: --strict: an unchanged issue that is overset fails too',
         (strict.status != 1 or states(root)['2024-01-02'][0] != 'failed')
         and strict.tell())
    case('report: --strict: and keeps its last good output',
         (not os.path.exists(pdf) or os.stat(pdf).st_ino != before) and
         'it was written again')
    shutil.rmtree(f'{root}/out')
    build(root, '--strict')
    case('report: --strict: overset copy is not published',
         (os.path.exists(pdf) or
          not os.path.exists(f'{root}/out/site/p/{good}')) and
         'the wrong issue is there')
    wrong = build(root, '--no-pages')
    case('report: --report without pages is wrong usage',
         wrong.status != 2 and wrong.tell())


# --- the sample papers -------------------------------------------------------

def samples(root):
    """Finished pages: what an editor would be ashamed of is told here."""
    out = f'{root}/samples.json'
    r = chenbao('build', 'content', '-o', f'{root}/samples', '--only', 'pdf',
                '--no-large', '--report', out)
    issues = json.loads(slurp(out))['issues'] if r.status == 0 else []
    pages = [(f'{i["paper"]}/{i["date"]} P{p["page"]}', p) for i in issues
             for p in i['pages']]
    case('report: the sample papers are made', not pages and r.tell())
    case('report: every sample page closes, all columns at least 97 % full',
         '\n'.join(f'{w}: {p["columns"]}' for w, p in pages
                   if not p['closes'] or min(p['columns']) < 97))
    case('report: no sample page breaks a taboo',
         '\n'.join(f'{w}: {p["taboos"]}' for w, p in pages if p['taboos']))
    case('report: no sample story is overset',
         '\n'.join(f'{w}: {p["overset"]}' for w, p in pages if p['overset']))


def main():
    root = fresh(f'{WORK}/report')
    small(f'{root}/small')
    one_issue(f'{root}/small')
    strict_pdf(f'{root}/small')
    why(f'{root}/small')
    remedies_true(f'{root}/small', SMALL, 'small pages')
    builds(f'{root}/small')
    for characters in range(8000, 11000, 200):
        large(f'{root}/large', characters)
        if oversets(laid(f'{root}/large', DEFAULT)[1]):
            break
    remedies_true(f'{root}/large', DEFAULT, 'large pages')
    samples(root)


if __name__ == '__main__':
    main()
