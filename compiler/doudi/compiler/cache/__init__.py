"""What was found out about unchanged declarations, kept between runs. See `store`."""
