"""The ledger as one HTML page that needs nothing beside it."""
