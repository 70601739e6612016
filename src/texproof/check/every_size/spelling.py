"""Combinations as formulas of the page: TeX in its own symbols, which the reader reads back.

Nothing is trusted here: what is spelled is judged like any other formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from ...elaborate.vocabulary import Vocabulary, tex_name
from ...model.size import Size
from .array import Array, Places
from .coefficient import Coefficient, Powers
from .forward import Run
from .network import (
    Applied,
    Change,
    Combination,
    Computed,
    Delta,
    Determinant,
    Entry,
    Factor,
    Group,
    InverseEntry,
    Network,
    Partial,
    Value,
)
from .positions import Node, Place, Position

FREE_LETTERS = "pqrstuv"
BOUND_LETTERS = "ijlhabcdgopqrstuv"


class Unspelled(Exception):
    """What has no spelling in the page's symbols: an array that the model does not name, a fourth root."""


class Speller:
    """Spells combinations of one run. `letters` are those of the free indices, by their nodes."""

    def __init__(self, run: Run, vocabulary: Vocabulary, letters: Mapping[Node, str]) -> None:
        self.vocabulary = vocabulary
        self.letters = dict(letters)
        self._before: dict[Node, str] = {}  # the letters that summed indices had last: they keep them where they can
        self._latex = {} if vocabulary.signature is None else vocabulary.signature.model.latex
        self._names: dict[int, str] = {}
        for name, array in run.arrays.items():
            self._names.setdefault(array.number, name)
        self._values = dict(enumerate(run.values))
        self._lowered = {name: key for key, name in vocabulary.entries.items()}

    def free(self, taken: Iterable[str]) -> Iterator[str]:
        """Yield letters for free indices that mean nothing else on the page."""
        yield from self._unused(FREE_LETTERS, taken)

    def _unused(self, pool: str, taken: Iterable[str]) -> Iterator[str]:
        used = {*taken, *self.letters.values()}
        yield from (x for x in pool if x not in used and not self._means_something(x))

    def _means_something(self, letter: str) -> bool:
        return self.vocabulary.knows(letter) or letter in self.vocabulary.entries

    def combination(self, combination: Combination) -> str:
        """Return a combination as a sum; 0 where it is empty."""
        parts = [self._signed(network, len(combination.networks) > 1) for network in combination.networks]
        if not parts:
            return "0"
        first, *rest = parts
        return " ".join([("-" if first[0] else "") + first[1], *(f"{'-' if m else '+'} {t}" for m, t in rest)])

    def _signed(self, network: Network, among: bool) -> tuple[bool, str]:
        """Return whether a network is subtracted, and its TeX without the sign."""
        minus, coefficient = self._magnitude(network.coefficient)
        bound = _in_order(network)
        inner = self._bound(bound)
        above = [*([coefficient[0]] if coefficient[0] != "1" else [])]
        below = [*([coefficient[1]] if coefficient[1] != "1" else [])]
        for factor, exponent in sorted(network.factors, key=lambda power: isinstance(power[0], Change)):
            for part in inner.factor(factor, exponent):
                (above if part[0] else below).append(part[1])
        product = " ".join(above) or "1"
        if below:
            product = rf"\frac{{{product}}}{{{' '.join(below)}}}"
        sums = "".join(rf"\sum_{{{inner.letters[n]}=1}}^{{{self.size(n.size)}}} " for n in bound)
        return minus, rf"\left( {sums}{product} \right)" if sums and among else f"{sums}{product}"

    def _bound(self, nodes: Iterable[Node]) -> Speller:
        """Return a speller that has letters for more nodes."""
        found = object.__new__(Speller)
        found.__dict__.update(self.__dict__)
        found.letters = dict(self.letters)
        for n in nodes:
            used = found.letters.values()
            letter = self._before.get(n) if self._before.get(n) not in used else None
            letter = letter or next(found._unused(BOUND_LETTERS, ()), None)
            if letter is None:
                raise Unspelled("too many indices")
            found.letters[n] = self._before[n] = letter
        return found

    def _magnitude(self, coefficient: Coefficient) -> tuple[bool, tuple[str, str]]:
        """Return whether a coefficient is negative, and its numerator and denominator without the sign."""
        if len(coefficient.terms) != 1:
            inside = " + ".join(_monomial(powers, c, self._size_letter) for powers, c in coefficient.terms)
            if any(c < 0 or any(e < 0 for _, e in powers) for powers, c in coefficient.terms):
                raise Unspelled("a coefficient of several terms")
            return False, (rf"\left( {inside} \right)", "1")
        powers, c = coefficient.terms[0]
        above = [str(abs(c.numerator))] if abs(c.numerator) != 1 else []
        below = [str(c.denominator)] if c.denominator != 1 else []
        for letter, exponent in powers:
            (above if exponent > 0 else below).append(_raised(self._size_letter(letter), abs(exponent)))
        return c < 0, (" ".join(above) or "1", " ".join(below) or "1")

    def _size_letter(self, letter: str) -> str:
        return tex_name(letter, self._latex)

    def size(self, size: Size) -> str:
        """Return a size in its letters."""
        coefficient = Coefficient.of(size)
        if not coefficient.terms:
            return "0"
        ordered = sorted(coefficient.terms, key=lambda term: (term[1] < 0, not term[0]))
        text = ""
        for powers, c in ordered:
            sign = ("-" if c < 0 else "") if not text else (" - " if c < 0 else " + ")
            text += sign + _monomial(powers, abs(c), self._size_letter)
        return text

    def position(self, position: Position) -> str:
        """Return an index: i, 1, m, i + 1."""
        text = ""
        for n, c in position.nodes:
            sign = ("-" if c < 0 else "") if not text else (" - " if c < 0 else " + ")
            text += sign + (self.letters[n] if abs(c) == 1 else f"{abs(c)} {self.letters[n]}")
        if position.offset.terms or not text:
            offset = self.size(position.offset)
            text += offset if not text else f" - {offset[1:]}" if offset.startswith("-") else f" + {offset}"
        return text

    def factor(self, factor: Factor, exponent: Fraction) -> Iterator[tuple[bool, str]]:
        """Yield the powers that a factor's power is written as: whether above the fraction line, and its TeX."""
        over, power = exponent > 0, abs(exponent)
        if power == Fraction(1, 2):
            inside = self.combination(factor.argument) if isinstance(factor, Group) else self._single(factor)
            yield over, rf"\sqrt{{{inside}}}"
        elif power.denominator != 1:
            raise Unspelled(f"the power {exponent}")
        else:
            yield over, _raised(self._single(factor), int(power), simple=isinstance(factor, Value | Determinant))

    def _single(self, factor: Factor) -> str:
        match factor:
            case Computed(array=array, places=places):
                return self.entry(array, places)
            case Partial():
                return self._partial(factor)
            case Change(argument=argument, by=by, at=at):
                return self._change(argument, self.entry(by, at))
            case Delta(left=left, right=right):
                return rf"\delta_{{{self.position(left)},{self.position(right)}}}"
            case Applied(name=name, order=order, argument=argument):
                inside = rf"\left( {self.combination(argument)} \right)"
                if name.startswith("@"):
                    return f"{tex_name(name[1:], self._latex)}{chr(39) * order}{inside}"
                return rf"\{name}{inside}"
            case Group(argument=argument):
                return rf"\left( {self.combination(argument)} \right)"
            case Value(position=position):
                return self.position(position)
            case InverseEntry(array=array, places=places):
                return rf"\left( {self._name(array)}^{{-1}} \right)_{{{self._index(places)}}}"
            case Determinant(array=array):
                return rf"\det\left( {self._name(array)} \right)"
            case Entry(free=free, places=places) if free.key in self.vocabulary.shapes:
                return self._entry(free.key, places)
        raise Unspelled(type(factor).__name__)

    def _name(self, array: Array) -> str:
        name = self._names.get(array.number)
        if name is None:
            raise Unspelled("an array that the model does not name")
        return self.vocabulary.tex[name]

    def entry(self, array: Array, places: Places) -> str:
        """Return the entry of a symbol of the model: z_{i,j}, b_{j}, L."""
        if array.number not in self._names:
            raise Unspelled("an array that the model does not name")
        return self._entry(self._names[array.number], places)

    def _entry(self, name: str, places: Places) -> str:
        tex = self.vocabulary.tex[name]
        if not places:
            return tex
        lowered = self._lowered.get(name) if len(places) == 2 else None
        if lowered is None and "_" in tex:
            tex = f"[{tex}]"
        return f"{lowered or tex}_{{{self._index(places)}}}"

    def _index(self, places: Iterable[Place]) -> str:
        if any(len(place) != 1 for place in places):
            raise Unspelled("an index of two parts")
        return ",".join(self.position(place[0][0]) for place in places)

    def _change(self, argument: Combination, below: str) -> str:
        only = argument.networks[0] if len(argument.networks) == 1 else None
        single = only is not None and only.coefficient.number == 1 and not only.bound and len(only.factors) == 1
        if (
            single
            and only is not None
            and isinstance(only.factors[0][0], Computed | Partial)
            and only.factors[0][1] == 1
        ):
            factor = only.factors[0][0]
            if isinstance(factor, Computed) or not factor.by:
                return rf"\frac{{\partial {self._single(factor)}}}{{\partial {below}}}"
        return rf"\frac{{\partial}}{{\partial {below}}} \left( {self.combination(argument)} \right)"

    def _partial(self, factor: Partial) -> str:
        """Return ∂L/∂a_{ij} for a partial derivative of an unknown function of A.

        On the page ∂/∂A lets everything follow that is computed from A; so no other argument may be.
        """
        value = self._values.get(factor.call.number)
        if value is None:
            raise Unspelled("an unknown function that the model does not name")
        above = self.entry(value, factor.places[0])
        if not factor.by:
            return above
        arguments = factor.call.arguments
        for number in factor.by:
            others = (a for i, a in enumerate(arguments) if i != number)
            if any(arguments[number].number in other.depends for other in others):
                raise Unspelled("an argument of an unknown function that another one is computed from")
        below = [self.entry(arguments[t], places) for t, places in zip(factor.by, factor.places[1:], strict=True)]
        order = "" if len(below) == 1 else f"^{len(below)}"
        varied = " ".join(rf"\partial {b}" for b in below)
        return rf"\frac{{\partial{order} {above}}}{{{varied}}}"


def _in_order(network: Network) -> list[Node]:
    """Return the nodes that a network sums over in the order in which they stand in its factors."""
    order: dict[Node, None] = {}
    for factor, _ in sorted(network.factors, key=lambda power: not isinstance(power[0], Partial)):
        order.update(dict.fromkeys(sorted(factor.nodes(), key=lambda n: _where(factor, n))))
    return [*(n for n in order if n in network.bound), *(n for n in network.bound if n not in order)]


def _where(factor: Factor, n: Node) -> tuple[int, int]:
    """Return at which place of a factor a node stands first."""
    groups = factor.places if isinstance(factor, Partial) else (getattr(factor, "places", ()),)
    places = [place for group in groups for place in group]
    at = [i for i, place in enumerate(places) if any(x == n for position, _ in place for x, _ in position.nodes)]
    return (at[0] if at else len(places)), n.number


def _raised(tex: str, exponent: int, *, simple: bool = True) -> str:
    if exponent == 1:
        return tex
    return f"{tex}^{{{exponent}}}" if simple and "_" not in tex else rf"\left( {tex} \right)^{{{exponent}}}"


def _monomial(powers: Powers, c: Fraction, letter: Callable[[str], str]) -> str:
    spelled = [_raised(letter(x), e) for x, e in powers]
    number = [] if c == 1 and spelled else [str(c)]
    return " ".join([*number, *spelled])
