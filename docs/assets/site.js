// Material puts each copy button into a <nav> without a name, so that one cannot be told from the next.
(function () {
  var named = 0;
  function name() {
    document.querySelectorAll("nav.md-code__nav:not([aria-label])").forEach(function (nav) {
      named += 1;
      nav.setAttribute("aria-label", "Code " + named);
    });
  }
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
})();
