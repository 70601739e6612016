"""Functions of square matrices, exactly: on eigenvalues, by a Taylor sum at a nilpotent part, block by block.

Eigenvalues and singular values themselves, and ranks, have no exact value here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...elaborate import term as t
from ...model.hypotheses import nilpotent, square_zero
from . import linear
from .eigen import Eigen, checked, of_term
from .field import Field
from .function_atoms import FunctionValue, fixed, traced, whole_value
from .function_of import Function
from .polynomial import Poly
from .quotient import reciprocal, tidy
from .values import EvaluationError, Rows, Value, matrix
from .zero import is_zero

if TYPE_CHECKING:
    from .evaluation import Evaluator

WORDS = {
    "exp": "the exponential",
    "log": "the logarithm",
    "sqrt": "the square root",
    "sin": "the sine",
    "cos": "the cosine",
    "eigenvalues": "an eigenvalue",
    "singular": "a singular value",
    "rank": "a rank",
}


def refused(evaluator: Evaluator, term: t.Spectrum, _: Mapping[str, int]) -> Value:
    """Raise EvaluationError, which says what is not computed exactly: NumPy alone judges it."""
    raise EvaluationError(f"{WORDS[term.function]} is not computed exactly")


def matrix_function(evaluator: Evaluator, term: t.MatrixFunction, indices: Mapping[str, int]) -> Value:
    """Return f(M): T f(d) T⁻¹ for M = T diag(d) T⁻¹; f(c) I + f'(c) N + … for M = c I + N with N nilpotent."""
    function = Function(term.function, term.order, evaluator.run.functions)
    eigen = of_term(evaluator, term.argument, indices)
    if eigen is not None:
        return _by_eigenvalues(evaluator, term.argument, function, eigen, indices)
    found = _taylor(evaluator, term.argument, function, indices)
    if found is None:
        found = _of_blocks(evaluator, term.argument, function, indices)
    if found is None:
        raise EvaluationError(f"{WORDS.get(term.function, 'a function')} of this matrix is not computed exactly")
    return matrix(found)


def _by_eigenvalues(
    evaluator: Evaluator, argument: t.Term, function: Function, eigen: Eigen, indices: Mapping[str, int]
) -> Value:
    checked(evaluator, argument, eigen, function)
    value = FunctionValue(evaluator.field, eigen, function)
    if not evaluator.run.moving:
        return matrix(value.rows())
    return matrix(whole_value(value, evaluator.rows(argument, indices)))


def trace_of_function(evaluator: Evaluator, term: t.MatrixFunction, indices: Mapping[str, int]) -> Value | None:
    """Return tr f(M) = Σ f(d_i), whose differential is tr(f'(M) dM); None where M has no eigenvalues here."""
    eigen = of_term(evaluator, term.argument, indices)
    if eigen is None:
        return None
    function = Function(term.function, term.order, evaluator.run.functions)
    checked(evaluator, term.argument, eigen, function)
    value = FunctionValue(evaluator.field, eigen, function)
    if not evaluator.run.moving:
        return (), [evaluator.field.total(value.values)]
    return (), [traced(value, evaluator.rows(term.argument, indices))]


def _taylor(evaluator: Evaluator, argument: t.Term, function: Function, indices: Mapping[str, int]) -> Rows | None:
    """Return Σ_k f^(k)(c) N^k / k! where the argument is c I + N and N is nilpotent, else None."""
    found = _shifted(evaluator, argument, indices)
    if found is None or evaluator.run.moving:
        return None
    centre, part = found
    field, n = evaluator.field, len(part)
    total = [[field.ring.zero] * n for _ in range(n)]
    power, factorial = linear.identity(field, n), 1
    for k in range(n):
        factorial *= max(k, 1)
        if not any(p for row in power for p in row):
            break
        weight = function.derivative(field, centre, k).quo_ground(factorial)
        total = [
            [field.add(p, field.multiply(weight, q)) for p, q in zip(*rows, strict=True)]
            for rows in zip(total, power, strict=True)
        ]
        power = linear.product(field, power, part)
    return total


def _shifted(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> tuple[Poly, Rows] | None:
    """Return c and N of a matrix c I + N, where N is a multiple of a nilpotent symbol or its transpose."""
    field = evaluator.field
    match term:
        case t.Symbol(name=name):
            kind = evaluator.run.kinds.get(name)
            if kind is None or not (kind.has(nilpotent) or kind.has(square_zero)):
                return None
            return field.ring.zero, evaluator.rows(term, indices)
        case t.Transpose():
            inner = _shifted(evaluator, term.argument, indices)
            return None if inner is None else (inner[0], [list(column) for column in zip(*inner[1], strict=True)])
        case t.Negative():
            inner = _shifted(evaluator, term.argument, indices)
            return None if inner is None else (-inner[0], [[-p for p in row] for row in inner[1]])
        case t.Multiply() if not (term.left.shape and term.right.shape):
            number, array = (term.right, term.left) if term.left.shape else (term.left, term.right)
            inner = _shifted(evaluator, array, indices)
            if inner is None:
                return None
            c = evaluator.number(number, indices)
            return field.multiply(c, inner[0]), [[field.multiply(c, p) for p in row] for row in inner[1]]
        case t.Add():
            return _sum_of_shifts(evaluator, term, indices)
    return None


def _sum_of_shifts(evaluator: Evaluator, term: t.Add, indices: Mapping[str, int]) -> tuple[Poly, Rows] | None:
    """Return the sum of multiples of I and of one nilpotent matrix; the sum of two may not be nilpotent."""
    field, centre, part = evaluator.field, evaluator.field.ring.zero, None
    for one in term.terms:
        found = _shifted(evaluator, one, indices)
        if found is None:
            eigen = of_term(evaluator, one, indices)
            if eigen is None or any(eigen.frames) or any(v != eigen.values[0] for v in eigen.values):
                return None
            centre = field.add(centre, eigen.values[0])
        elif part is None:
            centre, part = field.add(centre, found[0]), found[1]
        else:
            return None
    return None if part is None else (centre, part)


def _of_blocks(evaluator: Evaluator, term: t.Term, function: Function, indices: Mapping[str, int]) -> Rows | None:
    """Return f([A E; 0 B]) = [f(A) X; 0 f(B)], else None.

    For A = S diag(a) S⁻¹ and B = T diag(b) T⁻¹, entry (i, j) of S⁻¹ X T is f[a_i, b_j] times that of S⁻¹ E T.
    Source: Higham, Functions of Matrices (2008), theorem 4.11 and section 1.2.
    """
    if not isinstance(term, t.Blocks) or [len(row) for row in term.rows] != [2, 2]:
        return None
    (first, beside), (below, last) = term.rows
    if any(p for row in evaluator.rows(below, indices) for p in row):
        return None
    left, right = of_term(evaluator, first, indices), of_term(evaluator, last, indices)
    if left is None or right is None:
        return None
    checked(evaluator, first, left, function)
    checked(evaluator, last, right, function)
    field = evaluator.field
    upper, lower = FunctionValue(field, left, function), FunctionValue(field, right, function)
    inner = linear.product(field, left.whole(field).inverse, evaluator.rows(beside, indices))
    inner = linear.product(field, inner, right.whole(field).vectors)
    scaled = [
        [field.multiply(p, quotient(field, function, a, b)) for p, b in zip(row, right.values, strict=True)]
        for row, a in zip(inner, left.values, strict=True)
    ]
    corner = linear.product(field, linear.product(field, left.whole(field).vectors, scaled), right.whole(field).inverse)
    zeros = [[field.ring.zero] * len(left.values) for _ in right.values]
    top = [[*a, *b] for a, b in zip(upper.rows(), corner, strict=True)]
    found = top + [[*a, *b] for a, b in zip(zeros, lower.rows(), strict=True)]
    if not evaluator.run.moving:
        return found
    return fixed(field, ("blocks", function.name, function.order), found, evaluator.rows(term, indices))


def quotient(field: Field, function: Function, a: Poly, b: Poly) -> Poly:
    """Return the divided difference f[a, b] = (f(a) − f(b)) / (a − b), or f'(a) where a is b."""
    gap = field.subtract(a, b)
    if is_zero(field, gap):
        return function.derivative(field, a, 1)
    difference = field.subtract(function.at(field, a), function.at(field, b))
    return tidy(field, field.multiply(difference, reciprocal(field, gap)))
