"""The entries of mistakes.yaml: formulas as people publish them wrong, each with the right one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from ..entry import Entry

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Mistake(Entry):
    """A formula as people get it wrong, with the right one; see the head of mistakes.yaml for the fields."""

    category: str
    wrong: str
    right: str
    reason: str
    seen_at: str
    card: str = ""

    @property
    def statements(self) -> tuple[str, ...]:
        return self.wrong, self.right


def entries(path: Path = HERE / "mistakes.yaml") -> list[Mistake]:
    """Return the entries in order. TypeError: one has a field that there is not, or lacks one that it needs."""
    return [Mistake(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
