"""Complex symbols: each stands beside its conjugate, as if the two were two symbols.

An identity of rational or entire functions with rational coefficients holds for every complex Z with its conjugate
if and only if it holds for every pair of arrays in their places, real ones too: the pairs (Z, conj Z) are a real form
of all pairs. So the conjugate of Z is a free symbol `Z*` of its own, a derivative by Z leaves `Z*` alone, which is
Wirtinger's, and what computes with letters needs no complex numbers. A Hermitian, skew-Hermitian or unitary matrix
has its conjugate from itself: Aᵀ, −Aᵀ, A⁻ᵀ.
Source: Brandwood, A complex gradient operator and its application in adaptive array theory (1983).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from .declare import Kind, Model
from .dim import SnippetError
from .hypotheses import hermitian, skew_hermitian, unitary
from .unknown import UnknownRequest, answering, unknowns

_SIGN = "*"  # no name in a snippet has one
TIED = (hermitian, skew_hermitian, unitary)
# Functions that commute with conjugation: conj(f(Z)) = f(conj(Z)).
_COMMUTING = frozenset(
    """
    add subtract multiply divide true_divide negative matmul dot inner outer einsum tensordot kron vdot trace
    transpose matrix_transpose reshape ravel squeeze expand_dims swapaxes moveaxis broadcast_to concatenate stack
    vstack hstack block diag diagonal tril triu tile repeat roll flip sum mean prod cumsum square power exp sin cos
    tanh inv det solve matrix_power asarray array
    """.split()
)


def conjugate_name(name: str) -> str:
    """Return the name of the conjugate of a symbol: "Z*" for Z, and Z for "Z*"."""
    return name.removesuffix(_SIGN) if name.endswith(_SIGN) else name + _SIGN


def own_name(name: str) -> str:
    """Return the name of a symbol for its own name and for that of its conjugate."""
    return name.removesuffix(_SIGN)


def is_conjugate(name: str) -> bool:
    """Whether a name is that of a symbol's conjugate."""
    return name.endswith(_SIGN)


def with_conjugates(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return free symbols with the conjugate of each complex one behind it, where that is not tied to the symbol."""
    found: dict[str, Kind] = {}
    for name, kind in kinds.items():
        found[name] = kind
        if kind.is_complex and not any(kind.has(h) for h in TIED):
            found[conjugate_name(name)] = kind
    return found


def paired(model: Model) -> Model:
    """Return a model in which complex symbols stand beside their conjugates; a real one as it is."""
    if not any(kind.is_complex for kind in model.parameters.values()):
        return model
    body = ConjugateBody(model.body, model.parameters)
    return replace(model, parameters=with_conjugates(model.parameters), body=body)


def conjugated(values: dict[str, Any]) -> dict[str, Any]:
    """Return values of free symbols in which each conjugate is that of its symbol, where that has a value too."""
    return {
        name: values[conjugate_name(name)].conjugate() if is_conjugate(name) and conjugate_name(name) in values else one
        for name, one in values.items()
    }


class Paired:
    """An array of a running body with its conjugate; what is real has one object for both."""

    __slots__ = ("_conjugate", "value")
    __array_ufunc__ = None  # so that an array on the left leaves the operation to it

    def __init__(self, value: Any, conjugate: Any) -> None:
        self.value, self._conjugate = value, conjugate

    @property
    def conjugated(self) -> Any:
        # That of a matrix that is tied to it is computed where it is asked for.
        if isinstance(self._conjugate, partial):
            self._conjugate = self._conjugate()
        return self._conjugate

    def conj(self) -> Paired:
        return Paired(self.conjugated, self.value)

    conjugate = conj

    @property
    def real(self) -> Any:
        return (self + self.conj()) / 2

    @property
    def shape(self) -> Any:
        return self.value.shape

    @property
    def ndim(self) -> Any:
        return self.value.ndim

    @property
    def T(self) -> Any:
        return _both(lambda a: a.T, self)

    def __getattr__(self, name: str) -> Any:
        if name not in ("sum", "trace", "reshape", "dot", "mean", "ravel", "transpose"):
            raise AttributeError(f"a complex array has no {name} here")
        return lambda *args, **kwargs: _both(lambda a, *rest, **named: getattr(a, name)(*rest, **named), self,
                                             *args, **kwargs)  # fmt: skip

    def __getitem__(self, key: Any) -> Any:
        return _both(operator.getitem, self, key)

    def __len__(self) -> int:
        return len(self.value)

    def __neg__(self) -> Any:
        return _both(operator.neg, self)

    def __add__(self, other: Any) -> Any:
        return _both(operator.add, self, other)

    def __radd__(self, other: Any) -> Any:
        return _both(operator.add, other, self)

    def __sub__(self, other: Any) -> Any:
        return _both(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _both(operator.sub, other, self)

    def __mul__(self, other: Any) -> Any:
        return _both(operator.mul, self, other)

    def __rmul__(self, other: Any) -> Any:
        return _both(operator.mul, other, self)

    def __truediv__(self, other: Any) -> Any:
        return _both(operator.truediv, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _both(operator.truediv, other, self)

    def __matmul__(self, other: Any) -> Any:
        return _both(operator.matmul, self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return _both(operator.matmul, other, self)

    def __pow__(self, exponent: Any) -> Any:
        if not isinstance(exponent, int):
            raise SnippetError("a complex array has whole powers only: its roots are not unique")
        return _both(operator.pow, self, exponent)


def _is_complex(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_is_complex, value))
    return isinstance(value, Paired) and value.conjugated is not value.value


def _side(value: Any, *, conjugate: bool) -> Any:
    """Return what is paired as the one or the other of its arrays, in lists and tuples too."""
    if isinstance(value, Paired):
        return value.conjugated if conjugate else value.value
    if isinstance(value, (list, tuple)):
        return type(value)(_side(item, conjugate=conjugate) for item in value)
    if isinstance(value, complex):
        raise SnippetError("a snippet computes with complex symbols, not with complex numbers")
    return value


def _both(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return a function of arrays with its conjugate, which is the function of their conjugates."""
    value = function(*(_side(a, conjugate=False) for a in args), **kwargs)
    if not _is_complex(args):
        return Paired(value, value)
    return Paired(value, function(*(_side(a, conjugate=True) for a in args), **kwargs))


class _Namespace:
    """A route's array namespace for arrays that are paired with their conjugates."""

    def __init__(self, xp: Any) -> None:
        self._xp = xp

    def __getattr__(self, name: str) -> Any:
        if name in ("conj", "conjugate"):
            return lambda z: z.conj() if isinstance(z, Paired) else z
        if name == "real":
            return lambda z: z.real if isinstance(z, Paired) else z
        found = getattr(self._xp, name)
        if name == "linalg":
            return _Namespace(found)
        if not callable(found) or isinstance(found, type):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            if name not in _COMMUTING and _is_complex(args):
                raise SnippetError(f"{name} of a complex array is not computed here; write it by z and z.conj()")
            return _both(found, *args, **kwargs)

        return call


class ConjugateBody:
    """A model's body that takes each complex parameter and its conjugate, and returns both of what is complex."""

    def __init__(self, body: Callable[..., Mapping[str, Any]], kinds: Mapping[str, Kind]) -> None:
        self._body, self._kinds = body, dict(kinds)
        self.__code__ = body.__code__  # what goes wrong in it is told at its line
        self.__name__ = body.__name__

    def __call__(self, xp: Any, *values: Any) -> Any:
        given = dict(zip(with_conjugates(self._kinds), values, strict=True))
        arguments = [self._argument(name, kind, given, xp) for name, kind in self._kinds.items()]
        outer = answering()

        def answer(request: UnknownRequest) -> Any:
            moving = [a for a in request.arguments if _is_complex(a)]
            rest = [a.value if isinstance(a, Paired) else a for a in request.arguments if not _is_complex(a)]
            inputs = (*(a.value for a in moving), *(a.conjugated for a in moving), *rest)
            value = outer(UnknownRequest(inputs, request.shape, conjugates=len(moving)))
            return Paired(value, value)

        with unknowns(answer):
            returned: Any = self._body(_Namespace(xp), *arguments)
        return _unpaired(returned, self.__code__.co_firstlineno) if isinstance(returned, dict) else returned

    def _argument(self, name: str, kind: Kind, given: Mapping[str, Any], xp: Any) -> Any:
        value = given[name]
        other = given.get(conjugate_name(name))
        if kind.noun == "function":
            return _function(name, value, other)
        if other is not None or not kind.is_complex:
            return Paired(value, value if other is None else other)
        return Paired(value, partial(_tied, kind, value, xp))


def _tied(kind: Kind, value: Any, xp: Any) -> Any:
    if kind.has(unitary):
        return xp.linalg.inv(value).T
    return -value.T if kind.has(skew_hermitian) else value.T


def _function(name: str, value: Any, other: Any) -> Callable[[Any], Any]:
    def call(argument: Any) -> Any:
        if other is None and _is_complex(argument):
            raise SnippetError(f"{name} is a function of real numbers; declare it as Function[complex]")
        first = value(_side(argument, conjugate=False))
        return Paired(first, first if other is None else other(_side(argument, conjugate=True)))

    return call


def _unpaired(returned: Mapping[str, Any], line: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in returned.items():
        if not isinstance(value, Paired):
            if callable(value):
                message = f"{name} is a function, which a model with complex symbols does not return"
                raise SnippetError(message, line)
            found[name] = value
            continue
        found[name] = value.value
        if _is_complex(value):
            found[conjugate_name(name)] = value.conjugated
    return found
