/* Search in the stories of this site, without a server.
 *
 * The index lies beside the page, in the folder search/, in small files:
 *   index.js     papers, issues, sections; how many bits choose a file
 *   gHHHH.js     where each pair of neighbouring characters stands
 *   hXXXXXXXX-N.js  a part of a list that would be long
 *   uHHHH.js     which stories have a character
 *   dHHHH.js     records of stories: headline, text …
 * Each calls chenbao_found(NAME, …). They come by script elements, since a
 * page that was opened from a folder may read nothing else. What is found is
 * exact: a word of several characters is looked up by pairs that cover it,
 * and counts where these stand side by side.
 *
 * First comes what needs no page, then what shows it. */
'use strict';

const ChenbaoSearch = (function () {
  const WIDE = 0x2E80;         // Han and whatever is as wide
  const HEADS = 64;            // places below: the headline
  const SOUND = 512;           // below: kicker, deck, byline, subheads
  const BYLINE = 768;          // below: the headline's sounds; byline's above
  const TEXT = 1024;
  const SLOT = 64;             // sounds of one kind and reading
  const MIX = 0x9E3779B1;
  const SYLLABLE = 0xE000, FINALS_MOST = 40, INITIAL = 0xE400;
  const MOST_WORDS = 8, MOST_LENGTH = 64, MOST_READINGS = 8;

  // ---- Folding: both sides are compared without width, form, case, marks ----

  // Neither letter nor digit, after folding.
  const MARKS = [
    [0x0000, 0x002F], [0x003A, 0x0060], [0x007B, 0x00B4], [0x00B6, 0x00BF],
    [0x00D7, 0x00D7], [0x00F7, 0x00F7], [0x2000, 0x206F], [0x20A0, 0x20CF],
    [0x2190, 0x2BFF], [0x2E00, 0x2E7F], [0x3000, 0x3004], [0x3008, 0x3020],
    [0x3030, 0x3030], [0x303D, 0x303F], [0x30FB, 0x30FB], [0xE000, 0xF8FF],
    [0xFE00, 0xFE6F], [0xFEFF, 0xFEFF], [0xFFF0, 0xFFFF],
    [0x1F000, 0x1FAFF], [0xE0000, 0x10FFFF]];

  const isMark = code => MARKS.some(m => code >= m[0] && code <= m[1]);
  const isAccent = code => code >= 0x300 && code <= 0x36F;
  const isHan = code => code >= 0x4E00 && code <= 0x9FFF;

  function form(character) {
    if (character === '〇' || character === '○')
      return '0';
    return isHan(character.charCodeAt(0)) ? character
      : character.normalize('NFKC').toLowerCase();
  }

  /* One line folded: .text, and for each of its units .at, where what it came
   * from begins in LINE. Marks count for nothing, but between two narrow
   * characters one space stands for them. */
  function fold(line) {
    const at = [];
    let text = '', gap = false, next = 0;
    function put(s, from) {
      text += s;
      for (let i = 0; i < s.length; i++)
        at.push(from);
    }
    for (const character of line) {
      const from = next;
      next += character.length;
      for (const c of form(character)) {
        const code = c.codePointAt(0);
        if (isAccent(code))
          continue;
        if (!isHan(code) && isMark(code)) {
          gap = true;
          continue;
        }
        if (gap && code < WIDE && text &&
            text.charCodeAt(text.length - 1) < WIDE)
          put(' ', from);
        gap = false;
        put(c, from);
      }
    }
    at.push(line.length);
    return {text, at};
  }

  /* What was typed as folded words: parted by spaces, or “a whole phrase”. */
  function words(query) {
    const parts =
      query.match(/"[^"]+"(?=\s|$)|“[^”]+”(?=\s|$)|\S+/g) || [];
    const folded = parts.map(p => fold(p).text.slice(0, MOST_LENGTH));
    return folded.filter((w, i) => w && folded.indexOf(w) === i)
      .slice(0, MOST_WORDS);
  }

  // ---- Files of the index ----

  /* Numbers as text: '#' to '[' end one, ']' to '~' go on. */
  function numbers(text) {
    const all = [];
    let sum = 0, factor = 1;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c < 92) {
        all.push(sum + (c - 35) * factor);
        sum = 0;
        factor = 1;
      } else {
        sum += (57 + c - 93) * factor;
        factor *= 34;
      }
    }
    return all;
  }

  function sums(differences) {
    let sum = 0;
    return differences.map(d => (sum += d));
  }

  const mix = key => Math.imul(key, MIX) >>> 0;
  const hex = (kind, n) => kind + ('000' + n.toString(16)).slice(-4);

  function gramFile(index, pair) {
    const key = (pair.charCodeAt(0) << 16) | pair.charCodeAt(1);
    return hex('g', mix(key) >>> (32 - index.grams));
  }

  function singleFile(index, unit) {
    return hex('u', mix(unit.charCodeAt(0)) >>> (32 - index.singles));
  }

  /* The list of KEY in a file: behind "!KEY", up to the next "!". */
  function listOf(file, key) {
    const from = file.indexOf('!' + key);
    return from < 0 ? ''
      : file.slice(from + 1 + key.length, file.indexOf('!', from + 1));
  }

  /* Story to places. */
  function readPairs(list) {
    const n = numbers(list), found = new Map();
    let story = 0;
    for (let i = 0; i < n.length;) {
      story += n[i] >> 1;
      let count = n[i++] & 1 ? n[i++] + 2 : 1, place = 0;
      const places = [];
      for (; count; count--)
        places.push(place += n[i++]);
      found.set(story, places);
    }
    return found;
  }

  /* Story to one place in the zone where the character stands highest. */
  function readSingles(list) {
    const found = new Map();
    let story = 0;
    for (const n of numbers(list)) {
      story += n >> 2;
      found.set(story, [[TEXT, HEADS, 0][n & 3]]);
    }
    return found;
  }

  /* Stories where RIGHT stands SHIFT behind LEFT. */
  function join(left, right, shift) {
    const both = new Map();
    for (const [story, places] of left) {
      const there = right.get(story);
      if (!there)
        continue;
      const set = new Set(there);
      const stay = places.filter(p => set.has(p + shift));
      if (stay.length)
        both.set(story, stay);
    }
    return both;
  }

  /* Where pairs begin that cover N units, the last one at the end; and where
   * all others do. */
  function cover(n) {
    const at = [], others = [];
    for (let i = 0; i < n - 1; i++)
      (i % 2 === 0 || i === n - 2 ? at : others).push(i);
    return [at, others];
  }

  /* A long list stands in parts: here is only with which story each begins
   * (.firsts) and in which zone each story has the pair (.zones). */
  function pairList(text, pair, at) {
    const [list, firsts, zones] = text.split(' ');
    return {pair, at, list, zones, size: text.length,
      firsts: zones && sums(numbers(firsts))};
  }

  /* Story to places, of a long list at least for the STORIES. */
  async function placesOf(list, stories, load) {
    if (!list.zones)
      return readPairs(list.list);
    const parts = new Set();
    for (const story of stories) {
      let part = list.firsts.length - 1;
      while (part > 0 && list.firsts[part] > story)
        part--;
      parts.add(part);
    }
    const key = ((list.pair.charCodeAt(0) << 16) | list.pair.charCodeAt(1)) >>> 0;
    const name = 'h' + ('0000000' + key.toString(16)).slice(-8);
    const files = await Promise.all(Array.from(parts).map(part =>
      load(`${name}-${part.toString(16)}`)));
    return new Map([].concat(...files.map(f => Array.from(readPairs(f)))));
  }

  /* The stories that are in all of the long LISTS. */
  function inAll(lists) {
    const all = lists.map(l => readSingles(l.zones));
    return Array.from(all[0].keys())
      .filter(story => all.every(zones => zones.has(story)));
  }

  /* Story to places where UNITS stand side by side. LOAD(name) promises a
   * file. */
  async function phrase(index, units, load) {
    if (units.length === 1)
      return readSingles(listOf(await load(singleFile(index, units)), units));
    const listAt = async i => {
      const pair = units.substr(i, 2);
      const file = await load(gramFile(index, pair));
      return pairList(listOf(file, pair), pair, i);
    };
    const [at, others] = cover(units.length);
    let lists = await Promise.all(at.map(listAt));
    if (lists.length === 1 && lists[0].zones)
      return readSingles(lists[0].zones);
    // With long lists alone the pairs between may be rarer.
    if (lists.every(l => l.zones))
      lists = lists.concat(await Promise.all(others.map(listAt)));
    // The rarest first, the long ones last: what is left is looked up there.
    lists.sort((a, b) => !a.zones !== !b.zones ? (a.zones ? 1 : -1)
      : a.size - b.size);
    const first = lists[0];
    let found = await placesOf(first, first.zones ? inAll(lists) : [], load);
    for (const l of lists.slice(1))
      if (found.size)
        found = join(found, await placesOf(l, found.keys(), load),
          l.at - first.at);
    for (const [story, places] of found)
      found.set(story, places.map(p => p - first.at));
    return found;
  }

  // ---- By sound: syllables or initials of headlines and names ----

  const INITIALS = ['', 'zh', 'ch', 'sh', 'b', 'p', 'm', 'f', 'd', 't', 'n',
    'l', 'g', 'k', 'h', 'j', 'q', 'x', 'r', 'z', 'c', 's', 'y', 'w'];
  const FINALS = ['a', 'o', 'e', 'i', 'u', 'v', 'ai', 'ei', 'ui', 'ao', 'ou',
    'iu', 'ie', 'ue', 've', 'er', 'an', 'en', 'in', 'un', 'vn', 'ang', 'eng',
    'ing', 'ong', 'ia', 'ua', 'uo', 'iao', 'uai', 'ian', 'uan', 'van', 'io',
    'iang', 'uang', 'iong', 'ueng'];

  /* All ways to read LETTERS as syllables, each as a string of units. */
  function readings(letters) {
    const all = [];
    function go(from, units) {
      if (all.length >= MOST_READINGS)
        return;
      if (from === letters.length) {
        all.push(units);
        return;
      }
      INITIALS.forEach((initial, i) => {
        if (!letters.startsWith(initial, from))
          return;
        FINALS.forEach((final, f) => {
          const end = from + initial.length + final.length;
          if (letters.startsWith(final, from + initial.length))
            go(end, units + String.fromCharCode(SYLLABLE + i * FINALS_MOST + f));
        });
      });
    }
    go(0, '');
    return all;
  }

  function initials(letters) {
    return Array.from(letters, c =>
      String.fromCharCode(INITIAL + c.charCodeAt(0) - 97)).join('');
  }

  /* What PLACE is the sound of: N characters of a field; null for a name in
   * the text. */
  function spokenAt(place, n) {
    const base = place < BYLINE ? SOUND : BYLINE;
    return place >= TEXT || place < SOUND ? null
      : {field: base === SOUND ? 'headline' : 'byline',
        from: (place - base) % SLOT, n};
  }

  /* Story to what sounds like WORD there. */
  async function bySound(index, word, load) {
    const stories = new Map();
    if (!/^[a-z]{2,40}$/.test(word))
      return stories;
    const ways = [initials(word)].concat(readings(word));
    const found = await Promise.all(ways.map(w => phrase(index, w, load)));
    found.forEach((f, i) => f.forEach((places, story) => {
      if (!stories.has(story))
        stories.set(story, spokenAt(places[0], ways[i].length));
    }));
    return stories;
  }

  // ---- What is worth how much ----

  /* A headline counts 8, other heads 3, the text up to 1 by how often. */
  function worth(places) {
    const text = places.filter(p => p >= TEXT).length;
    return (places.some(p => p < HEADS) ? 8 : 0) +
      (places.some(p => p >= HEADS && p < SOUND) ? 3 : 0) +
      text / (text + 1.5);
  }

  const BY_SOUND = 0.2;

  async function wordHits(index, word, load) {
    const [exact, sound] = await Promise.all(
      [phrase(index, word, load), bySound(index, word, load)]);
    const hits = new Map();
    sound.forEach((_, story) => hits.set(story, BY_SOUND));
    exact.forEach((places, story) => hits.set(story, worth(places)));
    return {hits, sound, exact};
  }

  /* A year makes a story worth half of what it was above its lower half. */
  function freshness(index, story) {
    const days = (index.newest - Date.parse(index.issues[index.of[story]][1])) /
      864e5;
    return 0.5 + 0.5 / (1 + (days || 0) / 365);
  }

  function passes(index, story, filter) {
    const issue = index.issues[index.of[story]];
    return (!filter.paper || index.papers[issue[0]][0] === filter.paper) &&
      (!filter.year || issue[1].slice(0, 4) === filter.year) &&
      (!filter.section ||
        index.sections[index.sectionOf[story]] === filter.section);
  }

  /* .stories: the numbers of those that have all words, the best first;
   * .spoken(story): what is there by its sound alone. */
  async function search(index, query, filter, load) {
    const list = words(query);
    const all = await Promise.all(list.map(w => wordHits(index, w, load)));
    const found = [];
    if (all.length)
      all[0].hits.forEach((_, story) => {
        if (all.every(w => w.hits.has(story)) && passes(index, story, filter))
          found.push({story, worth: all.reduce((sum, w) =>
            sum + w.hits.get(story), 0) * freshness(index, story)});
      });
    found.sort((a, b) => b.worth - a.worth || b.story - a.story);
    return {
      words: list,
      stories: found.map(f => f.story),
      bySound: story => all.some(w => !w.exact.has(story)),
      spoken: story => all.filter(w => !w.exact.has(story))
        .map(w => w.sound.get(story)).filter(Boolean)
    };
  }

  /* Where the character that begins at FROM in LINE ends. */
  const endOf = (line, from) =>
    from + String.fromCodePoint(line.codePointAt(from)).length;

  /* What SPOKEN is in a record: [from, to] in its field's text. */
  function spokenRange(record, spoken) {
    const line = record[spoken.field], at = fold(line).at;
    return [at[spoken.from], endOf(line, at[spoken.from + spoken.n - 1])];
  }

  /* The index with what follows from it. */
  function prepare(index) {
    index.of = [];
    index.issues.forEach((issue, i) => {
      for (let n = 0; n < issue[2]; n++)
        index.of.push(i);
    });
    index.sectionOf = numbers(index.section);
    index.firsts = sums(numbers(index.records));
    index.newest = Math.max(...index.issues.map(i => Date.parse(i[1]) || 0));
    return index;
  }

  async function record(index, story, load) {
    let file = index.firsts.length - 1;
    while (index.firsts[file] > story)
      file--;
    const all = await load(hex('d', file));
    const [id, page, kicker, headline, deck, byline, text] =
      all[story - index.firsts[file]];
    const issue = index.issues[index.of[story]];
    const paper = index.papers[issue[0]];
    return {story, id, page, kicker, headline, deck, byline, text,
      paper: paper[1], date: issue[1],
      section: index.sections[index.sectionOf[story]],
      url: `${paper[0]}/${issue[1]}/${id}.html`};
  }

  /* [from, to] of all WORDS in LINE, in order, none within another. */
  function ranges(line, list) {
    const folded = fold(line), all = [];
    for (const word of list)
      for (let i = folded.text.indexOf(word); i >= 0;
        i = folded.text.indexOf(word, i + word.length)) {
        all.push([folded.at[i], endOf(line, folded.at[i + word.length - 1])]);
      }
    all.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const merged = [];
    for (const r of all) {
      const before = merged[merged.length - 1];
      if (before && r[0] <= before[1])
        before[1] = Math.max(before[1], r[1]);
      else
        merged.push(r);
    }
    return merged;
  }

  return {fold, words, numbers, readings, phrase, search, prepare, record,
    ranges, spokenRange};
}());

/* Files of the index, each asked for once: name to {promise, done}. */
const ChenbaoFiles = new Map();

function chenbao_found(name, data) {
  const file = ChenbaoFiles.get(name);
  if (file)
    file.done(data);
}

// ---- The page ----

(function () {
  if (typeof document === 'undefined')
    return;

  const AT_ONCE = 10, AROUND = 36, WHOLE = 90;
  const $ = id => document.getElementById(id);

  function load(name) {
    let file = ChenbaoFiles.get(name);
    if (file)
      return file.promise;
    file = {};
    file.promise = new Promise((done, fail) => {
      const script = document.createElement('script');
      file.done = done;
      script.src = `search/${name}.js`;
      // What has called chenbao_found by then is done already.
      script.onload = script.onerror = () => {
        fail(new Error(name));
      };
      document.head.appendChild(script);
    });
    ChenbaoFiles.set(name, file);
    return file.promise;
  }

  function element(name, text, className) {
    const e = document.createElement(name);
    if (text !== undefined)
      e.textContent = text;
    if (className)
      e.className = className;
    return e;
  }

  /* LINE from FROM to TO into GOAL, what is in FOUND marked. */
  function putMarked(goal, line, found, from, to) {
    let at = from;
    for (const [start, end] of found) {
      const a = Math.max(start, from), b = Math.min(end, to);
      if (a >= b || a < at)
        continue;
      goal.append(line.slice(at, a), element('mark', line.slice(a, b)));
      at = b;
    }
    goal.append(line.slice(at, to));
  }

  /* A cut must not part the halves of a pair. */
  function whole(line, i) {
    return i > 0 && /[\uDC00-\uDFFF]/.test(line.charAt(i)) ? i - 1 : i;
  }

  /* The first place of the text that has a word, with what stands around. */
  function putSnippet(goal, story, list) {
    const lines = [story.kicker, story.deck, story.byline]
      .concat(story.text.split('\n')).filter(Boolean);
    for (const line of lines) {
      const found = ChenbaoSearch.ranges(line, list);
      if (!found.length)
        continue;
      const from = whole(line, Math.max(0, found[0][0] - AROUND));
      const to = whole(line, Math.min(line.length,
        Math.max(found[0][1] + AROUND, from + WHOLE)));
      goal.append(from ? '……' : '');
      putMarked(goal, line, found, from, to);
      goal.append(to < line.length ? '……' : '');
      return line.slice(found[0][0], found[0][1]);
    }
    const first = story.deck || story.text.split('\n')[0];
    goal.append(first.slice(0, whole(first, WHOLE)),
      first.length > WHOLE ? '……' : '');
    return '';
  }

  /* The browser scrolls to the words and marks them, where it can. */
  function addressOf(story, words) {
    const path = story.url.split('/').map(encodeURIComponent).join('/');
    return path + (words && words.length > 1
      ? '#:~:text=' + encodeURIComponent(words).replace(/-/g, '%2D') : '');
  }

  function day(date) {
    const d = /^(\d+)-(\d+)-(\d+)$/.exec(date);
    return d ? `${d[1]}年${+d[2]}月${+d[3]}日` : date;
  }

  /* STORY as it is shown, with the words of LIST marked. */
  function show(story, list) {
    const hit = $('hit').cloneNode(true);
    const part = name => hit.querySelector('.' + name);
    hit.removeAttribute('id');
    hit.hidden = false;
    part('hit-paper').textContent = story.paper;
    part('hit-date').textContent = day(story.date);
    part('hit-date').setAttribute('datetime', story.date);
    part('hit-page').textContent = story.page ? `第${story.page}版` : '';
    part('hit-section').textContent =
      story.section ? `【${story.section}】` : '';
    const words = putSnippet(part('hit-text'), story, list);
    const title = part('hit-title');
    title.href = addressOf(story, words);
    title.textContent = '';
    putMarked(title, story.headline,
      ChenbaoSearch.ranges(story.headline, list), 0, story.headline.length);
    return hit;
  }

  function say(text) {
    $('status').textContent = text;
  }

  /* What was typed by sound may be several words: offers them, and shows the
   * commonest first. */
  function guess(records, found) {
    const count = new Map();
    const heard = record => found.spoken(record.story).map(s =>
      record[s.field].slice(...ChenbaoSearch.spokenRange(record, s)));
    for (const word of [].concat(...records.map(heard)))
      count.set(word, (count.get(word) || 0) + 1);
    const weight = record => found.bySound(record.story)
      ? Math.max(0, ...heard(record).map(word => count.get(word))) : Infinity;
    records.sort((a, b) => (weight(a) < weight(b)) - (weight(a) > weight(b)));
    const words = Array.from(count).sort((a, b) => b[1] - a[1])
      .map(entry => entry[0]);
    found.guesses = words.map(word => ChenbaoSearch.fold(word).text);
    $('guess').hidden = !words.length;
    for (const word of words.slice(0, 6)) {
      const a = element('a', word);
      a.href = `search.html?q=${encodeURIComponent(word)}`;
      $('guess').append(a, ' ');
    }
  }

  /* Some more of the stories found, behind those that are shown. */
  async function showMore(index, found) {
    const from = $('found').children.length;
    const some = found.stories.slice(from, from + AT_ONCE);
    const records = await Promise.all(
      some.map(s => ChenbaoSearch.record(index, s, load)));
    if (!from)
      guess(records, found);
    const hits = records.map(r => show(r, found.bySound(r.story)
      ? found.words.concat(found.guesses) : found.words));
    $('found').append(...hits);
    $('more').hidden = $('found').children.length >= found.stories.length;
    if (from && hits.length)
      hits[0].querySelector('a').focus();
  }

  function options(select, values, chosen) {
    for (const [value, name] of values) {
      const option = element('option', name);
      option.value = value;
      option.selected = value === chosen;
      select.append(option);
    }
    // With nothing to choose from there is no question.
    select.parentNode.hidden = values.length < 2;
    $('filters').open = $('filters').open || Boolean(chosen);
  }

  function fillForm(index, wanted) {
    const years = new Set(index.issues.map(i => i[1].slice(0, 4)));
    const used = new Set(index.sectionOf);
    options($('paper'), index.papers, wanted.paper);
    options($('year'), Array.from(years).sort().reverse()
      .map(y => [y, `${y}年`]), wanted.year);
    options($('section'), index.sections.map((s, i) => [s, s, i])
      .filter(s => s[0] && used.has(s[2])), wanted.section);
  }

  function tell(wanted, found) {
    const what = `“${wanted.q.trim()}”`;
    document.title = `${what} · ${document.title}`;
    if (!found.words.length)
      say('请写要找的字、词或拼音。');
    else if (found.stories.length)
      say(`${what}：找到${found.stories.length}篇。`);
    else
      say(`没有找到${what}。可以少写几个字，换个说法，或从下面的往期报纸里找。`);
  }

  async function start() {
    const asked = new URLSearchParams(location.search);
    const wanted = {};
    for (const name of ['q', 'paper', 'year', 'section'])
      wanted[name] = asked.get(name) || '';
    $('form').hidden = false;
    $('q').value = wanted.q;
    if (wanted.q)
      say('正在找……');
    const index = ChenbaoSearch.prepare(await load('index'));
    fillForm(index, wanted);
    if (!wanted.q)
      return;
    const found = await ChenbaoSearch.search(index, wanted.q, wanted, load);
    await showMore(index, found);
    tell(wanted, found);
    $('more').addEventListener('click', () =>
      showMore(index, found).catch(fail));
  }

  function fail() {
    say('搜索用的资料没有取到，请过一会儿再试，或从下面的往期报纸里找。');
  }

  start().catch(fail);
}());
