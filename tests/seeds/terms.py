"""Typed terms of matrix algebra that print themselves as TeX; what laws.py rewrites and random_claims.py draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Shape = tuple[str, ...]  # two size letters of a matrix, "1" for one column; () of a number

SIGNS = {"hadamard": r" \odot ", "kronecker": r" \otimes "}
OPERATORS = {"trace": "tr", "determinant": "det", "vec": "vec"}


@dataclass(frozen=True)
class Term:
    """A node: an operation on terms, or a symbol. `shape` is that of its value; a product of sizes is written m*n.

    op: symbol (its TeX is `name`), product, sum, difference, hadamard, kronecker, transpose, inverse, trace,
    determinant, vec, inner, times (a number by a term), identity.
    """

    op: str
    shape: Shape
    args: tuple[Term, ...] = ()
    name: str = ""
    facts: frozenset[str] = frozenset()  # hypotheses of a symbol

    @property
    def size(self) -> int:
        """How many symbols it is written with."""
        return sum(arg.size for arg in self.args) or 1


def tex(term: Term) -> str:
    """Return the TeX of a term, with a bracket around whatever is not a single sign."""
    a = term.args
    match term.op:
        case "symbol" | "identity":
            return term.name
        case "product":
            return " ".join(bracketed(arg) for arg in a)
        case "times":
            return " ".join(bracketed(arg) for arg in a)
        case "sum":
            return " + ".join(bracketed(arg) if arg.op in ("sum", "difference") else tex(arg) for arg in a)
        case "difference":
            return f"{tex(a[0])} - {bracketed(a[1])}"
        case "hadamard" | "kronecker":
            return SIGNS[term.op].join(bracketed(arg) for arg in a)
        case "transpose":
            return f"{scripted(a[0])}^\\top"
        case "inverse":
            return f"{scripted(a[0])}^{{-1}}"
        case "inner":
            return rf"\langle {tex(a[0])}, {tex(a[1])} \rangle"
    return rf"\operatorname{{{OPERATORS[term.op]}}}({tex(a[0])})"


def bracketed(term: Term) -> str:
    single = term.op in ("symbol", "identity", "transpose", "inverse", "inner") or term.op in OPERATORS
    return tex(term) if single else f"({tex(term)})"


def scripted(term: Term) -> str:
    return tex(term) if term.op in ("symbol", "identity") else f"({tex(term)})"


def product(*factors: Term) -> Term:
    """Return the matrix product, products in it flattened: brackets that change nothing are not written twice."""
    flat = tuple(part for f in factors for part in (f.args if f.op == "product" else (f,)))
    return Term("product", (flat[0].shape[0], flat[-1].shape[1]), flat) if len(flat) > 1 else flat[0]


def transpose(term: Term) -> Term:
    return Term("transpose", term.shape[::-1], (term,))


def inverse(term: Term) -> Term:
    return Term("inverse", term.shape, (term,))


def of(op: str, *args: Term) -> Term:
    """Return a sum, difference or entrywise product of one shape, or a number made of matrices."""
    number = op in ("trace", "determinant", "inner")
    return Term(op, () if number else args[-1].shape, args)


def kronecker(left: Term, right: Term) -> Term:
    rows, columns = (_times(*pair) for pair in zip(left.shape, right.shape, strict=True))
    return Term("kronecker", (rows, columns), (left, right))


def vec(term: Term) -> Term:
    return Term("vec", (_times(*term.shape), "1"), (term,))


def _times(*sizes: str) -> str:
    return "*".join(sorted(size for size in sizes if size != "1")) or "1"


def places(term: Term, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Term]]:
    """Yield each part of a term with the way to it."""
    yield path, term
    for number, arg in enumerate(term.args):
        yield from places(arg, (*path, number))


def replaced(term: Term, path: tuple[int, ...], part: Term) -> Term:
    """Return a term with another part of the same shape at a place."""
    if not path:
        return part
    args = [replaced(arg, path[1:], part) if n == path[0] else arg for n, arg in enumerate(term.args)]
    if term.op == "product":
        return product(*args)
    return Term(term.op, term.shape, tuple(args), term.name, term.facts)


def invertible(term: Term) -> bool:
    """Whether the hypotheses say that a term has an inverse (sufficient)."""
    if term.op == "symbol":
        return bool(term.facts & {"invertible", "positive_definite", "orthogonal"})
    if term.op in ("transpose", "inverse", "kronecker"):
        return all(map(invertible, term.args))
    return term.op == "identity" or (term.op == "product" and all(map(invertible, term.args)))
