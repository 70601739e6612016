"""What the pages promise through the engine: enough claims, all of them proved, every erratum of its kind."""

from __future__ import annotations

from collections import Counter
from typing import Any

LEAST_CLAIMS = {
    "docs/index.md": 2,
    "docs/product.md": 65,
    "docs/bias.md": 20,
    "docs/derivative-of-a-product.md": 65,
    "docs/errata.md": 23,
    "docs/errata/derivative-of-a-product.md": 18,
    "docs/conventions.md": 20,
    "docs/reference/index.md": 1,
    "docs/reference/derivatives/linear.md": 45,
    "docs/reference/derivatives/quadratic.md": 40,
    "docs/reference/derivatives/trace.md": 38,
    "docs/reference/derivatives/inverse.md": 35,
    "docs/reference/derivatives/determinant.md": 33,
    "docs/reference/derivatives/norms.md": 35,
    "docs/reference/derivatives/structured.md": 30,
    "docs/reference/derivatives/eigen.md": 24,
    "docs/reference/derivatives/second-derivatives.md": 30,
    "docs/numerics/finite-differences.ipynb": 2,
    "docs/errata/matrix-cookbook.md": 25,
    "docs/common-mistakes/transposes.md": 14,
    "docs/common-mistakes/order-and-terms.md": 19,
    "docs/common-mistakes/inverse.md": 14,
    "docs/common-mistakes/determinant.md": 12,
    "docs/common-mistakes/kronecker-and-vec.md": 8,
    "docs/common-mistakes/norms-and-squares.md": 13,
    "docs/common-mistakes/activations-and-softmax.md": 19,
    "docs/common-mistakes/layers.md": 14,
    "docs/common-mistakes/attention-and-sequences.md": 9,
    "docs/common-mistakes/losses.md": 8,
    "docs/layers/activations.md": 23,
    "docs/layers/attention.md": 21,
    "docs/layers/attention-training.ipynb": 8,
    "docs/layers/gaussians.md": 13,
    "docs/layers/losses.md": 23,
    "docs/layers/normalization.md": 25,
    "docs/layers/recurrent.md": 21,
    "docs/layers/regression.md": 13,
    "docs/layers/selections.md": 17,
    "docs/layers/softmax.md": 22,
    "docs/layers/training.ipynb": 4,
    "docs/layers/two-layer-network.md": 14,
    "docs/reference/identities/blocks.md": 19,
    "docs/reference/identities/determinant.md": 35,
    "docs/reference/identities/hadamard.md": 25,
    "docs/reference/identities/inverse.md": 26,
    "docs/reference/identities/kronecker.md": 26,
    "docs/reference/identities/projections.md": 19,
    "docs/reference/identities/special.md": 22,
    "docs/reference/identities/trace.md": 23,
    "docs/reference/identities/woodbury.md": 15,
    "docs/reference/modes-implicit.md": 35,
    "docs/reference/modes.md": 36,
    "docs/rules.md": 47,
}
ERRATA = {
    "docs/index.md": 1,
    "docs/errata.md": 23,
    "docs/errata/derivative-of-a-product.md": 19,
    "docs/errata/matrix-cookbook.md": 18,
    "docs/common-mistakes/transposes.md": 14,
    "docs/common-mistakes/order-and-terms.md": 19,
    "docs/common-mistakes/inverse.md": 14,
    "docs/common-mistakes/determinant.md": 12,
    "docs/common-mistakes/kronecker-and-vec.md": 8,
    "docs/common-mistakes/norms-and-squares.md": 13,
    "docs/common-mistakes/activations-and-softmax.md": 19,
    "docs/common-mistakes/layers.md": 14,
    "docs/common-mistakes/attention-and-sequences.md": 9,
    "docs/common-mistakes/losses.md": 8,
}
PASSES = {"proved", "definition", "mention", "refuted-erratum"}


def test_every_formula_of_the_site_passes_and_none_is_left_out(report: dict[str, Any]) -> None:
    failed = [
        f"{f['page']}:{f['line']}:{f['column']} {f['verdict']}: {f['tex'][:60]}"
        for f in report["formulas"]
        if f["verdict"] not in PASSES
    ]
    assert not failed


def test_there_are_as_many_proved_claims_as_the_pages_are_meant_to_have(report: dict[str, Any]) -> None:
    proved = Counter(f["page"] for f in report["formulas"] if f["role"] == "claim" and f["verdict"] == "proved")
    short = {page: proved[page] for page, least in LEAST_CLAIMS.items() if proved[page] < least}
    assert not short
    assert proved.total() >= 1300


def test_each_erratum_is_refused_for_its_reason(report: dict[str, Any]) -> None:
    refused = [f for f in report["formulas"] if f["verdict"] == "refuted-erratum"]
    assert Counter(f["page"] for f in refused) == ERRATA
    kinds = Counter(f["role"] for f in refused)
    assert set(kinds) == {"erratum"}


def test_the_label_that_began_it_all_is_refused_as_a_label(report: dict[str, Any]) -> None:
    """Both equal signs of the wrong line hold, so only its last obligation may be refuted."""
    wrong = next(
        f
        for f in report["formulas"]
        if f["page"] == "docs/errata.md" and f["role"] == "erratum" and f["tex"].count(r"\underbrace") == 2
        if f["tex"].strip().startswith(r"\frac{\partial L}{\partial W}")
    )
    assert wrong["verdict"] == "refuted-erratum"
    refuted = [o["tex"] for o in wrong["obligations"] if o["verdict"] == "refuted"]
    assert len(wrong["obligations"]) == 4
    assert len(refuted) == 1
    assert refuted[0].strip().startswith(r"\underbrace")
