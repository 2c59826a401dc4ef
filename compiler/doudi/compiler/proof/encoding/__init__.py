"""What formulas mean to the solver: the runtime's meaning once more, as constraints."""
