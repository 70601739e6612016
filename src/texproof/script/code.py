"""A typed term as Python source: an expression over an array namespace `xp` and the values `at` of the symbols."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatchmethod
from math import lcm
from typing import ClassVar

from ..elaborate import term as t
from ..model.size import Shape, Size


class Unscripted(Exception):
    """A claim that no script is written for; the message says why."""


def size_name(letter: str) -> str:
    """Return a size letter as a name of Python's: one that stands for a size without a letter has a "?" in it."""
    return letter.replace("?", "size_")


def size_code(size: Size) -> str:
    """Return a size as Python source: "m * n + 1", "(n * n + n) // 2"."""
    below = lcm(*(Fraction(coefficient).denominator for _, coefficient in size.terms))
    if below > 1:
        return f"({size_code(size * below)}) // {below}"
    text = ""
    for letters, coefficient in sorted(size.terms, key=lambda item: (item[1] < 0, not item[0], item[0])):
        named = [size_name(letter) for letter in letters]
        factors = named if named and abs(coefficient) == 1 else [str(abs(coefficient)), *named]
        sign = "-" if coefficient < 0 else "+"
        text += f" {sign} {' * '.join(factors)}" if text else ("-" * (coefficient < 0)) + " * ".join(factors)
    return text or "0"


def shape_code(shape: Shape) -> str:
    """Return a shape as a tuple in Python source."""
    return "(" + ", ".join(size_code(size) for size in shape) + ("," if len(shape) == 1 else "") + ")"


# How tightly source binds, so that no parenthesis is written that is not needed.
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)


@dataclass(slots=True)
class Coder:
    """Writes terms as source. `taken` are names that no index letter gets; `functions` are those of the model."""

    xp: ClassVar[str] = "xp"  # the name of the array namespace
    taken: Collection[str] = ()
    functions: Collection[str] = ()
    bindings: dict[str, str] = field(default_factory=dict)

    def code(self, term: t.Term, level: int = SUM) -> str:
        """Return a term's source, in parentheses where what stands around it binds tighter than `level`."""
        text, own = self._written(term)
        return f"({text})" if own < level else text

    def letter(self, name: str) -> str:
        """Return an index letter as a name of its own."""
        if name not in self.bindings:
            plain = "".join(c if c.isalnum() else "_" for c in name)
            while plain in self.taken or plain in self.bindings.values() or not plain.isidentifier():
                plain += "_" if plain.isidentifier() else "x"
            self.bindings[name] = plain
        return self.bindings[name]

    def index(self, index: t.Index, less: int = 0) -> str:
        """Return an index's source, with `less` taken off."""
        text = ""
        for letter, coefficient in sorted(index.letters, key=lambda item: item[1] < 0):
            times = "" if abs(coefficient) == 1 else f"{abs(coefficient)} * "
            sign = "-" if coefficient < 0 else "+"
            text += (
                f" {sign} {times}{self.letter(letter)}"
                if text
                else "-" * (coefficient < 0) + times + self.letter(letter)
            )
        offset = index.offset - less
        if not offset.terms:
            return text or "0"
        rest = size_code(offset)
        if not text:
            return rest
        return f"{text} - {rest[1:]}" if rest.startswith("-") and len(offset.terms) == 1 else f"{text} + {rest}"

    def _range(self, lower: t.Index, upper: t.Index) -> str:
        beyond = self.index(t.Index(upper.letters, upper.offset + 1))
        return f"range({self.index(lower)}, {beyond})"

    def _number(self, term: t.Term, level: int) -> str:
        """Return a term's source; where nothing in it is more than a whole number, as a number of `xp`."""
        return self._as_number(self.code(term)) if _is_whole(term) else self.code(term, level)

    def _as_number(self, text: str) -> str:
        return f"xp.number({text})"

    def symbol(self, name: str) -> str:
        """Return the source of a symbol's value."""
        return f'at["{name}"]'

    def _written(self, term: t.Term) -> tuple[str, int]:
        found = self._of(term)
        return (found, ATOM) if isinstance(found, str) else found

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        raise Unscripted(f"{type(term).__name__} terms have no script")

    @_of.register
    def _(self, term: t.Number) -> str | tuple[str, int]:
        if term.value.denominator != 1:
            return f"xp.number({term.value.numerator}, {term.value.denominator})"
        return (str(term.value), SIGN) if term.value < 0 else str(term.value)

    @_of.register
    def _(self, term: t.IndexNumber) -> str | tuple[str, int]:
        text = self.index(term.index)
        return text, ATOM if text.isidentifier() or text.isdigit() else SUM

    @_of.register
    def _(self, term: t.ImaginaryUnit) -> str:
        return "xp.i"

    @_of.register
    def _(self, term: t.Pi) -> str:
        return f"{self.xp}.pi"

    @_of.register
    def _(self, term: t.Zero) -> str:
        return f"{self.xp}.zeros({shape_code(term.shape)})" if term.shape else "0"

    @_of.register
    def _(self, term: t.Ones) -> str:
        return f"{self.xp}.ones({shape_code(term.shape)})"

    @_of.register
    def _(self, term: t.Identity) -> str:
        return f"{self.xp}.eye({size_code(term.shape[0])})"

    @_of.register
    def _(self, term: t.Unit) -> str:
        return f"unit(xp, {self.index(term.row)}, {self.index(term.column)}, {shape_code(term.shape)})"

    @_of.register
    def _(self, term: t.Delta) -> str:
        return f"int({self.index(term.left)} == {self.index(term.right)})"

    @_of.register
    def _(self, term: t.Elimination) -> str:
        return f"elimination(xp, math.isqrt({size_code(term.shape[1])}))"

    @_of.register
    def _(self, term: t.Symbol) -> str:
        return self.symbol(term.name)

    @_of.register
    def _(self, term: t.Entry) -> str:
        at = ", ".join(self.index(i, 1) for i in term.index)
        return f"{self.code(term.array, ATOM)}[{at}]"

    @_of.register
    def _(self, term: t.Slice) -> str:
        row, across = term.index
        if row is not None and across is None:
            return f"{self.code(term.array, ATOM)}[{self.index(row, 1)}, None, :]"
        if across is not None and row is None:
            return f"{self.code(term.array, ATOM)}[:, {self.index(across, 1)}, None]"
        raise Unscripted("a slice that is neither a row nor a column")

    @_of.register
    def _(self, term: t.Add) -> tuple[str, int]:
        text = self.code(term.terms[0], SUM)
        for part in term.terms[1:]:
            if isinstance(part, t.Negative):
                text += f" - {self.code(part.argument, PRODUCT)}"
            else:
                text += f" + {self.code(part, PRODUCT)}"
        return text, SUM

    @_of.register
    def _(self, term: t.Negative) -> tuple[str, int]:
        return f"-{self.code(term.argument, SIGN)}", SIGN

    @_of.register
    def _(self, term: t.Multiply) -> str | tuple[str, int]:
        if not term.left.shape or not term.right.shape:
            return f"{self.code(term.left, PRODUCT)} * {self.code(term.right, SIGN)}", PRODUCT
        text = f"{self.code(term.left, PRODUCT)} @ {self.code(term.right, SIGN)}"
        return (text, PRODUCT) if term.shape else f"({text})[0, 0]"

    @_of.register
    def _(self, term: t.Divide) -> tuple[str, int]:
        return f"{self._number(term.numerator, PRODUCT)} / {self.code(term.denominator, SIGN)}", PRODUCT

    @_of.register
    def _(self, term: t.Power) -> str | tuple[str, int]:
        if term.base.shape:
            return f"np.linalg.matrix_power({self.code(term.base)}, {self.code(term.exponent)})"
        return f"{self._number(term.base, ATOM)} ** {self.code(term.exponent, ATOM)}", POWER

    @_of.register
    def _(self, term: t.Transpose) -> str:
        return f"{self.code(term.argument, ATOM)}.T" if term.argument.shape else self.code(term.argument, ATOM)

    @_of.register
    def _(self, term: t.Inverse) -> str | tuple[str, int]:
        if not term.argument.shape:
            return f"1 / {self.code(term.argument, SIGN)}", PRODUCT
        text = f"{self.xp}.linalg.inv({self.code(term.argument)})"
        return text if term.shape else f"{text}[0, 0]"

    @_of.register
    def _(self, term: t.PseudoInverse) -> str:
        if term.generic:
            raise Unscripted("a pseudo-inverse of unknown rank")
        turned = f"{self.code(term.argument, ATOM)}.T" if term.adjoint is None else self.code(term.adjoint)
        return f"pseudo_inverse(xp, {self.code(term.argument)}, {turned})"

    @_of.register
    def _(self, term: t.Hadamard) -> tuple[str, int]:
        return f"{self.code(term.left, PRODUCT)} * {self.code(term.right, SIGN)}", PRODUCT

    @_of.register
    def _(self, term: t.Kronecker) -> str:
        return f"{self.xp}.kron({self.code(term.left)}, {self.code(term.right)})"

    @_of.register
    def _(self, term: t.Trace) -> str:
        return f"{self.xp}.trace({self.code(term.argument)})" if term.argument.shape else self.code(term.argument, ATOM)

    @_of.register
    def _(self, term: t.Determinant) -> str:
        return (
            f"{self.xp}.linalg.det({self.code(term.argument)})"
            if term.argument.shape
            else self.code(term.argument, ATOM)
        )

    @_of.register
    def _(self, term: t.Vec) -> str:
        return f"column({self.code(term.argument)})" if term.argument.shape else self.code(term.argument, ATOM)

    @_of.register
    def _(self, term: t.Inner) -> str | tuple[str, int]:
        text = f"{self.code(term.left, PRODUCT)} * {self.code(term.right, SIGN)}"
        return f"{self.xp}.sum({text})" if term.left.shape else (text, PRODUCT)

    @_of.register
    def _(self, term: t.Norm2) -> str | tuple[str, int]:
        text = f"{self.code(term.argument, ATOM)} ** 2"
        return f"{self.xp}.sum({text})" if term.argument.shape else (text, POWER)

    @_of.register
    def _(self, term: t.MatrixFunction) -> str:
        argument = self.code(term.argument)
        if term.function in self.functions:
            return f'at.of_matrix("{term.function}", {term.order}, {argument})'
        return f"matrix_{term.function}(xp, {argument})"

    @_of.register
    def _(self, term: t.Apply) -> str:
        if term.function in self.functions:
            return f'at.apply("{term.function}", {term.order}, {self.code(term.argument)})'
        return f"{self.xp}.{term.function}({self._number(term.argument, SUM)})"

    @_of.register
    def _(self, term: t.Sum) -> str:
        return f"sum({self._bound(term.letter, lambda: self._each(term))})"

    @_of.register
    def _(self, term: t.Fold) -> str:
        text = self._bound(term.letter, lambda: self._each(term))
        if term.operation == "product":
            return f"math.prod({text})"
        return f"{'largest' if term.operation == 'maximum' else 'smallest'}(xp, [{text}])"

    def _each(self, term: t.Sum | t.Fold) -> str:
        return f"{self.code(term.body)} for {self.letter(term.letter)} in {self._range(term.lower, term.upper)}"

    @_of.register
    def _(self, term: t.Series) -> str:
        body = self._bound(term.letter, lambda: f"lambda {self.letter(term.letter)}: {self.code(term.body)}")
        return f"series(xp, {body}, {self.index(term.lower)})"

    @_of.register
    def _(self, term: t.Integral) -> str:
        body = self._bound(term.letter, lambda: f"lambda {self.letter(term.letter)}: {self.code(term.body)}")
        return f"integral(xp, {body}, {self.index(term.lower)}, {self.index(term.upper)})"

    @_of.register
    def _(self, term: t.Factorial) -> str:
        return f"xp.number(math.factorial({self.index(term.index)}))"

    def _bound(self, letter: str, write: Callable[[], str]) -> str:
        """Return source in which a letter is bound: it ends where the source does."""
        outer = self.bindings.pop(letter, None)
        text = write()
        del self.bindings[letter]
        if outer is not None:
            self.bindings[letter] = outer
        return text

    @_of.register
    def _(self, term: t.Entries) -> str:
        def row() -> str:
            upper = f"range(1, {size_code(term.shape[1] + 1)})"
            inner = self._bound(
                term.column, lambda: f"[{self.code(term.body)} for {self.letter(term.column)} in {upper}]"
            )
            return f"{inner} for {self.letter(term.row)} in range(1, {size_code(term.shape[0] + 1)})"

        return f"{self.xp}.array([{self._bound(term.row, row)}])"

    @_of.register
    def _(self, term: t.Blocks) -> str:
        rows = ", ".join("[" + ", ".join(self.code(cell) for cell in row) + "]" for row in term.rows)
        return f"blocks(xp, [{rows}])"

    @_of.register
    def _(self, term: t.Derivative) -> str:
        symbol = next((part for part in t.walk(term.by) if isinstance(part, t.Symbol)), None)
        if symbol is None:
            raise Unscripted("a derivative by no symbol")
        pick = ""
        if term.by is not symbol:
            place = self.code(term.by).replace(self.symbol(symbol.name), symbol_name(symbol.name))
            pick = f", lambda {symbol_name(symbol.name)}: {place}"
        return f'derivative(lambda at: {self.code(term.of)}, at, "{symbol.name}", {shape_code(term.shape)}{pick})'

    @_of.register
    def _(self, term: t.Differential) -> str:
        along = ", ".join(f'"{symbol.name}": {self.code(step)}' for symbol, step in term.along)  # type: ignore[attr-defined]
        return f"differential(lambda at: {self.code(term.of)}, at, {{{along}}})"


def symbol_name(name: str) -> str:
    """Return a symbol's name as one of Python's: "Z_conj" for "Z*"."""
    plain = name.replace("*", "_conj")
    return "".join(c if c.isalnum() else "_" for c in plain)


def _is_whole(term: t.Term) -> bool:
    """Whether Python would compute a term with its own whole numbers, whose quotients are floating-point numbers."""
    kinds = (t.Number, t.IndexNumber, t.Delta, t.Add, t.Negative, t.Multiply, t.Power, t.Sum, t.Zero)
    return not term.shape and all(isinstance(part, kinds) and not part.shape for part in t.walk(term))
