"""What was evaluated for a claim serves its twin and the next step, and nothing that shares no side with it."""

from __future__ import annotations

from texproof.check.sympy_route import decide
from texproof.check.sympy_route.forward import Runs
from texproof.check.sympy_route.latest import Latest
from texproof.check.verdict import Answer
from texproof.diagnostic import Span
from texproof.elaborate.claim import Obligation
from texproof.elaborate.term import Negative, Term

from . import models
from .terms import add, inverse, symbol, times

A, B = symbol("A", "n", "n"), symbol("B", "n", "n")
SIZES = {"n": 2}


def stated(left: Term, right: Term) -> Obligation:
    return Obligation("equality", left, right, Span(0, 0), Span(0, 0))


def test_a_twin_and_the_next_step_find_what_is_known() -> None:
    run, latest = Runs().of(models.squares, SIZES, frozenset()), Latest()
    left, right, end = times(A, B), add(A, B), add(B, A)
    first = latest.evaluator(run, SIZES, stated(left, right))
    first.value(right, {})
    assert latest.evaluator(run, SIZES, stated(left, Negative(right, shape=right.shape))) is first
    assert first.count == run.field.work == 0
    assert latest.evaluator(run, SIZES, stated(right, end)) is first
    assert latest.evaluator(run, SIZES, stated(add(A, B), times(A, B))) is not first


def test_another_claim_starts_from_the_atoms_of_the_run() -> None:
    run, latest = Runs().of(models.squares, SIZES, frozenset()), Latest()
    made = latest.evaluator(run, SIZES, stated(inverse(A), B))
    made.value(inverse(A), {})
    assert len(run.field.atoms) > run.settled
    latest.evaluator(run, SIZES, stated(A, add(A, B)))
    assert len(run.field.atoms) == run.settled


def test_what_is_forgotten_is_evaluated_anew() -> None:
    run, latest = Runs().of(models.squares, SIZES, frozenset()), Latest()
    made = latest.evaluator(run, SIZES, stated(inverse(A), B))
    made.value(inverse(A), {})
    latest.forget()
    assert latest.evaluator(run, SIZES, stated(A, B)) is not made
    assert len(run.field.atoms) == run.settled


def test_what_is_known_of_one_claim_does_not_answer_for_its_twin() -> None:
    left, right = times(A, add(A, B)), add(times(A, A), times(A, B))
    for _ in range(2):
        assert decide(stated(left, right), models.squares, SIZES).answer is Answer.YES
        assert decide(stated(left, Negative(right, shape=right.shape)), models.squares, SIZES).answer is Answer.NO
        assert decide(stated(left, times(add(A, B), A)), models.squares, SIZES).answer is Answer.NO
