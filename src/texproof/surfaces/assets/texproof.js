// What the symbols and subterms of a formula are: told where the pointer is, or by arrow keys in a formula in focus.
// Formulas come and go when a theme changes pages by itself, so that all is listened for at the document.
(function () {
  "use strict";

  var HINT = "Arrow keys tell what the parts are.";
  var PAGE = "[data-shapes]";
  var FORMULA = PAGE + " .katex-html[data-parts]";
  var tip = null; // what is shown
  var frame = null; // around what it is said of
  var said = null; // what is read aloud
  var shown = null; // {formula, number, by}
  var hinted = false;
  var leaving = 0;
  var pointing = 0;

  /** Return the parts of a formula: their words, and the number of the part around each, -1 for none. */
  function partsOf(formula) {
    var words = formula.closest(PAGE).dataset.shapes.split("|");
    return formula.dataset.parts.split("|").map(function (part) {
      var numbers = part.split("@");
      return { words: words[numbers[0]], around: numbers.length > 1 ? Number(numbers[1]) : -1 };
    });
  }

  /** Return the elements of a part, those of the parts within it too. */
  function elementsOf(formula, number) {
    var parts = partsOf(formula);
    return [...formula.querySelectorAll("[data-part]")].filter(function (element) {
      var at = Number(element.dataset.part);
      while (at > number) at = parts[at].around;
      return at === number;
    });
  }

  /** Return the box of what is seen of elements: that of their letters, since what KaTeX puts around them is larger. */
  function boxOf(elements) {
    var boxes = [];
    elements.forEach(function (element) {
      var texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        if (texts.currentNode.data.trim() === "\u200b") continue;
        var range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        boxes.push(range.getBoundingClientRect());
      }
    });
    if (!boxes.length) boxes = elements.map((element) => element.getBoundingClientRect());
    return {
      left: Math.min(...boxes.map((box) => box.left)),
      right: Math.max(...boxes.map((box) => box.right)),
      top: Math.min(...boxes.map((box) => box.top)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
    };
  }

  function made(of, role, value) {
    var element = document.createElement("div");
    element.className = of;
    element.setAttribute(role, value);
    return element;
  }

  /** Put what is shown and what is read aloud into the page in which the formula stands. */
  function place(formula) {
    var page = formula.closest(PAGE);
    tip = tip || made("texproof-shape", "role", "tooltip");
    frame = frame || made("texproof-here", "aria-hidden", "true");
    said = said || made("texproof-hidden", "aria-live", "polite");
    [frame, tip, said].forEach(function (element) {
      if (element.parentNode !== page) page.append(element);
    });
  }

  function write(words, around) {
    tip.textContent = words;
    if (!around) return;
    var line = document.createElement("span");
    line.textContent = "in " + around;
    tip.append(line);
  }

  /** Move the tip above a box, or below it where there is no room, so that nothing in the box is covered. */
  function moveTo(box, middle) {
    tip.hidden = false;
    var size = tip.getBoundingClientRect();
    var widest = document.documentElement.clientWidth - size.width - 4;
    var above = box.top - size.height - 5;
    tip.style.left = Math.max(4, Math.min(middle - size.width / 2, widest)) + "px";
    tip.style.top = (above < 56 ? box.bottom + 5 : above) + "px";
  }

  /** Return whether what is shown stands elsewhere than when it was framed. */
  function hasMoved() {
    var box = boxOf(elementsOf(shown.formula, shown.number));
    return box.left !== shown.box.left || box.top !== shown.box.top;
  }

  /** Put the frame around what is shown, and the tip beside it. */
  function settle() {
    var box = boxOf(elementsOf(shown.formula, shown.number));
    shown.box = box;
    frame.hidden = false;
    frame.style.left = box.left - 2 + "px";
    frame.style.top = box.top + "px";
    frame.style.width = box.right - box.left + 4 + "px";
    frame.style.height = box.bottom - box.top + "px";
    var parts = partsOf(shown.formula);
    var whole = shown.number;
    while (parts[whole].around >= 0) whole = parts[whole].around;
    moveTo(boxOf(elementsOf(shown.formula, whole)), (box.left + box.right) / 2);
  }

  function hide() {
    clearTimeout(leaving);
    leaving = 0;
    if (tip) tip.hidden = frame.hidden = true;
    shown = null;
  }

  function show(formula, number, by) {
    hide();
    place(formula);
    var parts = partsOf(formula);
    var elements = elementsOf(formula, number);
    var around = parts[number].around;
    if (by === "keys" && elements.length) elements[0].scrollIntoView({ block: "nearest", inline: "nearest" });
    write(parts[number].words, around < 0 ? "" : parts[around].words);
    if (by === "keys") said.textContent = parts[number].words;
    shown = { formula: formula, number: number, by: by };
    settle();
  }

  /** Return the number of the smallest part whose letters have a point among them, -1 where there is none. */
  function under(formula, x, y) {
    var found = -1;
    var smallest = Infinity;
    // Not by the element under the pointer: boxes of KaTeX's lie over each other.
    formula.querySelectorAll("[data-part]").forEach(function (element) {
      var box = boxOf([element]);
      var area = (box.right - box.left) * (box.bottom - box.top);
      if (x < box.left || x > box.right || y < box.top || y > box.bottom || area >= smallest) return;
      smallest = area;
      found = Number(element.dataset.part);
    });
    return found;
  }

  document.addEventListener("pointermove", function (event) {
    cancelAnimationFrame(pointing);
    pointing = requestAnimationFrame(function () {
      var target = event.target.closest ? event.target : document.body;
      if (tip && tip.contains(target)) {
        clearTimeout(leaving);
        leaving = 0;
        return;
      }
      var formula = target.closest(FORMULA);
      var number = formula ? under(formula, event.clientX, event.clientY) : -1;
      if (number >= 0) {
        clearTimeout(leaving);
        leaving = 0;
        if (!shown || shown.formula !== formula || shown.number !== number) show(formula, number, "pointer");
      } else if (shown && shown.by === "pointer" && !leaving) {
        leaving = setTimeout(hide, 150); // time to reach the tip itself
      }
    });
  });

  document.addEventListener("focusin", function (event) {
    var formula = event.target.matches(".texproof-display:focus-visible") && event.target.querySelector(FORMULA);
    if (!formula || hinted) return;
    hinted = true;
    place(formula);
    write(HINT, "");
    frame.hidden = true;
    var box = event.target.getBoundingClientRect();
    moveTo(box, (box.left + box.right) / 2);
    said.textContent = HINT;
  });

  document.addEventListener("focusout", hide);

  document.addEventListener("scroll", function () {
    if (!shown) return;
    if (shown.by === "keys") settle();
    else if (hasMoved()) hide(); // the event of a scroll that came before it was shown may come after
  }, { capture: true, passive: true });

  /** Return the number of the part that a key leads to from one, undefined where it leads to none. */
  function after(key, parts, number) {
    switch (key) {
      case "ArrowRight": return Math.min(number + 1, parts.length - 1);
      case "ArrowLeft": return Math.max(number - 1, 0);
      case "ArrowUp": return number < 0 || parts[number].around < 0 ? undefined : parts[number].around;
      case "ArrowDown": return number + 1 < parts.length && parts[number + 1].around === number ? number + 1 : undefined;
      case "Home": return 0;
      case "End": return parts.length - 1;
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      hide();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!event.target.matches(".texproof-display")) return;
    var formula = event.target.querySelector(FORMULA);
    if (!formula) return;
    var here = shown && shown.formula === formula ? shown.number : -1;
    var next = after(event.key, partsOf(formula), here);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // themes turn pages with arrow keys
    show(formula, next, "keys");
  }, true);
})();
