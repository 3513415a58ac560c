/* Comfort that pages have besides what they do without any script: the choice
 * of 阅读方式 is kept on the reader's device, and stories are read aloud. It
 * asks no host for anything. Loaded at the top of <body>, so that a page
 * appears as it was chosen at once. */
(function () {
  'use strict';

  var root = document.documentElement;
  var KEY = 'chenbao';

  /* ---- what is kept; private windows may forbid it ---- */

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch (e) {
      return {};
    }
  }

  var kept = recall();

  function keep(name, value) {
    if (value) {
      kept[name] = value;
    } else {
      delete kept[name];
    }
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch (e) {
      /* for this page alone, then */
    }
  }

  /* ---- size and colours ---- */

  var known = {
    size: ['large', 'huge'],
    colour: ['contrast', 'dark', 'light']
  };

  function show(name) {
    var value = kept[name];
    if (known[name].indexOf(value) < 0) {
      root.removeAttribute('data-' + name);
    } else {
      root.setAttribute('data-' + name, value);
    }
  }

  function mark(links) {
    links.forEach(function (a) {
      var name = a.hasAttribute('data-size') ? 'size' : 'colour';
      var value = a.getAttribute('data-' + name);
      var on = value === (kept[name] || (name === 'size' ? 'plain' : ''));
      if (on) {
        a.setAttribute('aria-current', 'true');
      } else {
        a.removeAttribute('aria-current');
      }
    });
  }

  /* A colour that is chosen again is given back to the system. */
  function choose(a) {
    var name = a.hasAttribute('data-size') ? 'size' : 'colour';
    var value = a.getAttribute('data-' + name);
    if (value === 'plain' || (name === 'colour' && kept.colour === value)) {
      value = '';
    }
    keep(name, value);
    show(name);
  }

  /* An address that names a choice (…#large) makes it. */
  function follow() {
    var name = location.hash.slice(1);
    Object.keys(known).forEach(function (kind) {
      if (known[kind].indexOf(name) >= 0) {
        keep(kind, name);
      }
    });
  }

  function startComfort() {
    var links = Array.prototype.slice.call(
      document.querySelectorAll('.comfort [data-size], .comfort [data-colour]'));
    links.forEach(function (a) {
      a.addEventListener('click', function (event) {
        event.preventDefault();
        /* a #large in the address would go on to rule */
        if (a.ownerDocument.querySelector('.comfort :target')) {
          history.replaceState(null, '', location.pathname + location.search);
          location.hash = '';
        }
        choose(a);
        mark(links);
      });
    });
    mark(links);
  }

  follow();
  show('size');
  show('colour');

  /* ---- reading aloud ---- */

  var PART = 120; /* characters at a time: some voices stop in long ones */

  function sentences(text) {
    var all = text.match(/[^。！？；!?;]+[。！？；!?;”’）】]*/g) || [];
    var parts = [];
    all.forEach(function (s) {
      var last = parts.length - 1;
      if (last >= 0 && parts[last].length + s.length <= PART) {
        parts[last] += s;
      } else {
        parts.push(s);
      }
    });
    return parts;
  }

  /* What is said for a block: as it was prepared, else as it stands. */
  function saidFor(block) {
    if (block.hasAttribute('data-say')) {
      return block.getAttribute('data-say');
    }
    if (block.tagName === 'TR') {
      return Array.prototype.map.call(block.cells, saidFor).join('，') + '。';
    }
    var copy = block.cloneNode(true);
    copy.querySelectorAll('ul, ol, .credit, .back').forEach(function (n) {
      n.remove();
    });
    return copy.textContent;
  }

  function blocksOf(article) {
    var body = '.body p, .body h2, .body h3, .body h4, .body li, .body dt, ' +
      '.body dd, .body figcaption, .body caption, .body tr';
    var all = article.querySelectorAll('.kicker, h1, .deck, ' + body);
    return Array.prototype.filter.call(all, function (n) {
      return !n.querySelector('p') && !n.closest('.parts, [hidden]');
    }).map(function (n) {
      return { block: n, parts: sentences(saidFor(n)) };
    }).filter(function (b) {
      return b.parts.length;
    });
  }

  function chineseVoice(speech) {
    var voices = speech.getVoices().filter(function (v) {
      return /^(zh|cmn)/i.test(v.lang);
    });
    var near = voices.filter(function (v) {
      return /CN|Hans|^cmn/i.test(v.lang);
    });
    return near[0] || voices[0];
  }

  function Reader(article, box) {
    this.speech = window.speechSynthesis;
    this.blocks = blocksOf(article);
    this.play = box.querySelector('.play');
    this.stop = box.querySelector('.stop');
    this.rate = box.querySelector('select');
    this.state = box.querySelector('[role="status"]');
    this.at = 0;
    this.part = 0;
    this.turn = 0; /* what was cancelled still tells its end */
    this.reading = false;
  }

  Reader.prototype.mark = function (on) {
    var b = this.blocks[this.at];
    if (!b) {
      return;
    }
    b.block.classList.toggle('now', on);
    if (!on) {
      b.block.removeAttribute('aria-current');
      return;
    }
    b.block.setAttribute('aria-current', 'true');
    var box = b.block.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) {
      b.block.scrollIntoView({ block: 'center' });
    }
  };

  Reader.prototype.tell = function (label, state) {
    this.play.textContent = label;
    this.play.classList.toggle('on', this.reading);
    this.stop.hidden = !this.reading && !this.at && !this.part;
    this.state.textContent = state;
  };

  Reader.prototype.say = function () {
    var self = this;
    var turn = ++this.turn;
    var b = this.blocks[this.at];
    if (!b) {
      this.end('读完了');
      return;
    }
    this.mark(true);
    var u = new SpeechSynthesisUtterance(b.parts[this.part]);
    var voice = chineseVoice(this.speech);
    u.lang = voice ? voice.lang : 'zh-CN';
    if (voice) {
      u.voice = voice;
    }
    u.rate = Number(this.rate.value) || 1;
    u.onend = function () {
      if (turn === self.turn && self.reading) {
        self.advance();
      }
    };
    u.onerror = function () {
      if (turn === self.turn && self.reading) {
        self.pause('这台设备没有读出来');
      }
    };
    this.utterance = u; /* some browsers drop it, and its events, otherwise */
    this.speech.speak(u);
  };

  Reader.prototype.advance = function () {
    this.part++;
    if (this.part >= this.blocks[this.at].parts.length) {
      this.mark(false);
      this.part = 0;
      this.at++;
    }
    this.say();
  };

  Reader.prototype.start = function () {
    this.reading = true;
    this.tell('暂停', '正在朗读');
    this.speech.cancel();
    this.say();
  };

  /* Begins its sentence again afterwards: on many phones a voice that is
     paused cannot go on. */
  Reader.prototype.pause = function (state) {
    this.reading = false;
    this.turn++;
    this.speech.cancel();
    this.tell('继续听', state);
  };

  Reader.prototype.end = function (state) {
    this.reading = false;
    this.turn++;
    this.speech.cancel();
    this.mark(false);
    this.at = this.part = 0;
    this.tell('听本文', state);
  };

  Reader.prototype.bind = function () {
    var self = this;
    this.play.addEventListener('click', function () {
      if (self.reading) {
        self.pause('已暂停');
      } else {
        self.start();
      }
    });
    this.stop.addEventListener('click', function () {
      self.end('');
      self.play.focus();
    });
    this.rate.addEventListener('change', function () {
      keep('rate', self.rate.value);
      if (self.reading) {
        self.start();
      }
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && self.reading) {
        self.end('');
      }
    });
    window.addEventListener('pagehide', function () {
      self.speech.cancel();
    });
  };

  /* The controls stay hidden where there is no Chinese voice. */
  function startReader() {
    var article = document.querySelector('.article');
    var box = article && article.querySelector('.listen');
    if (!box || !window.speechSynthesis || !window.SpeechSynthesisUtterance) {
      return;
    }
    var reader = null;
    function offer() {
      if (reader || !chineseVoice(window.speechSynthesis)) {
        return;
      }
      reader = new Reader(article, box);
      if (kept.rate) {
        reader.rate.value = kept.rate;
        if (reader.rate.selectedIndex < 0) {
          reader.rate.value = '1';
        }
      }
      reader.bind();
      reader.tell('听本文', '');
      box.hidden = false;
    }
    offer();
    if (window.speechSynthesis.addEventListener) {
      window.speechSynthesis.addEventListener('voiceschanged', offer);
    } else {
      window.speechSynthesis.onvoiceschanged = offer;
    }
  }

  document.addEventListener('DOMContentLoaded', function () {
    startComfort();
    startReader();
  });
}());
