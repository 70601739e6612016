"""texproof: every formula of a page, read as it stands, proved with SymPy and checked with NumPy.

What a snippet imports is here; see `texproof.surfaces.cli` for the command.
"""

from .model.declare import (
    Function,
    Matrix,
    Scalar,
    Tensor,
    Vector,
    constant,
    diagonal,
    dims,
    invertible,
    lower_triangular,
    model,
    nonzero,
    orthogonal,
    positive,
    positive_definite,
    symmetric,
    unknown,
)

__version__ = "0.1.0"

__all__ = [
    "Function",
    "Matrix",
    "Scalar",
    "Tensor",
    "Vector",
    "constant",
    "diagonal",
    "dims",
    "invertible",
    "lower_triangular",
    "model",
    "nonzero",
    "orthogonal",
    "positive",
    "positive_definite",
    "symmetric",
    "unknown",
]
