/* The desk of a preview: desk.js BASE MODULES ROOM PAPER/DATE TOKENS STORY.
 * TOKENS and STORY are files that the checks write, ROOM is an empty folder;
 * one story of the issue is overset. */
'use strict';

const fs = require('fs');
const path = require('path');
const { launch, listen, tell, visit } = require('./room');

const LATE = { timeout: 20000 };
const SIZES = [[1366, 768], [1920, 1080]];

async function until(page, what, ...more) {
  try {
    await page.waitForFunction(what, LATE, ...more);
    return [];
  } catch (e) {
    return [`in vain: ${what}`.slice(0, 200)];
  }
}

async function write(page, selector, value) {
  await page.$eval(selector, (e, v) => {
    e.value = v;
    e.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
}

/* What axe-core finds; in the page. */
async function violations() {
  const found = await window.axe.run(document, {
    resultTypes: ['violations'], rules: { 'target-size': { enabled: true } },
    iframes: false /* the site has checks of its own */
  });
  return found.violations.map((v) => `${v.id} at ${v.nodes.length}, ` +
    `${v.nodes[0].target.join(' ')}: ` +
    v.nodes[0].failureSummary.replace(/\s+/g, ' '));
}

async function readable(page, axe) {
  const wrong = new Set();
  await page.evaluate(axe);
  for (const scheme of ['light', 'dark']) {
    for (const [width, height] of SIZES) {
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme }]);
      (await page.evaluate(violations)).forEach((v) => wrong.add(v));
      if (await page.evaluate(() => document.documentElement.scrollWidth >
        window.innerWidth)) {
        wrong.add(`${width} px: the desk rolls sideways`);
      }
    }
  }
  await page.emulateMediaFeatures([]);
  await page.setViewport({ width: 1366, height: 768 });
  return Array.from(wrong);
}

/* The overset story is the first thing to be done, and leads to its place. */
async function toBeDone(page) {
  const wrong = [];
  const first = await page.$eval('#todo .must li', (e) => e.textContent);
  if (!/超 \d+ 字 \/ \d+ 行/.test(first)) {
    wrong.push(`first is: ${first}`);
  }
  await page.click('#todo .must li .what');
  const chosen = await page.$$eval('.veil .zone.chosen', (all) =>
    all.map((e) => e.dataset.story));
  const row = await page.$$eval('#stories li.chosen', (all) => all.map((e) =>
    e.dataset.story + e.querySelector('.place').textContent));
  if (!chosen.length || row.length !== 1 || !row[0].startsWith(chosen[0]) ||
    !/\.md:\d+/.test(row[0])) {
    wrong.push(`it leads to ${chosen} and ${row}`);
  }
  const verdict = await page.$eval('#verdict', (e) => e.textContent);
  const count = await page.$$eval('#todo .must > li', (all) => all.length);
  if (!verdict.includes(` ${count} `)) {
    wrong.push(`${count} things, but: ${verdict}`);
  }
  return wrong;
}

async function overlays(page) {
  const wrong = [];
  const things = { zones: '.zone .chip', columns: '.columns', grid: '.lines',
    marks: '.badly' };
  for (const [name, thing] of Object.entries(things)) {
    const seen = () => page.$$eval(`.veil ${thing}`, (all) =>
      all.some((e) => getComputedStyle(e).display !== 'none' &&
        (e.getBoundingClientRect().width > 0)));
    const pressed = () => page.$eval(`[data-over="${name}"]`, (e) =>
      e.getAttribute('aria-pressed') === 'true');
    for (let i = 0; i < 2; i++) {
      if (await seen() !== await pressed()) {
        wrong.push(`${name}: pressed ${await pressed()}, seen ${await seen()}`);
      }
      await page.click(`[data-over="${name}"]`);
    }
  }
  return wrong;
}

async function keysAndZoom(page) {
  const wide = () => page.$eval('.leaf', (e) => e.clientWidth);
  const before = await wide();
  await page.focus('#view');
  await page.keyboard.press('+');
  const large = await wide();
  await page.keyboard.press('0');
  const wrong = large > before * 1.2 && await wide() === before ? []
    : [`widths ${before} ${large} ${await wide()}`];
  await page.keyboard.press('Escape');
  await page.focus('.story');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const open = await page.$$eval('.story', (all) =>
    all.map((e) => e.getAttribute('aria-expanded')));
  return open[1] === 'true' ? wrong : wrong.concat(`stories ${open}`);
}

/* A save changes the page and nothing of how it is looked at. */
async function saved(page, story) {
  const text = fs.readFileSync(story, 'utf8');
  await page.click('#in');
  await page.evaluate(() => {
    window.same = true;
    document.getElementById('view').scrollTop = 150;
  });
  const width = await page.$eval('.leaf', (e) => e.clientWidth);
  fs.writeFileSync(story, text.replace('桥通了', '新桥通了'));
  const wrong = await until(page, () => Array.from(document.querySelectorAll(
    '#stories .name')).some((e) => e.textContent.includes('新桥通了')) &&
    document.querySelector('#page-1 .pic').textContent.includes('新桥通了'));
  const is = await page.evaluate(() => [window.same,
    document.getElementById('view').scrollTop,
    document.querySelector('.leaf').clientWidth]);
  if (is[0] !== true || is[1] !== 150 || is[2] !== width) {
    wrong.push(`of a width of ${width} there is ${is}`);
  }
  await page.click('#whole');
  return wrong;
}

/* An error is told with its file and line, and goes by itself. */
async function mended(page, story) {
  const text = fs.readFileSync(story, 'utf8');
  fs.writeFileSync(story, text.replace(/^---\n\n/m,
    '---\n\n![图](images/none.png)\n\n'));
  const wrong = await until(page, () =>
    document.querySelector('#todo .must .error') &&
    !document.getElementById('trouble').hidden);
  const said = await page.$eval('#todo .must', (e) => e.textContent);
  if (!/10-one\.md:\d+/.test(said)) {
    wrong.push(`it says: ${said}`);
  }
  fs.writeFileSync(story, text);
  return wrong.concat(await until(page, () =>
    !document.querySelector('#todo .must .error') &&
    document.getElementById('trouble').hidden));
}

async function both(page, colour) {
  const name = `#${colour}`;
  return [
    ...await until(page, (c) => {
      const doc = document.querySelector('#web iframe').contentDocument;
      return doc && doc.body && getComputedStyle(doc.documentElement)
        .getPropertyValue('--light-accent').trim() === c;
    }, name),
    ...await until(page, (c) => Array.from(document.querySelectorAll('.pic'))
      .some((e) => e.innerHTML.includes(c)), name)];
}

/* Colours of both media, tried and kept; --red stands there twice. */
async function colours(page, tokens) {
  const before = fs.readFileSync(tokens, 'utf8');
  await write(page, '[data-name="--light-accent"] input[type="text"]',
    '#0a5c8f');
  await page.$$eval('[data-name="--red"] input[type="color"]', (all) =>
    all.forEach((e) => {
      e.value = '#0a5c8f';
      e.dispatchEvent(new Event('input', { bubbles: true }));
    }));
  const wrong = await both(page, '0a5c8f');
  if (fs.readFileSync(tokens, 'utf8') !== before) {
    wrong.push('tokens.css was written before it was asked for');
  }
  if (!await page.$('#theme.dirty #kept.unsaved')) {
    wrong.push('nothing says that it is not kept');
  }
  await page.click('#keep');
  wrong.push(...await until(page, () =>
    document.querySelector('#kept.saved')));
  const after = fs.readFileSync(tokens, 'utf8');
  const lines = after.split('\n').filter((l, i) =>
    l !== before.split('\n')[i]);
  if (lines.length !== 3 || !lines.every((l) => l.includes('#0a5c8f'))) {
    wrong.push(`these lines of tokens.css changed: ${lines.join(' | ')}`);
  }
  return wrong.concat(await both(page, '0a5c8f'));
}

/* A value that the layout cannot use is told, and cannot be kept. */
async function broken(page) {
  const field = '[data-name="--red"]:last-of-type input[type="text"]';
  const old = await page.$eval(field, (e) => e.value);
  await write(page, field, '9mm');
  const wrong = await until(page, () =>
    document.querySelector('#theme .wrong').textContent.includes('9mm') &&
    document.getElementById('keep').disabled);
  await write(page, field, old);
  return wrong.concat(await until(page, () =>
    document.querySelector('#theme .wrong').hidden));
}

/* The file is written by another program while a value is being tried. */
async function conflict(page, tokens) {
  const text = fs.readFileSync(tokens, 'utf8');
  const tried = page.waitForResponse((r) => r.url().endsWith('/theme/try'),
    LATE);
  await write(page, '[data-name="--light-ink"] input[type="text"]', '#222222');
  await tried;
  const wrong = await until(page, () =>
    document.querySelector('#kept.unsaved'));
  fs.writeFileSync(tokens, text.replace('--light-soft: #564e45',
    '--light-soft: #444444'));
  await page.click('#keep');
  wrong.push(...await until(page, () =>
    !document.querySelector('#theme .wrong').hidden));
  if (fs.readFileSync(tokens, 'utf8').includes('#222222')) {
    wrong.push('it was written over');
  }
  await page.click('#keep');
  wrong.push(...await until(page, () =>
    document.querySelector('#kept.saved')));
  const now = fs.readFileSync(tokens, 'utf8');
  if (!now.includes('#222222') || !now.includes('#444444')) {
    wrong.push('not both changes are there');
  }
  return wrong;
}

async function inEnglish(browser, base) {
  const page = await listen(browser, base);
  await visit(page, `${base}_desk/`);
  await page.waitForSelector('.leaf', LATE);
  const wrong = page.wrong.slice();
  if (await page.evaluate(() => document.documentElement.lang) !== 'en' ||
    /[一-鿿]/.test(await page.$eval('.tools', (e) => e.textContent))) {
    wrong.push('it is not');
  }
  await page.browserContext().close();
  return wrong;
}

async function main([base, modules, room, issue, tokens, story, english]) {
  const browser = await launch(modules, path.resolve(room));
  const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'),
    'utf8');
  const page = await listen(browser, base);
  await page.setViewport({ width: 1366, height: 768 });
  await visit(page, `${base}_desk/#${issue}`);
  tell('the desk shows the pages of the issue', await until(page, () =>
    document.querySelectorAll('.leaf .pic svg').length >= 2));
  tell('the desk: what is to be done first leads to its story',
    await toBeDone(page));
  tell('the desk: axe-core finds nothing, light or dark',
    await readable(page, axe));
  tell('the desk: overlays are shown and hidden', await overlays(page));
  tell('the desk: keys and zoom', await keysAndZoom(page));
  tell('the desk: a save is on the screen, at the same place',
    await saved(page, story));
  tell('the desk: an error is shown and goes when it is mended',
    await mended(page, story));
  await page.click('#design');
  tell('the desk: the theme stands beside web and paper', await until(page,
    () => document.querySelectorAll('.token').length > 20));
  tell('the desk: axe-core finds nothing in the theme',
    await readable(page, axe));
  tell('the desk: a colour changes web and paper, and the file when it is kept',
    await colours(page, tokens));
  tell('the desk: a value that the layout cannot use cannot be kept',
    await broken(page));
  tell('the desk: what another program wrote is not lost',
    await conflict(page, tokens));
  tell('the desk: nothing fails, nothing is asked of another host',
    page.wrong.filter((w) => !/409/.test(w)));
  tell('the desk speaks the language of the server', await inEnglish(browser,
    english));
  await browser.close();
}

main(process.argv.slice(2)).catch((e) => {
  tell('the checks of the desk run', [e.stack]);
  process.exit(1); /* with the browser, which would wait for ever */
});
