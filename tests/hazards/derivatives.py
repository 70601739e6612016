"""Derivatives by a matrix that are not 0 and wrong all the same, or do not come at all."""

from __future__ import annotations

from sympy import Determinant, HadamardPower, Identity, MatrixSymbol, Trace, cos, exp, sqrt, symbols

from .hazard import Hazards

n, k = symbols("n k", integer=True, positive=True)
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
x = MatrixSymbol("x", n, 1)

DERIVATIVES = Hazards()


@DERIVATIVES.add(
    given="square",
    right=r"\frac{\partial (\operatorname{tr}(A) \exp(\operatorname{tr} A))}{\partial A}"
    r" = (1 + \operatorname{tr} A) \exp(\operatorname{tr} A) I",
    wrong=r"\frac{\partial (\operatorname{tr}(A) \exp(\operatorname{tr} A))}{\partial A}"
    r" = \exp(\operatorname{tr} A) I",
)
def a_trace_times_a_function_of_it() -> bool:
    """The gradient of tr(A) exp(tr A) lacks the term of the second factor."""
    return bool((Trace(A) * exp(Trace(A))).diff(A) == exp(Trace(A)) * Identity(n))


@DERIVATIVES.add(
    given="square",
    right=r"\frac{\partial (\operatorname{tr}(X) / \det X)}{\partial X}"
    r" = \frac{1}{\det X} (I - \operatorname{tr}(X) X^{-\top})",
    wrong=r"\frac{\partial (\operatorname{tr}(X) / \det X)}{\partial X} = \frac{1}{\det X} I",
)
def a_trace_over_a_determinant() -> bool:
    """The gradient of tr(X)/det X takes the determinant for a constant."""
    return bool((Trace(X) / Determinant(X)).diff(X) == 1 / Determinant(X) * Identity(n))


@DERIVATIVES.add(
    given="square",
    right=r"\frac{\partial (\operatorname{tr}(A) \cos(\operatorname{tr}(B A)))}{\partial A}"
    r" = \cos(\operatorname{tr}(B A)) I - \operatorname{tr}(A) \sin(\operatorname{tr}(B A)) B^\top",
    wrong=r"\frac{\partial (\operatorname{tr}(A) \cos(\operatorname{tr}(B A)))}{\partial A}"
    r" = \cos(\operatorname{tr}(B A)) I",
)
def a_trace_times_a_cosine() -> bool:
    """The gradient of tr(A) cos(tr(BA)) lacks the cosine's term."""
    return bool((Trace(A) * cos(Trace(B * A))).diff(A) == cos(Trace(B * A)) * Identity(n))


@DERIVATIVES.add(
    issue=5858,
    given="square",
    right=r"\frac{\partial (A x)}{\partial x} = A",
    wrong=r"\frac{\partial (A x)}{\partial x} = A^\top",
)
def a_jacobian_turned_over() -> bool:
    """∂(Ax)/∂x is Aᵀ: its rows belong to x, and nothing says so."""
    return bool((A * x).diff(x) == A.T)


@DERIVATIVES.add(
    issue=15650,
    given="square",
    right=r"\frac{\partial \operatorname{tr}(A^3)}{\partial A} = 3 (A^2)^\top",
    wrong=r"\frac{\partial \operatorname{tr}(A^3)}{\partial A} = 3 (A \odot A)^\top",
)
def a_power_of_a_matrix() -> bool:
    """The derivative of Aᵏ is that of its entries to the power k."""
    return bool((A**k).diff(A).has(HadamardPower))


@DERIVATIVES.add(
    issue=28615,
    given="square",
    right=r"\frac{\partial \sqrt{\operatorname{tr}(X^\top X)}}{\partial X}"
    r" = \frac{1}{\sqrt{\operatorname{tr}(X^\top X)}} X",
    wrong=r"\frac{\partial \sqrt{\operatorname{tr}(X^\top X)}}{\partial X} = X",
)
def the_root_of_a_trace() -> bool:
    """The gradient of √tr(XᵀX) raises a TypeError about a half."""
    try:
        sqrt(Trace(X.T * X)).diff(X)
    except TypeError:
        return True
    return False
