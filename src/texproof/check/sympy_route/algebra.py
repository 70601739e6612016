"""Arithmetic, functions and derivatives of terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

from ...elaborate import term as t
from . import angles, eigen, error_function, functions, layout, linear, pseudoinverses, spectral, steps
from .atoms import Defined, Variable
from .defined import value as defined_function
from .field import Field
from .polynomial import Poly, TooLarge, single_generator
from .quotient import divide as divided
from .values import EvaluationError, Rows, Value, matrix

if TYPE_CHECKING:
    from .evaluation import Evaluator

POWER_LIMIT = 64  # exponent of a matrix
ENTRYWISE: dict[str, Callable[[Field, Poly], Poly]] = {
    "exp": functions.exponential,
    "log": functions.logarithm,
    "sqrt": functions.square_root,
    "sin": angles.sine,
    "cos": angles.cosine,
    "tan": angles.tangent,
    "tanh": angles.hyperbolic_tangent,
    "sinh": angles.hyperbolic_sine,
    "cosh": angles.hyperbolic_cosine,
    "step": steps.step,
    "erf": error_function.erf,
}


def add(evaluator: Evaluator, term: t.Add, indices: Mapping[str, int]) -> Value:
    values = [evaluator.value(part, indices) for part in term.terms]
    shape = values[0][0]
    if any(other != shape for other, _ in values):
        raise EvaluationError(
            f"shapes {' and '.join(map(str, {other for other, _ in values}))} where they should agree"
        )
    return shape, [evaluator.field.total(parts) for parts in zip(*(entries for _, entries in values), strict=True)]


def _entrywise(left: Value, right: Value, function: Callable[[Poly, Poly], Poly]) -> Value:
    if left[0] != right[0]:
        raise EvaluationError(f"shapes {left[0]} and {right[0]} where they should agree")
    return left[0], [function(p, q) for p, q in zip(left[1], right[1], strict=True)]


def negative(evaluator: Evaluator, term: t.Negative, indices: Mapping[str, int]) -> Value:
    shape, entries = evaluator.value(term.argument, indices)
    return shape, [-p for p in entries]


def multiply(evaluator: Evaluator, term: t.Multiply, indices: Mapping[str, int]) -> Value:
    if term.left.shape and term.right.shape:
        found = by_eigenvalues(evaluator, term, indices)
        if found is not None:
            return found
        return matrix(_product(evaluator, evaluator.rows(term.left, indices), evaluator.rows(term.right, indices)))
    number, array = (term.left, term.right) if not term.left.shape else (term.right, term.left)
    factor = evaluator.number(number, indices)
    shape, entries = evaluator.value(array, indices)
    return shape, [evaluator.field.multiply(factor, p) for p in entries]


def by_eigenvalues(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> Value | None:
    """Return a product or a power of matrices with the same eigenvectors, or None where it is no such one."""
    if not evaluator.run.eigen or evaluator.run.moving:
        return None
    found = eigen.by_rule(evaluator, term, indices)
    return None if found is None or not any(found.frames) else matrix(found.rows(evaluator.field))


def _product(evaluator: Evaluator, left: Rows, right: Rows) -> Rows:
    if len(left[0]) != len(right):
        raise EvaluationError(f"{len(left[0])} columns times {len(right)} rows")
    return linear.product(evaluator.field, left, right)


def divide(evaluator: Evaluator, term: t.Divide, indices: Mapping[str, int]) -> Value:
    shape, entries = evaluator.value(term.numerator, indices)
    denominator = evaluator.number(term.denominator, indices)
    return shape, [divided(evaluator.field, p, denominator) for p in entries]


def power(evaluator: Evaluator, term: t.Power, indices: Mapping[str, int]) -> Value:
    exponent = evaluator.number(term.exponent, indices)
    if not term.base.shape:
        return (), [functions.power(evaluator.field, evaluator.number(term.base, indices), exponent)]
    found = by_eigenvalues(evaluator, term, indices)
    if found is not None:
        return found
    whole = evaluator.field.fraction(exponent)
    if whole is None or whole.denominator != 1 or abs(whole) > POWER_LIMIT:
        raise EvaluationError("a matrix to a power that is not a small whole number")
    base = evaluator.rows(term.base, indices)
    if whole < 0:
        base = linear.inverse(evaluator.field, base)
    result = linear.identity(evaluator.field, len(base))
    for _ in range(abs(int(whole))):
        result = _product(evaluator, result, base)
    return matrix(result)


def transpose(evaluator: Evaluator, term: t.Transpose, indices: Mapping[str, int]) -> Value:
    return matrix([list(column) for column in zip(*evaluator.rows(term.argument, indices), strict=True)])


def _square(evaluator: Evaluator, term: t.Term, indices: Mapping[str, int]) -> Rows:
    rows = evaluator.rows(term, indices)
    if len(rows) != len(rows[0]):
        raise EvaluationError(f"a {len(rows)}×{len(rows[0])} matrix where a square one is needed")
    return rows


def inverse(evaluator: Evaluator, term: t.Inverse, indices: Mapping[str, int]) -> Value:
    return matrix(linear.inverse(evaluator.field, _square(evaluator, term.argument, indices)))


def pseudoinverse(evaluator: Evaluator, term: t.PseudoInverse, indices: Mapping[str, int]) -> Value:
    rows = evaluator.rows(term.argument, indices)
    if term.generic:
        return matrix(pseudoinverses.of_any_rank(evaluator.field, rows))
    adjoint = None if term.adjoint is None else evaluator.rows(term.adjoint, indices)
    return matrix(pseudoinverses.of_full_rank(evaluator.field, rows, adjoint))


def hadamard(evaluator: Evaluator, term: t.Hadamard, indices: Mapping[str, int]) -> Value:
    left, right = evaluator.value(term.left, indices), evaluator.value(term.right, indices)
    return _entrywise(left, right, evaluator.field.multiply)


def kronecker(evaluator: Evaluator, term: t.Kronecker, indices: Mapping[str, int]) -> Value:
    left, right = evaluator.rows(term.left, indices), evaluator.rows(term.right, indices)
    layout.shape_of((len(left) * len(right), len(left[0]) * len(right[0])))
    return matrix([[evaluator.field.multiply(p, q) for p in row for q in other] for row in left for other in right])


def trace(evaluator: Evaluator, term: t.Trace, indices: Mapping[str, int]) -> Value:
    if isinstance(term.argument, t.MatrixFunction):
        found = spectral.trace_of_function(evaluator, term.argument, indices)
        if found is not None:
            return found
    rows = _square(evaluator, term.argument, indices)
    return (), [evaluator.field.total([rows[i][i] for i in range(len(rows))])]


def determinant(evaluator: Evaluator, term: t.Determinant, indices: Mapping[str, int]) -> Value:
    if isinstance(term.argument, t.Symbol) and term.argument.name in evaluator.run.eigen and not evaluator.run.moving:
        values = evaluator.run.eigen[term.argument.name].values
        return (), [reduce(evaluator.field.multiply, values)]
    return (), [linear.determinant(evaluator.field, _square(evaluator, term.argument, indices))]


def vec(evaluator: Evaluator, term: t.Vec, indices: Mapping[str, int]) -> Value:
    columns = zip(*evaluator.rows(term.argument, indices), strict=True)
    return matrix([[p] for column in columns for p in column])


def inner(evaluator: Evaluator, term: t.Inner, indices: Mapping[str, int]) -> Value:
    shape, left = evaluator.value(term.left, indices)
    second, right = evaluator.value(term.right, indices)
    if shape != second:
        raise EvaluationError(f"an inner product of shapes {shape} and {second}")
    return (), [evaluator.field.dot(left, right)]


def norm2(evaluator: Evaluator, term: t.Norm2, indices: Mapping[str, int]) -> Value:
    _, entries = evaluator.value(term.argument, indices)
    return (), [evaluator.field.dot(entries, entries)]


def apply(evaluator: Evaluator, term: t.Apply, indices: Mapping[str, int]) -> Value:
    shape, entries = evaluator.value(term.argument, indices)
    if term.function in evaluator.run.functions:
        return shape, [functions.applied(evaluator.field, term.function, term.order, p) for p in entries]
    if term.function in evaluator.run.defined:
        return shape, [defined_function(evaluator.run, term.function, term.order, p) for p in entries]
    function = ENTRYWISE.get(term.function)
    if function is None or term.order:
        raise EvaluationError(f"the function {term.function} with {term.order} primes")
    return shape, [function(evaluator.field, p) for p in entries]


def derivative(evaluator: Evaluator, term: t.Derivative, indices: Mapping[str, int]) -> Value:
    of_shape, of = evaluator.value(term.of, indices)
    by_shape, by = evaluator.value(term.by, indices)
    variables = [_variable(evaluator, p) for p in by]
    if len(of) * len(by) > layout.ENTRY_LIMIT:
        raise TooLarge(f"a derivative with {len(of) * len(by)} entries")
    parts = [evaluator.field.derivative(p, v) for p in of for v in variables]
    match term.layout:
        case "gradient":
            return by_shape, parts
        case "entrywise":
            return of_shape, parts
        case "jacobian":
            return (len(of), len(by)), parts
        case "tensor":
            return of_shape + by_shape, parts
    raise EvaluationError(f"a derivative laid out as {term.layout!r}")


def differential(evaluator: Evaluator, term: t.Differential, indices: Mapping[str, int]) -> Value:
    field = evaluator.field
    shape, of = evaluator.value(term.of, indices)
    moves: list[tuple[int, Poly]] = []
    for symbol, increment in term.along:
        _, entries = evaluator.value(symbol, indices)
        _, steps = evaluator.value(increment, indices)
        moves += [(_variable(evaluator, p), step) for p, step in zip(entries, steps, strict=True) if step]
    if len(of) * len(moves) > layout.ENTRY_LIMIT:
        raise TooLarge(f"a differential of {len(of)} entries along {len(moves)}")
    return shape, [field.total([field.multiply(field.derivative(p, v), step) for v, step in moves]) for p in of]


def _variable(evaluator: Evaluator, p: Poly) -> int:
    """Return the number of the atom that an entry of a varied symbol is."""
    number = single_generator(p)
    if number is not None and isinstance(evaluator.field.atoms[number], (Variable, Defined)):
        return number
    raise EvaluationError("a derivative by what cannot be varied on its own")
