"""Hypotheses: what a snippet can say that every value of a symbol satisfies, and which of them go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

ANY = frozenset({"scalar", "vector", "matrix", "tensor", "function"})
ARRAYS = ANY - {"function"}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Something that every value of a symbol satisfies; shown to the reader by its name, or by `words`.

    `of` are the types that can have it; `square` says that only a square matrix can.
    """

    name: str
    structure: bool = False  # True where it ties entries to each other or to fixed numbers
    square: bool = False
    of: frozenset[str] = field(default=ANY, repr=False)  # a set has no order to show
    words: str = ""
    partner: str = ""  # the snippet's name of the symbol that it ties this one to

    def __str__(self) -> str:
        return self.words or self.name.replace("_", " ")


def _of_square(name: str, words: str = "", *, structure: bool = True) -> Hypothesis:
    return Hypothesis(name, structure, True, frozenset({"matrix"}), words)


symmetric = _of_square("symmetric")
skew_symmetric = _of_square("skew_symmetric", "skew-symmetric")
invertible = _of_square("invertible", structure=False)
positive_definite = _of_square("positive_definite")
positive_semidefinite = _of_square("positive_semidefinite")
orthogonal = _of_square("orthogonal")
diagonal = _of_square("diagonal")
lower_triangular = _of_square("lower_triangular")
upper_triangular = _of_square("upper_triangular")
idempotent = _of_square("idempotent")
involutory = _of_square("involutory")
nilpotent = _of_square("nilpotent")
square_zero = _of_square("square_zero", "of square zero")
permutation = _of_square("permutation", "a permutation")


def commuting_with(name: str, tex: str) -> Hypothesis:
    """Return the hypothesis of a square matrix that its products with another one are the same both ways."""
    return Hypothesis("commuting", True, True, frozenset({"matrix"}), f"commuting with {tex}", name)


full_column_rank = Hypothesis("full_column_rank", of=frozenset({"matrix"}), words="of full column rank")
full_row_rank = Hypothesis("full_row_rank", of=frozenset({"matrix"}), words="of full row rank")
positive = Hypothesis("positive")
nonzero = Hypothesis("nonzero")
unit_interval = Hypothesis("unit_interval", of=ARRAYS, words="between 0 and 1")
small = Hypothesis("small", of=ARRAYS, words="small (its norm is below 1)")
stochastic = Hypothesis("stochastic", True, of=frozenset({"matrix"}), words="stochastic (each row sums to 1)")
probability = Hypothesis("probability", True, of=frozenset({"vector"}), words="positive with sum 1")
one_hot = Hypothesis(
    "one_hot", True, of=frozenset({"vector", "matrix"}), words="one-hot (a single 1 in each row, else 0)"
)
mask = Hypothesis("mask", True, of=ARRAYS, words="a mask (each entry 0 or 1)")
signs = Hypothesis("signs", True, of=ARRAYS, words="of signs (each entry 1 or -1)")
constant = Hypothesis("constant")  # it does not vary: its differential is zero
complex_ = Hypothesis("complex")  # its entries are complex numbers; without it they are real
hermitian = _of_square("hermitian", "Hermitian")  # complex, as the next two
skew_hermitian = _of_square("skew_hermitian", "skew-Hermitian")
unitary = _of_square("unitary")

COMPLEX = frozenset({complex_, hermitian, skew_hermitian, unitary})

# Not for snippets: what is stated of a number that goes to 0 is decided where it is 0.
vanishing = Hypothesis("vanishing", True, words="going to 0")

# What makes up all entries by itself, with the hypotheses that it can be combined with here.
MADE: dict[Hypothesis, frozenset[Hypothesis]] = {
    skew_symmetric: frozenset({complex_}),
    idempotent: frozenset({symmetric, positive_semidefinite}),
    involutory: frozenset({symmetric, orthogonal, invertible}),
    nilpotent: frozenset({square_zero}),
    square_zero: frozenset({nilpotent}),
    permutation: frozenset({orthogonal, invertible}),
    stochastic: frozenset({positive}),
    probability: frozenset({positive}),
    one_hot: frozenset(),
    mask: frozenset(),
    signs: frozenset({nonzero}),
    unit_interval: frozenset({positive, nonzero, symmetric}),
    complex_: frozenset(
        {symmetric, skew_symmetric, diagonal, lower_triangular, upper_triangular, invertible, nonzero}
        | {full_column_rank, full_row_rank, hermitian, skew_hermitian, unitary}
    ),
    hermitian: frozenset({complex_, invertible}),
    skew_hermitian: frozenset({complex_, invertible}),
    unitary: frozenset({complex_, invertible}),
}
# No array, or none but zero and the identity, has both.
_CONTRARY = frozenset(
    frozenset(pair)
    for pair in (
        (skew_symmetric, symmetric), (skew_symmetric, positive_definite), (skew_symmetric, positive_semidefinite),
        (skew_symmetric, diagonal), (skew_symmetric, positive), (skew_symmetric, invertible), (skew_symmetric, nonzero),
        (idempotent, invertible), (idempotent, nilpotent), (idempotent, positive_definite), (idempotent, orthogonal),
        (nilpotent, invertible), (nilpotent, involutory), (nilpotent, orthogonal), (nilpotent, symmetric),
        (nilpotent, positive_definite), (nilpotent, permutation), (nilpotent, diagonal),
        (square_zero, idempotent), (square_zero, invertible), (square_zero, involutory), (square_zero, orthogonal),
        (square_zero, symmetric), (square_zero, positive_definite), (square_zero, permutation),
        (square_zero, diagonal),
        (involutory, positive_definite),
        (mask, signs), (mask, positive), (mask, nonzero), (mask, unit_interval), (signs, positive),
        (signs, unit_interval), (one_hot, positive), (one_hot, nonzero), (one_hot, signs), (one_hot, unit_interval),
        (small, orthogonal), (small, permutation), (small, signs), (small, involutory),
        (permutation, positive), (permutation, nonzero), (permutation, unit_interval),
    )
)  # fmt: skip


def objection(hypotheses: Sequence[Hypothesis], noun: str, *, square: bool) -> str:
    """Return in words why what is of a noun cannot have these hypotheses together, or ""."""
    for h in hypotheses:
        if h.square and not square:
            return f"only a square matrix can be {', '.join(str(one) for one in hypotheses if one is not constant)}"
        if noun not in h.of:
            return f"a {noun} cannot be {h}"
    for first in hypotheses:
        for second in hypotheses:
            if frozenset((first, second)) in _CONTRARY:
                return f"no {noun} is {first} and {second}: the two contradict each other"
    for made in hypotheses:
        beside = [h for h in hypotheses if h not in (made, constant) and not h.partner and h not in MADE.get(made, {h})]
        if beside:
            return f"{made} and {beside[0]} are not combined here"
    return ""
