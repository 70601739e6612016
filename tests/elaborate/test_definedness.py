"""Where a formula needs a number not zero, a matrix invertible: hypotheses, conditions in words, or a refusal."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, vocabulary, wrong


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{t}{t} = 1",
        r"\frac{u}{2} = \frac{u}{2}",
        r"\frac{u}{n} = \frac{u}{n}",
        r"\frac{u}{t^2 \exp(u)} = 0",
        r"\frac{u}{u^2 + 1} = 0",
        r"\frac{u}{1 + x^\top x} = 0",
        r"\frac{u}{\det X} = 0",
        r"\frac{\exp(x_i)}{\sum_{j=1}^n \exp(x_j)} = 0",
        "X^{-1} = 0",
        "(X Y^\\top)^{-1} = 0",
        "X^{-2} = 0",
        r"(2 X)^{-1} = 0",
        r"I_n^{-1} = 0",
        r"\log t = 0",
        r"\log(u^2 + t) = 0",
        r"\log(0 + t) = 0",
        r"\frac{u}{2 t} = 0",
        r"\frac{u}{t \det X} = 0",
        r"\sqrt{u^2 + t^2} = 0",
        r"\log \sum_{j=1}^n \exp(x_j) = 0",
        r"\sqrt{t} = 0",
        r"\sqrt{u^2} = 0",
        r"\sqrt{x^\top x} = 0",
        r"\sqrt{\langle X, X \rangle} = 0",
        r"\sqrt{\sum_i x_i^2} = 0",
        r"t^{1/2} = 0",
        r"t^u = 0",
        "u^2 = 0",
        "u^n = 0",
        "t^{-2} = 0",
        "t^{-1/2} = 0",
        r"\frac{1}{-t} = 0",
        r"\frac{1}{\frac{t}{u^2 + 1}} = 0",
        r"\frac{1}{t^3} = 0",
        r"\frac{1}{\det X^\top} = 0",
        r"\frac{1}{2 \exp(u)} = 0",
        r"\log \frac{t}{2} = 0",
        r"\log(2 t) = 0",
        r"\log(t^3) = 0",
        r"\log \sqrt{t} = 0",
        r"\log n = 0",
        r"\log(\|x\|^2 + 1) = 0",
        r"\log(x^\top x + t) = 0",
        r"\log(\exp(x)) = 0",
        r"\log \sum_{i=1}^{n} \sum_{j=1}^{n} t = 0",
        r"\sqrt{u^2 t} = 0",
        r"\sqrt{\frac{u^2}{t}} = 0",
        r"\sqrt{u u} = 0",
        r"\sqrt{\|x\|} = 0",
        r"\sqrt{t^3} = 0",
        r"(X^\top)^{-1} = 0",
        r"(X^{-1})^{-1} = 0",
        r"(X \otimes Y)^{-1} = 0",
        r"(t X)^{-1} = 0",
    ],
)
def test_what_the_hypotheses_settle_has_no_condition(tex: str) -> None:
    [obligation] = meaning(tex, vocabulary("square")).obligations
    assert obligation.conditions == ()


@pytest.mark.parametrize(
    ("tex", "condition"),
    [
        (r"\frac{1}{u - 1} = 0", "$u - 1$ is not 0"),
        (r"\frac{1}{u u} = 0", "$u u$ is not 0"),
        (r"\frac{1}{x^\top x} = 0", r"$x^\top x$ is not 0"),
        (r"\frac{1}{\det M} = 0", r"$\det M$ is not 0"),
        (r"\frac{1}{n - 1} = 0", "$n - 1$ is not 0"),
        ("(u + 1)^{-1} = 0", "$(u + 1)$ is not 0"),
        ("(X + Y)^{-1} = 0", "$(X + Y)$ is invertible"),
        (r"\log(u + t) = 0", "$(u + t)$ is positive"),
        (r"\sqrt{u + t} = 0", "$u + t$ is not negative"),
        ("(u + t)^{1/2} = 0", "$(u + t)$ is not negative"),
        ("(u + t)^{-1/2} = 0", "$(u + t)$ is positive"),
        ("(u + t)^{u} = 0", "$(u + t)$ is positive"),
        ("(u + 1)^{-(2)} = 0", "$(u + 1)$ is not 0"),
        (r"(u + 1)^{-\frac{4}{2}} = 0", "$(u + 1)$ is not 0"),
        (r"(u + t)^{\frac{1}{2}} = 0", "$(u + t)$ is not negative"),
        (r"\log(u^2) = 0", "$(u^2)$ is positive"),
        (r"\log \sum_{i=1}^{n} x_i^2 = 0", r"$\sum_{i=1}^{n} x_i^2$ is positive"),
        (r"\log \sum_{i=2}^{n} t = 0", r"$\sum_{i=2}^{n} t$ is positive"),
        (r"\log(-t) = 0", "$(-t)$ is positive"),
        (r"\log(t u) = 0", "$(t u)$ is positive"),
        (r"\sqrt{u^3} = 0", "$u^3$ is not negative"),
        (r"\sqrt{t u} = 0", "$t u$ is not negative"),
        (r"\frac{1}{t u} = 0", "$t u$ is not 0"),
        (r"\frac{1}{u^2} = 0", "$u^2$ is not 0"),
        (r"\frac{1}{t - 1} = 0", "$t - 1$ is not 0"),
        (r"\frac{1}{\det (X + Y)} = 0", r"$\det (X + Y)$ is not 0"),
        (r"(u X)^{-1} = 0", "$(u X)$ is invertible"),
        (r"(X M)^{-1} = 0", "$(X M)$ is invertible"),
        (r"(X \otimes M)^{-1} = 0", r"$(X \otimes M)$ is invertible"),
        (r"\sqrt{x^\top S x} = 0", r"$x^\top S x$ is not negative"),
        (r"\frac{1}{n (n - 1)} = 0", "$n (n - 1)$ is not 0"),
    ],
)
def test_what_they_leave_open_is_a_condition_in_words(tex: str, condition: str) -> None:
    [obligation] = meaning(tex, vocabulary("square")).obligations
    assert obligation.conditions == (condition,)


@pytest.mark.parametrize(
    ("tex", "place"),
    [
        (r"\frac{u}{u} = 1", "u"),
        (r"\frac{1}{x_1} = 0", "x_1"),
        ("u^{-1} = 0", "u"),
        ("M^{-1} = 0", "M"),
        ("S^{-1} = 0", "S"),
        (r"\log u = 0", "u"),
        (r"\log x = 0", "x"),
        (r"\sqrt{u} = 0", "u"),
        ("u^{1/2} = 0", "u"),
        ("u^u = 0", "u"),
    ],
)
def test_a_symbol_alone_needs_the_hypothesis(tex: str, place: str) -> None:
    assert wrong(tex, vocabulary("square"))[0] == Wrong("may-be-undefined", place)


def test_a_size_below_the_line_asks_for_sizes_where_it_is_not_zero() -> None:
    [obligation] = meaning(r"\frac{u}{n - 1} = 0", vocabulary("square")).obligations
    [(size, number)] = obligation.at_least
    assert [size.value({"n": n}) >= number for n in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize(
    ("tex", "least"),
    [
        (r"\frac{u}{n - 2} = 0", 3),
        (r"\frac{u}{n^2 - n} = 0", 2),
        (r"\frac{u}{n (n - 1)} = 0", 2),
        (r"\frac{u}{-1 + n} = 0", 2),
        (r"\frac{u}{n + 1} = 0", 1),
        (r"\frac{u}{u + n} = 0", 1),
    ],
)
def test_sizes_at_which_nothing_is_divided_by_zero(tex: str, least: int) -> None:
    [obligation] = meaning(tex, vocabulary("square")).obligations
    fits = [n for n in (1, 2, 3, 4) if all(size.value({"n": n}) >= number for size, number in obligation.at_least)]
    assert fits == list(range(least, 5))


@pytest.mark.parametrize("tex", [r"\frac{z - \bar z}{2 i} = \Im z", r"\frac{1}{i} = -i", "(-2 i)^{-1} = 0"])
def test_the_imaginary_unit_is_never_zero(tex: str) -> None:
    assert {obligation.conditions for obligation in meaning(tex, vocabulary("complex")).obligations} == {()}
