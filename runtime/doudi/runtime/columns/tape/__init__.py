"""The rules of an epoch as a tape of plain operations, for chunks in which everything is known."""
