/* The site as browsers and their readers have it: run.js SITE MODULES ROOM.
 * MODULES is where tests/package.json is installed, ROOM an empty folder. */
'use strict';

const path = require('path');
const { pathToFileURL } = require('url');
const { kinds } = require('./kinds');
const { launch, serve, tell } = require('./room');
const { finding } = require('./finding');
const { keys } = require('./keys');
const { looks } = require('./looks');
const { markup } = require('./markup');
const { plain } = require('./plain');
const { zones } = require('./zones');

const KINDS = ['home', '404', 'search', 'paper', 'year', 'section', 'author',
  'issue', 'page', 'story', 'moved'];

/* CHECK, whose failing to run at all is a failed case, too. */
async function step(name, check) {
  const start = Date.now();
  try {
    await check();
  } catch (e) {
    tell(name, [e.stack]);
  }
  console.log(`   ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

async function main([site, modules, room, only]) {
  const root = path.resolve(site);
  const all = kinds(root);
  tell('the site has a page of each kind', KINDS.filter((k) => !all[k]));
  if (KINDS.some((k) => !all[k])) {
    return;
  }
  const server = await serve(root);
  const browser = await launch(modules, path.resolve(room));
  const { base } = server;
  const bases = [['over http', base], ['from a folder',
    `${pathToFileURL(root).href}/`]];
  const steps = {
    markup: () => markup(modules, root, all),
    looks: () => looks(browser, base, root, all, modules),
    zones: () => zones(browser, base, root, all),
    finding: () => finding(browser, bases, root, all),
    keys: () => keys(browser, base, root, all),
    plain: () => plain(browser, base, all)
  };
  for (const name of Object.keys(steps)) {
    if (!only || only.split(',').includes(name)) {
      await step(name, steps[name]);
    }
  }
  await browser.close();
  server.close();
}

main(process.argv.slice(2)).catch((e) => {
  tell('the checks run', [e.stack]);
  process.exit(1); /* with the browser, which would wait for ever */
});
