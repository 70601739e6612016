"""The NumPy route: an obligation decided at random points against the snippet's own forward code."""

from . import derivative, differential, indexing, series, spectral  # noqa: F401  they register the values of their terms with evaluation.value_of
from .route import decide

__all__ = ["decide"]
