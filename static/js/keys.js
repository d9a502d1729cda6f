/* Keyboard of the pages. Single keys are ignored while typing and composing, and can be switched
   off. No bare key signs or returns anything: 1-5 choose, Ctrl+Enter submits what was chosen. */
(function () {
  'use strict';
  var waiting = 0;

  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.nodeName) &&
      !/^(checkbox|radio|button|submit)$/.test(target.type) || target.isContentEditable;
  }
  function rows() { return Array.prototype.slice.call(document.querySelectorAll('[data-row]')); }
  function current() { return document.querySelector('[data-row].is-on'); }
  function press(selector, scope) {
    var found = (scope || document).querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  }
  function move(step) {
    var all = rows();
    if (!all.length) return;
    var at = all.indexOf(current());
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    all.forEach(function (row) { row.classList.remove('is-on'); });
    next.classList.add('is-on');
    var link = next.querySelector('a[href]');
    if (link) link.focus();
    next.scrollIntoView({ block: 'nearest' });
  }
  function choose(number) {
    var radios = document.querySelectorAll('.actgrid input[type="radio"]');
    var radio = radios[number - 1];
    if (!radio || radio.disabled) return;
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event('change', { bubbles: true }));
  }
  /* Ctrl+Enter: the primary button of the form being typed in, else of the action panel. */
  function submit(target) {
    var form = target.form || target.closest('form') || document.querySelector('form[data-act]');
    if (!form || form.method !== 'post') return;
    var button = form.querySelector('.btn-primary[type="submit"]') ||
      (form.id && document.querySelector('.btn-primary[type="submit"][form="' + form.id + '"]'));
    if (button) button.click();
  }
  function go(letter) { press('[data-go="' + letter + '"]'); }

  var KEYS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    '/': function () {
      var q = document.getElementById('q');
      if (q && q.offsetParent) { q.focus(); q.select(); } else { window.location.assign('/search/'); }
    },
    '?': function () {
      var help = document.getElementById('keys');
      if (help && help.showModal && !help.open) help.showModal();
    },
    g: function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { waiting = 0; }, 1500);
    },
    '[': function () { press('a[rel="prev"]'); },
    ']': function () { press('a[rel="next"]'); },
    n: function () { press('a[data-new]'); },
    t: function () { press('a[data-today]'); },
    x: function () { if (current()) press('input[type="checkbox"]', current()); }
  };

  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit(event.target);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.documentElement.dataset.keys === 'off') return;
    if (document.querySelector('dialog[open]')) return;
    if (waiting) {
      window.clearTimeout(waiting);
      waiting = 0;
      go(event.key);
      return;
    }
    if (/^[1-5]$/.test(event.key)) { choose(Number(event.key)); return; }
    if (event.key === 'Enter') {
      if (event.target === document.body && current()) press('a[href]', current());
      return;
    }
    if (Object.prototype.hasOwnProperty.call(KEYS, event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
})();
