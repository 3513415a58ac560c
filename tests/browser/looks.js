/* Every kind of page as readers may have it: in each width, each scheme of
 * colours, each size of type. Judged by axe-core and by whether a line must be
 * rolled sideways to be read. */
'use strict';

const fs = require('fs');
const path = require('path');
const { share, tell } = require('./room');
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
    all.push({ name: 'search, found', address: `search.html?q=${q}` });
  }
  return all;
}

async function open(page, base, view) {
  page.missing = view.name === '404' ? base + view.address : null;
  await page.goto('about:blank');
  await page.goto(base + view.address, { waitUntil: 'networkidle0' });
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

async function judge(page, base, view, axe) {
  const wrong = {};
  await prepare(page);
  await page.setViewport({ width: 1280, height: 900 });
  await open(page, base, view);
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
}

module.exports = { looks, open, views };
