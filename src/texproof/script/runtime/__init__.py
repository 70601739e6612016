"""What the scripts of claims are made of, in plain SymPy and NumPy: text for them, never imported by texproof.

A script holds those of these functions that it uses. What a claim means is written once, over an array namespace
`xp`; it is computed with three kinds of entries: SymPy's expressions (`Exact`), floating-point numbers (`Floats`),
numbers of 120 digits (`Digits`).
"""

# The modules in the order in which a script holds them.
MODULES = ("arrays", "terms", "matrices", "unknowns", "values", "points", "zero", "verdict")
