"""From TeX to the tree of what is written, and back."""
