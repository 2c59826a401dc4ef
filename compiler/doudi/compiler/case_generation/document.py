"""Cases for review: what was found of each provision, decided, named, and paired in words.

Takes what `find` gives; gives cases with facts and expectations. A case that the reader of facts
would not take, or that comes out otherwise than it was found, is not written but named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from doudi.compiler.case_generation.edges import Edge, NoEdge
from doudi.compiler.case_generation.expected import Expected, expected
from doudi.compiler.case_generation.find import Found
from doudi.compiler.case_generation.pairs import Pair, Unshown
from doudi.compiler.case_generation.wording import (
    EDGES,
    UNCONFIRMED,
    aim_words,
    atom_words,
    coupled_words,
    edge_missing,
    why_words,
)
from doudi.compiler.drafts.draft import Draft, run_of
from doudi.compiler.drafts.facts_tree import Tree, tree_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.validate import validate
from doudi.runtime.program.declarations import Provision, Term


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    name: str
    note: str
    as_of: date
    facts: dict[str, Tree]
    expect: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Of one provision or term; `unshown`: each atom or edge that no case shows, and why."""

    id: str
    title: str
    cases: tuple[GeneratedCase, ...]
    unshown: tuple[str, ...]


@dataclass(slots=True)
class _Kept:
    draft: Draft
    label: str
    notes: list[str] = field(default_factory=list)


def sections(found: Iterable[Found], rules: Index) -> Iterator[Section]:
    names = lexicon(rules.program, "zh")
    for it in found:
        yield _section(it, names, rules)


def _section(found: Found, names: Lexicon, rules: Index) -> Section:
    kept = _Drafts(found.of.id, rules)
    for pair in found.pairs:
        _keep_pair(pair, kept, names)
    for edge in found.edges:
        _keep_edge(edge, kept)
    title = found.of.title if isinstance(found.of, Provision) else found.of.name.zh
    unshown = [_unshown(it, names) for it in found.unshown]
    cases: list[GeneratedCase] = []
    for number, it in enumerate(kept.drafts, 1):
        name = kept.name(number)
        decided = _decided(found.of, it.draft, rules)
        if decided is None:
            unshown.append(f"{name}：{UNCONFIRMED}")
            continue
        facts, expect = decided
        note = "；".join(it.notes)
        cases.append(GeneratedCase(f"{name} {it.label}", note, it.draft.as_of, facts, expect))
    return Section(str(found.of.id), title, tuple(cases), tuple(unshown))


class _Drafts:
    """Each draft once, however many pairs it stands in; a later pair names it by its number."""

    def __init__(self, of: str, rules: Index) -> None:
        self.of, self.rules = of, rules
        self.drafts: list[_Kept] = []
        self._numbers: dict[tuple[object, ...], int] = {}

    def number(self, draft: Draft, label: str) -> int:
        key = (
            draft.as_of,
            draft.area,
            tuple(sorted(draft.lists.items())),
            tuple(sorted((cell, str(value)) for cell, value in draft.cells.items())),
        )
        if key not in self._numbers:
            self.drafts.append(_Kept(draft, label))
            self._numbers[key] = len(self.drafts)
        return self._numbers[key]

    def name(self, number: int) -> str:
        return f"{self.of}·{number}"

    def note(self, number: int, text: str) -> None:
        self.drafts[number - 1].notes.append(text)


def _keep_pair(pair: Pair, kept: _Drafts, names: Lexicon) -> None:
    about = aim_words(pair.target.aim) + atom_words(pair.atom, names)
    holds = kept.number(pair.holds, f"{about}：是")
    fails = kept.number(pair.fails, f"{about}：否")
    beside = coupled_words([atom_words(it, names) for it in pair.coupled])
    kept.note(holds, f"与第{fails}例只差「{about}」{beside}")
    kept.note(fails, f"与第{holds}例只差「{about}」{beside}")


def _keep_edge(edge: Edge, kept: _Drafts) -> None:
    inside_label, outside_label = EDGES[edge.kind]
    inside = kept.number(edge.inside, inside_label)
    outside = kept.number(edge.outside, outside_label)
    kept.note(inside, f"{inside_label}，对照第{outside}例")
    kept.note(outside, f"{outside_label}，对照第{inside}例")


def _decided(
    of: Provision | Term, draft: Draft, rules: Index
) -> tuple[dict[str, Tree], tuple[Expected, ...]] | None:
    """Decided from the facts as they will be read, and just as it was in the search."""
    facts = tree_of(draft, rules)
    given = validate(facts, rules.program)
    if not isinstance(given, Case):
        return None
    whole = expected(of, start(rules, given, draft.as_of))
    searched = expected(of, run_of(draft, rules))
    return (facts, whole) if whole == searched else None


def _unshown(it: Unshown | NoEdge, names: Lexicon) -> str:
    if isinstance(it, NoEdge):
        return edge_missing(it.kind)
    return f"「{aim_words(it.target.aim)}{atom_words(it.atom, names)}」：{why_words(it.why)}"
