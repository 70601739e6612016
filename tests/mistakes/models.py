"""From an entry of mistakes.yaml to a snippet, which says what its symbols are, and a page, which says both formulas.

The snippet declares the entry's symbols as its parameters and computes the rest as `forward` says. The page defines
what `definitions` say, then states the wrong formula and the right one, each followed by the entry's `where`.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import texproof

HERE = Path(__file__).parent
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Entry:
    """A formula as people get it wrong, with the right one; see the head of mistakes.yaml for the fields."""

    id: str
    category: str
    wrong: str
    right: str
    symbols: Mapping[str, str]
    reason: str
    seen_at: str
    where: str = ""
    forward: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: Sequence[str] = ()

    @property
    def model(self) -> str:
        """The name of the entry's model and snippet: a Python name made of its id."""
        name = re.sub(r"\W", "_", self.id)
        return f"{name}_" if keyword.iskeyword(name) else name


def entries(path: Path = HERE / "mistakes.yaml") -> list[Entry]:
    """Return the entries in order. TypeError: one has a field that there is not, or lacks one that it needs."""
    return [Entry(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def snippet(entry: Entry) -> str:
    """Return the Python text of the entry's model."""
    words = [word for text in entry.symbols.values() for word in _WORD.findall(text)]
    words += [word for text in entry.forward.values() for word in _WORD.findall(text) if word == "unknown"]
    taken = dict.fromkeys(word for word in words if word in texproof.__all__)
    letters = dict.fromkeys(word for word in words if word not in texproof.__all__)
    lines = [f'"""{entry.id}"""', "", f"from texproof import {', '.join([*taken, 'model'])}"]
    if letters:
        lines = [*lines[:2], f"{lines[2]}, dims", "", f"{', '.join(letters)} = dims({' '.join(letters)!r})"]
    parameters = ", ".join(f"{name}: {kind}" for name, kind in entry.symbols.items())
    lines += ["", "", f"@model(latex={dict(entry.latex)!r})", f"def {entry.model}(xp, {parameters}):"]
    lines += [f"    {name} = {value}" for name, value in entry.forward.items()]
    lines += [f"    return {{{', '.join(f'{name!r}: {name}' for name in entry.forward)}}}", ""]
    return "\n".join(lines)


def page(entry: Entry) -> str:
    """Return the Markdown of the entry's page: its definitions, the wrong formula, the right one."""
    where = rf",\ {entry.where}" if entry.where else ""
    formulas = [*entry.definitions, entry.wrong + where, entry.right + where]
    sizes = f"    sizes: {dict(entry.sizes)}\n".replace("'", "") if entry.sizes else ""
    return "\n\n".join([f"/// given | {entry.model}\n{sizes}///", *(f"$$ {formula} $$" for formula in formulas), ""])
