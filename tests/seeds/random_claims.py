"""True claims drawn at random: a term, rewritten a few times by sound laws; entries of it; its derivative."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .laws import LAWS
from .terms import Term, inverse, invertible, kronecker, of, places, product, replaced, tex, transpose, vec

MOST_SYMBOLS = 8
MOST_INVERSES = 2
DEEPEST = 3


def _symbol(name: str, *shape: str, facts: str = "") -> Term:
    return Term("symbol", (shape[0], shape[1] if len(shape) > 1 else "1"), (), name, frozenset(facts.split()))


@dataclass(frozen=True)
class Setting:
    """The symbols of a model; the derivative is by `variable`."""

    name: str
    symbols: tuple[Term, ...]
    variable: Term
    determinants: bool = False  # of its square matrices; those of a product of rectangular ones grow too far

    @property
    def sizes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(size for s in self.symbols for size in s.shape if size != "1"))

    @property
    def declared(self) -> dict[str, str]:
        """The symbols with their types, as a snippet declares them."""
        return {s.name: _declared(s) for s in self.symbols}


def _declared(symbol: Term) -> str:
    noun, sizes = ("Vector", symbol.shape[:1]) if symbol.shape[1] == "1" else ("Matrix", symbol.shape)
    return f"{noun}[{', '.join([*sizes, *sorted(symbol.facts)])}]"


_RECTANGULAR = tuple(_symbol(n, *shape) for n, shape in {"A": "mn", "B": "np", "C": "pm", "D": "mn"}.items())
_VECTORS = tuple(_symbol(n, size) for n, size in {"x": "n", "y": "m", "z": "p"}.items())
_SQUARE = (_symbol("A", "n", "n"), _symbol("B", "n", "n"), _symbol("a", "n"), _symbol("b", "n"))
_HYPOTHESES = {"X": "invertible", "Y": "invertible", "S": "symmetric", "Q": "orthogonal", "D": "diagonal"}
_SHAPED = tuple(_symbol(name, "n", "n", facts=facts) for name, facts in _HYPOTHESES.items())

SETTINGS = (
    Setting("rectangular", (*_RECTANGULAR, *_VECTORS), _RECTANGULAR[0]),
    Setting("square", (*_SQUARE, *_SHAPED[:3]), _SHAPED[0], determinants=True),
    Setting("shaped", (*_SQUARE[1:3], *_SHAPED), _SHAPED[0]),
)


@dataclass
class Draw:
    """Terms of one setting, drawn with one generator of random numbers."""

    setting: Setting
    rng: random.Random

    def term(self, rows: str, columns: str, depth: int = DEEPEST) -> Term:
        """Return a term of a shape; of its outermost operation every kind is as likely as any other."""
        direct = self._direct(rows, columns)
        makers: list[Callable[[], Term]] = [lambda: self.rng.choice(direct)] if direct else []
        if depth and (rows, columns) != ("1", "1"):
            makers += [lambda: self._product(rows, columns, depth - 1)] * 2
            makers += [lambda: self._two(rows, columns, depth - 1)]
            makers += [lambda: self._turned(rows, columns, depth - 1)]
        units = [s for s in direct if invertible(s)]
        if units:
            makers += [lambda: inverse(self.rng.choice(units)), lambda: inverse(product(*self.rng.choices(units, k=2)))]
        return self.rng.choice(makers)() if makers else self._product(rows, columns, 0)

    def _direct(self, rows: str, columns: str) -> list[Term]:
        symbols = [s for s in self.setting.symbols if s.shape == (rows, columns)]
        return symbols + [transpose(s) for s in self.setting.symbols if s.shape == (columns, rows)]

    def _product(self, rows: str, columns: str, depth: int) -> Term:
        middles = [*self.setting.sizes, "1"]
        if not depth:  # only by what is there
            middles = [size for size in middles if self._direct(rows, size) and self._direct(size, columns)]
        middle = self.rng.choice(middles)
        return product(self.term(rows, middle, depth), self.term(middle, columns, depth))

    def _turned(self, rows: str, columns: str, depth: int) -> Term:
        of_it = self.term(columns, rows, depth)
        return of_it.args[0] if of_it.op == "transpose" else transpose(of_it)

    def _two(self, rows: str, columns: str, depth: int) -> Term:
        left, right = (self.term(rows, columns, depth) for _ in range(2))
        return of("sum" if left == right else self.rng.choice(("sum", "difference", "hadamard")), left, right)

    def side(self) -> Term:
        """Return the left side of a claim: a matrix, or a number, a vec or a Kronecker product made of matrices."""
        size = self.rng.choice(self.setting.sizes)
        rows, columns = (self.rng.choice(self.setting.sizes) for _ in range(2))
        makers: list[Callable[[], Term]] = [
            lambda: self.term(rows, columns),
            lambda: self.term(rows, "1"),
            lambda: of("trace", self.term(size, size)),
            lambda: of("inner", self.term(rows, columns, 1), self.term(rows, columns, 1)),
            self._vec,
            self._kronecker,
        ]
        if self.setting.determinants:
            makers.append(lambda: of("determinant", self.term(size, size, 1)))
        return self.rng.choice(makers)()

    def _some(self) -> Term:
        return self.rng.choice([s for s in self.setting.symbols if s.shape[1] != "1"])

    def _vec(self) -> Term:
        middle = self._some()
        left = self.term(self.rng.choice(self.setting.sizes), middle.shape[0], 0)
        right = self.term(middle.shape[1], self.rng.choice(self.setting.sizes), 0)
        return vec(product(left, middle, right))

    def _kronecker(self) -> Term:
        one, other = self._some(), self._some()
        pair = kronecker(one, other)
        if self.rng.random() < 0.5:
            return self.rng.choice((transpose(pair), inverse(pair) if invertible(pair) else transpose(pair)))
        nexts = (self.term(s.shape[1], self.rng.choice(self.setting.sizes), 0) for s in (one, other))
        return product(pair, kronecker(*nexts))

    def rewritten(self, term: Term, steps: int) -> Term:
        """Return a term after some laws were applied at random places of it; never longer than is allowed."""
        for _ in range(steps):
            found = [replaced(term, path, new) for path, part in places(term) for law in LAWS for new in law(part)]
            found = [new for new in found if fits(new)]
            if found:
                term = self.rng.choice(found)
        return term


def fits(term: Term) -> bool:
    """Whether a term is short enough to be proved in moments, and makes no matrix of what is a number."""
    parts = [part for _, part in places(term)]
    numbers = any(p.shape == ("1", "1") and p.op != "product" for p in parts) or any(
        arg.shape == ("1", "1") for p in parts if p.op in ("kronecker", "vec", "hadamard") for arg in p.args
    )
    inverses = sum(p.op == "inverse" for p in parts)
    # At size 3 a Kronecker product has 9 rows and a determinant 6 products: with inverses in them they grow too far.
    most = min(MOST_INVERSES, *({"kronecker": 0, "determinant": 1}.get(p.op, MOST_INVERSES) for p in parts))
    return term.size <= MOST_SYMBOLS and inverses <= most and not numbers


def _equation(draw: Draw) -> str | None:
    left = draw.side()
    if not fits(left):
        return None
    right = draw.rewritten(left, draw.rng.randint(1, 6))
    return f"{tex(left)} = {tex(right)}"


def _gradient(draw: Draw) -> str | None:
    r"""Return ∂tr(L X R)/∂X = (R L)ᵀ, the like of Xᵀ and X⁻¹, or a sum of two; the right side rewritten."""
    x = draw.setting.variable
    parts, gradients = [], []
    for _ in range(draw.rng.randint(1, 2)):
        kind = draw.rng.choice(("plain", "transpose", "inverse") if invertible(x) else ("plain", "transpose"))
        inner = {"plain": x, "transpose": transpose(x), "inverse": inverse(x)}[kind]
        size = draw.rng.choice(draw.setting.sizes)
        left, right = draw.term(size, inner.shape[0], 1), draw.term(inner.shape[1], size, 1)
        if any(part == x for side in (left, right) for _, part in places(side)):
            return None
        parts.append(product(left, inner, right))
        around = product(right, left)
        gradients.append(
            {
                "plain": transpose(around),
                "transpose": around,
                "inverse": transpose(product(inverse(x), around, inverse(x))),
            }[kind]
        )
    signs = ["-" if any(f == inverse(x) for f in p.args) else "+" for p in parts]
    if not all(map(fits, [*parts, *gradients])) or any(p.shape == ("1", "1") for p in (*parts, *gradients)):
        return None
    total = " + ".join(rf"\operatorname{{tr}}({tex(part)})" for part in parts)
    sides = [tex(draw.rewritten(g, 2)) for g in gradients]
    terms = "".join(f" {sign} ({side})" for sign, side in zip(signs, sides, strict=True))
    return rf"\frac{{\partial}}{{\partial {x.name}}} \left({total}\right) = {terms.removeprefix(' + ').strip()}"


def _entries(draw: Draw) -> str | None:
    r"""Return (A B C)_{ij} = \sum_k \sum_l a_{ik} b_{kl} c_{lj}, of symbols and transposes."""
    sizes = [draw.rng.choice(draw.setting.sizes) for _ in range(draw.rng.randint(3, 4))]
    factors = [draw.term(rows, columns, 0) for rows, columns in pairwise(sizes)]
    if any(f.op not in ("symbol", "transpose") for f in factors):
        return None
    letters = ["i", *"klq"[: len(factors) - 1], "j"]
    entries = [
        f"{f.name}_{{{r}{c}}}" if f.op == "symbol" else f"{f.args[0].name}_{{{c}{r}}}"
        for f, (r, c) in zip(factors, pairwise(letters), strict=True)
    ]
    signs = " ".join(
        rf"\sum_{{{letter}=1}}^{{{size}}}" for letter, size in zip(letters[1:-1], sizes[1:-1], strict=True)
    )
    return f"({' '.join(map(tex, factors))})_{{ij}} = {signs} {' '.join(entries)}"


def claims(seed: int) -> Iterator[tuple[Setting, str]]:
    """Yield true claims without end, no two alike, each with its setting; the same ones for the same seed."""
    rng = random.Random(seed)
    draws = [Draw(setting, rng) for setting in SETTINGS]
    seen: set[tuple[str, str]] = set()
    while True:
        draw = rng.choice(draws)
        made = rng.choice((_equation, _equation, _equation, _gradient, _entries))(draw)
        if made is None or (draw.setting.name, made) in seen or made.split(" = ")[0] == made.split(" = ")[1]:
            continue
        seen.add((draw.setting.name, made))
        yield draw.setting, made
