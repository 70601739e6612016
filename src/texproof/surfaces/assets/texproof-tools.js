// What a script adds to the pages: buttons that copy, and the filters of a ledger. Without it all is there to be read.
(function () {
  "use strict";

  function said(button, words) {
    button.textContent = words;
    setTimeout(function () { button.textContent = button.dataset.name; }, 2000);
  }

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // Scripts, and what they say in plain NumPy and SymPy, are files of their own: pages stay light.
  function fetched(address) {
    return fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    });
  }

  /** Return what a script's claim is in a library's own words: a few lines, which stand in a file beside the script. */
  function plain(file, library) {
    return fetched(new URL("plain.json", file.href)).then(function (texts) {
      return JSON.parse(texts)[decodeURIComponent(file.pathname).split("/").pop()][library];
    });
  }

  /** Put a button into an entry that copies what `text` returns; where it cannot be copied, `shown` is selected. */
  function button(entry, name, what, shown, text) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "texproof-copy";
    made.textContent = made.dataset.name = name;
    made.setAttribute("aria-live", "polite");
    made.title = "Copy: " + what;
    made.addEventListener("click", function () {
      var failed = function () { select(shown); said(made, "Selected"); };
      // Browsers hand out the clipboard on secure pages only.
      if (!navigator.clipboard) return failed();
      Promise.resolve(text()).then(function (words) { return navigator.clipboard.writeText(words); })
        .then(function () { said(made, "Copied"); }, failed);
    });
    entry.append(" ", made);
  }

  function copies(entry) {
    var file = entry.querySelector("a[download]");
    var shown = file || entry.querySelector("span");
    button(entry, "Copy", entry.previousElementSibling.textContent, shown, function () {
      return file ? fetched(file.href) : shown.textContent;
    });
    (entry.dataset.plain || "").split(" ").filter(Boolean).forEach(function (library) {
      button(entry, library, "the claim in plain " + library, shown, function () { return plain(file, library); });
    });
  }

  /** Show the cells of a formula written out that there are at the sizes in its fields. */
  function unfold(within) {
    var sizes = {};
    within.querySelectorAll("input").forEach(function (field) { sizes[field.name] = Number(field.value); });
    within.querySelectorAll("[data-needs]").forEach(function (cell) {
      var there = cell.dataset.needs.split(" ").every(function (need) {
        var pair = need.split(":");
        return sizes[pair[0]] >= Number(pair[1]);
      });
      cell.classList.toggle("texproof-beyond", !there);
    });
  }

  /** Put a field where a size stands that can be chosen. */
  function field(size) {
    var words = size.textContent.split(" = ");
    var label = document.createElement("label");
    var made = document.createElement("input");
    var within = size.closest(".texproof-unfolded");
    var most = 1;
    within.querySelectorAll("[data-needs]").forEach(function (cell) {
      cell.dataset.needs.split(" ").forEach(function (need) {
        var pair = need.split(":");
        if (pair[0] === size.dataset.size) most = Math.max(most, Number(pair[1]));
      });
    });
    Object.assign(made, { type: "number", name: size.dataset.size, value: words[1], min: 1, max: most, required: true });
    made.addEventListener("input", function () { if (made.validity.valid) unfold(within); });
    label.append(size.querySelector("i"), " = ", made);
    size.replaceChildren(label);
  }

  // Most evidence is never opened: its buttons and fields come when it is.
  function buttons(within) {
    within.querySelectorAll(":is(.texproof-cited > dd, .texproof-script):not(:has(button))").forEach(copies);
    within.querySelectorAll(".texproof-unfolded [data-size]:not(:has(input))").forEach(field);
  }
  document.addEventListener("toggle", function (event) { buttons(event.target); }, true);
  document.querySelectorAll("details.texproof-mark[open]").forEach(buttons);

  var form = document.querySelector("form.texproof-filters");
  if (!form) return;

  var sections = Array.from(document.querySelectorAll("section[data-page]"));
  var names = ["page", "verdict", "sizes", "needs"];

  function asked() {
    return Object.fromEntries(names.map(function (name) { return [name, form.elements[name].value]; }));
  }

  function fits(row, wanted) {
    return (!wanted.verdict || row.dataset.verdict === wanted.verdict)
      && (!wanted.sizes || row.dataset.sizes === wanted.sizes)
      && (!wanted.needs || (row.dataset.needs || "").split(" ").includes(wanted.needs));
  }

  function filter() {
    var wanted = asked();
    var shown = 0;
    var all = 0;
    sections.forEach(function (section) {
      var here = 0;
      var there = !wanted.page || section.dataset.page === wanted.page;
      section.querySelectorAll("[data-verdict]").forEach(function (row) {
        row.hidden = !there || !fits(row, wanted);
        all += Number(row.dataset.count || 1);
        here += row.hidden ? 0 : Number(row.dataset.count || 1);
      });
      section.querySelectorAll(".texproof-scroll, details").forEach(function (list) {
        list.hidden = !list.querySelector("[data-verdict]:not([hidden])");
        if (list.matches("details")) list.open = wanted.verdict === "mention";
      });
      section.hidden = !here;
      shown += here;
    });
    form.querySelector("output").textContent = shown + " of " + all + " listed";
    return wanted;
  }

  // What is asked for stands in the address, so that it can be kept, sent and gone back to.
  form.addEventListener("change", function () {
    var query = new URLSearchParams();
    Object.entries(filter()).forEach(function (pair) { if (pair[1]) query.set(pair[0], pair[1]); });
    history.replaceState(null, "", location.pathname + (String(query) && "?" + query) + location.hash);
  });
  form.addEventListener("reset", function () { setTimeout(function () { form.dispatchEvent(new Event("change")); }); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  function restore() {
    var query = new URLSearchParams(location.search);
    names.forEach(function (name) { form.elements[name].value = query.get(name) || ""; });
    names.forEach(function (name) { if (form.elements[name].selectedIndex < 0) form.elements[name].value = ""; });
    filter();
  }
  restore();
})();
