"""Proofs for every size: both sides of a claim as combinations of networks with one normal form."""

from ..verdict import Proof
from .derivation import derive
from .prove import prove

__all__ = ["Proof", "derive", "prove"]
