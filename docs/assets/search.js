// Material starts its search with every page: a worker, and an index of all words that weighs more than the page.
// Here both wait until somebody is about to search, or came from a search and wants the words marked.
(function () {
  "use strict";
  var wanted = /[?&][qh]=/.test(location.search);
  var waiting = [];

  function start(go) {
    if (wanted) go();
    else waiting.push(go);
  }

  function want() {
    wanted = true;
    waiting.splice(0).forEach(function (go) { go(); });
  }

  var open = XMLHttpRequest.prototype.open;
  var send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (method, address) {
    this.isIndex = /\/search_index\.json$/.test(address);
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isIndex) start(send.bind(this, body));
    else send.call(this, body);
  };

  var Started = window.Worker;
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      var here = this;
      this.messages = [];
      start(function () {
        here.worker = new Started(address);
        here.worker.addEventListener("message", function (event) {
          here.dispatchEvent(new MessageEvent("message", { data: event.data }));
        });
        here.messages.forEach(function (message) { here.worker.postMessage(message); });
      });
    }

    postMessage(message) {
      if (this.worker) this.worker.postMessage(message);
      else this.messages.push(message);
    }

    terminate() {
      if (this.worker) this.worker.terminate();
    }
  };

  ["focusin", "pointerover"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.target instanceof Element && event.target.closest(".md-search, [for=__search]")) want();
    });
  });
})();
