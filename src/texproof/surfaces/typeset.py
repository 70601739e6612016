"""Typesetting TeX as HTML with MathML, by KaTeX, while the site is built."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import unescape
from typing import Any

import quickjs

from ..elaborate.shown import Part
from .annotated import SEEN, annotated

# What KaTeX shows in this colour it could not typeset; no formula of ours may hold it.
ERROR_COLOR = "#c0ffee"
MEMORY = 256 * 2**20
# Nested 1,000 deep KaTeX overflows its stack; with this one it does so as an error that can be caught.
STACK = 4 * 2**20

# Only JSON text passes between the languages: a long string as such cannot be handed over.
BRIDGE = """
var console = {warn: function () {}, log: function () {}};
var texproof = function (job) {
  var given = JSON.parse(job);
  try {
    return JSON.stringify({html: katex.renderToString(given.tex, {
      displayMode: given.display,
      output: given.wrapped ? "html" : "htmlAndMathml",
      throwOnError: true,
      errorColor: given.color,
      strict: given.wrapped ? function (code) { return code === "htmlExtension" ? "ignore" : "error"; } : "error",
      trust: given.wrapped ? function (asked) { return asked.command === "\\\\htmlData"; } : false,
      maxSize: 20,
      maxExpand: 200,
      macros: given.stretch ? {"\\\\arraystretch": "1.4"} : {}
    })});
  } catch (error) {
    return JSON.stringify({error: String(error && error.message || error)});
  }
};
"""

EQREF = re.compile(r"\\eqref\s*\{([^{}]*)\}")
# A page is HTML, whose parser knows <math> without it; it stood hundreds of times on a page.
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
ALPHABET = re.compile(
    r' mathvariant="(?P<alphabet>bold|bold-italic|double-struck|script|fraktur|sans-serif|monospace)">'
    r"(?P<letters>[^<&]*)<"
)
ANNOTATION = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>', re.DOTALL)
# Where an operator begins behind a factor, and where its argument has no brackets: KaTeX leaves the space out.
APART = re.compile(
    r"(<mo>\u2061</mo>)(?=<mi\b)|(</m(?:i|n|sup|sub|subsup|row|frac|sqrt)>|[)\]]</mo>)"
    r"(?=<mi[^<>]*>[A-Za-z]{2,}</mi><mo>\u2061</mo>)"
)
THIN = '<mspace width="0.1667em"></mspace>'


Asked = tuple[str, bool, tuple[Part, ...]]  # TeX, whether it is displayed, its parts


class TypesetError(ValueError):
    """TeX that KaTeX does not typeset; its message says why."""


class Typesetter:
    """KaTeX, with what it typeset before kept by its text."""

    def __init__(self, script: str, done: Mapping[str, str] | None = None) -> None:
        self._script = script
        self._engine = _Engine(script)
        self._used: dict[str, str] = {}
        self._done = dict(done or {})
        self._ahead: dict[str, str] = {}
        self.anew: set[str] = set()  # the keys of what was not known

    def html(self, tex: str, display: bool = False, parts: tuple[Part, ...] = ()) -> str:
        """Return the formula's HTML, with MathML for assistive technology, and what its parts are as attributes.

        Raises: TypesetError when KaTeX refuses it, or when the MathML does not carry the same TeX.
        """
        key = _key(tex, display, parts)
        if key not in self._done:
            self._done[key] = self._ahead.pop(key, "") or self._typeset(tex, display, parts)
            self.anew.add(key)
        self._used[key] = self._done[key]
        return self._done[key]

    def ahead(self, formulas: Sequence[Asked]) -> threading.Thread | None:
        """Begin to typeset what is going to be asked for; return the thread that does, None where all is known.

        A formula is its TeX, whether it is displayed, and its parts. KaTeX runs outside of Python's lock, so another
        processor has it while this one waits for a notebook or fills in templates.
        """
        unknown = [asked for asked in formulas if _key(*asked) not in self._done]
        if not unknown:
            return None
        # KaTeX must find its stack's end before the thread's is there.
        before = threading.stack_size(4 * STACK)
        thread = threading.Thread(target=self._go_ahead, args=(unknown,))
        thread.start()
        threading.stack_size(before)
        return thread

    def done(self, most: int) -> Mapping[str, str]:
        """Return what the next typesetter can be given: all that is known, or what was used where that is too much."""
        return self._done if len(self._done) <= most else self._used

    def _typeset(self, tex: str, display: bool, parts: tuple[Part, ...]) -> str:
        return self._engine.typeset(tex, display, parts)

    def _go_ahead(self, formulas: Sequence[Asked]) -> None:
        engine = _Engine(self._script)  # an engine belongs to one thread
        # From the last on: pages ask from the first on, and both meet halfway.
        for asked in reversed(formulas):
            if not threading.main_thread().is_alive():
                return  # a build that ended early waits for nobody
            key = _key(*asked)
            if key not in self._done and key not in self._ahead:
                with suppress(TypesetError):  # said where the formula stands, when it is asked for
                    self._ahead[key] = engine.typeset(*asked)


def _key(tex: str, display: bool, parts: tuple[Part, ...] = ()) -> str:
    marks = "".join(f"\n{part.start} {part.end} {part.words}" for part in parts)
    return ("display " if display else "inline ") + tex + marks


class _Engine:
    """A JavaScript engine with KaTeX in it, started when the first formula needs it."""

    def __init__(self, script: str) -> None:
        self._script = script
        self._function: Any = None

    def _start(self) -> Any:
        """Return the function that typesets."""
        context = quickjs.Context()
        context.set_memory_limit(MEMORY)
        context.set_max_stack_size(STACK)
        # The value of the last statement would be handed over; a number is.
        context.eval(self._script + ";0")
        context.eval(BRIDGE + ";0")
        return context.get("texproof")

    def typeset(self, tex: str, display: bool, parts: tuple[Part, ...] = ()) -> str:
        """Return the formula's HTML; raises TypesetError as Typesetter.html does."""
        # Rows that hold fractions would touch. This moves them apart and changes nothing else.
        job = {"tex": tex, "display": display, "color": ERROR_COLOR, "stretch": _has_fraction_in_rows(tex)}
        answer = self._asked(job)
        if "error" in answer:
            # KaTeX marks the place by lines below letters; in a terminal they hide what they mark.
            raise TypesetError(answer["error"].replace("KaTeX parse error: ", "").replace("\u0332", ""))
        html = answer["html"].replace(NAMESPACE, "")
        if ERROR_COLOR in html:
            raise TypesetError("it uses a command that pages are not trusted with")
        carried = ANNOTATION.findall(html)
        if len(carried) != 1 or unescape(carried[0]) != tex:
            raise TypesetError("what was typeset is not what was given")
        if not parts:
            return html

        def with_wrappers(wrapped: str) -> str:
            seen = self._asked({**job, "tex": wrapped, "wrapped": True}).get("html", "")
            return seen[seen.find(SEEN) :] if SEEN in seen else ""

        return annotated(html, tex, parts, with_wrappers)

    def _asked(self, job: Mapping[str, Any]) -> dict[str, str]:
        self._function = self._function or self._start()
        answer: dict[str, str] = json.loads(self._function(json.dumps(job)))
        return answer


def _has_fraction_in_rows(tex: str) -> bool:
    return "\\frac" in tex and "matrix}" in tex


def mathml(html: str) -> str:
    """Return the MathML alone of a formula that was typeset, which browsers draw by themselves.

    For lists of thousands of formulas: it is a quarter of the whole. Browsers draw no other alphabet that an attribute
    asks for, so that letters of one become the characters that Unicode has for them: ℝ, 𝐱.
    """
    found = MATHML.search(html)
    return APART.sub(rf"\g<0>{THIN}", ALPHABET.sub(_letters, found[0])) if found else html


def _letters(match: re.Match[str]) -> str:
    alphabet = match["alphabet"].upper().replace("BOLD-ITALIC", "BOLD ITALIC")
    return f">{''.join(_letter(alphabet, character) for character in match['letters'])}<"


def _letter(alphabet: str, character: str) -> str:
    name = unicodedata.name(character, "").replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    for block in ("MATHEMATICAL ", ""):
        with suppress(KeyError):
            return unicodedata.lookup(f"{block}{alphabet} {name}")
    return character


def without_annotation(math: str) -> str:
    """Return MathML without the TeX that it carries for those who copy it."""
    return ANNOTATION.sub("", math)


def references(tex: str) -> tuple[str, ...]:
    r"""Return the slugs of the \eqref in a formula, in order."""
    return tuple(slug.strip() for slug in EQREF.findall(tex))


def with_references(tex: str, texts: Mapping[str, str]) -> str:
    r"""Return the formula with each \eqref as the text that stands for its label: (1)."""
    return EQREF.sub(lambda match: rf"\text{{{texts[match.group(1).strip()]}}}", tex)
