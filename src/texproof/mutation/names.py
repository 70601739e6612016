"""What a letter of a formula may be exchanged for: symbols by shape, entries, sizes, index letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ..elaborate.vocabulary import Vocabulary, index_letters, key
from ..model.size import Shape
from ..parse import tree as t
from ..parse.reader import read

CONSTANTS = ("I", r"\mathbf{1}")  # arrays that no model declares


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written, with the shape of what it stands for; () for a number, None for a function."""

    node: t.Node
    shape: Shape | None


@dataclass(frozen=True)
class Names:
    """The names in force around a formula, each by its key.

    `symbols`: of the model and of the page's definitions. `entries`: small letters that name a matrix's entries.
    `sizes`: size letters. `indices`: the letters that run in this formula. `pieces`: what stands in it as a
    factor, then the symbols, their transposes, the constant arrays. `is_complex`: something has a conjugate of its own.
    """

    symbols: Mapping[str, Named]
    entries: Mapping[str, Named]
    sizes: Mapping[str, t.Node]
    indices: tuple[str, ...]
    tree: t.Node
    is_complex: bool = False

    @cached_property
    def pieces(self) -> tuple[t.Node, ...]:
        written = [node for node in t.walk(self.tree) if self._is_piece(node)]
        named = [name.node for name in self.symbols.values() if name.shape is not None]
        turned = [t.Scripted(n.node, sup=t.Letter(r"\top")) for n in self.symbols.values() if n.shape]
        known = [node for spelled in CONSTANTS if spelled not in self.symbols and (node := _read(spelled)) is not None]
        return tuple(dict.fromkeys([*written, *named, *turned, *known, t.Numeral("2")]))

    def _is_piece(self, node: t.Node) -> bool:
        """Whether a node is an entry, a derivative, or a symbol with what stands above it."""
        if isinstance(node, t.Fraction):
            return isinstance(node.numerator, t.Product) and isinstance(node.numerator.factors[0], t.Partial)
        if isinstance(node, t.Scripted):
            bare = key(replace(node, sup=None) if node.sub is not None else node.base)
            return bare in self.symbols or key(node.base) in {**self.symbols, **self.entries}
        return isinstance(node, t.Letter) and key(node) in self.symbols


def names_of(tree: t.Node, vocabulary: Vocabulary) -> Names:
    """Return the names that an edit of a formula may use under its vocabulary."""
    symbols: dict[str, Named] = {}
    for spelled, name in vocabulary.names.items():
        shape = None if name in vocabulary.functions else vocabulary.shapes.get(name)
        _add(symbols, spelled, vocabulary.tex[name], shape)
    for spelled, definition in vocabulary.definitions.items():
        if not definition.arguments:
            _add(symbols, spelled, definition.name, definition.term.shape)
    entries: dict[str, Named] = {}
    for spelled, name in vocabulary.entries.items():
        _add(entries, spelled, spelled, vocabulary.shapes[name])
    sizes = {key: node for key in vocabulary.letters if (node := _read(key)) is not None}
    taken = {*symbols, *entries, *sizes}
    letters = dict.fromkeys(letter for letter in index_letters(tree) if letter not in taken)
    return Names(symbols, entries, sizes, tuple(letters), tree, vocabulary.is_complex)


def _add(found: dict[str, Named], spelled: str, tex: str, shape: Shape | None) -> None:
    node = _read(tex)
    if node is not None:
        found[spelled] = Named(node, shape)


@lru_cache(maxsize=1024)
def _read(name: str) -> t.Node | None:
    return read(name).tree
