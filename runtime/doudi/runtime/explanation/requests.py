"""What is still needed, as a clerk would ask for it: the question, and about whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from doudi.runtime.decision import Need, Subject
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import SPECIAL
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.explanation.tree import Mark, Node, Tree
from doudi.runtime.explanation.wording import FACT_STATUS, say, word


def requests(needs: Iterable[Need], names: Lexicon) -> Tree | None:
    nodes = tuple(Node(text, Mark.UNKNOWN) for text in dict.fromkeys(_each(needs, names)))
    return Tree(nodes) if nodes else None


def questions(needs: Iterable[Need], about: Subject, names: Lexicon) -> tuple[str, ...]:
    """As `requests`, for a place that says already whom it is about."""
    own = lexicon.about(lexicon.subject(names, about.entity, about.id), "", names.lang)
    return tuple(dict.fromkeys(in_words(it, names).removeprefix(own) for it in needs))


def named(needs: Iterable[Need], names: Lexicon) -> tuple[str, ...]:
    """What is missing, by name: fit for the middle of a sentence."""
    return tuple(dict.fromkeys(_name(it, names) for it in needs))


def in_words(need: Need, names: Lexicon) -> str:
    """One need; that a fact was simply not given goes without saying."""
    match need.kind:
        case "fact":
            return _fact(need, names)
        case "standard" | "calendar":
            return say("missing", names.lang, text=_detail(need, names) or need.name)
        case "definition":
            text = say("undefined_term", names.lang, term=lexicon.term(names, need.name))
            whole = aside(text, _detail(need, names), names.lang)
            return lexicon.about(_who(need, names), whole, names.lang)
        case _:
            assert_never(need.kind)


def _each(needs: Iterable[Need], names: Lexicon) -> Iterable[str]:
    return (in_words(it, names) for it in needs)


def _name(need: Need, names: Lexicon) -> str:
    match need.kind:
        case "standard" | "calendar":
            return (_detail(need, names) or need.name).replace("；", "，").replace("; ", ", ")
        case "fact" if need.name in names.facts:
            return lexicon.fact(names, need.name)
        case "fact" if need.name in names.entities:
            return lexicon.entity(names, need.name)
        case "fact" | "definition":
            return lexicon.term(names, need.name)
        case _:
            assert_never(need.kind)


def _fact(need: Need, names: Lexicon) -> str:
    """`成员 p1：几周岁？（年龄，未询问）`."""
    who = _who(need, names)
    told = need.detail in FACT_STATUS and need.detail != "absent"
    status = word(FACT_STATUS, need.detail, names.lang) if told else ""
    if need.name in names.entities:
        text = say("whole_list", names.lang, what=lexicon.entity(names, need.name))
        return lexicon.about(who, text, names.lang)
    if need.name in SPECIAL:
        return SPECIAL[need.name][names.lang != "zh"]
    name = (
        lexicon.fact(names, need.name)
        if need.name in names.facts
        else lexicon.term(names, need.name)
    )
    asked = lexicon.question(names, need.name)
    text = aside(asked, commas((name, status), names.lang), names.lang)
    if not asked:
        text = aside(name, status, names.lang)
    return lexicon.about(who, text, names.lang)


def _who(need: Need, names: Lexicon) -> str:
    if need.subject is None:
        return ""
    return lexicon.subject(names, need.subject.entity, need.subject.id)


def _detail(need: Need, names: Lexicon) -> str:
    """The evaluator's words; a table's id becomes its name."""
    text = need.detail if names.lang == "zh" else need.detail_en or need.detail
    return text.replace(need.name, lexicon.standard(names, need.name))
