"""From a snippet's source text to the models in it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import PurePath
from types import TracebackType
from typing import Any

from .conjugates import paired
from .declare import Model
from .dim import SnippetError


def load(source: str, path: str) -> dict[str, Model]:
    """Return the models of a snippet by name, in the order of the file.

    The text is compiled and run in a namespace of its own, never taken from `sys.modules`: a changed
    snippet is always seen. What it prints goes to standard error.
    Raises: SnippetError with the line, for whatever keeps the file from giving models.
    """
    tree, code = _compiled(source, path)
    namespace: dict[str, Any] = {"__name__": f"snippet:{PurePath(path).stem}", "__file__": path}
    try:
        with redirect_stdout(sys.stderr):
            exec(code, namespace)  # noqa: S102  a snippet is code: running it is what it is for
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  whatever a snippet raises, SystemExit too, is its fault
        raise explained(error, path) from None
    return _models(tree, namespace, path)


def explained(error: BaseException, path: str) -> SnippetError:
    """Return a SnippetError that says what an exception out of a snippet said, at the snippet's line."""
    # NumPy reports what an array refused (item assignment from a traced number) as a ValueError of its own.
    refused = error if isinstance(error, SnippetError) else error.__cause__ or error.__context__
    line = getattr(refused, "line", None) or line_in(error.__traceback__, path)
    if isinstance(refused, SnippetError):
        return SnippetError(str(refused), line)
    if isinstance(error, SyntaxError) and error.filename == path:
        return SnippetError(error.msg, error.lineno or 1)
    if isinstance(error, SystemExit):
        return SnippetError("the snippet ends the program; a snippet only declares models", line)
    said = str(error).strip()
    return SnippetError(f"{type(error).__name__}: {said}" if said else type(error).__name__, line)


def line_in(traceback: TracebackType | None, path: str) -> int | None:
    """Return the innermost line of the file at `path` that a traceback passes through, or None."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == path:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _compiled(source: str, path: str) -> tuple[ast.Module, Any]:
    try:
        tree = ast.parse(source, path)
        return tree, compile(tree, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise SnippetError(error.msg, error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise SnippetError(f"the file cannot be read as Python: {error}", 1) from None


def _models(tree: ast.Module, namespace: dict[str, Any], path: str) -> dict[str, Model]:
    found = [v for v in namespace.values() if isinstance(v, Model) and v.body.__code__.co_filename == path]
    models: dict[str, Model] = {}
    for model in sorted(found, key=lambda m: m.line):
        if models.get(model.name, model) is not model:
            raise SnippetError(f"two models are named {model.name}; each needs a name of its own", model.line)
        models[model.name] = model
    if not models:
        raise SnippetError("the file holds no model; put @model above a function whose first parameter is xp", 1)
    seen: set[str] = set()
    for definition in _decorated(tree.body):
        if definition.name in models and definition.name in seen:
            raise SnippetError(
                f"two models are named {definition.name}; each needs a name of its own", definition.lineno
            )
        seen.add(definition.name)
    return {name: paired(model) for name, model in models.items()}


def _decorated(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """Yield the decorated functions of a module, those under `if`, `try` and `with` too, in order."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            if statement.decorator_list:
                yield statement
        elif not isinstance(statement, (ast.AsyncFunctionDef, ast.ClassDef)):
            for name in ("body", "orelse", "finalbody", "handlers"):
                for inner in getattr(statement, name, ()):
                    yield from _decorated(inner.body if isinstance(inner, ast.ExceptHandler) else [inner])
