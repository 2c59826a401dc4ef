"""One household decided in microseconds: a tape written as straight-line Python."""
