"""A population's files in, the answers' files out: in parts, resumable, nothing half-written.

Takes names of files and a bundle; gives files; decides nothing itself. Needs the extra `arrow`.
"""
