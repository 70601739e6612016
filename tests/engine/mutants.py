"""Mutants of the engine's own code: the edits are mutmut's, the places are all places.

mutmut itself leaves out what is decorated and what stands outside functions. Here that is every rule of NumPy's
evaluation and most of the cache key, so that only its operators are taken, and each mutant is a file.
"""

from __future__ import annotations

import ast
import difflib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from ..program import ROOT

PACKAGE = Path("src") / "texproof"
# Patterns of files; where one ends in a name, only the functions of that name.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "elaborate": (("elaborate/*.py", ""),),
    "check": (("check/**/*.py", ""),),
    "cache key": (("build/cache.py", ""), ("build/work.py", ""), ("build/*.py", "_key")),
}
_SAID_TO_TYPES = {"cast", "TypeVar"}  # calls that do nothing when they run


@dataclass(frozen=True)
class Mutant:
    """One file with one edit: its path from the top folder, the lines of the original that the edit stands in."""

    path: str
    number: int
    lines: tuple[int, int]
    original: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.path}#{self.number}"

    @property
    def line(self) -> int:
        """The first line of the original that is another."""
        pairs = zip(self.original.splitlines(), self.code.splitlines(), strict=False)
        return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), self.lines[0])

    @property
    def diff(self) -> str:
        lines = difflib.unified_diff(self.original.splitlines(), self.code.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


class _Edits(cst.CSTVisitor):
    """Collects what mutmut's operators make of each node that does something when the program runs."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, function: str) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode, tuple[int, int]]] = []
        self._function = function
        self._inside = 0 if function else 1

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.name.value == self._function:
            self._inside += 1
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom) or _docstring(node):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _SAID_TO_TYPES:
            return False
        if self._inside:
            place = self.get_metadata(PositionProvider, node, None)
            for kind, operator in mutation_operators:
                if place is not None and isinstance(node, kind):
                    lines = place.start.line, place.end.line
                    self.found += [(node, edited, lines) for edited in operator(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef) and original_node.name.value == self._function:
            self._inside -= 1


def _docstring(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)


@dataclass(frozen=True)
class Source:
    """A file of the engine, and the edits of it."""

    path: str
    text: str
    function: str = ""

    @cached_property
    def _parsed(self) -> tuple[cst.Module, list[tuple[cst.CSTNode, cst.CSTNode, tuple[int, int]]]]:
        wrapper = MetadataWrapper(cst.parse_module(self.text))
        edits = _Edits(self.function)
        wrapper.visit(edits)
        return wrapper.module, edits.found

    def __len__(self) -> int:
        return len(self._parsed[1])

    def mutant(self, number: int) -> Mutant | None:
        """Return the mutant of an edit, or None where it is no program or the same one."""
        module, edits = self._parsed
        node, edited, lines = edits[number]
        changed = module.deep_replace(node, edited)
        assert isinstance(changed, cst.Module)
        try:
            tree = ast.parse(changed.code)
            compile(tree, self.path, "exec")
        except (SyntaxError, ValueError):
            return None
        if ast.dump(tree) == ast.dump(ast.parse(self.text)):
            return None
        return Mutant(self.path, number, lines, self.text, changed.code)


def sources(part: str, root: Path = ROOT) -> list[Source]:
    """Return the files of a part of the engine, in order."""
    found: dict[str, Source] = {}
    for pattern, function in PARTS[part]:
        for file in sorted((root / PACKAGE).glob(pattern)):
            path, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
            if f"def {function}" in text or not function:
                found.setdefault(path, Source(path, text, function))
    return list(found.values())


def sampled(files: Sequence[Source], count: int, chance: random.Random) -> list[Mutant]:
    """Return so many mutants of some files, drawn without repetition, each edit as likely as any other."""
    places = [(file, number) for file in files for number in range(len(file))]
    chance.shuffle(places)
    return list(_first(places, count))


def _first(places: Sequence[tuple[Source, int]], count: int) -> Iterator[Mutant]:
    for file, number in places:
        if count <= 0:
            return
        mutant = file.mutant(number)
        if mutant is not None:
            count -= 1
            yield mutant
