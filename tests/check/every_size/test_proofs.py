"""Whatever is proved for every size holds at each that is tried; of products and sums all that holds is proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from texproof.check import numpy_route, sympy_route
from texproof.check.every_size import prove
from texproof.check.verdict import Answer
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.declare import Model
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

from ...properties import made, terms
from .claims import FALSE, SNIPPET, TRUE, claims, mutants
from .steady import tried

SIZES = st.fixed_dictionaries({"m": st.integers(1, 4), "n": st.integers(1, 4)})


@cache
def vocabulary(source: str) -> tuple[Model, Vocabulary]:
    ((_, model),) = load(source, "snippets/it.py").items()
    return model, Vocabulary(signature(model), {})


def stated(text: str, source: str = SNIPPET, fixed: Mapping[str, int] | None = None) -> Obligation:
    """Return what a claim states, under a given that fixes some sizes."""
    tree = read(text).tree
    assert tree is not None, text
    claim = elaborate(tree, replace(vocabulary(source)[1], sizes=fixed or {}), text)
    assert claim.diagnostics == (), text
    return claim.obligations[-1]


def asked(obligation: Obligation, model: Model, rows: Sequence[Mapping[str, int]], *, exact: bool) -> set[Answer]:
    """Return what NumPy says at each of some sizes, and SymPy too."""
    found = {numpy_route.decide(obligation, model, sizes, 1, repeat=False).answer for sizes in rows}
    if exact:
        found |= {sympy_route.decide(obligation, model, sizes, example=False).answer for sizes in rows}
    return found


def trusted(
    text: str, rows: Sequence[Mapping[str, int]], fixed: Mapping[str, int], *, exact: bool = False
) -> tuple[bool, bool]:
    """Assert that a claim holds at sizes if it is proved for all; return whether it is, and whether it holds there."""
    model, _ = vocabulary(SNIPPET)
    obligation = stated(text, fixed=fixed)
    proof = prove(obligation, model, fixed)
    rows = [{**row, **fixed} for row in rows]
    assert not proof.fault, (text, proof.reason)
    if exact and not proof.holds:
        return False, False
    found = asked(obligation, model, rows, exact=exact)
    if proof.holds:
        assert found == {Answer.YES}, (text, rows, found)
    return proof.holds, found == {Answer.YES}


FIXED = st.sampled_from([{}, {}, {}, {"n": 2}, {"m": 2}, {"m": 2, "n": 2}])
ROWS = st.lists(SIZES, min_size=2, max_size=2).filter(lambda rows: any(row["n"] > 1 for row in rows))


def test_what_is_proved_holds() -> None:
    """Of laws that are true, that are false, and that are true but for one letter."""
    seen: Counter[tuple[str, bool, bool]] = Counter()

    @tried(70)
    @given(st.data(), ROWS, FIXED)
    def holds(data: st.DataObject, rows: list[dict[str, int]], fixed: dict[str, int]) -> None:
        kind, text = data.draw(
            st.one_of(
                st.tuples(st.just("true"), claims(TRUE)),
                st.tuples(st.just("false"), claims(FALSE)),
                st.tuples(st.just("mutant"), mutants()),
            )
        )
        seen[(kind, *trusted(text, rows, fixed))] += 1

    holds()
    found = {kind: sum(count for (k, *_), count in seen.items() if k == kind) for kind in ("true", "false", "mutant")}
    assert seen["true", True, True] >= 0.7 * found["true"] > 10
    assert seen["false", False, False] >= 0.5 * found["false"] > 5
    assert seen["mutant", False, False] >= 0.5 * found["mutant"] > 5


@tried(12)
@given(claims(TRUE, depth=0), SIZES.filter(lambda sizes: max(sizes.values()) < 4))
def test_what_is_proved_holds_exactly(text: str, sizes: dict[str, int]) -> None:
    trusted(text, [sizes], {}, exact=True)


WIDE = ({"m": 7, "n": 8, "k": 6}, {"m": 6, "n": 7, "k": 8})


def true(left: terms.Term, right: terms.Term) -> bool | None:
    """Whether two terms are equal at sizes with a value for each of their index nodes; None where rounding hides it."""
    worst = 0.0
    for seed, sizes in enumerate(WIDE):
        at = terms.point(sizes, seed)
        one, other = (np.asarray(terms.value(side, at, sizes)) for side in (left, right))
        scale = max(1.0, float(np.max(np.abs(one))), float(np.max(np.abs(other))))
        worst = max(worst, float(np.max(np.abs(one - other))) / scale)
    return True if worst < 1e-11 else False if worst > 1e-7 else None


def test_of_products_and_sums_just_what_holds_is_proved() -> None:
    """The theorem: without relations a claim that holds at sizes with a value for each index node is proved."""
    seen: Counter[bool] = Counter()
    model, _ = vocabulary(terms.SNIPPET)

    @tried(120)
    @given(st.one_of(made.equal(2), made.edited(2)))
    def holds(pair: tuple[terms.Term, terms.Term]) -> None:
        expected = true(*pair)
        assume(expected is not None)
        text = terms.equality(*pair)
        proof = prove(stated(text, terms.SNIPPET), model, {})
        assert not proof.fault, text
        assert proof.holds is expected, (text, proof.reason)
        seen[proof.holds] += 1

    holds()
    assert min(seen[True], seen[False]) > 20


@pytest.mark.parametrize(
    "text",
    [
        # Each was proved once, and is false: an index that a sum hides, a part of an index, a size that a name lacks.
        r"\sum_{i=1}^{n-1} q_{i,j} q_{i,k} = \delta_{j,k}",
        r"\sum_{i=1}^{n-1} X_{j,i} [X^{-1}]_{i,k} = \delta_{j,k}",
        r"\det(I_n + \mathbf{1}_n \mathbf{1}_n^\top) = \det(I_m + \mathbf{1}_m \mathbf{1}_m^\top)",
        r"[(I_n + \mathbf{1}_n \mathbf{1}_n^\top)^{-1}]_{1,1} = [(I_m + \mathbf{1}_m \mathbf{1}_m^\top)^{-1}]_{1,1}",
        r"\sum_{i=1}^n (\delta_{i,1} - \delta_{i,n}) \det(x_i X) = 0",
        r"\sum_{i=1}^n (\delta_{i,1} - \delta_{i,n}) [(x_i X)^{-1}]_{1,1} = 0",
        r"\frac{\partial (x^\top x)^{5/2}}{\partial x_i} = 5 x_i^3 (x^\top x)^{1/2}",
        r"\frac{\partial}{\partial x} \frac{\partial \sqrt{x^\top x}}{\partial x} = \frac{I_n}{\sqrt{x^\top x}}",
    ],
)
def test_what_was_believed_once(text: str) -> None:
    model, _ = vocabulary(SNIPPET)
    obligation = stated(text)
    proof = prove(obligation, model, {})
    assert not proof.holds
    assert not proof.fault
    assert Answer.NO in asked(obligation, model, [{"m": 2, "n": 3}], exact=False)


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{i=1}^{n} q_{i,j} q_{i,k} = \delta_{j,k}",
        r"\frac{\partial (x^\top x)^{5/2}}{\partial x} = 5 (x^\top x)^{3/2} x",
        r"\frac{\partial}{\partial x} \nabla_x \sqrt{x^\top x} = (x^\top x)^{-1/2} I_n - (x^\top x)^{-3/2} x x^\top",
        r"\det(I_n + \mathbf{1}_n \mathbf{1}_n^\top) = \det(\mathbf{1}_n \mathbf{1}_n^\top + I_n)",
    ],
)
def test_what_is_true_beside_it(text: str) -> None:
    model, _ = vocabulary(SNIPPET)
    proof = prove(stated(text), model, {})
    assert proof.holds, proof.reason
