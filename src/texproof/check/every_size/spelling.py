"""Combinations as formulas of the page: TeX in its own symbols, which the reader reads back.

Nothing is trusted here: what is spelled is judged like any other formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ...elaborate.vocabulary import Vocabulary, tex_name
from ...model.size import Size
from .array import Array, Places
from .coefficient import Coefficient
from .forward import Run
from .gradients import Gradients, symbol_of
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
DELTA = r"\delta"
OPEN = r"\left("


class Unspelled(Exception):
    """What has no spelling in the page's symbols: an array that the model does not name, a fourth root."""


class Speller:
    """Spells combinations of one run. `letters` are those of the free indices, by their nodes."""

    def __init__(
        self, run: Run, vocabulary: Vocabulary, letters: Mapping[Node, str], gradients: Gradients | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.letters = dict(letters)
        self._gradients = gradients or Gradients()
        self._before: dict[Node, str] = {}  # the letters that summed indices had last: they keep them where they can
        self._latex = {} if vocabulary.signature is None else vocabulary.signature.model.latex
        self._names: dict[int, str] = {}
        for name, array in run.arrays.items():
            self._names.setdefault(array.number, name)
        self._values = dict(enumerate(run.values))
        self._lowered = {
            name: key for key, name in vocabulary.entries.items() if key not in (DELTA, *vocabulary.definitions)
        }  # z for Z, unless z has a meaning of its own

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
        networks = [part for network in combination.networks for part in _apart(network)]
        parts = [self._signed(network, len(networks) > 1) for network in networks]
        if not parts:
            return "0"
        # A sum begins with what is added, where anything is.
        first, *rest = sorted(parts, key=lambda part: part[0]) if parts[0][0] else parts
        return " ".join([("-" if first[0] else "") + first[1], *(f"{'-' if m else '+'} {t}" for m, t in rest)])

    def _signed(self, network: Network, among: bool) -> tuple[bool, str]:
        """Return whether a network is subtracted, and its TeX without the sign."""
        minus, coefficient = self._magnitude(network.coefficient)
        bound = _in_order(network)
        inner = self._bound(bound)
        powers = sorted(network.factors, key=lambda power: isinstance(power[0], Change))
        # What opens with a bracket comes first, lest it be read as the argument of what stands before it.
        parts = sorted(
            (part for power in powers for part in inner.factor(*power)), key=lambda part: not part[1].startswith(OPEN)
        )
        above, below = (
            " ".join([*([number] if number != "1" else []), *(tex for over, tex in parts if over is side)])
            for number, side in zip(coefficient, (True, False), strict=True)
        )
        product = rf"\frac{{{above or '1'}}}{{{below}}}" if below else above or "1"
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
            return False, (rf"\left( {self._terms(coefficient)} \right)", "1")
        powers, c = coefficient.terms[0]
        above = [str(abs(c.numerator))] if abs(c.numerator) != 1 else []
        below = [str(c.denominator)] if c.denominator != 1 else []
        for letter, exponent in powers:
            (above if exponent > 0 else below).append(_raised(self._size_letter(letter), abs(exponent)))
        return c < 0, (" ".join(above) or "1", " ".join(below) or "1")

    def _terms(self, coefficient: Coefficient) -> str:
        """Return a coefficient of several terms as their sum, those that are subtracted last."""
        text = ""
        for term in sorted(coefficient.terms, key=lambda term: (term[1] < 0, not term[0])):
            minus, (above, below) = self._magnitude(Coefficient((term,)))
            sign = ("-" if minus else "") if not text else (" - " if minus else " + ")
            text += sign + (above if below == "1" else rf"\frac{{{above}}}{{{below}}}")
        return text

    def _size_letter(self, letter: str) -> str:
        return tex_name(letter, self._latex)

    def size(self, size: Size) -> str:
        """Return a size in its letters."""
        return self._terms(Coefficient.of(size)) or "0"

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
        over, (whole, part) = exponent > 0, divmod(abs(exponent), 1)
        if part not in (0, Fraction(1, 2)):
            raise Unspelled(f"the power {exponent}")
        if isinstance(factor, Group):
            factor = symbol_of(factor.argument) or factor
        if whole:
            yield over, _raised(self._single(factor), whole, simple=self._is_simple(factor))
        if part:
            inside = self.combination(factor.argument) if isinstance(factor, Group) else self._single(factor)
            yield over, rf"\sqrt{{{inside}}}"

    def _is_simple(self, factor: Factor) -> bool:
        """Whether an exponent can follow a factor at once: x_{i}^{2}, but (∂L/∂a)^{2} and (exp(x))^{2}."""
        if isinstance(factor, Computed):
            return factor.array.number not in self._gradients.sides
        return isinstance(factor, Value | Determinant | Group | InverseEntry | Entry)

    def _single(self, factor: Factor) -> str:
        match factor:
            case Computed(array=array, places=places):
                return self.entry(array, places)
            case Partial():
                return self._partial(factor)
            case Change(argument=argument, by=by, at=at):
                return self._change(argument, self.entry(by, at))
            case Delta(left=left, right=right):
                if self._means_something(DELTA):
                    raise Unspelled("Kronecker's delta where δ is a symbol")
                return rf"\delta_{{{self.position(left)},{self.position(right)}}}"
            case Applied(name=name, order=order, argument=argument):
                inside = rf"\left( {self.combination(argument)} \right)"
                if name.startswith("@"):
                    return f"{tex_name(name[1:], self._latex)}{chr(39) * order}{inside}"
                if name == "step":
                    return rf"\left[ {self.combination(argument)} > 0 \right]"
                return rf"\operatorname{{{name}}}{inside}" if name == "erf" else rf"\{name}{inside}"
            case Group(argument=argument):
                return rf"\left( {self.combination(argument)} \right)"
            case Value(position=position):
                alone = position.single is not None or (not position.nodes and len(position.offset.terms) == 1)
                return self.position(position) if alone else rf"\left( {self.position(position)} \right)"
            case InverseEntry(array=array, places=places):
                return rf"\left( {self.name(array)}^{{-1}} \right)_{{{self._index(places)}}}"
            case Determinant(array=array):
                return rf"\det\left( {self.name(array)} \right)"
            case Entry(free=free, places=places) if free.key in self.vocabulary.shapes:
                return self._entry(free.key, places)
        raise Unspelled(type(factor).__name__)

    def names(self, array: Array) -> bool:
        """Whether an array is a symbol of the model."""
        return array.number in self._names

    def name(self, array: Array) -> str:
        """Return the TeX of a symbol. Raises Unspelled for an array that is none."""
        if not self.names(array):
            raise Unspelled("an array that the model does not name")
        return self.vocabulary.tex[self._names[array.number]]

    def entry(self, array: Array, places: Places) -> str:
        """Return the entry of a symbol of the model, z_{i,j}, b_{j}, L, or of a derivative that stands for itself."""
        if array.number in self._gradients.sides:
            of, by = self._gradients.sides[array.number]
            above, below = self.entry(of, places[: len(of.axes)]), self.entry(by, places[len(of.axes) :])
            return rf"\frac{{\partial {above}}}{{\partial {below}}}"
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
        symbol = symbol_of(argument)
        if symbol is not None and symbol.array.number not in self._gradients.sides:
            return rf"\frac{{\partial {self._single(symbol)}}}{{\partial {below}}}"
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


def _apart(network: Network) -> Iterable[Network]:
    """Return a number that is a sum of sizes, n - 1, as its terms; any other network as it is."""
    if network.factors or network.bound:
        return (network,)
    return [Network(Coefficient((term,))) for term in network.coefficient.terms]


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
    return f"{tex}^{{{exponent}}}" if simple else rf"\left( {tex} \right)^{{{exponent}}}"
