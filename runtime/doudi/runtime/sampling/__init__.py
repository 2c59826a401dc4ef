"""Households drawn at random, to work with where there are no real ones.

Takes a program, a number and a seed; gives tables that `population` reads, marked as synthetic.
Needs the extra `arrow`.
"""
