"""chenbao check --format json|sarif: the same findings as on the terminal, in
documents that programs read, whatever is found and however files are named."""
import json
import os
import re
from urllib.parse import unquote_to_bytes

from lib import WORK, case, chenbao, fresh, put, slurp

ROOM = f'{WORK}/formats'
ZH = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'zh_CN'}


def paper(top, article, name='10-a.md'):
    put(f'{top}/site.yaml', 'title: 样\n')
    put(f'{top}/p/paper.yaml', 'title: 样报\n')
    put(f'{top}/p/2020-01-02/issue.yaml', 'date: 2020-01-02\n')
    folder = os.path.join(os.fsencode(f'{top}/p/2020-01-02'),
                          os.fsencode(name))
    with open(folder, 'wb') as f:
        f.write(article.encode())


# No addresses of an earlier build are asked for.
NOWHERE = ('-o', f'{ROOM}/none')


def check(fmt, top, *more, **rest):
    return chenbao('check', top, *NOWHERE, '--format', fmt, *more, **rest)


def lines(findings):
    """JSON's findings as the lines of the terminal."""
    for f in findings:
        place = f['file'] or 'chenbao'
        if f['line'] is not None:
            place += f':{f["line"]}:{f["column"]}'
        yield f'{place}: {f["level"]}: {f["message"]}'


def flat(log):
    """SARIF's findings as the lines of the terminal."""
    for r in log['runs'][0]['results']:
        place = 'chenbao'
        for where in r['locations']:
            physical = where['physicalLocation']
            uri = physical['artifactLocation']['uri']
            place = unquote_to_bytes(uri.removeprefix('file://')).decode(
                'utf-8', 'replace')
            region = physical.get('region')
            if region:
                place += f':{region["startLine"]}:{region["startColumn"]}'
        yield f'{place}: {r["level"]}: {r["message"]["text"]}'


def sarif_wrong(log):
    """What SARIF 2.1.0 asks of what we write."""
    if log.get('version') != '2.1.0' or 'sarif-2.1.0' not in log['$schema']:
        yield 'version'
    run, = log['runs']
    driver = run['tool']['driver']
    if not driver['name'] or not re.match(r'\d', driver['version']):
        yield 'tool'
    if run['columnKind'] != 'unicodeCodePoints':
        yield 'columnKind'
    rules = [r['id'] for r in driver['rules']]
    if len(set(rules)) < len(rules):
        yield f'rules twice: {rules}'
    for r in run['results']:
        if rules[r['ruleIndex']] != r['ruleId']:
            yield f'ruleIndex: {r}'
        if not re.fullmatch(r'[a-z0-9]+(-[a-z0-9]+)*', r['ruleId']):
            yield f'ruleId: {r}'
        if r['level'] not in ('note', 'warning', 'error'):
            yield f'level: {r}'
        if not r['message']['text']:
            yield f'message: {r}'
        for where in r['locations']:
            at = where['physicalLocation']
            uri = at['artifactLocation']['uri']
            base = at['artifactLocation'].get('uriBaseId')
            if not re.fullmatch(r"[A-Za-z0-9\-._~/!$&'()*+,;=@%:]+", uri):
                yield f'uri: {uri}'
            if uri.startswith('file:') == (base is not None) or \
                    base and base not in run['originalUriBaseIds']:
                yield f'uriBaseId: {uri}'
            region = at.get('region', {'startLine': 1, 'startColumn': 1})
            if min(region['startLine'], region['startColumn']) < 1:
                yield f'region: {r}'
    for base in run['originalUriBaseIds'].values():
        if not re.fullmatch(r'file:///.*/', base['uri']):
            yield f'base: {base}'


FAULTS = ('---\ntitle: 题\npriority: 首条\nnummer: 1\n---\n\n'
          '文，文，![图](没有 %.jpg)文。\n\n[链](甲.md)\n')

GOLDEN = [
    ('10-a.md', 3, 11, 'error', 'unknown-write-one'),
    ('10-a.md', 4, 1, 'error', 'unknown-key'),
    ('10-a.md', 9, 1, 'error', 'link-leads-nowhere'),
]


def same(top, name, *more):
    """Terminal, JSON and SARIF say the same and end alike."""
    plain = chenbao('check', top, *NOWHERE, *more)
    said = [s for s in plain.err.decode('utf-8', 'replace').split('\n') if s]
    wrong = []
    for fmt, read in (('json', lines), ('sarif', flat)):
        r = check(fmt, top, *more)
        try:
            found = list(read(json.loads(r.out.decode('utf-8'))))
        except ValueError as e:
            found = [f'{fmt}: {e}']
        if r.status != plain.status or r.err:
            wrong.append(f'{fmt}: {r.tell()}, {plain.status} on the terminal')
        if found != said:
            wrong.append(f'{fmt}: {found}\nterminal: {said}')
    case(f'formats: {name}: all three tell the same', '\n'.join(wrong))


def main():
    fresh(ROOM)
    top = f'{ROOM}/c'
    paper(top, FAULTS)
    same(top, 'faults')
    same(top, 'strict', '--strict')
    same(top, 'quiet', '--quiet')
    same(os.path.abspath(top), 'absolute paths')
    same(f'{ROOM}/nowhere', 'a folder that is not there')
    r = check('json', top)
    found = [(os.path.basename(f['file']), f['line'], f['column'], f['level'],
              f['rule']) for f in json.loads(r.out)]
    case('formats: place, level and rule of each finding',
         [g for g in GOLDEN if g not in found] and found)
    case('formats: SARIF has what 2.1.0 asks for',
         '\n'.join(sarif_wrong(json.loads(check('sarif', top).out))))
    fields = {tuple(f) for f in json.loads(r.out)}
    case('formats: every finding has the same fields', fields != {
        ('file', 'line', 'column', 'level', 'message', 'rule')} and fields)

    zh = json.loads(check('json', top, env=ZH).out)
    en = json.loads(r.out)
    case('formats: in Chinese the words are Chinese, the rules the same',
         [f['rule'] for f in zh] != [f['rule'] for f in en] and zh or
         not all(re.search('[一-鿿]{2}', f['message']) for f in zh) and zh)

    good = f'{ROOM}/good'
    paper(good, '---\ntitle: 题\n---\n\n文。\n')
    r = check('json', good)
    case('formats: without findings JSON is an empty list',
         (r.status, r.out) != (0, b'[]\n') and r.tell())
    case('formats: without findings SARIF is whole',
         '\n'.join(sarif_wrong(json.loads(check('sarif', good).out))))

    odd = f'{ROOM}/odd'
    paper(odd, FAULTS, b'10-\xff\xfe %23#"\\.md')
    r = check('sarif', odd)
    log = json.loads(r.out.decode('utf-8'))
    uris = {u['physicalLocation']['artifactLocation']['uri']
            for x in log['runs'][0]['results'] for u in x['locations']}
    case('formats: bytes of a name that are no UTF-8 stay in the address',
         '\n'.join(sarif_wrong(log)) or
         not any(u.endswith('10-%FF%FE%20%2523%23%22%5C.md')
                 for u in uris) and uris)
    case('formats: JSON with such a name is UTF-8', not all(
        f['message'] for f in json.loads(check('json', odd).out
                                         .decode('utf-8'))))
    r = check('xml', top)
    case('formats: another format is refused with the three',
         (r.status != 2 or b'text, json or sarif' not in r.err) and r.tell())


main()
