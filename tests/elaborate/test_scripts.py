"""Scripts: entries, rows, columns, annotations, transposes, powers, and where two readings are possible."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, only, term, vocabulary, wrong

SAME = [
    # names of entries
    ("matmul", "z_{1,2}", "z_{12}"),
    ("matmul", "Z_{ij}", "z_{i,j}"),
    ("matmul", "[Z]_{ij}", "z_{ij}"),
    ("matmul", "(Z)_{ij}", "z_{ij}"),
    ("matmul", r"\mathbf{Z}_{ij}", "z_{ij}"),
    ("matmul", r"\mathbf Z", "Z"),
    ("matmul", r"{Z}_{i{j}}", "z_{ij}"),
    ("matmul", r"{W^\top}_{ij}", r"(W^\top)_{ij}"),
    ("arrays", "x_i", "x_{i,1}"),
    # a size as an index is the last one
    ("matmul", "a_{mn}", "a_{m,n}"),
    ("matmul", "z_{m-1,k}", "z_{m - 1, k}"),
    # rows and columns
    ("matmul", "z_{:,1}", "Z_{:,1}"),
    # of a vector's derivative one index is written
    (
        "network",
        r"\left[\frac{\partial y}{\partial W_1}\right]_{ipq}",
        r"\left[\frac{\partial y}{\partial W_1}\right]_{i1pq}",
    ),
    # transposes and inverses
    ("matmul", "Z^T", r"Z^\top"),
    ("matmul", r"Z^{\top}", r"Z^\top"),
    ("matmul", r"Z^{\mathrm{T}}", r"Z^\top"),
    ("matmul", r"Z^\intercal", r"Z^\top"),
    ("square", r"X^{-T}", r"(X^{-1})^\top"),
    ("square", r"X^{-2}", r"(X^{-1})^2"),
    # powers of entries
    ("arrays", "a_{ij}^2", "(a_{ij})^2"),
    ("arrays", "a^2_{ij}", "(a_{ij})^2"),
    ("arrays", "A_{ij}^2", "(a_{ij})^2"),
    ("square", "X_{ij}^2", "(X_{ij})^2"),
    ("square", "x_i^2", "(x_i)^2"),
    # roots
    ("square", r"\sqrt[3]{t}", "t^{1/3}"),
    ("square", r"\sqrt[3]{t}^2", "(t^{1/3})^2"),
    # scripts behind the bracket of an argument belong to the value
    ("square", r"\operatorname{tr}(X)^2", r"(\operatorname{tr}(X))^2"),
    ("network", r"\sigma(z_1)_i", r"(\sigma(z_1))_i"),
    ("network", r"\sigma'(z_1)^\top", r"(\sigma'(z_1))^\top"),
]


@pytest.mark.parametrize(("model", "tex", "other"), SAME, ids=[tex for _, tex, _ in SAME])
def test_two_ways_to_write_one_term(model: str, tex: str, other: str) -> None:
    names = vocabulary(model)
    assert term(tex, names) == term(other, names)


NAMED = [
    (r"W^{(1)}_{ij}", r"(W^{(1)})_{ij}"),
    (r"W^{(1)}_{1,2}", r"[W^{(1)}]_{12}"),
    ("x'_j", "(x')_j"),
    (r"x'^\top x'", r"(x')^\top (x')"),
    (r"X_{c,ij}", None),
    (r"X_c^\top", r"(X_c)^\top"),
    (r"(X_c)_{ij}", r"[X_{c}]_{ij}"),
    (r"\mathbf{X}_c", "X_c"),
    ("J^{11}", "(J)^{11}"),
    ("X^{(2)}", None),
    ("x''", None),
]


@pytest.mark.parametrize(("tex", "other"), NAMED)
def test_names_that_the_snippet_writes_with_scripts(tex: str, other: str | None) -> None:
    names = vocabulary("named")
    if other is None:
        assert wrong(tex, names)
    else:
        assert term(tex, names) == term(other, names)


DIFFERENT = [
    ("matmul", "z_{1,2}", "z_{2,1}"),
    ("arrays", "x_{12}", "x_{1,2}"),
    ("square", "X_{ij}", "X_{ji}"),
    ("matmul", "Z_{:,1}", "(Z^\\top)_{1,:}"),
]


@pytest.mark.parametrize(("model", "tex", "other"), DIFFERENT)
def test_two_terms_that_look_alike(model: str, tex: str, other: str) -> None:
    names = vocabulary(model)
    assert term(tex, names) != term(other, names)


REFUSED = [
    # which script comes first?
    ("matmul", r"W_{ij}^\top", r"W_{ij}^\top", "ambiguous-notation"),
    ("matmul", r"W^T_{ij}", r"W^T_{ij}", "ambiguous-notation"),
    ("square", "X^{-1}_{ij}", "X^{-1}_{ij}", "ambiguous-notation"),
    ("square", "X_{ij}^{-1}", "X_{ij}^{-1}", "ambiguous-notation"),
    ("square", "X^2_{ij}", "X^2_{ij}", "ambiguous-notation"),
    ("square", "(X Y)^2_{ij}", "(X Y)^2_{ij}", "ambiguous-notation"),
    # how many indices?
    ("matmul", "z_1", "z_1", "index-count"),
    ("matmul", "z_{i,j,l}", "z_{i,j,l}", "index-count"),
    ("matmul", "L_1", "L_1", "index-count"),
    ("matmul", "Z_{:}", "Z_{:}", "index-count"),
    ("matmul", "Z_{:,:}", "Z_{:,:}", "not-understood"),
    ("arrays", r"(x^\top)_i", r"(x^\top)_i", "index-count"),
    ("named", r"\delta_{ij}", r"\delta_{ij}", "ambiguous-notation"),
    # how far?
    ("arrays", "x_0", "0", "index-range"),
    ("arrays", "x_{n+1}", "n+1", "index-range"),
    ("arrays", "a_{n,1}", "n", "index-range"),
    ("arrays", "x_{1.5}", "1.5", "not-understood"),
    ("arrays", "x_{n/2}", "n/2", "not-understood"),
    ("arrays", "x_{x_1}", "x_1", "not-understood"),
    ("arrays", "x_x", "x", "name-taken"),
    # the name of entries alone is not the array
    ("arrays", "a", "a", "undeclared-symbol"),
    ("arrays", r"a_{m \times n}", "a", "undeclared-symbol"),
    # annotations
    ("arrays", r"A_{n \times m}", r"A_{n \times m}", "shape-mismatch"),
    ("arrays", r"A_{m \times q}", "q", "undeclared-symbol"),
    # primes and scripts of operators
    ("square", r"\operatorname{tr}(X)'", "(X)'", "not-understood"),
    ("arrays", "A'", "A'", "not-understood"),
    ("square", r"\log^{-1} t", r"\log^{-1}", "not-understood"),
    ("square", r"\log_t t", r"\log_t", "not-understood"),
    ("square", r"\sin 2 t u", "u", "ambiguous-notation"),
    ("square", r"\sin 2 (t + u)", "(t + u)", "ambiguous-notation"),
    ("square", r"\sin 2 t \cdot u", r"\sin", "ambiguous-notation"),
    ("square", r"\det 2 X", "X", "ambiguous-notation"),
    ("square", r"\log_1 t", r"\log_1", "not-understood"),
    ("square", r"\log_2^2 t", r"\log_2^2", "not-understood"),
    ("square", r"\exp_2 t", r"\exp_2", "not-understood"),
    ("square", r"\operatorname{GELU}'(t)", r"\operatorname{GELU}'", "not-understood"),
    ("square", r"\tanh''(t)", r"\tanh''", "not-understood"),
    ("square", r"\tanh'^2(t)", r"\tanh'^2", "not-understood"),
    ("square", r"\operatorname{tr}^2(X)", r"\operatorname{tr}^2", "not-understood"),
    ("square", r"u \partial^2", r"\partial", "not-understood"),
    ("square", r"\partial_x u", r"\partial", "not-understood"),
    # degrees of roots
    ("square", r"\sqrt[1]{t}", "1", "not-understood"),
    ("square", r"\sqrt[u]{t}", "u", "not-understood"),
    ("square", r"\sqrt[2.5]{t}", "2.5", "not-understood"),
    ("square", r"\sqrt[3]{X}", r"\sqrt[3]{X}", "not-understood"),
    # shapes
    ("arrays", "x^2", "x", "shape-mismatch"),
    ("arrays", "A^{-1}", "A", "shape-mismatch"),
    ("arrays", "x^{-1}", "x", "shape-mismatch"),
    ("square", "X^x", "x", "shape-mismatch"),
    ("square", r"X^{1/3}", r"X^{1/3}", "not-understood"),
]


@pytest.mark.parametrize(("model", "tex", "place", "code"), REFUSED, ids=[tex for _, tex, *_ in REFUSED])
def test_what_scripts_cannot_mean_is_refused(model: str, tex: str, place: str, code: str) -> None:
    assert wrong(tex, vocabulary(model)) == [Wrong(code, place)]


def test_a_refusal_says_what_to_write() -> None:
    names = vocabulary("square")
    assert only("X^{-1}_{ij}", names).help == "write (X^{-1})_{ij}"
    assert only("X_{ij}^T", names).help == "write (X^{T})_{ij}"


def test_a_written_number_asks_for_sizes_that_reach_it() -> None:
    [obligation] = meaning("x_3 = x_3", vocabulary("arrays")).obligations
    [(size, number)] = set(obligation.at_least)
    assert [size.value({"n": n}) >= number for n in (1, 2, 3, 4)] == [False, False, True, True]


def test_an_annotation_is_an_obligation_of_its_own_place() -> None:
    tex = r"A_{m\times n} = Z_{m\times k} W_{k\times n}"
    found = meaning(tex, vocabulary("matmul")).obligations
    assert [(o.kind, tex[o.span.start : o.span.end]) for o in found] == [
        ("shape", r"A_{m\times n}"),
        ("shape", r"Z_{m\times k}"),
        ("shape", r"W_{k\times n}"),
        ("equality", tex),
    ]


@pytest.mark.parametrize(
    "tex",
    [r"\mathrm{KL} = \mathrm{KL} + 0", r"2 \mathrm{KL} A = A + A", r"\mathrm{KL}^2 = 1", r"\operatorname{rank} A = A"],
)
def test_an_upright_name_that_the_given_declares_is_a_symbol_and_takes_no_argument(tex: str) -> None:
    assert not meaning(tex, vocabulary("upright")).diagnostics


def test_an_upright_name_that_nothing_declares_takes_an_argument() -> None:
    assert wrong(r"\mathrm{KL} = 1", vocabulary("arrays"))
