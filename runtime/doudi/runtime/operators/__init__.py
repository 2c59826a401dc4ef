"""What every operator means, once. Interpreter, folding and proofs all come here."""

from doudi.runtime.operators.table import OPERATORS, Operator, Tables, apply

__all__ = ["OPERATORS", "Operator", "Tables", "apply"]
