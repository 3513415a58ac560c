"""chenbao serve: what is saved is served, what is wrong is told and goes away,
what is none of a preview's business is refused. Nothing is timed."""
import json
import os
import shutil
import signal
import socket
import subprocess

from lib import BIN, WORK, case, chenbao, fresh, put, slurp
from paper import four_pages
from serving import Serve

ROOM = f'{WORK}/serve'
CONTENT = f'{ROOM}/content'
OUT = f'{ROOM}/out'


def raw(port, data, more=b''):
    """The status of the answer to DATA on a plain socket; 0: none."""
    with socket.create_connection(('127.0.0.1', port), 30) as s:
        try:
            s.sendall(data)
            s.sendall(more)
        except OSError:
            pass
        got = b''
        try:
            while b'\r\n' not in got:
                part = s.recv(4096)
                if not part:
                    break
                got += part
        except OSError:
            pass
    head = got.split(b'\r\n')[0].split(b' ')
    return int(head[1]) if len(head) > 1 and head[1].isdigit() else 0


def ask(port, target='/', host=None, method='GET', headers=()):
    host = host if host is not None else f'127.0.0.1:{port}'
    lines = [f'{method} {target} HTTP/1.1']
    if host:
        lines.append(f'Host: {host}')
    lines += [*headers, 'Connection: close', '', '']
    return raw(port, '\r\n'.join(lines).encode('utf-8', 'surrogateescape'))


def hosts(s):
    p = s.port
    bad = ['evil.example', f'evil.example:{p}', 'localhost', '127.0.0.1',
           f'localhost:{p + 1}', f'127.0.0.1.nip.io:{p}', f'0.0.0.0:{p}',
           f'[::]:{p}', f'localhost.evil.example:{p}', f'a@localhost:{p}',
           f'localhost:{p}.evil.example', f'127.1:{p}']
    wrong = [f'{h}: {ask(p, host=h)}' for h in bad if ask(p, host=h) != 403]
    for h in (f'localhost:{p}', f'127.0.0.1:{p}', f'[::1]:{p}'):
        if ask(p, host=h) != 200:
            wrong.append(f'{h}: {ask(p, host=h)}')
    none = ask(p, host='')
    if none not in (400, 403):
        wrong.append(f'no host: {none}')
    two = ask(p, headers=['Host: evil.example'])
    if two not in (400, 403):
        wrong.append(f'two hosts: {two}')
    old = raw(p, b'GET / HTTP/1.0\r\n\r\n')
    if old not in (400, 403):
        wrong.append(f'HTTP/1.0 without a host: {old}')
    case('other hosts are refused, this machine by its names is not', '\n'.join(wrong))


def origins(s):
    p, wrong = s.port, []
    for o in ('http://evil.example', 'null', f'https://127.0.0.1:{p}',
              f'http://127.0.0.1:{p + 1}', f'http://localhost.evil:{p}', '*'):
        for method, path in (('POST', '/_desk/theme/drop'),
                             ('GET', '/_events'),
                             ('GET', '/_desk/issues.json')):
            got = ask(p, path, method=method,
                      headers=[f'Origin: {o}', 'Content-Length: 0'])
            if got != 403:
                wrong.append(f'{method} {path} from {o}: {got}')
    for site in ('cross-site', 'same-site'):
        got = ask(p, '/_events', headers=[f'Sec-Fetch-Site: {site}'])
        if got != 403:
            wrong.append(f'/_events, {site}: {got}')
        got = ask(p, '/_desk/theme/drop', method='POST',
                  headers=[f'Sec-Fetch-Site: {site}', 'Content-Length: 0'])
        if got != 403:
            wrong.append(f'POST, {site}: {got}')
    case('pages of other origins neither listen nor change anything',
         '\n'.join(wrong))


PATHS = ['/..', '/../', '/../paper.yaml', '/%2e%2e/', '/%2e%2e%2f', '/.%2e/x',
         '/p/..%2f..%2fetc/passwd', '/p/../../etc/passwd', '//etc/passwd',
         '/%2fetc/passwd', '/..%5c..%5cx', '/p/\\..\\x', '/.cache/lock',
         '/%2ecache/lock', '/p/%00.html', '/%', '/%zz', '/%ff', '/\xff',
         '/%c0%ae%c0%ae/x', '/%e0%80%ae/', '/a%0d%0aX:%20y', '/./', '/a/./b',
         'http://evil.example/', '*', 'x', '/' + 'a' * 5000,
         '/%252e%252e/%252e%252e/etc/passwd', '/..;/x', '/..?x', '/.git/config',
         '/outside.txt', '/outside/secret.txt', '/p/2024-01-01/outside.txt']


def paths(s):
    secret = f'{ROOM}/secret.txt'
    put(secret, 'the secret')
    put(f'{ROOM}/away/secret.txt', 'the secret')
    site = f'{OUT}/preview/site'
    for to, link in ((secret, 'outside.txt'), (f'{ROOM}/away', 'outside'),
                     (secret, 'p/2024-01-01/outside.txt')):
        os.symlink(os.path.abspath(to), f'{site}/{link}')
    os.mkfifo(f'{site}/fifo')
    os.makedirs(f'{site}/empty', exist_ok=True)
    wrong = []
    for path in PATHS + ['/fifo', '/empty', '/empty/', '/assets/', '/p/x/']:
        line = f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{s.port}\r\n' \
            'Connection: close\r\n\r\n'
        got = raw(s.port, line.encode('latin-1', 'replace'))
        if got not in (400, 404, 414, 431):
            wrong.append(f'{path[:60]}: {got}')
    case('no path leads out of the site, none lists a folder',
         '\n'.join(wrong))
    for link in ('outside.txt', 'outside', 'p/2024-01-01/outside.txt',
                 'fifo'):
        os.unlink(f'{site}/{link}')
    os.rmdir(f'{site}/empty')


def methods(s):
    wrong = []
    for m in ('POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'CONNECT',
              'BREW'):
        got = ask(s.port, '/', method=m, headers=['Content-Length: 0'])
        if got not in (400, 405, 501):
            wrong.append(f'{m}: {got}')
    got = ask(s.port, '/', method='HEAD')
    if got != 200:
        wrong.append(f'HEAD: {got}')
    host = f'Host: 127.0.0.1:{s.port}\r\n'
    head = f'POST /_desk/theme/try HTTP/1.1\r\n{host}'
    got = raw(s.port, (head + 'Content-Length: 1048577\r\n\r\n').encode())
    if got != 413:
        wrong.append(f'a body that says it is over 1 MB: {got}')
    part = b'10000\r\n' + b'x' * 0x10000 + b'\r\n'
    got = raw(s.port, (head + 'Transfer-Encoding: chunked\r\n\r\n').encode(),
              part * 17 + b'0\r\n\r\n')
    if got not in (413, 0):
        wrong.append(f'a body that is over 1 MB: {got}')
    for junk in (b'\0' * 100, b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
                 b'\r\n' * 50, b'A' * 70000, b'GET / HTTP/1.1\r\n' +
                 b'X: y\r\n' * 20000):
        raw(s.port, junk[:100000], b'\r\n\r\n')
    if ask(s.port) != 200:
        wrong.append('after junk it answers no more')
    case('only GET and HEAD, small bodies for the desk, and junk harms nothing',
         '\n'.join(wrong))


def headers(s):
    status, page, h = s.get('/')
    wrong = []
    if status != 200 or b'/_desk/serve.js' not in page:
        wrong.append(f'the home page: {status}, without the script')
    if b'http-equiv="Content-Security-Policy"' in page:
        wrong.append('the page still has a policy of its own')
    policy = h['Content-Security-Policy'] or ''
    if "connect-src 'self'" not in policy or "default-src 'none'" not in policy:
        wrong.append(f'policy: {policy}')
    if h['X-Content-Type-Options'] != 'nosniff':
        wrong.append('no nosniff')
    if 'serve.js' in slurp(f'{OUT}/preview/site/index.html'):
        wrong.append('the script stands in the file')
    types = {'/assets/web.css': 'text/css', '/p/2024-01-01/': 'text/html',
             '/p/2024-01-01/p-2024-01-01.pdf': 'application/pdf',
             '/p/2024-01-01/pages/cb-1.woff2': 'font/woff2'}
    for path, kind in types.items():
        status, _, h2 = s.get(path)
        if status != 200 or not h2['Content-Type'].startswith(kind):
            wrong.append(f'{path}: {status} {h2["Content-Type"]}')
    tag = s.get('/assets/web.css')[2]['ETag']
    if s.get('/assets/web.css', {'If-None-Match': tag})[0] != 304:
        wrong.append('what the browser has is sent again')
    status, _, h3 = s.get('/p/2024-01-01')
    if status != 301 or h3['Location'] != '/p/2024-01-01/':
        wrong.append(f'a folder without its slash: {status}')
    status, page, _ = s.get('/nothing-here')
    if status != 404 or b'serve.js' not in page:
        wrong.append(f"the site's page for what is missing: {status}")
    case('pages carry the script and a policy, files their types',
         '\n'.join(wrong))


# --- saves -------------------------------------------------------------------

ISSUE = f'{CONTENT}/p/2024-01-01'
STORY = f'{ISSUE}/01-s1.md'
PAGE = '/p/2024-01-01/s1.html'


def is_built(name, data):
    return name == 'built' and data['paper'] == 'p' and \
        data['date'] == '2024-01-01' and data['step'] == 'pages'


def in_place(path, text):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def by_rename(path, text):
    in_place(path + '~new', text)
    os.rename(path + '~new', path)


def like_vim(path, text):
    folder, name = os.path.split(path)
    put(f'{folder}/.{name}.swp', 'swap')
    put(f'{folder}/4913', '')
    os.unlink(f'{folder}/4913')
    os.rename(path, path + '~')
    in_place(path, text)
    os.unlink(path + '~')
    os.unlink(f'{folder}/.{name}.swp')


def in_parts(path, text):
    half = len(text) // 2
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text[:half])
        f.flush()
        f.write(text[half:])


def saves(s):
    text = slurp(STORY)
    for i, way in enumerate((in_place, by_rename, like_vim, in_parts)):
        word = f'存盘之第{i + 1}法'
        at = s.mark()
        way(STORY, text + f'\n{word}。\n')
        s.wait(is_built, at)
        page, wrong = s.text(PAGE), []
        if word not in page:
            wrong.append('the story has not the new text')
        pages = ''.join(s.text(f'/p/2024-01-01/p{n}.html') for n in range(1, 5))
        if word not in pages:
            wrong.append('no page has the new text')
        s.done(at)
        case(f'a save is served, {way.__name__}', '\n'.join(wrong))
    at = s.mark()
    put(f'{ISSUE}/.01-s1.md.swp', 'x')
    put(f'{ISSUE}/01-s1.md~', 'x')
    put(f'{ISSUE}/#01-s1.md#', 'x')
    in_place(STORY, text + '\n压轴的话。\n')
    s.wait(is_built, at)
    s.done(at)
    named = [d['issues'] for n, d in s.events[at:] if n == 'building']
    case('what editors leave while saving builds nothing',
         None if named == [['p/2024-01-01']] else named)
    for name in ('.01-s1.md.swp', '01-s1.md~', '#01-s1.md#'):
        os.unlink(f'{ISSUE}/{name}')


def same_as_build(s):
    """What stands there when all is done is what a build gives, but for faces,
    which are packed in haste, and the large-type edition."""
    s.done()
    chenbao('build', CONTENT, '-o', f'{ROOM}/whole', '--no-large')
    wrong = []
    for top, _, names in os.walk(f'{ROOM}/whole/site'):
        for name in names:
            path = os.path.join(top, name)
            other = path.replace(f'{ROOM}/whole/site', f'{OUT}/preview/site')
            if name.endswith('.woff2'):
                continue
            if not os.path.exists(other):
                wrong.append(f'{other} is missing')
            elif open(path, 'rb').read() != open(other, 'rb').read():
                wrong.append(f'{other} differs')
    for top, _, names in os.walk(f'{OUT}/preview/site'):
        for name in names:
            path = os.path.join(top, name)
            other = path.replace(f'{OUT}/preview/site', f'{ROOM}/whole/site')
            if not os.path.exists(other):
                wrong.append(f'{path} is too much')
    case('after many saves the preview is what a build gives',
         '\n'.join(wrong[:20]))


def errors(s):
    text = slurp(STORY)
    good = s.text(PAGE)
    at = s.mark()
    in_place(STORY, text.replace('title:', 'titel:', 1))
    _, told = s.wait(lambda n, d: n == 'messages' and d['errors'], at)
    s.done(at)
    m = [x for x in told['list'] if x['level'] == 'error'][0]
    wrong = []
    if not m['file'].endswith('01-s1.md') or m['line'] < 1 or \
            m['rel'] != 'p/2024-01-01':
        wrong.append(f'the message has no place: {m}')
    if 's1' in PAGE and s.text(PAGE).split('data-turn')[0] != \
            good.split('data-turn')[0]:
        wrong.append('the last good page is gone')
    if b'01-s1.md' not in s.err:
        wrong.append('nothing on the terminal')
    case('an error is told with file and line, the last good pages stay',
         '\n'.join(wrong))
    at = s.mark()
    in_place(STORY, text)
    s.wait(lambda n, d: n == 'messages' and not d['errors'], at)
    s.done(at)
    case('an error goes away when it is mended')
    at = s.mark()
    yaml = slurp(f'{CONTENT}/p/paper.yaml')
    in_place(f'{CONTENT}/p/paper.yaml', 'title: [\n')
    s.wait(lambda n, d: n == 'messages' and d['errors'], at)
    still = s.get(PAGE)[0]
    at = s.mark()
    in_place(f'{CONTENT}/p/paper.yaml', yaml)
    s.wait(lambda n, d: n == 'messages' and not d['errors'], at)
    s.done(at)
    case('so does one in paper.yaml, which stops every build',
         None if still == 200 else still)


def quick_saves(s):
    text = slurp(STORY)
    at = s.mark()
    for i in range(12):
        in_place(STORY, text + f'\n快存之{i}号。\n')
        if i % 3 == 2:
            s.wait(lambda n, d: n == 'building', at)
    s.done(at)
    page = s.text(PAGE)
    while '快存之11号' not in page:
        at = s.mark()
        s.wait(is_built, at)
        page = s.text(PAGE)
    case('of quick saves the last one stands')


def folders(s):
    text = slurp(STORY)
    at = s.mark()
    shutil.copytree(ISSUE, f'{CONTENT}/p/2024-01-08')
    s.wait(lambda n, d: n == 'built' and d['date'] == '2024-01-08' and
           d['step'] == 'pages', at)
    s.done(at)
    status = s.get('/p/2024-01-08/s1.html')[0]
    home = '2024-01-08' in s.text('/')
    case('a new issue is there, and on the home page',
         None if status == 200 and home else f'{status} {home}')
    at = s.mark()
    in_place(f'{CONTENT}/p/2024-01-08/01-s1.md', text + '\n新刊里的话。\n')
    s.wait(lambda n, d: n == 'built' and d['date'] == '2024-01-08' and
           d['step'] == 'pages', at)
    case('and is watched',
         None if '新刊里的话' in s.text('/p/2024-01-08/s1.html') else 'old')
    s.done(at)
    at = s.mark()
    shutil.rmtree(f'{CONTENT}/p/2024-01-08')
    s.wait(lambda n, d: n == 'built' and not d['paper'] and
           d['step'] == 'all', at)
    s.done(at)
    gone = s.get('/p/2024-01-08/s1.html')[0]
    case('an issue that is removed is gone', None if gone == 404 else gone)
    at = s.mark()
    os.unlink(f'{ISSUE}/02-s2.md')
    s.wait(is_built, at)
    gone = s.get('/p/2024-01-01/s2.html')[0]
    s.done(at)
    case('so is a story', None if gone == 404 else gone)


def theme(s, folder):
    at = s.mark()
    css = slurp(f'{folder}/tokens.css')
    in_place(f'{folder}/tokens.css', css.replace(':root {', ':root {\n  --cb-x: 7px;', 1))
    s.wait(lambda n, d: n == 'built' and not d['paper'], at)
    s.done(at)
    new = '--cb-x' in s.text('/assets/tokens.css')
    case("a save of the theme's tokens is served", None if new else 'old')


def beside_build(s):
    before = s.text(PAGE).split('data-turn')[0]
    r = chenbao('build', CONTENT, '-o', OUT, '--no-large')
    wrong = []
    if r.status or not os.path.exists(f'{OUT}/site/index.html'):
        wrong.append(r.tell())
    if s.text(PAGE).split('data-turn')[0] != before:
        wrong.append('the preview changed')
    case('a build in the same folder and the preview do not meet',
         '\n'.join(wrong))


def ports(s):
    r = chenbao('serve', CONTENT, '-o', f'{ROOM}/other', '--port', str(s.port))
    told = str(s.port).encode() in r.err and b'--port' in r.err
    case('a port that is in use is told, and what to do',
         None if r.status == 3 and told else r.tell())
    for bad in ('70000', 'x', '-1'):
        r = chenbao('serve', CONTENT, '-o', f'{ROOM}/other', '--port', bad)
        if r.status != 2:
            case(f'--port {bad} is refused', r.tell())
    r = chenbao('serve', f'{ROOM}/nothing', '-o', f'{ROOM}/other', '--port',
                '0')
    case('a folder that is not there is told',
         None if r.status == 1 and b'nothing' in r.err else r.tell())
    r = chenbao('serve', CONTENT, '-o', OUT, '--port', '0')
    case('two previews do not share a folder',
         None if r.status == 3 and b'preview' in r.err else r.tell())


def gone(s):
    at = s.mark()
    os.rename(CONTENT, f'{ROOM}/moved')
    while b'is gone' not in s.err:
        pass
    os.rename(f'{ROOM}/moved', CONTENT)
    s.done(at)
    at = s.mark()
    in_place(STORY, slurp(STORY) + '\n搬回来之后。\n')
    s.wait(is_built, at)
    s.done(at)
    case('a content folder that vanishes is told, and watched again when it is back',
         None if '搬回来之后' in s.text(PAGE) else s.err.decode()[-500:])


def children(pid):
    r = subprocess.run(['ps', '-o', 'pid=', '--ppid', str(pid)],
                       capture_output=True, check=False)
    return [int(x) for x in r.stdout.split()]


def ends(s):
    at = s.mark()
    in_place(STORY, slurp(STORY) + '\n最后一句。\n')
    s.wait(lambda n, d: n == 'building', at)
    below = children(s.process.pid)
    status = s.stop()
    left = [p for p in below if os.path.exists(f'/proc/{p}')]
    names = sorted(os.listdir(f'{OUT}/preview'))
    wrong = []
    if status != 0:
        wrong.append(f'exit status {status}\n{s.err.decode()[-800:]}')
    if left:
        wrong.append(f'processes are left: {left}')
    if names != ['.cache', 'site']:
        wrong.append(f'left behind: {names}')
    case('Ctrl-C ends it in the midst of a build, and leaves nothing behind',
         '\n'.join(wrong))
    again = Serve(CONTENT, OUT, '--theme', f'{ROOM}/theme')
    again.done()
    page = again.text(PAGE)
    status = again.stop(signal.SIGTERM)
    case('the next start shows what was saved last',
         None if '最后一句' in page and status == 0 else f'{status}')


def main():
    fresh(ROOM)
    four_pages(CONTENT)
    folder = f'{ROOM}/theme'
    shutil.copytree('themes/default', folder)
    s = Serve(CONTENT, OUT, '--theme', folder)
    try:
        s.done()
        headers(s)
        hosts(s)
        origins(s)
        paths(s)
        methods(s)
        saves(s)
        same_as_build(s)
        errors(s)
        quick_saves(s)
        folders(s)
        theme(s, folder)
        beside_build(s)
        ports(s)
        gone(s)
        ends(s)
    except (TimeoutError, OSError) as e:
        case('the preview answers', f'{type(e).__name__}: {e}')
    finally:
        s.stop(signal.SIGKILL)


if __name__ == '__main__':
    main()
