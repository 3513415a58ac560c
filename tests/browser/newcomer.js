/* A newcomer's evening in the browser: newcomer.js HOME DESK MODULES ROOM
 * STORY TITLE. HOME and DESK are the addresses that `chenbao serve` told, STORY
 * is the file of the story TITLE. Nothing is loaded again by hand. */
'use strict';

const fs = require('fs');
const path = require('path');
const { launch, listen, tell, visit } = require('./room');

const LATE = { timeout: 60000 };
const ADDED = '这一句是刚才添上的。';

/* The visible text of a page and of what the preview lays over it; in the
 * page. */
function readable() {
  window.newcomerReads = () => {
    const shown = (e) => e.checkVisibility && !e.checkVisibility() ? ''
      : e.innerText || '';
    let text = document.body.innerText;
    document.querySelectorAll('*').forEach((e) => {
      if (e.shadowRoot) {
        Array.from(e.shadowRoot.children).forEach((c) => {
          text += `\n${shown(c)}`;
        });
      }
    });
    return text;
  };
}

/* Waits until WORDS are all on the screen, or, with GONE, none of them. */
async function until(page, words, gone) {
  try {
    await page.waitForFunction((all, out) => {
      const text = window.newcomerReads().replace(/\s+/g, '');
      return all.every((w) => text.includes(w.replace(/\s+/g, '')) !== out);
    }, LATE, words, Boolean(gone));
    return [];
  } catch (e) {
    const text = await page.evaluate(() => window.newcomerReads());
    return [`${gone ? 'still' : 'not'} on the screen: ${words}`, text];
  }
}

/* From the home page to the story by its title, as a reader goes. */
async function find(page, home, title) {
  await visit(page, home);
  const wrong = await until(page, [title]);
  const link = await page.evaluateHandle((t) => Array.from(document.links)
    .find((a) => a.innerText.replace(/\s+/g, '')
      .includes(t.replace(/\s+/g, ''))), title);
  if (wrong.length || !link.asElement()) {
    return wrong.concat('no link leads to the story');
  }
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }),
    link.asElement().evaluate((a) => a.click())]);
  const head = await page.$eval('h1', (e) => e.innerText);
  return head.replace(/\s+/g, '') === title.replace(/\s+/g, '') ? []
    : [`the link leads to ${page.url()}: ${head}`];
}

async function saved(page, story) {
  fs.writeFileSync(story, `${fs.readFileSync(story, 'utf8')}\n${ADDED}\n`);
  return until(page, [ADDED]);
}

async function broken(page, story) {
  const text = fs.readFileSync(story, 'utf8');
  const at = text.split('\n').findIndex((l) => /^(title|标题):/.test(l)) + 1;
  const name = path.basename(story);
  fs.writeFileSync(story, text.replace(/^(title|标题):/m, '标提:'));
  const wrong = await until(page, [name, `${name}:${at}`, '标提', ADDED]);
  tell('a newcomer: a wrong key is told in the page, with file and line, ' +
    'beside the last good text', wrong);
  fs.writeFileSync(story, text);
  tell('a newcomer: mended, the error goes away by itself',
    await until(page, [`${name}:${at}`, '标提'], true));
}

async function atTheDesk(page, desk, title) {
  await visit(page, desk);
  const wrong = await until(page, [title]);
  try {
    await page.waitForFunction(() =>
      document.querySelectorAll('.leaf .pic svg').length >= 2, LATE);
  } catch (e) {
    wrong.push('no pages');
  }
  return wrong;
}

async function main([home, desk, modules, room, story, title]) {
  const browser = await launch(modules, path.resolve(room), ['--lang=zh-CN']);
  const page = await listen(browser, home);
  await page.evaluateOnNewDocument(readable);
  await page.setViewport({ width: 1366, height: 768 });
  tell('a newcomer: the story is found from the home page',
    await find(page, home, title));
  await page.evaluate(() => {
    window.newcomerWasHere = true;
  });
  tell('a newcomer: a save is on the screen', await saved(page, story));
  await broken(page, story);
  tell('a newcomer: the page was not loaded again for any of it',
    await page.evaluate(() => window.newcomerWasHere === true) ? []
      : ['it was']);
  tell('a newcomer: the desk shows the story and its pages',
    await atTheDesk(page, desk, title));
  tell('a newcomer: nothing fails, nothing is asked of another host',
    page.wrong);
  await browser.close();
}

main(process.argv.slice(2)).catch((e) => {
  tell('a newcomer comes to the end', [e.stack]);
  process.exit(1); /* with the browser, which would wait for ever */
});
