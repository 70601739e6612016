"""texproof: every formula of a page, read as it stands, proved with SymPy and checked with NumPy.

What a snippet imports is here; see `texproof.surfaces.cli` for the command.
"""

from .model.declare import Function, Matrix, MatrixFunction, Scalar, Tensor, Vector, model
from .model.dim import dims
from .model.hypotheses import (
    complex_ as complex,  # noqa: A004 - the word that a snippet writes
)
from .model.hypotheses import (
    constant,
    diagonal,
    full_column_rank,
    full_row_rank,
    hermitian,
    idempotent,
    invertible,
    involutory,
    lower_triangular,
    mask,
    nilpotent,
    nonzero,
    one_hot,
    orthogonal,
    permutation,
    positive,
    positive_definite,
    positive_semidefinite,
    probability,
    signs,
    skew_hermitian,
    skew_symmetric,
    small,
    square_zero,
    stochastic,
    symmetric,
    unit_interval,
    unitary,
    upper_triangular,
)
from .model.unknown import unknown

__version__ = "0.1.0"

__all__ = [
    "Function",
    "Matrix",
    "MatrixFunction",
    "Scalar",
    "Tensor",
    "Vector",
    "complex",
    "constant",
    "diagonal",
    "dims",
    "full_column_rank",
    "full_row_rank",
    "hermitian",
    "idempotent",
    "invertible",
    "involutory",
    "lower_triangular",
    "mask",
    "model",
    "nilpotent",
    "nonzero",
    "one_hot",
    "orthogonal",
    "permutation",
    "positive",
    "positive_definite",
    "positive_semidefinite",
    "probability",
    "signs",
    "skew_hermitian",
    "skew_symmetric",
    "small",
    "square_zero",
    "stochastic",
    "symmetric",
    "unit_interval",
    "unitary",
    "unknown",
    "upper_triangular",
]
