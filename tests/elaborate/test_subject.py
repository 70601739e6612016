"""What stands left of a sign has a kind, a shape and the operators in it, as an index lists them."""

from __future__ import annotations

import pytest

from texproof.elaborate.subject import KINDS, Subject

from .formulas import meaning, vocabulary

D = r"\frac{\partial %s}{\partial %s} = %s"


@pytest.mark.parametrize(
    ("model", "tex", "kind", "shape", "signs"),
    [
        ("matmul", D % ("L", "W", r"Z^\top \frac{\partial L}{\partial A}"), "gradient", "k n", ""),
        ("matmul", D % ("L", "z_{ij}", r"\frac{\partial L}{\partial Z}_{ij}"), "slope", "", ""),
        ("matmul", D % ("A", "w_{ij}", r"Z E_{ij}"), "path", "m n", ""),
        ("square", D % ("M x", "x", "M"), "jacobian", "n n", ""),
        ("square", r"\frac{\partial^2 x^\top M x}{\partial x \partial x^\top} = M + M^\top", "second", "n n", ""),
        ("square", r"\mathrm{d} \det(X) = 0", "differential", "", "det"),
        ("square", r"\log \det(X) = \log |X|", "function", "", "log det"),
        ("square", r"|X| = \det(X)", "determinant", "", "det"),
        ("square", r"|u| = |u|", "function", "", "abs"),
        ("square", r"\operatorname{tr}(X^{-1}) = \operatorname{tr}(X^{-\top})", "trace", "", "tr inverse"),
        ("square", r"e^M = e^M", "function", "n n", "exp"),
        ("square", r"(X Y)^{-1} = Y^{-1} X^{-1}", "inverse", "n n", "inverse"),
        ("square", r"\|x\|^2 = x^\top x", "norm", "", "norm"),
        ("square", r"\langle x, x \rangle = x^\top x", "norm", "", "inner"),
        ("square", r"\operatorname{vec}(M) = \operatorname{vec}(M)", "kronecker", "n·n 1", "vec"),
        ("square", r"M^\dagger = M^\dagger", "inverse", "n n", "pinv"),
        ("square", r"M^+ = M^+", "inverse", "n n", "pinv"),
        ("square", r"M \otimes S = M \otimes S", "kronecker", "n·n n·n", "otimes"),
        ("arrays", r"A \odot B = B \odot A", "hadamard", "m n", "odot"),
        ("arrays", r"(A B^\top)^\top = B A^\top", "product", "m m", ""),
        ("arrays", r"A + B = B + A", "sum", "m n", ""),
        ("arrays", r"\sum_i x_i = \mathbf{1}^\top x", "sum", "", "sum"),
        ("arrays", r"\operatorname{diag}(x) = \operatorname{diag}(x)", "function", "n n", "diag"),
        ("arrays", r"\operatorname{softmax}(x) = \operatorname{softmax}(x)", "function", "n 1", "softmax"),
        ("complexes", r"\frac{\partial \bar z}{\partial \Re z} = 1", "slope", "", "Re"),
        ("matmul", r"a_{ij} = \sum_q z_{iq} w_{qj}", "symbol", "", ""),
        ("matmul", r"A = Z W", "symbol", "m n", ""),
        ("matmul", r"G := \frac{\partial L}{\partial A}", "symbol", "m n", ""),
    ],
)
def test_a_left_side_is_what_an_index_calls_it(model: str, tex: str, kind: str, shape: str, signs: str) -> None:
    assert kind in KINDS
    assert meaning(tex, vocabulary(model)).subjects == (Subject(kind, tuple(shape.split()), tuple(signs.split())),)


def test_what_stands_below_a_diagonal_is_of_the_kind_of_vec() -> None:
    found = meaning(r"\operatorname{vech}(S) = \operatorname{vech}(S)", vocabulary("square")).subjects
    assert found == (Subject("kronecker", ("(n·n + n)/2", "1"), ("vech",)),)


def test_each_statement_has_its_own_left_side() -> None:
    found = meaning(r"\det(X) \det(X^{-1}) = 1, \quad x^\top = x^\top", vocabulary("square")).subjects
    assert [subject.kind for subject in found] == ["product", "symbol"]
    assert [subject.shape for subject in found] == [(), ("1", "n")]


def test_what_is_only_mentioned_has_none() -> None:
    assert meaning(r"\det(X)", vocabulary("square")).subjects == ()


def test_upright_words_of_a_name_are_no_operators() -> None:
    assert meaning(r"\mathrm{KL} = \mathrm{KL}", vocabulary("upright")).subjects[0].signs == ()
