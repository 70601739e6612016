"""Complex terms against NumPy's own complex numbers: values, Wirtinger derivatives, and terms without their i.

Letters that stand for conjugates are an idea of the engine's; what is asked here knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from texproof.check.decide import decide
from texproof.check.numpy_route.arithmetic import BINARY64
from texproof.check.numpy_route.evaluation import evaluate
from texproof.check.numpy_route.scene import Frame, Scene
from texproof.check.verdict import Answer
from texproof.elaborate import imaginary, reading
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.letters import known
from texproof.elaborate.scope import Scope
from texproof.elaborate.term import ImaginaryUnit, Term, walk
from texproof.elaborate.vocabulary import Vocabulary, index_letters
from texproof.model.forward import forward, point
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.model.tape import State
from texproof.parse.reader import read

SIZES = {"m": 2, "n": 3}
MODEL = load(
    """
from texproof import *
m, n = dims("m n")

@model
def complexes(xp, z: Scalar[complex], w: Scalar[complex], x: Vector[n, complex], y: Vector[n, complex],
              A: Matrix[m, n, complex], B: Matrix[n, n, complex, invertible], S: Matrix[n, n, hermitian],
              U: Matrix[n, n, unitary], R: Matrix[n, n], r: Scalar):
    return {}
""",
    "snippets/complexes.py",
)["complexes"]
VOCABULARY = Vocabulary(signature(MODEL))
VALUES = point(MODEL, SIZES, np.random.default_rng(7))
TAPE = forward(MODEL, SIZES, VALUES, 7)
Arrays = dict[str, Any]


def term_of(tex: str) -> Term:
    tree = read(tex).tree
    assert tree is not None
    scope = Scope(VOCABULARY, tex, frozenset(index_letters(tree)))
    term = reading.read(tree, scope)
    scope.settle()
    return known(term, scope)


def value_of(term: Term) -> np.ndarray:
    frame = Frame(SIZES)
    frame.page_shapes = {
        name: tuple(size.value(SIZES) for size in MODEL.parameters[name].page_shape) for name in TAPE.free
    }
    value = evaluate(term, Scene(frame, State.recorded(TAPE), BINARY64))[0]
    return value[:, 0] if value.ndim == 2 and value.shape[1] == 1 else value


def close(value: Any, expected: Any, bound: float = 1e-9) -> bool:
    value, expected = np.asarray(value), np.asarray(expected)
    return value.shape == expected.shape and bool(np.abs(value - expected).max(initial=0.0) < bound)


NATIVE: dict[str, Callable[..., Any]] = {
    r"A^H": lambda A, **_: A.conj().T,
    r"A^\dagger": lambda A, **_: A.conj().T,
    r"A^*": lambda A, **_: A.conj(),
    r"\overline{A B}": lambda A, B, **_: (A @ B).conj(),
    r"(A B)^H": lambda A, B, **_: (A @ B).conj().T,
    r"\bar z w": lambda z, w, **_: z.conj() * w,
    r"B^{-H}": lambda B, **_: np.linalg.inv(B).conj().T,
    r"\operatorname{conj}(S x)": lambda S, x, **_: (S @ x).conj(),
    r"U^*": lambda U, **_: U.conj(),
    r"(S U)^H": lambda S, U, **_: (S @ U).conj().T,
    r"\Re(z w)": lambda z, w, **_: np.real(z * w),
    r"\Im(z w)": lambda z, w, **_: np.imag(z * w),
    r"\operatorname{Im}(B^H)": lambda B, **_: np.imag(B.conj().T),
    r"z + i w": lambda z, w, **_: z + 1j * w,
    r"\overline{z + i w}": lambda z, w, **_: (z + 1j * w).conj(),
    r"|z|": lambda z, **_: np.abs(z),
    r"|x|": lambda x, **_: np.abs(x),
    r"|B|": lambda B, **_: np.linalg.det(B),
    r"\|x\|": lambda x, **_: np.linalg.norm(x),
    r"\|A\|_F^2": lambda A, **_: np.linalg.norm(A) ** 2,
    r"\|x\|_1": lambda x, **_: np.abs(x).sum(),
    r"\|x\|_4^4": lambda x, **_: (np.abs(x) ** 4).sum(),
    r"\langle x, y \rangle": lambda x, y, **_: np.vdot(x, y),
    r"e^{i r}": lambda r, **_: np.exp(1j * r),
    r"\overline{e^{i z}}": lambda z, **_: np.exp(1j * z).conj(),
    r"\det(R + i R^\top R)^*": lambda R, **_: np.linalg.det(R + 1j * R.T @ R).conj(),
    r"A^{+}": lambda A, **_: np.linalg.pinv(A),
    r"x^{+}": lambda x, **_: np.linalg.pinv(x[:, None]),
}


@pytest.mark.parametrize("tex", NATIVE)
def test_a_term_has_the_value_of_complex_numbers(tex: str) -> None:
    assert close(value_of(term_of(tex)), NATIVE[tex](**VALUES))


REAL_VALUED = {
    "|z|": ("z", lambda v: np.abs(v["z"])),
    "|z w|^2": ("z", lambda v: np.abs(v["z"] * v["w"]) ** 2),
    r"\|A x\|^2": ("x", lambda v: np.linalg.norm(v["A"] @ v["x"]) ** 2),
    "x^H S x": ("x", lambda v: v["x"].conj() @ v["S"] @ v["x"]),
    r"\|A\|_F": ("A", lambda v: np.linalg.norm(v["A"])),
}
OTHERS = {
    "z^2 w": ("z", lambda v: v["z"] ** 2 * v["w"]),
    r"\bar z^2 w": ("z", lambda v: v["z"].conj() ** 2 * v["w"]),
    r"z \Im z": ("z", lambda v: v["z"] * v["z"].imag),
    "x^H B x": ("x", lambda v: v["x"].conj() @ v["B"] @ v["x"]),
    r"x^\top B x": ("x", lambda v: v["x"] @ v["B"] @ v["x"]),
    r"\det(B^H)": ("B", lambda v: np.linalg.det(v["B"].conj().T)),
    r"\operatorname{tr}(B^H B^{-1})": ("B", lambda v: np.trace(v["B"].conj().T @ np.linalg.inv(v["B"]))),
    r"e^{i \bar z}": ("z", lambda v: np.exp(1j * v["z"].conj())),
}


def wirtinger(function: Callable[[Arrays], Any], name: str, sign: int) -> Any:
    """Return ½ (∂/∂Re ± i ∂/∂Im) by central differences of complex numbers: of a number for each entry."""
    value, step = VALUES[name], 1e-5
    slopes = np.zeros(np.shape(value), dtype=complex)
    for at in np.ndindex(np.shape(value)):
        parts = []
        for direction in (1.0, 1j):
            shift = np.zeros(np.shape(value), dtype=complex)
            shift[at] = direction * step
            ahead, behind = (function({**VALUES, name: value + s * shift}) for s in (1, -1))
            parts.append((ahead - behind) / (2 * step))
        slopes[at] = (parts[0] + sign * 1j * parts[1]) / 2
    return slopes


@pytest.mark.parametrize("conjugate", [False, True])
@pytest.mark.parametrize("tex", [*REAL_VALUED, *OTHERS])
def test_a_derivative_is_wirtingers(tex: str, conjugate: bool) -> None:
    name, function = (REAL_VALUED | OTHERS)[tex]
    term = term_of(rf"\frac{{\partial}}{{\partial {name}{'^*' * conjugate}}} ({tex})")
    expected = wirtinger(function, name, 1 if conjugate else -1)
    assert np.abs(expected).max() > 0.1 or tex in ("z^2 w", r"\bar z^2 w", r"x^\top B x", r"\det(B^H)", r"e^{i \bar z}")
    assert close(value_of(term), expected, 1e-6 * max(1.0, float(np.abs(expected).max())))


@pytest.mark.parametrize(("part", "direction"), [("Re", 1.0), ("Im", 1j)])
def test_a_derivative_for_one_part_moves_that_part(part: str, direction: complex) -> None:
    term = term_of(rf"\frac{{\partial}}{{\partial \{part} z}} (z^2 \bar z w)")
    z, w, step = VALUES["z"], VALUES["w"], 1e-5

    def f(z: complex) -> complex:
        return z * z * np.conj(z) * w

    assert close(value_of(term), (f(z + step * direction) - f(z - step * direction)) / (2 * step), 1e-7)


WITH_I = [
    "i z", "(R + i B)(R - i S)", r"(z + i w) \odot (w - i)", r"\frac{z + i w}{r - 2 i w}", r"\frac{B + i R}{w}",
    "(r + i w)^3", "(B + i S)^2", r"e^{z + i w}", r"\operatorname{tr}(B + i S)", r"(x + i y)^\top",
    r"\operatorname{vec}(B + i R)", r"\langle x + i y, y - i x \rangle", r"(x + i y) \otimes (y + i x)",
    r"\begin{bmatrix} B & i R \\ S & -i I \end{bmatrix}", r"\sum_k (x_k + \mathrm{i} y_k) x_k", "-i(B + i S)_{1,2}",
    r"\frac{\partial (z + i w)^2 \bar z}{\partial z}",
]  # fmt: skip


@pytest.mark.parametrize("tex", WITH_I)
def test_a_term_is_the_sum_of_its_parts(tex: str) -> None:
    term = term_of(tex)
    real, other = imaginary.parts(term)
    assert other is not None
    assert not any(isinstance(part, ImaginaryUnit) for side in (real, other) for part in walk(side))
    assert close(value_of(term), value_of(real) + 1j * value_of(other))


def judged(tex: str) -> tuple[str, dict[str, Answer]]:
    tree = read(tex).tree
    assert tree is not None
    claim = elaborate(tree, VOCABULARY, tex, "")
    assert claim.diagnostics == ()
    decision = decide(claim.obligations[-1], MODEL, {}, 3, lambda: 0.0)
    return decision.verdict, {name: result.answer for name, result in decision.routes.items()}


# A spoiled twin for each thing that can go wrong: every route by itself has to see it.
FALSE = [
    "(B S)^H = B^H S",
    "z w = z^* w", "z^2 = |z|^2", r"\Im z = \Re(i z)", r"\Re z = i \Im z", "i i = 1", "x^H y = y^H x", "B^H = B^*",
    r"\frac{\partial |z|^2}{\partial z} = z", r"\frac{\partial |z|^2}{\partial \Re z} = z",
    r"\frac{\partial \Im z}{\partial z} = \frac{i}{2}", r"\frac{\partial x^H B x}{\partial x} = B x",
    r"\det(U)^2 = 1", "S = S^*", r"\mathrm{d}(|z|^2) = 2 z\,\mathrm{d}\bar z", "(B + i R)^{-1} = B^{-1} - i R",
]  # fmt: skip


@pytest.mark.parametrize("tex", FALSE)
def test_each_route_refuses_what_is_false(tex: str) -> None:
    verdict, answers = judged(tex)
    assert verdict == "refuted"
    assert set(answers.values()) == {Answer.NO}


@pytest.mark.parametrize(
    "tex",
    [
        r"\overline{\mathrm{d}(z w)} = \bar w\,\mathrm{d}\bar z + \bar z\,\mathrm{d}\bar w",
        r"(\mathrm{d}(A B))^H = (\mathrm{d}B)^H A^H + B^H (\mathrm{d}A)^H",
        r"(\mathrm{d}(S B))^H = (\mathrm{d}B)^H S + B^H \mathrm{d}S",
    ],
)
def test_the_conjugate_of_a_differential_moves_with_the_conjugates(tex: str) -> None:
    assert judged(tex)[0] == "proved"


def test_a_counterexample_shows_complex_numbers() -> None:
    tree = read("z^2 = |z|^2").tree
    assert tree is not None
    decision = decide(elaborate(tree, VOCABULARY, "z^2 = |z|^2", "").obligations[0], MODEL, {}, 3, lambda: 0.0)
    found = decision.routes["numpy"].counterexample
    assert decision.routes["sympy"].counterexample is None
    assert found is not None
    assert list(found.values) == ["z"]
    z = complex(found.values["z"].replace("i", "j"))
    assert z.imag != 0
    assert complex(found.left.replace("i", "j")) == pytest.approx(z**2, rel=1e-3)
    assert complex(found.right.replace("i", "j")) == pytest.approx(abs(z) ** 2, rel=1e-3)


@pytest.mark.parametrize("tex", [r"\sqrt{z} \sqrt{z} = z", r"\sqrt{z^2 w^2} = z w", r"(z^2)^{1/2} = z"])
def test_a_root_of_what_is_not_real_is_not_decided(tex: str) -> None:
    tree = read(tex).tree
    assert tree is not None
    claim = elaborate(tree, VOCABULARY, tex, "")
    decisions = [decide(obligation, MODEL, {}, 3, lambda: 0.0) for obligation in claim.obligations]
    assert all(decision.verdict != "proved" for decision in decisions)
    assert all(decision.routes["numpy"].answer is not Answer.YES for decision in decisions)
    assert claim.diagnostics or decisions
