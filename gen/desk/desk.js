/* The desk: which issue, its stories, what is still to be done, and the
 * preview's news. */
import { goToPage, fitText, pointAt, showPages, toggle, whenPicked, zoomBy,
  zoomWhole } from './pages.js';
import { followIssue, openTheme, recallTrial, themeNews }
  from './tokens.js';
import { make, say, translate } from './words.js';

const $ = (id) => document.getElementById(id);
const paper = $('paper');
const date = $('date');

let papers = [];
let issue = null;
let chosen = '';
let asked = 0; /* counts what was asked for: only the last answer counts */
let older = true; /* are the pages older than what the preview has? */
let over = new Set(['marks']);

/* --- words ---------------------------------------------------------------- */

function titleOf(id) {
  const story = issue.stories.find((s) => s.story === id);
  return story ? story.title : id;
}

/* FILE:LINE; files of this issue without its folder. */
function placeOf(file, line, short) {
  const folder = `${issue.paper}/${issue.date}/`;
  const name = short && file.startsWith(folder) ? file.slice(folder.length)
    : file;
  return file ? `${name}${line ? `:${line}` : ''}` : '';
}

function copyButton(text) {
  return make('button', {
    type: 'button', class: 'copy', text: say('copy'),
    onclick: async (event) => {
      const button = event.currentTarget;
      event.stopPropagation();
      await navigator.clipboard.writeText(text);
      button.textContent = say('copied');
      setTimeout(() => {
        button.textContent = say('copy');
      }, 1500);
    }
  });
}

/* A file and line, to be copied. */
function place(file, line) {
  const text = placeOf(file, line);
  return text ? make('p', { class: 'place' }, make('code', {
    text: placeOf(file, line, true), title: text
  }), copyButton(text)) : null;
}

function remedyText(r, story) {
  if (r.kind === 'cut') {
    return r.story === story ? say('cut', r.characters, r.lines)
      : say('cutOf', r.characters, r.lines, titleOf(r.story));
  }
  if (r.kind === 'picture') {
    return say('picture', r.columns, r.lines, titleOf(r.story));
  }
  if (r.kind === 'jump') {
    return say('jumpTo', r.page);
  }
  return r.kind === 'free' ? say('free', r.key, r.page)
    : say('morePages', r.pages);
}

function remedies(o) {
  const list = o.remedies.map((r) => make('li', {
    text: remedyText(r, o.story), title: say('cost', r.cost)
  }));
  if (!list.length && o.over) {
    list.push(make('li', { text: say('noWay') }));
  }
  return list.length ? make('ul', { class: 'ways' }, ...list) : null;
}

/* --- what is to be done --------------------------------------------------- */

/* {must, story, page, text, more}: one thing to be done. */
function things() {
  const all = [];
  for (const m of issue.messages) {
    if (m.level !== 'note') {
      all.push({ must: m.level !== 'warning', level: m.level, line: m.line,
        text: m.text, story: m.story, more: [place(m.file, m.line)] });
    }
  }
  for (const page of issue.report.pages) {
    for (const o of page.overset) {
      const story = issue.stories.find((s) => s.story === o.story);
      const far = story ? fitText(story) : '';
      all.push({ must: o.over, story: o.story, page: page.page,
        text: o.over ? say('doOver', o.title, far, o.to)
          : say('doMoved', o.title, far, page.page, o.to),
        more: [remedies(o), story ? place(story.file, story.line) : null] });
    }
  }
  all.push(...openPages(), ...unplaced(), ...taboos());
  return all;
}

function openPages() {
  const size = issue.grid.size ? Math.floor(issue.grid.measure /
    issue.grid.size) : 0;
  return issue.report.pages.filter((p) => !p.closes && !p.over).map((p) => {
    const page = issue.pages.find((q) => q.page === p.page);
    const white = page ? page.white : 0;
    return { must: true, page: p.page, more: [make('ul', { class: 'ways' },
      make('li', { text: say('fillOpen') }))],
    text: white ? say('doOpen', p.page, white, white * size)
      : say('doHollow', p.page) };
  });
}

function unplaced() {
  return issue.stories.filter((s) => s.fit.state === 'out').map((s) => ({
    must: false, story: s.story, text: say('doOut', s.title),
    more: [place(s.file, s.line)]
  }));
}

function taboos() {
  const all = [];
  for (const page of issue.report.pages) {
    for (const t of page.taboos) {
      all.push({ must: false, page: page.page, story: t.stories[0],
        text: say('doTaboo', page.page, say(t.kind)) +
          t.stories.map((s) => `《${titleOf(s)}》`).join('') });
    }
  }
  return all;
}

/* What is said of a story or an issue as a whole (line 1) is about its place on
 * the pages: not again where the pages themselves tell it. */
function once(all) {
  const told = new Set(all.filter((t) => t.level === undefined && t.story)
    .map((t) => t.story));
  const open = all.some((t) => t.level === undefined && t.page && !t.story);
  return all.filter((t) => t.level !== 'warning' || t.line !== 1 ||
    !(t.story ? told.has(t.story) : open));
}

function thing(t) {
  const go = () => {
    if (t.story) {
      choose(t.story, true);
    } else if (t.page) {
      goToPage(t.page);
    }
  };
  const line = t.story || t.page
    ? make('button', { type: 'button', class: 'what', text: t.text,
      onclick: go })
    : make('p', { class: 'what', text: t.text });
  return make('li', { class: t.level || '' }, line, ...(t.more || []));
}

function showThings() {
  const all = issue.laid || issue.messages.length ? once(things()) : [];
  const must = all.filter((t) => t.must);
  const should = all.filter((t) => !t.must);
  const box = $('todo');
  box.querySelector('.must').replaceChildren(...must.map(thing));
  box.querySelector('.should').replaceChildren(...should.map(thing));
  box.querySelector('h3').hidden = !should.length;
  box.querySelector('.none').hidden = must.length > 0 || !issue.laid;
  const verdict = $('verdict');
  verdict.className = must.length ? 'bad' : !issue.laid ? 'wait'
    : should.length ? 'mild' : 'good';
  verdict.textContent = must.length ? say('must', must.length)
    : !issue.laid ? say('unlaid')
      : should.length ? say('mild', should.length) : say('ready');
  const stale = issue.laid && issue.messages.some((m) =>
    m.level === 'error' || m.level === 'fatal');
  tellTrouble(stale ? say('stale') : issue.laid && issue.site &&
    issue.pages.every((p) => !p.sheet) ? say('nosheet') : '');
}

function tellTrouble(text) {
  const box = $('trouble');
  if (box.textContent !== text) {
    box.textContent = text;
  }
  box.hidden = !text;
}

/* --- stories -------------------------------------------------------------- */

function storyFacts(s) {
  const facts = [s.lines ? say('size', s.characters, s.lines)
    : say('sizeOnly', s.characters)];
  if (s.kind !== 'article') {
    facts.unshift(say(s.kind));
  }
  facts.push(...s.pages.slice(1).map((p) => say('jump', p)));
  const here = issue.messages.filter((m) => m.story === s.story);
  const wrong = here.filter((m) => m.level === 'error').length;
  const warned = here.filter((m) => m.level === 'warning').length;
  if (wrong) {
    facts.push(say('errors', wrong));
  }
  if (warned) {
    facts.push(say('warnings', warned));
  }
  return facts.join(' · ');
}

function storyMore(s) {
  const o = issue.report.pages.flatMap((p) => p.overset)
    .find((x) => x.story === s.story);
  const where = s.pages.map((p) => say('page', p)).join('、');
  const text = s.fit.state === 'fits' ? say('fitsLong', where)
    : s.fit.state === 'short' ? say('shortLong', s.fit.lines, s.fit.characters)
      : o ? say(o.over ? 'doOver' : 'doMoved', s.title, fitText(s),
        ...(o.over ? [o.to] : [s.asked, o.to])) : say('outFit');
  const box = make('div', { class: 'more' }, make('p', { text }),
    o ? remedies(o) : null, place(s.file, s.line));
  if (s.kind === 'article') {
    box.append(make('p', {}, make('a', {
      href: encodeURI(`/${issue.paper}/${issue.date}/${s.story}.html`),
      target: '_blank', rel: 'noopener', text: say('read')
    })));
  }
  return box;
}

function storyRow(s) {
  const is = s.story === chosen;
  const row = make('li', { 'data-story': s.story, class: is ? 'chosen' : '' });
  row.append(make('button', {
    type: 'button', class: 'story', 'aria-expanded': String(is),
    onclick: () => choose(s.story === chosen ? '' : s.story, true)
  }, make('span', { class: 'name', text: s.title }),
  make('span', { class: `fit ${s.fit.state}`, text: fitText(s) }),
  make('small', { text: storyFacts(s) })));
  if (is) {
    row.append(storyMore(s));
  }
  return row;
}

function showStories() {
  const focused = document.activeElement &&
    document.activeElement.closest('#stories li');
  const keep = focused && focused.dataset.story;
  const groups = issue.report.pages.map((p) => [p.over
    ? `${say('page', p.page)} ${say('over')}`
    : p.name ? say('pageName', p.page, p.name) : say('page', p.page),
  issue.stories.filter((s) => s.pages[0] === p.page)]);
  groups.push([say('unplaced'), issue.stories.filter((s) => !s.pages.length)]);
  $('stories').querySelector('.roll').replaceChildren(...groups
    .filter(([, list]) => list.length).map(([name, list]) => make('section', {},
      make('h3', { text: name }), make('ul', {}, ...list.map(storyRow)))));
  if (keep) {
    const row = $('stories').querySelector(`li[data-story="${CSS.escape(keep)}"] button`);
    if (row) {
      row.focus({ preventScroll: true });
    }
  }
}

function choose(story, roll) {
  chosen = story;
  showStories();
  pointAt(story, roll);
  const row = $('stories').querySelector('li.chosen');
  if (row) {
    row.scrollIntoView({ block: 'nearest' });
  }
}

/* --- pages and messages --------------------------------------------------- */

function lineFact(name, line) {
  return line ? make('p', {}, `${say(name)} ${line.milli > 0 ? '+' : ''}` +
    `${say('em', (line.milli / 1000).toFixed(2))} `, make('button', {
    type: 'button', class: 'what',
    text: `“${Array.from(line.text).slice(0, 6).join('')}…”`,
    onclick: () => choose(line.story, true)
  })) : null;
}

/* Faults that are no taboo, each kind once, with how many there are. */
function smallFaults(p) {
  const page = issue.pages.find((q) => q.page === p.page);
  const count = new Map();
  for (const m of page ? page.marks : []) {
    if (m.milli === undefined && !m.taboo && m.kind !== 'other') {
      count.set(m.kind, (count.get(m.kind) || 0) + 1);
    }
  }
  return Array.from(count, ([kind, n]) => say(kind) + (n > 1 ? ` ${n}` : ''));
}

function pageReport(p) {
  const box = make('section', { class: p.closes ? '' : 'open' });
  box.append(make('h3', {}, make('button', {
    type: 'button', class: 'what',
    text: p.name ? say('pageName', p.page, p.name) : say('page', p.page),
    onclick: () => goToPage(p.page)
  }), make('span', { class: p.closes ? 'good' : 'bad',
    text: `${p.fill}% ${say(p.closes ? 'closes' : 'open')}` })));
  box.append(make('div', { class: 'bars', role: 'img',
    'aria-label': `${say('columnsFull')} ${p.columns.join('% ')}%` },
  ...p.columns.map((n) => {
    const bar = make('span');
    bar.style.setProperty('--full', `${n}%`);
    return bar;
  })));
  const taboo = p.taboos.map((t) => say(t.kind)).join('、');
  const small = smallFaults(p).join('、');
  const more = [taboo || say('noTaboo')];
  if (small) {
    more.push(say('smallThings', small));
  }
  if (p.cost !== null) {
    more.push(`${say('looks')} ${p.cost}`);
  }
  for (const [name, list] of [['fillers', p.fillers], ['jumps', p.jumps]]) {
    if (list.length) {
      more.push(`${say(name)} ${list.map((x) => `《${x.title}》${x.to
        ? `→${x.to}` : ''}`).join('')}`);
    }
  }
  box.append(make('p', { class: taboo ? 'warn' : '', text: more.join(' · ') }));
  box.append(...[lineFact('loosest', p.loosest),
    lineFact('tightest', p.tightest)].filter(Boolean));
  return box;
}

function showReport() {
  $('report').querySelector('.pages').replaceChildren(
    ...issue.report.pages.map(pageReport));
  const all = issue.messages;
  $('notes').hidden = !all.length;
  $('notes').querySelector('ul').replaceChildren(...all.map((m) =>
    make('li', { class: m.level }, make('small', { text: say(m.level) }),
      m.story ? make('button', { type: 'button', class: 'what',
      text: m.text, onclick: () => choose(m.story, true) })
      : make('p', { class: 'what', text: m.text }), place(m.file, m.line))));
}

/* --- which issue ---------------------------------------------------------- */

async function fetchJson(address) {
  const answer = await fetch(address, { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  return answer.json();
}

async function load() {
  if (!paper.value || !date.value) {
    return;
  }
  asked += 1;
  const mine = asked;
  const isCurrent = () => mine === asked;
  let fresh;
  try {
    fresh = await fetchJson(encodeURI(
      `/_desk/issue/${paper.value}/${date.value}.json`));
  } catch (e) {
    if (isCurrent()) {
      tellTrouble(say('absent'));
    }
    return;
  }
  if (!isCurrent()) {
    return;
  }
  const other = !issue || issue.paper !== fresh.paper ||
    issue.date !== fresh.date;
  if ((!older && !other) || await showPages(fresh, isCurrent)) {
    older = false;
    issue = fresh;
    chosen = other ? '' : chosen;
    showStories();
    showThings();
    showReport();
    pointAt(chosen, false);
    followIssue(issue, other);
    if (other) {
      $('state').textContent = '';
      history.replaceState(null, '', `#${issue.paper}/${issue.date}`);
    }
  }
}

function fillDates(wanted) {
  const entry = papers.find((p) => p.paper === paper.value);
  date.replaceChildren(...(entry ? entry.issues : []).map((d) =>
    make('option', { value: d, text: d })));
  if (wanted) {
    date.value = wanted;
  }
  if (!date.value && date.options.length) {
    date.selectedIndex = 0;
  }
}

/* The issue that the address names, else the newest of all. */
function fillPapers() {
  const [p, d] = decodeURIComponent(location.hash.slice(1)).split('/');
  const before = paper.value || p;
  const day = date.value || d;
  paper.replaceChildren(...papers.map((x) => make('option', {
    value: x.paper, text: x.title
  })));
  const newest = papers.slice().sort((a, b) =>
    (b.issues[0] || '').localeCompare(a.issues[0] || ''))[0];
  paper.value = papers.some((x) => x.paper === before) ? before
    : newest ? newest.paper : '';
  fillDates(day);
}

async function loadPapers() {
  papers = (await fetchJson('/_desk/issues.json')).papers;
  fillPapers();
}

/* --- news ----------------------------------------------------------------- */

function clock() {
  return new Date().toLocaleTimeString([], { hour12: false });
}

async function news(kind, data) {
  if (kind === 'building') {
    $('state').textContent = say('building');
    return;
  }
  if (kind === 'built') {
    older = true;
    const mine = issue && data.paper === issue.paper &&
      data.date === issue.date;
    if (mine || !data.paper) {
      $('state').textContent = say('built', clock(), data.ms);
    } else if ($('state').textContent === say('building')) {
      $('state').textContent = '';
    }
    themeNews(data);
    if (!mine && data.paper) {
      await loadPapers();
      if (issue && (paper.value !== issue.paper || date.value !== issue.date)) {
        load();
      }
      return;
    }
  }
  load();
}

function listen() {
  const events = new EventSource('/_events');
  window.chenbaoEvents = events;
  for (const kind of ['building', 'built', 'messages']) {
    events.addEventListener(kind, (event) => {
      let data = {};
      try {
        data = JSON.parse(event.data);
      } catch (e) { /* an event without data */ }
      news(kind, data);
    });
  }
  let lost = false;
  events.addEventListener('error', () => {
    lost = true;
    $('state').textContent = say('lost');
  });
  events.addEventListener('open', () => {
    if (lost) {
      lost = false;
      older = true;
      $('state').textContent = '';
      load();
    }
  });
}

/* --- keys and buttons ----------------------------------------------------- */

function flip(name) {
  const on = !over.has(name);
  over = new Set(over);
  over[on ? 'add' : 'delete'](name);
  toggle(name, on);
  document.querySelector(`[data-over="${name}"]`)
    .setAttribute('aria-pressed', String(on));
  try {
    localStorage.setItem('desk-over', Array.from(over).join(' '));
  } catch (e) { /* a browser that keeps nothing */ }
}

function restore() {
  let kept = null;
  try {
    kept = localStorage.getItem('desk-over');
  } catch (e) { /* as above */ }
  const wanted = new Set(kept === null ? ['marks'] : kept.split(' '));
  over = new Set();
  document.querySelectorAll('[data-over]').forEach((b) => {
    b.setAttribute('aria-pressed', 'false');
    if (wanted.has(b.dataset.over)) {
      flip(b.dataset.over);
    }
    b.addEventListener('click', () => flip(b.dataset.over));
  });
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey ||
    event.target.closest('input, select, textarea')) {
    return;
  }
  const rows = Array.from(document.querySelectorAll('.story'));
  const at = rows.indexOf(document.activeElement);
  const keys = {
    '+': () => zoomBy(1.25), '=': () => zoomBy(1.25),
    '-': () => zoomBy(0.8), 0: zoomWhole, Escape: () => choose('', false),
    ArrowDown: at >= 0 ? () => rows[Math.min(at + 1, rows.length - 1)].focus()
      : null,
    ArrowUp: at >= 0 ? () => rows[Math.max(at - 1, 0)].focus() : null
  };
  const act = keys[event.key] || (/^[1-9]$/.test(event.key) &&
    (() => goToPage(Number(event.key))));
  if (act) {
    event.preventDefault();
    act();
  }
}

async function start() {
  translate();
  restore();
  whenPicked((story) => choose(story, false));
  $('in').addEventListener('click', () => zoomBy(1.25));
  $('out').addEventListener('click', () => zoomBy(0.8));
  $('whole').addEventListener('click', zoomWhole);
  $('design').addEventListener('click', openTheme);
  document.addEventListener('keydown', press);
  paper.addEventListener('change', () => {
    fillDates('');
    load();
  });
  date.addEventListener('change', load);
  window.addEventListener('hashchange', () => {
    const [p, d] = decodeURIComponent(location.hash.slice(1)).split('/');
    paper.value = p;
    fillDates(d);
    load();
  });
  listen();
  await loadPapers();
  await load();
  await recallTrial();
}

start();
