"""What checking makes: the vocabulary as others see it, and each declaration checked."""
