"""The notebook page: it runs on the pages' own snippet, and its checks can fail."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..program import ROOT

NOTEBOOK = ROOT / "docs" / "numerics" / "finite-differences.ipynb"
SPOILED = {
    "a sign of the five points": ("12 * h)", "-12 * h)"),
    "a step of the central difference": ("(L(h) - L(-h)) / (2 * h)", "(L(h) - L(-h)) / h"),
    "an order of a method": ("(L(h) - L(0)) / h", "(L(h) - L(-h)) / (2 * h)"),
    "the derived formula": (
        "derived = Z.T @ (np.exp(np.sin(Z @ W)) * np.cos(Z @ W))",
        "derived = Z.T @ np.exp(np.sin(Z @ W))",
    ),
}


def cells() -> list[dict[str, Any]]:
    return list(json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"])


def program() -> str:
    return "\n\n".join("".join(cell["source"]) for cell in cells() if cell["cell_type"] == "code")


def ran(source: str) -> dict[str, Any]:
    """The names that the notebook's program leaves behind."""
    names: dict[str, Any] = {}
    exec(compile(source, str(NOTEBOOK), "exec"), names)  # noqa: S102 - the build runs the same program
    return names


def test_it_is_kept_without_output() -> None:
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells())


def test_it_runs_and_draws(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    names = ran(program())
    assert "complex step" in capsys.readouterr().out
    assert "<svg role=" in names["svg"]


def test_the_plot_says_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plot's text alternative names the best errors; they are those of the run."""
    monkeypatch.chdir(NOTEBOOK.parent)
    names = ran(program())
    said = {"forward": "3e-8", "central": "1e-10", "five points": "1e-12", "complex step": "1e-16"}
    for method, error in said.items():
        assert error in names["described"]
        assert 1 / 3 < names["errors"][method].min() / float(error) < 3


@pytest.mark.parametrize(("right", "wrong"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_cell_fails(right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    assert program().count(right) == 1
    with pytest.raises(AssertionError):
        ran(program().replace(right, wrong))
