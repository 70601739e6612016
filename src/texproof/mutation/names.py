"""What a letter of a formula may be exchanged for: symbols by shape, entries, sizes, index letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..elaborate.vocabulary import Vocabulary, index_letters
from ..model.size import Shape
from ..parse import tree as t
from ..parse.reader import read


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written, with the shape of what it stands for; () for a number, None for a function."""

    node: t.Node
    shape: Shape | None


@dataclass(frozen=True)
class Names:
    """The names in force around a formula, each by its key.

    `symbols`: of the model and of the page's definitions. `entries`: small letters that name a matrix's entries.
    `sizes`: size letters. `indices`: the letters that run in this formula.
    """

    symbols: Mapping[str, Named]
    entries: Mapping[str, Named]
    sizes: Mapping[str, t.Node]
    indices: tuple[str, ...]


def names_of(tree: t.Node, vocabulary: Vocabulary) -> Names:
    """Return the names that an edit of a formula may use under its vocabulary."""
    symbols: dict[str, Named] = {}
    for key, name in vocabulary.names.items():
        shape = None if name in vocabulary.functions else vocabulary.shapes.get(name)
        _add(symbols, key, vocabulary.tex[name], shape)
    for key, definition in vocabulary.definitions.items():
        if not definition.arguments:
            _add(symbols, key, definition.name, definition.term.shape)
    entries: dict[str, Named] = {}
    for key, name in vocabulary.entries.items():
        _add(entries, key, key, vocabulary.shapes[name])
    sizes = {key: node for key in vocabulary.letters if (node := _read(key)) is not None}
    taken = {*symbols, *entries, *sizes}
    letters = dict.fromkeys(letter for letter in index_letters(tree) if letter not in taken)
    return Names(symbols, entries, sizes, tuple(letters))


def _add(found: dict[str, Named], key: str, tex: str, shape: Shape | None) -> None:
    node = _read(tex)
    if node is not None:
        found[key] = Named(node, shape)


@lru_cache(maxsize=1024)
def _read(name: str) -> t.Node | None:
    return read(name).tree
