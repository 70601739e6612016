"""The calls in a program's source that could run, read or show what a page says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# By name wherever they are called from. `compile` of a regular expression is `re.compile`, which is another.
BARE = frozenset({"eval", "exec", "compile", "__import__", "open", "input", "breakpoint"})
MODULES = frozenset(
    {"pickle", "marshal", "shelve", "dill", "subprocess", "pty", "code", "runpy", "importlib", "ctypes", "cffi"}
    | {"socket", "urllib.request", "http.client", "requests", "webbrowser", "shutil", "tempfile", "quickjs"}
)
OF_OS = frozenset(
    {"system", "popen", "startfile", "fork", "forkpty", "open", "posix_spawn", "posix_spawnp"}
    | {f"{kind}{end}" for kind in ("exec", "spawn") for end in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")}
)
# SymPy reads strings with eval, and lambdify runs the names of symbols; NumPy's files may hold pickles.
OF_LIBRARIES = {
    "os": OF_OS,
    "yaml": frozenset({"load", "load_all", "unsafe_load", "full_load", "unsafe_load_all", "full_load_all"}),
    "sympy": frozenset({"sympify", "parse_expr", "lambdify", "S", "parse_latex", "symbols", "Symbol", "var"}),
    "numpy": frozenset({"load", "loadtxt", "genfromtxt", "fromfile", "fromregex", "memmap", "save", "savetxt"}),
    "markupsafe": frozenset({"Markup"}),
    "jinja2": frozenset({"Template", "Environment"}),
}
# Of any object: SymPy's `equals` guesses with numbers, a browser's or JavaScript engine's `eval` runs.
METHODS = frozenset({"equals", "eval", "load_module", "exec_module", "from_string", "sympify"})
FILES = frozenset({"open", "read_text", "read_bytes", "write_text", "write_bytes"})


@dataclass(frozen=True, order=True)
class Call:
    """A call that has to be looked at: its file below the package, and what is called."""

    file: str
    name: str
    line: int = 0


def calls(source: str, file: str) -> Iterator[Call]:
    """Yield the calls of one file that have to be looked at."""
    tree = ast.parse(source, file)
    names = _imported(tree)
    for node in ast.walk(tree):
        for name in _looked_at(node, names):
            yield Call(file, name, node.lineno)  # type: ignore[attr-defined]


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return what the names stand for that a file imports: `np` for `numpy`, `s` of `from os import system as s`."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {(alias.asname or alias.name): f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _looked_at(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.keyword) and node.arg == "shell":
        yield "shell="
    if isinstance(node, ast.Call) and node.args and _whole(node.func, names).startswith("sympy"):
        if _whole(node.func, names).rpartition(".")[2] in ("Matrix", "Poly") and _may_be_text(node.args[0]):
            yield "Matrix of text"
    if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
        return
    whole = _whole(node, names)
    top, last = whole.partition(".")[0], whole.rpartition(".")[2]
    if whole in BARE or (top == "builtins" and last in BARE):
        yield last
    elif _first(node) in names and (
        last in OF_LIBRARIES.get(top, ()) or any(whole.startswith(f"{module}.") for module in MODULES)
    ):
        yield whole
    elif isinstance(node, ast.Attribute) and node.attr in METHODS | FILES:
        yield f".{node.attr}"


def _first(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _may_be_text(node: ast.expr) -> bool:
    return isinstance(node, (ast.JoinedStr, ast.Name)) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _whole(node: ast.AST, names: dict[str, str]) -> str:
    """Return the dotted name that an expression is, its first part as it was imported; "" where it is none."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        before = _whole(node.value, names)
        return f"{before}.{node.attr}" if before else ""
    return ""


def of_package(folder: Path) -> list[Call]:
    """Return the calls of all files of a package."""
    return [
        call
        for path in sorted(folder.rglob("*.py"))
        for call in calls(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix())
    ]


def broad_excepts(source: str) -> list[str]:
    """Return the functions of a file that catch every exception, each as often as it does."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found += [
                function.name for node in ast.walk(function) if isinstance(node, ast.ExceptHandler) and _broad(node)
            ]
    return found


def _broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(one, ast.Name) and one.id in ("Exception", "BaseException") for one in named)
