"""Free indices and their ranges, sums, and the matrices that have a name of their own."""

from __future__ import annotations

import pytest

from .formulas import Wrong, meaning, only, term, vocabulary, wrong

RANGES = [
    ("matmul", r"a_{ij} = \sum_l z_{il} w_{lj}", {"i": "m", "j": "n"}),
    (
        "matmul",
        r"\frac{\partial a_{ij}}{\partial w_{pq}} = z_{ip} \delta_{jq}",
        {"i": "m", "j": "n", "p": "k", "q": "n"},
    ),
    ("matmul", r"\frac{\partial A}{\partial w_{ij}} = Z E_{ij}", {"i": "k", "j": "n"}),
    ("matmul", r"A_{:,j} = Z W_{:,j}", {"j": "n"}),
    ("matmul", r"[Z W]_{ij} = (Z W)_{ij}", {"i": "m", "j": "n"}),
    ("arrays", r"x_i = x_i, \quad i = 1, \dots, n", {"i": "n"}),
    ("arrays", r"x_i = x_i, \quad i = 1, 2, \ldots, n", {"i": "n"}),
    ("arrays", r"x_i = x_i \text{ for all } 1 \le i \le n", {"i": "n"}),
    ("arrays", r"x_i = x_i, \quad 0 < i < n + 1", {"i": "n"}),
    ("arrays", r"x_{i+1} = x_{i+1}, \quad i = 1, \dots, n - 1", {"i": "n - 1"}),
    ("arrays", r"x_i x_j = x_j x_i, \quad i, j = 1, \dots, n", {"i": "n", "j": "n"}),
    ("arrays", r"\sum_{j=1}^n \delta_{ij} x_j = x_i", {"i": "n"}),
    ("arrays", r"\sum_j a_{ij} x_j = (A x)_i, \quad j = 1, \dots, n", {"i": "m"}),
]


@pytest.mark.parametrize(("model", "tex", "ranges"), RANGES, ids=[tex for _, tex, _ in RANGES])
def test_a_free_index_runs_as_far_as_what_it_stands_on(model: str, tex: str, ranges: dict[str, str]) -> None:
    claim = meaning(tex, vocabulary(model))
    assert not claim.diagnostics
    assert {r.letter: str(r.upper) for o in claim.obligations for r in o.free} == ranges


def test_an_index_of_nothing_but_deltas_runs_over_any_range() -> None:
    [obligation] = meaning(r"\delta_{ij} = \delta_{ji}", vocabulary("arrays")).obligations
    assert len({r.upper for r in obligation.free}) == 1
    assert not obligation.free[0].upper.letters & {"m", "n"}


SAME = [
    ("arrays", r"\sum_{ij} a_{ij}", r"\sum_{i,j} a_{ij}"),
    ("arrays", r"\sum_i a_{i1}", r"\sum_{i=1}^m a_{i1}"),
    ("arrays", r"\sum_{1 \le i \le m} a_{i1}", r"\sum_{i=1}^{m} a_{i1}"),
    ("arrays", r"\sum\limits_{i=1}^m a_{i1}", r"\sum_{i=1}^{m} a_{i1}"),
    ("arrays", r"\sum_i y_i \, \alpha", r"\sum_i (y_i \alpha)"),
    ("arrays", r"\sum_i y_i \cdot y_i", r"\sum_i (y_i y_i)"),
    ("arrays", r"\alpha \sum_i y_i", r"\alpha (\sum_i y_i)"),
    ("arrays", r"I_m", r"I_{m \times m}"),
    ("arrays", r"\mathbf{1}_m", r"\boldsymbol{1}_m"),
    ("arrays", r"\mathbf{1}_m", r"\mathbf 1_{m \times 1}"),
    ("arrays", r"0_m", r"\mathbf{0}_m"),
    ("arrays", r"0_{m \times n}", r"\mathbf{0}_{m \times n}"),
    ("arrays", r"\delta_{i,j}", r"\delta_{ij}"),
    ("arrays", "A E_{ij}", "A J^{ij}"),
]


@pytest.mark.parametrize(("model", "tex", "other"), SAME, ids=[tex for _, tex, _ in SAME])
def test_two_ways_to_write_one_term(model: str, tex: str, other: str) -> None:
    names = vocabulary(model)
    assert term(tex, names) == term(other, names)


REFUSED = [
    # one letter over two sizes
    ("matmul", "a_{ij} = w_{ij}", "i", "index-range"),
    ("matmul", r"\frac{\partial a_{ik}}{\partial W} = z_{ik}", "z_{ik}", "shape-mismatch"),
    ("matmul", r"a_{ij} = \sum_l z_{il} w_{jl}", "j", "index-range"),
    # bounds
    ("matmul", r"a_{ij} = \sum_{l=1}^m z_{il} w_{lj}", "l", "index-range"),
    ("matmul", r"a_{ij} = \sum_{l=0}^k z_{il} w_{lj}", "l", "index-range"),
    ("matmul", r"a_{ij} = \sum_{l=1}^{k+1} z_{il} w_{lj}", "l", "index-range"),
    ("arrays", r"\sum_{i=1}^n y_i", "i", "index-range"),
    ("arrays", r"\sum_i a_{ii}", "i", "index-range"),
    ("arrays", r"\sum_i \alpha", "i", "index-range"),
    ("arrays", r"\sum_{i=1}^{j} x_i", "j", "not-understood"),
    ("arrays", r"\sum_{i=1} x_i", r"\sum_{i=1}", "not-understood"),
    ("arrays", r"\sum^n x_i", r"\sum^n", "not-understood"),
    ("arrays", r"\sum x", r"\sum", "not-understood"),
    ("arrays", r"\sum_{i \approx j} x_i", r"i \approx j", "not-understood"),
    ("arrays", r"\sum_i", r"\sum_i", "syntax"),
    # letters that are taken
    ("arrays", r"\sum_n x_n", "n", "name-taken"),
    ("arrays", r"\sum_x \alpha", "x", "name-taken"),
    ("arrays", r"\sum_i x_i \sum_i y_i", "i", "name-taken"),
    ("arrays", r"x_i \sum_i y_i = 0", r"x_i \sum_i y_i = 0", "name-taken"),
    ("arrays", r"\sum_i x_i + x_i = 0", r"\sum_i x_i + x_i = 0", "name-taken"),
    # written ranges
    ("arrays", r"x_i = x_i, \quad i = 1, \dots, m", "m", "index-range"),
    ("arrays", r"x_i = x_i, \quad i = 0, \dots, n", "n", "index-range"),
    ("arrays", r"x_i = x_i, \quad 1 \le i < n", "n", "index-range"),
    ("arrays", r"\sum_j a_{ij} x_j = (A x)_i, \quad j = 1, \dots, m", "m", "index-range"),
    ("arrays", r"\sum_{j=2}^n x_j = \sum_{j=2}^n x_j, \quad j = 1, \dots, n", "n", "index-range"),
    ("arrays", r"x_{i+1} = y_{i+1}, \quad i = 1, \dots, n-1", "i+1", "index-range"),
    ("arrays", r"\sum_{2=1}^n x_i", "2", "not-understood"),
    ("arrays", r"i = 1, \dots, q", "q", "undeclared-symbol"),
    ("arrays", r"x = 1, \dots, n", "1", "shape-mismatch"),
    # ranges and sizes that nothing gives
    ("arrays", "x_{i+1}", "i+1", "index-range"),
    ("arrays", "x_{2i}", "2i", "index-range"),
    ("arrays", "I = I", "I", "unknown-size"),
    ("arrays", r"\mathbf{1}^\top \mathbf{1} = n", r"\mathbf{1}", "unknown-size"),
    ("arrays", r"\operatorname{tr}(I) = n", "I", "unknown-size"),
    ("arrays", "E_{mn} = E_{mn}", "m", "unknown-size"),
    ("arrays", r"I_{m \times n}", r"I_{m \times n}", "shape-mismatch"),
    ("arrays", r"I_{m^9}", "m^9", "not-understood"),
    ("arrays", r"\delta_i", "i", "index-count"),
    ("arrays", r"\delta_{ijl}", "ijl", "index-count"),
    ("arrays", r"\mathbf{1}_{m \times n}", r"\mathbf{1}_{m \times n}", "not-understood"),
]


@pytest.mark.parametrize(("model", "tex", "place", "code"), REFUSED, ids=[tex for _, tex, *_ in REFUSED])
def test_what_indices_cannot_mean_is_refused(model: str, tex: str, place: str, code: str) -> None:
    assert Wrong(code, place) in wrong(tex, vocabulary(model))


def test_a_range_that_skips_a_number_is_no_range() -> None:
    assert wrong(r"x_i = x_i, \quad i = 1, 3, \dots, n", vocabulary("arrays"))


def test_the_message_shows_both_ranges() -> None:
    found = only(r"a_{ij} = \sum_l z_{il} w_{jl}", vocabulary("matmul"))
    assert found.message == "the index j runs over k in the rows of w, and over n in the columns of a"


def test_no_message_names_a_size_that_is_not_known() -> None:
    for model, tex, *_ in REFUSED:
        for diagnostic in meaning(tex, vocabulary(model)).diagnostics:
            assert "?" not in diagnostic.message, tex


@pytest.mark.parametrize("tex", ["i", "j", "(i, j)", "i, j"])
def test_an_index_of_the_page_may_be_mentioned_alone(tex: str) -> None:
    assert meaning(tex, vocabulary("arrays", letters="ij")).role == "mention"
    assert wrong(tex, vocabulary("arrays"))[0].code == "undeclared-symbol"


@pytest.mark.parametrize(
    ("tex", "sizes"),
    [
        ("A = Z W", {"m": 1, "k": 2, "n": 1}),
        (r"A_{m\times n} = Z_{m\times k} W_{k\times n}", {"m": 1, "k": 2, "n": 1}),
        (r"(ZW)_{m\times n} = A", {"m": 1, "n": 1}),
        (r"\operatorname{tr}(ZW) = a_{11}", {"m": 1, "n": 1}),
        (r"Z W \in \mathbb{R}^{m \times n}", {"m": 1, "n": 1}),
        (r"A = \begin{bmatrix} a_{11} \end{bmatrix}", {"m": 1, "n": 1}),
        (r"\begin{bmatrix} a_{11} \end{bmatrix} = a_{11}", {}),
        (r"\begin{bmatrix} a_{11} \end{bmatrix} + 1 = a_{11} + 1", {}),
        (r"a_{11} = a_{m1}", {"m": 1, "n": 1}),
    ],
)
def test_a_matrix_of_one_entry_is_a_number(tex: str, sizes: dict[str, int]) -> None:
    claim = meaning(tex, vocabulary("matmul", sizes=sizes))
    assert not claim.diagnostics
    assert claim.obligations


def test_a_given_that_fixes_one_column_leaves_entries_two_indices() -> None:
    names = vocabulary("matmul", sizes={"n": 1})
    assert term("a_{21}", names) == term("a_{2,1}", names)


STRAYED = [
    (r"a_{ij} = \sum_{p=1}^{n} z_{ip} w_{pj}", {"p": "in the columns of z and in the rows of w"}),
    (r"\sum_{p=1}^{n} z_{ip} = \sum_{p=1}^{n} z_{ip} z_{ip}", {"p": "in the columns of z"}),
    (r"a_{n,m} = a_{n,m}", {"n": "in the rows of a", "m": "in the columns of a"}),
]


@pytest.mark.parametrize(("tex", "uses"), STRAYED, ids=[tex for tex, _ in STRAYED])
def test_an_index_that_leaves_several_arrays_is_told_of_once_with_their_names(tex: str, uses: dict[str, str]) -> None:
    diagnostics = meaning(tex, vocabulary("matmul")).diagnostics
    found = [(d.message.split()[2], d.message.rpartition(": ")[2]) for d in diagnostics]
    assert dict(found) == uses
    # Each sum binds an index of its own.
    assert len(found) == max(len(uses), tex.count(r"\sum"))
