/* Every story is readable with scripts off. */
'use strict';

const { listen, share, tell } = require('./room');

/* What of MAIN a reader does not see; in the page. What is for print alone, and
 * controls that need a script, may stay away: they say nothing of a story. */
function unseen() {
  const main = document.querySelector('.article');
  if (!main) {
    return ['there is no article'];
  }
  const lost = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('.listen, .story-code')) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const shown = holder.checkVisibility({
      opacityProperty: true, visibilityProperty: true,
      contentVisibilityAuto: true
    });
    if (!shown || box.width < 2 || box.height < 2 || box.bottom < 0) {
      lost.push(node.data.trim().slice(0, 40));
    }
  }
  return lost;
}

/* Scripts' own controls are away, links to sizes and colours work. */
function controls() {
  const listen = document.querySelector('.listen');
  return listen && listen.checkVisibility() ? ['朗读 is shown, with no script']
    : [];
}

function facts() {
  return {
    length: document.querySelector('.body').innerText.length,
    size: parseFloat(getComputedStyle(
      document.querySelector('.body p, .body li, .body td')).fontSize),
    paper: getComputedStyle(document.body).backgroundColor
  };
}

async function read(page, base, address) {
  await page.goto(base + encodeURI(address), { waitUntil: 'load' });
  const wrong = await page.evaluate(unseen);
  wrong.push(...await page.evaluate(controls));
  const { length } = await page.evaluate(facts);
  if (length < 20) {
    wrong.push(`shows ${length} characters`);
  }
  return wrong.map((w) => `${address}: ${w}`);
}

async function choices(browser, base, address) {
  const page = await listen(browser, base);
  await page.setJavaScriptEnabled(false);
  const wrong = [];
  await page.goto(base + encodeURI(address), { waitUntil: 'load' });
  const plain = await page.evaluate(facts);
  for (const [id, size] of [['large', 24], ['huge', 30]]) {
    await page.click(`#${id}`);
    const got = (await page.evaluate(facts)).size;
    if (Math.abs(got - size) > 0.5) {
      wrong.push(`#${id} sets ${got} px, not ${size}`);
    }
  }
  for (const [id, lighter] of [['dark', false], ['contrast', true]]) {
    await page.click(`#${id}`);
    const paper = (await page.evaluate(facts)).paper;
    const white = paper.match(/\d+/g).reduce((a, b) => a + Number(b), 0) / 3;
    if (paper === plain.paper || white > 128 !== lighter) {
      wrong.push(`#${id} sets a paper of ${paper}`);
    }
  }
  await page.browserContext().close();
  return wrong;
}

async function plain(browser, base, kinds) {
  const stories = kinds.story;
  const wrong = await share(browser, base, stories, async (page, address) => {
    await page.setJavaScriptEnabled(false);
    return read(page, base, address);
  });
  tell(`with scripts off all of ${stories.length} stories can be read`, wrong);
  tell('with scripts off 长辈版, 特大, 高对比 and 深色 are plain links',
    await choices(browser, base, stories[0]));
}

module.exports = { plain };
