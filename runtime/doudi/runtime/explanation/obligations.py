"""Duties of the offices: who has to do what by when, and whether it was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from doudi.runtime.decision import DutyResult
from doudi.runtime.explanation import clauses, conditions, days, findings, lexicon
from doudi.runtime.explanation.conditions import Drawn
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import aside, pair, quoted, semicolons, sentence
from doudi.runtime.explanation.requests import questions, requests
from doudi.runtime.explanation.tree import Block, Depth, Line, Mark, Node, Tone, Tree
from doudi.runtime.explanation.wording import (
    DUTY_STATUS,
    ENCOURAGEMENT_STATUS,
    IN_WORDS_STATUS,
    PERMISSION_STATUS,
    PRINCIPLE,
    PROHIBITION_STATUS,
    say,
    word,
)
from doudi.runtime.program.declarations import Act, Complete, Satisfy
from doudi.runtime.program.expressions import Fact
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Step, Trace

_ORDER = ("breached", "undetermined", "open", "met")
MARKS = {
    "met": Mark.HOLDS,
    "breached": Mark.FAILS,
    "undetermined": Mark.UNKNOWN,
    "open": Mark.NONE,
}
_STATUS = {
    "duty": DUTY_STATUS,
    "permission": PERMISSION_STATUS,
    "case_by_case": PERMISSION_STATUS,
    "encouragement": ENCOURAGEMENT_STATUS,
    "prohibition": PROHIBITION_STATUS,
}
_BINDING = ("duty", "prohibition")

_NORM = {
    "duty": ("应当", "must"),
    "permission": ("可以", "may"),
    "case_by_case": ("一事一议", "decides case by case whether to"),
    "encouragement": ("鼓励", "is encouraged to"),
    "prohibition": ("不得", "must not"),
}


def obligations(
    duties: Iterable[DutyResult], trace: Trace, names: Lexicon, depth: Depth, drawn: Drawn
) -> Iterator[Block]:
    """Each duty in full, what was not done first; a clause's together, with its sentence once.

    `drawn`: what the letter has drawn before.
    """
    groups: dict[ProvisionId, list[DutyResult]] = {}
    for it in sorted(duties, key=lambda duty: _ORDER.index(duty.status)):
        groups.setdefault(it.provision, []).append(it)
    for id_, group in groups.items():
        yield from _told(group, trace, names, depth, drawn)
        yield from clauses.quotes([id_], names, sources=depth != "verdict")
        own = dict.fromkeys(text for it in group for text in it.assumptions)
        yield from clauses.taken_for_granted([id_], own, names)


def _told(
    group: Sequence[DutyResult], trace: Trace, names: Lexicon, depth: Depth, drawn: Drawn
) -> Iterator[Block]:
    """A duty of one in lines; of several its words once, and each in the tree beneath them."""
    if len(group) == 1:
        yield from _alone(group[0], trace, names, depth, drawn)
        return
    yield Line(sentence(what(group[0], names), names.lang), Tone.ANSWER)
    argued: set[Node] = set()
    nodes = []
    for it in group:
        tests = () if depth == "verdict" else _tests(it, trace, names, depth, drawn)
        said = [
            Node(text)
            for text in (_reason(it, trace, names, depth), _due(it, trace, names))
            if text
        ]
        asked = [Node(text, Mark.UNKNOWN) for text in questions(it.needs, it.subject, names)]
        fresh = [node for node in tests if node not in argued]
        argued.update(tests)
        text = pair(_who(it, names), status(it, names), names.lang)
        nodes.append(Node(text, MARKS[it.status], (*said, *asked, *fresh)))
    yield Tree(tuple(nodes))


def set_aside(trace: Trace, names: Lexicon) -> Iterator[Block]:
    """Duties that do not apply because a text says that another goes before them."""
    nodes = tuple(
        Node(
            say(
                "set_aside",
                names.lang,
                who=lexicon.subject(names, *it.subject),
                **clauses.sides(it.winner, it.loser, names),
                principle=word(PRINCIPLE, it.principle or "", names.lang),
            )
        )
        for it in trace.contests
        if it.facet == "duty" and it.subject is not None and it.principle in PRINCIPLE
    )
    if nodes:
        yield Tree(nodes)


def _alone(
    it: DutyResult, trace: Trace, names: Lexicon, depth: Depth, drawn: Drawn
) -> Iterator[Block]:
    whose = pair(_who(it, names), what(it, names), names.lang)
    said = pair(whose, status(it, names), names.lang)
    yield Line(sentence(said, names.lang), Tone.ANSWER)
    for text in (_reason(it, trace, names, depth), _due(it, trace, names)):
        if text:
            yield Line(text)
    needed = requests(it.needs, names)
    if needed is not None:
        yield Line(say("needs", names.lang), Tone.MISSING)
        yield needed
    tests = () if depth == "verdict" else _tests(it, trace, names, depth, drawn)
    if tests:
        yield Tree(tests)


def _who(it: DutyResult, names: Lexicon) -> str:
    return lexicon.subject(names, it.subject.entity, it.subject.id)


def _reason(it: DutyResult, trace: Trace, names: Lexicon, depth: Depth) -> str:
    """What was or was not done; an argument draws the test of that, if it is no mere day."""
    test = _test(it, trace)
    if test is None or not _has_a_reason(it):
        return ""
    if depth != "verdict" and not isinstance(test.expr, Fact):
        return ""
    reasons = (findings.finding(leaf, names) for leaf in findings.decisive(test))
    return say("because", names.lang, list=semicolons(reasons, names.lang))


def _due(it: DutyResult, trace: Trace, names: Lexicon) -> str:
    due = it.due_moment.replace("T", " ") if it.due_moment else it.due
    if due is None:
        return ""
    text = say("due", names.lang, date=due)
    way = _counted_from(it, trace, names)
    return sentence(pair(text, way, names.lang) if way else text, names.lang)


def _tests(
    it: DutyResult, trace: Trace, names: Lexicon, depth: Depth, drawn: Drawn
) -> tuple[Node, ...]:
    """When the duty applies, and what it asks for."""
    key, test = (it.subject.entity, it.subject.id), _test(it, trace)
    found = trace.provision(it.provision, key)
    by_a_day = test is None or isinstance(test.expr, Fact)  # which its reason has given
    steps = [found.condition if found is not None else None, None if by_a_day else test]
    return tuple(
        conditions.tree(step, trace, names, everything=depth == "full", drawn=drawn)
        for step in steps
        if step is not None
    )


def _counted_from(it: DutyResult, trace: Trace, names: Lexicon) -> str:
    key = (it.subject.entity, it.subject.id)
    if it.due is None:
        return ""
    return days.came_about("due", it.due, [it.provision], key, trace, names)


def _has_a_reason(it: DutyResult) -> bool:
    """A duty is open as its day is still to come; what binds nobody, because of its test."""
    return it.status in ("met", "breached") or (it.status == "open" and it.norm not in _BINDING)


def status(it: DutyResult, names: Lexicon) -> str:
    provision = names.provisions.get(it.provision)
    in_words = provision is not None and isinstance(provision.effect, Act)
    table = IN_WORDS_STATUS if in_words and it.norm not in _BINDING else _STATUS[it.norm]
    return word(table, it.status, names.lang)


def what(it: DutyResult, names: Lexicon) -> str:
    """`县级民政部门应当…` and in brackets what the clause is about."""
    provision = names.provisions.get(it.provision)
    if provision is None:
        return it.provision
    zh = names.lang == "zh"
    asked = _asked(it, names)
    match provision.effect:
        case Satisfy(test=test) if it.norm == "prohibition":
            text = pair(asked, phrase(test, names), names.lang)
        case Satisfy(test=test) if it.norm in ("permission", "case_by_case") and zh:
            text = f"{asked}按{quoted(phrase(test, names), names.lang)}办理"
        case Satisfy(test=test):
            done = phrase(test, names)
            text = f"{asked}做到{quoted(done, names.lang)}" if zh else f"{asked} see to it: {done}"
        case Complete(fact=fact):
            if not zh:
                return aside(f"{asked} act in time", lexicon.question(names, fact), names.lang)
            return pair(f"{asked}按期办理", provision.title, names.lang)
        case Act(text=act):
            return f"{asked}{act}" if zh else f"{asked}: {act}"
        case _:
            text = asked
    return aside(text, provision.title if zh else "", names.lang)  # which is in Chinese


def _asked(it: DutyResult, names: Lexicon) -> str:
    """Who, and the norm's word; in Chinese an encouragement stands before whom it is for."""
    zh = names.lang == "zh"
    named, norm = lexicon.options(names, it.holders), _NORM[it.norm][not zh]
    if zh and it.norm == "encouragement":
        return f"{norm}{named}"
    if zh:
        return f"{named or '责任主体'}{norm}"
    return f"{named or 'the office in charge'} {norm}"


def _test(it: DutyResult, trace: Trace) -> Step | None:
    key = (it.subject.entity, it.subject.id)
    return next(
        (step for id_, at, step in trace.amounts if id_ == it.provision and at == key), None
    )
