"""`chenbao theme check` and `theme new`: both themes are clean, a fault of every
kind is found at its place and nothing else is, a broken theme harms nothing,
and a new theme builds and is clean.

A fault is sown by one replacement in a copy of themes/default, tried on a paper
of one small issue.
"""
import json
import os
import re
import shutil

from lib import SAN, WORK, case, chenbao, fresh, put, run, slurp

ROOM = f'{WORK}/themecheck'
BARE = f'{ROOM}/bare'
# Installed or not, faces and weights must not decide about the rest.
FACES = re.compile(r'(print|large|tokens)\.css.*(is not installed)')

STORY = """---
title: {title}
kicker: 引题
deck: 副题
byline: 记者 王小明
section: 党政
page: {page}
---

{body}
"""


def paper(room):
    """A paper of one issue, with something of every kind in it."""
    shutil.copytree('content/zhoujiadu', f'{room}/content/zhoujiadu',
                    ignore=lambda d, names: [
                        n for n in names if re.match(r'20(18|20)', n)])
    shutil.copy('content/site.yaml', f'{room}/content/site.yaml')


def found(r):
    """Warnings and errors, without notes."""
    lines = r.err.decode('utf-8').strip().split('\n')
    return [s for s in lines if s and ': note: ' not in s]


def check(theme, cwd=ROOM, **more):
    """With papers to try it on; in BARE there are none, which is faster."""
    tmp = {'TMPDIR': os.path.abspath(f'{ROOM}/tmp')}
    return chenbao('theme', 'check', theme, cwd=cwd, env=tmp, **more)


def place_of(text, mark):
    """FILE's line:col of MARK in TEXT."""
    at = text.index(mark)
    line = text.count('\n', 0, at) + 1
    return f'{line}:{at - text.rfind(chr(10), 0, at)}'


# NAME, file, what is replaced, by what, where the fault must be told (a mark
# in the changed file, or FILE:MARK in another; None: the whole file), what
# the message must say. A list: several.
FAULTS = [
    ('an unknown t: attribute', 'article.html',
     't:text="headline"', 't:txt="headline"',
     '<h1 t:txt', 'unknown attribute t:txt'),
    ('an unknown part', 'article.html', 'cb:body', 'cb:bodi',
     '<p t:replace="cb:bodi"', 'unknown part cb:bodi'),
    ('an unknown variable', 'article.html', '$paper/title)', '$papr/title)',
     't:text="concat(headline', 'no variable $papr'),
    ('a path with an unknown name', 'article.html',
     't:text="headline"', 't:text="headlin"',
     't:text="headlin"', 'did you mean “headline”?'),
    ('a path that never leads anywhere', 'article.html',
     't:text="headline"', 't:text="$issue/headline"',
     't:text="$issue/headline"', '“$issue/headline” leads to nothing'),
    ('an unknown name in a partial', 'footer.html',
     '$paper/title', '$paper/titel', 't:text="$paper/titel"',
     'nothing in an issue is called “titel”'),
    ('an element that is not closed', 'article.html',
     '<main id="main">', '<main id="main"><br>', '<main', '<br> is not closed'),
    ('a partial that is not there', 'article.html',
     'footer.html#foot', 'foter.html#foot', 't:replace="foter.html#foot"',
     'no file "foter.html"'),
    ('an element of a partial that is not there', 'article.html',
     'footer.html#foot', 'footer.html#fot', 't:replace="footer.html#fot"',
     "no element with id 'fot'"),
    ('a script that is not there', 'search.html',
     'src="assets/search.js"', 'src="assets/serch.js"',
     'src="assets/serch.js"', 'no file “assets/serch.js”', 'more'),
    ('a picture of the design that is not there', 'home.html',
     'sample/picture.svg', 'sample/pic.svg', 'src="sample/pic.svg"',
     'no file “sample/pic.svg”'),
    ('a file of the site that is not there', 'year.html',
     "'assets/web.css'", "'assets/wed.css'", 't:attr="href: concat($root, '
     "'assets/wed.css')\"", 'no file “assets/wed.css”'),
    ('a picture of a style sheet that is not there', 'web.css',
     'background: var(--paper);', 'background: url(sky.png) var(--paper);',
     'url(sky.png)', 'no file “sky.png” in assets/'),
    ('a picture that does not go to the site', 'web.css',
     'background: var(--paper);',
     'background: url("sample/code.svg") var(--paper);',
     'url("sample/code.svg")', 'does not go to the site'),
    ('a style sheet of another host', 'web.css', '*, *::before',
     '@import "https://example.org/a.css";\n*, *::before',
     '"https://example.org', 'on another host'),
    ('a property that no browser knows', 'web.css',
     'color: var(--ink);', 'colour: var(--ink);', 'colour: var(--ink);',
     'did you mean “color”?'),
    ('a missing semicolon', 'web.css',
     'max-width: var(--width);', 'max-width: var(--width)',
     'padding: 0 max(1rem', 'begins before “max-width” has ended'),
    ('a block that is not closed', 'page.css',
     '/* What is not in sight', '@media screen {\n/* What is not in sight',
     '{\n/* What', 'the block is not closed'),
    ('a custom property that nobody defined', 'web.css',
     'color: var(--soft)', 'color: var(--sofft)', '--sofft',
     'did you mean “--soft”?'),
    ('a custom property that nobody uses', 'tokens.css',
     '--gap: 1.6rem;', '--gap: 1.6rem; --brand: #123456;',
     '--brand', '“--brand” is used nowhere'),
    ('a colour that is none', 'tokens.css',
     '--light-soft: #564e45', '--light-soft: #564e4', '#564e4;',
     '“#564e4” is no colour'),
    ('pale text', 'tokens.css', '--light-soft: #564e45',
     '--light-soft: #9a9085', '--light-soft: #9a', 'needs 4.5:1'),
    ('pale text in the dark scheme', 'tokens.css', '--dark-soft: #b9ae9e',
     '--dark-soft: #5f5a50', '--dark-soft: #5f', 'prefers-color-scheme: dark'),
    ('pale text in high contrast', 'tokens.css', '--clear-link: #00308f',
     '--clear-link: #3060c0', '--clear-link: #3', 'needs 7:1'),
    ('a background that forgets the dark', 'web.css',
     '.empty {', '.empty { background: #fffdf8;', 'background: #fffdf8;',
     '--dark-ink', 'more'),
    ('pages in small type', 'tokens.css', '--base: 112.5%', '--base: 80%',
     '--base: 80%', '12.8 px, make it 16 px'),
    ('notes in tiny type', 'tokens.css', '--size-note: 0.8rem',
     '--size-note: 0.6rem', '--size-note: 0.6rem', '10.8 px is too small'),
    ('targets too small for a finger', 'tokens.css',
     '--target: max(2.75rem, 44px)', '--target: 30px', '--target: 30px',
     'make it 44 px'),
    ('a hook of a script that is gone', 'article.html',
     'class="button play"', 'class="button"', 'assets/site.js:.play\')',
     'looks for class “play”'),
    ('an id of a script that is gone', 'search.html', 'id="found"', 'id="fund"',
     "assets/search.js:found').children", 'looks for id “found”'),
    ('an unknown element of print', 'print.css',
     'pullquote p {', 'pulquote p {', 'pulquote', 'did you mean “pullquote”?'),
    ('an unknown attribute of print', 'print.css', 'cell[align=right]',
     'cell[aling=right]', 'cell[aling', 'has no attribute “aling”'),
    ('an unknown value of an attribute', 'print.css',
     'article[priority=brief] > headline {',
     'article[priority=breif] > headline {', 'article[priority=breif]',
     'did you mean “brief”?'),
    ('a class that the furniture has not', 'print.css',
     'nameplate > div[class=latin] {', 'nameplate > div[class=latn] {',
     'nameplate > div[class=latn]', 'print/nameplate.html has nothing'),
    ('a selector that cannot match', 'print.css', 'quote p {',
     'quote headline {', 'quote headline', 'never stands in “quote”'),
    ('an unknown property of print', 'print.css', 'jump { font:',
     'jump { fnt:', 'fnt:', 'did you mean "font"?'),
    ('an unknown value of print', 'print.css',
     'jump { font: 700 8pt/1rlh var(--hei); text-align: end',
     'jump { font: 700 8pt/1rlh var(--hei); text-align: rihgt',
     'text-align: rihgt', 'use justify, start'),
    ('a unit that paper has not', 'print.css', 'codenote { font: 400 8pt',
     'codenote { font: 400 8px', 'font: 400 8px', 'pt, mm, em and rlh'),
    ('small print', 'print.css', 'caption { font: 400 8pt',
     'caption { font: 400 5pt', 'font: 400 5pt', '5 pt is too small'),
    ('a text in small print', 'print.css', 'names { font-family',
     'names { font-size: 7pt; font-family', 'font-size: 7pt',
     'too small for the text of a story', 'more'),
    ('small print in the large-type edition', 'large.css',
     'caption { font: 400 16.5pt/1rlh var(--kai); }\n', '',
     'print.css:font: 400 8pt/1rlh var(--kai)', 'stays in the large-type'),
    ('a box out of the page', 'print.css', '-cb-box: 6 9 1 4',
     '-cb-box: 6 9 2 4', '-cb-box: 6 9 2 4', 'columns 6 to 7'),
    ('a box out of the nameplate', 'print.css', '-cb-box: 6 9 1 4',
     '-cb-box: 6 9 1 8', '-cb-box: 6 9 1 8', 'lines 9 to 16'),
    ('columns that do not fit', 'print.css', 'margin: 53.2pt 43.2pt',
     'margin: 53.2pt 46pt', 'columns: 6', 'a column holds 11.89', 'more'),
    ('a nameplate as high as the page', 'print.css',
     'nameplate { height: 13rlh', 'nameplate { height: 72rlh',
     'height: 72rlh', 'nameplate is 72 lines high'),
    ('lines that leave the grid', 'print.css', 'byline { font: 400 9pt/1rlh',
     'byline { font: 400 9pt/15pt', 'font: 400 9pt/15pt',
     'no whole number of body lines'),
    ('a folio of no whole lines', 'print.css', 'folio { height: 3rlh',
     'folio { height: 45pt', 'height: 45pt', 'no whole number of body lines'),
    ('pale print', 'tokens.css',
     '--red: device-cmyk(0% 100% 100% 0%, #b5281e)', '--red: #e0a09a',
     '--red: #e0', 'a contrast of 2.1:1', 'more'),
    ('a font that is not installed', 'tokens.css', '--kai: "LXGW WenKai"',
     '--kai: "AR PL Nonesuch"', '--kai: "AR PL N', '“AR PL Nonesuch” is not '),
    ('a font in Debian', 'tokens.css', '--kai: "LXGW WenKai"',
     '--kai: "HanaMinX"', '--kai: "Hana', 'Debian package fonts-hanazono'),
    ('a weight that there is not', 'print.css',
     'caption { font: 400', 'caption { font: 900', 'font: 900',
     'not installed in weight 900'),
]


def sow(fault):
    """A copy of the default theme with FAULT; the place where it must be
    told."""
    _, name, old, new, mark = fault[:5]
    theme = f'{ROOM}/themes/sown'
    shutil.rmtree(theme, ignore_errors=True)
    shutil.copytree('themes/default', theme)
    text = slurp(f'{theme}/{name}')
    assert old in text, f'{name} has no {old}'
    put(f'{theme}/{name}', text.replace(old, new, 1))
    other = re.match(r'([a-z/]+\.(?:js|css)):(.*)', mark, re.S)
    if other:
        name, mark = other.groups()
    return f'themes/sown/{name}:{place_of(slurp(f"{theme}/{name}"), mark)}: '


def judge(fault):
    more = len(fault) > 6  # one cause, told in several places
    place, says = sow(fault), fault[5]
    r = check('sown', cwd=BARE if fault[1].endswith('.css') else ROOM)
    if r.crashed or r.late:
        return r.tell()
    lines = found(r)
    hits = [s for s in lines if s.startswith(place) and says in s]
    if not hits:
        return f'wants {place}… {says}\n' + r.tell()
    level = 'error' if ': error: ' in hits[0] else 'warning'
    if r.status != (level == 'error'):
        return f'{level}, but exit status {r.status}'
    if not more and len(lines) > 1:
        return 'tells more:\n' + '\n'.join(lines)


def unused():
    theme = f'{ROOM}/themes/sown'
    shutil.rmtree(theme, ignore_errors=True)
    shutil.copytree('themes/default', theme)
    put(f'{theme}/old.css', 'p { top: 0 }\n')
    put(f'{theme}/assets/old.png', 'x')
    put(f'{theme}/LICENSE', 'x')
    wants = {f'themes/sown/{n}: warning: nothing in the theme uses this file; '
             'use it or remove it' for n in ('old.css', 'assets/old.png')}
    return set(found(check('sown'))) ^ wants and '\n'.join(found(check('sown')))


def missing(name):
    """A theme without the file NAME."""
    theme = f'{ROOM}/themes/sown'
    shutil.rmtree(theme, ignore_errors=True)
    shutil.copytree('themes/default', theme)
    os.remove(f'{theme}/{name}')
    r = check('themes/sown', cwd=BARE)
    if r.crashed or r.late or r.status != 1 or name not in r.err.decode():
        return r.tell()


def hostile():
    """Files cut off, and files of nonsense, under sanitizers."""
    wrong = []
    theme = f'{ROOM}/themes/sown'
    program = SAN if os.path.exists(SAN) else None
    for nonsense in (None, b'', b'{' * 3000, b'\xff\x00<p>', b'@media' * 500):
        shutil.rmtree(theme, ignore_errors=True)
        shutil.copytree('themes/default', theme)
        for name in ('tokens.css', 'web.css', 'print.css', 'large.css',
                     'article.html', 'header.html', 'assets/search.js',
                     'print/nameplate.html'):
            whole = slurp(f'themes/default/{name}').encode('utf-8')
            put(f'{theme}/{name}', whole[:len(whole) * 2 // 3]
                if nonsense is None else nonsense)
        r = check('sown', program=program)
        if r.crashed or r.late or r.status != 1:
            wrong.append(r.tell())
    return '\n'.join(wrong)


def new():
    room = fresh(f'{ROOM}/new')
    shutil.copytree(f'{ROOM}/content', f'{room}/content')
    wrong = []
    # A copy of the program's own theme serves where none is beside it.
    made = chenbao('theme', 'new', '晨曦', cwd=room)
    if made.status or 'serve --theme 晨曦' not in made.out.decode():
        return made.tell()
    before = {n: slurp(f'{room}/themes/晨曦/{n}')
              for n in os.listdir(f'{room}/themes/晨曦')}
    again = chenbao('theme', 'new', '晨曦', cwd=room)
    if again.status != 1 or 'already' not in again.err.decode():
        wrong.append('again: ' + again.tell())
    for n, text in before.items():
        if slurp(f'{room}/themes/晨曦/{n}') != text:
            wrong.append(f'{n} is written over')
    checked = check('晨曦', cwd=room)
    if found(checked) or checked.status:
        wrong.append(checked.tell())
    built = chenbao('build', 'content', '--theme', '晨曦', '-o', 'out',
                    cwd=room)
    if built.status or not os.path.exists(f'{room}/out/site/index.html'):
        wrong.append(built.tell())
    for bad in ('../x', 'a/b', '.x', ''):
        r = chenbao('theme', 'new', bad, cwd=room)
        if r.status == 0 or os.path.exists(f'{room}/themes/{bad}/tokens.css'):
            wrong.append(f'{bad!r} makes a theme')
    listed = chenbao('theme', 'list', cwd=room).out.decode()
    if '晨曦' not in listed or 'default' not in listed:
        wrong.append(f'list: {listed}')
    return '\n'.join(wrong)


def formats():
    sow(FAULTS[3])
    r = chenbao('theme', 'check', 'sown', '--format', 'json', cwd=ROOM)
    try:
        said = [s for s in json.loads(r.out) if s['level'] != 'note']
    except ValueError as e:
        return f'{e}: {r.tell()}'
    if [s['level'] for s in said] != ['warning'] or r.err:
        return r.tell()
    if chenbao('theme', 'check', 'sown', '--strict', cwd=ROOM).status != 1:
        return '--strict lets a warning pass'


def clean(name):
    r = chenbao('theme', 'check', name, 'content')
    rest = [s for s in found(r) if not FACES.search(s)]
    if rest or r.status or r.crashed:
        return r.tell()


def main():
    fresh(ROOM)
    os.mkdir(f'{ROOM}/tmp')
    os.mkdir(BARE)
    os.mkdir(f'{ROOM}/themes')
    os.symlink('../themes', f'{BARE}/themes')
    paper(ROOM)
    for name in sorted(os.listdir('themes')):
        case(f'themecheck/{name}: is clean', clean(name))
    for fault in FAULTS:
        case(f'themecheck/{fault[0]} is found, and nothing else',
             judge(fault))
    case('themecheck/files that nobody uses are found, and nothing else',
         unused())
    for name in ('tokens.css', 'web.css', 'print.css', 'home.html',
                 'print/folio.html'):
        case(f'themecheck/a theme without {name} is told', missing(name))
    case('themecheck/broken files harm nothing', hostile())
    case('themecheck/a theme or content that is not there is told',
         check('none').status == 0 or
         chenbao('theme', 'check', 'default', 'none', cwd=ROOM).status != 2)
    case('themecheck/--format and --strict work', formats())
    case('themecheck/theme new: builds, is clean, writes nothing over', new())
    empty = fresh(f'{ROOM}/empty')
    r = chenbao('theme', 'check', 'default', cwd=empty)
    case('themecheck/without papers the rest is checked',
         r.status and r.tell() or 'no papers' not in r.err.decode() and
         r.tell())
    case('themecheck/no passing folder is left',
         '\n'.join(os.listdir(f'{ROOM}/tmp')))


if __name__ == '__main__':
    main()
