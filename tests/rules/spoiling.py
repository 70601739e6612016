"""Rules spoiled on purpose: one edit of a function's source text, put in the place of what it was compiled to."""

from __future__ import annotations
import __future__

import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import yaml

from ..small_sizes.traps import Setting

PACKAGE = "texproof.check.every_size"


@dataclass(frozen=True)
class Spoil:
    """An edit that spoils a rule, and a false claim that follows from the spoiled rule; see spoils.yaml."""

    rule: str
    function: str
    old: str
    new: str
    twin: str
    symbols: Mapping[str, str]
    forward: Mapping[str, str] = field(default_factory=dict)
    keeps: bool = False

    @property
    def source(self) -> str:
        """The snippet of the false claim."""
        return Setting(self.twin, self.symbols, self.forward).snippet

    def done(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Spoil the rule for the rest of a test.

        A function keeps its identity and gets other code, so that whoever imported it calls what is spoiled.
        """
        module, _, path = self.function.partition(".")
        found: Any = reduce(getattr, path.split("."), import_module(f"{PACKAGE}.{module}"))
        monkeypatch.setattr(found, "__code__", edited(found, self.old, self.new).__code__)


def edited(function: FunctionType, old: str, new: str) -> FunctionType:
    """Return what the source text of a function is compiled to after one edit."""
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1, f"{function.__qualname__} holds this {source.count(old)} times: {old}"
    names: dict[str, Any] = {}
    text = source.replace(old, new)
    code = compile(text, f"<{function.__qualname__} spoiled>", "exec", __future__.annotations.compiler_flag)
    exec(code, names)  # noqa: S102 - the project's own source, by an edit of the project's own
    made: FunctionType = names[function.__name__]
    assert made.__code__.co_freevars == function.__code__.co_freevars
    return made


SPOILS = [Spoil(**entry) for entry in yaml.safe_load(Path(__file__).with_name("spoils.yaml").read_text("utf-8"))]
