"""What `doudi ask` is about: a facts file with what was said on the command line, or a session."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from doudi.runtime.actions.reading import (
    UNREADABLE,
    Refused,
    case_of,
    data_of,
    day_of,
    known,
    refused,
    rules_of,
    selection_of,
    tree_of,
)
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.vocabulary import names
from doudi.runtime.inquiry.interview import Interview
from doudi.runtime.inquiry.session_file import Session, is_session, session_of
from doudi.runtime.program.declarations import Fact, Term

_COST: Final = re.compile(r"(?P<fact>[^=]+)=(?P<cost>[0-9]{1,9}(?:\.[0-9]{1,9})?)")
_SETTLED_BY_SESSION: Final = ("as_of", "scheme", "person", "cost")


@dataclass(frozen=True, slots=True)
class Source:
    """`session`: the bytes of the file that the interview was taken up from; None for a new one.

    `rules_hash`: of the rules now; `rules_changed`: the session was made with others.
    """

    interview: Interview
    session: bytes | None
    rules_hash: str
    rules_changed: bool


def source_of(args: argparse.Namespace, lang: Lang) -> Source:
    data = data_of(args.facts)
    loaded = rules_of(args, lang)
    rules = index(loaded.program)
    tree = tree_of(data, args.facts)
    if is_session(tree):
        taken_up = _taken_up(tree, rules, args, lang)
        changed = taken_up.rules_hash != loaded.hash
        return Source(taken_up.interview, data, loaded.hash, changed)
    case = case_of(data, args, loaded.program, lang)
    on = day_of(args, case, lang)
    wanted = selection_of(args, decide(rules, case, on, detail="none"), loaded.program, lang)
    costs = dict(_costs(args.cost or (), rules, lang))
    interview = Interview(rules, case, on, wanted, costs)
    return Source(interview, None, loaded.hash, rules_changed=False)


def _taken_up(
    tree: dict[str, object], rules: Index, args: argparse.Namespace, lang: Lang
) -> Session:
    for name in _SETTLED_BY_SESSION:
        if getattr(args, name):
            option = f"--{name.replace('_', '-')}"
            raise refused(
                choose(
                    lang,
                    f"`{args.facts}` 是一次访谈，{option} 在开始时已定；要改就另起访谈",
                    f"`{args.facts}` is an interview, whose {option} was settled at its beginning; "
                    "to change it, begin a new one",
                )
            )
    try:
        return session_of(tree, rules)
    except FactsError as error:
        head = choose(
            lang, f"访谈 `{args.facts}` 有问题：", f"the interview `{args.facts}` cannot be used:"
        )
        lines = [f"  {it.in_(lang)}" for it in error.problems]
        raise Refused(UNREADABLE, [f"doudi: {head}", *lines]) from None


def _costs(given: Iterable[str], rules: Index, lang: Lang) -> Iterator[tuple[str, Fraction]]:
    declared: tuple[Fact | Term, ...] = (*rules.program.facts, *rules.program.terms)
    ids = {name: str(it.id) for it in declared for name in names(it)}
    for it in given:
        found = _COST.fullmatch(it)
        if found is None:
            raise refused(
                choose(
                    lang,
                    f"--cost 写作 `事实=数`，如 `年龄=2`，却是 `{it}`",
                    f"--cost is written `FACT=N`, as in `age=2`, not `{it}`",
                )
            )
        fact = known(found["fact"], ids, lang, ("事实", "fact"))
        yield ids[fact], Fraction(found["cost"])
