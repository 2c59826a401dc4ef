"""What a case expects of a term against its value, asked for whether or not a rule needed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from doudi.compiler.cases import errors, wording
from doudi.compiler.cases.decided import Decided, subject_of
from doudi.compiler.cases.model import ExpectedTerm
from doudi.compiler.cases.wording import text
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.runtime.evaluation.evaluate import term_value
from doudi.runtime.program.declarations import Term
from doudi.runtime.program.ids import OptionId
from doudi.runtime.program.types import Date, Quantity
from doudi.runtime.values import Interval, NotApplicable, Symbol, Truth, UnknownSymbol, Value

_TERM = Message("用语", "term")


def compare_term(expected: ExpectedTerm, decided: Decided) -> Iterator[Finding]:
    term = decided.names.terms.get(expected.term.text)
    if term is None:
        yield errors.unknown_name(expected.term, _TERM, decided.names.terms)
        return
    nodes = {it.instance.id: it for it in decided.run.nodes.get(term.entity, ())}
    subject = subject_of(expected.subject, expected.span, list(nodes))
    if isinstance(subject, Finding):
        yield subject
        return
    result = term_value(term.id, nodes[subject], decided.run)
    actual = value_words(result.value, term, decided.names.option_names)
    if expected.value.text not in _spellings(result.value, actual, decided):
        known = wording.TRUTHS.get(expected.value.text)
        wanted = wording.TRUTH_NAMES[known] if known else text(expected.value.text)
        by = "、".join(f"`{it}`" for it in result.provisions)
        why = Message(f"依据 {by}", f"by {by}") if by else None
        about = Message(f"`{subject}` 的 `{term.name.zh}`", f"`{term.id}` of `{subject}`")
        yield errors.differs(decided.case.name, expected.value.span, about, wanted, actual, why)


def value_words(value: Value, term: Term, options: Mapping[OptionId, Message]) -> Message:
    """A term's value as a cases file says it."""
    match value:
        case Truth():
            return wording.TRUTH_NAMES[value.value]
        case Interval() if value.exact and value.low is not None:
            return text(_number(Fraction(value.low), term))
        case Symbol(id=id_):
            names = {str(it): name for it, name in options.items()}
            return names.get(id_, text(id_))
        case NotApplicable():
            return text("不适用", "not_applicable")
        case _:
            return text("不详", "unknown")


def _spellings(value: Value, actual: Message, decided: Decided) -> frozenset[str]:
    """Every way in which an analyst may write this value."""
    match value:
        case Truth():
            return frozenset(it for it, truth in wording.TRUTHS.items() if truth == value.value)
        case Symbol(id=id_):
            options = (it for it, option in decided.names.options.items() if option == id_)
            return frozenset({id_, *options})
        case UnknownSymbol():
            return wording.UNKNOWN
        case Interval() if not value.exact:
            return wording.UNKNOWN
        case Interval():
            trimmed = actual.zh.removesuffix("00").removesuffix(".")
            return frozenset({actual.zh, trimmed, trimmed.removesuffix("0")})
        case _:
            return frozenset({actual.zh, actual.en})


def _number(value: Fraction, term: Term) -> str:
    match term.type:
        case Date():
            return date.fromordinal(int(value)).isoformat()
        case Quantity(yuan=1):
            return f"{Decimal(value.numerator) / Decimal(value.denominator) / 100:.2f}"
        case _ if value.denominator == 1:
            return str(value.numerator)
        case _:
            return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
