"""The SymPy route: obligations decided exactly, in polynomial arithmetic over the rationals."""

from .decide import decide, forget

__all__ = ["decide", "forget"]
