"""The desk: what it tells of issues is what the page report tells; the theme's
values come from tokens.css and go back to it, byte for byte, when they are
kept and not before; in a browser (tests/browser/desk.js), where there is
one."""
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys

import browsing
import report
from lib import BIN, WORK, case, chenbao, fresh, put, run, slurp

ROOM = f'{WORK}/desk'
DEFAULT = 'themes/default'
DAY = report.DAY
LATE = 60  # seconds that anything here may take at most
TOKENS = '''\ufeff/* Values. */\r
:root {\r
  /* Colours. */\r
\t--paper : #ffffff ;;   /* the ground */\r
  --ink:#000000;--soft:  rgb(10% 10% 10%)\r
}\r
/* --no: #000; */
@media print { :root { --red: device-cmyk(0% 100% 100% 0%, #b5281e) } }\r
:root { --list: "a;b", 'c}d', serif; --last: 3'''


class Server:
    """`chenbao serve` of a folder; what it says is kept."""

    def __init__(self, content, out, theme, language='zh'):
        self.said = open(f'{ROOM}/said', 'wb')
        env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE=language)
        self.run = subprocess.Popen(
            [os.path.abspath(BIN), 'serve', content, '-o', out, '--theme',
             theme, '--port', '0'], stdout=subprocess.PIPE, stderr=self.said,
            env=env, text=True)
        self.base = ''
        for line in self.run.stdout:
            found = re.search(r'http://127\.0\.0\.1:(\d+)/', line)
            if found:
                self.base, self.port = found[0], int(found[1])
                break

    def ask(self, path, body=None):
        """(status, JSON or bytes) of a GET, or a POST of BODY."""
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=LATE)
        head = {'Content-Type': 'application/json',
                'Origin': self.base[:-1]} if body is not None else {}
        c.request('GET' if body is None else 'POST', path, body, head)
        r = c.getresponse()
        data = r.read()
        c.close()
        if 'json' in (r.getheader('Content-Type') or ''):
            data = json.loads(data)
        return r.status, data

    def events(self):
        """Named events from now on, one after the other."""
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=LATE)
        c.request('GET', '/_events')
        answer = c.getresponse()
        name = ''
        while True:
            line = answer.readline().decode()
            if not line:
                return
            if line.startswith('event:'):
                name = line[6:].strip()
            elif line.startswith('data:'):
                yield name, json.loads(line[5:])

    def close(self):
        self.run.send_signal(signal.SIGTERM)
        try:
            self.run.wait(LATE)
        except subprocess.TimeoutExpired:
            self.run.kill()
        self.said.close()


def until_built(events, date='2024-01-02', step='all'):
    """Reads events until the issue of DATE has been built."""
    for name, data in events:
        if name == 'built' and data.get('date') == date and \
                data.get('step', step) == step:
            return data
    return None


def theme_of(folder):
    """The default theme with pages as small as in the report's tests."""
    shutil.copytree(DEFAULT, folder)
    shutil.copytree(report.SMALL, folder, dirs_exist_ok=True)
    put(f'{folder}/tokens.css', slurp(f'{DEFAULT}/tokens.css') +
        slurp(f'{report.SMALL}/tokens.css'))
    put(f'{folder}/print.css', slurp(f'{folder}/print.css') +
        '\nheadline { color: var(--red); }\n')
    os.remove(f'{folder}/large.css')


# --- an issue ----------------------------------------------------------------

def reported(content, theme):
    out = f'{ROOM}/report.json'
    r = chenbao('build', content, '-o', f'{ROOM}/built', '--theme', theme,
                '--report', out)
    if r.status:
        return None, r.tell()
    return json.loads(slurp(out))['issues'][0], ''


def same_report(issue, wanted):
    got = dict(issue['report'], state=wanted['state'])
    if got == wanted:
        return ''
    return f'{json.dumps(got)}\n{json.dumps(wanted)}'


def zones_wrong(issue):
    """Zones stand on the grid, within the page."""
    g, wrong = issue['grid'], []
    for p in issue['pages']:
        for z in p['zones']:
            x = g['left'] + z['column'] * (g['measure'] + g['gap'])
            y = g['top'] + (p['top'] + z['line']) * g['line']
            inside = z['x'] >= 0 and z['x'] + z['w'] <= g['w'] and \
                z['y'] + z['h'] <= g['h']
            if abs(z['x'] - x) > .01 or abs(z['y'] - y) > .01 or not inside:
                wrong.append(f'page {p["page"]}: {z}')
    return wrong


def marks_wrong(issue):
    """The lines that the report names are marked within their story's zone."""
    wrong = []
    for p, r in zip(issue['pages'], issue['report']['pages']):
        for kind in ('loosest', 'tightest'):
            marks = [m for m in p['marks'] if m['kind'] == kind]
            if bool(marks) != bool(r[kind]):
                wrong.append(f'page {p["page"]}: {kind} {r[kind]} {marks}')
            for m in marks:
                at = [z for z in p['zones'] if z['story'] == m['stories'][0]
                      and z['x'] <= m['x'] and z['y'] <= m['y'] and
                      m['x'] + m['w'] <= z['x'] + z['w'] + .01 and
                      m['y'] + m['h'] <= z['y'] + z['h'] + .01]
                if not at or m['milli'] != r[kind]['milli']:
                    wrong.append(f'page {p["page"]}: {m}')
    return wrong


def stories_wrong(issue, content):
    wrong = []
    over = report.oversets(issue['report']['pages'])
    for s in issue['stories']:
        text = slurp(f'{content}/{s["file"]}')
        body = re.sub(r'\s', '', text.split('---\n', 2)[2])
        pages = [p['page'] for p in issue['pages']
                 if any(z['story'] == s['story'] for z in p['zones'])]
        fit, o = s['fit'], over.get(s['story'])
        if s['characters'] != len(body) or s['pages'] != pages:
            wrong.append(f'{s}: {len(body)} characters, pages {pages}')
        state = ('over' if o['over'] else 'moved') if o else \
            'short' if fit['lines'] else 'fits'
        if fit['state'] != state:
            wrong.append(f'{s}: is not {state}')
        if o and (fit['characters'], fit['lines'], fit['to']) != \
                (o['characters'], o['lines'], o['to']):
            wrong.append(f'{s}: {o}')
    names = {n[3:-3] for n in os.listdir(f'{content}/{DAY}')
             if n.endswith('.md')}
    if {s['story'] for s in issue['stories']} != names:
        wrong.append(f'stories {names} expected')
    if not over:
        wrong.append('no story is overset')
    return wrong


def one_issue(server, content, theme):
    _, papers = server.ask('/_desk/issues.json')
    case('desk: the papers and their issues are listed', papers != {
        'papers': [{'paper': 'p', 'title': '小报', 'issues': ['2024-01-02']}]}
        and papers)
    _, issue = server.ask(f'/_desk/issue/{DAY}.json')
    wanted, failed = reported(content, theme)
    case('desk: the report of an issue is that of --report',
         failed or same_report(issue, wanted))
    case('desk: every zone stands on the grid that is drawn over it',
         '\n'.join(zones_wrong(issue)))
    case('desk: the loosest and the tightest line are marked in their story',
         '\n'.join(marks_wrong(issue)))
    case('desk: every story has its file, characters, pages and fit',
         '\n'.join(stories_wrong(issue, content)))
    lost = [p['page'] for p in issue['pages']
            if b'class="sheet"' not in server.ask(p['sheet'] or '/')[1]]
    case('desk: every page has its picture', lost)
    files = {m['file'] for m in issue['messages']}
    case('desk: messages name the files of the issue',
         (not files or any(f and not f.startswith(DAY) for f in files))
         and issue['messages'])


def refused(server):
    wrong = []
    for path in ('issue/p/none.json', 'issue/none/2024-01-02.json',
                 'issue/p/.json', 'issue/p.json', 'issue/p/..%2f..%2fx.json',
                 'issue/..%2fp/2024-01-02.json', 'none.js', 'theme/try',
                 '..%2fdesk.css'):
        status = server.ask(f'/_desk/{path}')[0]
        if status not in (400, 403, 404):
            wrong.append(f'{path}: {status}')
    case('desk: what is not there is refused', '\n'.join(wrong))


# --- the theme ---------------------------------------------------------------

def wish(theme, values, **more):
    return json.dumps(dict({
        'version': theme['version'], 'paper': 'p', 'date': '2024-01-02',
        'values': values}, **more))


def index(theme, name):
    return str([t['name'] for t in theme['tokens']].index(name))


def trial(server, events, folder):
    path = f'{folder}/tokens.css'
    before = open(path, 'rb').read()
    _, theme = server.ask('/_desk/theme.json')
    at = index(theme, '--light-accent')
    status, told = server.ask('/_desk/theme/try', wish(theme, {at: '#123456'}))
    until_built(events)
    shown = server.ask('/assets/tokens.css')[1]
    case('desk: a value that is tried is on the screen',
         (status != 200 or b'#123456' not in shown) and f'{status} {told}')
    case('desk: and stands in no file of the theme',
         open(path, 'rb').read() != before and 'tokens.css was written')
    case('desk: a page that is loaded again knows what was tried',
         server.ask('/_desk/theme.json')[1]['tokens'][int(at)]['tried'] !=
         '#123456' and 'it does not')
    reds = [i for i, t in enumerate(theme['tokens']) if t['name'] == '--red']
    server.ask('/_desk/theme/try', wish(theme, {str(reds[-1]): '9mm'}))
    next(d for n, d in events if n == 'built' and not d['ok'])
    said = server.ask(f'/_desk/issue/{DAY}.json')[1]['messages']
    case('desk: a value that the layout cannot use is told of the theme\'s file',
         not any(m['level'] == 'error' and '9mm' in m['text'] and
                 m['file'] == f'{folder}/print.css' for m in said) and said)
    server.ask('/_desk/theme/drop', wish(theme, {}))
    until_built(events)
    said = server.ask(f'/_desk/issue/{DAY}.json')[1]['messages']
    case('desk: and no longer when it is dropped',
         any(m['level'] == 'error' for m in said) and said)
    shown = server.ask('/assets/tokens.css')[1]
    case('desk: what is dropped is off the screen, and was never written',
         (b'#123456' in shown or open(path, 'rb').read() != before) and
         'it is there')


def kept(server, events, folder):
    path = f'{folder}/tokens.css'
    before = open(path, 'rb').read()
    _, theme = server.ask('/_desk/theme.json')
    at = index(theme, '--light-accent')
    old = theme['tokens'][int(at)]['value'].encode()
    status, told = server.ask('/_desk/theme/keep',
                              wish(theme, {at: '#654321'}))
    until_built(events)
    wanted = re.sub(rb'(--light-accent: )' + re.escape(old), rb'\1#654321',
                    before)
    case('desk: a value that is kept is written, and nothing else',
         (status != 200 or wanted == before or
          open(path, 'rb').read() != wanted) and f'{status} {told}')
    case('desk: and is on the screen',
         b'#654321' not in server.ask('/assets/tokens.css')[1] and 'it is not')
    status, told = server.ask('/_desk/theme/keep', wish(theme, {at: '#000'}))
    case('desk: a file that was changed meanwhile is not overwritten',
         (status != 409 or told['error'] != 'changed' or
          open(path, 'rb').read() != wanted) and f'{status} {told}')
    status, told = server.ask('/_desk/theme/try', wish(theme, {at: '#000'}))
    case('desk: nor is another than the one on the disk tried',
         status != 409 and f'{status} {told}')


def bad_values(server, folder):
    path = f'{folder}/tokens.css'
    before = open(path, 'rb').read()
    _, theme = server.ask('/_desk/theme.json')
    wrong = []
    for value in ('red; } body { color: red', '', 'a/*', '"', 'x' * 500, '<b'):
        for what in ('try', 'keep'):
            status, told = server.ask(f'/_desk/theme/{what}',
                                      wish(theme, {'0': value}))
            if status != 422 or told['name'] != theme['tokens'][0]['name']:
                wrong.append(f'{what} {value!r}: {status} {told}')
    for body in ('', '{', '[]', '{"version": 1}', wish(theme, []),
                 wish(theme, {'x': 'red'}), wish(theme, {'99999': 'red'}),
                 wish(theme, {'0': 1}), wish(theme, {}, paper='../p'),
                 wish(theme, {}, date='')):
        for what in ('try', 'keep'):
            status, told = server.ask(f'/_desk/theme/{what}', body)
            if status != 400:
                wrong.append(f'{what} {body!r}: {status} {told}')
    case('desk: what is no value, and what is no request, is refused',
         '\n'.join(wrong) or
         (open(path, 'rb').read() != before and 'tokens.css was written'))


def round_trip(server, folder):
    """Any writing of the file stays as it is, value by value."""
    path = f'{folder}/tokens.css'
    before = open(path, 'rb').read()
    put(path, TOKENS)
    _, theme = server.ask('/_desk/theme.json')
    names = [t['name'] for t in theme['tokens']]
    case('desk: every token is found, and where it stands', names != [
        '--paper', '--ink', '--soft', '--red', '--list', '--last'] or
        theme['tokens'][0]['note'] != 'the ground' or
        theme['tokens'][3]['where'] != '@media print :root')
    wrong = []
    for i, t in enumerate(theme['tokens']):
        for values in ({}, {str(i): t['value']}, {str(i): '#abcdef'}):
            put(path, TOKENS)
            status, _ = server.ask('/_desk/theme/keep', wish(theme, values))
            wanted = TOKENS.replace(t['value'], values.get(str(i), t['value']))
            if status != 200 or open(path, 'rb').read() != wanted.encode():
                wrong.append(f'{t["name"]} {values}: {status}')
    case('desk: every other byte of tokens.css stays', '\n'.join(wrong))
    put(path, before)


# --- in a browser ------------------------------------------------------------

def in_browser(server, content, theme):
    reason = browsing.why_not()
    if reason:
        print(f'SKIP desk: {reason}')
        return
    home = fresh(f'{ROOM}/home')
    modules = os.path.abspath(f'{browsing.MODULES}/node_modules')
    english = Server(content, f'{ROOM}/out-en', theme, '')
    sys.stdout.flush()
    checks = subprocess.run(
        ['node', 'tests/browser/desk.js', server.base, modules, home, DAY,
         f'{theme}/tokens.css', f'{content}/{DAY}/10-one.md', english.base],
        timeout=300,
        env=dict(os.environ, HOME=home, CHROMIUM=shutil.which('chromium')))
    english.close()
    if checks.returncode:
        case('desk: the checks in a browser come to their end',
             f'exit status {checks.returncode}')


def main():
    fresh(ROOM)
    content, theme = f'{ROOM}/content', f'{ROOM}/theme'
    report.small(fresh(content))
    theme_of(theme)
    server = Server(content, f'{ROOM}/out', theme)
    if not case('desk: the preview starts',
                not server.base and slurp(f'{ROOM}/said')):
        server.close()
        return
    try:
        events = server.events()
        status, issue = server.ask(f'/_desk/issue/{DAY}.json')
        if status != 200 or not issue['laid']:
            until_built(events)
        one_issue(server, content, theme)
        refused(server)
        trial(server, events, theme)
        kept(server, events, theme)
        bad_values(server, theme)
        round_trip(server, theme)
        in_browser(server, content, theme)
    finally:
        server.close()


if __name__ == '__main__':
    main()
