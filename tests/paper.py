"""Made-up papers of any size for tests/bench.py: always the same text."""
import datetime
import random
import struct
import zlib

from lib import put

WORDS = ('社区 居民 街道 服务 活动 志愿者 家门口 办理 周末 小区 花园 垃圾 分类 '
         '楼组 议事 学校 老人 孩子 医生 讲座 图书 电梯 停车 菜场 公交 河道 '
         '绿化 安全 消防 电动车 充电 合唱 书法 摄影 电影 节日 邻里 互助 '
         '15分钟 2024年 3个 40多 60岁 8月').split()
MARKS = '，，，，。。；'


def picture(w, h, seed):
    """A PNG with something in it."""
    rows = b''.join(b'\0' + bytes((x * 3 + y * 5 + seed * 40 + (x * y) % 7)
                                  % 256 for x in range(w)) for y in range(h))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + \
            struct.pack('>I', zlib.crc32(kind + data))
    return b'\x89PNG\r\n\x1a\n' + \
        chunk(b'IHDR', struct.pack('>IIBBBBB', w, h, 8, 0, 0, 0, 0)) + \
        chunk(b'IDAT', zlib.compress(rows, 6)) + chunk(b'IEND', b'')


def sentence(r, n):
    s = ''
    while len(s) < n:
        s += r.choice(WORDS)
        if r.random() < 0.25:
            s += r.choice(MARKS)
    return s.rstrip(MARKS) + '。'


def story(r, page, rank, characters, image=None):
    head = f'title: {sentence(r, 9)[:-1]} {sentence(r, 8)[:-1]}\n'
    head += f'page: {page}\npriority: {rank}\n'
    if rank in ('lead', 'major'):
        head += f'deck: {sentence(r, 14)[:-1]}\n'
    body = []
    while characters > 0:
        n = min(characters, r.randint(60, 140))
        body.append(sentence(r, n))
        characters -= n
        if len(body) % 4 == 3:
            body.append('## ' + sentence(r, 9)[:-1])
    if body[-1].startswith('##'):
        body.pop()
    if image:
        body.insert(1, f'![{sentence(r, 8)[:-1]}]({image} "摄影 某某")')
    return f'---\n{head}---\n\n' + '\n\n'.join(body) + '\n'


RANKS = ('lead', 'major', 'normal', 'normal', 'brief')


def issue(root, day, pages, stories, characters, pictures):
    """One issue; CHARACTERS and PICTURES in all. Its folder."""
    r = random.Random(day.toordinal())
    folder = f'{root}/p/{day.isoformat()}'
    put(f'{folder}/issue.yaml', 'number: 1\npages:\n' +
        ''.join(f'  - 第{i + 1}版\n' for i in range(pages)))
    for i in range(stories):
        n = i + 1
        image = None
        if i % 5 < 2 and pictures > 0:
            pictures -= 1
            image = f'images/{n}.png'
            put(f'{folder}/{image}', picture(600, 400, i))
        put(f'{folder}/{n:02}-s{n}.md',
            story(r, i * pages // stories + 1, RANKS[i % 5],
                  characters // stories, image))
    return folder


def furniture(root):
    put(f'{root}/site.yaml', 'title: 测试站\nbase-url: https://a.example/\n')
    put(f'{root}/p/paper.yaml', 'title: 社区晨报\nlatin: COMMUNITY NEWS\n'
        'slogan: 自 / 家 / 门 / 口\npublisher: 某某街道\n'
        'account:\n  name: 晨报\n  url: https://a.example/wechat\n'
        '  caption: 扫描二维码\nimprint: 样刊\n')


def four_pages(root):
    furniture(root)
    return issue(root, datetime.date(2024, 1, 1), 4, 20, 12000, 6)


def year(root):
    furniture(root)
    day = datetime.date(2024, 1, 1)
    for week in range(52):
        issue(root, day + datetime.timedelta(7 * week), 8, 40, 24000, 0)


def site_of(root, stories):
    """STORIES in issues of fifty."""
    furniture(root)
    day = datetime.date(2000, 1, 1)
    for i in range(stories // 50):
        issue(root, day + datetime.timedelta(i), 8, 50, 50 * 400, 0)
