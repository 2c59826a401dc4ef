"""What an impact speaks of, as people call it: schemes, changes of the rules, causes, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from doudi.compiler.changes import answers_in_words, in_words
from doudi.compiler.changes.comparison import Change
from doudi.compiler.changes.declared import Key, Kind
from doudi.compiler.changes.in_words import Side
from doudi.compiler.impact import wording
from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.sides import About
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.population.layout import HOUSEHOLD


def number(many: int) -> str:
    return f"{many:,}"


def change(fen: int, lang: Lang) -> str:
    """A difference with its sign."""
    return ("+" if fen > 0 else "") + figures.money(fen, lang)


def scheme_name(about: About, sides: tuple[Side, Side]) -> str:
    """With the kind of subject where it is not the household: `一次性补助（成员）`."""
    new = about.scheme in sides[1].names.schemes
    names = sides[new].names
    kind = "" if about.entity == HOUSEHOLD else lexicon.entity(names, about.entity)
    return aside(lexicon.scheme(names, about.scheme), kind, names.lang)


def cause_name(cause: Cause, sides: tuple[Side, Side]) -> str:
    """`新增 MCA2022/三-1b`, several joined by 与 and 或."""
    lang = sides[0].lang
    each = (
        wording.AND.in_(lang).join(answers_in_words.cause(key, sides) for key in keys)
        for keys in cause.alternatives
    )
    return wording.OR.in_(lang).join(each)


def cause_note(cause: Cause, sides: tuple[Side, Side]) -> str:
    """The titles of provisions, and how several go together."""
    lang = sides[0].lang
    titles = [_title(key, sides) for keys in cause.alternatives for key in keys]
    said = lexicon.listed((it for it in titles if it), lang)
    if len(cause.alternatives) > 1:
        return aside(said, wording.EACH_ENOUGH.in_(lang), lang)
    return aside(said, wording.ALL_NEEDED.in_(lang), lang) if len(titles) > 1 else said


def _title(key: Key, sides: tuple[Side, Side]) -> str:
    side = next(it for it in reversed(sides) if key in it.values)
    if key.kind is not Kind.PROVISION:
        return ""
    title = in_words.named(side.values[key], side).removeprefix(key.id).strip()
    return f"「{title}」" if title else ""


def changes_name(changes: Sequence[Change], sides: tuple[Side, Side]) -> str:
    """How many, and of which documents."""
    lang = sides[0].lang
    added = sum(it.old is None for it in changes)
    gone = sum(it.new is None for it in changes)
    counted = (len(changes), added, gone, len(changes) - added - gone)
    said = wording.CHANGES.in_(lang).format(*map(number, counted))
    keys = dict.fromkeys(Key(Kind.DOCUMENT, it) for it in _documents(changes))
    titles = lexicon.listed((_document(key, sides) for key in keys), lang)
    return pair(said, titles, lang) if titles else said


def _document(key: Key, sides: tuple[Side, Side]) -> str:
    side = next((it for it in reversed(sides) if key in it.values), None)
    return key.id if side is None else in_words.named(side.values[key], side)


def _documents(changes: Iterable[Change]) -> Iterator[str]:
    for it in changes:
        if it.key.kind in (Kind.PROVISION, Kind.DOCUMENT):
            yield it.key.id.partition("/")[0]
