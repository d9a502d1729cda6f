/* The request for leave: what would follow is asked of the server again whenever kind, period or
   place has changed. Without this script the button beside "send" shows the same. */
(function () {
  'use strict';
  var form = document.querySelector('form[data-preview]');
  var pane = document.getElementById('leave-found');
  if (!form || !pane) return;
  var timer = 0;
  var asked = 0;
  function ask() {
    var turn = asked += 1;
    fetch(form.dataset.preview, {
      method: 'POST',
      body: new FormData(form),
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(function (answer) {
      return answer.ok ? answer.text() : '';
    }).then(function (html) {
      /* Only the newest question counts; scripts in a parsed page never run. */
      if (!html || turn !== asked) return;
      var page = new DOMParser().parseFromString(html, 'text/html');
      pane.replaceChildren.apply(pane, Array.prototype.slice.call(page.body.childNodes));
    }).catch(function () { /* the button still works */ });
  }
  form.addEventListener('change', function (event) {
    if (event.target.name === 'post') {
      window.location.search = 'post=' + encodeURIComponent(event.target.value);
      return;
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 250);
  });
}());
