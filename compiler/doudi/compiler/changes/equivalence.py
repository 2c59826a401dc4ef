"""Whether a rule written differently means the same: proved, or shown by a household.

Takes a change and its comparison; gives for each part that is another expression now the proof that
no household comes out otherwise, or one that does, or that neither was found. Each change is read
by itself, amid the new rules: what other changes do is told of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal, TypeAlias

from doudi.compiler.changes.answers import Difference, decided, differences
from doudi.compiler.changes.comparison import Change, Comparison
from doudi.compiler.changes.parts import Part, changed_parts
from doudi.compiler.changes.questions import Pair, pairs, questions
from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.defects.households import household
from doudi.compiler.conflicts.meetings import Meeting, leaning_of, reach, scenes
from doudi.compiler.conflicts.model import NotAnalysed
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.witness import draft_of
from doudi.compiler.drafts.draft import Draft, case_of, node_of, run_of
from doudi.compiler.drafts.window import Window
from doudi.compiler.proof.answer import GaveUp, Impossible, World
from doudi.compiler.proof.scene import Scene, View, view_of
from doudi.runtime.areas import COUNTRY
from doudi.runtime.evaluation.evaluate import settled, value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.program.declarations import Define, Facets, Provision, Relations, Term
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, ProvisionId, TermId
from doudi.runtime.values import Value

Why: TypeAlias = Literal[
    "time", "memory", "size", "not_analysed", "run_time", "not_replayed", "never"
]


@dataclass(frozen=True, slots=True)
class Same:
    """Where all the facts that either names are known, both come to the same.

    So they do where a figure is missing: to nothing. With fewer facts one may still be undetermined
    where the other is not.

    `knowledge`: the axioms without which it is not so.
    """

    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A household for which the part comes to something else, as the runtime finds.

    `old`, `new`: what each of the pair comes to. `differences`: what its answer changes, by this
    change alone; () where other rules give it the same answer all the same.
    """

    draft: Draft
    pair: Pair
    old: Value
    new: Value
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class NotDecided:
    why: Why


Verdict: TypeAlias = Same | Shown | NotDecided

_USES: Final = 8  # provisions that lean on a term, looked at for a household that it matters to
_OLD: Final = "@old"  # behind the id of a provision as it was, beside the one that it is now


@dataclass(frozen=True, slots=True)
class _Sides:
    """What was and what is, and the rules with the one and with the other.

    `met`: where it can speak at all; then, within that, where a household may be told to more use.
    """

    old: Provision
    new: Provision
    view: View
    met: tuple[Meeting, ...]
    ground: Ground
    before: Index
    after: Index


def verdicts(change: Change, comparison: Comparison, prover: Prover) -> Mapping[Part, Verdict]:
    """Of the parts that are other expressions now; nothing of those that are more than that."""
    sides = _sides(change, comparison, prover)
    if sides is None:
        return {}
    return {
        part: _verdict(found, sides)
        for part in changed_parts(change)
        if (found := pairs(part, sides.old, sides.new))
    }


def _sides(change: Change, comparison: Comparison, prover: Prover) -> _Sides | None:
    if change.old is None or change.new is None:
        return None
    joint = comparison.joint(change.old)
    met: tuple[Meeting, ...]
    match change.old, change.new:
        case Provision() as was, Provision() as new:
            old = replace(was, id=ProvisionId(f"{was.id}{_OLD}"))
            own = reach(new, joint)
            view, met = view_of(new, joint), () if own is None else (own,)
        case Term() as before, Term() as after if before.type == after.type:
            if before.means is None or after.means is None or not joint.program.provisions:
                return None
            like = joint.program.provisions[0]
            old = _defining(f"{before.id}{_OLD}", before.id, before.entity, before.means, like)
            new = _defining(after.id, after.id, after.entity, after.means, like)
            view, met = View(after.entity), tuple(_used(after.id, joint))
        case _:
            return None
    if old.entity != new.entity:
        return None
    undone = comparison.undone(frozenset((change.key,)))
    whole = comparison.made(comparison.keys)
    return _Sides(old, new, view, met, Ground(joint, prover.knowledge, prover), undone, whole)


def _defining(id_: str, term: TermId, entity: EntityId, means: Expr, like: Provision) -> Provision:
    """A definition of the vocabulary as a provision: so that both are asked about alike."""
    return replace(
        like,
        id=ProvisionId(id_),
        entity=entity,
        condition=None,
        norm=None,
        effect=Define(term, means),
        facets=Facets(),
        relations=Relations(),
    )


def _used(term: TermId, rules: Index) -> Iterator[Meeting]:
    """The whole country at all times; then where some provisions speak that lean on the term."""
    yield Meeting(COUNTRY, Window(min(it.force.start for it in rules.program.documents), None))
    leaning = (it for it in rules.program.provisions if term in leaning_of(it, rules).terms)
    yield from islice((met for it in leaning if (met := reach(it, rules)) is not None), _USES)


def _verdict(asked: tuple[Pair, ...], sides: _Sides) -> Verdict:
    """A household whose answer changes is told rather than one that is none the worse for it."""
    if not sides.met:
        return NotDecided("never")
    first = _within(sides.met[0], asked, sides)
    if not isinstance(first, Shown) or first.differences:
        return first
    nearer = (_within(it, asked, sides) for it in sides.met[1:])
    return next((it for it in nearer if isinstance(it, Shown) and it.differences), first)


def _within(met: Meeting, asked: tuple[Pair, ...], sides: _Sides) -> Verdict:
    """The first household that is shown; else the first reason why there is no proof."""
    found: list[Same | NotDecided] = []
    for pair in asked:
        about = sides.old, sides.new
        for scene in scenes(met.area, met.window, about, sides.ground.rules):
            for it in _in_scene(pair, scene, sides):
                if isinstance(it, Shown):
                    return it
                found.append(it)
    open_ = next((it for it in found if isinstance(it, NotDecided)), None)
    proofs = (it for it in found if isinstance(it, Same))
    return open_ or Same(tuple(dict.fromkeys(said for it in proofs for said in it.knowledge)))


def _in_scene(pair: Pair, scene: Scene, sides: _Sides) -> Iterator[Verdict]:
    about = (sides.old, sides.new)
    for asked in questions(pair, sides.view, scene):
        answer = sides.ground.ask(asked, scene, about)
        match answer:
            case World():
                shown = _shown(answer, pair, scene, sides)
                yield NotDecided("not_replayed") if shown is None else shown
            case Impossible(knowledge=knowledge):
                yield Same(knowledge)
            case GaveUp():
                given_up = sides.ground.open[-1]
                yield NotDecided(
                    "not_analysed" if isinstance(given_up, NotAnalysed) else given_up.why
                )


def _shown(world: World, pair: Pair, scene: Scene, sides: _Sides) -> Shown | None:
    def values(draft: Draft) -> tuple[Value, Value]:
        return (
            _value(pair.old, draft, sides.before, sides),
            _value(pair.new, draft, sides.after, sides),
        )

    def shows(draft: Draft) -> bool:
        """What is known of one side stays known with fewer facts."""
        found = values(draft)
        return found[0] != found[1] and tuple(map(settled, found)) == clear

    clear = tuple(map(settled, values(draft_of(world, (sides.new.entity,), scene))))
    draft = household(world, sides.new.entity, scene, shows, sides.ground, (sides.new,))
    if draft is None:
        return None
    before, after = (
        decided(rules, case_of(draft, rules), draft.as_of) for rules in (sides.before, sides.after)
    )
    return Shown(draft, pair, *values(draft), differences(before, after))


def _value(expr: Expr, draft: Draft, rules: Index, sides: _Sides) -> Value:
    run = run_of(draft, rules)
    node = node_of(sides.new.entity, 1, run)
    return value(expr, Scope(run, node, draft.as_of, None, sides.view.issued))
