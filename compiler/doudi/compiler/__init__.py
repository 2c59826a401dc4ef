"""The compiler: rule files in, a bundle and everything that is wrong with them out."""
