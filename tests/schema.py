"""chenbao schema: what the program accepts, the schemas accept; what it
refuses, they refuse, where one file by itself can tell."""
import glob
import json
import os
import re

from lib import WORK, case, chenbao, fresh, put, slurp

KINDS = ('site', 'paper', 'issue', 'article', 'theme')
ROOM = f'{WORK}/schema'

try:
    import jsonschema
    import yaml
    VALIDATOR = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    VALIDATOR = None


def load(text, typed):
    """TEXT by YAML 1.2's types, as editors read it, or as strings only."""
    class Loader(yaml.BaseLoader):
        pass
    if typed:
        for tag, pattern, first in (
                ('null', r'~|null|Null|NULL|', '~nN\0'),
                ('bool', r'true|True|TRUE|false|False|FALSE', 'tTfF'),
                ('int', r'[-+]?[0-9]+', '-+0123456789')):
            tag = 'tag:yaml.org,2002:' + tag
            Loader.add_implicit_resolver(
                tag, re.compile(f'^(?:{pattern})$'),
                [c if c != '\0' else '' for c in first])
        Loader.add_constructor('tag:yaml.org,2002:null', lambda a, b: None)
        Loader.add_constructor('tag:yaml.org,2002:bool',
                               lambda a, b: b.value[0] in 'tT')
        Loader.add_constructor('tag:yaml.org,2002:int',
                               lambda a, b: int(b.value))
    return yaml.load(text, Loader)


def faults(schema, text):
    """What SCHEMA has against TEXT, read either way."""
    for typed in (True, False):
        value = load(text, typed)
        if not typed and value == '':
            value = None
        for e in VALIDATOR(schema).iter_errors(value):
            where = '/'.join(map(str, e.absolute_path)) or 'top'
            yield f'{where}: {e.message[:200]}'


def front(text):
    m = re.match(r'\ufeff?---\n(.*?\n)---\n', text, re.S)
    return m.group(1) if m else None


def documents():
    """(kind, path, YAML) of all that the program accepts."""
    for pattern, kind in (('content/site.yaml', 'site'),
                          ('content/*/paper.yaml', 'paper'),
                          ('content/*/*/issue.yaml', 'issue'),
                          ('themes/*/theme.yaml', 'theme'),
                          ('content/*/*/*.md', 'article'),
                          ('tests/golden/*.md', 'article')):
        for path in sorted(glob.glob(pattern)):
            if os.path.exists(path[:-3] + '.msg'):
                continue  # one that has faults
            text = open(path, 'rb').read().decode('utf-8', 'replace')
            text = front(text) if kind == 'article' else text
            if text is not None:
                yield kind, path, text


# What stands in the four files of a small paper, for what is tried.
BASE = {'site': 'title: 样刊\n', 'paper': 'title: 样报\n',
        'issue': 'date: 2020-01-02\n', 'article': 'title: 标题\n'}

LONG = '长' * 120
GOOD = {
    'site': ['title: 样\nbase-url: https://a.cn/x?y=1\ntheme: default\n',
             '标题: 样\n语言: zh-CN\n', 'title: 007\n', 'title: yes\n',
             'title: " 留白 "\nlanguage:\n'],
    'paper': ['title: 报\nsections: [{id: a-1, name: 甲}, {编号: b, 名称: 乙}]\n',
              'title: 报\nimprint: 一行\ncodes: 全部\n',
              'title: 报\nimprint: [一, 2, 三]\naccount:\n',
              'title: 报\npress-profile: a..b.icc\n',
              'title: 报\naccount: {name: 号, url: "http://1.cn/"}\n',
              f'title: {LONG}\n'],
    'issue': ['date: 2020-01-02\nnumber: 12\n总期号: 345\npages: [要闻, 综合]\n',
              'date: 2020-01-02\narticles: {a: {page: 1, jump: 不要}}\n',
              'date: 2020-01-02\narticles: {a: {焦点: 50% 030%, columns: 2}}\n',
              'date: 2020-01-02\nnote: |\n  一\n  二\narticles:\n'],
    'article': ['title: 题\npage: 1\npriority: 头条\nfocus: 0% 100%\n',
                'title: 题\npage: "01"\njump: no\nform: 通栏\n',
                '标题: 题\n日期: 2024-02-29\nid: a\n',
                'title: 题\nid: 10\ncolumns: " 2 "\nbyline: ""\n',
                'title: 题\ndate: 2000-02-29\naliases: 样报/2020-01-01/a.html\n'],
}
BAD = {
    'site': ['', 'title:\n', 'title: " "\n', 'base-url: https://a.cn\n',
             'title: 样\nbase-url: ftp://a.cn\n', 'title: 样\ntheme: A\n',
             'title: 样\nbase-url: "https://a b"\n', 'title: [a]\n',
             'title: 样\ntheme: a-\n', 'title: 样\n标题: 样\n', '- title\n',
             'title: "a\\u0007"\n'],
    'paper': ['title: 报\nsections: [{id: a}]\n', f'title: {LONG}长\n',
              'title: 报\nsections: [一]\n', 'title: 报\npress-profile: ../a\n',
              'title: 报\npress-profile: a/../b\n',
              'title: 报\npress-profile: /a\n', 'title: 报\npress-profile: a//b\n',
              'title: 报\npress-profile: "a\\\\b"\n', 'title: 报\ncodes: 有\n',
              'title: 报\naccount: 号\n', 'title: 报\naccount: {url: "x"}\n'],
    'issue': ['date: 2020-01-32\n', 'date: 2019-02-29\n', 'date: 1900-02-29\n',
              'date: 1.2.2020\n', 'date: 2020-01-02\nnummer: 1\n',
              'date: 2020-01-02\npage-count: 65\n',
              'date: 2020-01-02\narticles: {A: {page: 1}}\n',
              'date: 2020-01-02\narticles: {a: 1}\n',
              'date: 2020-01-02\narticles: {a: {page: 0}}\n',
              'date: 2020-01-02\narticles: {a: {jump: 也许}}\n',
              'date: 2020-01-02\nads: [{id: a, columns: 1}]\n',
              'date: 2020-01-02\nads: [{id: a, columns: 13, lines: 2}]\n'],
    'article': ['page: 1\n', 'title:\n', 'title: "\\t"\n', 'title: 题\npage: 65\n', 'title: 题\npage: 一\n',
                'title: 题\npriority: 首条\n', 'title: 题\nfocus: 50% 101%\n',
                'title: 题\nfocus: 50%\n', 'title: 题\nid: -a\n',
                'title: 题\n题目: 题\n', 'title: 题\nform: [over]\n',
                'title: 题\ncolumns: 0\n', 'title: 题\ncolumns: "1.5"\n',
                f'title: 题\naliases: [{"a" * 201}]\n'],
}


def accepts(kind, text):
    """Does the program take TEXT as the KIND file of a small paper?"""
    all_ = dict(BASE, **{kind: text})
    put(f'{ROOM}/c/site.yaml', all_['site'])
    put(f'{ROOM}/c/p/paper.yaml', all_['paper'])
    put(f'{ROOM}/c/p/a..b.icc', '')
    put(f'{ROOM}/c/p/2020-01-02/issue.yaml', all_['issue'])
    put(f'{ROOM}/c/p/2020-01-02/10-a.md', f'---\n{all_["article"]}---\n\n文。\n')
    put(f'{ROOM}/c/p/2020-01-02/20-b.md', '---\ntitle: 乙\nid: b\n---\n\n文。\n')
    r = chenbao('check', f'{ROOM}/c')
    name = {'article': '10-a.md'}.get(kind, f'{kind}.yaml')
    said = re.findall(rf'/{name}(?::\d+:\d+)?: error: .*', r.err.decode())
    return not said, '\n'.join(said)


def tried(schemas):
    for kind, texts in GOOD.items():
        for text in texts:
            good, said = accepts(kind, text)
            if not good:
                yield f'{kind}: the program refuses {text!r}: {said}'
            for f in faults(schemas[kind], text):
                yield f'{kind}: the schema refuses {text!r}: {f}'
    for kind, texts in BAD.items():
        for text in texts:
            if accepts(kind, text)[0]:
                yield f'{kind}: the program accepts {text!r}'
            if not list(faults(schemas[kind], text)):
                yield f'{kind}: the schema accepts {text!r}'


def printed():
    """The schemas, as printed."""
    return {k: json.loads(chenbao('schema', k).out) for k in KINDS}


def main():
    fresh(ROOM)
    r = chenbao('schema', '-o', f'{ROOM}/schemas')
    schemas = printed()
    written = {k: json.loads(slurp(f'{ROOM}/schemas/{k}.schema.json'))
               for k in KINDS}
    case('schema: -o writes what a kind prints, for every kind',
         r.status != 0 and r.tell() or
         [k for k in KINDS if schemas[k] != written[k]])
    r = chenbao('schema', 'magazine')
    case('schema: an unknown kind is refused with the known ones',
         r.status != 2 and r.tell() or
         (b'site, paper, issue, article' not in r.err and r.tell()))
    keys = set(re.findall(r'^\| `([a-z-]+)` \| (\S+) ', chenbao('keys').out
                          .decode(), re.M))
    told = json.dumps(schemas, ensure_ascii=False)
    case('schema: every key is there with its Chinese name and both texts',
         [k for k in keys if f'"{k[0]}": {{' not in told or
          f'"{k[1]}": {{' not in told])
    if VALIDATOR is None:
        print('SKIP schema: python3-jsonschema and python3-yaml are not here')
        return
    wrong = []
    for k in KINDS:
        try:
            VALIDATOR.check_schema(schemas[k])
        except jsonschema.SchemaError as e:
            wrong.append(f'{k}: {e.message}')
    case('schema: each is a schema of 2020-12', '\n'.join(wrong))
    case('schema: what the papers and golden texts hold is accepted',
         '\n'.join(f'{path}: {f}' for kind, path, text in documents()
                   for f in faults(schemas[kind], text)))
    case('schema: program and schema judge alike', '\n'.join(tried(schemas)))


main()
