"""What is wrong with a raw text, recognised: the steps to put it right, and what cannot be."""
