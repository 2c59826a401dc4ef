"""What `doudi check` says of defects.

Takes defects, where declarations stand and the rules; gives findings for people. What somebody has
acknowledged is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias, assert_never

from doudi.compiler.conflicts import errors, in_words
from doudi.compiler.conflicts.defects import wording
from doudi.compiler.conflicts.defects.wording import Sentence, filled
from doudi.compiler.conflicts.facts_in_words import facts_in_line
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.model.checked import Located
from doudi.policy_dsl.diagnostics.model import Finding, Label, Lang, Message
from doudi.policy_dsl.source import Span
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.punctuation import commas
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import ProvisionId

_Names: TypeAlias = Mapping[str, Text]


def findings(
    defects: Iterable[Defect], located: Mapping[str, Located], rules: Index
) -> tuple[Finding, ...]:
    """`located`: declarations by id; those without a name by what they state."""
    names = _names(rules)
    told = (it for it in defects if it.acknowledged is None)
    return tuple(_finding(it, located, names, rules) for it in told)


def _finding(it: Defect, located: Mapping[str, Located], names: _Names, rules: Index) -> Finding:
    if it.flaw is Flaw.CONTRADICTORY_KNOWLEDGE and it.about not in names:
        return errors.contradictory_knowledge(it, located)
    sentence = _sentence(it, rules)
    about = _named(it.about, names)
    others = _listed([_named(each, names) for each in it.others])
    advice = [sentence.help, filled(wording.LOOKED_AT, id=Message(it.id, it.id))]
    if it.witness is not None:
        advice.insert(0, filled(wording.FOR_ONE, case=_household(it.witness, rules)))
    return Finding(
        sentence.code,
        filled(sentence.headline, about=about, others=others),
        Label(_place(it, located, rules), _why(it)),
        tuple(
            Label(errors.place_of(each, located), _named(each, names))
            for each in it.others
            if each in located and each != it.about
        ),
        Message("；".join(each.zh for each in advice), "; ".join(each.en for each in advice)),
    )


def _sentence(it: Defect, rules: Index) -> Sentence:
    match it.flaw:
        case Flaw.NEVER_TRUE:
            return wording.NEVER_TRUE
        case Flaw.ALWAYS_TRUE:
            return wording.ALWAYS_TRUE
        case Flaw.NEVER_DECISIVE:
            return wording.BARRED if _opposed(it, rules) else wording.SHADOWED
        case Flaw.IMPLIED:
            return wording.IMPLIED
        case Flaw.DUPLICATE:
            return wording.DUPLICATE
        case Flaw.GAP:
            return _of_partition(it)
        case Flaw.DEAD_REFERENCE:
            return wording.DEAD_REFERENCE
        case Flaw.TOOTHLESS_EXCLUSION:
            to_provision = it.others[0] in rules.provisions
            return wording.NO_EXCEPTION if to_provision else wording.TOOTHLESS
        case Flaw.UNUSED:
            return wording.UNUSED
        case Flaw.PERMISSION_IN_PROHIBITION:
            return wording.TAKEN_AWAY
        case Flaw.ENDS_BEFORE_IT_BEGINS:
            return wording.IN_ORDER[it.others[0]] if it.others else wording.NEVER_IN_FORCE
        case Flaw.CONTRADICTORY_KNOWLEDGE:
            return wording.RULED_OUT
        case _:
            assert_never(it.flaw)


def _of_partition(it: Defect) -> Sentence:
    if it.witness is not None:
        return wording.OVERLAP if it.others else wording.GAP
    return wording.APART if len(it.others) > 1 else wording.OUT_OF_SIGHT


def _opposed(it: Defect, rules: Index) -> bool:
    """Whether the other bars what this one gives, and does not say it itself."""
    one, other = (rules.provisions[ProvisionId(each)] for each in (it.about, it.others[0]))
    return one.effect != other.effect or (one.norm != other.norm == "prohibition")


def _names(rules: Index) -> _Names:
    program = rules.program
    words: dict[str, Text] = {it.id: it.name for it in program.facts}
    words |= {it.id: it.name for it in program.terms}
    words |= {it.id: it.name for it in program.schemes}
    words |= {it.id: it.name for it in program.standards}
    for choice in program.choices:
        words[choice.id] = choice.name
        words |= {str(option): text for option, text in choice.options}
    return words


def _named(name: str, names: _Names) -> Message:
    """As its author wrote it: a name in both languages, an id or a statement as it stands."""
    return _quoted(names.get(name, Text(name)))


def _quoted(text: Text) -> Message:
    return Message(f"`{text.zh}`", f"`{text.en or text.zh}`")


def _listed(names: list[Message]) -> Message:
    return Message("、".join(it.zh for it in names), " and ".join(it.en for it in names))


def _household(draft: Draft, rules: Index) -> Message:
    def told(lang: Lang) -> str:
        where = in_words.place_and_day(draft, rules, lang)
        facts = facts_in_line(draft, rules, lang)
        return commas([where, *([facts] if facts else [])], lang)

    return Message(told("zh"), told("en"))


def _why(it: Defect) -> Message | None:
    if not it.core:
        return None
    shape = wording.EXCLUDE if len(it.core) > 1 else wording.IMPOSSIBLE
    zh = "；".join(f"`{each.zh}`" for each in it.core)
    en = "; ".join(f"`{each.en}`" for each in it.core)
    return Message(shape.zh.format(zh), shape.en.format(en))


def _place(it: Defect, located: Mapping[str, Located], rules: Index) -> Span:
    """Where the reference stands that leads nowhere; otherwise the head of the declaration."""
    where = located.get(it.about) or located[_choice_of(it.about, rules)]
    if it.flaw is Flaw.DEAD_REFERENCE:
        for place in _references(where, it.others[0]):
            return place
    return where.span(where.checked.head)


def _choice_of(option: str, rules: Index) -> str:
    return next(choice for choice, options in rules.options.items() if option in options)


def _references(where: Located, other: str) -> Iterator[Span]:
    checked = where.checked
    yield from (
        where.span(it.place) for it in checked.targets if f"{it.document}/{it.address}" == other
    )
    yield from (where.span(it.place) for it in checked.cited if it.document == other)
    yield from (where.span(it.place) for it in checked.uses if it.id == other)
