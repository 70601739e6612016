"""The index letters and size letters of a term, and a term with every size known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model.size import Size
from .claim import Range
from .scope import Scope
from .term import Entries, Fold, Index, Integral, Series, Sum, Term, rebuild, walk


def known(term: Term, scope: Scope) -> Term:
    """Return the term with every size resolved."""

    def change(value: Term | Size | Index) -> Term | Size | Index:
        if isinstance(value, Term):
            return rebuild(value, change)
        if isinstance(value, Size):
            return scope.sizes.resolve(value)
        return Index(value.letters, scope.sizes.resolve(value.offset))

    return rebuild(term, change)


def apart(term: Term, prefix: str) -> Term:
    """Return the term with new names for the letters that it binds, so that no other term's letters meet them."""
    bound = bound_letters(term)
    new = {letter: f"{prefix}{number}" for number, letter in enumerate(sorted(bound), 1)}

    def change(value: Term | Size | Index) -> Term | Size | Index:
        if isinstance(value, Index):
            return Index(tuple(sorted((new.get(x, x), c) for x, c in value.letters)), value.offset)
        if not isinstance(value, Term):
            return value
        value = rebuild(value, change)
        if isinstance(value, Sum | Fold | Series | Integral):
            return replace(value, letter=new[value.letter])
        if isinstance(value, Entries):
            return replace(value, row=new[value.row], column=new[value.column])
        return value

    found = change(term)
    assert isinstance(found, Term)
    return found


def _indices_of(term: Term) -> Iterator[Index]:
    """Yield the indices that stand directly in a term."""
    for name in term.__dataclass_fields__:
        value = getattr(term, name)
        if isinstance(value, Index):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Index))


def bound_letters(term: Term) -> set[str]:
    bound: set[str] = set()
    for part in walk(term):
        if isinstance(part, Sum | Fold | Series | Integral):
            bound.add(part.letter)
        elif isinstance(part, Entries):
            bound |= {part.row, part.column}
    return bound


def free_letters(term: Term) -> set[str]:
    used = {letter for part in walk(term) for i in _indices_of(part) for letter, _ in i.letters}
    return used - bound_letters(term)


def size_letters(sides: Sequence[Term], ranges: Sequence[Range]) -> tuple[str, ...]:
    sizes: list[Size] = [r.upper for r in ranges]
    for side in sides:
        for part in walk(side):
            sizes += part.shape
            sizes += (i.offset for i in _indices_of(part))
    return tuple(sorted({letter for size in sizes for letter in size.letters}))
