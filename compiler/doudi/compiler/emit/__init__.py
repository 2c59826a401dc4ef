"""From checked declarations to the one program, and from it to the bundle."""
