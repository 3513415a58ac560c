/* The pages of an issue side by side, as the paper has them; what lies over
 * them; how large they are. */
import { make, say } from './words.js';

const view = document.getElementById('view');
const spreads = view.querySelector('.spreads');
const LEAST = 0.25;
const MOST = 4;
const faults = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, faults];

/* Of the issue that is shown: its pages by number, its faces by class. */
let leaves = new Map();
let faces = new Map();
let shown = '';
let turn = 0;
let grid = {};
let scale = 0; /* CSS pixels a point; 0: as wide as two pages may be */
let onPick = () => {};

export function whenPicked(call) {
  onPick = call;
}

/* --- pictures ------------------------------------------------------------- */

async function fetchText(address) {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.text();
}

async function fetchBytes(address) {
  const answer = await fetch(address, { cache: 'no-cache' });
  return answer.ok ? answer.arrayBuffer() : null;
}

function alike(a, b) {
  if (a.byteLength !== b.byteLength) {
    return false;
  }
  const x = new Uint8Array(a);
  const y = new Uint8Array(b);
  return x.every((v, i) => v === y[i]);
}

/* The faces of FOLDER as they are now, under names of their own, so that old
 * pages keep theirs until they are exchanged. */
async function loadFaces(folder, old) {
  const css = await fetchText(`${folder}pages/faces.css`).catch(() => '');
  const found = new Map();
  const all = css.matchAll(
    /url\("([^"]+)"\)[^}]*\}\s*\.(f\d+)\s*\{font-family:"[^"]*",([^}]*)\}/g);
  await Promise.all(Array.from(all, async ([, file, name, rest]) => {
    const bytes = await fetchBytes(`${folder}pages/${file}`);
    const before = old.get(name);
    if (!bytes) {
      return;
    }
    if (before && alike(before.bytes, bytes)) {
      found.set(name, before);
      return;
    }
    turn += 1;
    const face = new FontFace(`desk-${turn}`, bytes);
    await face.load().catch(() => {});
    document.fonts.add(face);
    found.set(name, { face, bytes, rest });
  }));
  return found;
}

function useFaces(found) {
  const rules = Array.from(found, ([name, f]) =>
    `.pic .${name}{font-family:"${f.face.family}",${f.rest}}`);
  faults.replaceSync(rules.join('\n'));
  for (const [name, f] of faces) {
    if (found.get(name) !== f) {
      document.fonts.delete(f.face);
    }
  }
  faces = found;
}

/* The picture in the web page TEXT of FOLDER, without its links: a click here
 * leads to the list, not away. */
function pictureIn(text, folder) {
  const svg = new DOMParser().parseFromString(text, 'text/html')
    .querySelector('svg.sheet');
  if (!svg) {
    return null;
  }
  svg.querySelectorAll('a').forEach((a) => {
    a.dataset.story = a.id.replace(/^z-/, '');
    a.removeAttribute('id');
    a.removeAttribute('href');
  });
  svg.querySelectorAll('title').forEach((t) => t.remove());
  svg.querySelectorAll('img').forEach((i) => {
    i.setAttribute('src', folder + i.getAttribute('src'));
    i.removeAttribute('loading');
  });
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'img');
  return document.importNode(svg, true);
}

/* --- what lies over a page ------------------------------------------------ */

function place(e, at) {
  e.style.left = `${(at.x / grid.w) * 100}%`;
  e.style.top = `${(at.y / grid.h) * 100}%`;
  e.style.width = `${(at.w / grid.w) * 100}%`;
  e.style.height = `${(at.h / grid.h) * 100}%`;
  return e;
}

function zoneBox(zone, fit) {
  const box = make('div', {
    class: `zone${zone.filler ? ' filler' : ''}`, 'data-story': zone.story
  });
  const size = say('size', fit ? fit.characters : '', fit ? fit.lines : '');
  const name = make('span', { class: 'chip', text: zone.title });
  if (fit && zone.part === 1) {
    name.append(make('small', { text: ` ${size}` }));
  } else if (zone.part > 1) {
    name.append(make('small', { text: ` ${say('part', zone.part)}` }));
  }
  box.append(name);
  return place(box, zone);
}

function stateBox(zone, fit) {
  const state = fit.fit.state;
  const box = make('div', { class: `badly ${state}`, 'data-story': zone.story });
  box.append(make('span', { class: 'chip', text: fitText(fit) }));
  return place(box, zone);
}

/* How a story fits, as short as can be. */
export function fitText(story) {
  const { state, characters, lines } = story.fit;
  if (state === 'over') {
    return characters ? say('overFit', characters, lines)
      : say('overLines', lines);
  }
  if (state === 'moved') {
    return say('movedFit', story.asked);
  }
  return state === 'short' ? say('shortFit', lines)
    : state === 'out' ? say('outFit') : say('fits');
}

function markBox(mark) {
  const kind = mark.milli === undefined ? 'taboo' : mark.kind;
  const name = say(mark.kind);
  const text = mark.milli === undefined ? name
    : `${name} ${mark.milli > 0 ? '+' : '−'}` +
      say('em', (Math.abs(mark.milli) / 1000).toFixed(2));
  const box = make('div', { class: `mark ${kind}`,
    'data-story': mark.stories[0], title: mark.text
      ? `${text} “${mark.text}…”` : text });
  box.append(make('span', { class: 'chip', text }));
  return place(box, mark);
}

/* Which marks are worth showing: taboos; lines that are loose, the loosest of
 * them once; a line only where it is tight. */
function worth(marks) {
  const loose = marks.filter((m) => m.kind === 'loose');
  return marks.filter((m) => {
    if (m.milli === undefined) {
      return m.taboo;
    }
    if (m.kind === 'loosest') {
      return m.milli > 160;
    }
    return m.kind === 'tightest' ? m.milli < -130
      : !loose.length || !marks.some((o) => o.kind === 'loosest' &&
        o.x === m.x && o.y === m.y);
  });
}

/* Lines and columns, in points. */
function gridPicture(page) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', `0 0 ${grid.w} ${grid.h}`);
  svg.setAttribute('aria-hidden', 'true');
  const draw = (name, d) => {
    const path = document.createElementNS(ns, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d.join(''));
    svg.append(path);
  };
  const columns = Array.from({ length: grid.columns }, (_, i) =>
    grid.left + i * (grid.measure + grid.gap));
  const right = columns[columns.length - 1] + grid.measure;
  const foot = grid.top + grid.lines * grid.line;
  const top = grid.top + page.top * grid.line;
  draw('columns', columns.map((x) =>
    `M${x} ${grid.top}h${grid.measure}V${foot}h${-grid.measure}z`));
  /* Letters stand on the line at 0.88 of their size from the top of the body,
     which is in the middle of its line. */
  const base = (grid.line - grid.size) / 2 + grid.size * 0.88;
  draw('lines', Array.from({ length: grid.lines }, (_, i) =>
    `M${grid.left} ${(grid.top + i * grid.line + base).toFixed(2)}H${right}`));
  draw('edge', [`M${grid.left} ${top}H${right}`,
    `M${grid.left} ${top + page.lines * grid.line}H${right}`]);
  return svg;
}

/* The columns below the last story on a page that is not full. */
function emptyBoxes(page) {
  const foot = Array.from({ length: grid.columns }, (_, c) =>
    Math.max(0, ...page.zones.filter((z) => c >= z.column &&
      c < z.column + z.columns).map((z) => z.line + z.lines)));
  const boxes = [];
  for (let c = 0, from = 0; c < grid.columns; c++) {
    if (foot[c + 1] === foot[c]) {
      continue;
    }
    const lines = page.lines - foot[c];
    const n = c + 1 - from;
    if (lines > 2) {
      const box = make('div', { class: 'empty' }, make('span', {
        class: 'chip', text: say('shortFit', lines * n)
      }));
      boxes.push(place(box, {
        x: grid.left + from * (grid.measure + grid.gap),
        y: grid.top + (page.top + foot[c]) * grid.line,
        w: n * (grid.measure + grid.gap) - grid.gap, h: lines * grid.line
      }));
    }
    from = c + 1;
  }
  return boxes;
}

function overlay(page, stories, open) {
  const over = make('div', { class: 'veil' });
  over.append(gridPicture(page));
  for (const zone of page.zones) {
    over.append(zoneBox(zone, stories.get(zone.story)));
  }
  for (const zone of page.zones) {
    const story = stories.get(zone.story);
    if (story && story.fit.state !== 'fits') {
      over.append(stateBox(zone, story));
    }
  }
  over.append(...worth(page.marks).map(markBox));
  if (open) {
    over.append(...emptyBoxes(page));
  }
  return over;
}

/* --- a page --------------------------------------------------------------- */

function pageTitle(page) {
  return page.name ? say('pageName', page.page, page.name)
    : say('page', page.page);
}

function newLeaf(page) {
  const head = make('figcaption');
  const pic = make('div', { class: 'pic' });
  const box = make('div', { class: 'sheet-box' }, pic);
  const leaf = make('figure', { class: 'leaf', id: `page-${page.page}` }, head,
    box);
  box.addEventListener('click', (event) => {
    const at = event.target.closest('[data-story]');
    onPick(at ? at.dataset.story : '');
  });
  return { leaf, head, box, pic, text: null };
}

function dress(entry, page, reported, stories) {
  const open = reported && !reported.closes;
  entry.head.replaceChildren(make('b', { text: pageTitle(page) }));
  if (reported) {
    entry.head.append(make('span', { class: open ? 'bad' : 'good',
      text: `${reported.fill}% ${say(open ? 'open' : 'closes')}` }));
    const out = reported.overset.filter((o) => o.over).length;
    if (out) {
      entry.head.append(make('span', { class: 'bad',
        text: say('noRoom', out) }));
    }
  }
  entry.leaf.classList.toggle('open', Boolean(open));
  entry.leaf.classList.toggle('beyond', Boolean(reported && reported.over));
  const old = entry.box.querySelector('.veil');
  const fresh = overlay(page, stories, open && !reported.over);
  if (old) {
    old.replaceWith(fresh);
  } else {
    entry.box.append(fresh);
  }
}

/* Pages that lie side by side: the last and the first, then two and two; of
 * two, front and back; those behind the planned ones alone. */
function pairs(pages, planned) {
  const own = pages.filter((p) => p.page <= planned);
  const rest = pages.filter((p) => p.page > planned).map((p) => [p]);
  if (own.length < 2 || own.length % 2) {
    const all = own.length ? [[own[0]]] : [];
    for (let i = 1; i < own.length; i += 2) {
      all.push(own.slice(i, i + 2));
    }
    return all.concat(rest);
  }
  if (own.length === 2) {
    return [own].concat(rest);
  }
  const all = [[own[own.length - 1], own[0]]];
  for (let i = 1; i + 1 < own.length; i += 2) {
    all.push([own[i], own[i + 1]]);
  }
  return all.concat(rest);
}

function arrange(pages, planned) {
  const wanted = pairs(pages, planned).map((pair) =>
    pair.map((p) => p.page).join(' '));
  const there = Array.from(spreads.children, (s) => s.dataset.pages);
  if (wanted.join() === there.join()) {
    return;
  }
  spreads.replaceChildren(...wanted.map((pair) => make('div', {
    class: 'spread', 'data-pages': pair
  }, ...pair.split(' ').map((n) => leaves.get(Number(n)).leaf))));
}

/* --- the whole ------------------------------------------------------------ */

/* Fetches what is needed first, then exchanges it all at once. False where
 * another call has begun meanwhile. */
export async function showPages(issue, isCurrent) {
  const folder = `/${issue.paper}/${issue.date}/`;
  const name = folder;
  const old = name === shown ? faces : new Map();
  const drawn = issue.pages.some((p) => p.sheet);
  const [pages, found] = await Promise.all([
    Promise.all(issue.pages.map(async (p) => [p.page, p.sheet
      ? await fetchText(encodeURI(p.sheet)).catch(() => null) : null])),
    drawn ? loadFaces(encodeURI(folder), old) : new Map()]);
  const texts = new Map(pages);
  if (!isCurrent()) {
    return false;
  }
  if (name !== shown) {
    leaves = new Map();
    spreads.replaceChildren();
    view.scrollTo(0, 0);
    shown = name;
  }
  grid = issue.grid;
  const stories = new Map(issue.stories.map((s) => [s.story, s]));
  const reports = new Map(issue.report.pages.map((p) => [p.page, p]));
  const kept = new Map();
  for (const page of issue.pages) {
    const entry = leaves.get(page.page) || newLeaf(page);
    const text = texts.get(page.page) || (page.sheet ? entry.text : null);
    if (text !== entry.text || !entry.pic.className.includes('drawn')) {
      const svg = text ? pictureIn(text, encodeURI(folder)) : null;
      entry.pic.replaceChildren(...(svg ? [svg] : []));
      entry.pic.classList.toggle('bare', !svg);
      entry.pic.classList.add('drawn');
      entry.text = text;
    }
    dress(entry, page, reports.get(page.page), stories);
    kept.set(page.page, entry);
  }
  leaves = kept;
  useFaces(found);
  view.classList.toggle('blank', !issue.pages.length);
  arrange(issue.pages, issue.report.planned || issue.pages.length);
  resize();
  return true;
}

/* Marks the zones of STORY and brings the first into sight. */
export function pointAt(story, roll) {
  let first = null;
  for (const box of spreads.querySelectorAll('.veil .zone')) {
    const is = box.dataset.story === story;
    box.classList.toggle('chosen', is);
    first = first || (is ? box : null);
  }
  if (first && roll) {
    const a = first.getBoundingClientRect();
    const b = view.getBoundingClientRect();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    view.scrollBy({
      top: a.top - b.top - 60, left: Math.min(a.left - b.left - 20, 0) ||
        Math.max(a.right - b.right + 20, 0),
      behavior: still ? 'auto' : 'smooth'
    });
  }
}

export function goToPage(n) {
  const entry = leaves.get(n);
  if (entry) {
    const a = entry.leaf.getBoundingClientRect();
    const b = view.getBoundingClientRect();
    view.scrollBy({ top: a.top - b.top - 8, left: a.left - b.left - 8 });
  }
}

/* --- how large ------------------------------------------------------------ */

function widest() {
  const two = Array.from(spreads.children).some((s) => s.children.length > 1);
  return (view.clientWidth - (two ? 44 : 32)) / (two ? 2 : 1) /
    (grid.w || 780);
}

function now() {
  return scale || Math.max(widest(), 0.1);
}

/* 100 %: as large as it is printed, in the browser's points. */
function resize() {
  const s = now();
  view.style.setProperty('--page', `${(grid.w || 780) * s}px`);
  document.getElementById('zoom').textContent =
    `${Math.round((s / (96 / 72)) * 100)}%`;
  document.getElementById('whole').disabled = !scale;
}

/* FACTOR times as large, what is at X, Y of the window staying there. */
export function zoomBy(factor, x, y) {
  const box = view.getBoundingClientRect();
  const px = x === undefined ? box.width / 2 : x - box.left;
  const py = y === undefined ? box.height / 2 : y - box.top;
  const before = now();
  scale = Math.min(MOST, Math.max(LEAST, before * factor));
  resize();
  const grown = scale / before;
  view.scrollLeft = (view.scrollLeft + px) * grown - px;
  view.scrollTop = (view.scrollTop + py) * grown - py;
}

export function zoomWhole() {
  scale = 0;
  resize();
}

export function toggle(name, on) {
  view.classList.toggle(`with-${name}`, on);
}

new ResizeObserver(resize).observe(view);
view.addEventListener('wheel', (event) => {
  if (event.ctrlKey) {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  }
}, { passive: false });
