"""Equal input gives equal output, and nothing is done twice."""
import os
import re
import shutil

from lib import WORK, case, chenbao, fresh, issues, run


def files(root):
    """{path below ROOT: its bytes}"""
    found = {}
    for folder, _, names in os.walk(root):
        for n in names:
            path = os.path.join(folder, n)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = f.read()
    return found


def stamps(root):
    return {os.path.join(f, n): os.stat(os.path.join(f, n)).st_mtime_ns
            for f, _, names in os.walk(root) for n in names}


def differ(a, b):
    left, right = files(a), files(b)
    return '\n'.join(sorted(p for p in left.keys() | right.keys()
                            if left.get(p) != right.get(p)))


def count(result, word):
    m = re.search(rf'(\d+) {word}'.encode(), result.out)
    return int(m.group(1)) if m else -1


def main():
    fresh(f'{WORK}/same')
    a, b = f'{WORK}/same/a', f'{WORK}/same/b'
    text = f'{WORK}/same/content'
    shutil.copytree('content', text)
    total = len(list(issues(text)))

    # A theme is looked for beside the program, so the copy finds it.
    first = chenbao('build', text, '-o', a)
    case('same: a build succeeds', first.status and first.tell())
    case('same: the first build makes every issue',
         count(first, 'made') != total and first.out)
    second = chenbao('build', text, '-o', b, '-j', '1',
                     env={'TZ': 'Asia/Shanghai', 'LANG': 'zh_CN.UTF-8'})
    case('same: two builds into two folders are equal byte for byte',
         second.tell() if second.status else
         differ(f'{a}/site', f'{b}/site'))

    before = stamps(f'{a}/site')
    again = chenbao('build', text, '-o', a)
    case('same: a second build makes nothing',
         (again.status or count(again, 'made') != 0) and
         again.out.decode() + again.tell())
    case('same: a second build touches no file',
         stamps(f'{a}/site') != before and 'files were written again')

    paper, date = next(issues(text))
    story = next(p for p in sorted(os.listdir(f'{text}/{paper}/{date}'))
                 if p.endswith('.md'))
    path = f'{text}/{paper}/{date}/{story}'
    with open(path, 'a', encoding='utf-8') as f:
        f.write('\n这一句是后来添的。\n')
    edited = chenbao('build', text, '-o', a)
    case('same: an edited article makes only its issue again',
         (edited.status or count(edited, 'made') != 1) and
         edited.out.decode() + edited.tell())
    after = stamps(f'{a}/site')
    others = [p for p in before if f'/{paper}/{date}/' not in p and
              re.search(r'/\d{4}-\d\d-\d\d/', p) and
              after.get(p) != before[p]]
    case("same: an edited article leaves the other issues' files alone",
         '\n'.join(others))
    said = any('这一句是后来添的'.encode() in text
               for text in files(f'{a}/site').values())
    case('same: the edit is on the site', not said and 'it is not')

    c = f'{WORK}/same/c'
    chenbao('build', text, '-o', c)
    case('same: a build from nothing equals one that grew',
         differ(f'{a}/site', f'{c}/site'))

    # make itself: nothing is compiled or linked again.
    r = run(['make', '--no-print-directory', 'build'], limit=300)
    r = run(['make', '--no-print-directory', 'build'], limit=300)
    case('same: a second make builds nothing',
         (r.status or re.search(rb'\b(CC|LD|cc) ', r.out)) and
         r.out.decode() + r.tell())


main()
