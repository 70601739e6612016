"""Formulas under the models that the tests of this folder share, and short ways to ask what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from texproof.diagnostic import Diagnostic
from texproof.elaborate import reading
from texproof.elaborate.claim import Claim
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.letters import known
from texproof.elaborate.scope import Scope
from texproof.elaborate.term import Term
from texproof.elaborate.vocabulary import Vocabulary, index_letters
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

LATEX = {"numbered": {"u12": "u_{12}"}, "named": {"W1": r"W^{(1)}", "xb": "x'", "Xc": "X_{c}"}}
HEAD = """from texproof import *
h, k, m, n, a, b, c = dims("h k m n a b c")
"""
MODELS = {
    # A = Z W under an unknown loss
    "matmul": """Z: Matrix[m, k], W: Matrix[k, n]
A = Z @ W
L = unknown(A)
return {"A": A, "L": L}""",
    "arrays": """A: Matrix[m, n], B: Matrix[m, n], C: Matrix[n, m], S: Matrix[n, n], x: Vector[n], \\
y: Vector[m], alpha: Scalar
return {}""",
    "square": """X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible], S: Matrix[n, n, symmetric], \\
M: Matrix[n, n], x: Vector[n], u: Scalar, t: Scalar[positive]
return {}""",
    "named": """W1: Matrix[m, n], xb: Vector[n], Xc: Matrix[m, n], X: Matrix[n, n], Delta: Matrix[m, n], J: Matrix[n, n]
return {}""",
    # a symbol that is written like an entry of a matrix
    "numbered": """U: Matrix[m, n], u12: Scalar, x: Vector[n]
return {}""",
    "generated": """A: Matrix[m, m], B: Matrix[m, m], w: Vector[m], z: Vector[m], alpha: Scalar, Sigma: Function
L = unknown(A, w)
return {"L": L}""",
    "upright": """KL: Scalar, rank: Scalar, A: Matrix[m, n]
return {}""",
    "complexes": """A: Matrix[m, n, complex], x: Vector[n, complex], z: Scalar[complex]
return {}""",
    "empty": """alpha: Scalar
return {}""",
    "conditioned": """A: Matrix[n, n], B: Matrix[n, n], X: Matrix[n, n, invertible], M: Matrix[n, n], O: Matrix[n, n, \\
orthogonal], x: Vector[n], y: Vector[n], alpha: Scalar, beta: Scalar
f = x @ A @ x
return {"f": f}""",
    # tangents and adjoints, of which one does not keep what its matrix is
    "modes": """A: Matrix[m, n], B: Matrix[n, k], S: Matrix[n, n, symmetric], A_dot: Matrix[m, n], \\
S_dot: Matrix[n, n], O: Matrix[n, n, orthogonal], O_dot: Matrix[n, n], C_bar: Matrix[m, k], x: Vector[n], \\
w: Vector[n, positive]
C = A @ B
D = A @ S
E = A @ O
return {"C": C, "D": D, "E": E}""",
    # arrays whose entries a hypothesis makes up
    "made": """K: Matrix[n, n, skew_symmetric], O: Matrix[n, n, orthogonal], J: Matrix[n, n, idempotent], \\
Y: Matrix[n, n, involutory], N: Matrix[n, n, nilpotent], M: Matrix[m, n, mask], E: Matrix[m, n, one_hot], \\
P: Matrix[n, n, permutation], q: Vector[n, probability], T: Matrix[m, n, stochastic], U: Vector[n, unit_interval], \\
s: Vector[n, signs], D: Matrix[n, n, diagonal], L: Matrix[n, n, lower_triangular], R: Matrix[n, n, upper_triangular], \\
x: Vector[n], B: Matrix[n, n, symmetric, idempotent], C: Matrix[n, n, symmetric, orthogonal], \\
Q: Matrix[n, n, positive_semidefinite]
return {}""",
    # matrices with an inverse
    "regular": """X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible], Z: Matrix[k, k, invertible], \\
D: Matrix[n, n, diagonal, invertible], O: Matrix[n, n, orthogonal], S: Matrix[n, n, symmetric, invertible], \\
P: Matrix[n, n, positive_definite], L: Matrix[n, n, lower_triangular, invertible], W: Matrix[n, n, small], \\
A: Matrix[m, n], x: Vector[n], y: Vector[n], a: Vector[m], t: Scalar[positive], phi: Function
B = A @ X
return {"B": B, "g": unknown(B), "q": x @ P @ x}""",
    # for sides that are made alike of equal parts
    "alike": """X: Matrix[n, n], S: Matrix[n, n, symmetric], O: Matrix[n, n, orthogonal], A: Matrix[n, m], \\
x: Vector[n], y: Vector[n], a: Vector[m], t: Scalar[positive]
return {}""",
    # what is computed from what is computed, with a function that the snippet defines
    "deep": """W: Matrix[m, n], x: Vector[n], y: Vector[n], alpha: Scalar, beta: Scalar[positive], phi: Function
def h(t):
    return xp.where(t > 0, t, alpha * t)
z = W @ x
r = xp.sum(x)
H = xp.outer(x, x)
return {"z": z, "r": r, "H": H, "h": h, "half": xp.cos(xp.pi / 3), "q": xp.sin(xp.pi / 4), "w": xp.sin(r), \\
"p": xp.exp(z), "g": unknown(z), "l": xp.log(xp.sum(xp.exp(z))), "v": xp.maximum(z, 0), \\
"stack": xp.concatenate([x, y]), "c": xp.tanh(r), "turn": xp.sin(xp.pi * 7 / 6), "whole": xp.cos(xp.pi)}""",
    # matrices that differ in what is supposed of them
    "supposed": """A: Matrix[m, n], B: Matrix[k, n], S: Matrix[n, n], P: Matrix[n, n, positive_definite], \\
G: Matrix[n, n, invertible], H: Matrix[n, n, symmetric], R: Matrix[m, k, full_column_rank], \\
Q: Matrix[k, m, full_row_rank], V: Matrix[m, k], x: Vector[n], z: Vector[n], t: Scalar[positive], u: Scalar, \\
p: Scalar[positive]
return {}""",
    # complex symbols
    "complex": "z: Scalar[complex], W: Matrix[n, n, complex], t: Scalar\nreturn {}",
    # two layers with an entrywise function
    "network": """W1: Matrix[h, n], W2: Matrix[m, h], x: Vector[n], b1: Vector[h], c: Scalar, sigma: Function
z1 = W1 @ x + b1
a1 = sigma(z1)
y = W2 @ a1
L = unknown(y)
return {"z1": z1, "a1": a1, "y": y, "L": L}""",
}


@cache
def _vocabulary(model: str, sizes: tuple[tuple[str, int], ...], letters: str) -> Vocabulary:
    parameters, *body = MODELS[model].replace("\\\n", "").split("\n")
    lines = "".join(f"    {line}\n" for line in body)
    head = f"{HEAD}@model(latex={LATEX.get(model)!r})\n"
    made = load(f"{head}def it(xp, {parameters}):\n{lines}", "snippets/it.py")["it"]
    return Vocabulary(signature(made), dict(sizes), index_letters=frozenset(letters))


def vocabulary(
    model: str, *, sizes: Mapping[str, int] | None = None, letters: str = "", after: Sequence[str] = ()
) -> Vocabulary:
    """Return what a model's names mean, with fixed sizes, index letters of the page, and definitions read before."""
    found = _vocabulary(model, tuple((sizes or {}).items()), letters)
    for tex in after:
        claim = meaning(tex, found)
        assert not claim.diagnostics, claim.diagnostics
        for definition in claim.definitions:
            found = found.with_definition(definition)
    return found


def meaning(tex: str, names: Vocabulary) -> Claim:
    """Return the claim of a formula that can be read."""
    found = read(tex)
    assert found.tree is not None, found.diagnostics
    return elaborate(found.tree, names, tex, found.label)


def term(tex: str, names: Vocabulary) -> Term:
    """Return the term that a formula is."""
    tree = read(tex).tree
    assert tree is not None, tex
    scope = Scope(names, tex, frozenset(index_letters(tree)))
    return known(reading.read(tree, scope), scope)


@dataclass(frozen=True)
class Wrong:
    """A diagnostic as the tests compare it: its code and the TeX that it points at."""

    code: str
    place: str


def wrong(tex: str, names: Vocabulary) -> list[Wrong]:
    return [Wrong(d.code, tex[d.span.start : d.span.end]) for d in meaning(tex, names).diagnostics]


def only(tex: str, names: Vocabulary) -> Diagnostic:
    """Return the one thing that is wrong with a formula."""
    [diagnostic] = meaning(tex, names).diagnostics
    return diagnostic
