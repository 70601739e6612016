"""The notes that this site began with, formula by formula: what holds is proved, the rest is refused."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..program import ROOT, run

# How each setting of the notes is said in a given block.
GIVENS = {
    "general": ("matmul", ""),
    "two": ("matmul", "sizes: {m: 2, k: 2, n: 2}"),
    "bias": ("bias", "sizes: {m: 2, k: 2, n: 2}"),
    "column": ("bias.column", "sizes: {m: 2, k: 2, n: 2}"),
    "product": ("product", ""),
    "square": ("square", ""),
    "pair": ("pair.same", ""),
    "turned": ("pair.turned", ""),
    "quadratic": ("quadratic", ""),
}
KINDS = {"holds": "proved", "untrue": "refuted"}

# Where a claim is read in another setting, or refused as another kind, than the judgement by hand says.
SETTINGS = {
    202: ("column", "the bias is called B only where the notes write it as a column"),
    204: ("column", "the bias is called B only where the notes write it as a column"),
    323: ("turned", "tr(AB) and tr(BA) need turned shapes, the inner product equal ones"),
}
OTHER_KINDS = {
    79: ("malformed", "w is the name of no symbol; the sentence means W"),
    107: ("malformed", "without its partial signs it says nothing yet; mended, it is refuted, as the next test shows"),
    201: ("refuted", "that a bias changes nothing would make its gradient 0"),
    301: ("ill-shaped", "k counts rows of W in one symbol and columns of Y in the other"),
    309: ("ill-shaped", "k counts columns of Y and of X, and a matrix is no number"),
    331: ("ill-shaped", "the left side has four indices, the right side two"),
    388: ("malformed", "y is the name of no symbol: the notes' vector of all entries of Y is written vec(Y)"),
}


@dataclass(frozen=True)
class Claim:
    """A claim of the notes: the line where it starts, its setting, the judgement by hand, its TeX."""

    line: int
    setting: str
    verdict: str
    tex: str

    @property
    def expected(self) -> str:
        return OTHER_KINDS[self.line][0] if self.line in OTHER_KINDS else KINDS.get(self.verdict, self.verdict)

    @property
    def given(self) -> str:
        return SETTINGS[self.line][0] if self.line in SETTINGS else self.setting


CLAIMS = [
    Claim(**entry) for entry in yaml.safe_load(Path(__file__).with_name("claims.yaml").read_text(encoding="utf-8"))
]


def page(claims: list[Claim]) -> str:
    """Return a page that states the claims, each in its setting."""
    parts = []
    for claim in claims:
        name, options = GIVENS[claim.given]
        parts.append(f"/// given | {name}\n{'    ' + options if options else ''}\n///\n\n$$\n{claim.tex.strip()}\n$$\n")
    return "\n".join(parts)


def judged(claims: list[Claim], folder: Path) -> dict[int, dict[str, Any]]:
    """Return the report of each claim by its line, all of them judged as one page."""
    file = folder / "notes.md"
    file.write_text(page(claims), encoding="utf-8")
    checked = run("texproof", "check", "--format", "json", "--snippets", ROOT / "snippets", file)
    formulas = json.loads(checked.stdout)["formulas"]
    assert len(formulas) == len(claims)
    return {claim.line: formula for claim, formula in zip(claims, formulas, strict=True)}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Any]]:
    return judged(CLAIMS, tmp_path_factory.mktemp("notes"))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"line-{claim.line}")
def test_a_claim_of_the_notes_gets_its_verdict(claim: Claim, report: dict[int, dict[str, Any]]) -> None:
    assert report[claim.line]["verdict"] == claim.expected


def test_every_refusal_says_where_and_why(report: dict[int, dict[str, Any]]) -> None:
    for claim in CLAIMS:
        formula = report[claim.line]
        if formula["verdict"] != "proved":
            assert formula["diagnostics"], claim
            for diagnostic in formula["diagnostics"]:
                assert formula["line"] <= diagnostic["line"] <= formula["end_line"], claim
                assert diagnostic["message"], claim


def test_the_count_of_the_notes_is_known() -> None:
    """70 claims: 33 hold, 32 are wrong as formulas, 5 as sentences."""
    counts = Counter("holds" if c.verdict == "holds" else "prose" if c.verdict == "prose" else "wrong" for c in CLAIMS)
    assert counts == {"holds": 33, "wrong": 32, "prose": 5}


def test_with_its_partial_signs_the_matrix_of_line_107_is_refuted(tmp_path: Path) -> None:
    (claim,) = (c for c in CLAIMS if c.line == 107)
    mended = claim.tex.replace(r"\frac{\partial L}{\partial Z}", "GRADIENT")
    for entry in ("z", "a"):
        mended = mended.replace(rf"}}{{{entry}_", rf"}}{{\partial {entry}_")
    mended = mended.replace("GRADIENT", r"\frac{\partial L}{\partial Z}")
    formula = judged([Claim(107, "two", "untrue", mended)], tmp_path)[107]
    assert formula["verdict"] == "refuted"


@pytest.mark.parametrize("line", [c.line for c in CLAIMS if c.verdict == "malformed" and r"\frac" in c.tex])
def test_with_its_partial_signs_what_was_only_malformed_holds(line: int, tmp_path: Path) -> None:
    """Lines 46, 102 to 105 and 123 lack nothing but the sign below the fraction line."""
    (claim,) = (c for c in CLAIMS if c.line == line)
    mended = claim.tex
    for entry in ("z", "a"):
        mended = mended.replace(rf"}}{{{entry}_", rf"}}{{\partial {entry}_")
    assert judged([Claim(line, "two", "holds", mended)], tmp_path)[line]["verdict"] == "proved"
