"""Derivatives by a matrix or a vector that are silently 0."""

from __future__ import annotations

from sympy import (
    Determinant,
    Expr,
    Function,
    MatrixSymbol,
    Sum,
    Symbol,
    Trace,
    exp,
    log,
    sin,
    symbols,
)

from .hazard import Hazards

n, m, k = symbols("n m k", integer=True, positive=True)
i, j = symbols("i j", integer=True)
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
x, y = (MatrixSymbol(name, n, 1) for name in "xy")

ZEROS = Hazards()


def zero(function: Expr, by: MatrixSymbol) -> bool:
    derivative = function.diff(by)
    return bool(derivative == 0 or getattr(derivative, "is_ZeroMatrix", False))


@ZEROS.add(
    issue=28618,
    given="square",
    right=r"\frac{\partial \log((\det X)^2)}{\partial X} = 2 X^{-\top}",
    wrong=r"\frac{\partial \log((\det X)^2)}{\partial X} = 0",
)
def the_logarithm_of_a_determinant() -> bool:
    """The gradient of log((det X)²) is 0."""
    return zero(log(Determinant(X) ** 2), X)


@ZEROS.add(
    issue=28838,
    given="square",
    right=r"\frac{\partial (1 / \det X)}{\partial X} = -\frac{1}{\det X} X^{-\top}",
    wrong=r"\frac{\partial (1 / \det X)}{\partial X} = 0",
)
def the_inverse_of_a_determinant() -> bool:
    """The gradient of 1/det X is 0."""
    return zero(1 / Determinant(X), X)


@ZEROS.add(
    issue=28838,
    given="square",
    right=r"\frac{\partial (s \det X)}{\partial X} = s (\det X) X^{-\top}",
    wrong=r"\frac{\partial (s \det X)}{\partial X} = 0",
)
def a_number_times_a_determinant() -> bool:
    """The gradient of s det X is 0."""
    return zero(Symbol("s") * Determinant(X), X)


@ZEROS.add(
    issue=15649,
    given="square",
    right=r"\frac{\partial (\det X)^2}{\partial X} = 2 (\det X)^2 X^{-\top}",
    wrong=r"\frac{\partial (\det X)^2}{\partial X} = 0",
)
def the_square_of_a_determinant() -> bool:
    """The gradient of (det X)² is 0."""
    return zero(Determinant(X) ** 2, X)


@ZEROS.add(
    issue=26561,
    given="square",
    right=r"\frac{\partial (\operatorname{tr}(A^\top A) + 1)}{\partial A} = 2 A",
    wrong=r"\frac{\partial (\operatorname{tr}(A^\top A) + 1)}{\partial A} = 0",
)
def a_trace_and_a_number() -> bool:
    """The gradient of tr(AᵀA) + 1 is 0, that of tr(AᵀA) is 2A."""
    return zero(Trace(A.T * A) + 1, A) and Trace(A.T * A).diff(A) == 2 * A


@ZEROS.add(
    issue=27406,
    given="square",
    right=r"\frac{\partial (\operatorname{tr}(A^\top A) + \operatorname{tr}(B^\top B))}{\partial A} = 2 A",
    wrong=r"\frac{\partial (\operatorname{tr}(A^\top A) + \operatorname{tr}(B^\top B))}{\partial A} = 0",
)
def two_traces() -> bool:
    """The gradient of tr(AᵀA) + tr(BᵀB) for A is 0."""
    return zero(Trace(A.T * A) + Trace(B.T * B), A)


@ZEROS.add(
    issue=23492,
    given="square",
    right=r"\frac{\partial (\operatorname{tr} A + \operatorname{tr}(A^2))}{\partial A} = I + 2 A^\top",
    wrong=r"\frac{\partial (\operatorname{tr} A + \operatorname{tr}(A^2))}{\partial A} = 0",
)
def a_trace_and_that_of_a_square() -> bool:
    """The gradient of tr A + tr(A²) is 0."""
    return zero(Trace(A) + Trace(A**2), A)


@ZEROS.add(
    issue=24725,
    given="square",
    right=r"\frac{\partial (x^\top y + s)}{\partial y} = x",
    wrong=r"\frac{\partial (x^\top y + s)}{\partial y} = 0",
)
def a_linear_function_and_a_number() -> bool:
    """The gradient of xᵀy + s for y is 0."""
    return zero(Trace(x.T * y) + Symbol("s"), y)


@ZEROS.add(
    issue=24725,
    given="square",
    right=r"x^\top \frac{\partial x_1}{\partial x} = x_1",
    wrong=r"x^\top \frac{\partial x_1}{\partial x} = 0",
)
def an_entry_of_a_vector() -> bool:
    """The gradient of an entry for its vector is 0."""
    return zero(x[0, 0], x)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial (x^\top A x)}{\partial x} = (A + A^\top) x",
    wrong=r"\frac{\partial (x^\top A x)}{\partial x} = 0",
)
def a_quadratic_form_taken_as_a_number() -> bool:
    """The gradient of (xᵀAx)₁₁ is 0, that of the 1×1 matrix xᵀAx is not."""
    return zero((x.T * A * x)[0, 0], x) and not zero(x.T * A * x, x)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial \exp(x^\top A x)}{\partial x} = \exp(x^\top A x) (A + A^\top) x",
    wrong=r"\frac{\partial \exp(x^\top A x)}{\partial x} = 0",
)
def a_function_of_a_quadratic_form() -> bool:
    """The gradient of exp(xᵀAx) is 0."""
    return zero(exp((x.T * A * x)[0, 0]), x)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial (x^\top x)^2}{\partial x} = 4 (x^\top x) x",
    wrong=r"\frac{\partial (x^\top x)^2}{\partial x} = 0",
)
def the_square_of_a_squared_length() -> bool:
    """The gradient of (xᵀx)² is 0."""
    return zero((x.T * x)[0, 0] ** 2, x)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial \sum_{i=1}^n \sum_{j=1}^n a_{ij}}{\partial A} = \mathbf{1} \mathbf{1}^\top",
    wrong=r"\frac{\partial \sum_{i=1}^n \sum_{j=1}^n a_{ij}}{\partial A} = 0",
)
def the_sum_of_all_entries() -> bool:
    """The gradient of the sum of all entries is 0."""
    return zero(Sum(A[i, j], (i, 0, n - 1), (j, 0, n - 1)), A)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial \exp(\operatorname{tr} A)}{\partial A} = \exp(\operatorname{tr} A) I",
    wrong=r"\frac{\partial \exp(\operatorname{tr} A)}{\partial A} = 0",
)
def the_exponential_of_a_trace() -> bool:
    """The gradient of exp(tr A) is 0."""
    return zero(exp(Trace(A)), A)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial \sin(\operatorname{tr}(B A))}{\partial A} = \cos(\operatorname{tr}(B A)) B^\top",
    wrong=r"\frac{\partial \sin(\operatorname{tr}(B A))}{\partial A} = 0",
)
def the_sine_of_a_trace() -> bool:
    """The gradient of sin(tr(BA)) is 0."""
    return zero(sin(Trace(B * A)), A)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial}{\partial A} \frac{1}{1 + (\operatorname{tr} A)^2}"
    r" = -\frac{2 \operatorname{tr} A}{(1 + (\operatorname{tr} A)^2)^2} I",
    wrong=r"\frac{\partial}{\partial A} \frac{1}{1 + (\operatorname{tr} A)^2} = 0",
)
def one_over_a_trace() -> bool:
    """The gradient of 1/(1 + (tr A)²) is 0."""
    return zero(1 / (1 + Trace(A) ** 2), A)


@ZEROS.add(
    given="square",
    right=r"\frac{\partial (\operatorname{tr} A - \operatorname{tr}(B A))}{\partial A} = I - B^\top",
    wrong=r"\frac{\partial (\operatorname{tr} A - \operatorname{tr}(B A))}{\partial A} = 0",
)
def a_difference_of_traces() -> bool:
    """The gradient of tr A − tr(BA) is 0."""
    return zero(Trace(A) - Trace(B * A), A)


@ZEROS.add(
    given="layer",
    right=r"\frac{\partial L}{\partial Z} = \frac{\partial L}{\partial A} W^\top",
    wrong=r"\frac{\partial L}{\partial Z} = 0",
)
def an_unknown_function_of_a_product() -> bool:
    """The gradient of L(ZW) for Z is 0, whatever L is."""
    Z, W = MatrixSymbol("Z", m, k), MatrixSymbol("W", k, n)
    return zero(Function("L")(Z * W), Z)


@ZEROS.add(
    issue=26585,
    given="square",
    right=r"\frac{\partial (\operatorname{tr}((B - A X)^\top (B - A X)) + \operatorname{tr}(A^\top A))}{\partial A}"
    r" = 2 A - 2 (B - A X) X^\top",
    wrong=r"\frac{\partial (\operatorname{tr}((B - A X)^\top (B - A X)) + \operatorname{tr}(A^\top A))}{\partial A}"
    r" = 0",
)
def a_penalty_behind_a_residual() -> bool:
    """The gradient of ‖B − AX‖² + ‖A‖² is 0, that of the first alone is not."""
    residual = Trace((B - A * X).T * (B - A * X))
    return zero(residual + Trace(A.T * A), A) and not zero(residual, A)
