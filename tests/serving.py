"""A running `chenbao serve`, as tests/serve.py and tests/bench.py use it."""
import http.client
import json
import os
import re
import signal
import subprocess
import threading
import time

from lib import BIN

LIMIT = 60  # seconds for anything: a machine may be slow, none is timed


class Serve:
    """Starts it in OUT for CONTENT; events come into self.events."""

    def __init__(self, content, out, *more, program=None, env=None):
        args = [os.path.abspath(program or BIN), 'serve', content, '-o', out,
                *more]
        if not any(a.startswith('--port') for a in more):
            args += ['--port', '0']
        full = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', **(env or {}))
        self.err = b''
        self.process = subprocess.Popen(args, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=full)
        line = self.process.stdout.readline().decode()
        found = re.search(r'http://127\.0\.0\.1:(\d+)/', line)
        self.port = int(found.group(1)) if found else 0
        self.events = []
        self.news = threading.Condition()
        self.threads = [threading.Thread(target=f, daemon=True)
                        for f in (self._drain_err, self._drain_out)]
        for t in self.threads:
            t.start()
        self.stream = None
        if self.port:
            self.listen()

    def _drain_err(self):
        for line in self.process.stderr:
            self.err += line

    def _drain_out(self):
        for _ in self.process.stdout:
            pass

    def listen(self, page='/'):
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=LIMIT)
        c.request('GET', f'/_events?page={page}')
        self.stream = c.getresponse()
        t = threading.Thread(target=self._hear, args=(self.stream,),
                             daemon=True)
        t.start()

    def _hear(self, stream):
        name = ''
        try:
            for raw in stream:
                line = raw.decode().rstrip('\n')
                if line.startswith('event: '):
                    name = line[7:]
                elif line.startswith('data: '):
                    with self.news:
                        self.events.append((name, json.loads(line[6:])))
                        self.news.notify_all()
        except (OSError, ValueError, http.client.HTTPException,
                AttributeError):
            pass

    def mark(self):
        with self.news:
            return len(self.events)

    def wait(self, test, since=0):
        """The first event behind SINCE of which TEST(name, data) is true."""
        end = time.monotonic() + LIMIT
        with self.news:
            at = since
            while True:
                while at < len(self.events):
                    if test(*self.events[at]):
                        return self.events[at]
                    at += 1
                left = end - time.monotonic()
                if left <= 0 or not self.news.wait(left):
                    tail = self.events[-6:]
                    raise TimeoutError(f'{tail}\n{self.err.decode()[-1500:]}')

    def done(self, since=0):
        return self.wait(lambda name, _: name == 'done', since)

    def get(self, path, headers=None, method='GET', body=None):
        """(status, body, headers) of a request."""
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=LIMIT)
        c.request(method, path, body, headers or {})
        r = c.getresponse()
        answer = r.status, r.read(), r.headers
        c.close()
        return answer

    def text(self, path):
        return self.get(path)[1].decode('utf-8', 'replace')

    def stop(self, how=signal.SIGINT):
        """Its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            status = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return 'it does not end'
        for t in self.threads:
            t.join(LIMIT)
        return status
