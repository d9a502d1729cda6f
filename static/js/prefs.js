/* Text size, theme and single keys: applied at once, kept in localStorage and in cookies, so that
   the server can write data-size and data-theme itself. Refuses to know anything else. */
(function () {
  'use strict';
  var root = document.documentElement;
  var SIZES = ['md', 'lg', 'xl'];
  var NAMES = { md: '标准字', lg: '大字', xl: '特大字' };
  var THEMES = ['light', 'dark'];
  root.setAttribute('data-js', '');

  function keep(name, value) {
    try { localStorage.setItem('oa:' + name, value); } catch (e) { /* storage may be switched off: the cookie stays */ }
    var secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = name + '=' + value + '; Path=/; Max-Age=31536000; SameSite=Lax' + secure;
  }
  /* The cookie first: the server may have written it since. */
  function kept(name, allowed) {
    var found = document.cookie.match('(?:^|; )' + name + '=([a-z]+)');
    if (found && allowed.indexOf(found[1]) >= 0) return found[1];
    var value = null;
    try { value = localStorage.getItem('oa:' + name); } catch (e) { value = null; }
    return allowed.indexOf(value) >= 0 ? value : null;
  }
  function mark() {
    document.querySelectorAll('[data-set-size]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.setSize === root.dataset.size));
    });
    document.querySelectorAll('[data-cycle-size]').forEach(function (button) {
      button.setAttribute('aria-label', '现为' + NAMES[root.dataset.size] + '，切换字号');
    });
    document.querySelectorAll('[data-toggle-theme]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(root.dataset.theme === 'dark'));
    });
    document.querySelectorAll('[data-keys-switch]').forEach(function (box) {
      box.checked = root.dataset.keys !== 'off';
    });
  }
  function setSize(value) { root.dataset.size = value; keep('size', value); mark(); }
  function setTheme(value) { root.dataset.theme = value; keep('theme', value); mark(); }

  root.dataset.size = kept('size', SIZES) || root.dataset.size || 'md';
  root.dataset.theme = kept('theme', THEMES) || root.dataset.theme || 'light';
  root.dataset.keys = kept('keys', ['on', 'off']) || 'on';
  document.addEventListener('DOMContentLoaded', mark);

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.setSize) setSize(button.dataset.setSize);
    if ('cycleSize' in button.dataset) {
      setSize(SIZES[(SIZES.indexOf(root.dataset.size) + 1) % SIZES.length]);
    }
    if ('toggleTheme' in button.dataset) setTheme(root.dataset.theme === 'dark' ? 'light' : 'dark');
  });
  document.addEventListener('change', function (event) {
    if (!('keysSwitch' in event.target.dataset)) return;
    root.dataset.keys = event.target.checked ? 'on' : 'off';
    keep('keys', root.dataset.keys);
  });
})();
