/* Dialogs, the clause viewer, toasts, open menus, printing. Every link here also works as a link:
   where <dialog> is missing (Safari before 15.4) or the fetch fails, the page opens instead. */
(function () {
  'use strict';
  var modal = typeof HTMLDialogElement === 'function' &&
    typeof HTMLDialogElement.prototype.showModal === 'function';

  function open(dialog) {
    if (!modal || !dialog || dialog.open) return false;
    dialog.showModal();
    return true;
  }
  /* Take the words of the clause out of its page; nothing of it that could run or load. */
  function clauseIn(text) {
    var page = new DOMParser().parseFromString(text, 'text/html');
    page.querySelectorAll('script, style, link, template').forEach(function (node) { node.remove(); });
    return page.querySelector('[data-clause]') || page.querySelector('main') || page.body;
  }
  function showClause(link) {
    var dialog = document.getElementById('clause');
    var slot = dialog.querySelector('[data-clause-slot]');
    dialog.querySelector('h2').textContent = link.dataset.art || link.textContent.trim();
    dialog.querySelector('[data-clause-link]').href = link.href;
    slot.textContent = link.title || '正在取条文……';
    open(dialog);
    fetch(link.href, { credentials: 'same-origin', headers: { 'X-Requested-With': 'fetch' } })
      .then(function (reply) {
        if (!reply.ok) throw new Error(String(reply.status));
        return reply.text();
      })
      .then(function (text) {
        var found = clauseIn(text);
        slot.textContent = '';
        Array.prototype.forEach.call(found.childNodes, function (node) {
          slot.appendChild(document.importNode(node, true));
        });
      })
      .catch(function () { window.location.assign(link.href); });
  }
  function dismiss(toast) { if (toast) toast.remove(); }

  document.addEventListener('click', function (event) {
    var link = event.target.closest('a.cite');
    var plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && modal && plain && link.dataset.cite && document.getElementById('clause')) {
      if (link.closest('#clause')) return;
      event.preventDefault();
      showClause(link);
      return;
    }
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.nodeName === 'DIALOG') event.target.close();
    var button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.open) {
      var form = button.form;
      if (form && button.type === 'submit' && !form.reportValidity()) { event.preventDefault(); return; }
      if (open(document.getElementById(button.dataset.open))) event.preventDefault();
    }
    if ('close' in button.dataset && button.closest('dialog')) button.closest('dialog').close();
    if ('dismiss' in button.dataset) dismiss(button.closest('.toast'));
    if ('print' in button.dataset) window.print();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });
  /* A list of contents that scrolls by itself begins at the place where one is. */
  var here = document.querySelector('.rules > .toc a[aria-current]');
  if (here) here.parentNode.scrollTop = here.offsetTop - here.parentNode.clientHeight / 2;
  /* A plain success may go by itself; anything with an act or an error stays until dismissed. */
  document.querySelectorAll('.toast[data-fades]').forEach(function (toast) {
    var timer = 0;
    function start() { timer = window.setTimeout(function () { dismiss(toast); }, 8000); }
    function stop() { window.clearTimeout(timer); }
    ['mouseenter', 'focusin'].forEach(function (name) { toast.addEventListener(name, stop); });
    ['mouseleave', 'focusout'].forEach(function (name) { toast.addEventListener(name, start); });
    start();
  });
})();
