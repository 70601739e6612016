"""Symbols, snippet, YAML (32 to 38): names are names, and what a page says in YAML runs nothing."""

from __future__ import annotations

import pytest

from .cases import Case, assert_fails_alone, assert_said, judged, listed
from .project import GIVEN, HEAD, HOLDS, IMPORTS, PWNED, Found, Project, Traps

PAYLOAD = f'__import__("os").system("touch {PWNED}")'
BAD = "/// given | bad\n///\n\n"
ALL = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
BOMB = "a0: &a0 [x, x]\n" + ALL


def model(body: str, parameters: str = "X: Matrix[n, n]", head: str = "") -> str:
    return f"{IMPORTS}{head}\n@model(latex=LATEX)\ndef bad(xp, {parameters}):\n    {body}\n"


def named(tex: str) -> str:
    return f"LATEX = {{'X': {tex!r}}}\n"


def sizes(value: str) -> str:
    return f"/// given | good\n    sizes: {value}\n///\n\n${HOLDS}$"


WRONG_SIZES = {"zero": "0", "negative": "-1", "half": "1.5", "vast": "1000000000"}
IMPOSSIBLE = {
    "orthogonal and positive": "Matrix[n, n, orthogonal, positive]",
}

CASES = listed(
    Case(
        32,
        "as the name of a returned symbol",
        f"{BAD}$X = 2 X$ and $X = X$",
        ("undecided", "undecided"),
        ((1, "broken-snippet"),),
        snippet=model(f"return {{{PAYLOAD!r}: X}}", head="LATEX = {}\n"),
    ),
    Case(32, "as the TeX of a symbol", f"{BAD}$X$", ("malformed",), snippet=model("return {}", head=named(PAYLOAD))),
    Case(
        32,
        "as a size",
        f"{BAD}$X = 2 X$",
        ("refuted",),
        snippet=model("return {}", "X: Matrix[d, d]", f"LATEX = {{}}\nd = dims({PAYLOAD.replace(' ', chr(9))!r})[0]"),
    ),
    Case(32, "as a given", f"/// given | {PAYLOAD}\n///\n\n$X$", ("undecided",), ((1, "unknown-snippet"),)),
    Case(32, "as a size that is fixed", sizes(f"{{'{PAYLOAD}': 2}}"), ("proved",), ((2, "unknown-option"),)),
    Case(32, "in a formula", rf"$\operatorname{{{PAYLOAD}}}$ and ${PAYLOAD}$", ("malformed", "malformed")),
    Case(
        33,
        "symbols with the names of SymPy and Python",
        BAD
        + r"$E + I S N Q = N Q S I + E$, $E = 1$, $I = 1$, $S = N$, $Q = Q + 1$, $\beta = \mathrm{np}$, "
        + r"$\mathrm{np} = \mathrm{np}$, $\lambda = 2 E$, $\mathrm{None} = 3 E$, $\lambda = \mathrm{None}$",
        ("proved", "refuted", "refuted", "refuted", "refuted", "refuted", "proved", "proved", "proved", "refuted"),
        snippet=model(
            "return {'lambda': 2 * E, 'None': 3 * E}",
            ", ".join(f"{name}: Scalar" for name in ("E", "I", "S", "N", "Q", "beta", "np")),
            "LATEX = {}\n",
        ),
    ),
    *(
        Case(34, f"a size that is {words}", sizes(f"{{m: {value}}}"), ("proved",), ((2, "unknown-option"),))
        for words, value in WRONG_SIZES.items()
    ),
    Case(34, "a size that is undeclared", sizes("{q: 2}"), ("proved",), ((1, "unknown-option"),)),
    Case(
        34,
        "a name defined twice",
        f"{GIVEN}$B := Z$, $B := 2 Z$, $B = Z$",
        ("definition", "malformed", "proved"),
    ),
    Case(34, "definitions in a circle", f"{GIVEN}$B := C$, $C := B$, $D := D$, $B = C$", ("malformed",) * 4),
    *(
        Case(
            34,
            f"a size in the snippet that is {words}",
            f"{BAD}$X = X$",
            ("undecided",),
            ((1, "broken-snippet"),),
            snippet=model("return {}", f"X: Matrix[{value}, n]", "LATEX = {}\n"),
        )
        for words, value in {"zero": "0", "negative": "-1", "half": "1.5", "undeclared": "q"}.items()
    ),
    Case(
        35,
        "in a block",
        sizes(f'!!python/object/apply:os.system ["touch {PWNED}"]'),
        ("proved",),
        ((2, "unknown-option"),),
    ),
    Case(
        35,
        "in front matter",
        "None.",
        beside=((-6, "unknown-option"),),
        front=f'---\na: !!python/object/apply:os.system ["touch {PWNED}"]\n---\n',
    ),
    Case(
        35,
        "asking an address",
        "None.",
        beside=((-6, "unknown-option"),),
        front='---\na: !!python/object/apply:urllib.request.urlopen ["http://ADDRESS/"]\n---\n',
    ),
    Case(36, "an alias bomb in front matter", "None.", beside=((-14, "unknown-option"),), front=f"---\n{BOMB}---\n"),
    Case(36, "an alias bomb in a block", sizes("[&a [x, x], *a, *a]"), ("proved",), ((2, "unknown-option"),)),
    Case(36, "duplicate keys", sizes("{m: 2, m: 3}"), ("proved",), ((2, "unknown-option"),)),
    Case(
        36, "duplicate keys in front matter", "None.", beside=((-6, "unknown-option"),), front="---\na: 1\na: 2\n---\n"
    ),
    # In a block tabs are blanks, as they are where the page is rendered.
    Case(36, "tabs", sizes("\n    \tm: 2"), ("proved",)),
    Case(36, "tabs in front matter", "None.", beside=((-6, "unknown-option"),), front="---\na:\n\tb: 1\n---\n"),
    Case(36, "2,000 nested brackets", sizes("[" * 2000), ("proved",), ((2, "unknown-option"),)),
    Case(
        36,
        "2,000 nested brackets in front matter",
        "None.",
        beside=((-6, "unknown-option"),),
        front=f"---\na: {'[' * 2000}\n---\n",
    ),
    *(
        Case(
            37,
            words,
            f"{BAD}$X = 2 X$ and $X = X$",
            ("undecided", "undecided"),
            ((1, "broken-snippet"),),
            snippet=model("return {}", f"X: {kind}", "LATEX = {}\n"),
        )
        for words, kind in IMPOSSIBLE.items()
    ),
)


@pytest.fixture(scope="module")
def found(together: Project, traps: Traps) -> Found:
    return judged(together, CASES, traps.address)


@pytest.mark.parametrize("name", CASES)
def test_it_is_said(name: str, found: Found) -> None:
    assert_said(found, CASES[name])


@pytest.mark.parametrize("row", sorted({case.row for case in CASES.values()}))
def test_the_row_fails_alone(row: int, found: Found, together: Project) -> None:
    assert_fails_alone(together, found, CASES, row)


def test_34_two_symbols_that_are_written_alike(project: Project) -> None:
    project.snippet(model("return {}", "X: Matrix[n, n], Y: Matrix[n, n]", "LATEX = {'Y': 'X'}\n"), "alike")
    project.page(f"{HEAD}/// given | alike.bad\n///\n\n$X = X$\n")
    (formula,) = project.check().of("page.md")[1:]
    assert (formula.verdict, [code for _, code in formula.messages]) == ("undecided", ["broken-snippet"])


def test_38_bytes_that_are_no_text(project: Project) -> None:
    """A byte-order mark and lines that end in CR alone are text, and places in them are right."""
    wrong = f"{HEAD}$A = 2 Z W$\n"
    project.page(f"{HEAD}x ".encode() + b"\xff y\n", "bytes.md")
    project.page(wrong.encode("utf-16"), "wide.md")
    project.page(f"{wrong}\n\0\n", "nul.md")
    project.page(f"\ufeff{wrong}", "mark.md")
    project.page(wrong.replace("\n", "\r"), "returns.md")
    found = project.check()
    line = wrong.count("\n")
    unreadable = "unreadable-document"
    assert found.beside == (
        ("docs/bytes.md", line, unreadable),
        ("docs/nul.md", line + 2, unreadable),
        ("docs/wide.md", 1, unreadable),
    )
    for name in ("mark.md", "nul.md", "returns.md"):
        first, second = found.of(name)
        assert (first.verdict, second.verdict, second.messages) == ("proved", "refuted", ((line, "refuted"),))
