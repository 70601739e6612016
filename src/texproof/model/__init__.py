"""What symbols mean: the snippet's language, its sizes, and the running of its models."""
