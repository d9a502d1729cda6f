/* Text that was typed and not yet sent: kept in sessionStorage of this tab, by person, page and
   form (form[data-autosave][id]). Gone when the server has taken it. Never keeps passwords, PINs,
   files or hidden fields. */
(function () {
  'use strict';
  var me = document.body.dataset.me || '';
  var PREFIX = 'oa:draft:';
  var mine = PREFIX + me + ':';
  var forms = Array.prototype.slice.call(document.querySelectorAll('form[data-autosave][id]'));
  var store;
  try { store = window.sessionStorage; } catch (e) { return; }

  function keyOf(form) { return mine + location.pathname + ':' + form.id; }
  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      if (!field.name || field.autocomplete === 'off' || field.autocomplete === 'one-time-code') return false;
      return field.nodeName === 'TEXTAREA' ||
        (field.nodeName === 'INPUT' && /^(text|search|date|datetime-local|number|tel)$/.test(field.type));
    });
  }
  function read(key) {
    try { return JSON.parse(store.getItem(key) || 'null'); } catch (e) { return null; }
  }
  function write(key, value) {
    try { store.setItem(key, JSON.stringify(value)); } catch (e) { /* full: typing goes on without a copy */ }
  }
  function save(form, sent) {
    var values = {};
    var changed = false;
    fieldsOf(form).forEach(function (field) {
      if (field.value === field.defaultValue) return;
      values[field.name] = field.value;
      changed = true;
    });
    if (changed) write(keyOf(form), { values: values, sent: Boolean(sent) });
    else store.removeItem(keyOf(form));
  }
  function say(form) {
    var note = document.createElement('p');
    var button = document.createElement('button');
    note.className = 'inset amber sm mb2 row sb';
    note.setAttribute('role', 'status');
    note.appendChild(document.createTextNode('已恢复您上次未报出的内容'));
    button.type = 'button';
    button.className = 'btn btn-sm';
    button.textContent = '清除';
    button.addEventListener('click', function () {
      fieldsOf(form).forEach(function (field) { field.value = field.defaultValue; });
      store.removeItem(keyOf(form));
      note.remove();
    });
    note.appendChild(button);
    form.insertBefore(note, form.firstChild);
  }
  function restore(form) {
    var draft = read(keyOf(form));
    var used = false;
    if (!draft) return;
    fieldsOf(form).forEach(function (field) {
      var kept = draft.values[field.name];
      if (kept === undefined || field.value !== field.defaultValue || kept === field.value) return;
      field.value = kept;
      used = true;
    });
    if (used) say(form);
  }
  /* A page that came after sending, without errors, means that the server has taken the text.
     Going back, reloading, an error or the sign-in page mean the opposite: then it is kept. */
  function settle() {
    var entry = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    var arrived = !entry || entry.type === 'navigate';
    var failed = !me || document.querySelector('.errsum, [data-keep-drafts]');
    Object.keys(store).forEach(function (key) {
      if (key.indexOf(PREFIX) !== 0) return;
      if (me && key.indexOf(mine) !== 0) { store.removeItem(key); return; }
      var draft = read(key);
      if (!draft || !draft.sent || !arrived) return;
      if (failed) write(key, { values: draft.values, sent: false });
      else store.removeItem(key);
    });
  }

  settle();
  if (!me) return;
  forms.forEach(function (form) {
    restore(form);
    form.addEventListener('input', function () { save(form, false); });
    form.addEventListener('submit', function () { save(form, true); });
  });
})();
