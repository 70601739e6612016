"""From an entry of the YAML files to what the engine judges: a formula where it holds, and the same in general.

Each file is a kind of trap. The fields of an entry:

- name, reason: what it is called here, and in one sentence why it holds where it does and not in general
- formula: its TeX, one relation
- symbols, forward, latex: the free symbols with their sizes and hypotheses, what is computed from them, in order, and
  how a name is written where the rule for names does not say so, all by their names in a snippet
- setup: statements that stand before what is computed
- holds: one change or more, under each of which the formula is true: `sizes` fixes sizes, as a given may; `equal` puts
  one size letter for another, in the formula too; `symbols` and `forward` are put in place of those of the same name
- fails: a change under which it is seen to be false, for a formula in which the routes see nothing wrong without
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

import texproof
from texproof.build.work import Work

HERE = Path(__file__).parent
KINDS = ("determinants", "equal_sizes", "hypotheses", "constants", "bounds")
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Setting:
    """A formula under a model, with the sizes that its given fixes."""

    formula: str
    symbols: Mapping[str, str]
    forward: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    setup: str = ""

    @property
    def snippet(self) -> str:
        """The Python text of the model."""
        words = dict.fromkeys(word for kind in self.symbols.values() for word in _WORD.findall(kind))
        letters = [word for word in words if word not in texproof.__all__]
        parameters = ", ".join(f"{name}: {kind}" for name, kind in self.symbols.items() if name not in self.forward)
        return "\n".join(
            [
                "from texproof import *",
                f"{', '.join(letters)} = dims({' '.join(letters)!r})" if letters else "",
                f"@model(latex={dict(self.latex)!r})",
                f"def trap(xp, {parameters}):",
                *(f"    {line}" for line in self.setup.splitlines()),
                *(f"    {name} = {value}" for name, value in self.forward.items()),
                f"    return {{{', '.join(f'{name!r}: {name}' for name in self.forward)}}}",
                "",
            ]
        )

    def changed(
        self,
        sizes: Mapping[str, int] = {},
        equal: Mapping[str, str] = {},
        symbols: Mapping[str, str] = {},
        forward: Mapping[str, str] = {},
    ) -> Setting:
        """Return it under a change."""
        # What is computed instead of given comes first: the rest may be computed from it.
        computed = {name: value for name, value in forward.items() if name not in self.forward}
        computed |= {name: forward.get(name, value) for name, value in self.forward.items()}
        found = replace(self, symbols={**self.symbols, **symbols}, forward=computed, sizes=sizes)
        for letter, other in equal.items():
            found = found.with_letter(letter, other)
        return found

    def with_letter(self, letter: str, other: str) -> Setting:
        """Return it with another size letter in the place of one, in the model and in the formula."""
        alone = re.compile(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])")
        return replace(
            self,
            formula=alone.sub(other, self.formula),
            symbols={name: alone.sub(other, kind) for name, kind in self.symbols.items()},
            forward={name: alone.sub(other, value) for name, value in self.forward.items()},
        )


def work(formula: str, snippet: str, sizes: Mapping[str, int]) -> Work:
    """Return what the engine is asked of a setting."""
    return Work("judge", (formula,), "trap.py", snippet, "trap", sizes)


@dataclass(frozen=True)
class Trap:
    """A formula that holds under each of `holds`, and not in general."""

    kind: str
    name: str
    reason: str
    general: Setting
    holds: tuple[Setting, ...]
    fails: Setting | None

    @property
    def at_sizes(self) -> bool:
        """Whether it is only some sizes that make it true."""
        return all(setting.sizes for setting in self.holds)


def traps(kind: str) -> Iterator[Trap]:
    """Yield the entries of a kind. TypeError: one has a field or a change that there is not, or lacks what it needs."""
    for entry in yaml.safe_load((HERE / f"{kind}.yaml").read_text(encoding="utf-8")):
        yield _trap(kind, **entry)


def _trap(kind: str, name: str, reason: str, holds: Any, fails: Any = None, **setting: Any) -> Trap:
    general = Setting(**setting)
    changes = holds if isinstance(holds, list) else [holds]
    wrong = None if fails is None else general.changed(**fails)
    return Trap(kind, name, reason, general, tuple(general.changed(**change) for change in changes), wrong)


TRAPS = [trap for kind in KINDS for trap in traps(kind)]
