"""A report before it has a format: sections, items, and old beside new.

Takes a report and a language; gives what text and Markdown are both drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from doudi.compiler.changes import answers_in_words, in_words, wording
from doudi.compiler.changes.answers_in_words import sides_of
from doudi.compiler.changes.case_files import Unread
from doudi.compiler.changes.comparison import Change, Comparison
from doudi.compiler.changes.declared import Row
from doudi.compiler.changes.in_words import Side
from doudi.compiler.changes.parts import Part, only_wording, under_one_version
from doudi.compiler.changes.report import Cases, Changed, Report, RuleChange
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.explanation.punctuation import commas, pair

_LONG: Final = 8  # lines of a part; of more, those that both sides have are counted


@dataclass(frozen=True, slots=True)
class Item:
    """`old_new`: the lines of either side, to stand beside one another."""

    text: str
    old_new: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`totals`: how many there are of each thing, and that it adds up."""

    title: str
    sections: tuple[Section, ...]
    totals: tuple[str, ...]


def outline(report: Report, lang: Lang) -> Outline:
    sides = sides_of(report.comparison, lang)
    sections = [
        Section(
            title.in_(lang),
            tuple(_rule(it, report.comparison, sides, alone=len(kinds) == 1) for it in found),
        )
        for title, kinds in wording.GROUPS
        if (found := [it for it in report.changes if it.change.key.kind in kinds])
    ]
    for title, looked in ((wording.CASES, report.cases), (wording.RECEIPTS, report.receipts)):
        if looked is not None and (looked.changed or looked.unread):
            sections.append(Section(title.in_(lang), tuple(_cases(looked, lang))))
    return Outline(wording.TITLE.in_(lang), tuple(sections), tuple(_totals(report, lang)))


def _rule(it: RuleChange, comparison: Comparison, sides: tuple[Side, Side], *, alone: bool) -> Item:
    """`alone`: no other kind stands under the heading, so that it need not be said."""
    change, lang = it.change, sides[0].lang
    kind = "" if alone else wording.KIND[change.key.kind].in_(lang) + " "
    if change.old is None or change.new is None:
        return _whole(change, kind, sides)
    notes = [note.in_(lang) for note in _notes(change)]
    head = f"~ {kind}{in_words.named(change.new, sides[1])}".rstrip()
    text = pair(head, commas(notes, lang), lang) if notes else head
    told = (part for part in it.parts if part is not Part.MEANING)  # a hash tells nobody anything
    return Item(text, inner=tuple(_part(part, it, comparison, sides) for part in told))


def _whole(change: Change, kind: str, sides: tuple[Side, Side]) -> Item:
    """A declaration that is new, or gone."""
    lang = sides[0].lang
    added = change.old is None
    sign, word = ("+", wording.ADDED) if added else ("−", wording.REMOVED)
    declaration = change.old or change.new
    if declaration is None:
        return Item(pair(kind, word.in_(lang), lang))
    name = in_words.named(declaration, sides[added])
    has_figure = isinstance(declaration, Row)
    figure = in_words.said(Part.FIGURE, declaration, sides[added]) if has_figure else []
    said = commas((word.in_(lang), *figure), lang)
    return Item(pair(f"{sign} {kind}{name}".rstrip(), said, lang))


def _notes(change: Change) -> Iterator[Message]:
    if only_wording(change):
        yield wording.ONLY_WORDING
    if under_one_version(change):
        yield wording.UNRAISED


def _part(part: Part, it: RuleChange, comparison: Comparison, sides: tuple[Side, Side]) -> Item:
    old, new = it.change.old, it.change.new
    found = it.verdicts.get(part)
    rules = comparison.made(comparison.keys)
    verdict = [] if found is None else answers_in_words.verdict(found, rules, sides)
    old_new = None
    if old is not None and new is not None:
        old_new = _apart(
            in_words.said(part, old, sides[0]), in_words.said(part, new, sides[1]), sides[0].lang
        )
    alike = old_new is not None and old_new[0] == old_new[1]
    notes = [wording.ALIKE.in_(sides[0].lang)] if alike else []
    inner = tuple(Item(line) for line in (*notes, *verdict))
    return Item(wording.PART[part].in_(sides[0].lang), old_new, inner)


def _apart(
    old: Sequence[str], new: Sequence[str], lang: Lang
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both in full; of long lists what the other has not, and how much they share."""
    shared = set(old) & set(new)
    if max(len(old), len(new)) <= _LONG or not shared:
        return tuple(old), tuple(new)
    also = wording.ALSO.in_(lang).format(len(shared))
    one, other = ([line for line in lines if line not in shared] for lines in (old, new))
    return (*one, also), (*other, also)


def _cases(looked: Cases, lang: Lang) -> Iterator[Item]:
    yield from (_case(it, lang) for it in looked.changed)
    yield from (_unread(it, lang) for it in looked.unread)


def _case(it: Changed, lang: Lang) -> Item:
    sides = sides_of(it.comparison, lang)
    where = answers_in_words.place_and_day_of(it.household, sides)
    head = Message(f"{it.name}（{where}）", f"{it.name} ({where})").in_(lang)
    if it.only_reasons:
        head = pair(head, wording.ONLY_REASONS.in_(lang), lang)
    return Item(
        head,
        inner=tuple(
            Item(
                pair(
                    answers_in_words.about(difference, sides),
                    answers_in_words.change_of(difference, sides),
                    lang,
                ),
                inner=tuple(
                    Item(
                        pair(
                            wording.CAUSE.in_(lang),
                            answers_in_words.causes(each, difference, sides),
                            lang,
                        )
                    )
                    for each in explained
                ),
            )
            for difference, explained in zip(it.differences, it.explained, strict=True)
        ),
    )


def _unread(it: Unread, lang: Lang) -> Item:
    why = it.why.in_(lang)
    return Item(f"! {it.name}", inner=(Item(why),))


def _totals(report: Report, lang: Lang) -> Iterator[str]:
    yield _rules_in_all(report.changes).in_(lang)
    for title, looked in ((wording.CASES, report.cases), (wording.RECEIPTS, report.receipts)):
        if looked is not None:
            yield pair(title.in_(lang), _looked_in_all(looked).in_(lang), lang)


def _rules_in_all(changes: Iterable[RuleChange]) -> Message:
    every = list(changes)
    if not every:
        return wording.NO_CHANGE
    added = sum(it.change.old is None for it in every)
    gone = sum(it.change.new is None for it in every)
    other = len(every) - added - gone
    return Message(
        f"规则：{len(every)} 处改动，新增 {added}，删去 {gone}，改写 {other}",
        f"rules: {len(every)} change{'s' * (len(every) != 1)}: {added} new, {gone} gone, "
        f"{other} different",
    )


def _looked_in_all(it: Cases) -> Message:
    reasons = sum(each.only_reasons for each in it.changed)
    changed, stay, unread = len(it.changed), len(it.unchanged), len(it.unread)
    return Message(
        f"{it.total} 个，结果不变 {stay}，有变 {changed}"
        f"（其中仍不给予、只是理由不同的 {reasons}），读不了 {unread}",
        f"{it.total} in all: {stay} stay as they were, {changed} change "
        f"({reasons} of them are given nothing either way, for another reason), "
        f"{unread} cannot be read",
    )
