"""Names: the vocabulary collected, and references between provisions followed."""
