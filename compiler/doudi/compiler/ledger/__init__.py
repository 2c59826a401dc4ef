"""What became of every sentence of every notice."""
