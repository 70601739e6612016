"""Sums that are inverted: what follows from M M⁻¹ = I is proved for every size, and its false neighbours are not."""

from __future__ import annotations

import pytest

from texproof.check.every_size import prove
from texproof.check.every_size.inverted import reduced
from texproof.check.every_size.matching import matches
from texproof.check.every_size.network import Combination, Entry, Free, Network
from texproof.check.every_size.normal import Normaliser
from texproof.check.every_size.positions import Bounds, Node, Position, node
from texproof.model.size import Size

from .test_proofs import stated, vocabulary

SNIPPET = '''"""Matrices whose sums and products are inverted."""

from texproof import Matrix, Scalar, Vector, diagonal, dims, invertible, model, positive, positive_definite

m, n = dims("m n")


@model
def updates(
    xp, A: Matrix[n, n, invertible], B: Matrix[n, n, invertible], C: Matrix[m, m, invertible],
    U: Matrix[n, m], V: Matrix[m, n], u: Vector[n], v: Vector[n], a: Vector[n], H: Matrix[m, n],
    P: Matrix[n, n, positive_definite], R: Matrix[m, m, positive_definite], D: Matrix[n, n, diagonal, positive],
    c: Scalar[positive],
):
    return {}
'''
# What holds, and beside it what one slip makes of it.
PAIRS = [
    (r"(A + B)^{-1} (B + A) = I", r"(A + B)^{-1} (B - A) = I"),
    (r"((A + B)^\top)^{-1} = ((A + B)^{-1})^\top", r"((A + B)^\top)^{-1} = (A + B)^{-1}"),
    (r"(2 B - 2 A)^{-1} = -\frac{1}{2} (A - B)^{-1}", r"(2 B - 2 A)^{-1} = -2 (A - B)^{-1}"),
    (
        r"(A + u v^\top)^{-1} = A^{-1} - \frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}",
        r"(A + u v^\top)^{-1} = A^{-1} - \frac{A^{-1} u v^\top A^{-1}}{1 + u^\top A^{-1} v}",
    ),
    (
        r"(A + U C V)^{-1} = A^{-1} - A^{-1} U (C^{-1} + V A^{-1} U)^{-1} V A^{-1}",
        r"(A + U C V)^{-1} = A^{-1} - A^{-1} U (C + V A^{-1} U)^{-1} V A^{-1}",
    ),
    (
        r"(A + U V)^{-1} = A^{-1} - A^{-1} U (I_m + V A^{-1} U)^{-1} V A^{-1}",
        r"(A + U V)^{-1} = A^{-1} - A^{-1} U (I_m - V A^{-1} U)^{-1} V A^{-1}",
    ),
    (
        r"(P^{-1} + H^\top R^{-1} H)^{-1} = P - P H^\top (H P H^\top + R)^{-1} H P",
        r"(P^{-1} + H^\top R^{-1} H)^{-1} = P - P H^\top (H P H^\top + R^{-1})^{-1} H P",
    ),
    (r"(I_m + V U)^{-1} V = V (I_n + U V)^{-1}", r"(I_m + V U)^{-1} V = V (I_n - U V)^{-1}"),
    (r"(A^{-1} + B^{-1})^{-1} = A (A + B)^{-1} B", r"(A^{-1} + B^{-1})^{-1} = A (A + B)^{-1} A"),
    (r"A - A (A + B)^{-1} A = B - B (A + B)^{-1} B", r"A - A (A + B)^{-1} A = B - A (A + B)^{-1} B"),
    (r"A^{-1} - (A + B)^{-1} = (A + A B^{-1} A)^{-1}", r"A^{-1} - (A + B)^{-1} = (A + B A^{-1} B)^{-1}"),
    (r"(I + A)^{-1} + (I + A^{-1})^{-1} = I", r"(I + A)^{-1} + (I - A^{-1})^{-1} = I"),
    (r"(D + A)^{-1} D = I - (D + A)^{-1} A", r"(D + A)^{-1} D = I - A (D + A)^{-1}"),
    (r"(U^\top U)^{-1} U^\top U = I", r"U (U^\top U)^{-1} U^\top = I"),
    (
        r"\operatorname{tr}((A + B)^{-1} A) = n - \operatorname{tr}((A + B)^{-1} B)",
        r"\operatorname{tr}((A + B)^{-1} A) = m - \operatorname{tr}((A + B)^{-1} B)",
    ),
    (r"\frac{a^\top a}{\|a\|^2} a = a", r"\frac{a^\top u}{\|a\|^2} a = a"),
    (r"\frac{c^2 - 1}{c + 1} = c - 1", r"\frac{c^2 + 1}{c + 1} = c + 1"),
]


@pytest.mark.parametrize(("true", "false"), PAIRS, ids=[true[:40] for true, _ in PAIRS])
def test_what_holds_is_proved_and_what_one_slip_makes_of_it_is_not(true: str, false: str) -> None:
    model, _ = vocabulary(SNIPPET)
    assert prove(stated(true, SNIPPET), model, {}).holds
    proof = prove(stated(false, SNIPPET), model, {})
    assert not proof.holds
    assert not proof.fault


N = Size.of("n")
BOUNDS = Bounds({})


def entry(name: str, row: Node, column: Node) -> Combination:
    return Combination.of(Entry(Free(name), (((Position.of(row), N),), ((Position.of(column), N),))))


def only(combination: Combination) -> Network:
    (network,) = combination.networks
    return network


def test_a_network_is_found_in_another_where_its_sums_are_its_own() -> None:
    i, j, k, p, q, r = (node(N) for _ in range(6))
    pattern = only((entry("A", i, j) * entry("B", j, k)).summed([j]))
    chain = only((entry("A", p, q) * entry("B", q, r) * entry("C", r, p)).summed([q, r]))
    (match,) = matches(pattern, chain, {})
    assert (match.images[i], match.images[k]) == (Position.of(p), Position.of(r))
    assert [factor.free.key for factor, _ in match.rest if isinstance(factor, Entry)] == ["C"]
    assert match.bound == (r,)


def test_a_network_is_not_found_where_its_sum_reaches_further() -> None:
    i, j, k, p, q, r = (node(N) for _ in range(6))
    pattern = only((entry("A", i, j) * entry("B", j, k)).summed([j]))
    shared = only((entry("A", p, q) * entry("B", q, r) * entry("C", q, p)).summed([q]))
    free = only(entry("A", p, q) * entry("B", q, r))
    for network in (shared, free):
        assert not list(matches(pattern, network, {}))
        assert list(matches(pattern, only((entry("A", p, q) * entry("B", q, r)).summed([q])), {}))


def test_what_holds_no_inverse_stays_as_it_is() -> None:
    i, j = node(N), node(N)
    rest = Normaliser(BOUNDS).form(entry("A", i, j) - entry("B", i, j))
    assert reduced(rest, Normaliser(BOUNDS)) == rest
