"""Themes: that no look is in the program, that each of themes/ is whole, and
that a theme may take files from another (gen/tree/theme.h)."""
import glob
import json
import os
import re
import shutil
import sys

import story
from lib import WORK, case, chenbao, fresh, put, run, slurp

ROOM = f'{WORK}/themes'
THEMES = sorted(d for d in os.listdir('themes')
                if os.path.isdir(f'themes/{d}'))
SECOND = 'wutong'
ISSUE = 'jiangchuan/2023-06-30'
# Page size, columns, body, faces of text and headlines, colours, and the
# furniture: none of these may be the same.
OWN = ('size', 'columns', 'body', 'line', 'headline', 'nameplate', 'folio')


# --- each of them ------------------------------------------------------------

def is_whole(name):
    wrong, folder = [], f'themes/{name}'
    for f, most in (('README.md', 1 << 16), ('preview-page.jpg', 150 * 1024),
                    ('preview-site.jpg', 150 * 1024)):
        path = f'{folder}/{f}'
        if not os.path.exists(path):
            wrong.append(f'{f} is missing')
        elif os.path.getsize(path) > most:
            wrong.append(f'{f} has {os.path.getsize(path)} bytes')
    readme = slurp(f'{folder}/README.md')
    wrong += [f'README.md names {f}, which is not there'
              for f in re.findall(r'^\| ([a-z0-9]+\.[a-z]+) \|', readme, re.M)
              if not os.path.exists(f'{folder}/{f}')]
    return '\n'.join(wrong)


def bands(css):
    """The nameplate's own pair, where a theme has one."""
    values, wrong = story.tokens(css), []
    for scheme, least in (('light', 4.5), ('dark', 4.5), ('clear', 7),
                          ('night', 7)):
        if f'{scheme}-band' in values:
            got = story.contrast(values[f'{scheme}-leaf'],
                                 values[f'{scheme}-band'])
            if got < least:
                wrong.append(f'{scheme}: leaf on band {got:.1f}:1')
    return '\n'.join(wrong)


def inks(name):
    """Inks of type on newsprint and on grounds, as they are shown."""
    css, wrong = slurp(f'themes/{name}/tokens.css'), []
    paper = css[css.index('@media print'):]
    shown = dict(re.findall(r'--([a-z]+): (?:device-cmyk\([^#]*)?(#[0-9a-f]{6})',
                            paper))
    for n in ('red', 'green', 'black', 'grey'):
        for ground in ('#f1ede3', shown['tint']):  # newsprint is no white
            if n in shown and story.contrast(shown[n], ground) < 4.5:
                wrong.append(f'{n} on {ground}')
    for mix in re.findall(r'device-cmyk\(([^,]*),', paper):
        if sum(float(v.rstrip('%')) for v in mix.split()) > 240:
            wrong.append(f'{mix}: more than 240 % of ink')
    return '\n'.join(wrong)


def each():
    for name in THEMES:
        css = slurp(f'themes/{name}/tokens.css')
        story.THEME = f'themes/{name}'
        case(f'themes: {name} has what belongs to a theme', is_whole(name))
        case(f'themes: {name}: every pair of colours can be read',
             story.colours(css) or bands(css) or inks(name))
        case(f'themes: {name}: colours stand in tokens.css alone',
             story.named_colours())
        case(f'themes: {name}: text of 18, 24 and 30 px, targets of 44 and 60',
             story.targets(css))


# --- they differ -------------------------------------------------------------

def traits(name):
    css = slurp(f'themes/{name}/print.css')
    tokens = slurp(f'themes/{name}/tokens.css').split('@media print')[1]

    def of(pattern, text):
        return re.search(pattern, text, re.M | re.S).group(1)
    return {'size': of(r'^  size: ([^;]+)', css),
            'columns': of(r'^  columns: ([^;]+)', css),
            'body': of(r'--body: ([^;]+)', tokens),
            'line': of(r'--line: ([^;]+)', tokens),
            'headline': of(r'^headline \{ font: ([^;]+)', css),
            'nameplate': slurp(f'themes/{name}/print/nameplate.html'),
            'folio': slurp(f'themes/{name}/print/folio.html')}


def second():
    one, two = traits('default'), traits(SECOND)
    case('themes: the second has another page, grid, type and nameplate',
         '\n'.join(k for k in OWN if one[k] == two[k]))
    twins = [f for f in glob.glob(f'themes/{SECOND}/**/*.*', recursive=True)
             if f.endswith(('.css', '.html', '.js')) and
             os.path.exists(f.replace(SECOND, 'default', 1)) and
             slurp(f) == slurp(f.replace(SECOND, 'default', 1)) and
             'imprint' not in f]
    case('themes: it holds no file that it could take from the first',
         '\n'.join(twins))


# --- the samples -------------------------------------------------------------

def pages(path):
    return json.loads(slurp(path))['issues'][0]['pages']


def faults(page):
    """A page that was made plainly, in bands, does not close; it is full all
    the same, where its stories were measured for another grid."""
    if page['overset']:
        return [f"page {page['page']}: {page['overset']} over"]
    return [f"page {page['page']} has {page['fill']} %"
            ] if not page['closes'] and page['fill'] < 98 else []


def printed(issue, theme, to):
    return chenbao('pdf', issue, '-o', f'{to}.pdf', '--report', f'{to}.json',
                   '--theme', theme)


def samples():
    wrong, broken, jumps, made = [], [], set(), []
    issues = sorted(glob.glob('content/*/2*'))
    for i, issue in enumerate(issues):
        pdf = f'{ROOM}/{i}.pdf'
        r = printed(issue, SECOND, f'{ROOM}/{i}')
        if r.status:
            wrong.append(f'{issue}: {r.tell()}')
            continue
        made += pages(f'{ROOM}/{i}.json')
        wrong += [f'{issue}: {x}' for p in pages(f'{ROOM}/{i}.json')
                  for x in faults(p)]
        if shutil.which('qpdf') and run(['qpdf', '--check', pdf]).status:
            broken.append(issue)
        if shutil.which('pdftotext'):
            text = run(['pdftotext', pdf, '-']).out.decode('utf-8', 'replace')
            jumps |= set(re.findall('>>>|<<<|【|下转第|上接第', text))
    case(f'themes: every page of every sample is full in {SECOND}, none has '
         'copy left', '\n'.join(wrong) or (not made and 'no samples'))
    closed = sum(p['closes'] for p in made)
    case('themes: of ten pages nine close at least',
         closed * 10 < len(made) * 9 and f'{closed} of {len(made)}')
    case('themes: qpdf finds nothing wrong with them', '\n'.join(broken))
    case('themes: jump lines and section tags are worded by the theme',
         jumps - {'下转第', '上接第'} and f'{jumps}')


# --- the site ----------------------------------------------------------------

def hooks(page):
    """Ids, classes and data attributes of a page."""
    found = set(re.findall(r' id="([a-z-]+)"', page))
    for c in re.findall(r' class="([^"]*)"', page):
        found |= set(c.split())
    return found | set(re.findall(r' (data-(?:size|colour))=', page))


def words(*names):
    """All words in quotes of these scripts, apart."""
    found = set()
    for n in names:
        for s in re.findall(r"'([^'\n]*)'", slurp(f'themes/default/assets/{n}')):
            found |= set(re.findall(r'[a-z][a-z-]*', s))
    return found


def kinds(site):
    issue = f'{site}/{ISSUE}'
    stories = [f for f in sorted(glob.glob(f'{issue}/*.html'))
               if not re.search(r'/(index|p\d+)\.html$', f)]
    return {'home': f'{site}/index.html', 'search': f'{site}/search.html',
            'issue': f'{issue}/index.html', 'page': f'{issue}/p1.html',
            'story': stories[0]}


def build(theme, name):
    out = f'{ROOM}/{name}'
    r = chenbao('build', f'{ROOM}/content', '-o', out, '--theme', theme,
                '--no-large', limit=120)
    return r, f'{out}/site'


def site():
    put(f'{ROOM}/content/site.yaml', slurp('content/site.yaml'))
    shutil.copytree('content/jiangchuan', f'{ROOM}/content/jiangchuan')
    site_js, pages = words('site.js'), {}
    used = {'page': site_js | words('page.js'),
            'search': site_js | words('search.js')}
    for name in THEMES:
        r, root = build(f'themes/{name}', name)
        if not case(f'themes: {name} makes a site', r.status and r.tell()):
            return
        pages[name] = {k: hooks(slurp(f)) for k, f in kinds(root).items()}
    for name in THEMES:
        wrong = [f'{k}: {sorted(lost)}' for k in pages[name]
                 if (lost := (pages['default'][k] & used.get(k, site_js)) -
                     pages[name][k])]
        case(f'themes: {name} has on every page what the scripts look for',
             '\n'.join(wrong))
    case('themes: how wide pictures stand is said by the theme',
         '(min-width: 64em) 34rem' not in
         slurp(kinds(f'{ROOM}/{SECOND}/site')['issue']) and SECOND or
         '(min-width: 52em) 38rem' not in
         slurp(kinds(f'{ROOM}/default/site')['issue']) and 'default')
    case('themes: scripts are taken from the base, the icon is its own',
         slurp(f'{ROOM}/{SECOND}/site/assets/site.js') !=
         slurp('themes/default/assets/site.js') and 'site.js' or
         slurp(f'{ROOM}/{SECOND}/site/assets/icon.svg') ==
         slurp('themes/default/assets/icon.svg') and 'icon.svg')


# --- what a theme takes from another -----------------------------------------

def sheet(theme, *more):
    return chenbao('sheet', f'content/{ISSUE}', '--theme', theme, *more)


def based():
    """A theme of two files; then with more, and with a base that is not."""
    themes = f'{ROOM}/t'
    shutil.copytree('themes/default', f'{themes}/default')
    mine, css = f'{themes}/mine', slurp('themes/default/tokens.css')
    put(f'{mine}/theme.yaml', 'base: default\n')
    put(f'{mine}/tokens.css', css.replace('#a01f16', '#0a4f9a')
        .replace('--red: device-cmyk(0% 100% 100% 0%, #b5281e)',
                 '--red: #0a4f9a'))
    plain, blue = sheet('themes/default'), sheet(mine)
    case('themes: one of a theme.yaml and a tokens.css is the base in other '
         'colours', blue.status and blue.tell() or
         plain.out == blue.out and 'nothing changed' or
         len(plain.out.split(b'\n')) != len(blue.out.split(b'\n')) and
         'more changed than colours')
    large = sheet(mine, '--edition', 'large')
    put(f'{mine}/print.css', slurp('themes/default/print.css'))
    none = sheet(mine, '--edition', 'large')
    case('themes: its large edition is the base\'s, unless it has a print.css '
         'of its own', large.status and large.tell() or
         none.status != 1 and none.tell())
    os.remove(f'{mine}/print.css')
    put(f'{mine}/theme.yaml', 'base: nowhere\n')
    lost = sheet(mine).err.decode()
    put(f'{mine}/theme.yaml', 'base: mine\n')
    own = sheet(mine).err.decode()
    put(f'{mine}/theme.yaml', 'bases: default\n')
    odd = sheet(mine).err.decode()
    case('themes: a base that is not there, itself, and a wrong key are told '
         'with their place',
         'theme.yaml:1:' not in lost and lost or
         'theme.yaml:1:' not in own and own or
         'theme.yaml:1:' not in odd and odd)


def rebuilt():
    """What was taken from the base decides what is made anew."""
    themes = f'{ROOM}/t'
    put(f'{themes}/mine/theme.yaml', 'base: default\n')
    first, root = build(f'{themes}/mine', 'based')
    page = f'{themes}/default/article.html'
    put(page, slurp(page).replace('听本文', '念给我听'))
    second_time, _ = build(f'{themes}/mine', 'based')
    case('themes: a change of the base is a change of the theme',
         first.status and first.tell() or
         second_time.status and second_time.tell() or
         '念给我听' not in slurp(kinds(root)['story']) and 'not made anew')


def main():
    fresh(ROOM)
    each()
    second()
    samples()
    site()
    based()
    rebuilt()


if __name__ == '__main__':
    main()
    sys.exit(0)
