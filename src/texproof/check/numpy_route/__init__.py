"""The NumPy route: an obligation decided at random points against the snippet's own forward code."""

from .route import decide

__all__ = ["decide"]
