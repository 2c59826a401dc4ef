"""A rules folder: which files it holds and which it may name."""
