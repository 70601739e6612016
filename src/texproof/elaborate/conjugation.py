r"""Conjugates of terms, real and imaginary parts, and what is said of real numbers only.

A complex symbol Z stands beside its conjugate `Z*` as beside another symbol (model/conjugates.py). All that terms are
made of commutes with conjugation, so that the conjugate of a term is the term of the conjugates of its symbols, and
of −i for i.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from ..diagnostic import Span
from ..model.conjugates import conjugate_name
from ..model.declare import Kind
from ..model.hypotheses import hermitian, skew_hermitian, unitary
from ..model.increments import increment
from ..parse import tree as t
from .problem import Problem
from .scope import Scope
from .term import (
    Add,
    Apply,
    Differential,
    Fold,
    ImaginaryUnit,
    Inverse,
    MatrixFunction,
    Multiply,
    Negative,
    Number,
    Series,
    Spectrum,
    Symbol,
    Term,
    Transpose,
    rebuild,
    walk,
)
from .vocabulary import Vocabulary, key

_HALF = Fraction(1, 2)
_OF_REAL_NUMBERS = {"step": "a comparison, |…| or max", "erf": "erf"}


def is_imaginary_unit(node: t.Node, scope: Scope) -> bool:
    r"""Whether a node is the imaginary unit: i or j, italic or upright, where something is complex.

    A letter that the given declares, or that is an index here, is not.
    """
    if not isinstance(node, t.Letter | t.Named) or node.name not in ("i", "j") or not scope.vocabulary.is_complex:
        return False
    upright = isinstance(node, t.Named)
    is_index = not upright and any(node.name in names for names in (scope.holes, scope.running, scope.indices))
    return not is_index and not scope.vocabulary.knows(key(node))


def is_complex(term: Term, vocabulary: Vocabulary) -> bool:
    """Whether something complex stands in a term; it may have a real value all the same."""
    return vocabulary.is_complex and any(True for _ in _complex_parts(term, vocabulary))


def _complex_parts(term: Term, vocabulary: Vocabulary) -> Iterator[Term]:
    for part in walk(term):
        name = part.name if isinstance(part, Symbol) else part.function if isinstance(part, Apply) else ""
        if isinstance(part, ImaginaryUnit) or name in vocabulary.complex_names:
            yield part


def conjugate(term: Term, vocabulary: Vocabulary) -> Term:
    """Return the conjugate of a term, of its shape: of every part of it."""
    return _conjugate(term, vocabulary) if vocabulary.is_complex else term


def _conjugate(term: Term, vocabulary: Vocabulary) -> Term:
    def change(value: object) -> object:
        return _conjugate(value, vocabulary) if isinstance(value, Term) else value

    match term:
        case ImaginaryUnit():
            return Negative(term, span=term.span)
        case Negative(argument=ImaginaryUnit()):
            return replace(term.argument, span=term.span)
        case Symbol():
            return _of_symbol(term, vocabulary)
        case Transpose(argument=Transpose(argument=inner)):
            return _conjugate(inner, vocabulary)
        case Apply():
            function = term.function
            other = conjugate_name(function) if function in vocabulary.complex_names else function
            return replace(term, function=other, argument=_conjugate(term.argument, vocabulary))
        case Differential():
            along = tuple(_conjugate_pair(pair, vocabulary) for pair in term.along)
            return replace(term, of=_conjugate(term.of, vocabulary), along=along)
    found = rebuild(term, change)
    assert isinstance(found, Term)
    if isinstance(found, Transpose) and isinstance(found.argument, Transpose):
        return found.argument.argument
    return found


def _conjugate_pair(pair: tuple[Term, Term], vocabulary: Vocabulary) -> tuple[Term, Term]:
    symbol, step = (_conjugate(part, vocabulary) for part in pair)
    # What is tied to its conjugate moves in the same direction for both.
    return (symbol, step) if isinstance(symbol, Symbol) else pair


def _of_symbol(symbol: Symbol, vocabulary: Vocabulary) -> Term:
    if symbol.name not in vocabulary.complex_names:
        return symbol
    tied = _tied(symbol.name, vocabulary.kinds)
    if tied is None:
        return replace(symbol, name=conjugate_name(symbol.name))
    argument: Term = symbol
    if tied.has(unitary):
        argument = Inverse(symbol, shape=symbol.shape, span=symbol.span)
    turned = Transpose(argument, shape=symbol.shape, span=symbol.span)
    return Negative(turned, shape=symbol.shape, span=symbol.span) if tied.has(skew_hermitian) else turned


def _tied(name: str, kinds: Mapping[str, Kind]) -> Kind | None:
    """Return the type of a symbol, or of what an increment is of, whose conjugate is made of itself."""
    kind = kinds.get(name.removeprefix(increment("")))
    return kind if kind is not None and any(kind.has(h) for h in (hermitian, skew_hermitian, unitary)) else None


def adjoint(term: Term, vocabulary: Vocabulary) -> Term:
    """Return the conjugate transpose of a matrix; of a real one its transpose."""
    if isinstance(term, Transpose):
        return conjugate(term.argument, vocabulary)
    other = conjugate(term, vocabulary)
    if not term.shape:
        return other
    if isinstance(other, Transpose):
        return other.argument
    return Transpose(other, shape=(term.shape[1], term.shape[0]), span=term.span)


def real_part(term: Term, vocabulary: Vocabulary, span: Span) -> Term:
    """Return (z + z*)/2, entry by entry; shape of z."""
    return _part(term, conjugate(term, vocabulary), (), span)


def imaginary_part(term: Term, vocabulary: Vocabulary, span: Span) -> Term:
    """Return −i (z − z*)/2, entry by entry; shape of z."""
    other = Negative(conjugate(term, vocabulary), shape=term.shape, span=span)
    return _part(term, other, (Negative(ImaginaryUnit(span=span), span=span),), span)


def _part(term: Term, other: Term, factors: tuple[Term, ...], span: Span) -> Term:
    total: Term = Add((term, other), shape=term.shape, span=span)
    for factor in (*factors, Number(_HALF, span=span)):
        total = Multiply(factor, total, shape=term.shape, span=span)
    return total


def turned(term: Term) -> Term:
    """Return i · term, of its shape."""
    return Multiply(ImaginaryUnit(span=term.span), term, shape=term.shape, span=term.span)


def check(term: Term, vocabulary: Vocabulary) -> None:
    """Problem: what has a meaning for real numbers only is said of complex ones."""
    if not vocabulary.is_complex:
        return
    for part in walk(term):
        what = ""
        if isinstance(part, Apply):
            what = _OF_REAL_NUMBERS.get(part.function, "")
        elif isinstance(part, Fold) and part.operation != "product":
            what = "the largest or smallest of several"
        elif isinstance(part, Series):
            what = "a sum without end"
        elif isinstance(part, Spectrum | MatrixFunction):
            what = f"the {part.function} of a matrix" if isinstance(part, MatrixFunction) else "a spectrum"
        if what and is_complex(part, vocabulary):
            message = f"{what} is read of real numbers only, and complex ones stand here"
            raise Problem("not-understood", message, part.span, help=r"write \Re or \Im, or declare a real symbol")
