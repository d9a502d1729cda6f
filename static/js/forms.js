/* Forms: phrases fill the opinion, a second click does nothing, the error summary takes focus,
   a password can be shown. Nothing here submits by itself. */
(function () {
  'use strict';
  var BUSY = 'oaBusy';

  function phrasesFor(id) {
    return Array.prototype.map.call(
      document.querySelectorAll('.phrase[data-for="' + id + '"]'),
      function (button) { return button.textContent.trim(); }
    );
  }
  function fill(button) {
    var field = document.getElementById(button.dataset.for);
    if (!field) return;
    var words = button.textContent.trim();
    var typed = field.value.trim();
    /* What a person wrote is never thrown away; one phrase replaces another. */
    var fresh = !typed || phrasesFor(button.dataset.for).indexOf(typed) >= 0;
    field.value = fresh ? words : typed + words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  }
  /* An account of the demonstration, chosen from the list below the form. */
  function signInAs(button) {
    document.getElementById('id_username').value = button.dataset.account;
    document.getElementById('id_password').value = button.dataset.secret;
    document.querySelector('#login button[type="submit"]').focus();
  }
  /* All of a group, or none of it where all are ticked. */
  function tickAll(group) {
    var boxes = Array.prototype.slice.call(group.querySelectorAll('input[type="checkbox"]'));
    var all = boxes.every(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.checked = !all; });
  }
  function release(form) {
    delete form.dataset[BUSY];
    form.querySelectorAll('[data-oa-busy]').forEach(function (button) {
      button.disabled = false;
      button.removeAttribute('aria-busy');
      button.removeAttribute('data-oa-busy');
    });
  }
  function hold(form) {
    var outside = form.id ? document.querySelectorAll('button[form="' + form.id + '"]') : [];
    var buttons = Array.prototype.slice.call(form.querySelectorAll('button, input[type="submit"]'))
      .concat(Array.prototype.slice.call(outside));
    buttons.forEach(function (button) {
      if (button.type !== 'submit' || button.disabled) return;
      button.disabled = true;
      button.setAttribute('aria-busy', 'true');
      button.setAttribute('data-oa-busy', '');
    });
  }

  /* From a remark to the words it is about: the paragraph is chosen in its field. */
  function find(link) {
    var field = document.getElementById(link.hash.slice(1));
    if (!field || !field.setSelectionRange || field.type === 'radio') return false;
    var line = Number(link.dataset.line);
    var words = link.dataset.find;
    var start = 0;
    var seen = 0;
    field.value.split('\n').some(function (text) {
      if (text.trim()) seen += 1;
      if (seen === line) return true;
      start += text.length + 1;
      return false;
    });
    if (words && field.value.indexOf(words, start) >= 0) start = field.value.indexOf(words, start);
    var end = words ? start + words.length : field.value.indexOf('\n', start);
    field.focus();
    field.setSelectionRange(start, end < 0 ? field.value.length : end);
    return true;
  }

  var pressed = null;
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-find]');
    if (link && find(link)) { event.preventDefault(); return; }
    var button = event.target.closest('button');
    if (!button) return;
    pressed = button;
    if (button.classList.contains('phrase')) fill(button);
    if (button.dataset.account) signInAs(button);
    if ('tickAll' in button.dataset) tickAll(button.closest('[role="group"]'));
    if (button.dataset.reveal) {
      var secret = document.getElementById(button.dataset.reveal);
      var shown = secret.type === 'password';
      secret.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    }
  });
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var button = event.submitter || pressed;
    var apart = form.target === '_blank' || (button && button.formTarget === '_blank');
    if (event.defaultPrevented || form.method !== 'post' || apart) return;
    if (form.dataset[BUSY]) { event.preventDefault(); return; }
    form.dataset[BUSY] = '1';
    /* After the browser has taken the entries: the pressed button's own value still goes along. */
    window.setTimeout(function () { hold(form); }, 0);
  });
  /* Back from the cache of the browser: the page must work again. */
  window.addEventListener('pageshow', function () {
    Array.prototype.forEach.call(document.forms, release);
  });
  /* The button says what it will do, and the line above it what follows, once a way is chosen. */
  function sayVerb(radio) {
    if (!radio.form || !radio.closest('.actgrid')) return;
    var words = radio.nextElementSibling;
    var verb = radio.form.querySelector('[data-verb]');
    var then = radio.form.querySelector('[data-then-slot]');
    if (verb) verb.textContent = words.textContent.trim();
    if (then && words.dataset.then) then.textContent = words.dataset.then;
  }
  document.addEventListener('change', function (event) {
    if (event.target.type === 'radio') sayVerb(event.target);
  });
  document.querySelectorAll('.actgrid input:checked').forEach(sayVerb);
  var summary = document.querySelector('.errsum[data-focus]');
  if (summary) summary.focus();
})();
