"""A tape as code of the machine's own: its moves gathered into loops over vectors, and compiled.

Takes the steps of a tape; gives what is kept of a chunk, to the bit as NumPy works it out. Never
decides anything, and never reads a plane. Where llvmlite is not installed, nothing of this is used.
"""
