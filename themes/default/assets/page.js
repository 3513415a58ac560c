/* Pages of the paper: arrow keys turn them; text that is being selected is not
 * a click on its story. Everything works without this file, too. */
(function () {
  'use strict';
  var turns = { ArrowLeft: 'prev', ArrowRight: 'next' };

  function rolls(node) {
    var box = node && node.closest && node.closest('.scroll');
    return box && box.scrollWidth > box.clientWidth + 1;
  }

  document.addEventListener('keydown', function (event) {
    var rel = turns[event.key];
    if (!rel || event.defaultPrevented || event.altKey || event.ctrlKey ||
        event.metaKey || event.shiftKey || rolls(event.target) ||
        /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      return;
    }
    var link = document.querySelector('a[rel="' + rel + '"]');
    if (link) {
      event.preventDefault();
      window.location.href = link.href;
    }
  });

  document.addEventListener('click', function (event) {
    var chosen = window.getSelection();
    if (event.target.closest && event.target.closest('.sheet a') && chosen &&
        !chosen.isCollapsed && chosen.toString().trim()) {
      event.preventDefault();
    }
  });

  var hint = document.querySelector('.keys');
  if (hint && document.querySelector('.beside a[rel]')) {
    hint.hidden = false;
  }
}());
