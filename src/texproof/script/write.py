"""The text of a claim's script."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from zlib import crc32

from .code import symbol_name
from .helpers import WORD, held, is_import, names
from .scripted import Scripted
from .snippet import model_code

_HOW = """\
Needs SymPy and NumPy alone: python {name}
SymPy proves that both sides are equal, entry by entry, for all values of the symbols at the sizes EXACT; NumPy compares
them at random points at the sizes FLOATS. The exit code is 0 where both say yes, else 1."""


def written(claim: Scripted, *, name: str, heading: Sequence[str], source: str) -> str:
    r"""Return the text of a script: its heading, the claim, and the functions that it uses.

    `name` is the file's, `heading` are lines about the claim, which stand in its docstring; `source` is the text of
    the claim's snippet. The same arguments give the same text.
    """
    about = "\n".join([*heading, "", _HOW.format(name=name)]).replace("\\", "\\\\").replace('"""', "'''")
    parts = [*_claim(claim)]
    if claim.model:
        parts.append(model_code(source, claim.model, claim.letters))
    body = "\n\n\n".join(parts)
    imports, rest = _held(_used(body))
    return f'"""{about}\n"""\n\n{imports}\n\n{_constants(claim, crc32(body.encode()))}\n\n\n{body}\n\n\n{rest}'


@cache
def _held(words: str) -> tuple[str, str]:
    """Return the imports of the pieces that some words need, and the pieces."""
    lines = held(words).splitlines()
    imports = [line for line in lines if is_import(line)]
    own = sorted((i for i in imports if i.split()[1] in sys.stdlib_module_names), key=lambda i: i.startswith("from"))
    others = [line for line in imports if line not in own]
    return "\n".join([*own, "", *others]), "\n".join(lines[len(imports) :]).strip("\n") + "\n"


def _used(body: str) -> str:
    """Return the words of a claim that may be names of the runtime's, in order: claims that use the same share it."""
    return " ".join(sorted(names() & set(WORD.findall(body))))


def _constants(claim: Scripted, seed: int) -> str:
    return "\n".join(
        [
            f"EXACT = {_literal(claim.exact)}  # the sizes at which the claim is proved",
            f"FLOATS = {_literal(claim.floats)}  # the sizes at which it is checked",
            f"PARAMETERS = {claim.functions!r}  # the functions that may be any",
            f"COMPLEX = {claim.is_complex}",
            f"ORDER = {claim.order}  # how many derivatives stand in one another",
            f"SEED = {seed % 100_000}",
        ]
    )


def _literal(sizes: Mapping[str, int]) -> str:
    return "{" + ", ".join(f'"{letter}": {number}' for letter, number in sizes.items()) + "}"


def _claim(claim: Scripted) -> Iterator[str]:
    sizes = "".join(f", {letter}" for letter in claim.letters)
    own = ", ".join(claim.letters)
    made = [f"    {symbol_name(name)} = {value}" for name, value in claim.free]
    returned = ", ".join(f'"{name}": {symbol_name(name)}' for name, _ in claim.free)
    free = [f"def free(xp, new{sizes}):", '    """Return values of the free symbols."""', *made,
            f"    return {{{returned}}}"]  # fmt: skip
    yield "\n".join(free)
    bounds = ", ".join(f'("{letter}", {upper})' for letter, upper in claim.indices)
    yield f'def indices({own}):\n    """Return the free indices, each with its largest value."""\n    return [{bounds}]'
    given = sizes + "".join(f", {letter}" for letter, _ in claim.indices)
    for side, text in (("left", claim.left), ("right", claim.right)):
        yield f"def {side}(xp, at{given}):\n    return {text}"
