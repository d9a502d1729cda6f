/* An opinion that is being written is kept on the server (form[data-keep]), so that whoever has the
   step next finds it: a few seconds after the last key, and when the page is left. Without this
   script the button beside it does the same. Nothing here decides anything. */
(function () {
  'use strict';
  var PAUSE = 3000;

  function watch(form) {
    var field = form.querySelector('[data-opinion]');
    var said = form.querySelector('[data-keep-said]');
    var timer = 0;
    var kept = field && field.defaultValue;
    var over = false;
    if (!field || !window.fetch) return;

    function say(words) { if (said) said.textContent = words; }
    function clock() {
      var now = new Date();
      return ('0' + now.getHours()).slice(-2) + ':' + ('0' + now.getMinutes()).slice(-2);
    }
    function keep() {
      var text = field.value;
      var body = new FormData();
      window.clearTimeout(timer);
      timer = 0;
      if (over || text === kept) return;
      body.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
      body.append('opinion', text);
      kept = text;
      window.fetch(form.dataset.keep, {
        method: 'POST',
        body: body,
        headers: { 'X-Requested-With': 'fetch' },
        credentials: 'same-origin',
        redirect: 'error',
        keepalive: true
      }).then(function (answer) {
        if (answer.ok) { say('意见已于 ' + clock() + ' 暂存'); return; }
        kept = null;
        over = answer.status === 403 || answer.status === 404 || answer.status === 409;
        say(over ? '此环节现不由您办理，意见没有暂存' : '意见没有暂存，请点“暂存意见”');
      }).catch(function () {
        kept = null;
        say('意见没有暂存，请点“暂存意见”');
      });
    }
    field.addEventListener('input', function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE);
    });
    form.addEventListener('submit', function () { over = true; window.clearTimeout(timer); });
    window.addEventListener('pageshow', function () { over = false; });
    document.addEventListener('visibilitychange', function () {
      if (document.visibilityState === 'hidden' && timer) keep();
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('form[data-keep]'), watch);
})();
