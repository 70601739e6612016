"""Holds libraries as they were while a snippet runs: one that is patched would decide other formulas too."""

from __future__ import annotations

import builtins
import math
import sys
from types import ModuleType, TracebackType

from ..model.declare import SnippetError

_GUARDED = ("numpy", "numpy.linalg", "sympy", "sympy.polys.rings", "mpmath")


class Guard:
    """A context in which guarded modules must not change; what was changed is put back, and said.

    Raises: SnippetError on leaving, naming the first attribute that was replaced.
    """

    def __init__(self) -> None:
        names = [name for name in _GUARDED if name in sys.modules]
        modules: list[ModuleType] = [builtins, math, *(sys.modules[name] for name in names)]
        modules += [m for name, m in list(sys.modules.items()) if name.startswith("texproof.") and m is not None]
        self._before = [(module, dict(vars(module))) for module in modules]

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        changed = ""
        for module, before in self._before:
            now = vars(module)
            for name, value in before.items():
                if now.get(name, now) is not value:
                    changed = changed or f"{module.__name__}.{name}"
                    setattr(module, name, value)
        if changed and error is None:
            raise SnippetError(f"the snippet replaces {changed}; a snippet only declares models")
