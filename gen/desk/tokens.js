/* The theme's values as fields. What is changed is shown at once, on the web
 * and on paper, and stands in tokens.css only when it is kept. */
import { make, say } from './words.js';

const $ = (id) => document.getElementById(id);
const pane = $('theme');
const frameBox = $('web').querySelector('.frame');
const WAIT = 150; /* milliseconds after the last touch */
const UNITS = ['rem', 'em', '%', 'px', 'pt', 'mm', 'vw', 'ch'];
const GROUNDS = /(^|-)(paper|sheet|bg|background|ground|surface|page|mark|tint|wash|fill)$/;
const MAIN_GROUND = /(^|-)(paper|bg|background|ground|page)$/;
const LINES = /(^|-)(rule|hair|line|border|hairline)$/;
const INK = /(^|-)(ink|text|fg|foreground|black)$/;

let theme = null;   /* theme.json */
let changed = new Map(); /* index of a token: its value */
let issue = null;
let frame = null;
let timer = 0;
let sending = false;
let again = false;
let broken = false; /* the last build failed for a value of the theme */
let rows = new Map();

/* --- colours -------------------------------------------------------------- */

const brush = document.createElement('canvas')
  .getContext('2d', { willReadFrequently: true });

/* [red, green, blue] of a colour as a browser shows it; null: it is none. */
function rgb(value) {
  const inks = value.match(/^device-cmyk\(.*?(#[0-9a-f]{3,8})\s*\)$/i);
  const text = inks ? inks[1] : value;
  if (!CSS.supports('color', text)) {
    return null;
  }
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = text;
  brush.fillRect(0, 0, 1, 1);
  return Array.from(brush.getImageData(0, 0, 1, 1).data.slice(0, 3));
}

function hex(value) {
  const c = rgb(value);
  return c ? `#${c.map((n) => n.toString(16).padStart(2, '0')).join('')}`
    : '#000000';
}

function light(c) {
  const [r, g, b] = c.map((n) => {
    const x = n / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
  return (x + 0.05) / (y + 0.05);
}

function valueOf(i) {
  return changed.has(i) ? changed.get(i) : theme.tokens[i].value;
}

function stem(name) {
  return name.replace(/^--/, '').replace(/-?[^-]+$/, '');
}

/* The colours of token I's family: the same scheme, in the same rule. */
function family(i) {
  const t = theme.tokens[i];
  return theme.tokens.map((o, k) => [o, k]).filter(([o, k]) => k !== i &&
    o.kind === 'colour' && o.where === t.where &&
    stem(o.name) === stem(t.name));
}

/* [name, colour, against, least]: what token I's colour is set against. */
function pairsOf(i) {
  const name = theme.tokens[i].name;
  const mates = family(i);
  if (GROUNDS.test(name)) {
    return MAIN_GROUND.test(name) ? [] : mates
      .filter(([o]) => INK.test(o.name)).slice(0, 1)
      .map(([o, k]) => [o.name, rgb(valueOf(k)), 4.5]);
  }
  const least = LINES.test(name) ? 0 : 4.5;
  const grounds = mates.filter(([o]) => GROUNDS.test(o.name))
    .filter(([o]) => least || MAIN_GROUND.test(o.name));
  if (!grounds.some(([o]) => MAIN_GROUND.test(o.name)) && isPrint(i)) {
    return [[say('white'), [255, 255, 255], least]];
  }
  return grounds.map(([o, k]) => [o.name, rgb(valueOf(k)), least]);
}

function chips(i) {
  const own = rgb(valueOf(i));
  return pairsOf(i).filter(([, c]) => c && own).map(([name, c, least]) => {
    const n = contrast(own, c);
    const grade = n >= 7 ? 'AAA' : n >= 4.5 ? 'AA' : n >= 3 ? 'AA18' : '';
    const weak = n < least;
    const text = `${n.toFixed(1)} ${least ? weak ? say('weak') : grade : ''}`;
    const short = name.replace(`--${stem(name)}-`, '').replace(/^--/, '');
    return make('span', {
      class: `contrast${weak ? ' weak' : ''}`, text: `${short} ${text}`.trim()
    });
  });
}

/* --- fields --------------------------------------------------------------- */

function isPrint(i) {
  return /@media\s+print/.test(theme.tokens[i].where);
}

function set(i, value) {
  const own = theme.tokens[i].value;
  if (value === own) {
    changed.delete(i);
  } else {
    changed.set(i, value);
  }
  paintAtOnce(i, value);
  showState();
  refreshRow(i);
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
}

/* What stands in :root can be shown before the page is built again. */
function paintAtOnce(i, value) {
  const t = theme.tokens[i];
  const doc = frame && frame.contentDocument;
  if (t.where === ':root' && doc) {
    doc.documentElement.style.setProperty(t.name, value);
  }
}

function input(i, attrs, read) {
  const t = theme.tokens[i];
  return make('input', {
    'aria-label': `${t.name} ${attrs.label || ''}`.trim(), spellcheck: 'false',
    autocomplete: 'off', ...attrs, label: null,
    oninput: (event) => {
      const value = read(event.target.value.trim());
      if (value) {
        set(i, value);
      }
    }
  });
}

function colourField(i) {
  const value = valueOf(i);
  return [input(i, { type: 'color', label: say('choose'), value: hex(value) },
    (v) => v), input(i, { type: 'text', value, class: 'wide' }, (v) => v)];
}

/* Inks of a press and what is shown of them. */
function inkField(i) {
  const read = () => valueOf(i).match(
    /^device-cmyk\(\s*([\d.]+)%?\s+([\d.]+)%?\s+([\d.]+)%?\s+([\d.]+)%?\s*,?\s*(.*?)\s*\)$/i);
  const parts = read();
  if (!parts) {
    return [textField(i)];
  }
  const write = (k, v) => {
    const p = read().slice(1);
    p[k] = v;
    return `device-cmyk(${p.slice(0, 4).map((n) => `${n}%`).join(' ')}` +
      `${p[4] ? `, ${p[4]}` : ''})`;
  };
  const inks = ['C', 'M', 'Y', 'K'].map((name, k) => make('label', {
    class: 'ink', title: say('inks')
  }, name, input(i, { type: 'number', min: 0, max: 100, step: 1, label: name,
    value: parts[k + 1] }, (v) => (v === '' ? '' : write(k, v)))));
  return [input(i, { type: 'color', label: say('screenColour'),
    value: hex(valueOf(i)) }, (v) => write(4, v)), ...inks];
}

function lengthField(i) {
  const [, n, unit] = valueOf(i).match(/^([+-]?[\d.]+)(.*)$/);
  const units = UNITS.includes(unit) ? UNITS : [unit, ...UNITS];
  const number = input(i, { type: 'number', step: 'any', value: n,
    label: say('number') }, (v) => (v === '' ? '' : v + pick.value));
  const pick = make('select', {
    'aria-label': `${theme.tokens[i].name} ${say('unit')}`,
    onchange: () => number.value && set(i, number.value + pick.value)
  }, ...units.map((u) => make('option', { text: u, value: u })));
  pick.value = unit;
  stepBy(number, unit);
  return [number, pick];
}

function stepBy(number, unit) {
  const fine = ['rem', 'em'].includes(unit) ? 0.05 : unit === 'pt' ? 0.25 : 1;
  number.addEventListener('keydown', (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (way) {
      event.preventDefault();
      number.value = Number((Number(number.value) + way * fine).toFixed(3));
      number.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
}

function textField(i) {
  const value = valueOf(i).replace(/\s+/g, ' ');
  const more = theme.tokens[i].kind === 'faces' ? { list: 'families' } : {};
  return input(i, { type: 'text', value, class: 'wide', label: say('text'),
    ...more }, (v) => v);
}

function fieldsOf(i) {
  const { kind } = theme.tokens[i];
  const value = valueOf(i);
  if (kind === 'colour') {
    return /^device-cmyk\(/i.test(value) ? inkField(i) : colourField(i);
  }
  if (kind === 'length' && /^[+-]?[\d.]+[a-z%]+$/i.test(value)) {
    return lengthField(i);
  }
  if (kind === 'number') {
    const number = input(i, { type: 'number', step: 'any', value }, (v) => v);
    stepBy(number, 'em');
    return [number];
  }
  return [textField(i)];
}

function row(i) {
  const t = theme.tokens[i];
  const chipBox = make('p', { class: 'chips' });
  const undo = make('button', { type: 'button', class: 'undo',
    onclick: () => {
      set(i, t.value);
      const fresh = row(i);
      rows.get(i).box.replaceWith(fresh.box);
      rows.set(i, fresh);
      refreshRow(i);
    } });
  const field = make('div', { class: 'field' }, ...fieldsOf(i));
  const box = make('div', { class: 'token', 'data-name': t.name }, make('p', {},
    make('b', { text: t.name.replace(/^--/, '') }),
    t.note ? make('small', { text: t.note }) : null), field, chipBox, undo);
  return { box, chipBox, undo, field };
}

/* What a row shows besides its fields, which the designer is writing in. */
function refreshRow(i) {
  const near = [i, ...family(i).map(([, k]) => k)].filter((k) => rows.has(k));
  for (const k of near) {
    const { box, chipBox, undo, field } = rows.get(k);
    const is = changed.has(k);
    box.classList.toggle('changed', is);
    undo.hidden = !is;
    undo.textContent = say('same', theme.tokens[k].value.replace(/\s+/g, ' ')
      .slice(0, 30));
    chipBox.replaceChildren(...(theme.tokens[k].kind === 'colour' ? chips(k)
      : []));
    const colour = field.querySelector('input[type="color"]');
    const text = field.querySelector('input[type="text"]');
    if (colour && document.activeElement !== colour) {
      colour.value = hex(valueOf(k));
    }
    if (colour && text && document.activeElement !== text) {
      text.value = valueOf(k);
    }
  }
}

function wanted(t, i) {
  const sort = $('sort').value;
  const seek = $('seek').value.trim().toLowerCase();
  const sorts = { length: ['length', 'number', 'other'] };
  if (seek && !`${t.name} ${t.note}`.toLowerCase().includes(seek)) {
    return false;
  }
  return !sort || (sort === 'print' ? isPrint(i)
    : sort === 'changed' ? changed.has(i)
      : (sorts[sort] || [sort]).includes(t.kind));
}

/* The heading of a token: its medium, and the first words of the comment above
 * it, or its rule. */
function headingOf(t, i) {
  const medium = say(isPrint(i) ? 'onPaper' : 'onScreen');
  const about = t.group.replace(/([.。:：;；]).*$/s, '').trim();
  const where = t.where.replace(/^@media\s+print\s*/, '')
    .replace(/^:root$/, '');
  const scheme = t.kind === 'colour' && family(i).length > 2 && stem(t.name)
    ? stem(t.name) : '';
  return [medium, about || where, scheme].filter(Boolean).join(' · ');
}

function showTokens() {
  const groups = new Map();
  rows = new Map();
  let aliases = 0;
  theme.tokens.forEach((t, i) => {
    if (t.kind === 'alias') {
      aliases += 1;
    } else if (wanted(t, i)) {
      const name = headingOf(t, i);
      const r = row(i);
      rows.set(i, r);
      groups.set(name, [...(groups.get(name) || []), r.box]);
    }
  });
  const list = Array.from(groups, ([name, boxes]) => make('section', {},
    make('h3', { text: name }), ...boxes));
  if (!list.length) {
    list.push(make('p', { text: say('noTokens') }));
  } else if (aliases && !$('sort').value && !$('seek').value) {
    list.push(make('p', { class: 'aside', text: say('aliases', aliases) }));
  }
  pane.querySelector('.tokens').replaceChildren(...list);
  rows.forEach((_, i) => refreshRow(i));
}

/* --- trying, keeping, dropping -------------------------------------------- */

function showState() {
  const n = changed.size;
  const kept = $('kept');
  kept.textContent = n ? say('unsaved', n) : say('saved');
  kept.className = n ? 'unsaved' : 'saved';
  pane.classList.toggle('dirty', n > 0);
  $('keep').disabled = !n || !theme.writable || broken;
  $('drop').disabled = !n;
  document.title = n ? `${say('unsavedTitle')} ${say('desk')}` : say('desk');
  $('design').classList.toggle('dirty', n > 0);
  pane.querySelector('.folder').textContent = theme.writable ? theme.folder
    : `${theme.folder} · ${say('readonly')}`;
}

function tell(text) {
  const box = pane.querySelector('.wrong');
  box.textContent = text;
  box.hidden = !text;
}

async function post(what) {
  const answer = await fetch(`/_desk/theme/${what}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      version: theme.version, paper: issue.paper, date: issue.date,
      values: Object.fromEntries(changed)
    })
  });
  const data = await answer.json().catch(() => ({}));
  if (answer.ok) {
    return data;
  }
  throw Object.assign(new Error(data.error || 'failed'), data);
}

/* Reads tokens.css again, and puts the changes to the same names there. */
async function readAgain() {
  const fresh = await ask();
  const mine = Array.from(changed, ([i, v]) => [theme.tokens[i], v]);
  take(fresh);
  changed = new Map();
  for (const [t, v] of mine) {
    const i = theme.tokens.findIndex((o) => o.name === t.name &&
      o.where === t.where);
    if (i >= 0 && theme.tokens[i].value !== v) {
      changed.set(i, v);
    }
  }
  showTokens();
  showState();
}

async function act(what) {
  try {
    const fresh = await post(what);
    tell('');
    return fresh;
  } catch (e) {
    if (e.error === 'changed') {
      await readAgain();
      tell(say('conflict'));
    } else if (e.error === 'value') {
      tell(say('badValue', e.name));
    } else if (e.error === 'readonly') {
      tell(say('readonly'));
    } else {
      tell(say('failed'));
    }
    return null;
  }
}

/* One request at a time; what came meanwhile goes with the next. */
async function send() {
  if (sending) {
    again = true;
    return;
  }
  sending = true;
  do {
    again = false;
    await act(changed.size ? 'try' : 'drop');
  } while (again);
  sending = false;
}

async function settled() {
  clearTimeout(timer);
  while (sending) {
    await new Promise((done) => {
      setTimeout(done, 30);
    });
  }
}

async function keep() {
  await settled();
  const fresh = await act('keep');
  if (fresh) {
    theme = fresh;
    changed = new Map();
    showTokens();
    showState();
    $('kept').textContent = say('kept');
  }
}

async function drop() {
  await settled();
  changed = new Map();
  const fresh = await act('drop');
  if (fresh) {
    theme = fresh;
  }
  showTokens();
  showState();
  reloadFrame();
}

async function ask() {
  const answer = await fetch('/_desk/theme.json', { cache: 'no-store' });
  return answer.json();
}

function take(fresh) {
  theme = fresh;
  changed = new Map();
  theme.tokens.forEach((t, i) => {
    if (t.tried !== null && t.tried !== t.value) {
      changed.set(i, t.tried);
    }
  });
  const families = new Set(theme.tokens.filter((t) => t.kind === 'faces')
    .map((t) => t.value.replace(/\s+/g, ' ')));
  $('families').replaceChildren(...Array.from(families, (f) =>
    make('option', { value: f })));
}

async function read() {
  take(await ask());
}

/* --- the web beside it ---------------------------------------------------- */

function reloadFrame() {
  if (frame && frame.contentWindow) {
    frame.contentWindow.location.reload();
  }
}

function fit() {
  const wide = Number($('breadth').value);
  if (!frame) {
    return;
  }
  const room = frameBox.clientWidth;
  const part = wide > room ? room / wide : 1;
  frame.style.width = wide ? `${wide}px` : '100%';
  frame.style.height = `${100 / part}%`;
  frame.style.transform = part < 1 ? `scale(${part})` : '';
}

function fillAddresses() {
  const folder = encodeURI(`/${issue.paper}/${issue.date}/`);
  const old = $('address').value;
  const all = [[`${folder}index.html`, say('frontPage')], ['/', say('preview')],
    ...issue.stories.filter((s) => s.kind === 'article').map((s) =>
      [`${folder}${s.story}.html`, s.title])];
  $('address').replaceChildren(...all.map(([value, text]) =>
    make('option', { value, text })));
  $('address').value = all.some(([v]) => v === old) ? old : all[0][0];
}

function showFrame() {
  const address = $('address').value;
  if (!frame) {
    frame = make('iframe', { title: say('web') });
    frameBox.append(frame);
  }
  if (frame.getAttribute('src') !== address) {
    frame.setAttribute('src', address);
  }
  fit();
}

/* What the build says of values that the layout cannot use; they are not to be
 * kept. */
function tellBuild() {
  const wrong = theme ? issue.messages.filter((m) =>
    ['error', 'fatal'].includes(m.level) &&
    m.file.startsWith(`${theme.folder}/`)) : [];
  const before = broken;
  broken = changed.size > 0 && wrong.length > 0;
  if (broken) {
    const name = wrong[0].file.split('/').pop();
    tell(`${name}${wrong[0].line ? `:${wrong[0].line}` : ''} ${wrong[0].text}`);
  } else if (before) {
    tell('');
  }
  if (broken !== before) {
    showState();
  }
}

/* --- for the desk --------------------------------------------------------- */

export function followIssue(now, other) {
  issue = now;
  tellBuild();
  const names = issue.stories.map((s) => s.story + s.title).join();
  if (!pane.hidden && (other || pane.dataset.names !== names)) {
    fillAddresses();
    showFrame();
  }
  pane.dataset.names = names;
}

/* The theme's file may have been written by another program. */
export async function themeNews() {
  if (!pane.hidden && theme && !sending && !changed.size) {
    const before = theme.version, fresh = await ask();
    if (sending || changed.size) {
      return; /* the designer was quicker: that is not to be lost */
    }
    take(fresh);
    if (theme.version !== before) {
      showTokens();
      showState();
    }
  }
}

/* What was tried before the page was loaded again is still shown. */
export async function recallTrial() {
  await read();
  showState();
}

export async function openTheme() {
  const on = pane.hidden;
  pane.hidden = !on;
  $('web').hidden = !on;
  $('side').hidden = on;
  $('stories').hidden = on;
  $('design').setAttribute('aria-pressed', String(on));
  document.body.classList.toggle('designing', on);
  if (!on || !issue) {
    return;
  }
  fillAddresses();
  showFrame();
  if (!theme || !changed.size) {
    await read();
  }
  showTokens();
  showState();
}

$('sort').addEventListener('change', showTokens);
$('seek').addEventListener('input', showTokens);
$('keep').addEventListener('click', keep);
$('drop').addEventListener('click', drop);
$('address').addEventListener('change', showFrame);
$('breadth').addEventListener('change', fit);
new ResizeObserver(fit).observe(frameBox);
window.addEventListener('beforeunload', (event) => {
  if (changed.size) {
    event.preventDefault();
  }
});
