"""What the left side of a statement is, for whoever looks a formula up: its kind, its shape, the signs in it."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    *("gradient", "slope", "jacobian", "path", "tensor", "second"),
    *("differential", "tangent", "adjoint"),
    *("determinant", "trace", "inverse", "norm", "spectrum", "function"),
    *("kronecker", "hadamard", "blocks", "product", "sum", "symbol"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The left side of a statement. `shape` are its sizes in the page's letters, none for a number.

    `kind` is one of KINDS. "gradient": a number by an array; "slope": a number by a number; "jacobian": a column
    by a column; "path": an array by a number; "tensor": any other array by an array; "second": a derivative of a
    derivative. `signs` are the operators in it, each once and in order: upright names, and "norm", "inverse", ….
    """

    kind: str
    shape: tuple[str, ...]
    signs: tuple[str, ...] = ()
