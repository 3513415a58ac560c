/* What the desk says, in Chinese and in English: that of the server's messages,
 * which it has put into the page. {0}, {1} … are filled in. */

const ZH = {
  desk: '编辑台', paper: '报纸', issue: '哪一期', loading: '正在取版面…',
  zoom: '缩放', smaller: '缩小（−）', larger: '放大（+）', width: '双版',
  overlays: '在版面上标出', zones: '稿区', columns: '分栏', grid: '行格',
  marks: '毛病', theme: '主题', stories: '稿件', pages: '版面', web: '网页',
  address: '看哪一页', breadth: '多宽', fit: '照窗口', phone: '手机 360',
  tablet: '平板 768', screen: '电脑 1280', todo: '付印前还要办',
  should: '最好也看一眼', nothing: '没有了，可以付印。', report: '各版情形',
  messages: '全部提示', tokens: '主题的数值', keep: '写回 tokens.css',
  drop: '放弃', which: '看哪些', all: '全部', colours: '颜色', sizes: '尺寸',
  faces: '字体', print: '报纸上的', changed: '改过的', seek: '找名字',

  must: '还有 {0} 件事要办', mild: '可以付印，有 {0} 处最好看一眼',
  ready: '可以付印', building: '正在排版…', built: '{0} 更新，{1} 毫秒',
  lost: '预览断了，正在重连…',
  stale: '有错，看到的是上一次排好的版面。', unlaid: '这一期还没有排出来',
  unlaidLong: '这一期还没有排出来。改好右边列的错，版面就出现在这里。',
  nosheet: '主题没有 page.html，看不到版面图；方框是稿区', absent: '没有这一期',
  page: '第{0}版', pageName: '第{0}版 {1}', over: '溢版', unplaced: '没上版',
  ad: '广告', filler: '补白', part: '第{0}部分',

  fits: '合适', fitsLong: '合适：排在{0}', overFit: '超 {0} 字 / {1} 行',
  overLines: '超 {0} 行', movedFit: '没进第{0}版',
  shortFit: '空 {0} 行', shortLong: '它的版块还空 {0} 行，约 {1} 字',
  outFit: '没上版', size: '{0} 字 · {1} 行', sizeOnly: '{0} 字',
  jump: '转{0}版', warnings: '{0} 条提醒', errors: '{0} 处错',

  doOver: '《{0}》{1}，排到了溢版（第{2}版）',
  doMoved: '《{0}》没排进第{2}版，到了第{3}版',
  doOpen: '第{0}版没排满：空 {1} 行，约 {2} 字', doHollow: '第{0}版有空栏',
  fillOpen: '补一篇稿、放一则补白，或把本版的图放大一栏',
  doTaboo: '第{0}版：{1}', doOut: '《{0}》没有上版',
  cut: '删 {0} 字（{1} 行）', cutOf: '删《{2}》{0} 字（{1} 行）',
  picture: '《{2}》的图改占 {0} 栏（picture: {0}），省 {1} 行',
  jumpTo: '下转第{0}版（jump: yes）', free: '去掉它的 {0}，就排在第{1}版',
  morePages: '改出 {0} 版（page-count: {0}）',
  noWay: '试过的办法单用都不够：撤一篇稿，或加版',
  cost: '版面代价 {0}',

  tombstone: '碰题', unlike: '并排标题大小不一', 'cut-across': '通线断版',
  'cut-down': '竖向断版', pictures: '两稿图片相碰', order: '轻重倒置',
  'top-heavy': '头重脚轻', 'one-sided': '一头沉', other: '小处',
  loosest: '最松', tightest: '最紧', loose: '松',

  noRoom: '{0} 篇装不下',
  keys: '键盘：1–9 看第几版，+ − 0 缩放，↑ ↓ 换稿，Esc 取消',
  closes: '排满', open: '没排满', looks: '扣分',
  em: '{0} 字', noTaboo: '无禁忌', smallThings: '小处：{0}',
  fillers: '补白', jumps: '转版', columnsFull: '各栏',

  error: '错误', fatal: '错误', warning: '提醒', note: '提示',
  copy: '复制', copied: '已复制', read: '看网页',

  saved: '和 tokens.css 一致', unsaved: '{0} 处改动还没写回',
  unsavedTitle: '● 未写回', readonly: '这个主题的文件夹不能写，改动只能试看。',
  conflict: 'tokens.css 在别处改过了。已读入新的，你的改动还在这里，请看过再写回。',
  badValue: '{0} 的值写得不对，没有试。', failed: '没有办成，请再试。',
  kept: '已写回 tokens.css', same: '改回 {0}', undo: '恢复',
  onScreen: '网页', onPaper: '报纸', screenColour: '屏幕上的颜色',
  text: '值', inks: '四色 C M Y K，百分数', weak: '不够', white: '白纸', number: '数',
  unit: '单位', choose: '选色',
  noTokens: '没有合要求的数值', aliases: '借用别的值的 {0} 个不列出',
  frontPage: '本期首页', preview: '预览网站'
};

const EN = {
  desk: 'Desk', paper: 'Paper', issue: 'Issue', loading: 'Fetching pages…',
  zoom: 'Zoom', smaller: 'Smaller (−)', larger: 'Larger (+)',
  width: 'Spread', overlays: 'Shown on the pages', zones: 'Zones',
  columns: 'Columns', grid: 'Lines', marks: 'Faults', theme: 'Theme',
  stories: 'Stories', pages: 'Pages', web: 'Web', address: 'Which page',
  breadth: 'How wide', fit: 'As the window', phone: 'Phone 360',
  tablet: 'Tablet 768', screen: 'Screen 1280', todo: 'Before it goes to press',
  should: 'Worth a look', nothing: 'Nothing left: ready for press.',
  report: 'Pages', messages: 'All messages', tokens: 'Values of the theme',
  keep: 'Write to tokens.css', drop: 'Discard', which: 'Which', all: 'All',
  colours: 'Colours', sizes: 'Sizes', faces: 'Faces', print: 'On paper',
  changed: 'Changed', seek: 'Find a name',

  must: '{0} to be done', mild: 'Ready for press, {0} worth a look',
  ready: 'Ready for press', building: 'Building…', built: '{0}, {1} ms',
  lost: 'The preview is gone, trying again…',
  stale: 'There are errors; you see the last good pages.',
  unlaid: 'This issue has not been laid out yet',
  unlaidLong: 'Not laid out yet. Mend the errors on the right, and the pages appear here.',
  nosheet: 'The theme has no page.html, so there is no picture; boxes are zones',
  absent: 'There is no such issue', page: 'Page {0}', pageName: 'Page {0} {1}',
  over: 'overflow', unplaced: 'On no page',
  ad: 'Ad', filler: 'Filler', part: 'Part {0}',

  fits: 'Fits', fitsLong: 'Fits: on {0}',
  overFit: '{0} characters / {1} lines over', overLines: '{0} lines over',
  movedFit: 'not on page {0}', shortFit: '{0} lines short',
  shortLong: 'its module has {0} empty lines, some {1} characters',
  outFit: 'On no page', size: '{0} chars · {1} lines', sizeOnly: '{0} chars',
  jump: 'to P{0}', warnings: 'warnings: {0}', errors: 'errors: {0}',

  doOver: '“{0}”: {1}, went to overflow page {2}',
  doMoved: '“{0}” is not on its page {2} but on {3}',
  doOpen: 'Page {0} is not full: {1} empty lines, some {2} characters',
  doHollow: 'Page {0} has columns that look empty',
  fillOpen: 'add a story or a filler, or let a picture take a column more',
  doTaboo: 'Page {0}: {1}', doOut: '“{0}” is on no page',
  cut: 'cut {0} characters ({1} lines)',
  cutOf: 'cut {0} characters ({1} lines) of “{2}”',
  picture: 'picture of “{2}” over {0} columns (picture: {0}) frees {1} lines',
  jumpTo: 'let it go on on page {0} (jump: yes)',
  free: 'without its {0} it stands on page {1}',
  morePages: 'make {0} pages (page-count: {0})',
  noWay: 'nothing that was tried helps alone: take out a story or add pages',
  cost: 'costs {0}',

  tombstone: 'Headlines alike side by side', unlike: 'Headlines unlike in size',
  'cut-across': 'Cut over the full width',
  'cut-down': 'Cut over the full height', pictures: 'Pictures touch',
  order: 'Lesser story on top', 'top-heavy': 'Top-heavy',
  'one-sided': 'One-sided', other: 'Small thing', loosest: 'Loosest',
  tightest: 'Tightest', loose: 'Loose',

  noRoom: '{0} without room',
  keys: 'Keys: 1–9 a page, + − 0 zoom, ↑ ↓ stories, Esc none',
  closes: 'full', open: 'not full', looks: 'cost',
  em: '{0} em', noTaboo: 'no taboo', smallThings: 'small things: {0}',
  fillers: 'Fillers', jumps: 'Jumps', columnsFull: 'Columns',

  error: 'error', fatal: 'error', warning: 'warning', note: 'note',
  copy: 'Copy', copied: 'Copied', read: 'Web page',

  saved: 'as in tokens.css', unsaved: '{0} changes not written back',
  unsavedTitle: '● not kept',
  readonly: 'The theme’s folder cannot be written; changes can only be tried.',
  conflict: 'tokens.css was changed elsewhere. It was read again, your changes are still here; look, then keep.',
  badValue: 'The value of {0} is not right and was not tried.',
  failed: 'That did not work, please try again.',
  kept: 'Written to tokens.css', same: 'back to {0}', undo: 'Undo',
  onScreen: 'web', onPaper: 'paper', screenColour: 'Colour on the screen',
  text: 'Value', inks: 'Inks C M Y K, per cent', weak: 'too weak', white: 'white',
  number: 'Number', unit: 'Unit', choose: 'Choose',
  noTokens: 'no value is like that',
  aliases: '{0} that use another’s value are left out',
  frontPage: 'This issue', preview: 'Site'
};

const chinese = /^zh/i.test(document.documentElement.lang);
const words = chinese ? ZH : EN;

/* The text KEY with VALUES in it. */
export function say(key, ...values) {
  const text = key in words ? words[key] : key;
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/* Puts the texts of index.html in the reader's language. */
export function translate() {
  document.title = say('desk');
  document.querySelectorAll('[data-t]').forEach((e) => {
    e.textContent = say(e.dataset.t);
  });
  document.querySelectorAll('[data-name]').forEach((e) => {
    e.setAttribute('aria-label', say(e.dataset.name));
    e.title = say(e.dataset.name);
  });
  document.querySelectorAll('[data-hint]').forEach((e) => {
    e.placeholder = say(e.dataset.hint);
  });
}

/* An element NAME with ATTRS (class, data-…, on…, text) and CHILDREN. */
export function make(name, attrs = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) {
    if (key === 'text') {
      e.textContent = value;
    } else if (key.startsWith('on')) {
      e.addEventListener(key.slice(2), value);
    } else if (value === true) {
      e.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      e.setAttribute(key, value);
    }
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}
