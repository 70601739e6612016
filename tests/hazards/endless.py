"""What SymPy does not come back from, and what it recurses into without end."""

from __future__ import annotations

from sympy import MatrixSymbol, Trace, eye, factorial, symbols

from .hazard import Hazards

n = symbols("n", integer=True, positive=True)
B, X = MatrixSymbol("B", n, n), MatrixSymbol("X", n, n)

ENDLESS = Hazards()


@ENDLESS.add(
    given="square",
    right=r"\frac{\partial \operatorname{tr}(B X^{-1} X^{-1})}{\partial X}"
    r" = -(X^{-1} X^{-1} B X^{-1} + X^{-1} B X^{-1} X^{-1})^\top",
    wrong=r"\frac{\partial \operatorname{tr}(B X^{-1} X^{-1})}{\partial X} = -2 (X^{-1} B X^{-1} X^{-1})^\top",
)
def the_trace_with_an_inverse_square() -> bool:
    """The gradient of tr(BX⁻²) recurses without end."""
    try:
        Trace(B * X**-2).diff(X)
    except RecursionError:
        return True
    return False


@ENDLESS.add(
    issue=23492,
    given="square",
    right=r"\frac{\partial \operatorname{tr}((A + I)^2)}{\partial A} = 2 (A + I)^\top",
    wrong=r"\frac{\partial \operatorname{tr}((A + I)^2)}{\partial A} = 2 A^\top",
)
def a_matrix_and_a_written_one() -> bool:
    """The derivative of A plus a matrix of numbers recurses without end."""
    A = MatrixSymbol("A", 3, 3)
    try:
        (A + eye(3)).diff(A)
    except RecursionError:
        return True
    return False


@ENDLESS.add(given="square", right=r"2^{3^2} = 512", wrong=r"9^{9^{9^9}} = 1", verdict="undecided", run=False)
def a_tower_of_powers() -> bool:
    """9^9^9^9 is computed, digit by digit."""
    return bool(9**9**9**9)


@ENDLESS.add(given="square", right=r"2^{10} = 1024", wrong=r"3^{100000000} = 1", verdict="undecided", run=False)
def a_number_of_too_many_digits() -> bool:
    """100000000! and the like are computed, digit by digit."""
    return bool(factorial(10**8))


@ENDLESS.add(
    given="square",
    right=r"(s + t)^2 = s^2 + 2 s t + t^2",
    wrong=r"(s + t + p + q + u + x_1 + y_1 + a_{11})^{60} = 0",
    verdict="undecided",
    run=False,
)
def a_sum_to_a_high_power() -> bool:
    """A sum of eight letters to the power 60 is written out: 10⁹ terms."""
    return bool((sum(symbols("a:h")) ** 60).expand())
