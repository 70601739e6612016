"""A claim in plain NumPy and in plain SymPy: a few lines to paste, with no functions but those of the library."""
