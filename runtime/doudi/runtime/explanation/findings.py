"""What one step of an evaluation found, in a phrase: 「年龄不低于60（年龄为40）」不成立.

Takes steps of the trace; gives phrases with their evidence, and the leaves of a
condition that decided it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.contents import content
from doudi.runtime.explanation.formulas import formula, reckoned
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas, quoted, semicolons
from doudi.runtime.explanation.standards import figure
from doudi.runtime.explanation.units import type_of
from doudi.runtime.explanation.wording import FACT_STATUS, say, word
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import (
    FactUse,
    StandardUse,
    Step,
    TermTrace,
    Trace,
)
from doudi.runtime.values import (
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)

# What is counted on the calendar, so that a reader would have to count it again.
_COUNTED: Final = frozenset({"shift", "age_on", "months_between", "spring_festival"})
CONNECTIVES: Final = frozenset({"and", "or", "any_open", "not"})


def truth(step: Step) -> Truth:
    """A condition's truth; what is not applicable counts as false."""
    return step.value if isinstance(step.value, Truth) else Truth.FALSE


def flat(step: Step) -> tuple[Step, ...]:
    """The operands of a chain of one connective, however the rule bracketed it."""
    if not isinstance(step.expr, ex.Op):
        return (step,)
    op = step.expr.op
    if op not in ("and", "or"):
        return step.parts
    found: list[Step] = []
    for part in step.parts:
        same = isinstance(part.expr, ex.Op) and part.expr.op == op and part.parts
        found += flat(part) if same else (part,)
    return tuple(found)


def relevant(step: Step) -> tuple[Step, ...]:
    """Of a connective's operands, those that made it come out as it did.

    A true `or` needs but one true branch, a false `and` is explained by its false
    ones; what is open is explained by what is open in it.
    """
    parts = flat(step)
    outcome = truth(step)
    op = step.expr.op if isinstance(step.expr, ex.Op) else ""
    match op, outcome:
        case (("or" | "any_open"), Truth.TRUE):
            return _that_are(Truth.TRUE, parts)[:1]
        case "and", Truth.FALSE:
            return _that_are(Truth.FALSE, parts)
        case "any_open", Truth.JUDGEMENT:
            return _that_are(Truth.JUDGEMENT, parts) or parts
        case (("and" | "or" | "any_open"), (Truth.UNKNOWN | Truth.JUDGEMENT)):
            return _that_are(outcome, parts)
        case _:
            return parts


def _that_are(wanted: Truth, parts: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple([it for it in parts if truth(it) is wanted])


def decisive(step: Step) -> list[Step]:
    """The leaves of a condition that decided it, in the order of the rule."""
    match step.expr:
        case ex.Op(op="and" | "or") if step.parts:
            return [leaf for part in relevant(step) for leaf in decisive(part)]
        case ex.Op(op="any_open") if step.parts and truth(step) is not Truth.JUDGEMENT:
            return [leaf for part in relevant(step) for leaf in decisive(part)]
        case ex.Op(op="not") if step.parts and _is_connective(step.parts[0]):
            return decisive(step.parts[0])
        case _:
            return [step]


def finding(step: Step, names: Lexicon) -> str:
    """One leaf with what came out: fit for a list inside a sentence."""
    its = content(step, names)
    if its.finding is None:
        its.finding = _finding(step, names)
    return its.finding


def _finding(step: Step, names: Lexicon) -> str:
    match step.expr:
        case ex.Fact() | ex.Term() | ex.Aggregate(kind="count" | "sum"):
            return known(step, names)
        case ex.Op(op="not") if step.parts and isinstance(step.parts[0].expr, ex.Fact | ex.Term):
            return known(step.parts[0], names)
        case ex.Op(op="eq" | "ne" | "in") if _against_literals(step):
            return known(step.parts[0], names)
        case _:
            return _judged(phrase(step.expr, names), step, evidence(step, names), names)


def basis(step: Step, names: Lexicon) -> str:
    """What a leaf rests on, without the claim: enough inside brackets."""
    return evidence(step, names) or finding(step, names)


def known(step: Step, names: Lexicon) -> str:
    """`年龄为40`, `新冠确诊为「是」`, `出院日期未提供`; `age: 40`, `covid confirmed: yes`."""
    its = content(step, names)
    if its.known is None:
        its.known = _known(step, names)
    return its.known


def _known(step: Step, names: Lexicon) -> str:
    lang = names.lang
    use = step.use
    name = figure(use, names) if isinstance(use, StandardUse) else phrase(step.expr, names)
    if isinstance(use, FactUse) and use.status != "given":
        status = word(FACT_STATUS, use.status, lang)
        return f"{name}{status}" if lang == "zh" else f"{name}: {status}"
    text = shown(step, names)
    if text == figures.NOT_KNOWN and lang == "zh":
        return f"{name}{text}"
    return f"{name}为{text}" if lang == "zh" else f"{name}: {text}"


def shown(step: Step, names: Lexicon) -> str:
    """The value alone; in Chinese yes and no stand in quotation marks, as on a form."""
    text = figures.value(step.value, type_of(step.expr, names), names)
    settled = step.value in (Truth.TRUE, Truth.FALSE)
    return f"「{text}」" if settled and names.lang == "zh" else text


def evidence(step: Step, names: Lexicon) -> str:
    """The values that a comparison rests on, each once; what was reckoned as it was reckoned."""
    its = content(step, names)
    if its.evidence is None:
        its.evidence = _evidence(step, names)
    return its.evidence


def _evidence(step: Step, names: Lexicon) -> str:
    found: list[str] = []
    _add_evidence(step, names, found)
    return commas(found, names.lang)


def _add_evidence(step: Step, names: Lexicon, found: list[str]) -> None:
    if _is_leaf(step):
        found.append(known(step, names))
    elif not step.parts:
        return
    elif _of_people(step):
        found.append(semicolons((_whose(it, names) for it in members(step)), names.lang))
    elif reckoned(step) and not is_open(step.value):
        found.append(formula(step, type_of(step.expr, names), names))
    else:
        for part in step.parts:
            _add_evidence(part, names, found)
        counted = isinstance(step.expr, ex.Op) and step.expr.op in _COUNTED
        if counted and not is_open(step.value):
            found.append(say("gives", names.lang, value=shown(step, names)))


def _of_people(step: Step) -> bool:
    return isinstance(step.expr, ex.Aggregate) and step.expr.kind in ("exists", "every")


def members(step: Step) -> tuple[Step, ...]:
    """Of "there is one" and "every one", the people for whom it came out as it did."""
    wanted = truth(step)
    found = tuple(it for it in step.parts if truth(it) is wanted)
    any_ = isinstance(step.expr, ex.Aggregate) and step.expr.kind == "exists"
    return found[:1] if wanted is (Truth.TRUE if any_ else Truth.FALSE) else found


def _whose(step: Step, names: Lexicon) -> str:
    """`马某：新冠确诊为「否」`."""
    found = commas((basis(it, names) for it in decisive(step)), names.lang)
    who = lexicon.subject(names, *step.subject) if step.subject is not None else ""
    return lexicon.about(who, found, names.lang)


def leaves(step: Step) -> Iterator[Step]:
    """Facts, terms and standards under a step."""
    if _is_leaf(step):
        yield step
        return
    for part in step.parts:
        yield from leaves(part)


def _is_leaf(step: Step) -> bool:
    match step.expr:
        case ex.Fact() | ex.Term() | ex.Standard() | ex.Aggregate(kind="count" | "sum"):
            return True
        case _:
            return False


def sources(step: Step) -> Iterator[FactUse | StandardUse]:
    """Everything looked up under a step, in order."""
    if step.use is not None:
        yield step.use
    for part in step.parts:
        yield from sources(part)


def term_of(step: Step, trace: Trace) -> TermTrace | None:
    """How the term of a step came to its value."""
    if not isinstance(step.expr, ex.Term):
        return None
    return trace.term(step.expr.id, step.subject)


def grounds(found: TermTrace, trace: Trace) -> list[tuple[ProvisionId | None, Step]]:
    """What a derived term rests on: its definition, or the provisions that made it so.

    For a term that came out true, the provisions that say so; otherwise all that
    could have.
    """
    if found.origin == "given":
        return []
    if found.step is not None:
        id_ = found.provisions[0] if found.provisions else None
        speaks = trace.provision(id_, found.subject) if id_ is not None else None
        named = isinstance(found.step.expr, ex.Option | ex.Number | ex.Truth | ex.Place)
        if named and speaks is not None and speaks.condition is not None:
            return [(id_, speaks.condition)]  # what it is called says no more than its value
        return [(id_, found.step)]
    traces = [
        it for id_ in found.provisions if (it := trace.provision(id_, found.subject)) is not None
    ]
    holding = [it for it in traces if it.truth == Truth.TRUE.value]
    chosen = holding if found.value is Truth.TRUE and holding else traces
    return [(it.provision, it.condition) for it in chosen if it.condition is not None]


def bases(found: TermTrace, trace: Trace, names: Lexicon) -> list[str]:
    """What made a derived term come out so, each once; why it is not so, down to the facts."""
    leaves_ = _leaves_of(found, trace)
    return list(dict.fromkeys(it for leaf in leaves_ for it in _why(leaf, found, trace, names)))


def by_facts_alone(found: TermTrace, trace: Trace) -> bool:
    """Whether a term was derived from facts, and from nothing that was derived itself."""
    below = (term_of(it, trace) for leaf in _leaves_of(found, trace) for it in leaves(leaf))
    return not any(it is not None and grounds(it, trace) for it in below)


def _leaves_of(found: TermTrace, trace: Trace) -> Iterator[Step]:
    for _, step in grounds(found, trace):
        yield from decisive(step)


def _why(leaf: Step, found: TermTrace, trace: Trace, names: Lexicon) -> list[str]:
    below = term_of(leaf, trace)
    if below is None or found.value is not Truth.FALSE:
        return [basis(leaf, names)]
    return [basis(leaf, names), *bases(below, trace, names)]


def is_open(value: Value) -> bool:
    match value:
        case Truth():
            return value is Truth.UNKNOWN or value is Truth.JUDGEMENT
        case Interval(low=low, high=high):
            return low is None or low != high
        case UnknownSymbol():
            return True
        case Symbol() | Length() | NotApplicable():
            return False
        case _:
            assert_never(value)


def _against_literals(step: Step) -> bool:
    """Whether something known is compared with what the rule names: its value says it all."""
    if not step.parts or not isinstance(step.parts[0].expr, ex.Fact | ex.Term):
        return False
    return all(isinstance(it.expr, ex.Option | ex.Place | ex.Number) for it in step.parts[1:])


def _is_connective(step: Step) -> bool:
    return isinstance(step.expr, ex.Op) and step.expr.op in CONNECTIVES


def _judged(claim: str, step: Step, rests_on: str, names: Lexicon) -> str:
    zh = names.lang == "zh"
    said = quoted(claim, names.lang)
    because = (f"（{rests_on}）" if zh else f" ({rests_on})") if rests_on else ""
    match truth(step):
        case Truth.TRUE:
            return claim + because
        case Truth.FALSE:
            return f"{said}不成立{because}" if zh else f"{said} is not so{because}"
        case Truth.UNKNOWN:
            return f"{said}无法判断{because}" if zh else f"{said} cannot be told{because}"
        case Truth.JUDGEMENT:
            if isinstance(step.expr, ex.Op) and step.expr.op == "any_open":
                return say("like_those", names.lang, claim=claim)
            return f"{said}{because}"
        case _:
            assert_never(truth(step))
