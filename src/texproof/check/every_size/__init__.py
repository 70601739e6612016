"""Proofs for every size: both sides of a claim as combinations of networks with one normal form."""

from .prove import Proof, prove

__all__ = ["Proof", "prove"]
