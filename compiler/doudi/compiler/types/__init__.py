"""Types: each declaration elaborated to a value of the program, with units and dates."""
