"""What is said of a term beside it: the label of a brace, a shape that is stated."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostic import Span
from ..model.size import Shape, Size, shape_text
from ..parse import tree as t
from . import conjugation, indices, mentions
from .problem import Problem
from .scope import Read, Scope
from .term import Term

ONE = Size.of(1)


def brace(node: t.Braced, scope: Scope, read: Read) -> Term:
    """Return what a brace embraces; a label that is mathematics is an obligation of its own place."""
    body = read(node.body, scope)
    label = _without_prose(node.label)
    if label is None:
        return body
    shape = _shape_label(label, body, scope)
    if shape is not None:
        if mentions.is_real_set(label) and conjugation.is_complex(body, scope.vocabulary):
            message = f"{scope.written(node.body.span)} is made of complex numbers"
            raise Problem("not-understood", message, label.span, help=r"write \mathbb{C}")
        return stated_shape(body, shape, "the label says {}; what it braces is {}", node, label.span, scope)
    if isinstance(label, t.Chain) and isinstance(label.sides[0], t.Missing):
        if [r.sign for r in label.relations] != ["="]:
            raise Problem("not-understood", "a label is a term, or = and a term", label.span)
        label = label.sides[1]
    named = read(label, scope)
    body, named = scope.same_shape(body, named, label.span, "what it braces is {}; the label is {}")
    scope.state("label", body, named, node, label.span)
    return body


def _shape_label(label: t.Node, body: Term, scope: Scope) -> Shape | None:
    r"""Return the shape that a label m \times n or \in \mathbb{R}^{m \times n} states, or None where it is a term."""
    if isinstance(label, t.Chain) and isinstance(label.sides[0], t.Missing):
        return mentions.set_shape(label.sides[1], scope) if [r.sign for r in label.relations] == [r"\in"] else None
    if body.shape and indices.annotation(label) is not None and mentions.is_size(label, scope):
        return indices.annotated_shape(label, scope)
    return mentions.set_shape(label, scope)


def _without_prose(label: t.Node | None) -> t.Node | None:
    """Return the mathematics of a label; words beside it are not judged."""
    parts = label.statements if isinstance(label, t.Statements) else (label,)
    stated = [part for part in parts if part is not None and not isinstance(part, t.Prose)]
    if len(stated) > 1:
        raise Problem("not-understood", "a label is one term", stated[1].span)
    return stated[0] if stated else None


def stated_shape(term: Term, shape: Shape, message: str, node: t.Node, mark: Span, scope: Scope) -> Term:
    """Return the term of a node; that it has the stated shape is an obligation. Problem: it does not."""
    found = scope.sizes.shape(term.shape)
    if not found and all(size == ONE for size in shape):
        shape = ()
    fits = len(found) == len(shape) and all(scope.sizes.unify(a, b) for a, b in zip(found, shape, strict=True))
    if not fits:
        raise Problem("shape-mismatch", message.format(shape_text(shape), scope.shown(found)), mark)
    scope.state("shape", term, None, node, mark, expected=shape)
    return replace(term, span=node.span)
