"""What every subcommand shares: language, colour, usage messages, and the parts installed."""
