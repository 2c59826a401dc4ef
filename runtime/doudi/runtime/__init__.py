"""The runtime: bundle and facts in, decision with its reasons out.

These names are its public face; each is imported when it is first used, and
nothing but the standard library is needed until facts are read; `quick` needs NumPy and Arrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doudi.runtime.bundle.errors import BundleError
    from doudi.runtime.bundle.read import Loaded, read_bundle
    from doudi.runtime.bundle.read import load as load_bundle
    from doudi.runtime.columns.straight.quick import quick
    from doudi.runtime.decision import Decision, Outcome
    from doudi.runtime.embedding import decide, make_receipt, next_questions, verify_receipt
    from doudi.runtime.evaluation.decide import NoDateError
    from doudi.runtime.explanation.decision_json import decision_json
    from doudi.runtime.explanation.explain import explain
    from doudi.runtime.facts.errors import FactsError, Problem
    from doudi.runtime.facts.model import Case
    from doudi.runtime.facts.read import case_from_python, read_case
    from doudi.runtime.facts.schema import facts_schema
    from doudi.runtime.inquiry.model import Inquiry, Question
    from doudi.runtime.receipt.errors import ReceiptError
    from doudi.runtime.receipt.verify import Verification

__all__ = [
    "BundleError",
    "Case",
    "Decision",
    "FactsError",
    "Inquiry",
    "Loaded",
    "NoDateError",
    "Outcome",
    "Problem",
    "Question",
    "ReceiptError",
    "Verification",
    "case_from_python",
    "decide",
    "decision_json",
    "explain",
    "facts_schema",
    "load_bundle",
    "make_receipt",
    "next_questions",
    "quick",
    "read_bundle",
    "read_case",
    "verify_receipt",
]

_HOMES = {
    "BundleError": "bundle.errors",
    "Case": "facts.model",
    "Decision": "decision",
    "FactsError": "facts.errors",
    "Inquiry": "inquiry.model",
    "Loaded": "bundle.read",
    "NoDateError": "evaluation.decide",
    "Outcome": "decision",
    "Problem": "facts.errors",
    "Question": "inquiry.model",
    "ReceiptError": "receipt.errors",
    "Verification": "receipt.verify",
    "case_from_python": "facts.read",
    "decide": "embedding",
    "decision_json": "explanation.decision_json",
    "explain": "explanation.explain",
    "facts_schema": "facts.schema",
    "load_bundle": "bundle.read",
    "make_receipt": "embedding",
    "next_questions": "embedding",
    "quick": "columns.straight.quick",
    "read_bundle": "bundle.read",
    "read_case": "facts.read",
    "verify_receipt": "embedding",
}
_OTHER_NAMES = {"load_bundle": "load"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - nothing is loaded before it is used

    found: object = getattr(
        import_module(f"{__name__}.{_HOMES[name]}"), _OTHER_NAMES.get(name, name)
    )
    globals()[name] = found
    return found
