"""Formulas spoiled by one edit: what must be refused, and where to look for what was meant."""
