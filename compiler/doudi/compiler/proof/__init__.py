"""Whether a case can exist: what rules mean, for boxes of values and for a solver."""
