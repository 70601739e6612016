"""The functions that a script holds: those of `runtime` that its claim uses, and what these use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .runtime import MODULES

WORD = re.compile(r"[^\W\d]\w*")
_ALWAYS = frozenset({"main"})
_SPECIAL = frozenset({"eval", "fdiff", "class_key"})  # SymPy asks for these by their names


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the runtime's text that is kept or left out whole; `owner` is the class that it stands in."""

    name: str
    owner: str
    text: str
    words: frozenset[str]


@cache
def units() -> tuple[Unit, ...]:
    """Return the pieces of the runtime in their order: functions, classes without their methods, methods."""
    imports: dict[str, Unit] = {}
    found: list[Unit] = []
    for module in MODULES:
        text = files(__package__).joinpath(f"runtime/{module}.py").read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body[1:]:
            if isinstance(node, ast.ImportFrom) and node.level:
                continue
            for unit in _units(node, lines):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    imports[unit.text] = unit
                else:
                    found.append(unit)
    return (*imports.values(), *found)


def _start(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)]) - 1


def _units(node: ast.stmt, lines: list[str]) -> Iterator[Unit]:
    start, end = _start(node), node.end_lineno or 0
    if not isinstance(node, ast.ClassDef):
        names = [node.name] if isinstance(node, ast.FunctionDef) else _bound(node)
        yield Unit(" ".join(names), "", "\n".join(lines[start:end]), _words([node]))
        return
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef) and not _is_special(part.name)]
    inside = {n for method in methods for n in range(_start(method), method.end_lineno or 0)}
    own = [line for n, line in enumerate(lines[start:end], start) if n not in inside]
    rest: list[ast.AST] = [part for part in node.body if part not in methods]
    yield Unit(node.name, "", "\n".join(own).rstrip(), _words([*rest, *node.bases]))
    for method in methods:
        text = "\n".join(lines[_start(method) : method.end_lineno])
        yield Unit(method.name, node.name, text, _words([method]))


def _is_special(name: str) -> bool:
    return name in _SPECIAL or (name.startswith("__") and name != "__getitem__")


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name for alias in node.names]
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _words(nodes: list[ast.AST]) -> frozenset[str]:
    """Return the names that some code uses, its attributes among them."""
    found: set[str] = set()
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                found.add(part.id)
            elif isinstance(part, ast.Attribute):
                found.add(part.attr)
            elif isinstance(part, ast.Subscript):
                found.add("__getitem__")
    return frozenset(found)


@cache
def names() -> frozenset[str]:
    """Return the names of all pieces."""
    return frozenset(name for unit in units() for name in unit.name.split())


def held(text: str) -> str:
    """Return the runtime's text that a script with this text holds."""
    words = {*WORD.findall(text), *_ALWAYS}
    kept: set[Unit] = set()
    classes: set[str] = set()
    grows = True
    while grows:
        grows = False
        for unit in units():
            if unit not in kept and _is_used(unit, words, classes):
                kept.add(unit)
                words |= unit.words
                classes.add(unit.name)
                grows = True
    return _joined([unit for unit in units() if unit in kept])


def _is_used(unit: Unit, words: set[str], classes: set[str]) -> bool:
    if unit.owner:
        return unit.owner in classes and unit.name in words
    return not unit.name or not words.isdisjoint(unit.name.split())


def _joined(kept: list[Unit]) -> str:
    parts: list[str] = []
    for before, unit in zip([None, *kept], kept, strict=False):
        if before is not None:
            parts.append("\n\n" if unit.owner else "\n" if _is_line(before) and _is_line(unit) else "\n\n\n")
        parts.append(unit.text)
    return "".join(parts) + "\n"


def _is_line(unit: Unit) -> bool:
    return not unit.owner and "\n" not in unit.text


def is_import(line: str) -> bool:
    """Whether a line of a script's text is an import."""
    return line.startswith(("import ", "from "))
