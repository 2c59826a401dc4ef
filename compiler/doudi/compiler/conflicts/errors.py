"""What `doudi check` says of conflicts, of what was not decided, and of acknowledgements.

Takes findings of the model and where declarations stand; gives findings for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from doudi.compiler.conflicts import in_words, wording
from doudi.compiler.conflicts.facts_in_words import facts_in_line
from doudi.compiler.conflicts.model import (
    Class,
    Conflict,
    ConflictLedger,
    Defect,
    Matter,
    NotAnalysed,
    NotDecided,
)
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.drafts.window import window_of
from doudi.compiler.model.checked import Located
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Lang, Message
from doudi.policy_dsl.source import Span
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.explanation.punctuation import commas
from doudi.runtime.program.ids import ProvisionId

_Names = tuple[Lexicon, Lexicon]
LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")


def of_ledger(
    ledger: ConflictLedger, rules: Index, located: Mapping[str, Located]
) -> Iterator[Finding]:
    """`located`: declarations by id. What is resolved or acknowledged is no finding."""
    names = (lexicon(rules.program, "zh"), lexicon(rules.program, "en"))
    for it in ledger.conflicts:
        if it.class_ is Class.OPEN and it.acknowledged is None:
            yield open_conflict(it, rules, names, located)
    for undecided in ledger.not_decided:
        yield not_decided(undecided, names, located)
    for unread in ledger.not_analysed:
        yield not_analysed(unread, located)


def open_conflict(
    it: Conflict, rules: Index, names: _Names, located: Mapping[str, Located]
) -> Finding:
    """The later of the two is where a person comes from who has just written it."""
    earlier, later = sorted((0, 1), key=lambda at: (_since(it.provisions[at], rules), at))
    first, second = it.provisions[earlier], it.provisions[later]
    matter = _matter(it.matter, names)
    return Finding(
        codes.OPEN_CONFLICT,
        Message(
            f"关于{matter.zh}，`{second}` 与 `{first}` 不一致，没有原则能分出先后",
            f"`{second}` and `{first}` differ on {matter.en}, and no principle decides",
        ),
        Label(place_of(second, located), _side(it, later, names)),
        (Label(place_of(first, located), _side(it, earlier, names)),),
        _what_to_do(it, rules),
    )


def not_decided(it: NotDecided, names: _Names, located: Mapping[str, Located]) -> Finding:
    ids = "、".join(f"`{each}`" for each in it.provisions)
    listed = " and ".join(f"`{each}`" for each in it.provisions)
    why = wording.WHY[it.why]
    zh, en = "", ""
    if it.matter is not None:
        matter = _matter(it.matter, names)
        zh, en = f"关于{matter.zh}，", f" on {matter.en}"
    places = [Label(place_of(each, located)) for each in it.provisions]
    return Finding(
        codes.CONFLICT_NOT_DECIDED,
        Message(
            f"{zh}{ids} 是否抵触，没有得出结论：{why.zh}",
            f"whether {listed} conflict{en} was not decided: {why.en}",
        ),
        places[0],
        tuple(places[1:]),
        _by_hand() if it.why == "not_replayed" else _simpler(),
    )


def not_analysed(it: NotAnalysed, located: Mapping[str, Located]) -> Finding:
    zh, en = (in_words.in_the_way(it.what, lang) for lang in LANGS)
    return Finding(
        codes.NOT_ANALYSED,
        Message(
            f"`{it.provision}` 没有参加冲突核对：`{zh}` 还不能交给求解器",
            f"conflicts with `{it.provision}` are not looked for: the solver cannot be told of "
            f"`{en}`",
        ),
        Label(place_of(it.provision, located)),
        help=Message(
            "它与别的条款是否抵触，要由人来看", "whether it conflicts with others is for you to see"
        ),
    )


def acknowledgement_without_finding(id_: str, place: Span) -> Finding:
    return Finding(
        codes.ACKNOWLEDGEMENT_WITHOUT_FINDING,
        Message(
            f"没有编号为 `{id_}` 的事项：已经解决，或者条文改过了",
            f"there is no finding `{id_}`: it is resolved, or a text has changed",
        ),
        Label(place),
        help=Message(
            "删去这个确认；条文改过的，重新看过以后换上新的编号",
            "remove it; if a text has changed, look again and write the new id",
        ),
    )


def acknowledgement_without_id(meant: str | None, place: Span) -> Finding:
    """`meant`: the only finding about the provisions that are named instead."""
    advice = Message(
        "写上 `doudi conflicts` 给出的八位编号",
        "write the id of eight digits that `doudi conflicts` gives",
    )
    if meant is not None:
        advice = Message(f"写成 `确认 「{meant}」`", f'write `acknowledge "{meant}"`')
    return Finding(
        codes.ACKNOWLEDGEMENT_WITHOUT_ID,
        Message("确认没有写明是哪一个事项", "this does not say which finding is acknowledged"),
        Label(place),
        help=advice,
    )


def contradictory_knowledge(it: Defect, located: Mapping[str, Located]) -> Finding:
    """`located` has what the knowledge states by its words."""
    places = [Label(place_of(each, located)) for each in dict.fromkeys((it.about, *it.others))]
    zh, en = ("；".join(f"`{each}`" for each in _core(it, lang)) for lang in LANGS)
    return Finding(
        codes.CONTRADICTORY_KNOWLEDGE,
        Message(f"公理、互斥自相矛盾：{zh}", f"what the rules assert contradicts itself: {en}"),
        places[0],
        tuple(it for it in places[1:] if it != places[0]),
        Message(
            "改正或删去其中一条；在此之前什么冲突也证明不了",
            "correct or remove one of them; until then no conflict can be proven",
        ),
    )


def place_of(id_: str, located: Mapping[str, Located]) -> Span:
    """Where it is declared. What a proof made up to ask about, `axiom/…`, ends with a name."""
    names = (id_, id_.partition("/")[2], next(iter(located)))
    where = next(located[it] for it in names if it in located)
    return where.span(where.checked.head)


def by_id(located: Iterable[Located]) -> dict[str, Located]:
    return {it.checked.id: it for it in located if it.checked.id}


def _core(it: Defect, lang: Lang) -> tuple[str, ...]:
    if not it.core:
        return (it.about, *it.others)
    return tuple(each.zh if lang == "zh" else each.en for each in it.core)


def _since(id_: ProvisionId, rules: Index) -> date:
    window = window_of(rules.provisions[id_], rules)
    return date.min if window is None else window.start


def _matter(matter: Matter, names: _Names) -> Message:
    zh, en = names
    return Message(_of(matter, zh), _of(matter, en))


def _of(matter: Matter, names: Lexicon) -> str:
    kind, what = wording.KIND[matter.kind].in_(names.lang), in_words.about(matter, names)
    return Message(f"{what}的{kind}", f"the {kind} of {what}").in_(names.lang)


def _side(it: Conflict, at: int, names: _Names) -> Message:
    zh, en = (in_words.side(it, at, each) for each in names)
    return Message(zh, en)


def _by_hand() -> Message:
    return Message(
        "这一对请由人来看，并报告给维护者：求解器与运行时的结论不一",
        "look at these two yourself, and report it: solver and runtime do not agree",
    )


def _simpler() -> Message:
    return Message(
        "运行 `doudi conflicts` 再核对一次；仍没有结论的，把条件写得简单些",
        "run `doudi conflicts` to ask again; what stays undecided needs a simpler condition",
    )


def _what_to_do(it: Conflict, rules: Index) -> Message:
    zh, en = (_case(it.witness.draft, rules, lang) for lang in LANGS)
    return Message(
        f"两条都适用的一例：{zh}。写明优先关系；看过并认可的，写 `确认 「{it.id}」` 和理由",
        f"both apply here: {en}. Declare which prevails; or, having looked at it, write "
        f'`acknowledge "{it.id}"` and the reason',
    )


def _case(draft: Draft, rules: Index, lang: Lang) -> str:
    where = in_words.place_and_day(draft, rules, lang)
    return commas((where, facts_in_line(draft, rules, lang)), lang)
