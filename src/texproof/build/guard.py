"""Holds libraries as they were while a snippet runs: one that is patched would decide other formulas too."""

from __future__ import annotations

import builtins
import decimal
import math
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from operator import is_
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from ..model.dim import SnippetError
from .confine import IMPORTED

_GUARDED = ("numpy", "numpy.linalg", "numpy.random", "sympy", "sympy.polys.rings", "mpmath")
_JUDGING = ("texproof.", "sympy.polys.")


class Guard:
    """A context in which guarded modules must not change; what was changed is put back, and said.

    Raises: SnippetError on leaving, naming the first attribute that was replaced.
    """

    def __init__(self) -> None:
        self._before = [(module, dict(vars(module))) for module in _modules()]

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        changed = [name for module, before in self._before for name in _put_back(module, module.__name__, before)]
        if changed and error is None:
            raise SnippetError(f"the snippet replaces {changed[0]}; a snippet only declares models")


class Baseline:
    """A process as it was before any snippet ran in it: modules, their classes, and what hangs at none of them.

    Looked at after each unit of work. What stays open: the inside of objects that no name leads to, and
    code behind Python's back. So no process sees two snippets, whatever is found here.
    """

    def __init__(self) -> None:
        modules = _modules(used=True)
        self._modules = [(module, dict(vars(module))) for module in modules]
        # Not those of all libraries: that would take as long as judging a formula. Those that judging uses.
        judging = [module for module in modules if module.__name__.startswith(_JUDGING)]
        self._classes = [(kind, dict(vars(kind))) for kind in _classes(judging)]
        self._loaded = dict(sys.modules)
        self._states: list[tuple[State, Any]] = []
        self._threads = 1

    def begin(self) -> None:
        """Take down what hangs at no module; the process has by now set for itself what it needs."""
        self._states = [(state, state.read()) for state in _states()]
        self._threads = _threads()

    def restore(self) -> str:
        """Put back what a unit of work changed; return what it did that no model may do, or "".

        What libraries offer to be set (print options, error handling, random numbers, filters of warnings)
        is put back without a word: a model may set it for itself.
        """
        for state, value in self._states:
            state.write(value)
        found = [name for module, before in self._modules for name in _put_back(module, module.__name__, before)]
        for kind, before in self._classes:
            found += _put_back(kind, f"{kind.__module__}.{kind.__qualname__}", before)
        found += self._modules_replaced()
        if _threads() > self._threads:
            return "starts a thread"
        return f"replaces {found[0]}" if found else ""

    def _modules_replaced(self) -> list[str]:
        found = [name for name, module in self._loaded.items() if sys.modules.get(name) is not module]
        sys.modules.update({name: self._loaded[name] for name in found})
        # Cython puts modules of its own there, without a spec; what is imported by name has one.
        made = [n for n, m in sys.modules.items() if n not in self._loaded and _could_be_imported(n) and not _found(m)]
        for name in made:
            del sys.modules[name]
        return [f"sys.modules[{name!r}]" for name in (*found, *made)]


class State:
    """Something that a library lets anybody set for the whole process."""

    def __init__(self, read: Callable[[], Any], write: Callable[[Any], object]) -> None:
        self.read = read
        self.write = write


def _threads() -> int:
    """Return how many threads there are, those too that have not begun to run; 1 where that cannot be seen."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 1


def _could_be_imported(name: str) -> bool:
    return name.partition(".")[0] in IMPORTED | sys.stdlib_module_names


def _found(module: object) -> bool:
    return getattr(module, "__spec__", None) is not None


def _put_back(holder: object, title: str, before: Mapping[str, object]) -> list[str]:
    """Set the attributes of a module or class to what they were; return the full names of those that differed."""
    now = vars(holder)
    # By identity: an object that a snippet planted could say of itself that it is equal to anything.
    if len(now) == len(before) and all(map(is_, now, before)) and all(map(is_, now.values(), before.values())):
        return []
    changed = [name for name, value in before.items() if now.get(name, now) is not value]
    for name in changed:
        setattr(holder, name, before[name])
    return [f"{title}.{name}" for name in changed]


def _modules(*, used: bool = False) -> list[ModuleType]:
    """Return texproof's modules and the libraries; with `used` also all that stands by name in texproof's."""
    names = [name for name in _GUARDED if name in sys.modules]
    modules: list[ModuleType] = [builtins, math, *(sys.modules[name] for name in names)]
    own = [m for name, m in list(sys.modules.items()) if name.startswith("texproof.") and m is not None]
    if used:
        named = [value for module in own for value in vars(module).values() if isinstance(value, ModuleType)]
        modules += [module for module in named if module.__name__ != "threading"]  # it sets itself anew on a fork
        modules.append(sys.modules["__main__"])
    return list(dict.fromkeys([*modules, *own]))


def _classes(modules: Iterable[ModuleType]) -> list[type]:
    """Return the classes that stand in modules, and those that they inherit from; not those written in C."""
    found = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    return sorted(
        {kind for one in found for kind in one.__mro__ if kind.__flags__ & _HEAP and _keeps_still(kind)},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


def _keeps_still(kind: type) -> bool:
    # A new context of mpmath sets functions on its class each time.
    return not kind.__module__.startswith("mpmath.")


_HEAP = 1 << 9  # of a class made by Python code, whose attributes can be set


def _states() -> list[State]:
    numbers, exact, precise = (sys.modules.get(name) for name in ("numpy", "sympy", "mpmath"))
    found = [
        State(lambda: dict(os.environ), _set_environment),
        State(os.getcwd, os.chdir),
        _of_list(sys.path),
        _of_list(sys.meta_path),
        _of_list(sys.path_hooks),
        _of_list(warnings.filters),
        State(sys.getrecursionlimit, sys.setrecursionlimit),
        State(sys.get_int_max_str_digits, sys.set_int_max_str_digits),
        State(sys.gettrace, sys.settrace),
        State(sys.getprofile, sys.setprofile),
        State(random.getstate, random.setstate),
        State(decimal.getcontext().copy, lambda value: decimal.setcontext(value.copy())),
        State(_handlers, _handle),
    ]
    if numbers is not None:
        found += [
            State(numbers.geterr, lambda value: numbers.seterr(**value)),
            State(numbers.geterrcall, numbers.seterrcall),
            State(numbers.get_printoptions, lambda value: numbers.set_printoptions(**value)),
            State(numbers.random.get_state, numbers.random.set_state),
        ]
    if precise is not None:
        found += [State(lambda: precise.mp.prec, lambda value: setattr(precise.mp, "prec", value))]
    if exact is not None:
        parameters = sys.modules["sympy.core.parameters"].global_parameters
        assumed = sys.modules["sympy.assumptions.assume"].global_assumptions
        settings = sys.modules["sympy.polys.polyconfig"]._current_config  # noqa: SLF001
        found += [
            State(lambda: dict(vars(parameters)), lambda value: _set(vars(parameters), value)),
            State(lambda: set(assumed), lambda value: (assumed.clear(), assumed.update(value))),
            State(lambda: dict(settings), lambda value: _set(settings, value)),
        ]
    return found


def _of_list(shared: Any) -> State:
    return State(lambda: list(shared), lambda value: shared.__setitem__(slice(None), value))


def _set_environment(value: Mapping[str, str]) -> None:
    if dict(os.environ) != value:
        os.environ.clear()
        os.environ.update(value)


def _set(shared: dict[str, Any], value: Mapping[str, Any]) -> None:
    if shared != value:
        shared.clear()
        shared.update(value)


def _handlers() -> dict[int, Any]:
    return {number: signal.getsignal(number) for number in signal.valid_signals()}


def _handle(before: Mapping[int, Any]) -> None:
    for number, handler in before.items():
        if signal.getsignal(number) is not handler and handler is not None:
            signal.signal(number, handler)
