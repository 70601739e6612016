"""Laws of matrix algebra as rewritings: each takes a term and gives the terms that equal it, for all values.

Each law stands in both directions where both can be read off a term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .terms import Term, inverse, invertible, kronecker, of, product, transpose, vec

Law = Callable[[Term], Iterator[Term]]


def transposes(t: Term) -> Iterator[Term]:
    """Yield (AB)ᵀ = BᵀAᵀ, (A + B)ᵀ = Aᵀ + Bᵀ, (A ⊙ B)ᵀ = Aᵀ ⊙ Bᵀ, (A ⊗ B)ᵀ = Aᵀ ⊗ Bᵀ, Aᵀᵀ = A."""
    if t.op == "transpose":
        (a,) = t.args
        if a.op == "transpose":
            yield a.args[0]
        if a.op == "product":
            yield product(*(transpose(f) for f in reversed(a.args)))
        if a.op in ("sum", "difference", "hadamard"):
            yield of(a.op, *map(transpose, a.args))
        if a.op == "kronecker":
            yield kronecker(*map(transpose, a.args))
    elif t.op == "product" and all(f.op == "transpose" for f in t.args):
        yield transpose(product(*(f.args[0] for f in reversed(t.args))))
    elif t.op in ("sum", "difference", "hadamard") and all(f.op == "transpose" for f in t.args):
        yield transpose(of(t.op, *(f.args[0] for f in t.args)))


def hypotheses(t: Term) -> Iterator[Term]:
    """Yield Sᵀ = S for what is symmetric or diagonal, Q⁻¹ = Qᵀ for what is orthogonal, and back."""
    inner = t.args[0] if t.op in ("transpose", "inverse") else t
    if t.op == "transpose" and inner.facts & {"symmetric", "diagonal", "positive_definite"}:
        yield inner
    if t.op == "symbol" and t.facts & {"symmetric", "diagonal", "positive_definite"}:
        yield transpose(t)
    if t.op in ("transpose", "inverse") and "orthogonal" in inner.facts:
        yield inverse(inner) if t.op == "transpose" else transpose(inner)


def sums(t: Term) -> Iterator[Term]:
    """Yield A + B = B + A, (A + B) + C = A + (B + C), A − B = −(B − A) as A + C − (B + C) is left out."""
    if t.op == "sum":
        yield of("sum", *reversed(t.args))
        left, right = t.args
        if left.op == "sum":
            yield of("sum", left.args[0], of("sum", left.args[1], right))
        if right.op == "sum":
            yield of("sum", of("sum", left, right.args[0]), right.args[1])


def distributes(t: Term) -> Iterator[Term]:
    """Yield A(B ± C) = AB ± AC and (A ± B)C = AC ± BC, and both back."""
    if t.op == "product":
        for at, f in enumerate(t.args):
            if f.op in ("sum", "difference"):
                yield of(f.op, *(product(*t.args[:at], part, *t.args[at + 1 :]) for part in f.args))
    if t.op in ("sum", "difference") and all(a.op == "product" for a in t.args):
        left, right = (a.args for a in t.args)
        if left[0] == right[0]:
            yield product(left[0], of(t.op, product(*left[1:]), product(*right[1:])))
        if left[-1] == right[-1]:
            yield product(of(t.op, product(*left[:-1]), product(*right[:-1])), left[-1])


def entrywise(t: Term) -> Iterator[Term]:
    """Yield A ⊙ B = B ⊙ A, A ⊙ (B ⊙ C) = (A ⊙ B) ⊙ C, A ⊙ (B ± C) = A ⊙ B ± A ⊙ C, ab ᵀ ⊙ cdᵀ = (a ⊙ c)(b ⊙ d)ᵀ."""
    if t.op != "hadamard":
        return
    left, right = t.args
    yield of("hadamard", right, left)
    if right.op == "hadamard":
        yield of("hadamard", of("hadamard", left, right.args[0]), right.args[1])
    if right.op in ("sum", "difference"):
        yield of(right.op, *(of("hadamard", left, part) for part in right.args))
    if all(x.op == "product" and len(x.args) == 2 and x.args[0].shape[1] == "1" for x in t.args):
        yield product(*(of("hadamard", *pair) for pair in zip(left.args, right.args, strict=True)))


def kroneckers(t: Term) -> Iterator[Term]:
    """Yield (A ⊗ B)(C ⊗ D) = AC ⊗ BD, A ⊗ (B ± C) = A ⊗ B ± A ⊗ C, (A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹."""
    if t.op == "product" and len(t.args) == 2 and all(f.op == "kronecker" for f in t.args):
        (a, b), (c, d) = (f.args for f in t.args)
        if a.shape[1] == c.shape[0] and b.shape[1] == d.shape[0]:
            yield kronecker(product(a, c), product(b, d))
    if t.op == "kronecker":
        left, right = t.args
        if right.op in ("sum", "difference"):
            yield of(right.op, *(kronecker(left, part) for part in right.args))
        if left.op in ("sum", "difference"):
            yield of(left.op, *(kronecker(part, right) for part in left.args))
    if t.op == "inverse" and t.args[0].op == "kronecker":
        yield kronecker(*map(inverse, t.args[0].args))


def vectorized(t: Term) -> Iterator[Term]:
    """Yield vec(AXB) = (Bᵀ ⊗ A) vec X and vec(A ± B) = vec A ± vec B."""
    if t.op != "vec":
        return
    (a,) = t.args
    if a.op == "product" and len(a.args) == 3:
        left, middle, right = a.args
        yield product(kronecker(transpose(right), left), vec(middle))
    if a.op in ("sum", "difference"):
        yield of(a.op, *map(vec, a.args))


def traces(t: Term) -> Iterator[Term]:
    """Yield tr(AB) = tr(BA), tr A = tr Aᵀ, tr(A ± B) = tr A ± tr B, ⟨A, B⟩ = tr(AᵀB), tr(A ⊗ B) = tr A tr B."""
    if t.op == "inner":
        left, right = t.args
        yield of("inner", right, left)
        yield of("trace", product(transpose(left), right))
    if t.op != "trace":
        return
    (a,) = t.args
    yield of("trace", transpose(a))
    if a.op == "product":
        for at in range(1, len(a.args)):
            yield of("trace", product(*a.args[at:], *a.args[:at]))
        first, *rest = a.args
        if first.op == "transpose":
            yield of("inner", first.args[0], product(*rest))
    if a.op in ("sum", "difference"):
        yield Term(a.op, (), tuple(of("trace", part) for part in a.args))
    if a.op == "kronecker" and all(x.shape[0] == x.shape[1] for x in a.args):
        yield Term("times", (), tuple(of("trace", x) for x in a.args))


def inverses(t: Term) -> Iterator[Term]:
    """Yield (AB)⁻¹ = B⁻¹A⁻¹, (A⁻¹)⁻¹ = A, (Aᵀ)⁻¹ = (A⁻¹)ᵀ, A A⁻¹ B = B, and A = A B B⁻¹ is left to these."""
    if t.op == "inverse":
        (a,) = t.args
        if a.op == "inverse":
            yield a.args[0]
        if a.op == "product" and all(map(invertible, a.args)):
            yield product(*(inverse(f) for f in reversed(a.args)))
        if a.op == "transpose":
            yield transpose(inverse(a.args[0]))
    if t.op == "transpose" and t.args[0].op == "inverse":
        yield inverse(transpose(t.args[0].args[0]))
    if t.op == "product" and len(t.args) > 2:
        for at in range(len(t.args) - 1):
            f, g = t.args[at : at + 2]
            if f == inverse(g) or g == inverse(f):
                yield product(*t.args[:at], *t.args[at + 2 :])


def determinants(t: Term) -> Iterator[Term]:
    """Yield det(AB) = det A det B for square A and B, det Aᵀ = det A."""
    if t.op != "determinant":
        return
    (a,) = t.args
    if a.op == "product" and all(f.shape[0] == f.shape[1] for f in a.args):
        yield Term("times", (), tuple(of("determinant", f) for f in a.args))
    yield of("determinant", a.args[0] if a.op == "transpose" else transpose(a))


LAWS: tuple[Law, ...] = (
    transposes,
    hypotheses,
    sums,
    distributes,
    entrywise,
    kroneckers,
    vectorized,
    traces,
    inverses,
    determinants,
)
