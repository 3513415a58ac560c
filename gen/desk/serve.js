/* The preview's part in every page, put there while it is served: shows each
 * save without moving the page, and what is wrong with the text. Asks nobody
 * but the preview. */
(function () {
  'use strict';

  if (window.chenbaoPreview) {
    return;
  }
  window.chenbaoPreview = true;

  var framed = window.parent !== window;
  var me = document.currentScript;
  var turn = Number(me && me.getAttribute('data-turn'));
  var own = null; /* our event source */
  var page = null; /* the page as it was served last */
  var parsed = null; /* the same */
  var tags = {}; /* of style sheets, scripts and pictures, by address */
  var sheet = null; /* of the faces that are shown now */
  var faces = {}; /* of them by number: tag, name, face */

  var all = {
    zh: {
      error: '有 {0} 处错误，改好以后这里自己会消失。现在看到的是上一次的好版面。',
      warnings: '{0} 条提醒', lost: '预览断了，正在重连…',
      building: '正在排版…', line: '第 {0} 行', all: '到编辑台看全部',
      fold: '收起', unfold: '展开'
    },
    en: {
      error: '{0} to be mended; then this goes away. ' +
        'Shown are the last good pages.',
      warnings: 'warnings: {0}', lost: 'The preview is gone; trying again …',
      building: 'Setting …', line: 'line {0}', all: 'All of them on the desk',
      fold: 'Fold', unfold: 'Unfold'
    }
  };
  var words = all[(navigator.language || 'zh').slice(0, 2)] || all.en;

  function word(name, value) {
    return words[name].replace('{0}', value);
  }

  /* ---- the page, taken over piece by piece ---- */

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function isElement(node) {
    return node.nodeType === 1;
  }

  /* May the node LIVE be what OLD has become? Scripts of the page may have
   * added nodes and attributes of their own. */
  function alike(old, live) {
    if (old.nodeType !== live.nodeType || old.nodeName !== live.nodeName) {
      return false;
    }
    if (!isElement(old)) {
      return old.data === live.data;
    }
    return old.id === live.id &&
      old.getAttribute('class') === live.getAttribute('class');
  }

  /* The children of LIVE that were OLD's; null when they are not to be
   * found. */
  function align(old, live) {
    var found = [];
    var at = live.firstChild;
    for (var c = old.firstChild; c; c = c.nextSibling) {
      while (at && !alike(c, at)) {
        at = at.nextSibling;
      }
      if (!at) {
        return null;
      }
      found.push(at);
      at = at.nextSibling;
    }
    return found;
  }

  function hasScript(node) {
    return isElement(node) &&
      (node.nodeName === 'SCRIPT' || node.querySelector('script'));
  }

  function takeAttributes(old, now, live) {
    list(now.attributes).forEach(function (a) {
      if (old.getAttribute(a.name) !== a.value) {
        live.setAttribute(a.name, a.value);
      }
    });
    list(old.attributes).forEach(function (a) {
      if (!now.hasAttribute(a.name)) {
        live.removeAttribute(a.name);
      }
    });
  }

  /* The children of OLD from FROM to TO give way to those of NOW up to
   * END. */
  function exchange(nodes, parent, from, to, fresh) {
    var before = nodes[to] || (nodes.length ? nodes[nodes.length - 1].nextSibling
      : null);
    for (var i = from; i < to; i++) {
      nodes[i].remove();
    }
    fresh.forEach(function (n) {
      parent.insertBefore(document.importNode(n, true), before);
    });
  }

  /* LIVE, which was OLD, becomes NOW. False: only loading will do. */
  function take(old, now, live) {
    if (old.isEqualNode(now)) {
      return true;
    }
    if (!isElement(old)) {
      live.data = now.data;
      return true;
    }
    var a = list(old.childNodes), b = list(now.childNodes);
    var nodes = align(old, live);
    if (!nodes) {
      return false;
    }
    takeAttributes(old, now, live);
    var from = 0, end = 0;
    var most = Math.min(a.length, b.length);
    while (from < most && a[from].isEqualNode(b[from])) {
      from++;
    }
    while (end < most - from &&
           a[a.length - 1 - end].isEqualNode(b[b.length - 1 - end])) {
      end++;
    }
    var same = a.length === b.length;
    for (var i = from; same && i < a.length - end; i++) {
      same = a[i].nodeType === b[i].nodeType && a[i].nodeName === b[i].nodeName;
    }
    if (same) {
      for (i = from; i < a.length - end; i++) {
        if (!take(a[i], b[i], nodes[i])) {
          return false;
        }
      }
      return true;
    }
    var fresh = b.slice(from, b.length - end);
    if (a.slice(from, a.length - end).concat(fresh).some(hasScript)) {
      return false;
    }
    exchange(nodes, live, from, a.length - end, fresh);
    return true;
  }

  /* ---- faces of the printed pages ---- */

  function facesLink(doc) {
    return doc.querySelector('link[rel="stylesheet"][href$="pages/faces.css"]');
  }

  function familiesOf(doc) {
    var used = {};
    doc.querySelectorAll('svg [class]').forEach(function (n) {
      n.getAttribute('class').split(/\s+/).forEach(function (name) {
        if (/^f\d+$/.test(name)) {
          used[name.slice(1)] = true;
        }
      });
    });
    return Object.keys(used);
  }

  function newMark() {
    return '-v' + Date.now().toString(36);
  }

  function faceUrl(link, n) {
    return new URL('cb-' + n + '.woff2',
      new URL(link.getAttribute('href'), location.href)).href;
  }

  /* The face N as it is now: the one that is shown, if that is the same. */
  function faceOf(link, n, mark) {
    var url = faceUrl(link, n);
    return tagOf(url).then(function (tag) {
      var is = faces[n];
      if (is && is.tag === tag) {
        return is;
      }
      var name = 'cb-' + n + mark;
      var face = new FontFace(name, 'url("' + url + '?v=' + mark + '")');
      return face.load().then(function () {
        return { tag: tag, name: name, face: face };
      });
    });
  }

  function takeFaces(names, fresh) {
    var rules = names.map(function (n, i) {
      var was = faces[n];
      if (fresh[i].face) {
        document.fonts.add(fresh[i].face);
      }
      if (was && was !== fresh[i] && was.face) {
        document.fonts.delete(was.face);
      }
      faces[n] = fresh[i];
      return '.f' + n + '{font-family:"' + fresh[i].name + '",serif}';
    });
    sheet = sheet || new CSSStyleSheet();
    sheet.replaceSync(rules.join('\n'));
    if (document.adoptedStyleSheets.indexOf(sheet) < 0) {
      document.adoptedStyleSheets =
        list(document.adoptedStyleSheets).concat([sheet]);
    }
  }

  /* Loads the faces that NOW is set in, those that changed, under names of
   * their own, so that they are there when its text is; what is shown keeps
   * its faces till then. Gives a function that makes the change. */
  function prepareFaces(now, asked) {
    var link = facesLink(now);
    if (!link || !('adoptedStyleSheets' in document)) {
      return Promise.resolve(function () {});
    }
    var names = familiesOf(now);
    return Promise.all(names.map(function (n) {
      return asked[n] || faceOf(link, n, newMark());
    })).then(function (fresh) {
      return function () {
        takeFaces(names, fresh);
      };
    });
  }

  /* The faces that are shown, asked for while the page itself is on its way:
   * most likely it has them again. */
  function askForFaces() {
    var link = facesLink(document), mark = newMark(), asked = {};
    if (link && 'adoptedStyleSheets' in document) {
      Object.keys(faces).forEach(function (n) {
        asked[n] = faceOf(link, n, mark);
        asked[n].catch(function () { /* whoever needs it is told */ });
      });
    }
    return asked;
  }

  /* The faces of faces.css, with which the page came. */
  function recallFaces(doc) {
    var link = facesLink(doc);
    return Promise.all(!link ? [] : familiesOf(doc).map(function (n) {
      return tagOf(faceUrl(link, n)).then(function (tag) {
        faces[n] = { tag: tag, name: 'cb-' + n, face: null };
      });
    }));
  }

  /* ---- style sheets, scripts, pictures ---- */

  function assets() {
    var found = {};
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (n) {
      found[n.href.split('?')[0]] = n;
    });
    document.querySelectorAll('script[src], img[src]').forEach(function (n) {
      found[n.src.split('?')[0]] = n;
    });
    document.querySelectorAll('svg image').forEach(function (n) {
      found[new URL(n.getAttribute('href'), location.href).href] = n;
    });
    Object.keys(found).forEach(function (url) {
      if (url.indexOf(location.origin + '/') !== 0) {
        delete found[url];
      }
    });
    delete found[(facesLink(document) || {}).href];
    delete found[me && me.src];
    return found;
  }

  function tagOf(url) {
    return fetch(url, { method: 'HEAD', cache: 'no-cache' }).then(function (r) {
      return r.headers.get('ETag') || '';
    });
  }

  function renew(link) {
    var next = link.cloneNode();
    next.href = link.href.split('?')[0] + '?v=' + Date.now().toString(36);
    next.onload = function () {
      link.remove();
    };
    link.parentNode.insertBefore(next, link.nextSibling);
  }

  /* What changed since it was loaded: style sheets give way without a flash,
   * for the rest the page is loaded. */
  function checkAssets() {
    var found = assets(), reload = false;
    return Promise.all(Object.keys(found).map(function (url) {
      return tagOf(url).then(function (tag) {
        var changed = url in tags && tags[url] !== tag;
        tags[url] = tag;
        if (changed && found[url].nodeName === 'LINK') {
          renew(found[url]);
        } else if (changed) {
          reload = true;
        }
      });
    })).then(function () {
      if (reload) {
        location.reload();
      }
    });
  }

  /* ---- when something was built ---- */

  function load() {
    return fetch(location.pathname + location.search, { cache: 'no-cache' })
      .then(function (r) {
        return r.text();
      }).then(function (text) {
        return text.replace(/ data-turn="\d+"/, '');
      });
  }

  function headOf(doc) {
    return list(doc.querySelectorAll(
      'head link[rel="stylesheet"], head script[src], head style'))
      .map(function (n) {
        return n.outerHTML;
      }).join('\n');
  }

  function show(old, now) {
    if (headOf(old) !== headOf(now)) {
      location.reload();
      return;
    }
    document.title = now.title;
    if (!take(old.body, now.body, document.body)) {
      location.reload();
    }
  }

  function parse(text) {
    return new DOMParser().parseFromString(text, 'text/html');
  }

  function refreshOnce() {
    var asked = askForFaces();
    return load().then(function (text) {
      if (text === page) {
        return checkAssets();
      }
      var old = parsed, now = parse(text);
      if (page === null) {
        page = text;
        parsed = now;
        return recallFaces(now).then(checkAssets);
      }
      return prepareFaces(now, asked).then(function (change) {
        change();
        show(old, now);
        page = text;
        parsed = now;
        return checkAssets();
      });
    });
  }

  var running = null, again = false;

  function refresh() {
    if (running) {
      again = true;
      return;
    }
    running = refreshOnce().catch(function () {
      /* the preview ended: it tells when it is there again */
    }).then(function () {
      running = null;
      if (again) {
        again = false;
        refresh();
      }
    });
  }

  /* Is what was built on this page? */
  function concerns(built) {
    var folder = '/' + built.paper + '/' + built.date + '/';
    return !built.paper || location.pathname.indexOf(folder) === 0;
  }

  /* ---- what is wrong ---- */

  var css = ':host{all:initial}' +
    '.panel{position:fixed;left:0;right:0;bottom:0;z-index:2147483647;' +
    'max-height:45vh;overflow:auto;box-sizing:border-box;' +
    'padding:.8rem 1.2rem 1rem;background:#fff6f4;color:#1a1a1a;' +
    'border-top:.3rem solid #b3261e;font:1.0625rem/1.6 ' +
    'system-ui,"Noto Sans CJK SC",sans-serif;box-shadow:0 -2px 12px #0003}' +
    '.panel h2{font-size:1.125rem;margin:0 4rem .4rem 0;color:#8c1d18}' +
    '.panel ol{margin:0;padding:0;list-style:none}' +
    '.panel li{margin:.5rem 0 0;padding:.5rem 0 0;border-top:1px solid #e0b8b4}' +
    '.where{font-weight:700;margin-right:.6em}' +
    '.path{display:block;color:#5c4a48;font-size:.875rem;' +
    'overflow-wrap:anywhere}' +
    'button{position:absolute;right:1.2rem;top:.7rem;font:inherit;' +
    'font-size:1rem;min-height:2.4rem;padding:0 .9rem;background:#fff;' +
    'color:#8c1d18;border:1px solid #8c1d18;border-radius:.3rem;cursor:pointer}' +
    '.pill{position:fixed;right:.8rem;bottom:.8rem;z-index:2147483647;' +
    'display:inline-block;padding:.35rem .9rem;border-radius:2rem;' +
    'background:#fff4d6;color:#4a3500;border:1px solid #b98900;' +
    'font:1rem/1.6 system-ui,"Noto Sans CJK SC",sans-serif;' +
    'text-decoration:none}' +
    '.pill:focus-visible,button:focus-visible{outline:3px solid #1a5fb4;' +
    'outline-offset:2px}' +
    'a{color:#8c1d18}' +
    '[hidden]{display:none}' +
    '@media print{.panel,.pill{display:none}}';

  var host = null, panel, pill, folded = false, messages = null, state = '';

  function element(name, className, text) {
    var n = document.createElement(name);
    if (className) {
      n.className = className;
    }
    if (text) {
      n.textContent = text;
    }
    return n;
  }

  function makeHost() {
    host = element('chenbao-preview');
    var root = host.attachShadow({ mode: 'open' });
    var style = new CSSStyleSheet();
    style.replaceSync(css);
    root.adoptedStyleSheets = [style];
    panel = element('section', 'panel');
    panel.setAttribute('role', 'alert');
    pill = element('a', 'pill');
    root.append(panel, pill);
    document.documentElement.append(host);
  }

  function item(m) {
    var li = element('li');
    var name = m.file.split('/').pop();
    var where = name + (m.line ? ' ' + word('line', m.line) : '');
    if (name) {
      li.append(element('span', 'where', where));
    }
    li.append(m.text);
    if (name) {
      li.append(element('span', 'path', m.file +
        (m.line ? ':' + m.line + ':' + m.col : '')));
    }
    return li;
  }

  function deskAddress() {
    var m = location.pathname.match(/^\/([^/]+)\/(\d{4}-\d{2}-\d{2})\//);
    return '/_desk/' + (m ? '#' + m[1] + '/' + m[2] : '');
  }

  function drawPanel(errors) {
    var most = 8, ol = element('ol');
    var fold = element('button', '', folded ? words.unfold : words.fold);
    fold.type = 'button';
    fold.addEventListener('click', function () {
      folded = !folded;
      draw();
    });
    errors.slice(0, folded ? 0 : most).forEach(function (m) {
      ol.append(item(m));
    });
    if (errors.length > most && !folded) {
      var more = element('a', '', words.all);
      more.href = deskAddress();
      var li = element('li');
      li.append(more);
      ol.append(li);
    }
    panel.replaceChildren(element('h2', '',
      word('error', messages.errors)), fold, ol);
  }

  function draw() {
    if (framed) {
      return;
    }
    if (!host) {
      makeHost();
    }
    var errors = !messages ? [] : messages.list.filter(function (m) {
      return m.level === 'error';
    });
    panel.hidden = !errors.length;
    if (errors.length) {
      drawPanel(errors);
    }
    pill.hidden = !state && !(messages && messages.warnings) ||
      errors.length > 0 && !state;
    pill.textContent = state ? words[state]
      : messages ? word('warnings', messages.warnings) : '';
    if (state) {
      pill.removeAttribute('href');
    } else {
      pill.href = deskAddress();
    }
  }

  /* ---- the preview's events ---- */

  var slow = 0;

  function tell(now) {
    clearTimeout(slow);
    state = now;
    draw();
  }

  function on(source, name, what) {
    source.addEventListener(name, function (e) {
      what(JSON.parse(e.data || '{}'));
    });
  }

  function listenTo(source) {
    on(source, 'hello', function (hello) {
      if (page === null && hello.turn !== turn && turn === turn) {
        location.reload();
        return;
      }
      tell('');
      refresh();
    });
    on(source, 'messages', function (m) {
      messages = m;
      words = all[m.language] || words;
      draw();
    });
    on(source, 'building', function () {
      clearTimeout(slow);
      slow = setTimeout(tell, 600, 'building');
    });
    on(source, 'built', function (built) {
      tell('');
      if (concerns(built)) {
        refresh();
      }
    });
    on(source, 'done', function () {
      tell('');
    });
    source.addEventListener('error', function () {
      clearTimeout(slow);
      slow = setTimeout(tell, 1500, 'lost');
    });
  }

  function connect() {
    var parents = null;
    try {
      parents = framed && window.parent.chenbaoEvents;
    } catch (e) {
      parents = null;
    }
    if (parents && page === null) {
      listenTo(parents);
      refresh();
    } else if (!parents) {
      own = new EventSource('/_events?page=' +
        encodeURIComponent(location.pathname));
      listenTo(own);
    }
  }

  /* A browser keeps few connections to one host: a page that nobody sees gives
   * its own back. */
  document.addEventListener('visibilitychange', function () {
    if (document.hidden && own) {
      own.close();
      own = null;
    } else if (!document.hidden && !own) {
      connect();
    }
  });
  window.addEventListener('pagehide', function () {
    if (own) {
      own.close();
      own = null;
    }
  });
  window.addEventListener('pageshow', function (e) {
    if (e.persisted && !own) {
      connect();
    }
  });
  connect();
}());
