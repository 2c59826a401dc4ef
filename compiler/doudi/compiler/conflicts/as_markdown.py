"""Conflicts as Markdown, for review: a section for each, with both texts side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from doudi.compiler.conflicts import in_words, wording
from doudi.compiler.conflicts.facts_in_words import facts
from doudi.compiler.conflicts.model import AreaDifference, Class, Conflict, ConflictLedger
from doudi.compiler.conflicts.totals import totals
from doudi.compiler.drafts.draft import Draft
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.width import visible
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.program.ids import ProvisionId

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<>#|!~$&])")


def as_markdown(
    ledger: ConflictLedger,
    differences: Sequence[AreaDifference] | None,
    rules: Index,
    lang: Lang,
) -> str:
    """`differences` None: they were not asked for."""
    names = lexicon(rules.program, lang)
    parts = [f"# {wording.TITLE.in_(lang)}", *_totals(ledger, lang)]
    for it in ledger.conflicts:
        parts += _conflict(it, rules, names)
    if differences is not None:
        parts.append(f"# {wording.DIFFERENCES.in_(lang)}")
        if not differences:
            parts.append(wording.NO_DIFFERENCES.in_(lang))
    for difference in differences or ():
        parts += _difference(difference, rules, names)
    parts += _unanswered(ledger, names)
    return "\n\n".join(parts) + "\n"


def _totals(ledger: ConflictLedger, lang: Lang) -> Iterator[str]:
    if not ledger.conflicts:
        yield wording.NO_CONFLICTS.in_(lang)
        return
    sum_ = totals(ledger)
    rows = [(wording.CLASS[class_].in_(lang), str(n)) for class_, n in sum_.classes if n]
    rows.append((wording.TOTALS.in_(lang), str(len(ledger.conflicts))))
    rows.append((wording.ACKNOWLEDGED.in_(lang), str(sum_.acknowledged)))
    yield table([(wording.CLASS_HEAD.in_(lang), wording.NUMBER.in_(lang)), *rows])
    head = (wording.ID, wording.CLASS_HEAD, wording.MATTER, wording.SIDES)
    names = [tuple(it.in_(lang) for it in head)]
    names += [
        (
            it.id,
            wording.CLASS[it.class_].in_(lang),
            wording.KIND[it.matter.kind].in_(lang),
            " · ".join(it.provisions),
        )
        for it in ledger.conflicts
    ]
    yield table(names)


def _conflict(it: Conflict, rules: Index, names: Lexicon) -> Iterator[str]:
    lang = names.lang
    class_ = wording.CLASS[it.class_].in_(lang)
    about = in_words.matter_in_words(it.matter, names)
    yield f"## {it.id} · {class_} · {inert(about)}"
    yield inert(in_words.headline(it, names))
    yield _sides(it, rules, names)
    shown = wording.BEFORE_AND_AFTER if it.class_ is Class.REPEAL else wording.WITNESS
    yield from _case(shown, it.witness.draft, rules, lang)
    rows = [(wording.TREATMENT, in_words.decided(it, names))]
    if it.eve is not None:
        rows.append((wording.EVE, in_words.eve_in_words(it.eve, names)))
    if it.class_ is not Class.REPEAL:
        rows.append((wording.BOTH, in_words.window(it, rules, lang)))
    if it.acknowledged is not None:
        rows.append((wording.ACKNOWLEDGED, it.acknowledged))
    yield "\n".join(f"- {_said(label, text, lang)}" for label, text in rows)
    if it.acknowledged is None and it.class_ is Class.OPEN:
        yield wording.HOW_TO.in_(lang)
        yield f"```text\n确认 「{it.id}」\n  理由 「…」\n```"


def _sides(it: Conflict, rules: Index, names: Lexicon) -> str:
    lang = names.lang
    rows: list[tuple[str, ...]] = [("", *it.provisions)]

    def row(label: Message, cells: Sequence[str]) -> None:
        rows.append((label.in_(lang), *cells))

    provisions = [rules.provisions[id_] for id_ in it.provisions]
    row(wording.HEADING, [each.title for each in provisions])
    row(wording.DOCUMENT, [in_words.document_of(id_, rules) for id_ in it.provisions])
    row(wording.IN_FORCE, [in_words.force_of(id_, rules, lang) for id_ in it.provisions])
    row(wording.QUOTE, [_text_of(id_, rules, lang) for id_ in it.provisions])
    row(wording.SAYS, [in_words.side(it, at, names) for at in range(2)])
    return table(rows)


def _text_of(id_: ProvisionId, rules: Index, lang: Lang) -> str:
    """Its words; where none are carried, where they stand."""
    provision = rules.provisions[id_]
    if provision.citations:
        return " ".join(f"{it.address}「{it.quote}」" for it in provision.citations)
    sources = "；".join(provision.sources)
    label = wording.SOURCE.in_(lang)
    return Message(f"{label}：{sources}", f"{label}: {sources}").in_(lang)


def _difference(it: AreaDifference, rules: Index, names: Lexicon) -> Iterator[str]:
    lang = names.lang
    yield f"## {it.id} · {inert(in_words.matter_in_words(it.matter, names))}"
    rows: list[tuple[str, ...]] = [("", *in_words.areas_in_words(it, rules))]
    rows.append((wording.SAYS.in_(lang), *in_words.answers_in_words(it, names)))
    provisions = [" ".join(ids) for ids in (it.here, it.there)]
    rows.append((wording.ADDRESS.in_(lang), *provisions))
    texts = ["；".join(_text_of(id_, rules, lang) for id_ in ids) for ids in (it.here, it.there)]
    rows.append((wording.QUOTE.in_(lang), *texts))
    yield table(rows)
    yield from _case(wording.DIFFERENT, it.draft, rules, lang)


def _case(label: Message, draft: Draft, rules: Index, lang: Lang) -> Iterator[str]:
    yield _said(label, in_words.place_and_day(draft, rules, lang), lang)
    lines = [visible(line).replace("`", "'") for line in facts(draft, rules, lang)]
    if lines:
        yield "\n".join(("```text", *lines, "```"))


def _said(label: Message, text: str, lang: Lang) -> str:
    shown = inert(text)
    return Message(f"{label.zh}：{shown}", f"{label.en}: {shown}").in_(lang)


def _unanswered(ledger: ConflictLedger, names: Lexicon) -> Iterator[str]:
    lang = names.lang
    if ledger.not_decided:
        yield f"# {wording.NOT_DECIDED.in_(lang)}"
        lines = [in_words.not_decided_in_words(it, names) for it in ledger.not_decided]
        yield "\n".join(f"- {inert(it)}" for it in lines)
    if ledger.not_analysed:
        yield f"# {wording.NOT_ANALYSED.in_(lang)}"
        rows = [
            _said(Message(it.provision, it.provision), in_words.in_the_way(it.what, lang), lang)
            for it in ledger.not_analysed
        ]
        yield "\n".join(f"- {it}" for it in rows)


def table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ("| " + " | ".join(inert(cell) for cell in row) + " |" for row in rows)
    return "\n".join((head, "| --- " * len(rows[0]) + "|", *body))


def inert(text: str) -> str:
    """No character of a notice acts as Markdown or as HTML."""
    return _ACTIVE.sub(r"\\\1", visible(text))
