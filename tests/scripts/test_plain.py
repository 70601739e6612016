"""Every text of a claim in plain NumPy or SymPy gives the values that the claim's script gives."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from texproof.script.code import symbol_name
from texproof.surfaces.scripts import PLAIN

from .test_written import script

SHARES = 8
KNOWN = {"np", "sp", "math", "sum", "min", "max", "range", "int"}
Namespace = dict[str, Any]


def unbound(text: str) -> set[str]:
    """Return the names that a text takes from outside: it reads them and never sets them."""
    named = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    arguments = {node.arg for node in ast.walk(ast.parse(text)) if isinstance(node, ast.arg)}
    stored = {node.id for node in named if isinstance(node.ctx, ast.Store)}
    return {node.id for node in named} - stored - arguments - KNOWN


def bound(text: str) -> set[str]:
    """Return the names of symbols over which a text sums or integrates, or which stand for a function's argument."""
    return {"u", *re.findall(r"sp\.(?:Sum|Integral)\(.*?, \((\w+), ", text)}


class Values:
    """What a claim's script knows at a random point: the values of names, and of the claim's sides."""

    def __init__(self, text: str, sizes: str) -> None:
        self.text = text
        self.script: Namespace = {"__name__": "script"}
        exec(compile(text, "script", "exec"), self.script)  # noqa: S102 - a script of the site
        self.sizes = self.script[sizes]
        self.index = {name: 1 for name, _ in self.script["indices"](**self.sizes)}
        self.at = self._state(self.script["Floats"](self.script["ORDER"]))
        known = {*self.at.free, *(self.at.values if "model" in self.script else ())}
        computed = {name for name in known if callable(self.at.code_value(name))}
        self.names = {symbol_name(name): name for name in known - computed}
        self.functions = {symbol_name(name): name for name in {*self.script["PARAMETERS"]} | computed}

    def _state(self, xp: Any) -> Any:
        """Return the values at the first random point at which both sides have one."""
        for seed in range(self.script["SEED"], self.script["SEED"] + 20):
            free = self.script["free"](xp, self.script["new_numbers"](xp, seed), **self.sizes)
            self.at = self.script["State"](xp, free, self.sizes)
            if all(np.isfinite(np.asarray(self.side(name), dtype=complex)).all() for name in ("left", "right")):
                return self.at
        raise AssertionError("no point was found")

    def side(self, name: str) -> Any:
        return self.script[name](self.at.xp, self.at, **self.sizes, **self.index)

    def value(self, name: str) -> Any:
        """Return what a name of a text stands for: a size, an array, a function, a differential, a derivative."""
        if name in self.sizes:
            return self.sizes[name]
        known = self.names.get(name) or self.names.get(name.removesuffix("_"))
        if known is not None:
            return self.at[known]
        function, _, order = name.rpartition("_")
        if function in self.functions and order.isdigit():
            return lambda x: self.at.apply(self.functions[function], int(order), x)
        if name in self.functions:
            return lambda x: self.at.apply(self.functions[name], 0, x)
        return self.slope(name)

    def slope(self, name: str) -> Any:
        """Return the differential that dL names, or the derivative that dL_dA names: by each entry of A."""
        if name[1:] in self.names:
            call = re.search(rf'differential\(lambda at: at\["{self.names[name[1:]]}"\], at, {{.*?}}\)', self.text)
            assert call, name
            return eval(call[0], {**self.script, **self.sizes, "at": self.at, "xp": self.at.xp})  # noqa: S307
        pairs = [(of, by) for of in self.names for by in self.names if name == f"d{of}_d{by}"]
        assert len(pairs) == 1, name
        of, by = (self.names[part] for part in pairs[0])
        value, base = np.asarray(self.at[of]), np.asarray(self.at[by])
        shape = (value.size, base.size) if value.ndim and base.ndim else base.shape or value.shape
        found = self.script["derivative"](lambda at: at[of], self.at, by, (value.size, base.size))
        return np.asarray(found).reshape(shape) if shape else found.item()

    def expression(self, name: str) -> Callable[[Any], Any]:
        """Return a function of the model as one of SymPy's expressions."""
        xp = self.script["Exact"]()
        if self.functions[name] in self.script["PARAMETERS"]:
            function = self.script["Smooth"](xp, self.functions[name])
        else:
            function = self.script["State"](xp, self.at.free, self.sizes).values[self.functions[name]]
        return lambda u: sp.sympify(np.asarray(function(u)).item())


def same(found: Any, wanted: Any) -> bool:
    """Whether two values are the same up to rounding."""
    one, other = (np.asarray(value).astype(complex).ravel() for value in (found, wanted))
    scale = max(1.0, float(np.abs(other).max(initial=0.0)))
    return one.size in (1, other.size) and bool(np.all(np.abs(one - other) <= 1e-5 * scale))


def differing(text: str, given: Namespace, values: Values, number: Callable[[Any], Any]) -> list[str]:
    """Return the sides of a text whose values are not those of the script's."""
    last = ast.parse(text).body[-1]
    assert isinstance(last, ast.Assign)
    sides = {name: name for name in ("left", "right") if name in given} or {"right": ast.unparse(last.targets[0])}
    found = {side: number(given[name]) for side, name in sides.items()}
    return [
        f"{side} is {value}, not {values.side(side)}"
        for side, value in found.items()
        if not same(value, values.side(side))
    ]


def numpy_differs(text: str, values: Values) -> list[str]:
    """Return what a text in NumPy gets wrong, at the script's random point."""
    given = {name: values.value(name) for name in unbound(text)}
    exec(compile(text, "plain", "exec"), given)  # noqa: S102 - a text of the site
    return differing(text, given, values, lambda value: value)


def sympy_differs(text: str, values: Values) -> list[str]:
    """Return what a text in SymPy gets wrong: its symbols get numbers once it has been run."""
    given: Namespace = {}
    functions = re.findall(r'sp\.Function\("(\w+)"\)', text)
    for name in functions:
        text = text.replace(f'sp.Function("{name}")', f"{name}_given")
        given[f"{name}_given"] = values.expression(name)
    exec(compile(text, "plain", "exec"), given)  # noqa: S102 - a text of the site
    numbers: dict[Any, Any] = {}
    for name in re.findall(r"(?m)^(\w+) = sp\.(?:Symbol\(|Matrix\(.*sp\.symbols)", text):
        if name in bound(text):
            continue
        numbers |= zip(np.ravel(np.array(given[name])), np.ravel(np.asarray(values.value(name))), strict=True)

    def number(value: Any) -> Any:
        return np.array(sp.sympify(value).subs(numbers).doit().evalf())

    return differing(text, given, values, number)


def wrong(path: Path, plain: dict[str, str]) -> list[str]:
    """Return what the texts of a script's claim get wrong."""
    text = path.read_text(encoding="utf-8")
    # A point at which a side is no number is passed over: NumPy need not warn of it, which fails a test.
    with np.errstate(all="ignore"):
        found = numpy_differs(plain["NumPy"], Values(text, "FLOATS")) if "NumPy" in plain else []
        if "SymPy" in plain:
            found += sympy_differs(plain["SymPy"], Values(text, "EXACT"))
    return [f"{path.parent.name}/{path.name}: {said}" for said in found]


NUMPY = {
    r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}": """\
import numpy as np

# Z: (m, k), dL_dA: (m, n)
dL_dW = Z.T @ dL_dA
""",
    r"(ZW)_{ij} = \sum_{p=1}^k z_{i,p} w_{p,j}": """\
import numpy as np

# W: (k, n), Z: (m, k)
k = W.shape[0]
i, j = 1, 1  # from 1 to m, n
left = (Z @ W)[i - 1, j - 1]
right = sum(Z[i - 1, p - 1] * W[p - 1, j - 1] for p in range(1, k + 1))
""",
    r"Q Q^\top = I": """\
import numpy as np

# Q: (n, n) orthogonal
n = Q.shape[0]
left = Q @ Q.T
right = np.eye(n)
""",
}
SYMPY = (
    r"\frac{\partial}{\partial y} \sum_i \sigma(y_i) = \sigma'(y)",
    r"\operatorname{vec}(ZW) = (W^\top \otimes I) \operatorname{vec}(Z)",
    r"\frac{\partial \det A}{\partial A} = \det(A) A^{-\top}",
    r"\frac{\partial \bar z z}{\partial z} = \bar z",
)


@pytest.mark.parametrize("tex", NUMPY)
def test_what_is_pasted_is_what_a_person_would_write(tex: str) -> None:
    assert dict(script(tex)[0].plain)["NumPy"] == NUMPY[tex]


@pytest.mark.parametrize("tex", SYMPY)
def test_sympy_proves_what_is_pasted(tex: str) -> None:
    given: Namespace = {}
    exec(dict(script(tex)[0].plain)["SymPy"], given)  # noqa: S102 - what is tested
    difference = sp.sympify(given["left"] - given["right"])
    assert sp.simplify(difference) == 0 * difference


def test_a_wrong_text_is_noticed() -> None:
    found, text = script(r"(X H)^* = X^* H^\top")
    plain = dict(found.plain)
    assert not numpy_differs(plain["NumPy"], Values(text, "FLOATS"))
    assert numpy_differs(plain["NumPy"].replace("H.T", "H"), Values(text, "FLOATS"))
    assert not sympy_differs(plain["SymPy"], Values(text, "EXACT"))
    assert sympy_differs(plain["SymPy"].replace("H.T", "H"), Values(text, "EXACT"))


def test_a_claim_that_no_library_has_words_for_has_no_text() -> None:
    assert script(r"A e^A = e^A A")[0].plain == ()


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_plain_numpy_and_sympy_say_what_the_script_says(site: Path, share: int) -> None:
    claims = [
        (file.parent / name, plain)
        for file in sorted((site / "scripts").rglob(PLAIN))
        for name, plain in json.loads(file.read_text(encoding="utf-8")).items()
    ]
    assert len(claims) > 1000
    assert not [said for path, plain in claims[share::SHARES] for said in wrong(path, plain)]
