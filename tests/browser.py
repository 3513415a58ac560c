"""Chromium for tests: pages looked at, clicked and typed into, over the pipe
that it has for debuggers. Nothing to install but the browser."""
import base64
import json
import os
import select
import shutil
import subprocess
import time

from lib import NULL, WORK

READY = """new Promise(function (done) {
  function drawn() {
    var pictures = Array.from(document.images).filter(function (i) {
      return i.loading !== 'lazy';
    });
    Promise.all([document.fonts.ready].concat(pictures.map(function (i) {
      return i.decode().catch(function () {});
    }))).then(function () {
      requestAnimationFrame(function () { requestAnimationFrame(done); });
    });
  }
  if (document.readyState === 'complete') { drawn(); }
  else { window.addEventListener('load', drawn); }
})"""


def is_there():
    return shutil.which('chromium') is not None


def url(path):
    return 'file://' + os.path.abspath(path)


class Browser:
    """One window. What a page complains of is in `said`, what it has asked
    for in `asked`."""

    def __init__(self, limit=60):
        self.limit, self.count, self.rest = limit, 0, b''
        self.said, self.asked = [], []
        home = os.path.abspath(f'{WORK}/browser/{os.getpid()}')
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        read, self.to = os.pipe()
        self.of, write = os.pipe()

        def ends():
            a, b = os.dup(read), os.dup(write)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            ['chromium', '--headless', '--no-sandbox', '--disable-gpu',
             '--hide-scrollbars', '--remote-debugging-pipe',
             f'--user-data-dir={home}', 'about:blank'],
            stdin=NULL, stdout=NULL, stderr=NULL, close_fds=False,
            preexec_fn=ends, env=dict(os.environ, HOME=home))
        os.close(read)
        os.close(write)
        self.session = None
        pages = self.call('Target.getTargets')['targetInfos']
        page = next(t for t in pages if t['type'] == 'page')
        self.session = self.call('Target.attachToTarget', flatten=True,
                                 targetId=page['targetId'])['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(f'{domain}.enable')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.to)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.of)

    def message(self, until):
        """The next thing the browser says."""
        while b'\0' not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.of], [], [], left)[0]:
                raise TimeoutError('the browser does not answer')
            part = os.read(self.of, 1 << 20)
            if not part:
                raise EOFError('the browser has gone')
            self.rest += part
        one, self.rest = self.rest.split(b'\0', 1)
        return json.loads(one)

    def call(self, method, **params):
        self.count += 1
        ask = {'id': self.count, 'method': method, 'params': params}
        if self.session:
            ask['sessionId'] = self.session
        os.write(self.to, json.dumps(ask).encode() + b'\0')
        until = time.monotonic() + self.limit
        while True:
            m = self.message(until)
            if m.get('id') == self.count:
                if 'error' in m:
                    raise RuntimeError(f'{method}: {m["error"]}')
                return m['result']
            self.listen(m)

    def listen(self, m):
        p = m.get('params', {})
        if m.get('method') == 'Network.requestWillBeSent':
            self.asked.append(p['request']['url'].split('/')[-1])
        elif m.get('method') == 'Log.entryAdded':
            self.said.append(p['entry']['text'])
        elif m.get('method') == 'Runtime.exceptionThrown':
            d = p['exceptionDetails']
            self.said.append(d.get('exception', {}).get('description',
                                                        d['text']))
        elif m.get('method') == 'Runtime.consoleAPICalled' and \
                p['type'] == 'error':
            self.said.append(str(p['args']))

    def size(self, width, height, phone=False):
        self.call('Emulation.setDeviceMetricsOverride', width=width,
                  height=height, deviceScaleFactor=1, mobile=phone)

    def run(self, script):
        """The value of SCRIPT in the page; a promise's when it has come."""
        r = self.call('Runtime.evaluate', expression=script,
                      awaitPromise=True, returnByValue=True)
        if 'exceptionDetails' in r:
            raise RuntimeError(str(r['exceptionDetails']))
        return r['result'].get('value')

    def open(self, path):
        """PATH, drawn with its faces; PATH may have a #place."""
        file, _, place = path.partition('#')
        self.call('Page.navigate', url=url(file) + ('#' + place) * bool(place))
        self.run(READY)

    def arrives(self, name):
        """Does the page become one whose address ends in NAME?"""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                if self.run('location.href').endswith(name):
                    self.run(READY)
                    return True
            except RuntimeError:
                pass  # between two pages
            time.sleep(0.05)
        return False

    def shot(self):
        """What is in the window, as PNG."""
        return base64.b64decode(
            self.call('Page.captureScreenshot', format='png')['data'])

    def mouse(self, kind, x, y, pressed=True):
        self.call('Input.dispatchMouseEvent', type=f'mouse{kind}', x=x, y=y,
                  button='left' if pressed else 'none',
                  buttons=int(pressed and kind != 'Released'), clickCount=1)

    def click(self, x, y):
        self.mouse('Moved', x, y, False)
        self.mouse('Pressed', x, y)
        self.mouse('Released', x, y)

    def drag(self, x, y, to_x, to_y):
        self.mouse('Moved', x, y, False)
        self.mouse('Pressed', x, y)
        for k in range(1, 9):
            self.mouse('Moved', x + (to_x - x) * k / 8, y + (to_y - y) * k / 8)
        self.mouse('Released', to_x, to_y)

    def key(self, name):
        for kind in ('rawKeyDown', 'keyUp'):
            self.call('Input.dispatchKeyEvent', type=kind, key=name, code=name)
