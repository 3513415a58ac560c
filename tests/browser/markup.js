/* The checker of the W3C (vnu) over pages, style sheets and pictures. */
'use strict';

const path = require('path');
const { spawn } = require('child_process');
const { below, fullest } = require('./kinds');
const { tell } = require('./room');

/* What it takes for an error and is none: in tokens.css a colour of the press
 * with what a screen shows instead, for print alone (gen/PRESS.md); the
 * fallback is of CSS Color 5's earlier draft, a browser never reads it. */
const NONE = /^CSS: “--[a-z]+”: .* is not a valid device-cmyk color\.$/;

function check(modules, root, files) {
  const jar = path.join(modules, 'vnu-jar/build/dist/vnu.jar');
  return new Promise((done, fail) => {
    const vnu = spawn(process.env.JAVA || 'java', ['-Xss2m', '-jar', jar,
      '--errors-only', '--exit-zero-always', '--also-check-css',
      '--also-check-svg', '--format', 'json', '--stdout'].concat(files),
    { cwd: root });
    let out = '';
    let err = '';
    vnu.stdout.on('data', (d) => {
      out += d;
    });
    vnu.stderr.on('data', (d) => {
      err += d;
    });
    vnu.on('error', fail);
    vnu.on('close', (status) => {
      if (status !== 0 || !out) {
        fail(new Error(`vnu ends with ${status}: ${err}`));
      } else {
        done(JSON.parse(out).messages);
      }
    });
  });
}

/* Of each kind the fullest page and a few more, of pages and stories all: they
 * hold what content can be. */
function chosen(root, kinds) {
  return Object.keys(kinds).flatMap((kind) => (
    ['page', 'story', 'issue', 'moved'].includes(kind) ? kinds[kind]
      : [fullest(root, kinds[kind])].concat(kinds[kind].slice(0, 3))));
}

async function markup(modules, root, kinds) {
  const pages = Array.from(new Set(chosen(root, kinds)));
  const others = below(root, '').filter((n) => /\.(css|svg)$/.test(n));
  const files = pages.concat(others);
  const messages = await check(modules, root, files);
  const wrong = messages.filter((m) => m.type !== 'info' &&
    !NONE.test(m.message)).map((m) => `${(m.url || '').replace(/^.*\/site\//,
    '')}:${m.lastLine}: ${m.message}`);
  tell(`HTML, CSS and SVG of ${pages.length} pages and ${others.length} style ` +
    'sheets and pictures have no error', wrong);
}

module.exports = { markup };
