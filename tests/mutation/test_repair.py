"""A refused formula is offered what proves one edit away, at the place that is wrong; an erratum never is."""

from __future__ import annotations

import pytest

from texproof.build.judge import Judge
from texproof.build.mend import MOST
from texproof.build.project import Project
from texproof.report.report import FormulaReport

from .sampled import claims, repaired

SNIPPETS = {
    "matmul": """from texproof import Matrix, dims, model, unknown
m, k, n = dims("m k n")

@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {"A": A, "L": unknown(A)}
""",
    "square": """from texproof import Matrix, dims, invertible, model
n = dims("n")

@model
def square(xp, X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible]):
    return {}
""",
}

WRONG_LABEL = (
    r"\frac{\partial L}{\partial W} = Z^\top"
    r" \underbrace{\frac{\partial L}{\partial A}}_{\frac{\partial L}{\partial W}}"
)


# given, formula, what its help says, or "" where nothing is offered
FORMULAS = [
    # the mistake that the site began with
    ("matmul", WRONG_LABEL, r"\frac{\partial L}{\partial A} holds here"),
    ("matmul", r"\frac{\partial L}{\partial W} = Z \frac{\partial L}{\partial A}", "Z^{\\top}"),
    ("matmul", r"\frac{\partial L}{\partial Z} = W^\top \frac{\partial L}{\partial A}", r"A} W^{\top}"),
    ("matmul", r"\frac{L}{W} = Z^\top \frac{\partial L}{\partial A}", r"\frac{\partial L}{\partial W} = Z"),
    ("matmul", r"a_{ij} = \sum_{p=1}^{k} z_{ip} w_{jp}", "w_{p j}"),
    ("matmul", r"a_{ij} = \sum_{p=1}^{n} z_{ip} w_{pj}", r"\sum_{p = 1}^{k}"),
    ("matmul", r"\operatorname{tr}(A^\top Z) = \operatorname{tr}(Z^\top A)", ""),
    ("square", r"(X Y)^{-1} = X^{-1} Y^{-1}", "Y^{-1} X^{-1}"),
    ("square", r"X Y^{-1} Y = Y", "holds"),
    ("square", r"\operatorname{vec}(X^\top) = \operatorname{rvec}(Y)", r"\operatorname{rvec}(X) holds"),  # one term
    ("square", r"\operatorname{tril}_{1}(X) + \operatorname{triu}(X) = X", r"\operatorname{tril}_{-1}(X)"),
    ("square", r"\operatorname{tr}(X Y^{-1}) = \operatorname{tr}(Y^\top X^\top)", r"Y^{-\top}"),
    ("matmul", "Z = W", ""),  # Z = Z would prove, whatever was meant
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[FormulaReport, ...]:
    """Return the reports of all formulas, then of the first one as an erratum: on a page as many as are mended."""
    folder = tmp_path_factory.mktemp("repair")
    (folder / "snippets").mkdir()
    for name, source in SNIPPETS.items():
        (folder / "snippets" / f"{name}.py").write_text(source, encoding="utf-8")
    parts = [f"/// given | {given}\n///\n\n$$\n{tex}\n$$\n" for given, tex, _ in FORMULAS]
    parts.append(f"/// given | matmul\n///\n\n/// erratum | slip\n\n$$\n{WRONG_LABEL}\n$$\n\n///\n")
    pages = [folder / f"page{number}.md" for number in range(0, len(parts), MOST)]
    for at, page in zip(range(0, len(parts), MOST), pages, strict=True):
        page.write_text("\n".join(parts[at : at + MOST]), encoding="utf-8")
    project = Project.around(pages, snippets=folder / "snippets", cache=False)
    with Judge(project, cold=True, processes=1) as judge:
        return tuple(formula for page in pages for formula in judge.judge([page]).formulas)


@pytest.mark.parametrize("number", range(len(FORMULAS)), ids=[tex for _, tex, _ in FORMULAS])
def test_what_was_meant_is_offered(number: int, found: tuple[FormulaReport, ...]) -> None:
    help_ = FORMULAS[number][2]
    assert not found[number].passes
    said = " | ".join(message.help for message in found[number].diagnostics)
    assert help_ in said
    assert bool(help_) == ("holds" in said)


def test_an_erratum_is_not_mended(found: tuple[FormulaReport, ...]) -> None:
    erratum = found[-1]
    assert erratum.verdict == "refuted-erratum"
    assert not any("holds" in message.help for message in (*erratum.diagnostics, *erratum.refusal))


def test_most_formulas_of_the_site_spoiled_at_random_are_mended() -> None:
    found = list(repaired(claims(), 20, seed=20))
    assert sum(one.proves for one in found) >= 17
