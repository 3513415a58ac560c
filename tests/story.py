"""Pages of stories: pictures, what is read aloud, comfort without and with a
script, colours and sizes."""
import os
import re
import shutil
import struct
import zlib

from lib import WORK, case, chenbao, fresh, put, run, slurp

THEME = 'themes/default'
ISSUE = 'p/2024-01-02'


# --- a paper with pictures ------------------------------------------------

def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + \
        struct.pack('>I', zlib.crc32(kind + data))


def png(w, h):
    """Grey, with a text that must not be published."""
    rows = b''.join(b'\0' + bytes((x * y) % 256 for x in range(w))
                    for y in range(h))
    return b'\x89PNG\r\n\x1a\n' + \
        chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + \
        chunk(b'tEXt', b'Comment\0Secret place') + \
        chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def turned(path, orientation):
    """The JPEG PATH as a camera would write it that was held upright."""
    with open(path, 'rb') as f:
        data = f.read()
    tiff = b'II*\0\x08\0\0\0\x01\0' + \
        struct.pack('<HHIHH', 0x112, 3, 1, orientation, 0) + b'\0\0\0\0'
    exif = b'Exif\0\0' + tiff + b'Secret place'
    return data[:2] + b'\xff\xe1' + struct.pack('>H', len(exif) + 2) + \
        exif + data[2:]


STORY = '''---
title: 家门口的“1+32+X” 12月8日开放
kicker: 引题在这里
deck: 热线12345，98.35%满意
byline: 记者 某某
section: 党政
page: 1
priority: lead
---

2018-12-15，15:30起开放，详见P3版。三驾马车在这里。

![图说在这里](images/tall.jpg "摄影 某某")

## 一、第一节

面积120㎡。

## 二、第二节

没有数目的一段话。

| 项目 | 数量 |
|---|---:|
| 三驾马车 | 1,787 |

## 三、第三节

![小图](images/small.png)

[外面](https://a.example/)
'''

OTHER = '''---
title: 家门口的志愿者 三驾马车怎么走
section: 党政
page: 1
---

::: glossary 名词解释
“三驾马车”：居委会、业委会、物业。
:::
'''


def paper(root, picture):
    fresh(root)
    put(f'{root}/site.yaml', 'title: 站\n')
    put(f'{root}/p/paper.yaml',
        'title: 晨报\nsections:\n  - id: dang\n    name: 党政\n')
    put(f'{root}/{ISSUE}/issue.yaml', 'number: 1\npages:\n  - 要闻\n')
    put(f'{root}/{ISSUE}/01-one.md', STORY)
    put(f'{root}/{ISSUE}/02-two.md', OTHER)
    put(f'{root}/{ISSUE}/images/tall.jpg', turned(picture, 6))
    put(f'{root}/{ISSUE}/images/small.png', png(90, 60))


# --- reading pictures -----------------------------------------------------

def jpeg_size(data):
    at = 2
    while at + 9 < len(data):
        marker, size = data[at + 1], struct.unpack('>H', data[at + 2:at + 4])[0]
        if 0xC0 <= marker <= 0xC2:
            h, w = struct.unpack('>HH', data[at + 5:at + 9])
            return w, h
        at += 2 + size
    return None


def webp_size(data):
    if data[:4] != b'RIFF' or data[12:16] != b'VP8 ':
        return None
    w, h = struct.unpack('<HH', data[26:30])
    return w & 0x3FFF, h & 0x3FFF


def size_of(path):
    with open(path, 'rb') as f:
        data = f.read()
    if path.endswith('.webp'):
        return webp_size(data)
    if data[:4] == b'\x89PNG':
        return struct.unpack('>II', data[16:24])
    return jpeg_size(data)


def pictures(folder, want):
    wrong = []
    for name, size in want.items():
        path = f'{folder}/{name}'
        if not os.path.isfile(path):
            wrong.append(f'{name}: missing')
        elif size_of(path) != size:
            wrong.append(f'{name}: {size_of(path)}, not {size}')
    wrong += [f'{n}: too much' for n in sorted(os.listdir(folder))
              if n not in want]
    return '\n'.join(wrong)


def sizes(stem, whole, widths):
    w, h = whole
    want = {}
    for width in widths:
        size = width, (h * width + w // 2) // w
        want[f'{stem}-{width}.jpg'] = want[f'{stem}-{width}.webp'] = size
    return want


def secrets(folder):
    wrong = []
    for n in sorted(os.listdir(folder)):
        with open(f'{folder}/{n}', 'rb') as f:
            data = f.read()
        wrong += [f'{n}: has {s}' for s in (b'Exif', b'Secret', b'tEXt')
                  if s in data]
    return '\n'.join(wrong)


def node_of(path):
    return os.stat(path).st_ino


def cached(content, out, args):
    """Pictures are made once, and kept only while a site shows them."""
    kept = f'{out}/.cache/pictures'
    wide = f'{out}/site/{ISSUE}/images/tall-1227.webp'
    before, first = set(os.listdir(kept)), node_of(wide)
    put(f'{content}/{ISSUE}/02-two.md', OTHER + '\n又一段。\n')
    wrong = []
    r = chenbao(*args)
    if r.status or node_of(wide) != first:
        wrong.append('made again: ' + r.tell())
    os.remove(f'{content}/{ISSUE}/images/tall.jpg')
    put(f'{content}/{ISSUE}/01-one.md',
        STORY.replace('![图说在这里](images/tall.jpg "摄影 某某")', ''))
    chenbao(*args)
    put(f'{content}/{ISSUE}/02-two.md', OTHER)
    chenbao(*args)
    if not set(os.listdir(kept)) < before:
        wrong.append(f'still kept: {sorted(os.listdir(kept))}')
    return '\n'.join(wrong)


# --- HTML -----------------------------------------------------------------

def has(page, *parts):
    return '\n'.join(f'lacks {p}' for p in parts if p not in page)


def headings(page):
    wrong, last = [], 0
    for level in map(int, re.findall(r'<h([1-6])', page)):
        if level > last + 1:
            wrong.append(f'h{level} behind h{last}')
        last = level
    return '\n'.join(wrong)


def markup(page):
    tall = 'images/tall-409'
    case('story: a picture names both formats, three widths and its size',
         has(page, '<picture><source type="image/webp"',
             f'srcset="{tall}.webp 409w, images/tall-818.webp 818w, '
             'images/tall-1227.webp 1227w"', f'srcset="{tall}.jpg 409w',
             'sizes="', 'width="1227" height="1840"', 'alt="图说在这里"'))
    case('story: a table rolls in a region that takes the focus',
         has(page, '<div class="table" role="region" tabindex="0" '
             'aria-label="', '<th scope="col"'))
    case('story: a word that another story explains is linked and listed',
         has(page, 'href="#note-1" role="doc-glossref" '
             'aria-describedby="note-1-is">三驾马车</a>',
             '<dt id="note-1">三驾马车</dt>', '<dd id="note-1-is">居委会',
             'href="#use-note-1"') or
         (page.count('class="term"') != 1 and 'linked more than once'))
    case('story: its parts are listed',
         has(page, '<a href="#part-3">三、第三节</a>',
             '<h2 id="part-3">三、第三节</h2>'))
    case('story: related stories, length and time of reading',
         has(page, 'href="../../p/2024-01-02/two.html">家门口的志愿者',
             '字 约1分钟'))
    case('story: headings are in order', headings(page))


def listening(page):
    said = re.findall(r' data-say="([^"]*)"', page)
    want = ['家门口的“一加三十二加X” 十二月八日开放',
            '热线一二三四五，百分之九十八点三五满意',
            '二零一八年12月15日，十五点三十分起开放，详见第3版。'
            '三驾马车在这里。', '面积120平方米。', '一千七百八十七']
    case('story: what a voice would misread is prepared, and only that',
         said != want and f'{said}')


# --- colours and sizes ----------------------------------------------------

def tokens(css):
    """Custom properties of the first :root, colours resolved."""
    found = dict(re.findall(r'--([a-z-]+):\s*([^;]+);',
                            css.split('/* Which scheme')[0]))
    return {k: v.strip() for k, v in found.items()}


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
               for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def colours(css):
    values, wrong = tokens(css), []
    for scheme, least in (('light', 4.5), ('dark', 4.5), ('clear', 7),
                          ('night', 7)):
        for under in ('paper', 'sheet', 'mark'):
            for on in ('ink', 'soft', 'accent', 'link'):
                pair = values[f'{scheme}-{on}'], values[f'{scheme}-{under}']
                if contrast(*pair) < least:
                    wrong.append(f'{scheme}: {on} on {under} '
                                 f'{contrast(*pair):.1f}:1')
        pair = values[f'{scheme}-rule'], values[f'{scheme}-paper']
        if contrast(*pair) < 3:
            wrong.append(f'{scheme}: rule on paper {contrast(*pair):.1f}:1')
    for scheme in ('light', 'dark', 'clear', 'night'):
        blocks = css.count(f'--paper: var(--{scheme}-paper);')
        for name in ('sheet', 'ink', 'soft', 'accent', 'link', 'mark', 'rule',
                     'hair'):
            if css.count(f'--{name}: var(--{scheme}-{name});') != blocks:
                wrong.append(f'{scheme}: --{name} is not set everywhere')
    return '\n'.join(wrong)


def named_colours():
    """Colours stand in tokens.css alone; white is what codes need."""
    wrong = []
    for n in sorted(os.listdir(THEME)):
        if not n.endswith('.css') or n in ('tokens.css', 'print.css',
                                           'large.css'):
            continue
        css = re.sub(r'/\*.*?\*/', '', slurp(f'{THEME}/{n}'), flags=re.S)
        wrong += [f'{n}: {c}' for c in re.findall(r'#[0-9a-fA-F]{3,8}\b', css)
                  if not re.search(rf'#[a-z-]*{c[1:]}[a-z-]*\s*[:,)]', css)
                  and c not in ('#fff', '#000')]
    return '\n'.join(wrong)


def target(value, rem):
    value = value.replace('max(', '').rstrip(')')
    pixels = [float(v[:-3]) * rem if v.endswith('rem') else float(v[:-2])
              for v in re.split(r',\s*', value)]
    return max(pixels)


def targets(css):
    wrong = []
    for name, rem, least in (('plain', 18, 44), ('large', 24, 60),
                             ('huge', 30, 60)):
        block = css if name == 'plain' else \
            css[css.index(f'[data-size="{name}"]'):]
        base = re.search(r'--base: ([0-9.]+)%', block).group(1)
        got = target(re.search(r'--target: ([^;]+);', block).group(1), rem)
        if float(base) * 16 / 100 != rem:
            wrong.append(f'{name}: text of {float(base) * 0.16} px')
        if got < least:
            wrong.append(f'{name}: targets of {got} px')
    if float(re.search(r'--line-text: ([0-9.]+);', css).group(1)) < 1.7:
        wrong.append('lines are not 1.7 high')
    return '\n'.join(wrong)


# --- in a browser ---------------------------------------------------------

def browser():
    return shutil.which('chromium') or shutil.which('chromium-browser')


def dump(path, room):
    home = fresh(f'{room}/home')
    r = run([browser(), '--headless', '--no-sandbox', '--disable-gpu',
             f'--user-data-dir={home}', '--virtual-time-budget=5000',
             '--dump-dom', path], limit=60)
    return r.out.decode('utf-8', 'replace')


# A voice, and a reader who works the controls; what happened is told in
# attributes of the page.
VOICE = '''
var said = [], marked = [];
var told = function (name, value) {
  document.documentElement.setAttribute('data-' + name, value);
};
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: function () { return [{ lang: 'zh-CN' }]; },
  cancel: function () {},
  speak: function (u) {
    var now = document.querySelector('.now[aria-current="true"]');
    said.push(u.text);
    marked.push(now ? now.tagName : '-');
    told('said', said.join('|'));
    told('marked', marked.join('|'));
    if (said.length === 3) {
      document.querySelector('.play').click();
      told('paused', document.querySelector('.play').textContent);
      setTimeout(function () {
        document.querySelector('.play').click();
      }, 1);
      return;
    }
    setTimeout(function () { u.onend(); }, 1);
  }
} });
document.addEventListener('DOMContentLoaded', function () {
  setTimeout(function () {
    told('offered', String(!document.querySelector('.listen').hidden));
    document.querySelector('.play').click();
    document.querySelector('.comfort [data-size="large"]').click();
    document.querySelector('.comfort [data-colour="dark"]').click();
    document.querySelector('.comfort [data-colour="contrast"]').click();
    told('kept', localStorage.getItem('chenbao'));
  }, 1);
});
'''


def attribute(dom, name):
    m = re.search(rf'<html[^>]* data-{name}="([^"]*)"', dom)
    return m.group(1) if m else None


def with_voice(root, room):
    """A copy of the site whose pages find a voice."""
    shutil.rmtree(f'{room}/voice', ignore_errors=True)
    shutil.copytree(root, f'{room}/voice')
    put(f'{room}/voice/assets/voice.js', VOICE)
    path = f'{room}/voice/{ISSUE}/one.html'
    page = slurp(path).replace(
        '<script src="../../assets/site.js">',
        '<script src="../../assets/voice.js"></script>'
        '<script src="../../assets/site.js">', 1)
    put(path, page)
    return 'file://' + os.path.abspath(path)


def aloud(dom):
    said = (attribute(dom, 'said') or '').split('|')
    marked = (attribute(dom, 'marked') or '').split('|')
    want = ['引题在这里', '家门口的“一加三十二加X” 十二月八日开放',
            '热线一二三四五，百分之九十八点三五满意',
            '热线一二三四五，百分之九十八点三五满意',
            '二零一八年12月15日，十五点三十分起开放，详见第3版。'
            '三驾马车在这里。', '图说在这里 ', '一、第一节', '面积120平方米。',
            '二、第二节', '没有数目的一段话。', '项目，数量。',
            '三驾马车，一千七百八十七。', '三、第三节']
    if said[:len(want)] != want:
        return f'said {said}'
    if marked[:6] != ['P', 'H1', 'P', 'P', 'P', 'FIGCAPTION']:
        return f'marked {marked}'
    return ''


def in_browser(root, room):
    shutil.copytree(root, f'{room}/bare')
    for n in os.listdir(f'{room}/bare/assets'):
        if n.endswith('.js'):
            os.remove(f'{room}/bare/assets/{n}')
    bare = dump('file://' + os.path.abspath(f'{room}/bare/{ISSUE}/one.html'),
                room)
    case('story: without a script it is whole, and nothing is offered that '
         'needs one', has(bare, '没有数目的一段话。', 'href="#large"',
                          '<div class="listen" role="group" '
                          'aria-label="朗读" hidden="">'))
    dom = dump(with_voice(root, room), room)
    case('story: it is read aloud as prepared, what is read is marked, and '
         'it goes on where it was stopped', aloud(dom) or
         (attribute(dom, 'paused') != '继续听' and 'does not stop'))
    case('story: size and colours are chosen and kept',
         (attribute(dom, 'size') != 'large' and 'no large type') or
         (attribute(dom, 'colour') != 'contrast' and 'no contrast') or
         has(attribute(dom, 'kept') or '', 'large', 'contrast'))


def main():
    room = fresh(f'{WORK}/story')
    content, out = f'{room}/content', f'{room}/out'
    # 1840 × 1227
    paper(content, 'content/zhoujiadu/2018-12-15/images/river-town.jpg')
    args = ('build', content, '-o', out, '--theme', THEME, '--no-pages')
    r = chenbao(*args)
    if not case('story: a paper is made', r.status and r.tell()):
        return
    folder = f'{out}/site/{ISSUE}/images'
    want = sizes('tall', (1227, 1840), (409, 818, 1227))
    want.update(sizes('small.png', (90, 60), (30, 60, 90)))
    want.update({'tall.jpg': (1227, 1840), 'small.png': (90, 60)})
    for kind in ('jpg', 'webp'):
        want[f'lead-one-small.{kind}'] = want[f'tall-409.{kind}']
        want[f'lead-one-wide.{kind}'] = want[f'tall-818.{kind}']
    case('story: pictures stand upright in three widths and two formats, '
         'none wider than it was', pictures(folder, want))
    case('story: pictures tell nothing of their making', secrets(folder))
    page = slurp(f'{out}/site/{ISSUE}/one.html')
    markup(page)
    listening(page)
    lead = f'{ISSUE}/images/lead-one'
    case('story: the home page shows the picture of the lead story',
         has(slurp(f'{out}/site/index.html'),
             f'srcset="{lead}-small.webp 409w, {lead}-wide.webp 818w"',
             f'<img src="{lead}-wide.jpg"', 'width="818" height="1227"'))
    css = slurp(f'{THEME}/tokens.css')
    shown = slurp(f'{out}/site/assets/tokens.css')
    case('story: the site has the colours of screens, not those of paper',
         has(shown, '--light-paper:', '[data-size="huge"]') or
         [w for w in ('@media print', 'device-cmyk') if w in shown])
    case('story: every pair of colours can be read, in every scheme',
         colours(css))
    case('story: colours stand in tokens.css alone', named_colours())
    case('story: text of 18, 24 and 30 px, targets of 44 and 60',
         targets(css))
    if browser():
        in_browser(f'{out}/site', room)
    else:
        print('skipped: no chromium to try reading aloud in')
    case('story: pictures are made once, and dropped when nothing shows them',
         cached(content, out, args))


if __name__ == '__main__':
    main()
