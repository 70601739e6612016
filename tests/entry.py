"""From an entry of a data file to a snippet and a page, and from there to what the build says of it.

The snippet declares the entry's symbols as its parameters and computes the rest as `forward` says. The page defines
what `definitions` say, then states each of the entry's formulas, followed by its `where`.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import texproof
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.report.report import PageReport

_WORD = re.compile(r"[A-Za-z_]\w*")
_SIZE = re.compile(r"[A-Za-z]\d?")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A statement about symbols: what they are, and what is computed from them and defined on its page.

    `symbols` gives the free symbols their types by their names in the snippet, `forward` what is computed from them,
    in order; `latex` how a name is written where the rule for names does not say so; `sizes` those that a given fixes.
    """

    id: str
    symbols: Mapping[str, str]
    forward: Mapping[str, str] = field(default_factory=dict)
    latex: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: Sequence[str] = ()
    where: str = ""

    @property
    def statements(self) -> tuple[str, ...]:
        """What the page states after its definitions, in order."""
        raise NotImplementedError

    @property
    def model(self) -> str:
        """The name of the entry's model and snippet: a Python name made of its id."""
        name = re.sub(r"\W", "_", self.id)
        return f"{name}_" if keyword.iskeyword(name) else name


def snippet(entry: Entry) -> str:
    """Return the Python text of the entry's model."""
    words = dict.fromkeys(word for text in entry.symbols.values() for word in _WORD.findall(text))
    sizes = [word for word in words if _SIZE.fullmatch(word)]
    computed = (word for text in entry.forward.values() for word in _WORD.findall(text))
    taken = [word for word in words if word not in sizes]
    taken += dict.fromkeys(word for word in computed if word in texproof.__all__ and word not in taken)
    lines = [f'"""{entry.id}"""', "", f"from texproof import {', '.join([*taken, 'model'])}"]
    if sizes:
        lines = [*lines[:2], f"{lines[2]}, dims", "", f"{', '.join(sizes)} = dims({' '.join(sizes)!r})"]
    parameters = ", ".join(["xp", *(f"{name}: {kind}" for name, kind in entry.symbols.items())])
    lines += ["", "", f"@model(latex={dict(entry.latex)!r})", f"def {entry.model}({parameters}):"]
    lines += [f"    {name} = {value}" for name, value in entry.forward.items()]
    lines += [f"    return {{{', '.join(f'{name!r}: {name}' for name in entry.forward)}}}", ""]
    return "\n".join(lines)


def page(entry: Entry) -> str:
    """Return the Markdown of the entry's page: its definitions, then its statements."""
    where = rf",\ {entry.where}" if entry.where else ""
    formulas = [*entry.definitions, *(statement + where for statement in entry.statements)]
    sizes = f"    sizes: {dict(entry.sizes)}\n".replace("'", "") if entry.sizes else ""
    return "\n\n".join([f"/// given | {entry.model}\n{sizes}///", *(f"$$ {formula} $$" for formula in formulas), ""])


def written(entries: Sequence[Entry], folder: Path) -> Project:
    """Write the entries' pages and snippets, and return the project of their own that they make in `folder`."""
    docs, snippets = folder / "docs", folder / "snippets"
    docs.mkdir(parents=True)
    snippets.mkdir()
    for entry in entries:
        (docs / f"{entry.model}.md").write_text(page(entry), encoding="utf-8")
        (snippets / f"{entry.model}.py").write_text(snippet(entry), encoding="utf-8")
    return Project(folder, docs, snippets, None)


def judged(entries: Sequence[Entry], folder: Path, crew: object = None) -> list[PageReport]:
    """Return the report of each entry's page, in order, judged by the build in a project of their own in `folder`.

    A `crew` that is given does its work, else processes with limits.
    """
    with Judge(written(entries, folder), crew=crew) as judge:  # type: ignore[arg-type]
        pages = {Path(report.path).stem: report for report in judge.judge().pages}
    return [pages[entry.model] for entry in entries]
