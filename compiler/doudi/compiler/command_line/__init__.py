"""What each command of the compiler does once its arguments are read."""
