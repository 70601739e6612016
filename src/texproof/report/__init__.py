"""The result of a run as data, for every surface."""
