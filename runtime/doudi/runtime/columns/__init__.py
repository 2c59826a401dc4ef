"""The rules of one area and day, run over columns: the same answers as one household at a time.

Takes a program and a chunk of planes; gives cells (outcome, amount, reason) for every scheme and
subject; never explains, and never reads a file. Needs the extra `arrow`.
"""
