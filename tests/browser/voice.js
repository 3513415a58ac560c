/* Put into a page before its own scripts: a Chinese voice that says nothing
 * but keeps what it was to say in `spoken`, with the block that was marked
 * then. `hush.step()` ends a sentence; with `hush.runs` they end by
 * themselves. */
'use strict';

module.exports = function voice() {
  const spoken = [];
  let now = null;
  const kept = { runs: false };
  function Utterance(text) {
    this.text = text;
  }
  function ended() {
    const u = now;
    now = null;
    if (u && u.onend) {
      u.onend();
    }
  }
  const speech = {
    getVoices: () => [{ lang: 'en-US', name: 'English' },
      { lang: 'zh-CN', name: '普通话' }],
    speak: (u) => {
      const marked = document.querySelectorAll('.now');
      const box = marked.length ? marked[0].getBoundingClientRect() : null;
      spoken.push({
        text: u.text, rate: u.rate, lang: u.lang,
        marked: marked.length, block: marked.length ? marked[0] : null,
        seen: Boolean(box) && box.bottom > 0 && box.top < window.innerHeight
      });
      now = u;
      if (kept.runs) {
        Promise.resolve().then(ended);
      }
    },
    cancel: () => {
      now = null;
    },
    addEventListener: () => {}
  };
  kept.step = ended;
  kept.speaks = () => now !== null;
  window.spoken = spoken;
  window.hush = kept;
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = Utterance;
};
