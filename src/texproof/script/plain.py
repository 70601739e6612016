"""A claim in plain NumPy and in plain SymPy: a few lines to paste, with no functions but those of the library."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from typing import ClassVar

from ..elaborate import term as t
from ..elaborate.claim import Obligation
from ..model.declare import Model
from ..model.hypotheses import positive
from ..model.size import Shape, Size
from .code import ATOM, PRODUCT, SIGN, Coder, Unscripted, shape_code, size_code, symbol_name
from .scripted import Scripted

_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_NUMBERED = re.compile(r"[\W_]\d+$")
_TAKEN = frozenset({"np", "sp", "math", "sum", "min", "max", "int", "range", "left", "right", "row", "column", "u"})
# What SymPy calls otherwise than a snippet does.
_SYMPY: Mapping[str, str] = {"abs": "Abs", "maximum": "Max", "minimum": "Min"}


class Plain(Coder):
    """What both libraries have in common: symbols stand under their own names, functions are called by theirs."""

    def __init__(self, model: Model, functions: Collection[str], letters: Collection[str], names: set[str]) -> None:
        super().__init__(_TAKEN | {*letters} | {*map(symbol_name, names)}, functions)
        self.model = model
        self.letters = frozenset(letters)
        self.variables: set[str] = set()  # names of what is summed or integrated over as a symbol
        self.slopes: dict[str, Shape] = {}  # names of derivatives of what a snippet computes
        self.increments: dict[str, tuple[tuple[t.Term, t.Term], ...]] = {}  # along what differentials of a name are

    def letter(self, name: str) -> str:
        """Return an index letter as a name of its own, without the number that tells it from others of its name."""
        if name not in self.bindings:
            plain = _NUMBERED.sub("", name)
            while not plain.isidentifier() or plain in self.taken or plain in self.bindings.values():
                plain = f"{plain}_" if plain.isidentifier() else f"{''.join(c for c in plain if c.isalnum())}x"
            self.bindings[name] = plain
        return self.bindings[name]

    def slope(self, term: t.Derivative) -> str:
        """Return the name of a derivative that a snippet's symbol has: dL_dA, of which an entry may be taken.

        Raises: Unscripted where that has more than two indices, or is of no symbol.
        """
        of, by = term.of, term.by
        symbol = by.array if isinstance(by, t.Entry) else by
        if not isinstance(of, t.Symbol) or not isinstance(symbol, t.Symbol) or term.layout == "tensor":
            raise Unscripted("a derivative that is no array of numbers with a name")
        name = f"d{symbol_name(of.name)}_d{symbol_name(symbol.name)}"
        if not isinstance(by, t.Entry):
            self.slopes[name] = term.shape
            return name
        if of.shape:
            raise Unscripted("a derivative with more than two indices")
        self.slopes[name] = symbol.shape
        return f"{name}[{', '.join(self.index(i, 1) for i in by.index)}]"

    def increment(self, term: t.Differential) -> str:
        """Return the name of the differential of what a snippet computes: dL.

        Raises: Unscripted where it is not that of a symbol, or where the same one stands for another direction too.
        """
        if not isinstance(term.of, t.Symbol):
            raise Unscripted("a differential that has no name")
        name = f"d{symbol_name(term.of.name)}"
        if self.increments.setdefault(name, term.along) != term.along:
            raise Unscripted("differentials along different increments")
        self.slopes[name] = term.shape
        return name

    def symbol(self, name: str) -> str:
        """Return a symbol's name, with "_" behind it where a size, a library or Python has that name."""
        plain = symbol_name(name)
        return f"{plain}_" if plain in _TAKEN | self.letters or keyword.iskeyword(plain) else plain

    def function(self, name: str, order: int) -> str:
        """Return the name of a function of the model: sigma, sigma_1 for its derivative."""
        return f"{self.symbol(name)}_{order}" if order else self.symbol(name)

    def shapes(self, used: Collection[str], symbols: Sequence[t.Symbol]) -> dict[str, Shape]:
        """Return the shapes of the arrays and numbers that are used, by name."""
        found = {self.symbol(symbol.name): symbol.shape for symbol in symbols} | self.slopes
        return {name: found[name] for name in sorted(found) if name in used}

    def hypotheses(self) -> dict[str, str]:
        """Return in words what is supposed of the model's symbols, by name."""
        found = {
            self.symbol(name): ", ".join(map(str, kind.hypotheses)) for name, kind in self.model.parameters.items()
        }
        return {name: words for name, words in found.items() if words}

    def applied(self, used: Collection[str], sides: Sequence[t.Term]) -> dict[str, tuple[str, int]]:
        """Return the functions of the model that are used: by name, which it is and its order."""
        parts = [part for side in sides for part in t.walk(side) if isinstance(part, t.Apply)]
        found = {self.function(part.function, part.order): (part.function, part.order) for part in parts}
        return {name: found[name] for name in sorted(found) if name in used and found[name][0] in self.functions}

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        return super()._of(term)

    @_of.register
    def _(self, term: t.Elimination) -> str:
        raise Unscripted("no library has the elimination matrix")

    @_of.register
    def _(self, term: t.MatrixFunction) -> str:
        # SymPy has the exponential of a matrix, by its Jordan form: of a matrix of symbols that is not found.
        raise Unscripted("no library has this function of a matrix of symbols")

    @_of.register
    def _(self, term: t.Differential) -> str:
        return self.increment(term)


class NumPy(Plain):
    """Writes terms in NumPy."""

    xp: ClassVar[str] = "np"

    def _number(self, term: t.Term, level: int) -> str:
        return self.code(term, level)

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        return super()._of(term)

    @_of.register
    def _(self, term: t.Derivative) -> str:
        return self.slope(term)

    @_of.register(t.Series | t.Integral)
    def _(self, term: t.Term) -> str:
        raise Unscripted("NumPy has neither series nor integrals")

    @_of.register
    def _(self, term: t.Number) -> str | tuple[str, int]:
        if term.value.denominator != 1:
            return f"{term.value.numerator} / {term.value.denominator}", PRODUCT
        return super()._of(term)

    @_of.register
    def _(self, term: t.ImaginaryUnit) -> str:
        return "1j"

    @_of.register
    def _(self, term: t.Unit) -> str:
        height, width = map(size_code, term.shape)
        return f"np.outer(np.eye({height})[{self.index(term.row, 1)}], np.eye({width})[{self.index(term.column, 1)}])"

    @_of.register
    def _(self, term: t.PseudoInverse) -> str:
        return f"np.linalg.pinv({self.code(term.argument)})"

    @_of.register
    def _(self, term: t.Vec) -> str:
        return f'{self.code(term.argument, ATOM)}.reshape(-1, 1, order="F")'

    @_of.register
    def _(self, term: t.Apply) -> str | tuple[str, int]:
        if term.function in self.functions:
            return f"{self.function(term.function, term.order)}({self.code(term.argument)})"
        if term.function == "step":
            return f"np.heaviside({self.code(term.argument)}, 0)"
        if term.function == "erf":
            if term.argument.shape:
                raise Unscripted("NumPy has no error function")
            return f"math.erf({self.code(term.argument)})"
        return super()._of(term)

    @_of.register
    def _(self, term: t.Fold) -> str:
        text = self._bound(term.letter, lambda: self._each(term))
        return f"{({'product': 'math.prod', 'maximum': 'max', 'minimum': 'min'})[term.operation]}({text})"

    @_of.register
    def _(self, term: t.Factorial) -> str:
        return f"math.factorial({self.index(term.index)})"

    @_of.register
    def _(self, term: t.Blocks) -> str:
        rows = ", ".join("[" + ", ".join(map(self.code, row)) + "]" for row in term.rows)
        return f"np.block([{rows}])" if any(cell.shape for row in term.rows for cell in row) else f"np.array([{rows}])"

    def declared(
        self, used: Collection[str], claim: Scripted, symbols: Sequence[t.Symbol], sides: Sequence[t.Term]
    ) -> Iterator[str]:
        """Yield what the symbols are, and the sizes that are used."""
        shapes = self.shapes(used, symbols)
        hypotheses = self.hypotheses()
        said = [
            f"{name}: {' '.join(filter(None, (shape_code(shape) if shape else 'a number', hypotheses.get(name, ''))))}"
            for name, shape in shapes.items()
        ]
        said += [f"{name}: a function of each entry" for name in self.applied(used, sides)]
        if said:
            yield f"# {', '.join(said)}"
        for letter in claim.letters:
            if letter in used:
                at = _axis(letter, shapes)
                yield f"{letter} = {at[0]}.shape[{at[1]}]" if at else f"# {letter}: a whole number"


class SymPy(Plain):
    """Writes terms in SymPy: arrays are matrices of symbols, at sizes that are numbers."""

    xp: ClassVar[str] = "sp"

    def _as_number(self, text: str) -> str:
        return f"sp.Integer({text})" if text.isdigit() else f"sp.sympify({text})"

    @singledispatchmethod
    def _of(self, term: t.Term) -> str | tuple[str, int]:
        return super()._of(term)

    @_of.register
    def _(self, term: t.Number) -> str | tuple[str, int]:
        if term.value.denominator != 1:
            return f"sp.Rational({term.value.numerator}, {term.value.denominator})"
        return super()._of(term)

    @_of.register
    def _(self, term: t.ImaginaryUnit) -> str:
        return "sp.I"

    @_of.register
    def _(self, term: t.Zero) -> str:
        return f"sp.zeros({_sizes(term.shape)})" if term.shape else "sp.Integer(0)"

    @_of.register
    def _(self, term: t.Ones) -> str:
        return f"sp.ones({_sizes(term.shape)})"

    @_of.register
    def _(self, term: t.Unit) -> str:
        at = f"({self.index(term.row, 1)}, {self.index(term.column, 1)})"
        return f"sp.Matrix({_sizes(term.shape)}, lambda row, column: int((row, column) == {at}))"

    @_of.register
    def _(self, term: t.Slice) -> str:
        row, across = term.index
        if row is not None and across is None:
            return f"{self.code(term.array, ATOM)}[{self.index(row, 1)}, :]"
        if across is not None and row is None:
            return f"{self.code(term.array, ATOM)}[:, {self.index(across, 1)}]"
        return super()._of(term)  # type: ignore[return-value]

    @_of.register
    def _(self, term: t.Power) -> str | tuple[str, int]:
        if not term.base.shape:
            return super()._of(term)
        return f"{self.code(term.base, ATOM)} ** {self.code(term.exponent, ATOM)}", SIGN

    @_of.register
    def _(self, term: t.Inverse) -> str | tuple[str, int]:
        return self._method(term.argument, "inv()") if term.argument.shape else super()._of(term)

    @_of.register
    def _(self, term: t.PseudoInverse) -> str:
        return self._method(term.argument, "pinv()")

    @_of.register
    def _(self, term: t.Trace) -> str:
        return self._method(term.argument, "trace()")

    @_of.register
    def _(self, term: t.Determinant) -> str:
        return self._method(term.argument, "det()")

    @_of.register
    def _(self, term: t.Vec) -> str:
        return self._method(term.argument, "vec()")

    def _method(self, argument: t.Term, call: str) -> str:
        text = self.code(argument, ATOM)
        return f"{text}.{call}" if argument.shape else text

    @_of.register
    def _(self, term: t.Hadamard) -> str:
        return f"{self.code(term.left, ATOM)}.multiply_elementwise({self.code(term.right)})"

    @_of.register
    def _(self, term: t.Kronecker) -> str:
        return f"sp.kronecker_product({self.code(term.left)}, {self.code(term.right)})"

    @_of.register
    def _(self, term: t.Inner) -> str | tuple[str, int]:
        if not term.left.shape:
            return super()._of(term)
        return f"sum({self.code(term.left, ATOM)}.multiply_elementwise({self.code(term.right)}))"

    @_of.register
    def _(self, term: t.Norm2) -> str | tuple[str, int]:
        return f"sum(u**2 for u in {self.code(term.argument)})" if term.argument.shape else super()._of(term)

    @_of.register
    def _(self, term: t.Apply) -> str:
        if term.function in self.functions:
            function = self.function(term.function, term.order)
        elif term.function == "step":
            return self._each_entry(term.argument, lambda u: f"sp.Heaviside({u}, 0)")
        else:
            function = f"sp.{_SYMPY.get(term.function, term.function)}"
        if term.argument.shape:
            return self._method(term.argument, f"applyfunc({function})")
        return f"{function}({self._number(term.argument, 0)})"

    def _each_entry(self, argument: t.Term, write: Callable[[str], str]) -> str:
        if not argument.shape:
            return write(self.code(argument))
        return self._method(argument, f"applyfunc(lambda u: {write('u')})")

    @_of.register
    def _(self, term: t.Sum) -> str:
        text = self._bound(term.letter, lambda: self._each(term))
        return f"sum(({text}), sp.zeros({_sizes(term.shape)}))" if term.shape else f"sum({text})"

    @_of.register
    def _(self, term: t.Fold) -> str:
        text = self._bound(term.letter, lambda: self._each(term))
        function = {"product": "prod", "maximum": "Max", "minimum": "Min"}[term.operation]
        return f"sp.{function}({'' if function == 'prod' else '*'}[{text}])"

    def _over(self, letter: str, write: Callable[[], str]) -> str:
        def named() -> str:
            self.variables.add(self.letter(letter))
            return write()

        return self._bound(letter, named)

    @_of.register
    def _(self, term: t.Series) -> str:
        if term.shape:
            raise Unscripted("a series of matrices")
        at = self.index(term.lower)
        return self._over(
            term.letter, lambda: f"sp.Sum({self.code(term.body)}, ({self.letter(term.letter)}, {at}, sp.oo))"
        )

    @_of.register
    def _(self, term: t.Integral) -> str:
        if term.shape:
            raise Unscripted("an integral of a matrix")
        at = f"{self.index(term.lower)}, {self.index(term.upper)}"
        return self._over(
            term.letter, lambda: f"sp.Integral({self.code(term.body)}, ({self.letter(term.letter)}, {at}))"
        )

    @_of.register
    def _(self, term: t.Factorial) -> str:
        return f"sp.factorial({self.index(term.index)})"

    @_of.register
    def _(self, term: t.Entries) -> str:
        return super()._of(term).replace("sp.array(", "sp.Matrix(", 1)  # type: ignore[union-attr]

    @_of.register
    def _(self, term: t.Blocks) -> str:
        mixed = any(cell.shape for row in term.rows for cell in row)
        rows = ", ".join("[" + ", ".join(self._cell(cell, mixed) for cell in row) + "]" for row in term.rows)
        return f"sp.Matrix([{rows}])"

    def _cell(self, cell: t.Term, mixed: bool) -> str:
        return f"sp.Matrix([{self.code(cell)}])" if mixed and not cell.shape else self.code(cell)

    @_of.register
    def _(self, term: t.Derivative) -> str:
        by = term.by
        symbol = by.array if isinstance(by, t.Entry) else by
        if not isinstance(symbol, t.Symbol):
            raise Unscripted("a derivative by what is neither a symbol nor an entry of one")
        for part in t.walk(term.of):
            free = not isinstance(part, t.Symbol) or part.name in self.model.parameters or part == symbol
            if not free or (isinstance(part, t.Apply) and self._is_computed(part.function)):
                return self.slope(term)
        of = self.code(term.of)
        if not by.shape:
            return f"sp.diff({of}, {self.code(by)})"
        if term.layout == "gradient":
            lines = f"lambda row, column: sp.diff({of}, {self.code(by, ATOM)}[row, column])"
            return f"sp.Matrix({_sizes(by.shape)}, {lines})"
        if term.layout == "jacobian":
            return f"{self.code(term.of, ATOM)}.jacobian({self.code(by)})"
        raise Unscripted("a derivative with more than two indices")

    def _is_computed(self, function: str) -> bool:
        return function in self.functions and function not in self.model.parameters

    def declared(
        self, used: Collection[str], claim: Scripted, symbols: Sequence[t.Symbol], sides: Sequence[t.Term]
    ) -> Iterator[str]:
        """Yield sizes, symbols and functions, so that the lines run as they are."""
        shapes = self.shapes(used, symbols)
        wanted = {*used} | _words(" ".join(map(_sizes, shapes.values())))
        sizes = {letter: number for letter, number in claim.exact.items() if letter in wanted}
        if sizes:
            yield f"{', '.join(sizes)} = {', '.join(map(str, sizes.values()))}"
        for name in sorted(self.variables):
            yield f'{name} = sp.Symbol("{name}")'
        kinds = {self.symbol(name): kind for name, kind in self.model.parameters.items()}
        said = self.hypotheses()
        for name, shape in shapes.items():
            known = ", positive=True" if name in kinds and kinds[name].has(positive) else ", real=True"
            known = "" if claim.is_complex else known
            if shape:
                rows, columns = (_beyond(size) for size in shape)
                entries = f'sp.symbols(f"{name}_1:{rows}_1:{columns}"{known})'
                yield f"{name} = sp.Matrix({_sizes(shape)}, {entries})" + (f"  # {said[name]}" if name in said else "")
            else:
                yield f'{name} = sp.Symbol("{name}"{known})' + (f"  # {said[name]}" if name in said else "")
        applied = self.applied(used, sides)
        for name in sorted({self.function(function, 0) for function, _ in applied.values()}):
            yield f'{name} = sp.Function("{name}")'
        if any(order for _, order in applied.values()):
            yield 'u = sp.Symbol("u", real=True)'
        for name, (function, order) in applied.items():
            if order:
                yield f"{name} = sp.Lambda(u, {self.function(function, 0)}(u).diff(u, {order}))"


def in_plain(
    obligation: Obligation, model: Model, functions: Collection[str], claim: Scripted
) -> tuple[tuple[str, str], ...]:
    """Return pairs of a library and the claim in it: a Python text of a few lines.

    What is given or computed elsewhere stands in it by name: Z, and dL_dA for a derivative of what a snippet computes.
    Where the left side is no more than such a name, the text assigns the right side to it; else it has `left` and
    `right`. A side that a library has no words for is left out: a function of a matrix.
    """
    sides = {"left": obligation.left, "right": obligation.right}
    symbols = [part for side in sides.values() if side for part in t.walk(side) if isinstance(part, t.Symbol)]
    names = {*model.parameters, *(symbol.name for symbol in symbols)}
    found = []
    for library, start, kind in (("NumPy", "import numpy as np", NumPy), ("SymPy", "import sympy as sp", SymPy)):
        coder = kind(model, functions, claim.letters, names)
        indices = [(coder.letter(r.letter), size_code(r.upper)) for r in obligation.free]
        texts = {name: text for name, side in sides.items() if side is not None and (text := _side(coder, side))}
        named = (
            isinstance(obligation.left, t.Symbol | t.Derivative | t.Differential)
            and texts.get("left", "").isidentifier()
        )
        if named and texts["left"] not in _words(texts.get("right", "")):
            texts = {texts["left"]: texts["right"]} if "right" in texts else {}
        if not texts:
            continue
        used = _words(" ".join(texts.values()))
        written = "\n".join(f"{name} = {text}" for name, text in texts.items())
        declared = [
            *coder.declared(used, claim, symbols, [side for side in sides.values() if side]),
            *_indices(indices, used),
            written,
        ]
        imports = ["import math", start] if "math" in used else [start]
        found.append((library, "\n".join([*imports, "", *declared, ""])))
    return tuple(found)


def _side(coder: Plain, side: t.Term) -> str:
    """Return a side's source, "" where the library has no words for it."""
    if any(len(part.shape) not in (0, 2) for part in t.walk(side)):
        return ""
    before = dict(coder.slopes)
    try:
        return coder.code(side)
    except Unscripted:
        coder.slopes = before
        return ""


def _indices(indices: Sequence[tuple[str, str]], used: Collection[str]) -> Iterator[str]:
    wanted = [(letter, upper) for letter, upper in indices if letter in used]
    if wanted:
        letters, uppers = zip(*wanted, strict=True)
        ones = ", ".join("1" for _ in wanted)
        yield f"{', '.join(letters)} = {ones}  # from 1 to {', '.join(uppers)}"


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _sizes(shape: Shape) -> str:
    return ", ".join(map(size_code, shape))


def _beyond(size: Size) -> str:
    """Return where a range of names ends that has a size's many."""
    text = size_code(size + 1)
    return text if text.isdigit() else f"{{{text}}}"


def _axis(letter: str, shapes: Mapping[str, Shape]) -> tuple[str, int] | None:
    """Return a symbol and which of its sizes a letter is."""
    for name, shape in shapes.items():
        for axis, size in enumerate(shape):
            if size_code(size) == letter:
                return name, axis
    return None
