"""What stands above a base: a transpose, an adjoint, an inverse, a pseudo-inverse, a power."""

from __future__ import annotations

from dataclasses import replace

from ..parse import tree as t
from . import algebra, conjugation, entrywise, exponents, spectral
from .problem import Problem
from .pseudoinverse import pseudoinverse
from .scope import Read, Scope
from .term import Negative, Number, Term
from .vocabulary import key

PSEUDOINVERSES = frozenset({"+", r"\dagger"})
TRANSPOSES = frozenset({"T", r"\top", r"\intercal"})
ADJOINTS = frozenset({"H", r"\dagger"})


def is_transpose(node: t.Node, scope: Scope) -> bool:
    """Whether a superscript is the transpose. Problem: T is a symbol here."""
    bare = t.unstyled(node)
    letter = bare.name if isinstance(bare, t.Letter | t.Named) else ""
    if letter == "T" and scope.vocabulary.knows("T"):
        raise Problem("ambiguous-notation", "T is a symbol here", node.span, help=r"write \top for a transpose")
    return letter in TRANSPOSES


def _is_adjoint(node: t.Node, scope: Scope) -> bool:
    """Whether a superscript is the conjugate transpose: H or a dagger, where something is complex."""
    bare = t.unstyled(node)
    letter = bare.name if isinstance(bare, t.Letter | t.Named) else ""
    if letter not in ADJOINTS or not scope.vocabulary.is_complex:
        return False
    if scope.vocabulary.knows(key(node)):
        help_ = r"write \dagger for a conjugate transpose"
        raise Problem("ambiguous-notation", f"{letter} is a symbol here", node.span, help=help_)
    return True


def superscripted(base: Term, sup: t.Node, node: t.Node, scope: Scope, read: Read) -> Term:
    """Return base^sup: a transpose, an inverse, the transpose of the inverse, a power."""
    span = node.span
    if is_transpose(sup, scope):
        return algebra.transpose(base, span, scope)
    if _is_adjoint(sup, scope):
        return replace(conjugation.adjoint(base, scope.vocabulary), span=span)
    if isinstance(sup, t.Letter) and sup.name == "*" and scope.vocabulary.is_complex:
        return replace(conjugation.conjugate(base, scope.vocabulary), span=span)
    if isinstance(sup, t.Letter) and sup.name in PSEUDOINVERSES:
        return pseudoinverse(base, span, scope)
    if isinstance(sup, t.Letter) and sup.name == "*":
        raise Problem("not-understood", "* as a script is read of a norm only", sup.span, help=r"write \top or \dagger")
    if isinstance(sup, t.Entrywise):
        entrywise.spread([base], "", scope)
        return replace(entrywise.power(base, _exponent(sup.exponent, scope, read)), span=span)
    if isinstance(sup, t.Sum) and sup.signs == ("-",):
        if _is_adjoint(sup.terms[0], scope):
            return replace(conjugation.adjoint(algebra.inverse(base, span, scope), scope.vocabulary), span=span)
        if is_transpose(sup.terms[0], scope):
            return algebra.transpose(algebra.inverse(base, span, scope), span, scope)
        if isinstance(sup.terms[0], t.Numeral) and sup.terms[0].text == "1":
            return algebra.inverse(base, span, scope)
        if base.shape and isinstance(sup.terms[0], t.Numeral):
            return algebra.power(algebra.inverse(base, span, scope), read(sup.terms[0], scope), span, scope)
    if isinstance(sup, t.Group):
        message = f"it is not clear whether {scope.written(sup.span)} is an exponent or part of a name"
        raise Problem("ambiguous-notation", message, sup.span, help="write the exponent without brackets")
    counted = exponents.whole(sup, bool(base.shape), scope)
    exponent = counted or _exponent(sup, scope, read)
    return spectral.root(base, exponent, span, scope) or algebra.power(base, exponent, span, scope)


def _exponent(sup: t.Node, scope: Scope, read: Read) -> Term:
    exponent = read(sup, scope)
    if isinstance(exponent, Negative) and isinstance(exponent.argument, Number):
        exponent = Number(-exponent.argument.value, span=exponent.span)
    if exponent.shape:
        raise Problem("shape-mismatch", "an exponent is a number", exponent.span)
    return exponent
