"""What SymPy takes for granted of matrices: symmetry, definiteness, inverses, and that they commute."""

from __future__ import annotations

from sympy import Identity, MatrixSymbol, Q, Symbol, adjoint, ask, exp, simplify, symbols

from .hazard import Hazards

n, m = symbols("n m", integer=True, positive=True)
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
Y = MatrixSymbol("Y", m, n)
x = MatrixSymbol("x", n, 1)

ASSUMED = Hazards()


@ASSUMED.add(given="square.structured", right=r"(S T)^\top = T S", wrong=r"(S T)^\top = S T")
def a_product_of_symmetric_matrices() -> bool:
    """A product of symmetric matrices is taken for symmetric."""
    return ask(Q.symmetric(A * B), Q.symmetric(A) & Q.symmetric(B)) is True


@ASSUMED.add(given="square.structured", right=r"(P R)^\top = R P", wrong=r"(P R)^\top = P R")
def a_product_of_positive_definite_matrices() -> bool:
    """A product of positive definite matrices is taken for positive definite."""
    return ask(Q.positive_definite(A * B), Q.positive_definite(A) & Q.positive_definite(B)) is True


@ASSUMED.add(given="square", right=r"X^{-1} X = I", wrong=r"A^{-1} A = I", verdict="undecided")
def a_matrix_that_may_have_no_inverse() -> bool:
    """A⁻¹A is I for every A."""
    return bool(Identity(n) == A.I * A)


@ASSUMED.add(
    given="square",
    right=r"(x x^\top) X X^{-1} = x x^\top",
    wrong=r"(x x^\top)^{-1} (x x^\top) = I",
    verdict="undecided",
)
def a_matrix_of_rank_1() -> bool:
    """(xxᵀ)⁻¹(xxᵀ) is I, whatever the length of x."""
    return bool((x * x.T).I * (x * x.T) == Identity(n))


@ASSUMED.add(given="layer.oblong", right=r"Y Y^\top = (Y Y^\top)^\top", wrong=r"Y Y^{-1} = I", verdict="ill-shaped")
def the_inverse_of_an_oblong_matrix() -> bool:
    """YY⁻¹ is I for an m×n matrix Y."""
    return bool((Y * Y.I).is_Identity)


@ASSUMED.add(given="square", right=r"(A + B)^2 = A^2 + A B + B A + B^2", wrong=r"(A + B)^2 = A^2 + 2 A B + B^2")
def matrices_made_numbers() -> bool:
    """exp of a matrix is a number that commutes with others: its derivative by the matrix is 0."""
    return bool(exp(A).diff(A).is_ZeroMatrix)


@ASSUMED.add(given="square", right=r"A^0 = I", wrong=r"(A - A)^{-1} (A - A) = I", verdict="undecided")
def an_inverse_that_ends_to_exist() -> bool:
    """(A − B)⁻¹(A − B) is I, and stays I when A is put for B."""
    return bool(((A - B).I * (A - B)).subs(B, A) == Identity(n))


@ASSUMED.add(
    issue=28001,
    given="square",
    right=r"A (A^2)^\top A = A A^\top A^\top A",
    wrong=r"A (A^2)^\top A = A^4",
)
def the_adjoint_of_a_power() -> bool:
    """A (A²)* A simplifies to A⁴."""
    a = Symbol("a", commutative=False)
    return bool(simplify(a * adjoint(a**2) * a) == a**4)
