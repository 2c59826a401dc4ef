"""What depends on what, with the place that says so."""
