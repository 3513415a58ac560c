/* Runs a site's own search without a browser: node search.js SITE <QUERIES.
 * QUERIES is JSON, [[query, {paper, year, section}] …]; prints of each the
 * addresses of the stories that have the words, of those that only sound so,
 * and how many bytes were read for it, as they are and compressed (all but
 * index.js and the records). */
'use strict';
const fs = require('fs');
const vm = require('vm');
const zlib = require('zlib');

const site = process.argv[2];
vm.runInThisContext(fs.readFileSync(`${site}/assets/search.js`, 'utf8'));
const search = vm.runInThisContext('ChenbaoSearch');
const known = new Map();
let read;

globalThis.chenbao_found = (name, data) => known.get(name).data = data;

function load(name) {
  if (!known.has(name)) {
    const text = fs.readFileSync(`${site}/search/${name}.js`);
    known.set(name, {raw: text.length,
      packed: zlib.gzipSync(text, {level: 9}).length});
    vm.runInThisContext(text.toString('utf8'));
  }
  if (/^[ghu]/.test(name))
    read.add(name);
  return Promise.resolve(known.get(name).data);
}

const sum = key => Array.from(read).reduce((n, f) => n + known.get(f)[key], 0);

async function main() {
  read = new Set();
  const index = search.prepare(await load('index'));
  const answers = [];
  for (const [query, filter] of
    JSON.parse(fs.readFileSync(0, 'utf8'))) {
    read = new Set();
    const found = await search.search(index, query, filter || {}, load);
    const raw = sum('raw'), packed = sum('packed');
    const urls = new Map();
    for (const story of found.stories)
      urls.set(story, (await search.record(index, story, load)).url);
    const part = sounds => found.stories
      .filter(s => found.bySound(s) === sounds).map(s => urls.get(s));
    answers.push({exact: part(false), sound: part(true), raw, packed,
      words: found.words});
  }
  console.log(JSON.stringify(answers));
}

main().catch(e => {
  console.error(e);
  process.exit(1);
});
