"""Names in a term: the index letters it needs values for, the symbols it is differentiated by."""

from __future__ import annotations

from ...elaborate import term as t


def free_letters(term: t.Term) -> frozenset[str]:
    """Return the index letters that a term needs values for."""
    below: set[str] = set()
    for child in t.children(term):
        below |= free_letters(child)
    match term:
        case t.Sum(letter=letter) | t.Fold(letter=letter) | t.Integral(letter=letter):
            below -= {letter}
            below |= _letters(term.lower, term.upper)
        case t.Series(letter=letter):
            below -= {letter}
            below |= _letters(term.lower)
        case t.Entries(row=row, column=column):
            below -= {row, column}
        case t.IndexNumber(index=index) | t.Factorial(index=index):
            below |= _letters(index)
        case t.Entry() | t.Slice():
            below |= _letters(*term.index)
        case t.Unit(row=row, column=column):
            below |= _letters(row, column)
        case t.Delta(left=left, right=right):
            below |= _letters(left, right)
    return frozenset(below)


def _letters(*indices: t.Index | None) -> set[str]:
    return {letter for index in indices if index is not None for letter, _ in index.letters}


def varied(term: t.Term) -> frozenset[str]:
    """Return the names of the symbols that some derivative or differential in the term is taken by."""
    return frozenset(
        symbol.name
        for part in t.walk(term)
        for by in _varied_in(part)
        for symbol in t.walk(by)
        if isinstance(symbol, t.Symbol)
    )


def _varied_in(term: t.Term) -> list[t.Term]:
    if isinstance(term, t.Derivative):
        return [term.by]
    return [symbol for symbol, _ in term.along] if isinstance(term, t.Differential) else []
