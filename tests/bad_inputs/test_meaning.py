"""Meaning (14 to 31): refused, not guessed at; and nothing false is proved."""

from __future__ import annotations

import pytest

from .project import END, HEAD, IMPORTS, Found, Project
from .rows import Bad, Row, assert_refused, judged, malformed, refuted, undecided

LETTERS = f"""{IMPORTS}
@model
def numbers(xp, a: Scalar, b: Scalar, c: Scalar, x: Scalar, y: Scalar, z: Vector[n], alpha: Scalar, beta: Scalar):
    return {{}}


@model
def arrays(xp, x: Vector[n], y: Vector[n], b: Scalar, A: Matrix[m, n], B: Matrix[n, k], C: Matrix[n, m],
           X: Matrix[n, n], Y: Matrix[n, n], P: Matrix[n, n, invertible], S: Matrix[n, n, symmetric]):
    return {{}}


@model
def transposed(xp, x: Vector[m], W: Matrix[m, n], T: Matrix[m, n]):
    return {{}}


@model
def indexed(xp, x: Vector[n], A: Matrix[m, n], B: Matrix[n, k], i: Scalar):
    return {{}}


@model
def gelu(xp, x: Scalar, Phi: Function):
    return {{"y": x * Phi(x)}}


@model
def layer_norm(xp, x: Vector[n], epsilon: Scalar[positive]):
    mu = xp.sum(x) / n
    v = xp.sum((x - mu) ** 2) / n
    return {{"mu": mu, "v": v, "y": (x - mu) / xp.sqrt(v + epsilon)}}
"""
TANH = r"\frac12 x (1 + \tanh(0.7978845608 (x + 0.044715 x^3)))"
VARIANCE = r"v = \frac{1}{n - 1} \sum_{i=1}^{n} (x_i - \mu)^2"
OVERLAYS = (r"x = y \phantom{+1}", r"x = x \color{white}{+1}", r"x = \llap{-} x", r"x = \hspace{-1em} x")
INVISIBLE = ("x = \u202ex", "x\u200b = x", "x\u00ad = x", "x\ufe0f = x", "x = x\U000e0100")
ALIKE = ("\u0430 = a", "\u0430 = \u0430", "x = \uff12 x", "1 = \uff11", "\ufb01 = 1")

ROWS = {
    14: Row(
        r"\gdef\sum{0} before \sum_i x_i",
        "numbers",
        (
            *malformed("unknown-macro", r"\gdef\sum{0}", r"\gdef\sum{0} \sum_{i=1}^{n} z_i = 0"),
            *refuted(r"\sum_{i=1}^{n} z_i = 0"),
        ),
    ),
    15: Row(
        r"\renewcommand{\alpha}{\beta}",
        "numbers",
        (
            *malformed(
                "unknown-macro", r"\renewcommand{\alpha}{\beta}", r"\renewcommand{\alpha}{\beta} \alpha = \beta"
            ),
            *refuted(r"\alpha = \beta"),
        ),
    ),
    16: Row(r"\phantom, \color, \llap, \hspace", "numbers", malformed("unknown-macro", *OVERLAYS)),
    17: Row("x % + 1", "numbers", malformed("unknown-character", "x % + 1", "x = x % + 1", "x % + 1\n= x")),
    18: Row("letters and digits that look like others", "numbers", malformed("unknown-character", *ALIKE)),
    19: Row("characters that do not show", "numbers", malformed("unknown-character", *INVISIBLE)),
    20: Row(r"\hat{y}_i undeclared", "arrays", malformed("undeclared-symbol", r"\hat{y}_i", r"\hat{y}_i = y_i")),
    # x,y alone names two symbols and states nothing.
    21: Row(
        "1{,}000, x,y, a < b < c",
        "numbers",
        (
            *malformed("syntax", "1{,}000 = 1000", "x = 1{,}000", "x = 1.000.000"),
            Bad("x,y", "mention"),
            *malformed("ambiguous-notation", "x,y = 1", "1 = 1,000", "1,000 = 1000", "1 = 1,5", "1 = 1, 000"),
            *refuted("a < b < c", "a < b"),
        ),
    ),
    22: Row(
        "W^T x with T declared as a symbol, x^10, 1/2x, a/bc, sin x y",
        "transposed",
        (
            *malformed("ambiguous-notation", "W^T x", "W^T x = W^\\top x", "x^10", "x^10 = x^{10}"),
            *malformed("ambiguous-notation", "1/2x", r"1/2x = \frac12 x", "x_1/x_2x_3"),
            *malformed("ambiguous-notation", r"\sin x_1 x_2", r"\sin x_1 x_2 = \sin(x_1 x_2)"),
        ),
    ),
    23: Row("AB - BA = 0", "arrays", refuted("X Y - Y X = 0", "X Y = Y X")),
    24: Row(
        "what does not hold for all real numbers",
        "numbers",
        (
            *refuted(r"\sqrt{x^2} = x"),
            *undecided("may-be-undefined", "x/x = 1", r"\frac{x}{x} = 1", r"\log x^2 = 2\log x"),
            *undecided("may-be-undefined", r"\log(x^2) = 2 \log(x)"),
        ),
    ),
    # Infinity is not read.
    25: Row(
        "0^0, 1/0, log 0, infinity less infinity",
        "numbers",
        (
            *undecided("may-be-undefined", "1/0 = 1/0", r"\frac{1}{0} = 0", r"\frac{x}{x - x} = 1", "0^{-1} = 0"),
            *undecided("undecided", r"\log 0 = \log 0", r"\log(0) = 0"),
            Bad("0^0 = 1", "supported", "supported"),
            *refuted("0^0 = 0"),
            *malformed("undeclared-symbol", r"\infty - \infty = 0"),
        ),
    ),
    26: Row(
        "the derivative of log det X is not 0",
        "arrays",
        refuted(r"\frac{\partial \log\det P}{\partial P} = 0", r"\partial \log\det P / \partial P = 0"),
    ),
    27: Row(
        "the derivative of tr X + b is not 0",
        "arrays",
        refuted(
            r"\frac{\partial (\operatorname{tr} X + b)}{\partial X} = 0",
            r"\partial (\operatorname{tr} X + b)/\partial X = 0",
        ),
    ),
    28: Row(
        "true only for square, symmetric, 1×1 or commuting matrices",
        "arrays",
        (
            *(Bad(tex, "ill-shaped", "shape-mismatch") for tex in (r"\operatorname{tr} A = 0", "A C = C A")),
            *(Bad(tex, "ill-shaped", "shape-mismatch") for tex in (r"A = A^\top", r"x y^\top = x^\top y")),
            *refuted(r"X = X^\top", r"x^\top X y = y^\top X x"),
            *refuted(r"\frac{\partial x^\top X x}{\partial x} = 2 X x"),
            *refuted(r"x y^\top = y x^\top", r"\operatorname{tr}(X Y) = \operatorname{tr}(X) \operatorname{tr}(Y)"),
            *refuted("P X P^{-1} = X", r"S X = X S", r"(X Y)^\top = X^\top Y^\top", r"X X^\top = X^\top X"),
            *refuted("(X + Y)^2 = X^2 + 2 X Y + Y^2", "A C A = A"),
        ),
    ),
    29: Row(
        "an index for two sizes, bound twice, or hiding a symbol",
        "indexed",
        (
            Bad(r"A_{r,s} = B_{r,s}", "ill-shaped", "index-range"),
            Bad(r"\sum_s A_{s,s} = 0", "ill-shaped", "index-range"),
            *malformed(
                "name-taken",
                r"\sum_r \sum_r x_r = 0",
                r"\sum_{r=1}^{n} \sum_{r=1}^{n} x_r = 0",
                r"x_r = \sum_r x_r",
                r"\sum_i x_i = 0",
            ),
        ),
    ),
    31: Row(
        "an approximation stated as equal",
        "layer_norm",
        (
            *refuted(r"y = \frac{1}{\sqrt{v}} (x - \mu \mathbf{1})", VARIANCE),
            Bad(VARIANCE.replace("n - 1", "n"), "proved"),
        ),
    ),
}


# What stands between two formulas that hold, on which of its lines something is wrong, what of it is a formula.
UNCLOSED: dict[str, tuple[str, int, list[str]]] = {
    "dollar": ("The loss $x is\n\nnot closed.", 1, []),
    "table": ("| a | b |\n|---|---|\n| $$x$$ | $x = x$ |", 3, ["x", "x = x"]),
    "round": (r"The loss \(x is", 1, []),
    "square": ("\\[\nx = x", 1, []),
    "double": ("$$\nx = x", 1, []),
    "aligned": ("\\begin{aligned}\nx &= x", 1, []),
}
CODE = "`$x = y$` and ``\\(x = y\\)``\n\n```\n$$x = y$$\n```"
ALIGNED = "$$\n\\begin{aligned}\nx &= x\n$$"
NUMBERS = "/// given | letters.numbers\n///\n\n"
GELU = (
    f"y = {TANH}",
    rf"\frac{{x}}{{1 + \exp(-1.702 x)}} = {TANH}",
    # The normal distribution is not read: Φ is any function above.
    rf"\frac{{x}}{{2}} (1 + \operatorname{{erf}}(x/\sqrt{{2}})) = {TANH}",
)
LAST = "/// given | letters.layer_norm\n    sizes: {n: 512}\n///\n\n"


@pytest.fixture(scope="module")
def found(together: Project) -> Found:
    for name, (text, _, _) in UNCLOSED.items():
        together.page(f"{HEAD}{NUMBERS}{text}{END}", f"{name}.md")
    together.page(f"{HEAD}{NUMBERS}{ALIGNED}\n\n{CODE}\n\nIt says $x = y$.{END}", "aligned-closed.md")
    together.page(HEAD + "/// given | letters.gelu\n///\n\n" + "\n\n".join(f"${g}$" for g in GELU) + END, "gelu.md")
    together.page(f"{HEAD}{LAST}${VARIANCE}${END}", "n-512.md")
    return judged(together, LETTERS, ROWS)


@pytest.mark.parametrize("number", ROWS, ids=lambda n: f"{n}: {ROWS[n].words}")
def test_it_is_not_guessed_at(number: int, found: Found, together: Project) -> None:
    assert_refused(found, together, number, ROWS[number])


@pytest.mark.parametrize("name", UNCLOSED)
def test_30_what_is_not_closed_is_said_where_it_opens(name: str, found: Found) -> None:
    _, line, formulas = UNCLOSED[name]
    bad = found.between(f"{name}.md")
    assert [formula.tex for formula in bad] == formulas
    above = f"{HEAD}{NUMBERS}".count("\n")
    assert [place for place in found.beside if name in place[0]] == [
        (f"docs/{name}.md", above + line, "unclosed-formula")
    ]


def test_30_a_formula_in_code_is_none_and_rows_without_their_end_are_malformed(found: Found) -> None:
    rows, shown = found.between("aligned-closed.md")
    assert (rows.verdict, [code for _, code in rows.messages]) == ("malformed", ["syntax"])
    assert (shown.tex, shown.verdict) == ("x = y", "refuted")


def test_31_the_form_of_gelu_with_tanh(found: Found) -> None:
    bad = found.between("gelu.md")
    assert [formula.verdict for formula in bad] == ["refuted", "refuted", "refuted"]


def test_31_the_variance_at_512(found: Found) -> None:
    """Sizes beyond 12 are not fixed, and it is refuted for every n."""
    (variance,) = found.between("n-512.md")
    assert variance.verdict == "refuted"
    assert [place[1:] for place in found.beside if "n-512" in place[0]] == [(7, "unknown-option")]
