"""Shapes in symbols that SymPy does not look at."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Determinant, HadamardProduct, MatrixExpr, MatrixSymbol, Trace, symbols
from sympy.matrices.exceptions import ShapeError

from .hazard import Hazards

m, k, n = symbols("m k n", integer=True, positive=True)
X, Y, Z = MatrixSymbol("X", n, n), MatrixSymbol("Y", m, n), MatrixSymbol("Z", m, k)

SHAPES = Hazards()


def builds(expression: Callable[[], MatrixExpr]) -> bool:
    """Whether SymPy builds an expression without complaint."""
    try:
        expression()
    except (ShapeError, ValueError, TypeError):
        return False
    return True


@SHAPES.add(issue=24149, given="layer.oblong", right="Y X = Y (X + X) - Y X", wrong="X Y = X Y", verdict="ill-shaped")
def a_product() -> bool:
    """n×n times m×n is built."""
    return builds(lambda: X * Y)


@SHAPES.add(issue=24149, given="layer.oblong", right="Y + Y = 2 Y", wrong="X + Y = Y + X", verdict="ill-shaped")
def a_sum() -> bool:
    """n×n plus m×n is built."""
    return builds(lambda: X + Y)


@SHAPES.add(
    issue=24149,
    given="layer.oblong",
    right=r"Y \odot Y = Y \odot Y + 0",
    wrong=r"Y \odot Z = Z \odot Y",
    verdict="ill-shaped",
)
def an_entrywise_product() -> bool:
    """m×n by m×k entry by entry is built."""
    return builds(lambda: HadamardProduct(Y, Z))


@SHAPES.add(
    issue=24149,
    given="layer.oblong",
    right=r"\operatorname{tr}(Y Y^\top) = \operatorname{tr}(Y^\top Y)",
    wrong=r"\operatorname{tr}(Y) = \operatorname{tr}(Y^\top)",
    verdict="ill-shaped",
)
def a_trace() -> bool:
    """The trace of an m×n matrix is built."""
    return builds(lambda: Trace(Y))


@SHAPES.add(
    issue=24149,
    given="layer.oblong",
    right=r"\det(Y Y^\top) = \det((Y Y^\top)^\top)",
    wrong=r"\det(Y) = \det(Y^\top)",
    verdict="ill-shaped",
)
def a_determinant() -> bool:
    """The determinant of an m×n matrix is built."""
    return builds(lambda: Determinant(Y))


@SHAPES.add(issue=24149, given="layer.oblong", right="X^2 = X X", wrong="Y^2 = Y Y", verdict="ill-shaped")
def a_power() -> bool:
    """The square of an m×n matrix is built."""
    return builds(lambda: Y**2)


@SHAPES.add(
    issue=24149,
    given="layer.oblong",
    right=r"(Y^\top Y)^\top = Y^\top Y",
    wrong=r"(Y^\top)^{-1} = (Y^{-1})^\top",
    verdict="ill-shaped",
)
def an_inverse() -> bool:
    """The inverse of an m×n matrix is built."""
    return builds(lambda: Y.I)
