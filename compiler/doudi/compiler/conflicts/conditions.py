"""A provision's condition as a formula, worked out once for all scenes in which it is the same."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias
from weakref import WeakKeyDictionary

from doudi.compiler.conflicts.meetings import Leaning, leaning_of
from doudi.compiler.proof import translate
from doudi.compiler.proof.formula import All, Formula, Is, NotApplicable, OneOf, Some, Within
from doudi.compiler.proof.scene import AS_OF, Scene
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import AreaCode, ProvisionId

_Law: TypeAlias = tuple[AreaCode, date, date | None]
_Key: TypeAlias = tuple[ProvisionId, bool, _Law | None]

_NOTHING = Leaning()
_KNOWN: WeakKeyDictionary[Index, dict[_Key, Formula]] = WeakKeyDictionary()


def applies(provision: Provision, truth: bool, scene: Scene) -> Formula:  # noqa: FBT001 - as there
    """Met where the condition comes to true (or false): see `translate.applies`."""
    known = _KNOWN.setdefault(scene.rules, {})
    leans = leaning_of(provision, scene.rules) != _NOTHING
    law = (scene.area, scene.start, scene.end) if leans else None
    key = (provision.id, truth, law)
    found = known.get(key)
    if found is None:
        found = known[key] = translate.applies(provision, truth, scene)
    return found


def on_single_facts(formula: Formula) -> bool:
    """Whether it reads the same in every scene: no figure, no sum and no date of the case in it."""
    match formula:
        case All(parts=parts) | Some(parts=parts):
            return all(map(on_single_facts, parts))
        case Is() | OneOf() | Within() | NotApplicable():
            return formula.cell != AS_OF
        case _:
            return False
