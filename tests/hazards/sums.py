"""Sums: bound indices that are taken for free ones, empty ranges, powers whose exponent runs through 0."""

from __future__ import annotations

from sympy import (
    IndexedBase,
    KroneckerDelta,
    Matrix,
    Piecewise,
    Product,
    Rational,
    Sum,
    Symbol,
    nan,
    simplify,
    symbols,
)

from .hazard import Hazards

n = symbols("n", integer=True, positive=True)
i, j = symbols("i j", integer=True)
x, y = IndexedBase("x"), IndexedBase("y")

SUMS = Hazards()


@SUMS.add(
    issue=21891,
    given="square",
    right=r"\frac{\partial}{\partial x_i} \sum_{j=1}^n x_j^2 = 2 x_i",
    wrong=r"\frac{\partial}{\partial x_i} \sum_{j=1}^n x_j^2 = \sum_{j=1}^n 2 x_j",
)
def a_sum_by_an_entry_named_as_its_index() -> bool:
    """∂(Σᵢ xᵢ²)/∂xᵢ is Σᵢ 2xᵢ: the bound index is taken for the free one."""
    return bool(Sum(x[i] ** 2, (i, 1, n)).diff(x[i]) == Sum(2 * x[i], (i, 1, n)))


@SUMS.add(
    given="square",
    right=r"\sum_{i=1}^n x_i y_j = y_j \sum_{i=1}^n x_i",
    wrong=r"y_j \sum_{i=1}^n x_i = \sum_{i=1}^n x_i y_i",
)
def a_free_index_renamed_under_a_sum() -> bool:
    """Σᵢ xᵢyⱼ with i for j is Σᵢ xᵢyᵢ: the sum catches what was free."""
    return bool(Sum(x[i] * y[j], (i, 1, n)).subs(j, i) == Sum(x[i] * y[i], (i, 1, n)))


@SUMS.add(
    issue=27359,
    given="square",
    right=r"\sum_{i=1}^n \delta_{ij} x_i = x_j",
    wrong=r"\sum_{i=1}^n \delta_{ij} x_i = x_i",
    verdict="malformed",
)
def an_index_that_leaves_its_sum() -> bool:
    """A sum of cases with a δ loses its sum, and its bound index is free in what is left."""
    summand = Piecewise((KroneckerDelta(i, j, (1, n)), x[i] > 0), (0, True))
    return i in simplify(-Sum(summand, (i, 1, n))).free_symbols


@SUMS.add(
    issue=28289,
    given="square",
    right=r"\sum_{i=4}^{1} i = 0",
    wrong=r"\sum_{i=4}^{1} i = -5",
)
def a_sum_whose_range_is_empty() -> bool:
    """Σ from 4 to 1 of i is −5, not 0."""
    return bool(Sum(i, (i, 4, 1)).doit() == -5)


@SUMS.add(
    issue=30029,
    given="square",
    right=r"\frac{\partial}{\partial s} \sum_{i=0}^{2} s^i = 1 + 2 s",
    wrong=r"\frac{\partial}{\partial s} \sum_{i=0}^{2} s^i = \sum_{i=0}^{2} i \frac{s^i}{s}",
    verdict="undecided",
)
def a_power_whose_exponent_may_be_0() -> bool:
    """∂(1 + s + s²)/∂s, written as a sum, is not defined at s = 0, where it is 1."""
    s = Symbol("s", real=True)
    return Sum(s**i, (i, 0, n)).diff(s).subs(n, 2).doit().subs(s, 0) is nan


@SUMS.add(
    issue=13994,
    given="square",
    right=r"\frac{\partial}{\partial x_1} (x_1 x_2 x_3) = x_2 x_3",
    wrong=r"\frac{\partial}{\partial x_i} \prod_{j=1}^n x_j = 0",
    verdict="refuted",
)
def a_product_by_an_entry_named_as_its_index() -> bool:
    """∂(Πⱼ xⱼ)/∂xⱼ is the sum of all partial derivatives: the bound index is taken for the free one."""
    everything = x[1] * x[2] + x[1] * x[3] + x[2] * x[3]
    return bool(Product(x[j], (j, 1, 3)).diff(x[j]).doit() == everything)


@SUMS.add(
    issue=19745,
    given="square",
    right=r"\sum_{i=1}^{1} i = 1",
    wrong=r"\sum_{i=1}^{3/2} i = \frac{15}{8}",
    verdict="malformed",
)
def a_bound_that_is_no_whole_number() -> bool:
    """Σ from 1 to 3/2 of i is 15/8."""
    return bool(Sum(i, (i, 1, Rational(3, 2))).doit() == Rational(15, 8))


@SUMS.add(
    given="square",
    right=r"\operatorname{tr}(A) = \sum_{i=1}^n a_{ii}",
    wrong=r"\operatorname{tr}(A) = \sum_{i=0}^{n-1} a_{ii}",
    verdict="ill-shaped",
)
def entries_count_from_0() -> bool:
    """A[1, 1] is the entry that a page calls a₂₂."""
    return bool(Matrix([[1, 2], [3, 4]])[1, 1] == 4)
