"""From the tree of a formula and a model's symbols to typed terms and claims."""
