"""Boundary cases, searched for and confirmed by the runtime: for analysts to review."""
