"""`chenbao html --unsafe` against `cmark --unsafe`, on the 652 examples of
CommonMark 0.30 and on every golden article; and what the safe mode lets
through."""
import glob
import re

from lib import case, chenbao, run, slurp

SPEC = 'tests/commonmark/spec.txt'


def examples():
    text = slurp(SPEC).replace('→', '\t')
    pattern = re.compile(r'^`{32} example\n(.*?)^\.\n(.*?)^`{32}$', re.M | re.S)
    return [m.groups() for m in pattern.finditer(text)]


def differs(markdown):
    ours = chenbao('html', '--unsafe', stdin=markdown)
    theirs = run(['cmark', '--unsafe'], stdin=markdown)
    if ours.status:
        return ours.tell()
    if ours.out == theirs.out:
        return None
    return f'{markdown!r}\n{theirs.out!r}\n{ours.out!r}'


def leaks(markdown):
    """Is there anything of the reader's HTML in the safe output?"""
    out = chenbao('html', stdin=markdown).out.decode('utf-8')
    tags = re.findall(r'<(/?[^\s>/]+)', out)
    known = set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a '
                'img br hr'.split())
    wrong = [t for t in tags if t.lstrip('/') not in known]
    wrong += re.findall(r'(?:href|src)="(?:javascript|vbscript|data):[^"]*',
                        out, re.I)
    return wrong and f'{markdown!r}\n{out!r}\n{wrong}'


def main():
    found = examples()
    case('commonmark: all 652 examples are read',
         len(found) != 652 and f'{len(found)} examples')
    for i, (markdown, _) in enumerate(found, 1):
        case(f'commonmark/{i}: equal to cmark --unsafe',
             differs(markdown.encode()))
    wrong = [leaks(m.encode()) for m, _ in found]
    case('commonmark: without --unsafe no raw HTML and no script passes',
         '\n'.join(w for w in wrong if w))
    for path in sorted(glob.glob('tests/golden/*.md')):
        with open(path, 'rb') as f:
            text = f.read()
        case(f'commonmark/{path}: equal to cmark --unsafe', differs(text))


main()
