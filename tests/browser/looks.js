/* Every kind of page as readers may have it: in each width, each scheme of
 * colours, each size of type. Judged by axe-core and by whether a line must be
 * rolled sideways to be read. */
'use strict';

const fs = require('fs');
const path = require('path');
const { share, tell, visit } = require('./room');
const { fullest } = require('./kinds');
const voice = require('./voice');

const WIDTHS = [360, 768, 1280];
const DARK = { name: 'prefers-color-scheme', value: 'dark' };
const CLEAR = { name: 'prefers-contrast', value: 'more' };
const MODES = [
  { name: 'light', asks: [] },
  { name: 'dark', asks: [DARK] },
  { name: 'high contrast', asks: [CLEAR] },
  { name: 'high contrast, dark', asks: [CLEAR, DARK] },
  { name: '长辈版', asks: [], size: 'large' },
  { name: '特大, dark', asks: [DARK], size: 'huge' }
];

/* The views to look at: one of each kind, and what a reader may have opened
 * in it. */
function views(root, kinds) {
  const all = Object.keys(kinds).filter((k) => k !== 'moved').map((kind) => ({
    name: kind, address: encodeURI(fullest(root, kinds[kind]))
  }));
  const page = all.find((v) => v.name === 'page');
  if (page) {
    all.push({ name: 'page, enlarged', address: `${page.address}#big` });
  }
  if (all.some((v) => v.name === 'search')) {
    const q = encodeURIComponent('社区');
    all.push({
      name: 'search, found', address: `search.html?q=${q}`,
      awaits: '#found .hit-title'
    });
  }
  return all;
}

async function open(page, base, view) {
  page.missing = view.name === '404' ? base + view.address : null;
  await page.goto('about:blank');
  await visit(page, base + view.address);
  if (view.awaits) {
    await page.waitForSelector(view.awaits, { timeout: 15000 });
  }
  await page.evaluate(() => {
    document.querySelectorAll('details').forEach((d) => {
      d.open = true;
    });
  });
}

async function wear(page, mode) {
  await page.ear.send('Emulation.setEmulatedMedia', { features: mode.asks });
  await page.evaluate((size) => {
    document.querySelector(`.comfort [data-size="${size}"]`).click();
  }, mode.size || 'plain');
}

async function prepare(page) {
  if (!page.ear) {
    page.ear = await page.createCDPSession();
    await page.evaluateOnNewDocument(voice);
  }
}

/* What axe-core finds; in the page. */
async function violations() {
  const found = await window.axe.run(document, {
    resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }
  });
  return found.violations.map((v) => {
    const n = v.nodes[0];
    return `${v.id} at ${v.nodes.length}, ${n.target.join(' ')}: ` +
      n.failureSummary.replace(/\s+/g, ' ');
  });
}

function isDark() {
  const paper = getComputedStyle(document.body).backgroundColor;
  return paper.match(/\d+/g).slice(0, 3).every((n) => n < 128);
}

async function judge(page, base, view, axe) {
  const wrong = {};
  await prepare(page);
  await page.setViewport({ width: 1280, height: 900 });
  await open(page, base, view);
  await page.waitForNetworkIdle(); /* late requests may fail, too */
  await page.evaluate(axe);
  for (const mode of MODES) {
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 });
      await wear(page, mode);
      (await page.evaluate(violations)).forEach((found) => {
        wrong[found] = (wrong[found] || []).concat(`${width} px ${mode.name}`);
      });
      if (await page.evaluate(() => window.innerWidth) !== width) {
        wrong['the window does not have its width'] = [width];
      }
      if (await page.evaluate(isDark) !== mode.asks.includes(DARK)) {
        wrong['the scheme is another'] = [mode.name];
      }
    }
  }
  await wear(page, MODES[0]);
  return Object.keys(wrong).map((found) =>
    `${view.name} (${view.address}), ${wrong[found].join(', ')}: ${found}`);
}

/* What stands out of the window, where that makes it roll; in the page. */
function standsOut() {
  window.scrollTo(1e6, 0);
  const by = window.scrollX;
  window.scrollTo(0, 0);
  if (!by) {
    return '';
  }
  const out = Array.from(document.body.querySelectorAll('*')).filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > window.innerWidth + 0.5 &&
      !e.closest('.scroll, .table, pre, .skip');
  }).slice(-1)[0];
  return `rolls by ${by} px` + (out ? `, ${out.tagName}.${out.className}: ` +
    out.textContent.trim().slice(0, 40) : '');
}

/* Widths in CSS pixels: a window of 640 is one of 1280 at 200 %. */
const NARROW = [
  { name: '320 px', width: 320 },
  { name: '1280 px at 200 %', width: 640, deviceScaleFactor: 2 },
  { name: '1280 px, type of twice the size', width: 1280, font: 32 }
];

/* What a finger has too little of; in the page. Links within a sentence are as
 * high as its line (WCAG 2.5.8), zones of a page are drawn to scale; seven days
 * stand beside each other however wide the window is. */
function small(low) {
  const free = 'svg *, .skip, .past, .unseen, .body :is(p, li, td, dd) a, ' +
    '.notes a';
  return Array.from(document.querySelectorAll('a[href], button, select, ' +
    'summary, input')).filter((e) => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility() && !e.matches(free) && (box.height < low - 0.5 ||
      box.width < (e.closest('.month') ? 40 : 44) - 0.5);
  }).map((e) => {
    const box = e.getBoundingClientRect();
    return `${box.width.toFixed()} × ${box.height.toFixed()} px: ` +
      e.outerHTML.slice(0, 90);
  });
}

async function touch(page, base, view) {
  const wrong = [];
  await prepare(page);
  await open(page, base, view);
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    for (const [size, low] of [['plain', 44], ['large', 60]]) {
      await wear(page, { asks: [], size });
      wrong.push(...(await page.evaluate(small, low)).map((s) =>
        `${view.name} (${view.address}), ${width} px, ${size}: ${s}`));
    }
  }
  await wear(page, MODES[0]);
  return wrong;
}

async function roll(page, base, view) {
  const wrong = [];
  await prepare(page);
  await page.setViewport({ width: 1280, height: 900 });
  await open(page, base, view);
  for (const n of NARROW) {
    await page.setViewport({
      width: n.width, height: 640, deviceScaleFactor: n.deviceScaleFactor || 1
    });
    await page.ear.send('Page.setFontSizes', {
      fontSizes: { standard: n.font || 16 }
    });
    for (const size of ['plain', 'large', 'huge']) {
      await wear(page, { asks: [], size });
      const out = await page.evaluate(standsOut);
      if (out) {
        wrong.push(`${view.name} (${view.address}), ${n.name}, ${size}: ${out}`);
      }
    }
  }
  await page.ear.send('Page.setFontSizes', { fontSizes: { standard: 16 } });
  await wear(page, MODES[0]);
  return wrong;
}

async function looks(browser, base, root, kinds, modules) {
  const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'),
    'utf8');
  const all = views(root, kinds);
  const names = all.map((v) => v.name).join(', ');
  console.log(`   looked at: ${names}`);
  const said = [];
  const judged = await share(browser, base, all, async (page, view) => {
    const wrong = await judge(page, base, view, axe);
    said.push(...page.wrong.splice(0));
    return wrong;
  });
  tell('axe-core finds nothing at 360, 768 and 1280 px, in light, dark, high ' +
    'contrast and 长辈版', judged);
  tell('no complaint of the console, no request that fails or leaves', said);
  tell('nothing rolls sideways at 320 px, at 200 % and in 长辈版',
    await share(browser, base, all, (page, view) => roll(page, base, view)));
  tell('what is pressed is 44 px high and wide, 60 px high in 长辈版',
    await share(browser, base, all, (page, view) => touch(page, base, view)));
}

module.exports = { looks, open, views };
