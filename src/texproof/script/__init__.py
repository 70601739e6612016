"""The script of a claim: a file in plain SymPy and NumPy that states the model, proves the claim and checks it."""
