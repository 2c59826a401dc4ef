"""Analysts' cases: a household, and what must become of it, by which provision."""
