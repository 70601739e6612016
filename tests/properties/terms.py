"""Well-typed terms with a meaning of their own: what they show, their shape, and their value in NumPy.

Nothing here is texproof's: what a term is worth is worked out with arrays and loops, so that what texproof
says of two terms can be held against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Shape = tuple[str, ...]  # () is a number; else rows and columns, each m, n, k or 1

SNIPPET = '''"""Symbols of every shape, none computed from another."""

from texproof import Matrix, Scalar, Vector, dims, model

m, n, k = dims("m n k")


@model
def terms(
    xp, A: Matrix[m, n], B: Matrix[m, n], C: Matrix[n, k], S: Matrix[n, n], x: Vector[n], y: Vector[m],
    alpha: Scalar, beta: Scalar,
):
    return {}
'''
SYMBOLS: Mapping[str, Shape] = {
    "A": ("m", "n"),
    "B": ("m", "n"),
    "C": ("n", "k"),
    "S": ("n", "n"),
    "x": ("n", "1"),
    "y": ("m", "1"),
    "alpha": (),
    "beta": (),
}
STEP = 1e-30


@dataclass(frozen=True)
class Term:
    """`kind` says what is done with `parts`; `name` is a symbol, a number, an index or a size."""

    kind: str
    parts: tuple[Term, ...] = ()
    shape: Shape = ()
    name: str = ""
    at: tuple[str, ...] = ()  # of an entry: indices, each a letter or "1"; of a sum: its letter

    def with_parts(self, parts: tuple[Term, ...]) -> Term:
        return replace(self, parts=parts)

    def shaped(self, shape: Shape) -> Term:
        return replace(self, shape=shape)


def symbol(name: str) -> Term:
    return Term("symbol", (), SYMBOLS[name], name)


def number(value: int) -> Term:
    return Term("number", name=str(value))


def identity(size: str) -> Term:
    return Term("identity", (), (size, size), size)


def transposed(term: Term) -> Term:
    return Term("transposed", (term,), term.shape[::-1])


def product(left: Term, right: Term) -> Term:
    """left · right: of two numbers, of a number and an array, or of two matrices; 1×1 is a number."""
    if not left.shape or not right.shape:
        return Term("product", (left, right), left.shape or right.shape)
    assert left.shape[1] == right.shape[0], (left.shape, right.shape)
    shape = (left.shape[0], right.shape[1])
    return Term("product", (left, right), () if shape == ("1", "1") else shape)


def plus(left: Term, right: Term) -> Term:
    return Term("plus", (left, right), left.shape)


def minus(left: Term, right: Term) -> Term:
    return Term("minus", (left, right), left.shape)


def entrywise(left: Term, right: Term) -> Term:
    return Term("entrywise", (left, right), left.shape)


def trace(term: Term) -> Term:
    return Term("trace", (term,))


def entry(name: str, *at: str) -> Term:
    return Term("entry", (), (), name, at)


def summed(letter: str, size: str, body: Term) -> Term:
    return Term("summed", (body,), body.shape, size, (letter,))


def gradient(of: Term, name: str) -> Term:
    return Term("gradient", (of,), SYMBOLS[name], name)


def partial(of: Term, name: str, *at: str) -> Term:
    return Term("partial", (of,), (), name, at)


def written(name: str) -> Term:
    """A matrix by its corners, with dots between them."""
    return Term("written", (), SYMBOLS[name], name)


# How firmly a term holds together; a numeral does so only in front.
_LOOSE = {"plus": 0, "minus": 0, "summed": 1, "entrywise": 1, "product": 2, "number": 2, "transposed": 3}


def _tight(term: Term, least: int) -> str:
    """Return a term's TeX, in brackets where it would come apart in a place that asks for at least so much."""
    return tex(term) if _LOOSE.get(term.kind, 4) >= least else f"({tex(term)})"


def _name(name: str) -> str:
    return rf"\{name}" if len(name) > 1 else name


def tex(term: Term) -> str:
    """Return how a term is written on a page."""
    match term.kind:
        case "symbol":
            return _name(term.name)
        case "number":
            return term.name
        case "identity":
            return f"I_{term.name}"
        case "transposed":
            return rf"{_tight(term.parts[0], 4)}^\top"
        case "product":
            left, right = term.parts
            return f"{_tight(left, 2)} {_tight(right, 3)}"
        case "plus":
            return f"{_tight(term.parts[0], 0)} + {_tight(term.parts[1], 2)}"
        case "minus":
            return f"{_tight(term.parts[0], 0)} - {_tight(term.parts[1], 2)}"
        case "entrywise":
            return rf"{_tight(term.parts[0], 3)} \odot {_tight(term.parts[1], 3)}"
        case "trace":
            return rf"\operatorname{{tr}}({tex(term.parts[0])})"
        case "entry":
            return f"{term.name.lower()}_{{{','.join(term.at)}}}"
        case "summed":
            return rf"\sum_{{{term.at[0]}=1}}^{{{term.name}}} {_tight(term.parts[0], 2)}"
        case "gradient":
            return rf"\frac{{\partial ({tex(term.parts[0])})}}{{\partial {term.name}}}"
        case "partial":
            below = tex(entry(term.name, *term.at))
            return rf"\frac{{\partial ({tex(term.parts[0])})}}{{\partial {below}}}"
    assert term.kind == "written"
    low, (rows, columns) = term.name.lower(), term.shape
    first = rf"{low}_{{1,1}} & \cdots & {low}_{{1,{columns}}}"
    last = rf"{low}_{{{rows},1}} & \cdots & {low}_{{{rows},{columns}}}"
    return rf"\begin{{bmatrix}} {first} \\ \vdots & \ddots & \vdots \\ {last} \end{{bmatrix}}"


def equality(left: Term, right: Term) -> str:
    return f"{tex(left)} = {tex(right)}"


def braced(left: Term, right: Term) -> str:
    """Return a formula that states by a brace's label that two terms are equal."""
    return rf"\underbrace{{{tex(left)}}}_{{{tex(right)}}}"


Point = Mapping[str, Any]  # each symbol's array, complex, a vector having one column


def point(sizes: Mapping[str, int], seed: int) -> dict[str, Any]:
    """Return random values of order 1 for every symbol."""
    choose = np.random.default_rng(seed)
    return {
        name: choose.uniform(0.5, 1.5, [sizes.get(s, 1) for s in shape]) * choose.choice([-1, 1]) + 0j
        for name, shape in SYMBOLS.items()
    }


def value(term: Term, at: Point, sizes: Mapping[str, int], indices: Mapping[str, int] | None = None) -> Any:
    """Return what a term is worth at a point: a number, or a matrix with two axes."""
    found = indices or {}
    parts = [] if term.kind in ("summed", "gradient", "partial") else [value(p, at, sizes, found) for p in term.parts]
    match term.kind, parts:
        case (("symbol" | "written"), _):
            return at[term.name]
        case "number", _:
            return complex(int(term.name))
        case "identity", _:
            return np.eye(sizes[term.name], dtype=complex)
        case "transposed", [one]:
            return one.T
        case "product", [left, right]:
            if np.ndim(left) == 0 or np.ndim(right) == 0:
                return left * right
            result = np.einsum("ab,bc->ac", left, right)
            return result if term.shape else result[0, 0]
        case "plus", [left, right]:
            return left + right
        case "minus", [left, right]:
            return left - right
        case "entrywise", [left, right]:
            return left * right
        case "trace", [one]:
            return sum(one[d, d] for d in range(len(one)))
        case "entry", _:
            return at[term.name][_position(term.at, found, at[term.name])]
        case "summed", _:
            (letter,) = term.at
            every = [value(term.parts[0], at, sizes, {**found, letter: i}) for i in range(sizes[term.name])]
            return sum(every, 0j)
        case "gradient", _:
            where = np.ndindex(*at[term.name].shape)
            return np.array([_slope(term, w, at, sizes, found) for w in where]).reshape(at[term.name].shape)
    assert term.kind == "partial"
    return _slope(term, _position(term.at, found, at[term.name]), at, sizes, found)


def _position(indices: tuple[str, ...], bound: Mapping[str, int], array: Any) -> tuple[int, ...]:
    position = tuple(0 if i == "1" else bound[i] for i in indices)
    return position if len(position) == array.ndim else (*position, 0)


def _slope(term: Term, where: tuple[int, ...], at: Point, sizes: Mapping[str, int], indices: Mapping[str, int]) -> Any:
    """Return the derivative of a polynomial by one entry, by a complex step: exact but for rounding.

    A derivative of a derivative would need a second direction: there is none in a term.
    """
    turned = at[term.name].copy()
    turned[where] += STEP * 1j
    return np.imag(value(term.parts[0], {**at, term.name: turned}, sizes, indices)) / STEP + 0j
