"""Files, snippets, caches, seeds and clocks: running the stages over a project."""
