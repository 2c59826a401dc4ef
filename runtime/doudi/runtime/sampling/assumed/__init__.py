"""What a sample assumes of the facts of social assistance, one table for each field of life.

Assumptions, not findings: round figures of the right order for a population in which about every
fourth household is poor, chosen so that many rules have something to decide. Shares are of a
thousand. The order is that of drawing: what a condition names stands above it.
"""
