"""Unit tests: each tests/unit/X_test.c is a program built with sanitizers."""
import glob
import os
import re

from lib import case, run

ROOM = 'out/test/san/unit/'


def one(path):
    name = os.path.basename(path)[:-len('_test.c')]
    program = ROOM + name
    if not os.path.exists(program) or \
            os.path.getmtime(program) < os.path.getmtime(path):
        case(f'unit/{name}: builds', 'see out/test/log/make')
        return
    r = run([program], limit=180)
    text = (r.out + r.err).decode('utf-8', 'replace')
    done = re.findall(r'^\[ +OK +\] (.+)$', text, re.M)
    failed = list(dict.fromkeys(re.findall(r'^\[  FAILED  \] ([a-z]\w*)$',
                                           text, re.M)))
    for test in done:
        case(f'unit/{name}: {test.replace("_", " ")}')
    # cmocka tells on the other stream what was wrong, without the test's name.
    said = r.err.decode('utf-8', 'replace').split('\n===')[0]
    for test in failed:
        case(f'unit/{name}: {test.replace("_", " ")}', said or 'it fails')
        said = 'see above'
    if r.late or (not failed and (r.status or r.crashed)):
        case(f'unit/{name}: ends well', text[-3000:] + '\n' + r.tell())


for source in sorted(glob.glob('tests/unit/*_test.c')):
    one(source)
