"""A claim in SymPy, over matrices of symbols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from typing import ClassVar

from ...elaborate import term as t
from ...model.hypotheses import positive
from ...model.size import Shape, Size
from ..code import ATOM, SIGN, Unscripted, size_code
from ..scripted import Scripted
from .coder import Plain, words

# What SymPy calls otherwise than a snippet does.
_SYMPY: Mapping[str, str] = {"abs": "Abs", "maximum": "Max", "minimum": "Min"}


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
    def _(self, term: t.Pi) -> str:
        return "sp.pi"

    @_of.register
    def _(self, term: t.Zero) -> str:
        return f"sp.zeros({sizes_code(term.shape)})" if term.shape else "sp.Integer(0)"

    @_of.register
    def _(self, term: t.Ones) -> str:
        return f"sp.ones({sizes_code(term.shape)})"

    @_of.register
    def _(self, term: t.Unit) -> str:
        at = f"({self.index(term.row, 1)}, {self.index(term.column, 1)})"
        return f"sp.Matrix({sizes_code(term.shape)}, lambda row, column: int((row, column) == {at}))"

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
        return f"sum(({text}), sp.zeros({sizes_code(term.shape)}))" if term.shape else f"sum({text})"

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
            return f"sp.Matrix({sizes_code(by.shape)}, {lines})"
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
        wanted = {*used} | words(" ".join(map(sizes_code, shapes.values())))
        sizes = {letter: number for letter, number in claim.exact.items() if letter in wanted}
        if sizes:
            yield f"{', '.join(sizes)} = {', '.join(map(str, sizes.values()))}"
        for name in sorted(self.variables):
            yield f'{name} = sp.Symbol("{name}")'
        kinds = {self.symbol(name): kind for name, kind in self.model.parameters.items()}
        said = self.hypotheses()
        for name, shape in shapes.items():
            about = f"  # {said[name]}" if name in said else ""
            known = ", positive=True" if name in kinds and kinds[name].has(positive) else ", real=True"
            known = "" if claim.is_complex else known
            value = f'sp.Symbol("{name}"{known})'
            if shape:
                rows, columns = (_beyond(size) for size in shape)
                value = f'sp.Matrix({sizes_code(shape)}, sp.symbols(f"{name}_1:{rows}_1:{columns}"{known}))'
            yield f"{name} = {value}{about}"
        applied = self.applied(used, sides)
        for name in sorted({self.function(function, 0) for function, _ in applied.values()}):
            yield f'{name} = sp.Function("{name}")'
        if any(order for _, order in applied.values()):
            yield 'u = sp.Symbol("u", real=True)'
        for name, (function, order) in applied.items():
            if order:
                yield f"{name} = sp.Lambda(u, {self.function(function, 0)}(u).diff(u, {order}))"


def sizes_code(shape: Shape) -> str:
    return ", ".join(map(size_code, shape))


def _beyond(size: Size) -> str:
    """Return where a range of names ends that has a size's many."""
    text = size_code(size + 1)
    return text if text.isdigit() else f"{{{text}}}"
