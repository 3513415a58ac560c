"""chenbao import: nothing is lost, cut paragraphs are joined, whole ones never;
stories, their heads and parts are found; what cannot be known is marked."""
import collections
import glob
import os
import random
import re
import sys

import lib
import pastes
from lib import case

ROOM = f'{lib.WORK}/import'
PROGRAM = os.environ.get('IMPORT', None)
HAN = re.compile('[\u3007\u3400-\u9fff\uf900-\ufaff々]')


def run_import(*files, out=None, more=()):
    args = [*files] + (['-o', out] if out else []) + list(more)
    if PROGRAM:
        return lib.run([PROGRAM, *args])
    return lib.chenbao('import', *args)


def folder(name):
    """An issue's folder in a paper of its own."""
    top = lib.fresh(f'{ROOM}/{name}')
    lib.put(f'{top}/site.yaml', 'title: 样站\n')
    lib.put(f'{top}/bao/paper.yaml', 'title: 晨报\n')
    return f'{top}/bao/2024-05-31'


def han(text):
    return collections.Counter(HAN.findall(text))


def written(out):
    """[(front, blocks)] of the stories in OUT, in order."""
    return [pastes.read_story(p) for p in sorted(glob.glob(f'{out}/*.md'))]


def solid(text):
    """Only what is neither blank nor a mark that import may change."""
    return re.sub(r'[^0-9A-Za-z\u3400-\u9fff]', '', text)


def kept(out, compare):
    """Han of the stories and of what the report says was dropped."""
    n = collections.Counter()
    for path in glob.glob(f'{out}/*.md'):
        text = re.sub('<!-- 导入存疑:.*-->', '', lib.slurp(path))
        n += han(text)
    return n


def dropped(report):
    """Texts of the changes that say they were dropped."""
    out = []
    for change in report.split('\n\n'):
        head, _, rest = change.strip('\n').partition('\n')
        if re.match(r'(\S+:)?\d+  dropped', head):
            out.append(''.join(x.partition(' │ ')[0].strip()
                               for x in rest.split('\n')))
    return out


def measure(seed, picked, style, name):
    """Imports one generated paste; (figures, what is wrong)."""
    rng = random.Random(seed)
    p = pastes.Paste(rng, style)
    text = p.paste(picked)
    out = folder(name)
    src = f'{ROOM}/{name}/in.txt'
    lib.put(src, text)
    got = run_import(src, out=out, more=['--compare', f'{ROOM}/{name}/report'])
    if got.status:
        return None, got.tell()
    result = written(out)
    paras = [solid(t) for _, blocks in result for k, t in blocks]
    fig = collections.Counter()
    for a, b in p.seams:
        fig['seams'] += 1
        key = solid(a)[-8:] + solid(b)[:8]
        ok = any(key in x for x in paras)
        fig['joined'] += ok
        if not ok and os.environ.get('SHOW'):
            print('NOT JOINED', name, style, a[-20:], '|', b[:20])
    for a, b in p.wholes:
        key = solid(a)[-8:] + solid(b)[:8]
        bad = any(key in x for x in paras)
        fig['wrong'] += bad
        if bad and os.environ.get('SHOW'):
            print('WRONG', name, style, a[-20:], '|', b[:20])
    for front, blocks in picked:
        fig['stories'] += 1
        mine = [r for r in result if solid(r[0]['title']) == solid(front['title'])]
        fig['titles'] += len(mine) == 1
        if len(mine) != 1 and os.environ.get('SHOW'):
            print('TITLE', name, style, front, [r[0] for r in result])
        for k in ('section', 'kicker', 'deck', 'byline', 'signoff'):
            if front.get(k) and (k != 'section' or style['section']):
                fig[k] += 1
                ok = any(solid(r[0].get(k, '')) == solid(front[k])
                         for r in mine)
                fig[k + '+'] += ok
                if not ok and os.environ.get('SHOW'):
                    print('FIELD', name, k, front[k], style)
        subs = [t for k, t in blocks if k == 'sub']
        have = [solid(t) for r in mine for k, t in r[1] if k == 'sub']
        if os.environ.get('SHOW'):
            for x in subs:
                if mine and solid(x) not in have:
                    print('SUB', name, x)
        fig['sub'] += len(subs)
        fig['sub+'] += sum(solid(s) in have for s in subs)
    fig['extra'] += max(0, len(result) - len(picked))
    missing = han(text) - kept(out, None) - \
        han(''.join(dropped(lib.slurp(f'{ROOM}/{name}/report'))))
    return fig, f'{dict(missing)}' if missing else None


def generated(count):
    rng = random.Random(7)
    all_stories = pastes.stories()
    total, wrong = collections.Counter(), []
    for i in range(count):
        picked = rng.sample(all_stories, rng.randrange(1, 4))
        style = pastes.random_style(rng)
        fig, bad = measure(i, picked, style, f'g{i}')
        if bad:
            wrong.append(f'{i} {style}: {bad}')
        total += fig or {}
    return total, wrong


# Manuscripts of a world that is not the samples': what becomes of each stands
# beside it in NAME.md, all stories one after the other.
GOLDEN = 'tests/import'


def golden(regen):
    for src in sorted(glob.glob(f'{GOLDEN}/*.txt')):
        name = os.path.basename(src)[:-4]
        out = folder(f'golden-{name}')
        got = run_import(src, out=out)
        text = ''.join(f'{os.path.basename(p)}\n{lib.slurp(p)}\n'
                       for p in sorted(glob.glob(f'{out}/*.md')))
        if regen:
            lib.put(f'{GOLDEN}/{name}.md', text)
            continue
        want = lib.slurp(f'{GOLDEN}/{name}.md')
        case(f'{name} becomes what was read and found right',
             got.tell() if got.status else
             None if text == want else f'--- got ---\n{text}')


# The manuscripts of seeds/ and what is known of them: headlines, and how many
# broken paragraphs there are.
SEEDS = {
    'zhoujiadu-2018-12-15': ['美好周家渡 迈进新时代', '聚焦家门口服务 提升智能化建设'],
    'zhoujiadu-2019-05-31': [
        '基层党建明方向 部门协同重合作', '三个“一批”补缺项 2020年基本全覆盖',
        '挖潜补点增量 盘活资源增能 智慧服务增效'],
    'zhoujiadu-2020-01-17': ['奋斗创造历史 实干成就未来'],
    'lujiazui-2018-12-15': ['用“小支点”撬起“大治理”', '把握机会多锻炼补短板',
                            '社区公益基金会举办 2018第二届陆家嘴慈善之夜'],
    'jiangchuan-2023-06-30': ['小事不出网格，急事不出社区，闵行江川开了一场推进会'],
}


def whole_paragraphs(paper, date):
    """Paragraphs of the hand-made issue, without blanks and marks."""
    out = []
    for path in glob.glob(f'content/{paper}/{date}/*.md'):
        out += [solid(t) for k, t in pastes.read_story(path)[1] if k == 'p']
    return out


def seam_of(text, at, paras):
    """Do the lines that meet at AT meet inside a paragraph of PARAS?"""
    key = solid(text[:at])[-8:] + solid(text[at:])[:8]
    return any(key in p for p in paras)


def manuscript(name, titles):
    paper, date = name.split('-', 1)
    out = folder(f'seed-{name}')
    got = run_import(f'seeds/{name}.txt', out=out,
                     more=['--compare', f'{out}/../../report'])
    if not case(f'{name} is imported', got.tell() if got.status else None):
        return
    result = written(out)
    text = lib.slurp(f'seeds/{name}.txt')
    missing = han(text) - kept(out, None) - \
        han(''.join(dropped(lib.slurp(f'{out}/../../report'))))
    case(f'{name}: every Han character is in a story or in the list of what '
         'was dropped', dict(missing))
    if titles:
        have = [f['title'] for f, _ in result]
        case(f'{name}: its stories are found',
             None if have == titles else f'{have}')
    whole = whole_paragraphs(paper, date)
    mine = [solid(t) for _, b in result for k, t in b]
    lines = [x.strip('\u00a0\u3000 ') for x in text.split('\n')]
    lines = [x for x in lines if x]
    broken, joined, wrong = 0, 0, []
    for a, b in zip(lines, lines[1:]):
        inside, together = (seam_of(a + b, len(a), p) for p in (whole, mine))
        broken += inside
        joined += inside and together
        ends = any(p.endswith(solid(a)[-8:]) for p in whole)
        if together and not inside and ends and len(solid(a)) > 7:
            wrong.append(f'{a[-12:]} | {b[:12]}')
    case(f'{name}: {broken} broken paragraphs are joined',
         None if joined == broken else f'only {joined}')
    case(f'{name}: no two whole paragraphs are joined', '\n'.join(wrong))
    got = lib.chenbao('check', out)
    case(f'{name}: what was imported passes the check',
         got.tell() if got.status else None)
    got = lib.chenbao('pdf', out, '--theme', 'themes/default', '-o',
                      f'{out}/../../issue.pdf')
    case(f'{name}: what was imported is set', got.tell() if got.status else None)


def figures(count):
    t, wrong = generated(count)
    case(f'{count} pastes: no Han character is lost', '\n'.join(wrong))
    share = 100 * t['joined'] / t['seams']
    case(f"of {t['seams']} broken paragraphs 95 % are joined",
         None if share >= 95 else f'{share:.1f} %')
    case(f"of {t['seams']} seams none joins two whole paragraphs",
         f"{t['wrong']}" if t['wrong'] else None)
    for k, least in (('titles', 98), ('section', 98), ('kicker', 95),
                     ('deck', 95), ('signoff', 85), ('sub', 85)):
        n, of = (t[k], t['stories']) if k == 'titles' else (t[k + '+'], t[k])
        case(f'{k}: {least} % are found',
             None if n * 100 >= least * of else f'{n} of {of}')


def nothing_is_overwritten():
    out = folder('again')
    lib.put(f'{out}/10-mine.md', '---\ntitle: 我的\n---\n\n正文。\n')
    lib.put(f'{out}/issue.yaml', 'number: 7\n')
    src = f'{ROOM}/again/a.txt'
    lib.put(src, '食堂开张\n\n今天开张。\n')
    once = run_import(src, out=out)
    twice = run_import(src, out=out)
    case('a manuscript that comes again is told of, the first time not', None
         if b'was here before' in twice.err and b'before' not in once.err
         else twice.tell())
    names = sorted(os.listdir(out))
    case('what is there stays, new stories take the next numbers',
         None if len(names) == 4 and names[0] == '10-mine.md' and
         names[1].startswith('20-') and names[2].startswith('30-') and
         lib.slurp(f'{out}/issue.yaml') == 'number: 7\n' else f'{names}')
    before = {n: lib.slurp(f'{out}/{n}') for n in names}
    got = run_import(src)
    case('without -o nothing is written',
         None if got.status == 0 and before ==
         {n: lib.slurp(f'{out}/{n}') for n in sorted(os.listdir(out))}
         else got.tell())


def doubts_are_told():
    out = folder('doubt')
    src = f'{ROOM}/doubt/a.txt'
    lib.put(src, '食堂开张\n\n记者 王小明\n\n今天开张，老人都来了。\n\n（下转第3版）\n')
    run_import(src, out=out)
    path = glob.glob(f'{out}/*.md')[0]
    text = lib.slurp(path)
    line = text[:text.index('<!-- 导入存疑')].count('\n') + 1
    got = lib.chenbao('check', out)
    said = got.err.decode()
    case('check tells a doubt with its line',
         None if f'{os.path.basename(path)}:{line}:1: warning: not sure since '
         'import' in said and got.status == 0 else said)
    html = lib.chenbao('html', '--article', stdin=text.split('---\n')[2].encode())
    case('a doubt is printed nowhere',
         None if '存疑' not in html.out.decode() else html.out.decode())


def twice_is_once():
    """What was imported, imported again, is the same."""
    for name in ('seed-lujiazui-2018-12-15', 'golden-school', 'golden-recipe'):
        wrong = []
        for path in sorted(glob.glob(f'{ROOM}/{name}/bao/*/*.md')):
            out = folder('twice')
            got = run_import(path, out=out)
            again = glob.glob(f'{out}/*.md')
            if got.status or len(again) != 1 or \
                    lib.slurp(again[0]) != lib.slurp(path):
                wrong.append(f'{path}\n{got.tell()}\n' +
                             ''.join(lib.slurp(p) for p in again))
        case(f'{name}: what was imported, imported again, is the same',
             '\n'.join(wrong))


def losses_are_told():
    path = f'{ROOM}/losses.txt'
    lib.put(path, '食堂开张了\n\n今天食堂开\x01张，来了两百多人，大家都说好。'.encode()
            + b'\xff\xfe' + '后面还有话要说，说完为止。\n'.encode())
    r = lib.chenbao('import', path)
    told = r.err.decode('utf-8', 'replace')
    case('characters that cannot be read or are left out are told',
         (r.status or 'left out: 1' not in told or
          '2 characters could not be read' not in told) and r.tell())


def wrong_use():
    src = f'{ROOM}/wrong.txt'
    lib.put(src, '')
    for what, args in (('an empty file', [src]),
                       ('a folder that is no issue',
                        ['tests/import/mail.txt', '-o', f'{ROOM}/xyz'])):
        got = lib.chenbao('import', *args)
        case(f'{what} is refused with what to do',
             None if got.status == 1 and b'error' in got.err else got.tell())


if __name__ == '__main__':
    if os.environ.get('SHOW'):
        print(generated(int(os.environ['SHOW'])))
        sys.exit()
    if '--regen' in sys.argv:
        golden(True)
        sys.exit()
    golden(False)
    for seed, titles in SEEDS.items():
        manuscript(seed, titles)
    nothing_is_overwritten()
    doubts_are_told()
    twice_is_once()
    losses_are_told()
    wrong_use()
    figures(int(os.environ.get('PASTES', 60)))
