"""The compiled program: the one meaning that bundle, evaluation and proofs share."""
