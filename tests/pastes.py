"""Whole stories of content/ as a paste of them would look: cut by columns, set in
lines, with half-width marks, padding, a masthead, jumps to other pages."""
import glob
import re

HALF = str.maketrans('，；：？！（）', ',;:?!()')
HEAD = {'标题': 'title', '引题': 'kicker', '副题': 'deck', '栏目': 'section',
        '署名': 'byline', '供稿': 'signoff', '供稿排法': 'signoff-form'}


def plain(s):
    s = re.sub(r'!\[[^]]*\]\([^)]*\)', '', s)
    s = re.sub(r'\[([^]]*)\]\([^)]*\)', r'\1', s)
    s = s.replace('**', '')
    return re.sub(r'\\([\\*_`\[\]<#|.)+>=~:&-])', r'\1', s)


def read_story(path):
    """front matter, blocks [(kind, text)] of an article of ours."""
    _, head, body = open(path, encoding='utf-8').read().split('---\n', 2)
    front = {}
    for line in head.split('\n'):
        k, _, v = line.partition(':')
        if v.strip() and not line.startswith(' '):
            v = v.strip()
            if v.startswith('"'):
                v = v[1:-1].replace('\\"', '"').replace('\\\\', '\\')
            front[HEAD.get(k.strip(), k.strip())] = v
    blocks = []
    for part in re.split(r'\n\s*\n', body.strip()):
        for kind, text in block(part):
            if text:
                blocks.append((kind, text))
    return front, blocks


def block(part):
    lines = part.split('\n')
    if part.startswith('#'):
        yield 'sub', plain(part.lstrip('# '))
    elif part.startswith('<!--'):
        return
    elif part.startswith('|'):
        yield 'table', part
    elif lines[0].startswith(':::'):
        title = lines[0].partition(' ')[2].partition(' ')[2]
        yield 'box', title
        rest = '\n'.join(lines[1:])
        if rest and rest != ':::':
            yield from block(rest[:-4] if rest.endswith('\n:::') else rest)
    elif re.match(r'(- |\d+\. )', part):
        for line in lines:
            yield 'item', plain(re.sub(r'^(- |\d+\. )', '', line))
    elif part == ':::' or part.startswith('表：') or part.startswith('> '):
        return
    else:
        yield 'p', plain(part.replace('\\\n', '\n').replace('\n:::', ''))


def stories(top='content'):
    out = []
    for path in sorted(glob.glob(f'{top}/*/*-*-*/*.md')):
        front, blocks = read_story(path)
        blocks = [b for b in blocks if b[0] in ('p', 'sub')]
        if any('`' in t for _, t in blocks):
            continue  # about programs
        blocks = [b for b, after in zip(blocks, blocks[1:] + [('', '')])
                  if b[0] == 'p' or after[0] == 'p']
        if len([1 for k, t in blocks if k == 'p' and len(t) > 40]) >= 2:
            out.append((front, blocks))
    return out


def fitting(text, width):
    """How many characters of TEXT fill WIDTH full ones; ASCII takes half."""
    taken = 0
    for n, c in enumerate(text):
        taken += 1 if c.isascii() else 2
        if taken > width * 2:
            return n
    return len(text)


class Paste:
    def __init__(self, rng, style):
        self.rng, self.style = rng, style
        self.seams = []   # (before, after): ten Han on either side
        self.wholes = []  # (end, start) of paragraphs that are two
        self.paras = []
        self.last = None

    def cut(self, text):
        """Pieces of a paragraph that columns cut."""
        rng, pieces = self.rng, []
        while len(text) > 24 and rng.random() < 0.4:
            at = rng.randrange(8, len(text) - 1)
            if text[at] in '，。、；：？！”’）》…—·.%' or text[at - 1] in '“‘（《—…' \
                    or (text[at] + text[at - 1]).isascii():
                continue
            # A column that ends with a paragraph's mark cannot be told.
            if text[at - 1] in '。：；？！”’）》…':
                continue
            pieces.append(text[:at])
            text = text[at:]
        return pieces + [text]

    def dirty(self, s):
        rng = self.rng
        s = s.translate(HALF) if self.style['half'] else s
        if self.style['straight']:
            s = re.sub('[“”]', '"', s)
        if self.style['nbsp'] and rng.random() < 0.3:
            s = rng.choice(['\u3000\u3000', '\u00a0 ', '  ']) + s
        if self.style['nbsp'] and rng.random() < 0.2:
            s += rng.choice(['\u00a0', '  ', '\u3000'])
        return s

    def note(self, text, whole=True):
        if self.last:
            self.wholes.append((self.last, text))
        self.last = text

    def wrap(self, text, width):
        """Lines of WIDTH characters with the rules for line starts."""
        lines, text = [], '\u3000\u3000' + text if self.style['indent'] else text
        while text:
            n = fitting(text, width)
            while n < len(text) and text[n] in '，。、；：？！”’）》…—':
                n -= 1
            while n > 2 and text[n - 1] in '“‘（《':
                n -= 1
            while n > 2 and n < len(text) and text[n - 1].isascii() and \
                    text[n].isascii() and text[n - 1] != ' ':
                n -= 1
            lines.append(text[:n])
            text = text[n:]
        return lines

    def paragraph(self, text):
        self.note(text)
        self.paras.append(text)
        st = self.style
        if st['wrap']:
            lines = self.wrap(text, st['wrap'])
            for a, b in zip(lines, lines[1:]):
                self.seams.append((a, b))
            return '\n'.join(self.dirty_line(x) for x in lines)
        pieces = self.cut(text) if st['cut'] else [text]
        for a, b in zip(pieces, pieces[1:]):
            self.seams.append((a, b))
        gap = '\n\n' if st['gaps'] else '\n'
        return (gap + ('\n\n' if self.rng.random() < 0.2 and st['gaps'] else '')) \
            .join(self.dirty(x) for x in pieces)

    def dirty_line(self, s):
        s = s.translate(HALF) if self.style['half'] else s
        return re.sub('[“”]', '"', s) if self.style['straight'] else s

    # A story as lines; its head and what follows it.

    def head(self, front, jump=None):
        out = []
        if front.get('section') and self.style['section']:
            out.append('【' + front['section'] + '】')
        for k in ('kicker', 'title', 'deck', 'byline'):
            if front.get(k):
                out.append(front[k])
        return [self.dirty(x) for x in out]

    def blocks(self, blocks):
        out = []
        for kind, text in blocks:
            if kind == 'sub':
                self.last = None
                out.append(self.dirty(text))
            else:
                out.append(self.paragraph(text))
        return out

    def story(self, front, blocks):
        """(lines of it, lines of the part on another page or [])."""
        self.last = None
        out, rest = self.head(front), []
        body = self.blocks(blocks)
        if front.get('signoff'):
            if front.get('signoff-form') == 'run-in':
                body[-1] += self.dirty('（%s）' % front['signoff'])
            else:
                body.append(self.dirty('（%s）' % front['signoff']))
        if self.style['jump'] and len(body) > 6 and blocks[0][0] == 'p':
            at = len(body) // 2
            rest = body[at:]
            body = body[:at]
        return out + body, rest

    def paste(self, picked):
        out, parts = [], []
        gap = '\n\n' if self.style['gaps'] else '\n'
        if self.style['mast']:
            out += ['美好周家渡 社区晨报', 'SHANGHAI COMMUNITY NEWS', '',
                    '扫描二维码\n关注\n“美好周家渡”', '自 / 家 / 门 / 口 / 这 / 点 / 事',
                    '周家渡街道党工委、办事处联合出版']
        for n, (front, blocks) in enumerate(picked):
            lines, rest = self.story(front, blocks)
            out += ['', ''] + lines
            if rest:
                out.append('>>>下转 P%d 版' % (n + 2))
                parts.append(['', '', '<<<上接 P1 版 %s' % front['title'][:8]]
                             + rest)
        for p in parts:
            out += p
        if self.style['mast']:
            out.append('责任编辑：张三  版式：李四')
        return gap.join(out) + '\n'


STYLE = {'half': True, 'straight': False, 'nbsp': False, 'cut': False,
         'wrap': 0, 'indent': False, 'gaps': True, 'section': False,
         'jump': False, 'mast': False}


def random_style(rng):
    st = dict(STYLE)
    for k in ('half', 'straight', 'nbsp', 'section', 'jump', 'mast'):
        st[k] = rng.random() < 0.5
    kind = rng.randrange(4)
    if kind < 2:
        st['cut'] = True
    elif kind == 2:
        st['wrap'] = rng.choice([13, 15, 18, 24, 32, 36])
        st['indent'] = rng.random() < 0.5
    st['gaps'] = kind != 3 or rng.random() < 0.3
    return st
