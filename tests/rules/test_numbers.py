"""Each rule holds in numbers, whatever texproof thinks of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from texproof.check.every_size.rules import RULES

from .numbers import CHECKS, Point, Sides, derivative, points

BY_SLUG = pytest.mark.parametrize("slug", sorted(CHECKS))
POINTS = 60


def distance(left: Any, right: Any) -> float:
    """Return the norm of left − right, against that of right where it is above 1."""
    left, right = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
    assert left.shape == right.shape
    assert np.isfinite(left).all()
    assert np.isfinite(right).all()
    return float(np.linalg.norm(left - right) / max(1.0, float(np.linalg.norm(right))))


def sides(slug: str) -> list[Sides]:
    return [CHECKS[slug](point) for point in points(POINTS)]


def test_every_rule_has_a_check() -> None:
    assert CHECKS.keys() == RULES.keys()


@BY_SLUG
def test_both_sides_agree_at_random_numbers(slug: str) -> None:
    assert all(distance(s.left, s.right) <= s.bound for s in sides(slug))


@BY_SLUG
def test_what_is_wrong_does_not_agree(slug: str) -> None:
    """A bound that forgives this would forgive a spoiled rule. At size 1 much that is wrong holds."""
    told_apart = sum(distance(s.left, s.wrong) > 100 * s.bound for s in sides(slug))
    assert told_apart >= 0.6 * POINTS


def test_the_derivative_is_that_of_a_polynomial() -> None:
    x = np.array([0.5, -2.0])
    assert np.allclose(derivative(lambda t: t[0] ** 3 * t[1], x), [3 * 0.25 * -2, 0.125], rtol=1e-15)


def test_the_random_matrices_are_no_special_ones() -> None:
    """A symmetric or singular one would let a lost transpose pass, or lose digits."""
    for seed in range(POINTS):
        x = Point(seed, 2, 3).square(3)
        assert np.linalg.norm(x - x.T) > 1e-2
        assert np.linalg.cond(x) < 5
