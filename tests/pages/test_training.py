"""The notebooks that train with a page's gradients: the loss falls, and a spoiled gradient is noticed before that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ..program import ROOT

LAYERS = ROOT / "docs" / "layers"
SPOILED = {
    "training": [
        ("the derivative of the activation", '(1 - f["H"] ** 2)', '(1 - f["H"])'),
        ("the mean over the examples", '(f["S"] - Y) / len(X)', '(f["S"] - Y)'),
        ("what comes back through the weights", "G @ W2.T", "2 * G @ W2.T"),
    ],
    "attention-training": [
        ("the factor at the queries", 'X.T @ (D @ f["K"]) / np.sqrt(features)', 'X.T @ (D @ f["K"])'),
        ("the transpose at the keys", 'D.T @ f["Q"]', 'D @ f["Q"]'),
        ("the mean of each row", ' - (G * f["O"]).sum(axis=1, keepdims=True)', ""),
        ("the transpose at the values", 'f["P"].T @ G', 'f["P"] @ G'),
        ("the mean over the tokens", '(f["Y"] - T) / tokens', '(f["Y"] - T)'),
        ("the sign of a step", "value - rate * total[name]", "value + rate * total[name]"),
    ],
}
NOTEBOOKS = [LAYERS / f"{name}.ipynb" for name in SPOILED]


def cells(notebook: Path) -> list[dict[str, Any]]:
    return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])


def program(notebook: Path) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code")


def ran(notebook: Path, source: str) -> dict[str, Any]:
    """The names that the notebook's program leaves behind."""
    names: dict[str, Any] = {}
    exec(compile(source, str(notebook), "exec"), names)  # noqa: S102 - the build runs the same program
    return names


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_output(notebook: Path) -> None:
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells(notebook))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_loss_falls(notebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(notebook.parent)
    names = ran(notebook, program(notebook))
    assert names["losses"][-1] < names["losses"][0] / 5
    assert "complex step" in capsys.readouterr().out
    assert names["start"].startswith("<svg role=")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # a loss that rises ends beyond all numbers
@pytest.mark.parametrize(
    ("notebook", "right", "wrong"),
    [
        pytest.param(LAYERS / f"{name}.ipynb", right, wrong, id=f"{name}-{what}")
        for name, spoils in SPOILED.items()
        for what, right, wrong in spoils
    ],
)
def test_a_spoiled_cell_fails(notebook: Path, right: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notebook.parent)
    assert program(notebook).count(right) == 1
    with pytest.raises(AssertionError):
        ran(notebook, program(notebook).replace(right, wrong))
