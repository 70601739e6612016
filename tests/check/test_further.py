"""What the two routes are asked besides a verdict: of spoiled twins, of steps, in a sample, at further sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from texproof.check import beyond, sympy_route
from texproof.check.beyond import FURTHER, Beyond, equal_sides, refuted_beyond
from texproof.check.decide import Routes, decide, holds_in_a_sample, refusing, step_refused
from texproof.check.samples import exact_sizes, further_sizes, sampled_sizes, size_letters, wider_sizes
from texproof.check.verdict import Answer, Proof, RouteResult
from texproof.elaborate.term import Derivative

from .test_twins import stated

TRUE = r"(X Y)^{-1} = Y^{-1} X^{-1}"
FALSE = r"(X Y)^{-1} = X^{-1} Y^{-1}"


def test_both_routes_refuse_a_spoiled_twin_and_neither_what_holds() -> None:
    assert refusing(*stated(FALSE, "regular"), {}) == {"sympy", "numpy"}
    assert refusing(*stated(TRUE, "regular"), {}) == set()


def test_one_route_alone_refuses_what_the_other_cannot_judge() -> None:
    assert refusing(*stated(r"\lambda_1(H) = \lambda_n(H)", "supposed"), {}) == {"numpy"}


def test_a_route_that_has_refused_is_not_asked_again() -> None:
    asked: list[str] = []

    def says(name: str, answer: Answer):  # type: ignore[no-untyped-def]
        def decide(*_: object) -> RouteResult:
            asked.append(name)
            return RouteResult(answer, ({},))

        return decide

    routes = Routes(says("sympy", Answer.NO), says("numpy", Answer.YES), lambda *_: Proof(holds=False))
    assert refusing(*stated(TRUE, "regular"), {}, routes) == {"sympy"}
    assert asked.count("sympy") == 1
    assert asked.count("numpy") > 1


def test_a_step_that_is_wrong_is_refused_by_name_and_reason() -> None:
    assert step_refused(*stated(TRUE, "regular"), {}) == ""
    assert step_refused(*stated(FALSE, "regular"), {}) == "NumPy: a random point tells the sides apart"
    reason = "SymPy: an eigenvalue is not computed exactly"
    assert step_refused(*stated(r"\lambda_{\max}(H) = \lambda_1(H)", "supposed"), {}) == reason


def test_a_sample_says_whether_it_holds() -> None:
    assert holds_in_a_sample(*stated(TRUE, "regular"), {})
    assert not holds_in_a_sample(*stated(FALSE, "regular"), {})


def test_further_sizes_are_new_and_both_routes_are_asked_there() -> None:
    obligation, model = stated("A x = A (x + y) - A y", "regular")
    letters = size_letters(obligation, model.dims)
    further = further_sizes(letters, {}, obligation)
    assert len(further) >= FURTHER
    assert not any(row in exact_sizes(letters, {}, obligation) for row in further)
    assert refuted_beyond(obligation, model, {}, 1) == Beyond(agreed=True)


def test_what_is_wrong_at_further_sizes_is_refuted_with_the_sizes() -> None:
    found = refuted_beyond(*stated(FALSE, "regular"), {}, 1)
    assert (found.refuted, found.agreed) == (True, False)
    assert found.reason.startswith("NumPy says no at ")
    assert found.reason.endswith(": a random point tells the sides apart")


def test_where_numpy_cannot_judge_nothing_is_agreed() -> None:
    found = refuted_beyond(*stated("(x x^\\top)^{-1} = (x x^\\top)^{-1}", "regular"), {}, 1)
    reason = "NumPy could decide it at no two further tuples of sizes"
    assert found == Beyond(refuted=False, agreed=False, reason=reason)


def test_of_what_is_proved_for_every_size_numpy_alone_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def says(name: str):  # type: ignore[no-untyped-def]
        def decide(*_: object) -> RouteResult:
            asked.append(name)
            return RouteResult(Answer.YES, ({},))

        return decide

    monkeypatch.setattr(beyond, "for_twins", lambda: Routes(says("sympy"), says("numpy")))
    assert refuted_beyond(*stated(TRUE, "regular"), {}, 1, proven=True) == Beyond(agreed=True)
    assert set(asked) == {"numpy"}
    assert refuted_beyond(*stated(TRUE, "regular"), {}, 1) == Beyond(agreed=True)
    assert asked.count("sympy") == FURTHER


@pytest.mark.parametrize(
    ("tex", "other", "equal"),
    [
        (r"\det(S^\top A A^\top) = t", r"\det(S A A^\top) = t", True),  # alike but for S, which is symmetric
        (r"\det(2 S) = t", r"\det(S + S) = t", True),
        (r"t = \lVert x + y \rVert", r"t = \lVert y + x \rVert", True),
        (r"\det(S X) = t", r"\det(S X X) = t", False),
        (r"t = \lVert x - y \rVert", r"t = \lVert x + y \rVert", False),
        (r"\sum_{i=1}^{n} \sqrt{x_i^2 + t} = t", r"\sum_{i=1}^{n} \sqrt{x_i x_i + t} = t", True),
        (r"\sum_{i=1}^{n} \sqrt{x_i^2 + t} = t", r"\sum_{i=1}^{m} \sqrt{a_i^2 + t} = t", False),
    ],
)
def test_sides_that_are_made_of_equal_parts_are_equal(tex: str, other: str, equal: bool) -> None:
    (first, model), (second, _) = stated(tex, "alike"), stated(other, "alike")
    assert equal_sides(replace(first, conditions=second.conditions), second, model, {}) is equal


def test_what_is_differentiated_is_not_taken_apart() -> None:
    """OᵀO is I wherever O is orthogonal, and its derivative is not that of I."""
    claim, model = stated(r"\det(O^\top O + S S) = \det(I + S S)", "alike")
    symbol = stated("O = O", "alike")[0].left
    assert claim.right is not None
    slopes = [Derivative(of, symbol, "gradient", shape=symbol.shape) for of in (claim.left, claim.right)]
    first, second = (replace(claim, left=slope, right=symbol) for slope in slopes)
    assert equal_sides(claim, replace(claim, left=claim.right), model, {})
    assert not equal_sides(first, second, model, {})


def test_equal_sides_are_stated_under_the_same_conditions() -> None:
    (first, model), (second, _) = stated(r"2 x = y", "alike"), stated(r"x + x = y", "alike")
    assert equal_sides(first, second, model, {})
    assert not equal_sides(first, replace(second, conditions=("$x$ is long",)), model, {})


def test_where_the_given_fixes_all_sizes_there_are_no_further_ones() -> None:
    fixed = {"n": 2, "k": 2, "m": 3}
    obligation, model = stated("A x = A (x + y) - A y", "regular")
    assert further_sizes(size_letters(obligation, model.dims), fixed, obligation) == []
    assert refuted_beyond(obligation, model, fixed, 1) == Beyond(agreed=True)


@pytest.mark.parametrize("sizes_of", [exact_sizes, sampled_sizes, wider_sizes, further_sizes])
def test_a_matrix_of_full_rank_is_tried_where_it_can_have_it(sizes_of) -> None:  # type: ignore[no-untyped-def]
    obligation, model = stated(r"R^{+} R = I", "supposed")
    rows = sizes_of(size_letters(obligation, model.dims), {}, obligation)
    assert rows
    for row in rows:
        assert row["m"] >= row["k"]
        assert max(row.values()) <= 16


def test_where_one_size_has_to_be_at_least_another_they_change_places() -> None:
    obligation, model = stated(r"R^{+} R = I", "supposed")
    assert [size_letters(obligation, model.dims), exact_sizes(("k", "m"), {}, obligation)] == [
        ("m", "n", "k"),
        [{"k": 2, "m": 3}],
    ]
    assert exact_sizes(("m", "k"), {}, obligation) == [{"m": 3, "k": 2}]


def test_sizes_below_what_is_written_are_not_decided() -> None:
    obligation, model = stated("x_3 = x_3 + 0", "regular")
    found = sympy_route.decide(obligation, model, {"n": 2, "k": 2, "m": 3})
    assert (found.answer, found.reason) == (Answer.UNKNOWN, "n - 3 has to be 0 at least, and is -1")


@pytest.mark.parametrize(
    ("exact", "sampled", "verdict", "detail"),
    [
        (Answer.NO, Answer.YES, "conflict", "SymPy says no, NumPy says yes: by SymPy"),
        (Answer.YES, Answer.NO, "conflict", "SymPy says yes, NumPy says no: by NumPy"),
        (Answer.NO, Answer.NO, "refuted", "SymPy: by SymPy; NumPy: by NumPy"),
        (Answer.UNKNOWN, Answer.NO, "refuted", "SymPy: by SymPy; NumPy: by NumPy"),
        (Answer.UNKNOWN, Answer.YES, "supported", "SymPy could not decide: by SymPy"),
        (Answer.YES, Answer.UNKNOWN, "undecided", "NumPy could not decide: by NumPy"),
        (Answer.UNKNOWN, Answer.UNKNOWN, "undecided", "SymPy: by SymPy; NumPy: by NumPy"),
        (Answer.YES, Answer.YES, "proved", ""),
    ],
)
def test_a_verdict_gives_the_reason_of_the_route_that_decides_it(
    exact: Answer, sampled: Answer, verdict: str, detail: str
) -> None:
    def says(answer: Answer, reason: str):  # type: ignore[no-untyped-def]
        return lambda _obligation, _model, sizes, *_: RouteResult(answer, (dict(sizes),), reason=reason)

    routes = Routes(says(exact, "by SymPy"), says(sampled, "by NumPy"), lambda *_: Proof(holds=False))
    found = decide(*stated(TRUE, "regular"), {}, 1, lambda: 0.0, routes)
    assert (found.verdict, found.detail) == (verdict, detail)
