"""What is not read is refused with its place: macros off the list, look-alikes, broken notation, budgets."""

from __future__ import annotations

import time

import pytest

from texproof.parse.reader import read

REFUSED = [
    # macros that could show something else than what is read
    (r"A = \def\A{B}", r"\def", "unknown-macro"),
    (r"\renewcommand{\A}{B}", r"\renewcommand", "unknown-macro"),
    (r"A + \phantom{B}", r"\phantom", "unknown-macro"),
    (r"\color{red} A", r"\color", "unknown-macro"),
    (r"\textcolor{white}{B}", r"\textcolor", "unknown-macro"),
    (r"A \llap{B}", r"\llap", "unknown-macro"),
    (r"A \mathrlap{B}", r"\mathrlap", "unknown-macro"),
    (r"A \kern-3em B", r"\kern", "unknown-macro"),
    (r"A \mkern 3mu B", r"\mkern", "unknown-macro"),
    (r"A \hspace{-3em} B", r"\hspace", "unknown-macro"),
    (r"A \tag{1}", r"\tag", "unknown-macro"),
    (r"\htmlClass{x}{A}", r"\htmlClass", "unknown-macro"),
    (r"\href{https://example.org}{A}", r"\href", "unknown-macro"),
    (r"\cancel{A} = B", r"\cancel", "unknown-macro"),
    (r"\not= B", r"\not", "unknown-macro"),
    (r"\smash{A}", r"\smash", "unknown-macro"),
    (r"A \rule{1em}{1em}", r"\rule", "unknown-macro"),
    (r"\scriptscriptstyle A", r"\scriptscriptstyle", "unknown-macro"),
    (r"\left. A \right)", r"\left", "unknown-macro"),
    (r"\Huge A", r"\Huge", "unknown-macro"),
    (r"\timesA", r"\timesA", "unknown-macro"),
    (r"\alphaB", r"\alphaB", "unknown-macro"),
    # one number or two
    ("1 = 1,000", ",", "ambiguous-notation"),
    ("A = 12,345 B", ",", "ambiguous-notation"),
    (r"A \# B", r"\#", "unknown-macro"),
    (r"\begin{array}{c} A \end{array}", r"\begin{array}", "unknown-macro"),
    ("A = B \\", "\\", "unknown-macro"),
    # signs that hide or resemble others
    ("A = B % + C", "%", "unknown-character"),
    ("A − B", "−", "unknown-character"),
    ("A × B", "×", "unknown-character"),
    ("А = B", "А", "unknown-character"),  # a Cyrillic A
    ("A\u200b = B", "\u200b", "unknown-character"),
    ("A\u00a0= B", "\u00a0", "unknown-character"),
    ("A = B\u202e", "\u202e", "unknown-character"),
    ("∂L", "∂", "unknown-character"),
    ("ﬁ", "ﬁ", "unknown-character"),
    ("A = B $", "$", "unknown-character"),
    ("A @ B", "@", "unknown-character"),
    ("A * B", "*", "unknown-character"),
    ("A # B", "#", "unknown-character"),
    ('A "B"', '"', "unknown-character"),
    ("x\x00 = 1", "\x00", "unknown-character"),
    ("x\x0c = 1", "\x0c", "unknown-character"),
    # bars and cases
    ("||x||", "|", "ambiguous-notation"),
    ("|A = B|", "A = B", "syntax"),
    ("|x + y", "y", "syntax"),
    (r"\left| x", "x", "syntax"),
    (r"\begin{cases} A \end{cases}", r"\end{cases}", "syntax"),
    (r"\begin{cases} A & \text{unless } x > 0 \end{cases}", r"\text{unless }", "not-understood"),
    # scripts
    ("x^10", "10", "ambiguous-notation"),
    ("w_12", "12", "ambiguous-notation"),
    (r"x^\frac{1}{2}", r"\frac", "syntax"),
    (r"x^\sqrt{2}", r"\sqrt", "syntax"),
    ("x^-1", "-", "syntax"),
    ("x^2^3", "^3", "syntax"),
    ("x_i_j", "_j", "syntax"),
    ("x^", "^", "syntax"),
    ("_i", "_", "syntax"),
    ("^2", "^", "syntax"),
    ("x_", "_", "syntax"),
    ("x_{}", "}", "syntax"),
    # braces that do not show
    ("{A + B} C", "{A + B}", "ambiguous-notation"),
    ("{A B}^2", "{A B}", "ambiguous-notation"),
    ("{A + B}^2", "{A + B}", "ambiguous-notation"),
    ("{A = B} C", "{A = B}", "ambiguous-notation"),
    ("{x^2}^2", "{x^2}^2", "ambiguous-notation"),
    ("{x_1}_2", "{x_1}_2", "ambiguous-notation"),
    ("{x^2}'", "{x^2}'", "ambiguous-notation"),
    # signs drawn over each other
    (r"=\!\!\!/", r"\!", "ambiguous-notation"),
    (r"A \!\displaystyle\!~\! B", r"\!", "ambiguous-notation"),
    # what is opened and not closed, and the other way round
    ("(A + B", "B", "syntax"),
    ("A + B)", ")", "syntax"),
    ("{A", "A", "syntax"),
    ("A}", "}", "syntax"),
    ("[A)", ")", "syntax"),
    ("(A]", "]", "syntax"),
    (r"\left( A )", r"\left(", "syntax"),
    (r"( A \right)", r"\right)", "syntax"),
    (r"\langle A, B", "B", "syntax"),
    (r"\langle A \rangle", r"\langle A \rangle", "syntax"),
    (r"\langle A, B, C \rangle", r"\langle A, B, C \rangle", "syntax"),
    (r"\frac{A}", "}", "syntax"),
    (r"\frac{A}{B", "B", "syntax"),
    (r"\underbrace{A", "A", "syntax"),
    (r"\begin{bmatrix} 1", "1", "syntax"),
    (r"1 \end{bmatrix}", r"\end{bmatrix}", "syntax"),
    (r"\begin{bmatrix} 1 \end{pmatrix}", r"\end{pmatrix}", "syntax"),
    # matrices
    (r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}", r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}", "syntax"),
    (r"A & B", "&", "syntax"),
    (r"\begin{bmatrix} a, b \end{bmatrix}", ",", "syntax"),
    (r"\begin{bmatrix} a = b \end{bmatrix}", "=", "syntax"),
    # braces with labels on the wrong side
    (r"\underbrace{A}^{B}", r"\underbrace{A}^{B}", "syntax"),
    (r"\overbrace{A}_{B}", r"\overbrace{A}_{B}", "syntax"),
    (r"\underbrace{A}_{B}^{C}", r"\underbrace{A}_{B}^{C}", "syntax"),
    # signs in a row
    ("A + ", "+", "syntax"),
    ("A + + B", "+", "syntax"),
    ("A = = B", "=", "syntax"),
    (r"A \times \cdot B", r"\cdot", "syntax"),
    (r"\times A", r"\times", "syntax"),
    ("A , , B", ",", "syntax"),
    ("A . B", ".", "syntax"),
    ("=", "=", "syntax"),
    # aligned rows
    (r"\begin{aligned} A &= B", r"\begin{aligned}", "syntax"),
    (r"A \begin{aligned} B \end{aligned}", r"\end{aligned}", "syntax"),
    (r"\begin{aligned} A \end{split}", r"\end{split}", "syntax"),
    (r"\begin{aligned} A \end{aligned} \begin{aligned} B \end{aligned}", r"\end{aligned}", "syntax"),
    # labels
    (r"A = B \label{one} \label{two}", r"\label{two}", "syntax"),
    (r"A = B \label{a b}", r"\label", "unknown-macro"),
]


@pytest.mark.parametrize(("tex", "place", "code"), REFUSED, ids=[tex for tex, *_ in REFUSED])
def test_what_is_not_read_is_refused_with_its_place(tex: str, place: str, code: str) -> None:
    reading = read(tex)
    assert reading.tree is None
    [diagnostic] = reading.diagnostics
    assert (tex[diagnostic.span.start : diagnostic.span.end], diagnostic.code) == (place, code)
    assert diagnostic.message


@pytest.mark.parametrize("tex", ["", " ", "\n\t"])
def test_an_empty_formula_is_refused(tex: str) -> None:
    [diagnostic] = read(tex).diagnostics
    assert (diagnostic.code, diagnostic.message) == ("syntax", "the formula is empty")


TOO_LARGE = {
    "3,000 nested braces": "{" * 3000 + "A" + "}" * 3000,
    "3,000 nested brackets": "(" * 3000 + "A" + ")" * 3000,
    "3,000 roots": r"\sqrt{" * 3000 + "A" + "}" * 3000,
    "3,000 fractions": r"\frac{1}{" * 3000 + "A" + "}" * 3000,
    "3,000 opened and never closed": "(" * 3000,
    "3,000 subscripts of subscripts": "x_{" * 3000 + "x" + "}" * 3000,
    "50,000 terms": " + ".join(["A"] * 50_000),
    "50,000 factors": "A " * 50_000,
    "50,000 relations": " = ".join(["A"] * 50_000),
    "a number of 5,000 digits": "1" * 5000,
    "an index of 5,000 digits": "x_{" + "1" * 5000 + "}",
    "50,000 rows": r"\begin{bmatrix}" + r" A \\" * 50_000 + r"\end{bmatrix}",
}


@pytest.mark.parametrize("tex", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_what_is_too_large_is_refused_at_once(tex: str) -> None:
    read("A")  # the parser's tables are made once
    start = time.perf_counter()
    [diagnostic] = read(tex).diagnostics
    assert diagnostic.code == "too-large"
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 39 + "A" + "}" * 39,
        r"\sqrt{" * 39 + "A" + "}" * 39,
        r"\frac1" * 3000 + "A",
        r"\mathbf\mathbf" * 2000 + "A",
        "A" + "'" * 5000,
        "A" + "_1" * 2900,
        "- " * 5000 + "A",
        " + ".join(["A"] * 2900),
        "A " * 5900,
        "A = " * 2900 + "A",
        r"\hat" * 5000 + "A",
    ],
    ids=lambda tex: tex[:20],
)
def test_what_is_just_within_the_budget_is_answered_without_a_recursion_error(tex: str) -> None:
    reading = read(tex)
    assert (reading.tree is None) == bool(reading.diagnostics)
