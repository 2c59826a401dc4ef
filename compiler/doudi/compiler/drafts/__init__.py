"""Cases in the making: what searching and proving fill in, and an analyst reads as facts."""
