"""The site as browsers have it: tests/browser/ over a site of content/, with a
former address, a government's foot and a story of all that Markdown has.

tests/package.json is installed in out/test/browser, once for each lock file.
Where that cannot be, or where there is no chromium, java or node, this says
so; nothing has failed then."""
import fcntl
import os
import re
import shutil
import subprocess
import sys

from lib import WORK, case, chenbao, fresh, put, run, slurp

MODULES = 'out/test/browser'
ROOM = f'{WORK}/browsing'
PINS = ('package.json', 'package-lock.json')
EVERYTHING = '''---
title: 样样都有的一篇
kicker: 检查用
deck: ——排版和网页会的都在这里
section: 服务
byline: 记者 某某
signoff: 样刊资料
---
第一段有**强调**、*着重*、`代码`和[链接](https://a.example/)，再有一个词：居委会。

## 一、小标题

### （一）第二级

#### 1．第三级

- 一条
- 两条

  两条的第二段

  1. 里面的一条
  2. 里面的两条

> 一段引文。

| 项目 | 数字 | 说明 | 备注 | 甲 | 乙 | 丙 | 丁 | 戊 |
|---|---:|:---:|---|---|---|---|---|---|
| 第一项 | 1 | 中 | 长一点的备注文字 | 1 | 2 | 3 | 4 | 5 |
| 第二项 | 22 | 中 | 备注 | 1 | 2 | 3 | 4 | 5 |

```
一行代码，长得一个窗口放不下一行代码，长得一个窗口放不下一行代码，长得一个窗口放不下
```

---

::: box 小资料
框里的一段。

- 框里的一条
:::

::: glossary 名词解释
居委会：居民委员会的简称。
:::

::: names 名单
张三、李四、王五
:::
'''


def why_not():
    """Why the checks cannot run here; empty: they can."""
    for tool in ('node', 'npm', 'java', 'chromium'):
        if not shutil.which(tool):
            return f'{tool} is not installed'
    told = run(['node', '--version']).out.decode()
    if int(re.sub(r'^v(\d+)\..*', r'\1', told.strip() or 'v0')) < 18:
        return f'node is {told.strip()}, not 18 or newer'
    return install()


def same_pins():
    return os.path.exists(f'{MODULES}/node_modules/.package-lock.json') and \
        all(os.path.exists(f'{MODULES}/{p}') and
            slurp(f'{MODULES}/{p}') == slurp(f'tests/{p}') for p in PINS)


def install():
    """Parts that need the packages may run side by side: one installs them."""
    os.makedirs(os.path.dirname(MODULES), exist_ok=True)
    with open(f'{MODULES}.lock', 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return '' if same_pins() else install_anew()


def install_anew():
    fresh(MODULES)
    for p in PINS:
        shutil.copy(f'tests/{p}', MODULES)
    got = run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund',
               '--fetch-retries=1', '--fetch-timeout=30000'],
              cwd=MODULES, limit=240)
    if got.status == 0:
        return ''
    os.remove(f'{MODULES}/package-lock.json')
    said = got.err.decode('utf-8', 'replace').strip().split('\n')
    errors = [x for x in said if re.match(r'npm (error|ERR!) [a-z]', x)]
    return 'npm cannot install tests/package.json: ' + \
        (errors or said or ['no answer'])[0]


def site():
    """The site to look at; None: it is not there, and why is told."""
    text = f'{ROOM}/content'
    shutil.copytree('content', text)
    paper = f'{text}/zhoujiadu'
    issue = sorted(d for d in os.listdir(paper) if d[:2] == '20')[0]
    story = sorted(f for f in os.listdir(f'{paper}/{issue}')
                   if f.endswith('.md'))[0]
    path = f'{paper}/{issue}/{story}'
    put(path, slurp(path).replace('---\n', '---\naliases: [former]\n', 1))
    put(f'{paper}/{issue}/97-everything.md', EVERYTHING)
    put(f'{paper}/paper.yaml', slurp(f'{paper}/paper.yaml') +
        '\ngovernment:\n  site-name: 某某街道\n  domain: a.example\n'
        '  id-code: 3100000001\n  organizer: 某某街道办事处\n'
        '  contact: [电话 021-1, 地址 某路1号]\n  icp: 沪ICP备1号\n'
        '  police: 沪公网安备1号\n  find-errors: https://z.example/?a=1\n')
    made = chenbao('build', text, '-o', f'{ROOM}/out', limit=240)
    return case('browser: the site is made', made.status and made.tell()) \
        and f'{ROOM}/out/site'


def main():
    fresh(ROOM)
    reason = why_not()
    if reason:
        print(f'SKIP browser: {reason}')
        return
    root = site()
    if not root:
        return
    home = fresh(f'{ROOM}/home')
    modules = os.path.abspath(f'{MODULES}/node_modules')
    sys.stdout.flush()
    checks = subprocess.run(['node', 'tests/browser/run.js', root, modules,
                             home] + sys.argv[1:], timeout=900,
                            env=dict(os.environ, HOME=home, CHROMIUM=shutil
                                     .which('chromium')))
    if checks.returncode:
        case('browser: the checks come to their end',
             f'exit status {checks.returncode}')


if __name__ == '__main__':
    main()
