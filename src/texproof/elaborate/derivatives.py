"""Reading ∂: as a fraction, as an operator, as ∇; and how the partial derivatives are arranged."""

from __future__ import annotations

from collections.abc import Callable

from ..diagnostic import Span
from ..model.size import Size
from ..parse import tree as t
from . import algebra, differentials
from .conjugation import conjugate, is_complex, turned
from .problem import Problem
from .products import Readings
from .scope import Scope
from .signs import partial_order
from .term import Derivative, Entry, Slice, Symbol, Term, Transpose, Vec
from .vocabulary import key

ONE = Size.of(1)


def starts_with_partial(node: t.Node) -> bool:
    first = node.factors[0] if isinstance(node, t.Product) else node
    return partial_order(first) is not None


def fraction(node: t.Fraction, scope: Scope, readings: Readings) -> Term:
    r"""Return ∂u/∂v for `\frac{\partial u}{\partial v}`.

    Problem: missing-partial where ∂ stands only above or only below.
    """
    first = node.numerator.factors[0] if isinstance(node.numerator, t.Product) else node.numerator
    if partial_order(first) is None:
        _missing(node.numerator, "above", "below", scope)
    if not starts_with_partial(node.denominator):
        _missing(node.denominator, "below", "above", scope)
    if not isinstance(node.numerator, t.Product):
        raise Problem("not-understood", "this derivative has nothing to differentiate", node.span)
    if any(node.numerator.operators[:1]):
        raise Problem("syntax", "a product sign stands directly behind ∂", node.numerator.span)
    body = _rest(node.numerator, 1)
    return operator(node, lambda: readings.read(body, scope), scope, readings)


def _missing(node: t.Node, here: str, there: str, scope: Scope) -> None:
    raise Problem(
        "missing-partial",
        f"∂ stands {there} the fraction line and not {here} it",
        node.span,
        help=rf"write \partial {scope.written(node.span)}",
    )


def _rest(product: t.Product, start: int) -> t.Node:
    factors, operators = product.factors[start:], product.operators[start:]
    span = Span(factors[0].span.start, factors[-1].span.end)
    return factors[0] if len(factors) == 1 else t.Product(factors, operators, span=span)


def operator(node: t.Node, body: Callable[[], Term], scope: Scope, readings: Readings) -> Term:
    """Return the derivative that ∂/∂v or ∇_v makes of a body; ∂²/∂v∂w is taken for w first, then v."""
    if not isinstance(node, t.Fraction):
        return _gradient(node, body(), scope, readings)
    first = node.numerator.factors[0] if isinstance(node.numerator, t.Product) else node.numerator
    order = partial_order(first) or 1
    if not starts_with_partial(node.denominator):
        _missing(node.denominator, "below", "above", scope)
    variables = _variables(node.denominator, order, scope, readings)
    if len(variables) != order:
        raise Problem("not-understood", f"∂ above has order {order}, below {len(variables)}", node.span)
    term = body()
    for part, variable in reversed(variables):
        span = node.span | term.span
        term = by_part(part, term, variable, span, scope) if part else differentiate(term, variable, span, scope)
    return term


def by_part(part: str, of: Term, by: Term, span: Span, scope: Scope) -> Term:
    """Return the derivative for the real or the imaginary part of a complex z: ∂/∂z + ∂/∂z*, or i (∂/∂z − ∂/∂z*)."""
    both = differentiate(of, by, span, scope), differentiate(of, conjugate(by, scope.vocabulary), span, scope)
    total = algebra.add(*both, "+" if part == "Re" else "-", scope)
    return total if part == "Re" else turned(total)


def _variables(node: t.Node, order: int, scope: Scope, readings: Readings) -> list[tuple[str, Term]]:
    """Return what is varied, each with "Re" or "Im" before it where only that part of it is."""
    factors = node.factors if isinstance(node, t.Product) else (node,)
    starts = [i for i, factor in enumerate(factors) if isinstance(factor, t.Partial)]
    variables: list[tuple[str, Term]] = []
    for start, end in zip(starts, [*starts[1:], len(factors)], strict=True):
        chosen = factors[start + 1 : end]
        if not chosen:
            raise Problem("not-understood", "nothing follows this ∂", factors[start].span)
        part, chosen = _part(chosen, scope)
        repeated = 1
        last = chosen[-1]
        if order > 1 and isinstance(last, t.Scripted) and isinstance(last.sup, t.Numeral):
            repeated = int(last.sup.text)
            bare = (
                last.base if last.sub is None and not last.primes else t.Scripted(last.base, last.sub, span=last.span)
            )
            chosen = (*chosen[:-1], bare)
        span = Span(chosen[0].span.start, chosen[-1].span.end)
        one = chosen[0] if len(chosen) == 1 else t.Product(chosen, ("",) * (len(chosen) - 1), span=span)
        found = variable(readings.read(one, scope), span, scope)
        if part and not is_complex(found, scope.vocabulary):
            raise Problem("not-a-variable", f"{scope.written(span)} is real: it has no parts to vary", span)
        variables += [(part, found)] * min(repeated, 4)
    return variables


def _part(chosen: tuple[t.Node, ...], scope: Scope) -> tuple[str, tuple[t.Node, ...]]:
    r"""Return "Re" or "Im" and what stands behind it, of \Re z or \operatorname{Im}(z); "" and all of another row."""
    first = chosen[0]
    if len(chosen) != 2 or not isinstance(first, t.Named) or first.name not in ("Re", "Im"):
        return "", chosen
    if scope.vocabulary.knows(key(first)):
        return "", chosen
    behind = chosen[1]
    return first.name, (behind.body if isinstance(behind, t.Group) else behind,)


def variable(term: Term, span: Span, scope: Scope) -> Term:
    """Return the term if it can be varied on its own: a symbol of the model, or an entry, row, column or vec of one.

    A column may stand transposed.
    """
    if isinstance(term, Transpose) and scope.sizes.shape(term.shape)[0] == ONE:
        return Transpose(variable(term.argument, span, scope), shape=term.shape, span=term.span)
    symbol = term
    while isinstance(symbol, Entry | Slice | Vec):
        symbol = symbol.array if not isinstance(symbol, Vec) else symbol.argument
    nested = isinstance(term, Entry | Slice) and not isinstance(term.array, Symbol)
    if not isinstance(symbol, Symbol) or nested:
        raise Problem(
            "not-a-variable",
            f"{scope.written(span)} cannot be varied on its own",
            span,
            notes=("below ∂ stands a symbol of the given, or an entry, row, column or vec of one",),
        )
    kind = scope.vocabulary.kinds.get(symbol.name)
    tied = [h for h in kind.hypotheses if h.structure] if kind is not None else []
    if tied:
        raise Problem(
            "not-a-variable",
            f"the entries of {scope.written(span)} cannot be varied on their own: it is {tied[0]}",
            span,
            help="declare it without the hypothesis, or say what is meant entry by entry",
        )
    return term


def differentiate(of: Term, by: Term, span: Span, scope: Scope) -> Term:
    """Return ∂of/∂by with its layout: gradient, entrywise, Jacobian or a tensor of all partial derivatives.

    ∂u/∂xᵀ of columns is the Jacobian, ∂uᵀ/∂x its transpose, and ∂L/∂xᵀ of a number the gradient as a row.
    """
    above, below = scope.sizes.shape(of.shape), scope.sizes.shape(by.shape)
    if isinstance(by, Transpose):
        column = differentiate(of, by.argument, span, scope)
        if not above:
            return Transpose(column, shape=(column.shape[1], column.shape[0]), span=span)
        if isinstance(column, Derivative) and column.layout == "jacobian":
            return column
        message = f"the derivative of {scope.shown(above)} for a row has no agreed arrangement"
        raise Problem("shape-mismatch", message, span, help="write it entry by entry")
    if not above:
        return Derivative(of, by, "gradient", shape=below, span=span)
    if not below:
        return Derivative(of, by, "entrywise", shape=above, span=span)
    if len(above) == len(below) == 2 and below[1] == ONE:
        if above[1] == ONE:
            return Derivative(of, by, "jacobian", shape=(above[0], below[0]), span=span)
        if above[0] == ONE:
            column = of.argument if isinstance(of, Transpose) else Transpose(of, shape=(above[1], ONE), span=of.span)
            jacobian = Derivative(column, by, "jacobian", shape=(above[1], below[0]), span=span)
            return Transpose(jacobian, shape=(below[0], above[1]), span=span)
    return Derivative(of, by, "tensor", shape=(*above, *below), span=span)


def _gradient(node: t.Node, body: Term, scope: Scope, readings: Readings) -> Term:
    """Return ∇_v f, or the Hessian ∇²_v f = ∂²f/∂v∂vᵀ; without v the one symbol is varied that f is computed from."""
    sub, sup = (node.sub, node.sup) if isinstance(node, t.Scripted) else (None, None)
    if sup is not None and not (isinstance(sup, t.Numeral) and sup.text in ("1", "2")):
        raise Problem("not-understood", f"{scope.written(node.span)} is no gradient or Hessian", node.span)
    if body.shape:
        message = f"a gradient is of a number; this is {scope.shown(body.shape)}"
        raise Problem("shape-mismatch", message, body.span, help=r"write a Jacobian, \frac{\partial …}{\partial …}")
    by = _only_symbol(body, node, scope) if sub is None else variable(readings.read(sub, scope), sub.span, scope)
    if is_complex(by, scope.vocabulary):
        message = (
            "a gradient for what is complex has no agreed arrangement: ∂/∂z, ∂/∂z* and twice the latter are in use"
        )
        raise Problem("ambiguous-notation", message, node.span, help=r"write \frac{\partial f}{\partial z^*}")
    gradient = differentiate(body, by, node.span | body.span, scope)
    if not isinstance(sup, t.Numeral) or sup.text == "1":
        return gradient
    if len(gradient.shape) == 2 and scope.sizes.resolve(gradient.shape[1]) != ONE:
        message = f"the second derivatives for {scope.shown(by.shape)} have four indices"
        stacked = rf"\partial \operatorname{{vec}}({scope.written(by.span)})"
        help_ = rf"write \frac{{\partial^2 {scope.written(body.span)}}}{{{stacked} \, {stacked}^\top}}"
        raise Problem("shape-mismatch", message, node.span, help=help_)
    return differentiate(gradient, by, node.span | body.span, scope)


def _only_symbol(body: Term, node: t.Node, scope: Scope) -> Term:
    found = differentials.moving(body, scope.vocabulary)
    if len(found) == 1:
        return variable(Symbol(found[0], shape=scope.vocabulary.shapes[found[0]], span=node.span), node.span, scope)
    names = [scope.vocabulary.tex[name] for name in found]
    written = scope.written(body.span)
    message = f"a gradient names its variable: {written} is computed from {' and '.join(names) or 'no symbol'}"
    help_ = rf"write \nabla_{{{names[0]}}} {written}" if names else ""
    raise Problem("not-understood", message, node.span, help=help_)
