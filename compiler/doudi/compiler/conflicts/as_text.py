"""Conflicts on a terminal: both texts, the case that shows the conflict, and what becomes of it.

Takes a ledger, the rules it is about and how many columns there are; gives text. Where there is
room the two texts stand side by side, elsewhere one below the other. Nothing of a notice acts on
the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from doudi.compiler.conflicts import in_words, wording
from doudi.compiler.conflicts.facts_in_words import facts
from doudi.compiler.conflicts.model import AreaDifference, Class, Conflict, ConflictLedger
from doudi.compiler.conflicts.totals import totals
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.width import display_width, visible
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.columns import wrap
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.program.ids import ProvisionId

COLUMNS: Final = 80
WIDE: Final = 100  # from here on two texts stand side by side
_WIDEST: Final = 160
_BETWEEN: Final = " │ "


def as_text(
    ledger: ConflictLedger,
    differences: Sequence[AreaDifference] | None,
    rules: Index,
    lang: Lang,
    columns: int = COLUMNS,
) -> str:
    """`differences` None: they were not asked for."""
    names, columns = lexicon(rules.program, lang), min(columns, _WIDEST)
    blocks = [_conflict(it, rules, names, columns) for it in ledger.conflicts]
    blocks += [_difference(it, rules, names, columns) for it in differences or ()]
    blocks += [list(_unanswered(ledger, names, columns))]
    said = _totals(ledger, differences, lang)
    blocks.append([line for it in said for line in wrap(it, columns, "", "  ")])
    return "\n\n".join("\n".join(it) for it in blocks if it) + "\n"


def _conflict(it: Conflict, rules: Index, names: Lexicon, columns: int) -> list[str]:
    lang, draft = names.lang, it.witness.draft
    word, class_ = wording.CONFLICT.in_(lang), wording.CLASS[it.class_].in_(lang)
    about = in_words.matter_in_words(it.matter, names)
    lines = wrap(visible(f"{word} {it.id} · {class_} · {about}"), columns, "", "  ")
    lines += wrap(visible(in_words.headline(it, names)), columns, "  ", "  ")
    lines.append("")
    lines += _two(it, rules, names, columns)
    lines.append("")
    shown = (wording.BEFORE_AND_AFTER if it.class_ is Class.REPEAL else wording.WITNESS).in_(lang)
    lines += _said(shown, in_words.place_and_day(draft, rules, lang), lang, columns)
    lines += [f"    {visible(line)}" for line in facts(draft, rules, lang)]
    lines += _said(wording.TREATMENT.in_(lang), in_words.decided(it, names), lang, columns)
    if it.eve is not None:
        eve = in_words.eve_in_words(it.eve, names)
        lines += _said(wording.EVE.in_(lang), eve, lang, columns)
    if it.class_ is not Class.REPEAL:
        lines += _said(wording.BOTH.in_(lang), in_words.window(it, rules, lang), lang, columns)
    if it.acknowledged is not None:
        lines += _said(wording.ACKNOWLEDGED.in_(lang), it.acknowledged, lang, columns)
    return lines


def _said(label: str, text: str, lang: Lang, columns: int) -> list[str]:
    line = Message(f"{label}：{text}", f"{label}: {text}").in_(lang)
    return wrap(visible(line), columns, "  ", "    ")


def _two(it: Conflict, rules: Index, names: Lexicon, columns: int) -> Iterator[str]:
    """Both provisions with their words: two columns where there is room."""
    sides = [(id_, in_words.side(it, at, names)) for at, id_ in enumerate(it.provisions)]
    if columns < WIDE:
        for at, (id_, said) in enumerate(sides):
            if at:
                yield ""
            yield from (f"  {line}" for line in _provision(id_, said, rules, names, columns - 2))
        return
    width = (columns - 2 - len(_BETWEEN)) // 2
    left, right = (list(_provision(id_, said, rules, names, width)) for id_, said in sides)
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"  {one}{' ' * (width - display_width(one))}{_BETWEEN}{other}".rstrip()


def _provision(
    id_: ProvisionId, said: str, rules: Index, names: Lexicon, columns: int
) -> Iterator[str]:
    provision, lang = rules.provisions[id_], names.lang
    yield from wrap(visible(f"{id_} {provision.title}".rstrip()), columns, "", "  ")
    yield from wrap(visible(in_words.document_of(id_, rules)), columns, "", "  ")
    yield from _label(wording.IN_FORCE, in_words.force_of(id_, rules, lang), lang, columns)
    for citation in provision.citations:
        yield from wrap(visible(f"{citation.address}「{citation.quote}」"), columns, "", "  ")
    if not provision.citations:
        for source in provision.sources:
            yield from _label(wording.SOURCE, source, lang, columns)
    if said:
        yield from wrap(visible(f"→ {said}"), columns, "", "  ")


def _label(label: Message, text: str, lang: Lang, columns: int) -> list[str]:
    line = Message(f"{label.zh}：{text}", f"{label.en}: {text}").in_(lang)
    return wrap(visible(line), columns, "", "  ")


def _difference(it: AreaDifference, rules: Index, names: Lexicon, columns: int) -> list[str]:
    lang = names.lang
    word, about = wording.DIFFERENCE.in_(lang), in_words.matter_in_words(it.matter, names)
    lines = wrap(visible(f"{word} {it.id} · {about}"), columns, "", "  ")
    answers = in_words.answers_in_words(it, names)
    for area, said in zip(in_words.areas_in_words(it, rules), answers, strict=True):
        lines += _said(area, said, lang, columns)
    for id_ in (*it.here, *it.there):
        lines.append("")
        lines += [f"  {line}" for line in _provision(id_, "", rules, names, columns - 2)]
    lines.append("")
    day = it.draft.as_of.isoformat()
    lines += _said(wording.DIFFERENT.in_(lang), day, lang, columns)
    return lines + [f"    {visible(line)}" for line in facts(it.draft, rules, lang)]


def _unanswered(ledger: ConflictLedger, names: Lexicon, columns: int) -> Iterator[str]:
    lang = names.lang
    if ledger.not_decided:
        yield f"{wording.NOT_DECIDED.in_(lang)} {len(ledger.not_decided)}"
        for it in ledger.not_decided:
            line = in_words.not_decided_in_words(it, names)
            yield from wrap(visible(line), columns, "  ", "    ")
    if ledger.not_analysed:
        yield f"{wording.NOT_ANALYSED.in_(lang)} {len(ledger.not_analysed)}"
        for one in ledger.not_analysed:
            words = in_words.in_the_way(one.what, lang)
            line = Message(f"{one.provision}：{words}", f"{one.provision}: {words}").in_(lang)
            yield from wrap(visible(line), columns, "  ", "    ")


def _totals(
    ledger: ConflictLedger, differences: Sequence[AreaDifference] | None, lang: Lang
) -> Iterator[str]:
    number, sum_ = len(ledger.conflicts), totals(ledger)
    if not number:
        yield wording.NO_CONFLICTS.in_(lang)
    else:
        parts = [
            f"{wording.CLASS[class_].in_(lang)} {count}" for class_, count in sum_.classes if count
        ]
        listed = ("、" if lang == "zh" else ", ").join(parts)
        known, open_ = sum_.acknowledged, sum_.open
        yield Message(
            f"冲突 {number}：{listed}；未决而没有确认的 {open_}，已确认 {known}",
            f"{number} conflict{'' if number == 1 else 's'}: {listed}; {open_} open and not "
            f"acknowledged, {known} acknowledged",
        ).in_(lang)
    if differences is not None:
        many = len(differences)
        found = Message(
            f"地区差异 {many}", f"{many} difference{'' if many == 1 else 's'} between areas"
        )
        yield (found if many else wording.NO_DIFFERENCES).in_(lang)
    it = ledger.counts
    yield Message(
        f"条款 {it.provisions}，同一事项的 {it.pairs} 对，能碰到一起的 {it.meeting} 对；"
        f"直接算出 {it.by_boxes}，求解 {it.by_solver}，上次的结论 {it.remembered}",
        f"{it.provisions} provisions, {it.pairs} pairs on one matter, {it.meeting} that can meet; "
        f"{it.by_boxes} answered by boxes, {it.by_solver} by the solver, "
        f"{it.remembered} remembered",
    ).in_(lang)
