"""What gettext's own checks leave out: po.py zh_CN.po all.pot. A translation
has the values of its message, in their kinds, and what must be typed or read
as it is: options, commands, names of files, places."""
import glob
import re
import subprocess
import sys

from lib import case

# --only, -o, chenbao build, paper.yaml, print.css, out/site
EXACT = re.compile(r'(?<![\w-])--?[a-z][a-z-]*'
                   r'|chenbao (?:(?:new|theme) [a-z]+|[a-z]+)'
                   r'|[\w*-]+\.(?:yaml|css|html|md|rng|icc|json)\b'
                   r'|(?:sudo|export) .*')
VALUE = re.compile(r'%(?:(\d+)\$)?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?'
                   r'(hh|h|ll|l|z|j|t)?([diouxXcsfgp%])')
# Stand-ins, and “chenbao writes …”, are to be translated.
FREE = re.compile(r'\b(id|name|NN-name|[A-Z]+)\.\w+$|chenbao (writes|does|was)$')


def entries(path):
    """[(flags, msgid, msgstr)] of a catalogue, by gettext's own reading."""
    text = subprocess.run(['msgcat', '--no-wrap', path], capture_output=True,
                          check=True).stdout.decode('utf-8')
    for block in text.split('\n\n'):
        flags = ' '.join(re.findall(r'^#,(.*)', block, re.M))
        parts = {k: ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', v))
                 for k, v in re.findall(
                     r'^(msgid|msgstr)((?: "(?:[^"\\]|\\.)*"\n?)'
                     r'(?:"(?:[^"\\]|\\.)*"\n?)*)', block, re.M)}
        if parts.get('msgid'):
            yield flags, parts['msgid'], parts.get('msgstr', '')


def values(s):
    """The kinds of the values of S, in the order of the arguments."""
    found, at = {}, 0
    for m in VALUE.finditer(s):
        if m[6] == '%':
            continue
        for star in (m[3], m[4]):
            if star == '*':
                at += 1
                found[at] = '*'
        at += 1
        found[int(m[1]) if m[1] else at] = (m[5] or '') + m[6]
    return [found[k] for k in sorted(found)]


def tables(path):
    """The tables ZH and EN of a script: their words by key."""
    with open(path, encoding='utf-8') as f:
        text = f.read()
    return [dict(re.findall(r"'?([\w-]+)'?:\s*'((?:[^'\\]|\\.)*)'", table))
            for table in re.findall(r'^const (?:ZH|EN) = \{\n(.*?)^\};', text,
                                    re.M | re.S)]


def check_script(path):
    """Scripts have their words with them."""
    both = tables(path)
    wrong = [] if len(both) == 2 else ['no tables ZH and EN']
    zh, en = both if len(both) == 2 else ({}, {})
    wrong += [f'{key} is in one language only' for key in set(zh) ^ set(en)]
    for key in set(zh) & set(en):
        if set(re.findall(r'\{\d\}', en[key])) - \
                set(re.findall(r'\{\d\}', zh[key])):
            wrong.append(f'{key}: {en[key]} | {zh[key]}')
    case(f'po: {path} has the same words in both languages',
         '\n'.join(wrong))


# A text that goes to the user as it is, not by way of _( ).
SAID = re.compile(r'\b(?:printf\(|fprintf\(\s*(?:stdout|stderr|to),|puts\(|'
                  r'diag(?:_once)?\([^()"]*(?:\([^()]*\))?[^()"]*,)\s*'
                  r'"((?:[^"\\]|\\.)*)"')


def check_sources():
    wrong = []
    for path in sorted(glob.glob('gen/*/*.c')):
        with open(path, encoding='utf-8') as f:
            text = f.read()
        for m in SAID.finditer(text):
            words = VALUE.sub('', m[1])
            if re.search('[A-Za-z]{3,} [a-zA-Z]{2,}|[\u4e00-\u9fff]', words):
                line = text[:m.start()].count('\n') + 1
                wrong.append(f'{path}:{line}: {m[1]}')
    case('po: what is said in sentences can be translated', '\n'.join(wrong))


def main():
    po, pot, *scripts = sys.argv[1:]
    formats = {i for flags, i, _ in entries(pot) if 'c-format' in flags}
    wrong, changed, ends, places = [], [], [], []
    for _, message, text in entries(po):
        if not text:
            continue
        if message in formats and values(message) != values(text):
            wrong.append(f'{message}: {text}')
        for word in EXACT.findall(message):
            if word not in text and not FREE.search(word):
                changed.append(f'{word} of “{message}” is not in “{text}”')
        for end in (r'\n',):
            if message.startswith(end) != text.startswith(end) or \
                    message.endswith(end) != text.endswith(end):
                ends.append(f'{message}: {text}')
        if re.search(r'%s:%d', message) and not re.search(
                r'%s:%d|%1\$s:%2\$d', text):
            places.append(f'{message}: {text}')
    check_sources()
    for script in scripts:
        check_script(script)
    case('po: a translation has the values of its message', '\n'.join(wrong))
    case('po: options, commands and names of files are not translated',
         '\n'.join(changed))
    case('po: a translation begins and ends as its message does',
         '\n'.join(ends))
    case('po: a place stays file:line, which editors jump to',
         '\n'.join(places))


main()
