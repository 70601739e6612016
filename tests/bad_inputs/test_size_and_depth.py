"""Size and depth (1 to 13): what is too large is refused from its tree, and says so."""

from __future__ import annotations

import pytest

from .project import END, HEAD, IMPORTS, Found, Project
from .rows import Bad, Row, assert_refused, judged, malformed, undecided

LETTERS = f"""{IMPORTS}
@model
def letters(xp, a: Scalar, b: Scalar, c: Scalar, d: Scalar, e: Scalar, f: Scalar, g: Scalar, h: Scalar,
            X: Matrix[n, n]):
    return {{}}
"""


def nested(before: str, times: int) -> str:
    return before * times + "a" + "}" * times + " = a"


# Nested powers as an index and e for a power of ten are not read.
ROWS = {
    1: Row("9^{9^{9^{9}}}", "letters", undecided("undecided", "9^{9^{9^{9}}} = 1", "9^{9^{9^{9}}} = 9^{9^{9^{9}}}")),
    2: Row(
        "100000000!, ((5!)!)!",
        "letters",
        (*undecided("too-large", "100000000! = 1"), *malformed("not-understood", "((5!)!)! = 1")),
    ),
    3: Row(
        "a binomial coefficient of 10^9",
        "letters",
        (
            *malformed("not-understood", r"\binom{10^{9}}{5\cdot 10^{8}} = 1"),
            *undecided("too-large", r"\binom{1000000000}{500000000} = 1"),
        ),
    ),
    4: Row(
        "(a+b+c+d+e+f+g+h)^{60} = 0",
        "letters",
        (
            *undecided("too-large", "(a+b+c+d+e+f+g+h)^{60} = 0"),
            Bad("(a+b+c+d+e+f+g+h)^{40} = 0", "refuted", "refuted"),
        ),
    ),
    5: Row(
        "a sum of 10^12 terms",
        "letters",
        (
            *malformed("not-understood", r"\sum_{k=1}^{10^{12}} 1/k = 1"),
            *undecided("too-large", r"\sum_{k=1}^{1000000000000} \frac{1}{k} = 1"),
        ),
    ),
    6: Row("3,000 nested braces", "letters", undecided("too-large", nested("{", 3000))),
    7: Row(r"2,000 nested \frac", "letters", undecided("too-large", nested(r"\frac{1}{", 2000))),
    8: Row(r"1,000 nested \sqrt", "letters", undecided("too-large", nested(r"\sqrt{", 1000))),
    9: Row("a sum of 50,000 terms on one line", "letters", undecided("too-large", "a" + " + a" * 49_999 + " = a")),
    10: Row(
        "a number of 5,000 digits, 1e400",
        "letters",
        (
            *undecided("too-large", f"a = {'1' * 5000}", f"a = 0.{'1' * 5000}", "a = 10^{400}"),
            *malformed("ambiguous-notation", "a = 1e400", "1e400 = 1e400"),
        ),
    ),
    12: Row(r"\def\a{\a\a}\a", "letters", malformed("unknown-macro", r"\def\a{\a\a}\a = a", r"\def\a{\a\a}\a")),
    13: Row(
        "a matrix of 10,000 columns, ragged rows, no rows",
        "letters",
        (
            *undecided("too-large", r"\begin{bmatrix}" + "a" + " & a" * 9_999 + r"\end{bmatrix} = X"),
            *malformed("syntax", r"\begin{bmatrix} a & b \\ c \end{bmatrix} = X", r"\begin{bmatrix} \end{bmatrix} = X"),
        ),
    ),
}


@pytest.fixture(scope="module")
def found(together: Project) -> Found:
    return judged(together, LETTERS, ROWS)


@pytest.mark.parametrize("number", ROWS, ids=lambda n: f"{n}: {ROWS[n].words}")
def test_it_is_refused(number: int, found: Found, together: Project) -> None:
    assert_refused(found, together, number, ROWS[number])


def test_11_ten_thousand_formulas_on_a_page(project: Project) -> None:
    """All stand in the report; the first are judged, of the others it is said that they are not."""
    project.page(HEAD + "\n\n".join(f"$A + {n} A = {n + 1} Z W$" for n in range(10_000)) + END)
    bad = project.check().between("page.md")
    assert len(bad) == 10_000
    judged = [formula for formula in bad if formula.verdict != "undecided"]
    assert bad[: len(judged)] == judged
    assert len(judged) >= 99  # the formula that holds before them is one of the first
    assert {formula.verdict for formula in judged} == {"proved"}
    assert {code for formula in bad for _, code in formula.messages} == {"too-large"}


def test_11_a_page_of_50_mb(project: Project) -> None:
    project.page(HEAD + "No formula.\n\n" * 4_000_000 + END, "large.md")
    project.page(HEAD + END)
    found = project.check()
    assert found.beside == (("docs/large.md", 1, "too-large"),)
    assert found.between("page.md") == []
