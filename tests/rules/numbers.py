"""Each rule in plain NumPy: both of its sides at random numbers, and a wrong side that people write.

Nothing of texproof is used. Derivatives are complex steps, of sums and products of the numbers themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
STEP = 1e-30  # of a complex step: nothing is subtracted, so that it can be as small as numbers go
WIDE = 1e-4  # of the one real difference that a second derivative needs


@dataclass(frozen=True)
class Sides:
    """Left and right side of a rule at one point, a wrong right side, and the bound that both must agree within."""

    left: Any
    right: Any
    wrong: Any
    bound: float = 1e-9


class Point:
    """Random numbers and functions at sizes m and n, which are different."""

    def __init__(self, seed: int, m: int, n: int) -> None:
        self.random = np.random.default_rng(seed)
        self.m, self.n = m, n

    def matrix(self, rows: int, columns: int) -> Array:
        return self.random.normal(size=(rows, columns))

    def vector(self, n: int) -> Array:
        return self.random.normal(size=n)

    def square(self, n: int) -> Array:
        """Return an invertible matrix that is neither symmetric nor near to a singular one."""
        first, second = (np.linalg.qr(self.matrix(n, n))[0] for _ in range(2))
        return np.asarray(first @ np.diag(self.random.uniform(0.5, 2.0, n)) @ second)

    def function(self, count: int, shape: tuple[int, ...] = ()) -> Callable[[Array], Array]:
        """Return a smooth function of `count` numbers, with values of a shape."""
        directions = self.random.normal(size=(*shape, 3, count))
        phases, heights = self.random.normal(size=(*shape, 3)), self.random.normal(size=(*shape, 3))
        return lambda x: np.sum(heights * np.sin(directions @ np.ravel(x) + phases), axis=-1)


def derivative(f: Callable[[Any], Any], x: Array) -> Array:
    """Return ∂f/∂x: the shape of f's value, then that of x. Error: rounding alone."""
    parts = []
    for at in np.ndindex(*np.shape(x)):
        varied = np.array(x, dtype=complex)
        varied[at] += 1j * STEP
        parts.append(np.imag(f(varied)) / STEP)
    return np.moveaxis(np.array(parts), 0, -1).reshape(*np.shape(parts[0]), *np.shape(x))


def entry(p: Point) -> Sides:
    x = p.matrix(p.m, p.n)
    unit = np.einsum("ip,jq->ijpq", np.eye(p.m), np.eye(p.n))
    return Sides(derivative(lambda v: v, x), unit, np.einsum("iq,jp->ijpq", np.eye(p.m, p.n), np.eye(p.n, p.m)))


def product(p: Point) -> Sides:
    x, u, v = p.vector(p.n), p.function(p.n), p.function(p.n)
    du, dv = derivative(u, x), derivative(v, x)
    return Sides(derivative(lambda t: u(t) * v(t), x), du * v(x) + u(x) * dv, du * dv)


def power(p: Point) -> Sides:
    x = np.exp(p.vector(p.n))
    exponents = np.array([3, -2, 0.5])[:, None]
    left = np.stack([derivative(lambda t, e=e: t**e, x).diagonal() for e in exponents[:, 0]])
    return Sides(left, exponents * x ** (exponents - 1), exponents * x**exponents)


def chain(p: Point) -> Sides:
    x, inner, outer = p.matrix(p.m, p.n), p.function(p.m * p.n, (p.n, p.m)), p.function(p.m * p.n)
    above, below = derivative(outer, inner(x)), derivative(inner, x)
    left = derivative(lambda t: outer(inner(t)), x)
    return Sides(left, np.einsum("pq,pqij->ij", above, below), np.einsum("pq,pqij->ij", above[:1, :1], below[:1, :1]))


def _of_one_number(f: Callable[[Any], Any], slope: Callable[[Any], Any], wrong: Callable[[Any], Any]) -> Any:
    def sides(p: Point) -> Sides:
        x, u = p.vector(p.n), p.function(p.n)
        du = derivative(u, x)
        return Sides(derivative(lambda t: f(u(t)), x), slope(u(x)) * du, wrong(u(x)) * du)

    return sides


def function(p: Point) -> Sides:
    sigma = p.function(1)
    one = np.array([0.0])

    def slope(u: Any) -> Any:
        return derivative(lambda t: sigma(t + u), one)[0]

    return _of_one_number(lambda u: sigma(np.array([u])), slope, lambda u: sigma(np.array([u])))(p)


def logarithm(p: Point) -> Sides:
    x = np.exp(p.vector(p.n))
    return Sides(derivative(np.log, x), np.diag(1 / x), np.diag(x))


def sine(p: Point) -> Sides:
    first = _of_one_number(np.sin, np.cos, lambda u: -np.cos(u))(p)
    second = _of_one_number(np.cos, lambda u: -np.sin(u), np.sin)(p)
    return Sides(*(np.stack([getattr(s, name) for s in (first, second)]) for name in ("left", "right", "wrong")))


def mixed(p: Point) -> Sides:
    x, f = p.vector(p.n), p.function(p.n)
    gradients = []
    for j in range(p.n):
        moved = WIDE * np.eye(p.n)[j]
        gradients.append((derivative(f, x + moved) - derivative(f, x - moved)) / (2 * WIDE))
    hessian = np.array(gradients)
    return Sides(hessian, hessian.T, np.multiply.outer(derivative(f, x), derivative(f, x)), bound=1e-5)


def inverse(p: Point) -> Sides:
    x = p.square(p.n)
    y = np.linalg.inv(x)
    left = derivative(np.linalg.inv, x)
    return Sides(left, -np.einsum("ip,qj->ijpq", y, y), np.einsum("ip,qj->ijpq", y, y))


def determinant(p: Point) -> Sides:
    x = p.square(p.n)
    cofactors = np.linalg.det(x) * np.linalg.inv(x).T
    return Sides(derivative(np.linalg.det, x), cofactors, -cofactors)


def delta(p: Point) -> Sides:
    x = p.vector(p.n)
    return Sides([sum((i == j) * x[j] for j in range(p.n)) for i in range(p.n)], x, p.n * x)


def count(p: Point) -> Sides:
    return Sides(sum(1 for _ in range(p.n)), p.n, 1)


def symmetric(p: Point) -> Sides:
    b = p.matrix(p.n, p.n)
    s = b @ b.T + b + b.T
    return Sides([[s[j, i] for j in range(p.n)] for i in range(p.n)], s, b)


def diagonal(p: Point) -> Sides:
    d = np.diag(p.vector(p.n))
    return Sides(
        [[(i == j) * d[i, i] for j in range(p.n)] for i in range(p.n)], d, np.diagonal(d)[:, None] * np.ones(p.n)
    )


def orthogonal(p: Point) -> Sides:
    # The factor of a 2 × 2 matrix is a reflection, and symmetric; a product of two is not.
    q = np.linalg.qr(p.matrix(p.n, p.n))[0] @ np.linalg.qr(p.matrix(p.n, p.n))[0]
    eye = np.eye(p.n)
    return Sides(np.stack([q.T @ q, q @ q.T, np.linalg.inv(q)]), np.stack([eye, eye, q.T]), np.stack([eye, eye, q]))


def cancel(p: Point) -> Sides:
    x, eye = p.square(p.n), np.eye(p.n)
    y = np.linalg.inv(x)
    return Sides(np.stack([x @ y, y @ x]), np.stack([eye, eye]), np.stack([x.T @ y, y @ x.T]))


def sum_meets_inverse(p: Point) -> Sides:
    x, y, eye = p.square(p.n), p.square(p.n), np.eye(p.n)
    z = np.linalg.inv(x + y)
    return Sides(np.stack([z @ y, y @ z]), np.stack([eye - z @ x, eye - x @ z]), np.stack([eye - x @ z, eye - z @ x]))


def cleared(p: Point) -> Sides:
    x, y, inv, eye = p.square(p.n), p.square(p.n), np.linalg.inv, np.eye(p.n)
    c = p.random.uniform(1.0, 2.0)
    left = np.stack([inv(x + y), (c**2 - 1) / (c + 1) * eye])
    right = np.stack([inv(x) @ inv(eye + y @ inv(x)), (c - 1) * eye])
    return Sides(left, right, np.stack([inv(eye + y @ inv(x)) @ inv(x), (c + 1) * eye]))


def inverse_of_product(p: Point) -> Sides:
    x, y, inv = p.square(p.n), p.square(p.n), np.linalg.inv
    return Sides(inv(x @ y), inv(y) @ inv(x), inv(x) @ inv(y))


def inverse_of_transpose(p: Point) -> Sides:
    x, inv = p.square(p.n), np.linalg.inv
    return Sides(inv(x.T), inv(x).T, inv(x))


def inverse_of_multiple(p: Point) -> Sides:
    x, c, inv = p.square(p.n), float(p.random.uniform(1.5, 3)), np.linalg.inv
    return Sides(inv(c * x), inv(x) / c, c * inv(x))


def inverse_of_kronecker(p: Point) -> Sides:
    x, y, inv = p.square(p.m), p.square(p.n), np.linalg.inv
    return Sides(inv(np.kron(x, y)), np.kron(inv(x), inv(y)), np.kron(inv(y), inv(x)))


def inverse_of_inverse(p: Point) -> Sides:
    x, inv = p.square(p.n), np.linalg.inv
    return Sides(inv(inv(x)), x, x.T)


def determinant_of_product(p: Point) -> Sides:
    x, y, det = p.matrix(p.n, p.n), p.matrix(p.n, p.n), np.linalg.det
    return Sides(det(x @ y), det(x) * det(y), det(x) + det(y))


def determinant_of_transpose(p: Point) -> Sides:
    x, det = p.matrix(p.n, p.n), np.linalg.det
    return Sides(det(x.T), det(x), -det(x))


def determinant_of_inverse(p: Point) -> Sides:
    x, det = p.square(p.n), np.linalg.det
    return Sides(det(np.linalg.inv(x)), 1 / det(x), det(x))


def exponent_law(p: Point) -> Sides:
    u, v = p.vector(p.n), p.vector(p.n)
    exp = np.exp
    right = np.stack([exp(u) * exp(v), exp(u) ** 2])
    return Sides(np.stack([exp(u + v), exp(2 * u)]), right, np.stack([exp(u) + exp(v), exp(u)]))


CHECKS: dict[str, Callable[[Point], Sides]] = {
    "entry": entry,
    "product": product,
    "power": power,
    "chain": chain,
    "function": function,
    "exponential": _of_one_number(np.exp, np.exp, lambda u: -np.exp(u)),
    "logarithm": logarithm,
    "sine": sine,
    "tanh": _of_one_number(np.tanh, lambda u: 1 - np.tanh(u) ** 2, lambda u: 1 + np.tanh(u) ** 2),
    "step": _of_one_number(lambda u: 1.0 * (u > 0), lambda u: 0.0, lambda u: 1.0),
    "inverse": inverse,
    "determinant": determinant,
    "mixed": mixed,
    "delta": delta,
    "count": count,
    "symmetric": symmetric,
    "diagonal": diagonal,
    "orthogonal": orthogonal,
    "cancel": cancel,
    "sum-meets-inverse": sum_meets_inverse,
    "cleared": cleared,
    "inverse-of-product": inverse_of_product,
    "inverse-of-transpose": inverse_of_transpose,
    "inverse-of-multiple": inverse_of_multiple,
    "inverse-of-kronecker": inverse_of_kronecker,
    "inverse-of-inverse": inverse_of_inverse,
    "determinant-of-product": determinant_of_product,
    "determinant-of-transpose": determinant_of_transpose,
    "determinant-of-inverse": determinant_of_inverse,
    "exponent-law": exponent_law,
}


def points(count: int) -> Iterator[Point]:
    """Yield points at pairs of different sizes, one of them 1 in some."""
    sizes = [(2, 3), (3, 2), (1, 4), (5, 2), (4, 3), (2, 1)]
    yield from (Point(seed, *sizes[seed % len(sizes)]) for seed in range(count))
