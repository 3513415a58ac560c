/* What the checks share: telling results, a server of the site, a browser and
 * pages that are watched. */
'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.xml': 'application/xml', '.json': 'application/json', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8', '.pdf': 'application/pdf'
};

/* One case, as tests/lib.py tells it; WRONG is a list of what is wrong. */
function tell(name, wrong) {
  if (!wrong.length) {
    console.log(`ok browser: ${name}`);
    return;
  }
  console.log(`FAIL browser: ${name}`);
  const said = wrong.slice(0, 30).join('\n').split('\n');
  said.forEach((line) => console.log(`    ${line.slice(0, 400)}`));
  if (wrong.length > 30) {
    console.log(`    … and ${wrong.length - 30} more`);
  }
}

/* Serves the folder ROOT on this machine alone; 404.html where there is
 * nothing, as a web server does. */
function serve(root) {
  const server = http.createServer((ask, answer) => {
    const name = decodeURIComponent(new URL(ask.url, 'http://a').pathname);
    let file = path.join(root, path.normalize(name));
    if (name.endsWith('/')) {
      file = path.join(file, 'index.html');
    }
    const there = fs.existsSync(file) && fs.statSync(file).isFile();
    file = there ? file : path.join(root, '404.html');
    answer.writeHead(there ? 200 : 404, {
      'content-type': TYPES[path.extname(file)] || 'application/octet-stream'
    });
    fs.createReadStream(file).pipe(answer);
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({
      base: `http://127.0.0.1:${server.address().port}/`,
      close: () => server.close()
    }));
  });
}

function launch(modules, home, more) {
  const { launch: start } = require(path.join(modules, 'puppeteer-core'));
  return start({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    pipe: true,
    userDataDir: home,
    env: Object.assign({}, process.env, { HOME: home }),
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars',
      '--no-first-run', '--disable-background-networking', '--mute-audio'
    ].concat(more || [])
  });
}

/* A page with an ear: `page.wrong` holds every complaint of its console, every
 * request that failed or went to another host than BASE. */
async function listen(browser, base) {
  const room = await browser.createBrowserContext(); /* a window of its own */
  const page = await room.newPage();
  page.wrong = [];
  page.missing = null; /* the page that is a 404 itself */
  const say = (what) => page.wrong.push(`${page.url()}: ${what}`);
  page.on('console', (m) => {
    const own = m.location() && m.location().url === page.missing;
    if (['error', 'warn'].includes(m.type()) && !own) {
      say(`console: ${m.text()}`);
    }
  });
  page.on('pageerror', (e) => say(`script: ${e.message}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(base) && !r.url().startsWith('data:')) {
      say(`asks another host: ${r.url()}`);
    }
  });
  page.on('requestfailed', (r) => {
    if (r.failure() && r.failure().errorText !== 'net::ERR_ABORTED') {
      say(`failed: ${r.url()} ${r.failure().errorText}`);
    }
  });
  page.on('response', (r) => {
    if (r.status() >= 400 && r.url() !== page.missing) {
      say(`${r.status()}: ${r.url()}`);
    }
  });
  return page;
}

/* ADDRESS, loaded and drawn: a browser leaves out clicks and keys that come
 * before a page is first drawn. */
async function visit(page, address) {
  await page.goto(address, { waitUntil: 'load' });
  await page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  }));
}

/* WORK on each of LIST, two at a time, each worker with a page of its own. */
async function share(browser, base, list, work) {
  const rest = list.slice();
  const wrong = [];
  async function worker() {
    const page = await listen(browser, base);
    while (rest.length) {
      const one = rest.shift();
      try {
        wrong.push(...await work(page, one));
      } catch (e) {
        wrong.push(`${page.url()}: ${e.stack}`);
      }
    }
    wrong.push(...page.wrong);
    await page.browserContext().close();
  }
  await Promise.all([worker(), worker()]);
  return wrong;
}

module.exports = { launch, listen, serve, share, tell, visit };
