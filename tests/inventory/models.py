"""The entries of the inventory: true formulas of matrix calculus, by the file of their source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..entry import Entry

HERE = Path(__file__).parent
FILES = ("cookbook", "nn", "giles", "identities")


@dataclass(frozen=True, kw_only=True)
class Truth(Entry):
    """One or several formulas that hold.

    `source` says where they are taken from, with the number of the formula. `printed` is the formula as the source
    misprints it, which must be refused. `spelled` says in words what is written otherwise than in the source.
    """

    source: str
    formulas: Sequence[str]
    printed: str = ""
    spelled: str = ""

    @property
    def statements(self) -> tuple[str, ...]:
        return (*self.formulas, self.printed) if self.printed else tuple(self.formulas)


def entries(file: str) -> list[Truth]:
    """Return the entries of a file in order. TypeError: one has a field that there is not, or lacks one."""
    return [Truth(**entry) for entry in yaml.safe_load((HERE / f"{file}.yaml").read_text(encoding="utf-8"))]
