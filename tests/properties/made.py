"""Well-typed terms drawn at random, the same again in other words, and edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from .terms import (
    SYMBOLS,
    Shape,
    Term,
    entry,
    entrywise,
    gradient,
    identity,
    minus,
    number,
    partial,
    plus,
    point,
    product,
    summed,
    symbol,
    trace,
    transposed,
    value,
    written,
)

SIZES: tuple[Mapping[str, int], ...] = ({"m": 2, "n": 3, "k": 4}, {"m": 3, "n": 2, "k": 5}, {"m": 4, "n": 5, "k": 2})
SHAPES = st.sampled_from([("m", "n"), ("n", "n"), ("n", "1"), ("m", "1"), ("n", "k"), ("m", "m"), ()])
ARRAYS = [name for name, shape in SYMBOLS.items() if shape]


def _leaf(draw: DrawFn, shape: Shape) -> Term:
    """Return a symbol of a shape, or a product where none has it: every size is one of some matrix with n."""
    if not shape:
        entries = [entry("A", "1", "1"), entry("x", "1"), number(2), number(3), symbol("alpha"), symbol("beta")]
        return draw(st.sampled_from(entries))
    found = [symbol(name) for name in ARRAYS if SYMBOLS[name] == shape]
    found += [transposed(symbol(name)) for name in ARRAYS if SYMBOLS[name] == shape[::-1] and shape[0] != shape[1]]
    if shape[0] == shape[1] and shape[0] != "1":
        found.append(identity(shape[0]))
    if found:
        return draw(st.sampled_from(found))
    return product(_leaf(draw, (shape[0], "n")), _leaf(draw, ("n", shape[1])))


def _array(draw: DrawFn, shape: Shape, depth: int) -> Term:
    def inner(of: Shape) -> Term:
        return draw(terms(of, depth - 1))

    kinds = ["plus", "minus", "product", "product", "scaled", "transposed", "entrywise", "gradient"]
    match draw(st.sampled_from(kinds)):
        case "plus":
            return plus(inner(shape), inner(shape))
        case "minus":
            return minus(inner(shape), inner(shape))
        case "product":
            between = draw(st.sampled_from(["n", "m"]))
            return product(inner((shape[0], between)), inner((between, shape[1])))
        case "scaled":
            return product(inner(()), inner(shape))
        case "transposed":
            return transposed(inner(shape[::-1]))
        case "entrywise":
            return entrywise(inner(shape), inner(shape))
    names = [name for name in ARRAYS if SYMBOLS[name] == shape]
    return gradient(draw(_differentiable(shape, depth)), draw(st.sampled_from(names))) if names else inner(shape)


def _inner(left: Term, right: Term) -> Term:
    """tr(leftᵀ right), which for columns is leftᵀ right."""
    found = product(transposed(left), right)
    return trace(found) if found.shape else found


def _differentiable(shape: Shape, depth: int) -> SearchStrategy[Term]:
    """Draw a number that most likely depends on symbols of a shape."""
    against = _straight(shape, depth - 1)
    pairs = st.tuples(against, against)
    return pairs.map(lambda pair: _inner(*pair)) | _straight((), depth)


def _number(draw: DrawFn, depth: int) -> Term:
    def inner(of: Shape) -> Term:
        return draw(terms(of, depth - 1))

    match draw(st.sampled_from(["plus", "product", "trace", "trace", "form", "double", "single", "partial"])):
        case "plus":
            return plus(inner(()), inner(()))
        case "product":
            return product(inner(()), inner(()))
        case "trace":
            size = draw(st.sampled_from(["n", "m"]))
            return trace(inner((size, size)))
        case "form":
            size = draw(st.sampled_from(["n", "m"]))
            return product(transposed(inner((size, "1"))), inner((size, "1")))
        case "double":
            return summed("i", "m", summed("j", "n", product(entry("A", "i", "j"), _indexed(draw))))
        case "single":
            return summed("i", "n", product(entry("S", "i", "i"), entry("x", "i")))
    return partial(draw(_straight((), depth)), *draw(st.sampled_from([("A", "1", "1"), ("x", "1"), ("S", "1", "1")])))


def _indexed(draw: DrawFn) -> Term:
    return draw(st.sampled_from([entry("A", "i", "j"), entry("B", "i", "j"), entry("x", "j"), entry("y", "i")]))


@st.composite
def terms(draw: DrawFn, shape: Shape, depth: int) -> Term:
    """Draw a term of a shape."""
    if depth <= 0 or draw(st.integers(0, 3)) == 0:
        return _leaf(draw, shape)
    return _array(draw, shape, depth) if shape else _number(draw, depth)


def _straight(shape: Shape, depth: int) -> SearchStrategy[Term]:
    """Draw a term in which nothing is differentiated."""
    return terms(shape, depth).filter(lambda term: not any(t.kind in ("gradient", "partial") for t in parts(term)))


def parts(term: Term) -> Iterator[Term]:
    yield term
    for part in term.parts:
        yield from parts(part)


def same(draw: DrawFn, term: Term) -> Term:
    """Return a term that is worth the same, by rules of algebra applied here and there."""
    ways = list(_ways(term))
    if ways and draw(st.booleans()):
        other = draw(st.sampled_from(ways))
        if not term.parts:  # a symbol in other words holds that symbol again
            return other
        term = other
    return term.with_parts(tuple(same(draw, part) for part in term.parts))


def _ways(term: Term) -> Iterator[Term]:
    """Yield a term in other words, each by one rule."""
    if len(term.shape) == 2 and term.kind == "symbol":
        yield transposed(transposed(term))
        if "1" not in term.shape:
            yield written(term.name)
    match term.kind, term.parts:
        case "plus", (left, right):
            yield plus(right, left)
        case "entrywise", (left, right):
            yield entrywise(right, left)
        case "transposed", (Term("plus" | "minus") as inner,):
            yield inner.with_parts(tuple(transposed(p) for p in inner.parts)).shaped(term.shape)
        case "transposed", (Term("product", (left, right)),) if left.shape and right.shape:
            yield product(transposed(right), transposed(left))
        case "trace", (inner,):
            yield trace(transposed(inner))
            yield from _traces(inner)
        case "product", (left, right):
            yield from _products(left, right)
        case "gradient", (of,):
            yield from _gradients(of, term)


def _traces(inner: Term) -> Iterator[Term]:
    match inner:
        case Term("plus" | "minus", (left, right)):
            yield Term(inner.kind, (trace(left), trace(right)))
        case Term("product", (left, right)) if left.shape and right.shape:
            turned = product(right, left)
            yield trace(turned) if turned.shape else turned
        case Term("symbol", name="S"):
            yield summed("i", "n", entry("S", "i", "i"))


def _products(left: Term, right: Term) -> Iterator[Term]:
    if not left.shape or not right.shape:
        yield product(right, left)
    elif not product(left, right).shape:
        yield product(transposed(right), transposed(left))
    if left.kind in ("plus", "minus"):
        yield Term(left.kind, tuple(product(p, right) for p in left.parts), product(left, right).shape)
    if right.kind in ("plus", "minus"):
        yield Term(right.kind, tuple(product(left, p) for p in right.parts), product(left, right).shape)


def _gradients(of: Term, term: Term) -> Iterator[Term]:
    """Yield a gradient in other words: that of a sum, and of xᵀ M x, tr(Mᵀ X) where M does not change."""
    by = term.name
    if of.kind in ("plus", "minus"):
        yield Term(of.kind, tuple(gradient(p, by) for p in of.parts), term.shape)
    match of:
        case Term("product", (Term("transposed", (left,)), right)) if right == symbol(by) and not has(left, by):
            yield left
        case Term("trace", (Term("product", (left, right)),)) if right == symbol(by) and not has(left, by):
            yield transposed(left)


def has(term: Term, name: str) -> bool:
    return any(part.name == name for part in parts(term) if part.kind in ("symbol", "entry", "written"))


@st.composite
def equal(draw: DrawFn, depth: int = 2) -> tuple[Term, Term]:
    """Draw two terms that are equal by construction."""
    left = draw(terms(draw(SHAPES), depth))
    return left, same(draw, left)


@st.composite
def edited(draw: DrawFn, depth: int = 2) -> tuple[Term, Term]:
    """Draw two terms, the second being equal to the first but for one edit that keeps its shapes."""
    left, right = draw(equal(depth))
    places = [(path, edit) for path, part in _paths(right) for edit in _edits(part)]
    path, edit = draw(st.sampled_from(places)) if places else ((), plus(right, right))
    return left, _put(right, path, edit)


def _paths(term: Term, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Term]]:
    yield path, term
    for position, part in enumerate(term.parts):
        yield from _paths(part, (*path, position))


def _put(term: Term, path: tuple[int, ...], new: Term) -> Term:
    if not path:
        return new
    first, *rest = path
    changed = [_put(part, tuple(rest), new) if n == first else part for n, part in enumerate(term.parts)]
    return term.with_parts(tuple(changed))


def _edits(term: Term) -> Iterator[Term]:
    match term.kind, term.parts:
        case "symbol", _:
            yield from (symbol(n) for n, shape in SYMBOLS.items() if shape == term.shape and n != term.name)
        case "written", _:
            yield from (written(n) for n in ARRAYS if SYMBOLS[n] == term.shape and n != term.name)
        case "number", _:
            yield number(int(term.name) + 1)
        case "plus", (left, right):
            yield minus(left, right)
            yield left
        case "minus", (left, right):
            yield minus(right, left)
        case "transposed", (inner,) if inner.shape == term.shape:
            yield inner
        case "product", (left, right) if left.shape and right.shape and left.shape == right.shape[::-1]:
            if product(right, left).shape == term.shape:
                yield product(right, left)
        case "entrywise", (left, _):
            yield left
        case "entry", _ if term.name in "AB":
            yield entry("B" if term.name == "A" else "A", *term.at)


def true(left: Term, right: Term) -> bool | None:
    """Whether two terms are equal at every size tried; None where rounding leaves that open."""
    worst = 0.0
    for seed, sizes in enumerate(SIZES):
        at = point(sizes, seed)
        one, other = (np.asarray(value(side, at, sizes)) for side in (left, right))
        assert one.shape == other.shape, (left, right)
        scale = max(1.0, float(np.max(np.abs(one))), float(np.max(np.abs(other))))
        worst = max(worst, float(np.max(np.abs(one - other))) / scale)
    return True if worst < 1e-11 else False if worst > 1e-6 else None
