"""The ways of the trade: help, manual and completions from the one table, in
two languages; --quiet and colour; doctor."""
import os
import pty
import re
import shutil
import subprocess
import unicodedata

from lib import BIN, WORK, case, chenbao, fresh, put, run

ROOM = f'{WORK}/trade'
HAN = re.compile('[\u4e00-\u9fff]')
ZH = {'LANGUAGE': 'zh_CN'}
DAY = 'p/2024-01-02'


def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in s)


def said(*args, **more):
    return chenbao(*args, **more).out.decode('utf-8')


# --- the table, as the usage tells it ----------------------------------------

def commands():
    """Names of all commands, by the usage."""
    names, text = [], said('help')
    for line in text.split('\n'):
        m = re.match(r'  (\S+(?: \S+)?)  +\S', line)
        if m:
            names.append(m[1])
    return names


def options(name):
    """[(short or None, long, value or None)] of a command, by its help."""
    text = said(*name.split(), '--help')
    return re.findall(r'^  (?:-(\w),|   ) --([\w-]+)(?: (\S+))?',
                      text, re.M)


def paper(root):
    """A small paper that has a warning."""
    fresh(root)
    put(f'{root}/site.yaml', 'title: 小站\n')
    put(f'{root}/p/paper.yaml', 'title: 小报\ncodes: none\n')
    put(f'{root}/{DAY}/issue.yaml', 'number: 1\n')
    put(f'{root}/{DAY}/10-one.md',
        '---\ntitle: 桥通了\nsection: 没有的栏目\n---\n\n正文。\n')
    return root


# --- help ---------------------------------------------------------------------

def wide(text):
    return [line for line in text.split('\n') if width(line) > 80]


def texts(*words, **more):
    """The paragraphs of a help, but for the examples."""
    parts = said(*words, **more).strip('\n').split('\n\n')
    return parts[:-1] if words[-1] == '--help' else parts


def check_help(names):
    wrong = []
    for words in [['help']] + [n.split() + ['--help'] for n in names]:
        for part in texts(*words):
            if HAN.search(part):
                wrong.append(f'{words}: Chinese in “{part}”')
        for part in texts(*words, env=ZH):
            if not HAN.search(part):
                wrong.append(f'{words}: no Chinese in “{part}”')
        wrong += [f'{words}: too wide: {line}' for line in
                  wide(said(*words)) + wide(said(*words, env=ZH))]
    case('help is in one language, and no wider than a terminal',
         '\n'.join(wrong))


def check_options(names):
    wrong = []
    for name in names:
        text = said(*name.split(), '--help', env=ZH)
        for line in re.findall(r'^  (?:-\w,|   ) --.*', text, re.M):
            if not HAN.search(line.split('  ')[-1]):
                wrong.append(f'{name}: {line}')
        if not options(name):
            wrong.append(f'{name}: no options')
        same = said('help', *name.split()) == said(*name.split(), '--help')
        if not same:
            wrong.append(f'help {name} is not {name} --help')
    case('every option of every command is explained in Chinese, too',
         '\n'.join(wrong))


def check_lost():
    for words, status, wanted in (
            (['theme', 'chek'], 2, b'theme check'),
            (['build', '--ony', 'x'], 2, b'--only'), (['-x'], 2, b'behind'),
            (['bild'], 2, b'build'), (['chekc'], 2, b'check'),
            (['zzzzzz'], 2, b'chenbao help'), (['help', 'bild'], 2, b'build'),
            (['why'], 2, b'chenbao why content/'),
            (['pdf', '-o', 'x.pdf'], 2, b'chenbao pdf content/'),
            (['keys', 'x'], 2, b'x: is too much'),
            (['build', '--paper'], 2, b'needs a value'),
            (['check', '--only', 'pdf'], 2, b'not an option'),
            ([], 2, b'Usage: chenbao COMMAND')):
        r = chenbao(*words)
        right = r.status == status and wanted in r.err and not r.out
        case(f'“chenbao {" ".join(words)}” is told what to write',
             None if right else r.tell())
    for words in (['help'], ['build', '--help'], ['manual'], ['doctor']):
        with open('/dev/full', 'wb') as full:
            status = subprocess.run([os.path.abspath(BIN), *words],
                                    stdout=full, stderr=subprocess.DEVNULL)
        case(f'“chenbao {" ".join(words)}” knows when it was not heard',
             None if status.returncode == 3 else str(status.returncode))
    r = chenbao('--version')
    case('--version tells the version', None if r.status == 0 and re.fullmatch(
        rb'chenbao \d+\.\d+\n', r.out) else r.tell())


def check_keys():
    rows = [row.split(' | ') for row in said('keys').split('\n')[2:-1]]
    chinese = [row.split(' | ') for row in
               said('keys', env=ZH).split('\n')[2:-1]]
    wrong = [r for r in rows if HAN.search(r[3]) or len(r) != 6]
    wrong += [r for r in chinese if not HAN.search(r[5])]
    case('keys is a table in one language', None if len(rows) > 40 and
         not wrong else str(wrong or len(rows)))
    lines = on_terminal(['keys'])
    case('on a terminal keys fits into it', '\n'.join(
        wide(lines.replace('\r', ''))))


# --- manual -------------------------------------------------------------------

def check_manual(names):
    english, chinese = said('manual'), said('manual', env=ZH)
    wrong = []
    for name in names:
        if f'.It Cm {name}' not in english or f'.It Cm {name}' not in chinese:
            wrong.append(name)
        for _, option, _ in options(name):
            for text in (english, chinese):
                if not re.search(rf'^\.It .*Fl -{option}\b', text, re.M):
                    wrong.append(f'{name} --{option}')
    case('every command and option stands in the manual', '\n'.join(wrong))
    missing = [s for s in ('NAME', 'SYNOPSIS', 'DESCRIPTION', 'ENVIRONMENT',
                           'FILES', 'EXIT STATUS', 'EXAMPLES')
               if f'.Sh {s}\n' not in english]
    case('the manual has the sections that a reader expects',
         ', '.join(missing))
    case('the Chinese manual has Chinese titles', '\n'.join(
        s for s in re.findall(r'^\.S[hs] (.*)', chinese, re.M)
        if not HAN.search(s)))
    if shutil.which('mandoc'):
        put(f'{ROOM}/chenbao.1', english)
        r = run(['mandoc', '-T', 'lint', f'{ROOM}/chenbao.1'])
        case('mandoc has nothing to blame in the manual', (r.out + r.err)
             .decode())
    else:
        print('SKIP mandoc is not here')


# --- completions ----------------------------------------------------------------

def bash(script, *lines):
    """What bash offers for the last word of each line."""
    program = f'source {script}\nshopt -s extglob\n' + '\n'.join(
        f'COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; '
        '_chenbao; printf "%s\\n" "${COMPREPLY[@]}" @' for words in lines)
    r = run(['bash', '-c', program])
    if r.err:
        return [[r.err.decode()]] * len(lines)
    parts = r.out.decode().split('@\n')[:-1]
    return [[w for w in part.split('\n') if w] for part in parts]


def quoted(line):
    """The words of LINE; an empty one at its end is '' to bash."""
    return [w if w else "''" for w in line.split(' ')]


def check_bash(names):
    script = f'{ROOM}/chenbao.bash'
    put(script, said('completion', 'bash'))
    case('bash can read its completion',
         run(['bash', '-n', script]).err.decode())
    first = sorted({n.split()[0] for n in names})
    lines = ['chenbao '] + [f'chenbao {n} -' for n in names]
    offered = bash(script, *map(quoted, lines))
    wrong = [] if set(first) <= set(offered[0]) else [str(offered[0])]
    for name, words in zip(names, offered[1:]):
        wanted = {f'--{long}' for _, long, _ in options(name)} | {
            f'-{short}' for short, _, _ in options(name) if short}
        if set(words) != wanted:
            wrong.append(f'{name}: {sorted(set(words) ^ wanted)}')
    case('bash completes the commands and options of the table',
         '\n'.join(wrong))
    root = paper(f'{ROOM}/bash')
    for line, wanted in (
            ('chenbao bui', ['build']), ('chenbao help imp', ['impose', 'import']),
            ('chenbao build --only ', ['site', 'pdf']),
            ('chenbao build --only = p', ['pdf']),
            ('chenbao pdf --edition ', ['large']),
            (f'chenbao pdf {root}/', [f'{root}/p/']),
            (f'chenbao pdf {root}/p/', [f'{root}/{DAY}']),
            (f'chenbao build {root} --issue ', ['2024-01-02']),
            (f'chenbao build {root} --paper p --issue 2', ['2024-01-02']),
            (f'chenbao build {root} --paper q --issue 2', []),
            (f'chenbao build {root} --paper ', ['p']),
            ('chenbao build --theme def', ['default']),
            ('chenbao completion ', ['bash', 'zsh'])):
        got = bash(script, quoted(line))[0]
        wanted = [w for w in wanted if w != 'import' or 'import' in names]
        case(f'bash completes “{line}”', None if sorted(got) == sorted(wanted)
             else f'{got}, not {wanted}')


# What zsh's own functions are asked is printed instead.
ZSH = '''
_arguments() {{ for s; do print -r -- "A $s"; done }}
_describe() {{ print -rl -- ${{(P)4}} }}
compadd() {{ while [[ $1 != -- ]]; do shift; done; shift; print -rl -- "$@" }}
compdef() {{ : }}
_files() {{ print files }}
source {script}
words=({words}); CURRENT=${{#words}}; PREFIX=$words[-1]
_chenbao
'''


def check_zsh(names):
    if not shutil.which('zsh'):
        print('SKIP zsh is not here')
        return
    script = f'{ROOM}/_chenbao'
    put(script, said('completion', 'zsh'))
    case('zsh can read its completion',
         run(['zsh', '-n', script]).err.decode())

    def asked(line):
        r = run(['zsh', '-f', '-c', ZSH.format(
            script=script, words=' '.join(quoted(line)))])
        return r.out.decode() + r.err.decode()
    wrong = []
    offered = {w.split(':')[0] for w in asked('chenbao ').split('\n')}
    if not {n.split()[0] for n in names} <= offered:
        wrong.append(str(offered))
    for name in names:
        specs = re.findall(r'^A --([\w-]+)(=?)\[', asked(f'chenbao {name} '),
                           re.M)
        wanted = {(long, '=' if value else '')
                  for _, long, value in options(name)}
        if set(specs) != wanted:
            wrong.append(f'{name}: {sorted(set(specs) ^ wanted)}')
    case('zsh completes the commands and options of the table',
         '\n'.join(wrong))
    text = said('completion', 'zsh', env=ZH)
    put(script, text)
    case('a zsh that was asked in Chinese explains in Chinese', None if
         HAN.search(text) and not run(['zsh', '-n', script]).err else text)


# --- quiet, colour ---------------------------------------------------------------

def on_terminal(args, **env):
    """What ARGS write to a terminal."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update({'LC_ALL': 'C.UTF-8', 'TERM': 'xterm', **env})
        os.execv(os.path.abspath(BIN), ['chenbao', *args])
    out = b''
    while True:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    os.close(fd)
    os.waitpid(pid, 0)
    return out.decode('utf-8', 'replace')


def check_colour(root):
    red = '\033['
    lines = on_terminal(['check', root])
    case('on a terminal only the word for the level is in colour', None if
         re.search(r'^[^\033\n]*10-one\.md:\d+:\d+: \033\[1;35mwarning\033\[0m:'
                   r' [^\033]*$', lines, re.M) else lines)
    for env in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}, {'TERM': ''}):
        lines = on_terminal(['check', root], **env)
        case(f'no colour with {env}', None if red not in lines and
             'warning' in lines else lines)
    lines = on_terminal(['check', root], NO_COLOR='')
    case('an empty NO_COLOR is as good as none', None if red in lines
         else lines)
    r = chenbao('check', root)
    case('no colour in a file', None if b'\033' not in r.err and
         b'warning' in r.err else r.tell())


def check_quiet(root):
    loud = chenbao('build', root, '-o', f'{ROOM}/loud', '--only', 'site')
    quiet = chenbao('build', root, '-o', f'{ROOM}/quiet', '--only', 'site',
                    '--quiet')
    case('a build tells what it made, and with --quiet does not', None if
         b'issue' in loud.out and not quiet.out and quiet.status == 0 else
         loud.tell() + quiet.tell())
    case('--quiet leaves warnings', None if b'warning' in quiet.err
         else quiet.tell())
    put(f'{root}/{DAY}/10-one.md', '---\ntitle: [\n---\n')
    r = chenbao('build', root, '-o', f'{ROOM}/quiet', '--quiet')
    case('--quiet leaves errors and the exit status', None if r.status == 1
         and b'error' in r.err and b'note' not in r.err else r.tell())
    case('no progress where there is no terminal', None if b'\r' not in
         loud.err + quiet.err + r.err else loud.tell())


# --- doctor ----------------------------------------------------------------------

FONTS = '''<?xml version="1.0"?>
<fontconfig><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
<selectfont><rejectfont><pattern><patelt name="family"><string>{family}</string>
</patelt></pattern></rejectfont></selectfont></fontconfig>
'''


def check_doctor():
    root = paper(f'{ROOM}/doctor')
    bare = fresh(f'{ROOM}/bin')
    out = ['-o', f'{ROOM}/doctor-out']
    whole = chenbao('doctor', root, *out)
    text = whole.out.decode()
    case('doctor finds nothing to lack where nothing does', None if
         whole.status == 0 and 'LACKS' not in text else whole.tell() + text)
    case('doctor tells of papers and of versions', None if re.search(
        'HarfBuzz [0-9.]+', text) and 'p: 1 issue' in text else text)
    case('doctor leaves nothing behind', ', '.join(
        n for n in os.listdir(ROOM) + os.listdir('.')
        if n.startswith('.chenbao') or n == 'doctor-out'))
    put(f'{ROOM}/fonts.conf', FONTS.format(
        cache=os.path.abspath(f'{ROOM}/fontcache'), family='LXGW WenKai'))
    cases = (
        ('a face that is not installed',
         {'FONTCONFIG_FILE': os.path.abspath(f'{ROOM}/fonts.conf')}, [],
         'LXGW WenKai.*\n.*apt install fonts-lxgw-wenkai'),
        ('pdftotext', {'PATH': os.path.abspath(bare)}, [],
         'pdftotext.*\n.*apt install poppler-utils'),
        ('a folder that cannot be written to', {}, ['-o', '/proc/1/x'],
         '/proc/1 cannot be written to'),
        ('a theme that is not there', {}, ['--theme', 'nope'],
         'no theme nope'),
        ('a terminal with another character set',
         {'LC_ALL': 'zh_CN.GB18030', 'LANGUAGE': 'en'}, [], 'GB18030.*\n.*UTF-8'))
    for name, env, more, wanted in cases:
        r = chenbao('doctor', root, *(more if '-o' in more else out + more),
                    env=env)
        lacks = re.findall('^  LACKS.*\n.*', r.out.decode(), re.M)
        case(f'doctor finds {name}', None if r.status == 1 and
             len(lacks) == 1 and re.search(wanted, lacks[0])
             else r.tell() + r.out.decode())
    r = chenbao('doctor', ROOM + '/bin', *out)
    case('doctor finds a folder without papers', None if r.status == 1 and
         b'new paper' in r.out else r.tell())
    r = chenbao('doctor', root, *out, '--quiet')
    case('a quiet doctor speaks of no health', None if b' ok ' not in r.out
         else r.out.decode())
    chinese = said('doctor', root, *out, env=ZH)
    case('doctor speaks Chinese, in 80 columns', '\n'.join(
        wide(text) + wide(chinese)) or (None if '什么都不缺' in chinese
                                        else chinese))


def main():
    fresh(ROOM)
    names = commands()
    case('the usage lists the commands', None if len(names) > 9 and 'build' in
         names else str(names))
    check_help(names)
    check_options(names)
    check_lost()
    check_keys()
    check_manual(names)
    check_bash(names)
    check_zsh(names)
    root = paper(f'{ROOM}/paper')
    check_colour(root)
    check_quiet(root)
    check_doctor()


main()
