/* The pictures of pages: where a story is printed, a click leads to it. */
'use strict';

const fs = require('fs');
const path = require('path');
const { listen, share, tell, visit } = require('./room');

/* { pN: [id of each story that is printed there] } by the manifest. */
function printed(root, folder) {
  const told = path.join(root, folder, 'manifest.json');
  const pages = {};
  JSON.parse(fs.readFileSync(told, 'utf8')).stories.forEach((s) => {
    s.pages.forEach((n) => {
      (pages[`p${n}`] = pages[`p${n}`] || []).push(s.id);
    });
  });
  return pages;
}

/* Clicks are kept in `clicked`, and lead nowhere; in the page. */
function hold() {
  window.clicked = [];
  document.addEventListener('click', (event) => {
    const a = event.target.closest && event.target.closest('a');
    window.clicked.push(a ? new URL(a.getAttribute('href'), location).href
      : null);
    event.preventDefault();
  }, true);
}

/* Places in the window for each module's link: where it is drawn and nothing
 * lies over it; in the page. */
function places() {
  const links = Array.from(document.querySelectorAll('svg.sheet a'));
  return links.map((a) => {
    const box = a.querySelector('.zone').getBoundingClientRect();
    const found = [];
    for (let i = 1; i < 6; i++) {
      for (let j = 1; j < 6; j++) {
        const x = box.left + (box.width * i) / 6;
        const y = box.top + (box.height * j) / 6;
        const on = document.elementFromPoint(x, y);
        if (on && on.closest('a') === a) {
          found.push([x, y]);
        }
      }
    }
    return {
      id: a.id.replace(/^z-/, ''),
      href: new URL(a.getAttribute('href'), location).href,
      title: a.querySelector('title') ? a.querySelector('title').textContent
        : a.getAttribute('aria-label'),
      at: found.length ? found[Math.floor(found.length / 2)] : null
    };
  });
}

/* The headline that is at ADDRESS: of the page, or of what its # names. */
function headlineAt(root, base, address) {
  const [file, place] = decodeURI(address.slice(base.length)).split('#');
  const name = path.join(root, file);
  if (!fs.existsSync(name)) {
    return null;
  }
  const text = fs.readFileSync(name, 'utf8');
  if (place) {
    return text.includes(`id="${place}"`) ? '#' : null;
  }
  const h1 = text.match(/<h1[^>]*>(.*?)<\/h1>/s);
  return h1 && h1[1].replace(/<[^>]+>/g, '').replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function judgeLink(root, base, link, clicked) {
  if (!link.at) {
    return `${link.href}: its module is covered, no click reaches it`;
  }
  if (clicked !== link.href) {
    return `a click on the module of ${link.href} leads to ${clicked}`;
  }
  const there = headlineAt(root, base, clicked);
  if (!there) {
    return `${clicked} is not there`;
  }
  const bare = (s) => (s || '').replace(/\s/g, '');
  return there !== '#' && bare(there) !== bare(link.title)
    ? `${link.title} leads to ${there}` : '';
}

async function judge(page, base, root, address) {
  const [, folder, name] = address.match(/^(.*)\/(p\d+)\.html$/);
  await visit(page, base + address);
  await page.evaluate(hold);
  const links = await page.evaluate(places);
  for (const link of links) {
    if (link.at) {
      await page.mouse.click(link.at[0], link.at[1]);
    } else {
      await page.evaluate(() => window.clicked.push(null));
    }
  }
  const clicked = await page.evaluate(() => window.clicked);
  const wrong = links.map((l, i) => judgeLink(root, base, l, clicked[i]))
    .filter(Boolean);
  const linked = new Set(links.map((l) => l.id));
  const lost = (printed(root, folder)[name] || []).filter((id) =>
    !linked.has(id) && fs.existsSync(path.join(root, folder, `${id}.html`)));
  wrong.push(...lost.map((id) => `${id} is printed here and has no module`));
  if (!links.length) {
    wrong.push('no module is a link');
  }
  return wrong.map((w) => `${address}: ${w}`);
}

/* What each module is called by those who hear it: its headline. */
async function named(page, address) {
  const ear = await page.createCDPSession();
  const wrong = [];
  const titles = await page.$$eval('svg.sheet a[id]', (all) => all.map((a) => (
    a.querySelector('title') ? a.querySelector('title').textContent
      : a.getAttribute('aria-label'))));
  for (let i = 0; i < titles.length; i++) {
    const { result } = await ear.send('Runtime.evaluate', {
      expression: `document.querySelectorAll('svg.sheet a[id]')[${i}]`
    });
    const { nodes: [node] } = await ear.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId, fetchRelatives: false
    });
    const name = node.name && node.name.value;
    if (node.role.value !== 'link' || !titles[i] || name !== titles[i]) {
      wrong.push(`${address}: ${titles[i]} is a ${node.role.value} ${name}`);
    }
  }
  return wrong;
}

/* Without being held: a click on a module opens its story. */
async function goes(browser, base, address) {
  const page = await listen(browser, base);
  await page.setViewport({ width: 1280, height: 1700 });
  await visit(page, base + address);
  const wrong = await named(page, address);
  const links = (await page.evaluate(places)).filter((l) => l.at);
  for (const link of links) {
    await visit(page, base + address);
    const [x, y] = link.at;
    const went = page.waitForNavigation({ timeout: 8000 }).catch(() => null);
    await page.mouse.click(x, y);
    await went;
    if (page.url() !== link.href) {
      wrong.push(`${address}: ${link.href} opens ${page.url()}`);
    }
  }
  wrong.push(...page.wrong);
  await page.browserContext().close();
  return wrong;
}

async function zones(browser, base, root, kinds) {
  const pages = (kinds.page || []).map(encodeURI);
  const wrong = await share(browser, base, pages, async (page, address) => {
    await page.setViewport({ width: 1280, height: 1700 });
    return judge(page, base, root, address);
  });
  wrong.push(...await goes(browser, base, pages[0]));
  tell(`on ${pages.length} pages each module leads to its story`,
    pages.length ? wrong : ['there is no pN.html']);
}

module.exports = { zones };
