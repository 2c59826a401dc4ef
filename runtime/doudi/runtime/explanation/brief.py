"""What a verdict says in brief: schemes not met, schemes that cannot be told yet, duties kept.

Each takes a line or two: for whom, what is missing or asked, and the clause; people
in the same position share them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from doudi.runtime.decision import DutyResult
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.obligations import MARKS, status, what
from doudi.runtime.explanation.punctuation import aside, dash, pair, semicolons
from doudi.runtime.explanation.requests import questions
from doudi.runtime.explanation.subject_matter import Matter, reasons
from doudi.runtime.explanation.tree import Block, Heading, Mark, Node, Tree
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Truth


def refusals(matters: Sequence[Matter]) -> Iterator[Block]:
    by_scheme: dict[str, list[Matter]] = {}
    for it in matters:
        by_scheme.setdefault(it.scheme, []).append(it)
    if by_scheme:
        yield Heading(2, say("refusals", matters[0].names.lang))
        yield Tree(tuple(_refusal(scheme, them) for scheme, them in by_scheme.items()))


def _refusal(scheme: str, matters: Sequence[Matter]) -> Node:
    names = matters[0].names
    by_reason: dict[str, list[str]] = {}
    for it in matters:
        unmet = semicolons(reasons(it.outcome.failed, Truth.FALSE, it), names.lang)
        by_reason.setdefault(unmet, []).append(it.who)
    people = [
        pair(lexicon.listed(who, names.lang), unmet, names.lang).rstrip(":： ")
        for unmet, who in by_reason.items()
    ]
    title = _title(scheme, [id_ for it in matters for id_ in it.outcome.failed], names)
    if len(people) == 1:
        return Node(dash(title, people[0], names.lang), Mark.FAILS)
    return Node(title, Mark.FAILS, tuple(Node(it) for it in people))


def pending(matters: Sequence[Matter]) -> Iterator[Block]:
    alike: dict[tuple[str, tuple[ProvisionId, ...], tuple[str, ...]], list[Matter]] = {}
    for it in matters:
        asked = questions(it.outcome.needs, it.outcome.subject, it.names)
        alike.setdefault((it.scheme, it.outcome.undetermined, asked), []).append(it)
    if alike:
        yield Heading(2, say("pending", matters[0].names.lang))
        yield Tree(tuple(_open(*key, them) for key, them in alike.items()))


def _open(
    scheme: str, ids: tuple[ProvisionId, ...], asked: tuple[str, ...], matters: Sequence[Matter]
) -> Node:
    names = matters[0].names
    who = lexicon.listed((it.who for it in matters), names.lang)
    title = dash(_title(scheme, ids, names), who, names.lang)
    return Node(title, Mark.UNKNOWN, tuple(Node(it) for it in asked))


def kept_or_open(duties: Iterable[DutyResult], names: Lexicon) -> Iterator[Block]:
    """Duties that were met, and those of which it cannot be told."""
    alike: dict[tuple[ProvisionId, str, tuple[str, ...]], list[DutyResult]] = {}
    for it in duties:
        asked = questions(it.needs, it.subject, names)
        alike.setdefault((it.provision, it.status, asked), []).append(it)
    nodes = [_duty(asked, them, names) for (_, _, asked), them in alike.items()]
    if nodes:
        yield Tree(tuple(nodes))


def _duty(asked: tuple[str, ...], duties: Sequence[DutyResult], names: Lexicon) -> Node:
    first = duties[0]
    subjects = (lexicon.subject(names, it.subject.entity, it.subject.id) for it in duties)
    done = aside(what(first, names), lexicon.short(first.provision, names.lang), names.lang)
    said = pair(lexicon.listed(subjects, names.lang), done, names.lang)
    text = pair(said, status(first, names), names.lang)
    return Node(text, MARKS[first.status], tuple(Node(it) for it in asked))


def _title(scheme: str, ids: Iterable[ProvisionId], names: Lexicon) -> str:
    """A scheme with the clauses it hangs on, each document's id said once."""
    title = scheme if names.lang == "zh" else scheme[:1].upper() + scheme[1:]
    return aside(title, lexicon.shorts(ids, names.lang), names.lang)
