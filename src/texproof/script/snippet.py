"""A snippet's model as a plain function of a script: `model(xp, unknown, keep, m, n, Z, W)`.

`keep("A", A)` stands around what it returns under a name, so that A can be varied and what follows from it is
computed anew. Quotients of written numbers become exact ones, comparisons functions of `xp`.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from .code import Unscripted

_GIVEN = frozenset({"xp", "unknown", "keep"})


@lru_cache(maxsize=64)
def model_code(source: str, name: str, letters: tuple[str, ...]) -> str:
    """Return the source of a model's function, as a script holds it; of its sizes it takes those that it uses.

    Raises: Unscripted where it needs more of its snippet than itself and the sizes.
    """
    found = _function(ast.parse(source), name)
    used = {node.id for node in ast.walk(ast.Module(found.body, [])) if isinstance(node, ast.Name)}
    parameters = [argument.arg for argument in found.args.args[1:]]
    own = [letter for letter in letters if letter in used and letter not in parameters]
    _check_closed(found, {*parameters, *own})
    body = [statement for written in map(_plain, found.body) for statement in _kept(written, _returned(found))]
    arguments = [ast.arg(a) for a in ("xp", "unknown", "keep", *own, *parameters)]
    found.name, found.body, found.decorator_list, found.returns = "model", body, [], None
    found.args = ast.arguments([], arguments, None, [], [], None, [])
    return ast.unparse(ast.fix_missing_locations(ast.Module([found], [])))


def _function(tree: ast.Module, name: str) -> ast.FunctionDef:
    found = next((node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name), None)
    if found is None:
        raise Unscripted(f"no function {name}")
    return found


def _check_closed(function: ast.FunctionDef, known: set[str]) -> None:
    """Raise Unscripted where a function uses names of its file that a script does not have."""
    bound = set(known) | _GIVEN | set(dir(builtins))
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            bound |= {node.name, *(argument.arg for argument in node.args.args)}
        elif isinstance(node, ast.Lambda):
            bound |= {argument.arg for argument in node.args.args}
    loaded = {node.id for part in function.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    if loaded - bound:
        raise Unscripted(f"the model uses {', '.join(sorted(loaded - bound))} of its file")


def _returned(function: ast.FunctionDef) -> dict[str, list[str]]:
    """Return, for each variable that is returned as it is, the names under which it is, where it is assigned once."""
    assigned: dict[str, int] = {}
    for statement in function.body:
        for name in _targets(statement):
            assigned[name] = assigned.get(name, 0) + 1
    found: dict[str, list[str]] = {}
    for name, value in _items(function.body):
        if isinstance(value, ast.Name) and assigned.get(value.id) == 1:
            found.setdefault(value.id, []).append(name)
    return found


def _items(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    last = body[-1]
    if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Dict):
        raise Unscripted("the model returns no dictionary that is written out")
    for key, value in zip(last.value.keys, last.value.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            raise Unscripted("the model returns no dictionary that is written out")
        yield key.value, value


def _targets(statement: ast.stmt) -> list[str]:
    if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        return []
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]


def _keep(name: str, value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("keep", ast.Load()), [ast.Constant(name), value], [])


def _kept(statement: ast.stmt, returned: dict[str, list[str]]) -> list[ast.stmt]:
    """Return a statement of a body with what it assigns kept under the names under which it is returned."""
    if isinstance(statement, ast.Return):
        assert isinstance(statement.value, ast.Dict)
        names = {name for names in returned.values() for name in names}
        keys = [key.value for key in statement.value.keys if isinstance(key, ast.Constant)]
        values = [
            value if key in names else _keep(str(key), value)
            for key, value in zip(keys, statement.value.values, strict=True)
        ]
        return [ast.Return(ast.Dict(statement.value.keys, values))]
    wanted = [(target, name) for target in _targets(statement) for name in returned.get(target, ())]
    if isinstance(statement, ast.Assign) and len(wanted) == 1 and isinstance(statement.targets[0], ast.Name):
        return [ast.Assign(statement.targets, _keep(wanted[0][1], statement.value))]
    later = [
        ast.Assign([ast.Name(target, ast.Store())], _keep(name, ast.Name(target, ast.Load())))
        for target, name in wanted
    ]
    return [statement, *later]


class _Plain(ast.NodeTransformer):
    """Takes off annotations, and makes quotients of written numbers and comparisons of arrays exact."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not isinstance(node.value, float):
            return node
        return _number(Fraction(repr(node.value)))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if (
            isinstance(node.op, ast.Div)
            and isinstance(node.left, ast.Constant)
            and isinstance(node.right, ast.Constant)
        ):
            return _number(Fraction(repr(node.left.value)) / Fraction(repr(node.right.value)))
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "where" and isinstance(node.args[0], ast.Compare):
            node.args[0] = _compared(node.args[0])
        self.generic_visit(node)
        return node


def _number(value: Fraction) -> ast.expr:
    parts: list[ast.expr] = [ast.Constant(value.numerator), ast.Constant(value.denominator)]
    return ast.Call(ast.Attribute(ast.Name("xp", ast.Load()), "number", ast.Load()), parts, [])


def _compared(node: ast.Compare) -> ast.expr:
    if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.Gt, ast.Lt, ast.GtE, ast.LtE)):
        raise Unscripted("a comparison that is not by size")
    first, second = node.left, node.comparators[0]
    if isinstance(node.ops[0], (ast.Lt, ast.GtE)):
        first, second = second, first
    greater = ast.Attribute(ast.Name("xp", ast.Load()), "greater", ast.Load())
    found: ast.expr = ast.Call(greater, [first, second], [])
    return ast.BinOp(ast.Constant(1), ast.Sub(), found) if isinstance(node.ops[0], (ast.GtE, ast.LtE)) else found


def _plain(statement: ast.stmt) -> ast.stmt:
    found = _Plain().visit(statement)
    assert isinstance(found, ast.stmt)
    return found
