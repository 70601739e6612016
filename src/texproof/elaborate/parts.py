"""What the symbols and subterms of a formula are, in words, where they stand in its TeX."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.size import shape_text
from ..parse import tree as t
from . import term as m
from .scope import Scope
from .shown import Part
from .vocabulary import Vocabulary

MOST = 80  # of one formula: what is longer is read line by line

# Notation that has a name whatever its term is made of.
_WRITTEN: dict[type[t.Node], str] = {t.Sum: "sum", t.Array: "matrix", t.Norm: "norm", t.Angles: "inner product"}
_MEANT: dict[type[m.Term], str] = {
    m.Multiply: "product",
    m.Hadamard: "entrywise product",
    m.Kronecker: "Kronecker product",
    m.Trace: "trace",
    m.Determinant: "determinant",
    m.Identity: "identity matrix",
    m.Ones: "column of ones",
    m.Unit: "unit matrix",
    m.Delta: "Kronecker delta",
    m.Zero: "zero",
    m.Sum: "sum",
}
_LETTERS = (m.Identity, m.Ones, m.Zero)
_OF: dict[type[m.Term], str] = {
    m.Transpose: "transpose",
    m.Inverse: "inverse",
    m.PseudoInverse: "pseudo-inverse",
    m.Vec: "columns stacked",
}


def parts(scope: Scope) -> tuple[Part, ...]:
    """Return the parts of a formula that was read, in reading order, what is around others before them."""
    found = {
        (node.span.start, node.span.end): words for node, term in scope.met if (words := _words(node, term, scope))
    }
    ordered = sorted(found, key=lambda span: (span[0], -span[1]))
    return tuple(Part(start, end, found[start, end]) for start, end in ordered[:MOST])


def _words(node: t.Node, term: m.Term, scope: Scope) -> str:
    """Return what is said of a node, "" of what nobody would ask about: numbers written out, indices, brackets."""
    if isinstance(node, t.Numeral | t.Group) or isinstance(term, m.Number | m.IndexNumber):
        return ""
    shape = scope.sizes.shape(term.shape)
    if node.span == m.NOWHERE or any(letter.startswith("?") for size in shape for letter in size.letters):
        return ""
    what = _name(term, scope.vocabulary) or _kind(node, term, scope.vocabulary)
    if not what and not shape:
        return ""
    return ", ".join([f"{what}: {shape_text(shape)}" if what else shape_text(shape), *_known(term, scope.vocabulary)])


def _name(term: m.Term, vocabulary: Vocabulary) -> str:
    return term.name.replace("_", " ") if isinstance(term, m.Symbol) and term.name in vocabulary.shapes else ""


def _known(term: m.Term, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what the model says of a symbol besides its shape."""
    if isinstance(term, m.Symbol) and term.name in vocabulary.shapes:
        kind = vocabulary.kinds.get(term.name)
        yield from ["computed"] if kind is None else [str(hypothesis) for hypothesis in kind.hypotheses]


def _kind(node: t.Node, term: m.Term, vocabulary: Vocabulary) -> str:
    if isinstance(term, m.Derivative):
        by = _called(term.by, vocabulary)
        return _of("derivative", term.of, vocabulary) + (f" by {by}" if by else "")
    if isinstance(term, m.Entry):
        return _of("entry", term.array, vocabulary)
    if isinstance(term, m.Slice):
        return _of("row" if term.index[0] is not None else "column", term.array, vocabulary)
    if isinstance(term, m.Differential):
        return _of("differential", term.of, vocabulary)
    if isinstance(term, m.Transpose | m.Inverse | m.PseudoInverse | m.Vec):
        return _of(_OF[type(term)], term.argument, vocabulary)
    if isinstance(node, t.Fraction) and isinstance(term, m.Divide):
        return "quotient"
    # A letter that the page defines stands for more than it shows.
    meant = "" if isinstance(node, t.Letter) and not isinstance(term, _LETTERS) else _MEANT.get(type(term), "")
    return _WRITTEN.get(type(node)) or meant


def _of(what: str, of: m.Term, vocabulary: Vocabulary) -> str:
    called = _called(of, vocabulary)
    return f"{what} of {called}" if called else what


def _called(term: m.Term, vocabulary: Vocabulary) -> str:
    """Return a name of the model or an entry of one, "" of anything else: a reader sees what it is made of."""
    if isinstance(term, m.Entry) and _name(term.array, vocabulary):
        return f"an entry of {_name(term.array, vocabulary)}"
    return _name(term, vocabulary)
