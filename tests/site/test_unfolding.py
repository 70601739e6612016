"""A formula written out in its evidence: all cells are there, those beyond its sizes hidden."""

from __future__ import annotations

from lxml import html as parser

from texproof.elaborate.shown import Extent, Grid, Unfolding
from texproof.surfaces.evidence import Evidence
from texproof.surfaces.typeset import Typesetter
from texproof.surfaces.unfolding import BEYOND, to_typeset, unfolded

from ..program import ROOT

CELLS = tuple(tuple(f"a_{{{i},{j}}}" for j in range(1, 6)) for i in range(1, 5))
FOUND = Unfolding(
    (r"A = \begin{bmatrix} ", r" \end{bmatrix}"), (Grid(Extent("m", 0), Extent("n", 1), CELLS),), {"m": 2, "n": 3}
)


def shown(found: Unfolding = FOUND) -> parser.HtmlElement:
    script = (ROOT / "node_modules/katex/dist/katex.min.js").read_text(encoding="utf-8")
    mathml = Evidence(Typesetter(script)).light(to_typeset(found), display=True)
    return parser.fragment_fromstring(unfolded(found, mathml))


def test_what_is_seen_is_the_matrix_at_its_sizes() -> None:
    cells = list(shown().iter("mtd"))
    assert len(cells) == 20
    seen = ["".join(cell.itertext()) for cell in cells if BEYOND not in cell.get("class", "")]
    assert seen == [f"a{i},{j}" for i in (1, 2) for j in (1, 2, 3, 4)]


def test_a_cell_says_from_which_sizes_on_it_is_there() -> None:
    cells = {"".join(cell.itertext()): cell for cell in shown().iter("mtd")}
    assert cells["a1,1"].get("data-needs") is None
    assert cells["a3,1"].get("data-needs") == "m:3"
    assert cells["a1,5"].get("data-needs") == "n:4"  # there are n + 1 columns
    assert cells["a4,4"].get("data-needs") == "m:4 n:3"
    assert "@" not in "".join(cells)


def test_sizes_are_marked_for_the_script() -> None:
    sizes = {"".join(size.itertext()): size.get("data-size") for size in shown().find("p").iter("span")}
    assert sizes == {"m = 2": "m", "n = 3": "n"}


def test_what_does_not_come_back_whole_is_not_shown() -> None:
    assert unfolded(FOUND, "<math></math>") == ""
