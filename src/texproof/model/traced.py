"""Arrays that write down on a tape what a model's body does with them, and the namespace it gets as `xp`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from .dim import Dim, SnippetError
from .special import erf
from .tape import Node, Step, Tape, as_arrays, nodes_in

_IN_PLACE = frozenset({np.copyto, np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis})
_ABOUT_SHAPE = frozenset({np.shape, np.ndim, np.size})
_CONSTANT = frozenset({np.zeros_like, np.ones_like, np.empty_like})


def plain(value: Any) -> Any:
    """Return a value with sizes as whole numbers and arrays of Python numbers as float64 arrays."""
    if isinstance(value, Dim):
        return int(value)
    if isinstance(value, np.ndarray) and value.dtype == object:
        numbers = all(isinstance(entry, (int, float, Dim, np.number)) for entry in value.flat)
        return value.astype(float) if numbers else value
    if type(value) in (tuple, list):
        return type(value)(plain(item) for item in value)
    if isinstance(value, slice):
        return slice(plain(value.start), plain(value.stop), plain(value.step))
    return value


class Traced(NDArrayOperatorsMixin):
    """An array in a running body: NumPy's operators, functions and usual methods, each written down.

    What would hide a step from the tape (item assignment, turning it into a plain array or a Python
    number, branching on its values) raises SnippetError.
    """

    __slots__ = ("node", "tape", "value")

    def __init__(self, tape: Tape, node: int) -> None:
        self.tape, self.node, self.value = tape, node, tape.values[node]

    def __texproof_record__(self, function: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> Any:
        """Call a function on the values, write the step down, and return its result as traced arrays."""
        return record(self.tape, function, args, kwargs)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        out = kwargs.pop("out", None)
        if method == "at":
            raise SnippetError("an array is changed in place; write a new one instead")
        function = ufunc if method == "__call__" else getattr(ufunc, method)
        result = record(self.tape, function, inputs, kwargs)
        if out is not None:
            self._assigned(out, inputs, result)
        return result

    def _assigned(self, out: tuple[Any, ...], inputs: tuple[Any, ...], result: Any) -> None:
        # `A += b` reaches NumPy with out=(A,); as A is bound anew, that is A = A + b. Other uses of `out` are not.
        target = out[0]
        if not (len(out) == 1 and isinstance(target, Traced) and target is inputs[0]):
            raise SnippetError("`out=` changes an array in place; write a new one instead")
        name = next((n for n, node in self.tape.free.items() if node == target.node), None)
        if name is not None:
            raise SnippetError(f"the body changes its input {name} in place; write a new array: B = {name} + …")
        if np.shape(result.value) != np.shape(target.value):
            raise SnippetError(f"an array of shape {target.shape} cannot become {np.shape(result.value)} in place")

    def __array_function__(self, func: Callable[..., Any], types: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        if func in _IN_PLACE or kwargs.get("out") is not None:
            raise SnippetError("an array is changed in place; write a new one instead (stack, concatenate, where)")
        if func in _ABOUT_SHAPE:
            return func(*untraced(args), **untraced(kwargs))
        if func in _CONSTANT:
            return func(np.empty(untraced(args[0]).shape), **kwargs)
        return record(self.tape, func, args, kwargs)

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise SnippetError("an array of the model is turned into a plain one, which hides how it was computed")

    def _no_number(self) -> Any:
        raise SnippetError(
            "the body asks for the value of an array of the model (if, while, float, int, math.…), "
            "which hides how the result depends on it; use xp.where and xp's functions"
        )

    __bool__ = __float__ = __int__ = __complex__ = __index__ = item = tolist = _no_number

    def __setitem__(self, key: Any, value: Any) -> None:
        raise SnippetError("an entry is assigned in place; build the array anew (xp.stack, xp.concatenate, xp.where)")

    def __getitem__(self, key: Any) -> Any:
        return record(self.tape, operator.getitem, (self, key), {})

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self.value)))

    def __repr__(self) -> str:
        return f"an array of shape {self.shape}"

    def __getattr__(self, name: str) -> Any:
        method = _METHODS.get(name)
        if method is None:
            raise AttributeError(f"an array of the model has no .{name}; use a function of xp instead")
        return lambda *args, **kwargs: method(self, *args, **kwargs)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.value.shape)

    @property
    def ndim(self) -> int:
        return int(self.value.ndim)

    @property
    def size(self) -> int:
        return int(self.value.size)

    @property
    def dtype(self) -> Any:
        return self.value.dtype

    @property
    def T(self) -> Any:
        return np.transpose(self)

    @property
    def mT(self) -> Any:
        return np.matrix_transpose(self)


def _reshape(array: Traced, *shape: Any) -> Any:
    return np.reshape(array, plain(shape[0] if len(shape) == 1 else shape))


def _transpose(array: Traced, *axes: Any) -> Any:
    return np.transpose(array, axes[0] if len(axes) == 1 else (axes or None))


def _astype(array: Traced, dtype: Any) -> Any:
    if np.dtype(dtype) != np.float64:
        raise SnippetError(f"astype({dtype!r}): the arrays of a model are of real numbers; only float is possible")
    return np.multiply(1.0, array)


_METHODS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(np.sum, np.prod, np.mean, np.var, np.std, np.max, np.min, np.argmax, np.argmin, np.ravel, np.dot, np.trace),
        *(np.copy, np.diagonal, np.squeeze, np.clip, np.cumsum, np.cumprod, np.swapaxes, np.repeat, np.take),
    )
} | {"flatten": np.ravel, "reshape": _reshape, "transpose": _transpose, "astype": _astype}


def untraced(value: Any) -> Any:
    """Return an argument with each traced array replaced by its value."""
    if isinstance(value, Traced):
        return value.value
    if isinstance(value, (tuple, list)):
        return type(value)(untraced(item) for item in value)
    if isinstance(value, dict):
        return {key: untraced(item) for key, item in value.items()}
    return value


def _noded(value: Any, tape: Tape) -> Any:
    if isinstance(value, Traced):
        if value.tape is not tape:
            raise SnippetError("the body uses an array that it kept from an earlier call")
        return Node(value.node)
    if isinstance(value, (tuple, list)):
        return type(value)(_noded(item, tape) for item in value)
    if isinstance(value, dict):
        return {key: _noded(item, tape) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return value.copy()  # the body may go on to change its own plain arrays in place
    return value


class Unfitting(ValueError):
    """Arrays whose shapes a function refuses together."""

    def __init__(self, function: str, shapes: tuple[tuple[int, ...], ...]) -> None:
        super().__init__(f"{function} cannot take arrays of shapes {', '.join(map(str, shapes))}")
        self.function = function
        self.shapes = shapes


def record(tape: Tape, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call `function` on the values of its arguments, write the step down, and return the result traced.

    A function that gives several arrays gives a tuple of traced arrays. Raises SnippetError where the
    result is a truth value: the course of a body must not depend on the values of its arrays.
    """
    args, kwargs = tuple(plain(a) for a in args), {name: plain(value) for name, value in kwargs.items()}
    if kwargs.get("dtype") in (float, np.float64):
        kwargs = {name: value for name, value in kwargs.items() if name != "dtype"}
    held, named = _noded(args, tape), _noded(kwargs, tape)
    with np.errstate(all="ignore"):
        try:
            result = function(*untraced(args), **untraced(kwargs))
        except ValueError as error:
            arrays = [untraced(a) for a in args if isinstance(a, (Traced, np.ndarray))]
            # Of other functions a ValueError may say something else, such as a singular matrix.
            if len(arrays) < 2 or not isinstance(function, np.ufunc):
                raise
            raise Unfitting(function.__name__, tuple(np.shape(a) for a in arrays)) from error
    if isinstance(result, bool):
        raise SnippetError("the body asks whether arrays are equal; its course must not depend on their values")
    if isinstance(result, np.bool_) and not isinstance(function, np.ufunc):
        result = np.asarray(result)
    step = Step(function, held, named, tuple(dict.fromkeys([*nodes_in(held), *nodes_in(named)])))
    value = as_arrays(result)
    node = tape.append(step, value)
    if isinstance(value, tuple):
        parts = [record_part(tape, node, index) for index in range(len(value))]
        return type(result)(*parts) if hasattr(result, "_fields") else tuple(parts)
    return Traced(tape, node)


def record_part(tape: Tape, node: int, index: int) -> Traced:
    """Write down that one of several results is taken, and return it."""
    step = Step(operator.getitem, (Node(node), index), {}, (node,))
    return Traced(tape, tape.append(step, tape.values[node][index]))


class Namespace:
    """NumPy as a body sees it: sizes are whole numbers in it, and nested lists of traced numbers make arrays."""

    def __init__(self, module: ModuleType = np) -> None:
        self._module = module
        self._members: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._members:
            self._members[name] = self._member(name)
        return self._members[name]

    def _member(self, name: str) -> Any:
        if name == "random":
            raise SnippetError("xp.random: equal inputs must give equal results; unknown(…) is for what is arbitrary")
        if self._module is np and name in _MAKERS:
            return _MAKERS[name]
        member = getattr(self._module, name)
        if isinstance(member, ModuleType):
            return Namespace(member)
        return member if isinstance(member, type) or not callable(member) else _Member(member)


class _Member:
    """A function of the namespace, or one of its methods (`xp.add.reduce`), that takes sizes as whole numbers."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(*plain(args), **{name: plain(value) for name, value in kwargs.items()})

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._function, name)
        return _Member(member) if callable(member) else member


def _array(values: Any, dtype: Any = None) -> Any:
    values = plain(values)
    if isinstance(values, Traced):
        return values
    if isinstance(values, (list, tuple)) and _holds_traced(values):
        return np.stack([_array(item) for item in values])
    return np.array(values, dtype=dtype)


def _holds_traced(value: Any) -> bool:
    return isinstance(value, Traced) or (isinstance(value, (list, tuple)) and any(_holds_traced(v) for v in value))


def _full(shape: Any, fill_value: Any) -> Any:
    return np.ones(plain(shape)) * plain(fill_value)


def _full_like(array: Any, fill_value: Any) -> Any:
    return np.ones(np.shape(array)) * plain(fill_value)


# NumPy's own would make plain arrays of traced numbers.
_MAKERS: dict[str, Callable[..., Any]] = {
    "array": _array,
    "asarray": _array,
    "full": _full,
    "full_like": _full_like,
    "erf": erf,
}
