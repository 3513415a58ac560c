/* The pages of a site by their kind. */
'use strict';

const fs = require('fs');
const path = require('path');

function below(root, folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const name = folder ? `${folder}/${e.name}` : e.name;
      return e.isDirectory() ? below(root, name) : [name];
    });
}

const KINDS = [
  ['home', /^index\.html$/],
  ['404', /^404\.html$/],
  ['search', /^search\.html$/],
  ['paper', /^[^/]+\/index\.html$/],
  ['year', /^[^/]+\/\d{4}\.html$/],
  ['section', /^[^/]+\/section\/[^/]+\.html$/],
  ['author', /^[^/]+\/author\/[^/]+\.html$/],
  ['issue', /^[^/]+\/\d{4}-\d\d-\d\d\/index\.html$/],
  ['page', /^[^/]+\/\d{4}-\d\d-\d\d\/p\d+\.html$/],
  ['story', /^[^/]+\/\d{4}-\d\d-\d\d\/[^/]+\.html$/]
];

function kindOf(root, name) {
  const text = fs.readFileSync(path.join(root, name), 'utf8');
  if (/<meta http-equiv="refresh"/i.test(text)) {
    return 'moved';
  }
  const kind = KINDS.find(([, form]) => form.test(name));
  return kind ? kind[0] : 'other';
}

/* { kind: [address below ROOT, …] } of all HTML pages. */
function kinds(root) {
  const found = {};
  below(root, '').filter((n) => n.endsWith('.html')).forEach((name) => {
    const kind = kindOf(root, name);
    (found[kind] = found[kind] || []).push(name);
  });
  return found;
}

/* The fullest page of a kind: the one with most different elements, then the
 * longest, so that the one that is looked at shows as much as it can. */
function fullest(root, names) {
  const weight = (name) => {
    const text = fs.readFileSync(path.join(root, name), 'utf8');
    const tags = new Set(text.match(/<[a-z0-9]+(?: class="[^"]*")?/g));
    return tags.size * 1e7 + text.length;
  };
  return names.map((n) => [weight(n), n]).sort((a, b) => b[0] - a[0])[0][1];
}

module.exports = { below, fullest, kinds };
