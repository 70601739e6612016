"""Free symbols: `new(name, domain)` gives a symbol where the claim is proved, a random number where it is checked."""

import math
from itertools import product

import numpy as np
import sympy as sp

from .arrays import RELATIONS, Exact


def entries(xp, new, name, shape, domain="real"):
    """Return an array of free entries."""
    places = product(*(range(1, n + 1) for n in shape))
    flat = [new("_".join(map(str, (name, *place))), domain) for place in places]
    return xp.array(flat).reshape(shape) if shape else flat[0]


def from_entries(xp, n, entry):
    """Return the n×n matrix of entry(i, j)."""
    return xp.array([[entry(i, j) for j in range(1, n + 1)] for i in range(1, n + 1)])


def invertible(xp, new, name, n, domain="real"):
    """Return a square matrix with large numbers on its diagonal, where they are numbers."""
    return from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", f"large {domain}" if i == j else domain))


def symmetric(xp, new, name, n, domain="real"):
    """Return a matrix with A = Aᵀ."""
    kept = from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", domain) if i >= j else 0)
    return from_entries(xp, n, lambda i, j: kept[max(i, j) - 1, min(i, j) - 1])


def definite(xp, new, name, n):
    """Return a symmetric matrix; a positive definite one where its entries are numbers."""
    kept = from_entries(xp, n, lambda i, j: 0 if i < j else new(f"{name}_{i}_{j}", "dominant" if i == j else "share"))
    return from_entries(xp, n, lambda i, j: kept[max(i, j) - 1, min(i, j) - 1])


def semidefinite(xp, new, name, n):
    """Return R Rᵀ, R lower triangular: every positive semidefinite matrix is one."""
    root = lower(xp, new, name, n)
    return root @ root.T


def skew(xp, new, name, n, domain="real"):
    """Return a matrix with A = −Aᵀ."""
    kept = from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", domain) if i > j else 0)
    return kept - kept.T


def diagonal(xp, new, name, n, domain="real"):
    """Return a diagonal matrix."""
    return from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", domain) if i == j else 0)


def lower(xp, new, name, n, domain="real"):
    """Return a lower triangular matrix."""
    return from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", domain) if i >= j else 0)


def upper(xp, new, name, n, domain="real"):
    """Return an upper triangular matrix."""
    return lower(xp, new, name, n, domain).T


def cayley(xp, skewed):
    """Return (I − S)(I + S)⁻¹, orthogonal where S is skew-symmetric: nearly every rotation is one."""
    one = xp.eye(len(skewed))
    return (one - skewed) @ xp.inv(one + skewed)


def orthogonal(xp, new, name, n):
    """Return a matrix with QᵀQ = I: a rotation, with its first row turned or not."""
    turned = cayley(xp, skew(xp, new, name, n))
    return xp.diag(np.array([new(f"{name}_s", "sign")] + [xp.number(1)] * (n - 1))) @ turned


def triangles(xp, new, name, n):
    """Return T = L U, both with ones on their diagonals, else free."""
    below = from_entries(xp, n, lambda i, j: new(f"{name}_l_{i}_{j}", "real") if i > j else 0)
    above = from_entries(xp, n, lambda i, j: new(f"{name}_u_{i}_{j}", "real") if i < j else 0)
    return (xp.eye(n) + below) @ (xp.eye(n) + above)


def with_eigenvalues(xp, new, name, n, domain):
    """Return T diag(d) T⁻¹, d of a domain."""
    turned = triangles(xp, new, name, n)
    return turned @ xp.diag(np.array([new(f"{name}_{i}", domain) for i in range(1, n + 1)])) @ xp.inv(turned)


def idempotent(xp, new, name, n):
    """Return a matrix with A² = A: its eigenvalues are 0 and 1."""
    return with_eigenvalues(xp, new, name, n, "bit")


def involutory(xp, new, name, n):
    """Return a matrix with A² = I: its eigenvalues are 1 and −1."""
    return with_eigenvalues(xp, new, name, n, "sign")


def square_zero(xp, new, name, n):
    """Return a matrix with A² = 0: T [0 K; 0 0] T⁻¹."""
    turned, half = triangles(xp, new, name, n), n // 2
    inner = from_entries(xp, n, lambda i, j: new(f"{name}_{i}_{j}", "real") if i <= half < j else 0)
    return turned @ inner @ xp.inv(turned)


def commuting(xp, new, name, a):
    """Return a matrix with AB = BA: a polynomial of A, as nearly all of them are."""
    powers = [xp.eye(len(a))]
    while len(powers) < len(a):
        powers.append(powers[-1] @ a)
    return sum(new(f"{name}_{k}", "real") * power for k, power in enumerate(powers))


def one_hot(xp, new, name, shape):
    """Return rows with a single 1."""
    rows = []
    for i in range(math.prod(shape[:-1])):
        left, row = xp.number(1), []
        for j in range(shape[-1] - 1):
            bit = new(f"{name}_{i + 1}_{j + 1}", "bit")
            row, left = [*row, left * bit], left * (1 - bit)
        rows.append([*row, left])
    return xp.array(rows).reshape(shape)


def shares(xp, new, name, shape):
    """Return rows of numbers with sum 1."""
    rows = []
    for i in range(math.prod(shape[:-1])):
        free = [new(f"{name}_{i + 1}_{j + 1}", "share") / xp.number(shape[-1]) for j in range(shape[-1] - 1)]
        rows.append([*free, 1 - sum(free)])
    return xp.array(rows).reshape(shape)


def conjugate(xp, new, name, value):
    """Return the conjugate of an array: symbols of its own where the claim is proved.

    What is rational in Z and its conjugate is 0 for all Z if and only if it is 0 for all pairs of arrays.
    """
    if isinstance(xp, Exact):
        return entries(xp, new, f"{name}_conj", np.shape(value), "complex")
    return np.conj(value)


def hermitian(xp, new, name, n):
    """Return a matrix that is its own conjugate transpose: what the claim says of that is written with Aᵀ."""
    free = entries(xp, new, name, (n, n), "complex")
    return free if isinstance(xp, Exact) else free + free.conj().T


def skew_hermitian(xp, new, name, n):
    """Return a matrix that is the negative of its conjugate transpose."""
    free = entries(xp, new, name, (n, n), "complex")
    return free if isinstance(xp, Exact) else free - free.conj().T


def unitary(xp, new, name, n):
    """Return a matrix whose inverse is its conjugate transpose."""
    free = entries(xp, new, name, (n, n), "complex")
    return free if isinstance(xp, Exact) else cayley(xp, free - free.conj().T)


def new_symbol(name, domain):
    """Return a symbol for a free number."""
    kind = domain.split()[-1]
    symbol = sp.Symbol(name, **{
        "complex": {}, "positive": {"positive": True}, "nonzero": {"real": True, "nonzero": True},
        "dominant": {"positive": True}, "interval": {"positive": True},
    }.get(kind, {"real": True}))  # fmt: skip
    if kind in ("bit", "sign"):
        RELATIONS[symbol] = (2, symbol if kind == "bit" else sp.Integer(1))
    return symbol


def new_numbers(xp, seed):
    """Return what gives random numbers of two decimals."""
    rng = np.random.default_rng(seed)

    def drawn(low, high):
        return xp.number(int(rng.integers(low, high)), 100)

    def new(name, domain):
        kind = domain.split()[-1]
        turn = 1 if kind in ("positive", "dominant", "interval") else int(rng.choice((-1, 1)))
        if kind == "bit":
            return xp.number(int(rng.integers(0, 2)))
        if kind == "sign":
            return xp.number(turn)
        if kind == "complex":
            return drawn(-200, 200) + xp.i * drawn(-200, 200) + (3 * turn if domain.startswith("large") else 0)
        low, high = {"dominant": (400, 500), "share": (5, 90), "interval": (10, 90), "tiny": (1, 8)}.get(
            kind, (20, 200)
        )
        return turn * (drawn(low, high) + (2 if domain.startswith("large") else 0))

    return new
