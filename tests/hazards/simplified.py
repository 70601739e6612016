"""What SymPy evaluates before it can be looked at, or simplifies beyond where both sides are defined and equal."""

from __future__ import annotations

from sympy import (
    Abs,
    Heaviside,
    Integer,
    Max,
    Symbol,
    cancel,
    expand_log,
    factor,
    log,
    logcombine,
    nan,
    powdenest,
    powsimp,
    radsimp,
    sign,
    sqrt,
    symbols,
)

from .hazard import Hazards

s, t = symbols("s t", real=True)

SIMPLIFIED = Hazards()


@SIMPLIFIED.add(given="square", right=r"\frac{u}{u} = 1", wrong=r"\frac{s}{s} = 1", verdict="undecided")
def a_number_over_itself() -> bool:
    """s/s is 1 before anybody can ask whether s is 0."""
    return bool(s / s == 1)


@SIMPLIFIED.add(given="square", right=r"0 \cdot \frac{1}{u} = 0", wrong=r"0 \cdot \frac{1}{s} = 0", verdict="undecided")
def nothing_times_what_may_not_be_defined() -> bool:
    """0 · (1/s) is 0."""
    return bool(0 * (1 / s) == 0)


@SIMPLIFIED.add(given="square", right=r"\log(p) - \log(p) = 0", wrong=r"\log(s) - \log(s) = 0", verdict="undecided")
def the_difference_of_what_may_not_be_defined() -> bool:
    """log s − log s is 0."""
    return bool(log(s) - log(s) == 0)


@SIMPLIFIED.add(given="square", right=r"p^{-1} p = 1", wrong=r"s^{-1} s = 1", verdict="undecided")
def a_power_and_its_inverse() -> bool:
    """s⁻¹s is 1."""
    return bool(s**-1 * s == 1)


@SIMPLIFIED.add(
    given="square",
    right=r"\frac{s^2 - 1}{s - 1} = s + 1",
    condition="$s - 1$ is not 0",
    wrong=r"\frac{s^2 - 1}{s - 1} = s - 1",
)
def a_quotient_cancelled() -> bool:
    """(s² − 1)/(s − 1) becomes s + 1, which is defined at 1."""
    return bool(cancel((s**2 - 1) / (s - 1)) == s + 1 and factor((s**2 - 1) / (s - 1)) == s + 1)


@SIMPLIFIED.add(given="square", right=r"\sqrt{p^2} = p", wrong=r"\sqrt{s^2} = s")
def a_root_of_a_square() -> bool:
    """With force=True the root of s² is s, for negative s too."""
    return bool(powdenest(sqrt(s**2), force=True) == s)


@SIMPLIFIED.add(
    given="square",
    right=r"\sqrt{p} \sqrt{q} = \sqrt{p q}",
    wrong=r"\sqrt{s} \sqrt{t} = \sqrt{s t}",
    verdict="undecided",
)
def a_product_of_roots() -> bool:
    """With force=True √s √t is √(st), which has values where the roots have none."""
    forced = powsimp(sqrt(s) * sqrt(t), force=True)
    return bool(forced.subs({s: -1, t: -1}) == 1 and (sqrt(s) * sqrt(t)).subs({s: -1, t: -1}) == -1)


@SIMPLIFIED.add(
    given="square", right=r"\log(p q) = \log(p) + \log(q)", wrong=r"\log(s^2) = 2 \log(s)", verdict="undecided"
)
def a_logarithm_of_a_square() -> bool:
    """With force=True log(s²) is 2 log s, for negative s too."""
    return bool(expand_log(log(s**2), force=True) == 2 * log(s))


@SIMPLIFIED.add(
    given="square",
    right=r"\log(p) - \log(q) = \log \left( \frac{p}{q} \right)",
    wrong=r"\log(s) + \log(t) = \log(s t)",
    verdict="undecided",
)
def a_sum_of_logarithms() -> bool:
    """With force=True log s + log t is log(st), which has values where the logarithms have none."""
    return bool(logcombine(log(s) + log(t), force=True) == log(s * t))


@SIMPLIFIED.add(
    given="square",
    right=r"\frac{1}{p + \sqrt{q}} = \frac{p - \sqrt{q}}{p^2 - q}",
    condition=r"$p^2 - q$ is not 0",
    wrong=r"\frac{1}{p + \sqrt{q}} = \frac{p + \sqrt{q}}{p^2 - q}",
)
def a_denominator_made_rational() -> bool:
    """radsimp of 1/(p + √q) is 0/0 where p² = q."""
    at = {s: 2, t: 4}
    return bool(radsimp(1 / (s + sqrt(t))).subs(at) is nan and (1 / (s + sqrt(t))).subs(at) == Integer(1) / 4)


@SIMPLIFIED.add(
    given="square",
    right=r"u^0 = 1",
    wrong=r"0^0 = 1",
    verdict="supported",
)
def nothing_raised_to_nothing() -> bool:
    """0⁰ is 1, and so is s⁰ for every s."""
    return bool(Integer(0) ** 0 == 1 and s**0 == 1)


@SIMPLIFIED.add(
    given="layer.absolute",
    right=r"\frac{\partial a}{\partial x} = s",
    wrong=r"\frac{\partial a}{\partial x} = 1",
)
def the_derivative_of_an_absolute_value() -> bool:
    """d|x|/dx is sign x, with the value 0 where |x| has no derivative."""
    return bool(Abs(s).diff(s) == sign(s) and Abs(s).diff(s).subs(s, 0) == 0)


@SIMPLIFIED.add(
    given="layer.absolute",
    right=r"r^2 + r x = 2 r^2",
    wrong=r"\frac{\partial r}{\partial x} = \frac{1}{2}",
)
def the_derivative_of_a_maximum() -> bool:
    """d max(0, x)/dx at 0, where there is none, is 1/2."""
    return bool(Max(0, s).diff(s).subs(s, 0) == Integer(1) / 2 and Heaviside(0) == Integer(1) / 2)


@SIMPLIFIED.add(
    given="layer.absolute",
    right=r"a = s x",
    wrong=r"a = x",
)
def one_name_with_and_without_a_sign() -> bool:
    """A symbol that is known to be positive is another than the same one without: x² by x is then constant."""
    return bool((Symbol("x") ** 2).diff(Symbol("x", positive=True)) == 0)
