/* What can be done with the keyboard alone: reach everything and see where one
 * is, choose sizes and colours, have a story read. */
'use strict';

const { listen, share, tell, visit } = require('./room');
const { fullest } = require('./kinds');
const { open, views } = require('./looks');
const voice = require('./voice');

/* Keeps what gets the focus and whether one sees it there; in the page. */
function watch() {
  window.reached = new Set();
  window.dim = [];
  document.addEventListener('focusin', (event) => {
    const e = event.target;
    window.reached.add(e);
    const style = getComputedStyle(e);
    const zone = e.querySelector && e.querySelector('.zone');
    const ring = style.outlineStyle !== 'none' &&
      parseFloat(style.outlineWidth) >= 2;
    const stroke = zone && getComputedStyle(zone).stroke !== 'none';
    const box = e.getBoundingClientRect();
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 &&
      box.top < window.innerHeight && box.right > 0 &&
      box.left < window.innerWidth;
    if (!(ring || stroke) || !seen) {
      window.dim.push(`${e.outerHTML.slice(0, 90)} ` +
        (seen ? 'has the focus and does not show it' : 'is not in view'));
    }
  });
}

/* All that a mouse could use; in the page. */
function usable() {
  return Array.from(document.querySelectorAll('a[href], button, select, ' +
    'input, summary, [tabindex="0"]')).filter((e) => e.checkVisibility() &&
    !e.disabled && e.tabIndex >= 0);
}

async function walk(page, base, view) {
  await page.setViewport({ width: 1280, height: 900 });
  await open(page, base, view);
  await page.evaluate(watch);
  const all = await page.evaluate(`(${usable})().length`);
  for (let i = 0; i < all + 3; i++) {
    await page.keyboard.press('Tab');
  }
  const wrong = await page.evaluate(`(${usable})().filter(e =>
    !window.reached.has(e)).map(e => e.outerHTML.slice(0, 90) +
    ' is not reached').concat(window.dim)`);
  return wrong.map((w) => `${view.name} (${view.address}): ${w}`);
}

/* Tab until the focus is on SELECTOR, and no mouse. */
async function tabTo(page, selector) {
  for (let i = 0; i < 60; i++) {
    const there = await page.evaluate((s) =>
      document.activeElement.matches(s), selector);
    if (there) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${page.url()}: no Tab leads to ${selector}`);
}

async function fresh(browser, base, address) {
  const page = await listen(browser, base);
  await page.evaluateOnNewDocument(voice);
  await page.setViewport({ width: 1024, height: 700 });
  await visit(page, base + encodeURI(address));
  return page;
}

function looksLike() {
  const style = getComputedStyle(document.documentElement);
  const chosen = document.querySelectorAll('.comfort [aria-current]');
  return {
    size: parseFloat(style.fontSize),
    paper: getComputedStyle(document.body).backgroundColor,
    chosen: Array.from(chosen).map((a) => a.id)
  };
}

async function skip(page, wrong) {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() =>
    document.activeElement.closest('#main') !== null);
  if (!inside) {
    wrong.push('跳到正文 does not lead into the text');
  }
}

/* One choice with Enter: what it changes, and that other pages keep it. */
async function choose(page, base, id, want, elsewhere) {
  const wrong = [];
  const here = page.url().split('#')[0];
  await visit(page, here);
  await tabTo(page, `#${id}`);
  await page.keyboard.press('Enter');
  for (const where of [null, here, elsewhere]) {
    if (where) {
      await visit(page, where);
    }
    const got = await page.evaluate(looksLike);
    if ((want.size && got.size !== want.size) ||
        (want.paper && got.paper !== want.paper) ||
        !got.chosen.includes(id)) {
      wrong.push(`${page.url()}: after #${id} by Enter ${JSON.stringify(got)}`);
    }
  }
  await visit(page, here);
  return wrong;
}

/* The paper of each scheme, as tokens.css says it. */
async function papers(page) {
  return page.evaluate(() => {
    const all = {};
    const style = getComputedStyle(document.documentElement);
    [['light', 'light'], ['dark', 'dark'], ['contrast', 'clear']].forEach(
      ([id, name]) => {
        const probe = document.createElement('i');
        probe.style.color = style.getPropertyValue(`--${name}-paper`);
        document.body.append(probe);
        all[id] = getComputedStyle(probe).color;
        probe.remove();
      });
    return all;
  });
}

async function comfort(browser, base, story, other) {
  const page = await fresh(browser, base, story);
  const wrong = [];
  await skip(page, wrong);
  const paper = await papers(page);
  const elsewhere = base + encodeURI(other);
  for (const [id, size] of [['large', 24], ['huge', 30], ['plain', 18]]) {
    wrong.push(...await choose(page, base, id, { size }, elsewhere));
  }
  for (const id of ['contrast', 'dark', 'light']) {
    wrong.push(...await choose(page, base, id, { paper: paper[id] },
      elsewhere));
  }
  wrong.push(...page.wrong);
  await page.browserContext().close();
  return wrong;
}

/* ---- reading aloud ---- */

function state() {
  const last = window.spoken[window.spoken.length - 1] || {};
  const now = document.querySelectorAll('.now');
  return {
    count: window.spoken.length, text: last.text, rate: last.rate,
    speaks: window.hush.speaks(), marked: now.length,
    block: now.length ? now[0].tagName : '',
    play: document.querySelector('.play').textContent,
    focus: document.activeElement.className
  };
}

async function expect(page, wrong, what, is) {
  const got = await page.evaluate(state);
  if (!is(got)) {
    wrong.push(`${page.url()}: ${what}: ${JSON.stringify(got)}`);
  }
  return got;
}

/* Begin, pause, go on, faster, stop, Escape: each by its key. */
async function controls(page, wrong) {
  await tabTo(page, '.play');
  await page.keyboard.press('Space');
  await expect(page, wrong, 'Space on 听本文 begins', (s) =>
    s.count === 1 && s.speaks && s.marked === 1);
  await page.evaluate(() => {
    window.hush.step();
    window.hush.step();
  });
  const third = await expect(page, wrong, 'one sentence follows another',
    (s) => s.count === 3 && s.speaks && s.marked === 1);
  await page.keyboard.press('Enter');
  await expect(page, wrong, 'Enter pauses', (s) =>
    !s.speaks && s.count === 3 && s.marked === 1);
  await page.keyboard.press('Enter');
  await expect(page, wrong, 'Enter goes on with the same sentence', (s) =>
    s.speaks && s.count === 4 && s.text === third.text);
  await tabTo(page, '.listen select');
  await page.keyboard.press('ArrowDown');
  await expect(page, wrong, 'the arrow key reads faster', (s) =>
    s.speaks && s.rate === 1.25 && s.text === third.text);
  await page.keyboard.down('Shift');
  await tabTo(page, '.stop');
  await page.keyboard.up('Shift');
  await page.keyboard.press('Enter');
  await expect(page, wrong, 'Enter on 停止 ends', (s) =>
    !s.speaks && !s.marked && s.focus.includes('play'));
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(page, wrong, 'Escape ends', (s) => !s.speaks && !s.marked);
}

/* The whole story: what was said of each block is what was prepared for it, in
 * order, its block marked and in view, and nothing of it left out; in the
 * page. */
function wholeStory() {
  const wrong = [];
  const bare = (s) => s.replace(/\s/g, '');
  const said = new Map();
  let last = null;
  window.spoken.forEach((s) => {
    if (s.marked !== 1 || !s.seen) {
      wrong.push(`${s.marked} blocks marked, in view: ${s.seen}: ${s.text}`);
    }
    if (last && s.block !== last &&
        !(last.compareDocumentPosition(s.block) & 4)) {
      wrong.push(`out of order: ${s.text}`);
    }
    last = s.block;
    said.set(s.block, (said.get(s.block) || '') + s.text);
  });
  const blocks = document.querySelectorAll('.article h1, .body p, .body h2, ' +
    '.body h3, .body h4, .body li, .body td, .body th, .body dt');
  blocks.forEach((b) => {
    const reader = Array.from(said.keys()).find((k) => k.contains(b));
    const text = bare(b.textContent);
    if (!text || b.querySelector('p, li') || b.closest('[hidden], .parts')) {
      return;
    }
    const heard = reader ? bare(said.get(reader)) : '';
    const say = b.getAttribute('data-say');
    const want = bare(say === null ? text : say);
    const parted = reader && reader !== b && reader.hasAttribute('data-say');
    if (!reader || (!parted && !heard.includes(want))) {
      wrong.push(`not read: ${text.slice(0, 60)} / ${heard.slice(0, 60)}`);
    }
  });
  return wrong;
}

async function whole(page, wrong) {
  await page.evaluate(() => {
    window.spoken.length = 0;
    window.hush.runs = true;
  });
  await tabTo(page, '.play');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('.now'),
    { timeout: 20000 });
  await expect(page, wrong, 'at its end nothing is marked', (s) =>
    !s.marked && s.play === '听本文' && s.count > 1);
  wrong.push(...(await page.evaluate(wholeStory)).map((w) =>
    `${page.url()}: ${w}`));
}

async function aloud(browser, base, root, stories) {
  const page = await fresh(browser, base, fullest(root, stories));
  const wrong = [];
  await controls(page, wrong);
  wrong.push(...page.wrong);
  await page.browserContext().close();
  const some = stories.filter((_, i) => i % 8 === 0)
    .concat(fullest(root, stories));
  wrong.push(...await share(browser, base, some, async (tab, address) => {
    const found = [];
    if (!tab.voiced) {
      tab.voiced = true;
      await tab.evaluateOnNewDocument(voice);
    }
    await visit(tab, base + encodeURI(address));
    await whole(tab, found);
    return found;
  }));
  return wrong;
}

async function turning(browser, base, kinds) {
  const first = kinds.page.find((n) => /\/p1\.html$/.test(n));
  const page = await fresh(browser, base, first);
  const wrong = [];
  for (const [key, name] of [['ArrowRight', 'p2'], ['ArrowLeft', 'p1']]) {
    await Promise.all([page.waitForNavigation({ timeout: 10000 }),
      page.keyboard.press(key)]);
    if (!page.url().endsWith(`/${name}.html`)) {
      wrong.push(`${key} leads to ${page.url()}`);
    }
  }
  wrong.push(...page.wrong);
  await page.browserContext().close();
  return wrong;
}

async function keys(browser, base, root, kinds) {
  const all = views(root, kinds);
  tell('the keyboard reaches all that can be used, and one sees where it is',
    await share(browser, base, all, (page, view) => walk(page, base, view)));
  const story = fullest(root, kinds.story);
  tell('sizes and colours are chosen by Tab and Enter, and kept',
    await comfort(browser, base, story, kinds.issue[0]));
  tell('a story is read aloud by keys alone, the paragraph marked, all of it',
    await aloud(browser, base, root, kinds.story));
  tell('arrow keys turn the pages', await turning(browser, base, kinds));
}

module.exports = { keys };
