"""What the test programs share: running chenbao, and telling results.

Every case is one line, `ok NAME` or `FAIL NAME`, what is wrong indented below
it; tests/run.sh counts them. Paths are relative to the top of the clone.
"""
import os
import re
import resource
import shutil
import subprocess
import sys

BIN = os.environ.get("CHENBAO", "out/bin/chenbao")
SAN = 'out/test/san/bin/chenbao'
WORK = 'out/test/work'

NULL = subprocess.DEVNULL


class Result:
    def __init__(self, status, out, err, late):
        self.status, self.out, self.err, self.late = status, out, err, late

    @property
    def crashed(self):
        """Died of a signal, or a sanitizer spoke."""
        return (not self.late and self.status < 0) or \
            re.search(rb'runtime error:|Sanitizer', self.err) is not None

    def tell(self):
        what = 'out of time' if self.late else f'exit status {self.status}'
        err = self.err.decode('utf-8', 'replace').strip()
        return what + ('\n' + err[-3000:] if err else '')


def run(args, stdin=b'', limit=60, cwd=None, prepare=None, env=None):
    """Runs ARGS for at most LIMIT seconds."""
    full = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')
    full.update(env or {})
    try:
        p = subprocess.run(args, input=stdin, capture_output=True,
                           timeout=limit, cwd=cwd, preexec_fn=prepare,
                           env=full)
        return Result(p.returncode, p.stdout, p.stderr, False)
    except subprocess.TimeoutExpired as e:
        return Result(-1, e.stdout or b'', e.stderr or b'', True)


def chenbao(*args, program=None, **more):
    return run([os.path.abspath(program or BIN), *args], **more)


def case(name, wrong=None):
    """One case: WRONG says what is wrong; empty or None: it passes."""
    if not wrong:
        print(f'ok {name}', flush=True)
        return True
    print(f'FAIL {name}')
    for line in str(wrong).strip().split('\n')[:40]:
        print('    ' + line)
    sys.stdout.flush()
    return False


def fresh(path):
    """An empty folder PATH."""
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def put(path, text):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'wb') as f:
        f.write(text if isinstance(text, bytes) else text.encode('utf-8'))


def slurp(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def memory(bytes_):
    """For run(prepare=…): a limit on the memory of the program."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))


def issues(content='content'):
    """(paper, date) of every issue below CONTENT."""
    for paper in sorted(os.listdir(content)):
        if not os.path.exists(f'{content}/{paper}/paper.yaml'):
            continue
        for date in sorted(os.listdir(f'{content}/{paper}')):
            if os.path.exists(f'{content}/{paper}/{date}/issue.yaml'):
                yield paper, date
