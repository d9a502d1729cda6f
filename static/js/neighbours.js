/* 上一件、下一件: opening a row of a list remembers the list's rows in this tab (by person), and a
   page that is one of them offers the one before and the one after. Only addresses the list has
   shown are kept; whether they may be read is asked of the server again. */
(function () {
  'use strict';
  var KEY = 'oa-rows';
  var me = document.body.dataset.me;
  var store;
  try { store = window.sessionStorage; } catch (e) { return; }

  function path(link) { return new URL(link.href, window.location.href).pathname; }

  function remember(row) {
    var list = row.closest('[data-rows]') || row.parentElement;
    var seen = {};
    var rows = [];
    Array.prototype.forEach.call(list.querySelectorAll('[data-row]'), function (each) {
      var link = each.querySelector('a[href]');
      if (!link || seen[path(link)]) return;
      seen[path(link)] = true;
      rows.push([path(link), link.textContent.trim().slice(0, 80)]);
    });
    try { store.setItem(KEY, JSON.stringify({ me: me, rows: rows })); } catch (e) { /* full */ }
  }

  function link(rel, words, row) {
    var made = document.createElement('a');
    made.className = 'btn btn-sm btn-quiet';
    made.rel = rel;
    made.href = row[0];
    made.title = row[1];
    made.textContent = words;
    return made;
  }

  function offer(place, kept) {
    var at = -1;
    kept.rows.forEach(function (row, number) {
      if (row[0] === window.location.pathname) at = number;
    });
    if (at < 0 || kept.rows.length < 2) return;
    if (at > 0) place.appendChild(link('prev', '上一件', kept.rows[at - 1]));
    var where = document.createElement('span');
    where.className = 'sm muted num';
    where.textContent = (at + 1) + '/' + kept.rows.length;
    place.appendChild(where);
    if (at < kept.rows.length - 1) place.appendChild(link('next', '下一件', kept.rows[at + 1]));
    place.hidden = false;
  }

  document.addEventListener('click', function (event) {
    var opened = event.target.closest('[data-row] a[href]');
    if (opened && me) remember(opened.closest('[data-row]'));
  }, true);

  var place = document.querySelector('[data-neighbours]');
  if (!place || document.querySelector('a[rel="prev"], a[rel="next"]')) return;
  var kept = null;
  try { kept = JSON.parse(store.getItem(KEY)); } catch (e) { kept = null; }
  if (kept && kept.me === me && Array.isArray(kept.rows)) offer(place, kept);
})();
