/* What is typed into the search finds its story, over http and in a folder. */
'use strict';

const fs = require('fs');
const path = require('path');
const { listen, tell, visit } = require('./room');

const WORD = /[\u4e00-\u9fff]{8}/;

function textOf(file) {
  const html = fs.readFileSync(file, 'utf8');
  const body = html.match(/<div class="body">(.*?)\n {4}<\/div>/s);
  return (body ? body[1] : '').replace(/<[^>]+>/g, '');
}

/* A sentence's part that one story alone has: [words, its address]. */
function onlyThere(root, stories) {
  const texts = stories.map((s) => textOf(path.join(root, s)));
  for (let i = 0; i < stories.length; i++) {
    const found = texts[i].match(WORD);
    if (found && texts.filter((t) => t.includes(found[0])).length === 1) {
      return [found[0], stories[i]];
    }
  }
  throw new Error('no story has words of its own');
}

async function found(page, words) {
  await page.waitForFunction((w) => Array.from(
    document.querySelectorAll('#found mark')).some((m) =>
    m.textContent.includes(w)), { timeout: 15000 }, words);
  return page.$$eval('#found .hit-title', (all) => all.map((a) => a.href));
}

/* From the search page, and from a page that has the line, where one has. */
async function one(browser, base, from, words, story) {
  const page = await listen(browser, base);
  const wrong = [];
  await visit(page, base + from);
  await page.type('input[type="search"]', words);
  await page.keyboard.press('Enter');
  const hits = await found(page, words);
  const want = base + encodeURI(story);
  if (hits.length !== 1 || hits[0].split('#')[0] !== want) {
    wrong.push(`${base}${from}: ${words} gives ${hits}, not ${want}`);
  }
  await Promise.all([page.waitForNavigation({ timeout: 10000 }),
    page.click('#found .hit-title')]);
  const text = await page.$eval('.body', (b) => b.textContent);
  if (!text.includes(words)) {
    wrong.push(`${page.url()} does not have ${words}`);
  }
  wrong.push(...page.wrong);
  await page.browserContext().close();
  return wrong;
}

async function finding(browser, bases, root, kinds) {
  const [words, story] = onlyThere(root, kinds.story);
  const home = fs.readFileSync(path.join(root, 'index.html'), 'utf8');
  const from = ['search.html'].concat(
    home.includes('type="search"') ? ['index.html'] : []);
  for (const [name, base] of bases) {
    const wrong = [];
    for (const start of from) {
      try {
        wrong.push(...await one(browser, base, start, words, story));
      } catch (e) {
        wrong.push(`${base}${start}, ${words}: ${e.message}`);
      }
    }
    tell(`${words} typed into ${from.join(' and ')} gives its story ${name}`,
      wrong);
  }
}

module.exports = { finding };
