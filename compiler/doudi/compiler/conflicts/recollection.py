"""Answers of the provers from one run to the next, by the question itself.

For questions about single provisions (see `defects`); pairs are remembered by what they mean. What
formulas do not say themselves, terms' provisions, figures and knowledge, is in `law`: when any
of that changes, everything is asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from doudi.compiler.conflicts.keys import Keys
from doudi.compiler.conflicts.memory import Memory, cells_from_json, cells_to_json
from doudi.compiler.proof.answer import Answer, GaveUp, Impossible, World
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.scene import Scene

# The one part of a formula that prints in no fixed order.
_SET: Final = re.compile(r"frozenset\(\{([^}]*)\}\)")


@dataclass(frozen=True, slots=True)
class Recollection:
    law: bytes
    known: Mapping[bytes, str]
    new: dict[bytes, str] = field(default_factory=dict)
    used: set[bytes] = field(default_factory=set)

    def mark(self, formulas: tuple[Formula, ...], scene: Scene) -> bytes:
        where = (scene.area, scene.start, scene.end, scene.members)
        question = _SET.sub(_in_order, repr((where, formulas)))
        return blake2b(self.law + question.encode(), digest_size=16).digest()

    def answer(self, mark: bytes) -> Answer | None:
        self.used.add(mark)
        return _answer(self.known.get(mark, ""))

    def note(self, mark: bytes, answer: Answer) -> None:
        """What was given up may come out another time: it is not kept."""
        match answer:
            case World(cells=cells):
                self.new[mark] = json.dumps({"world": cells_to_json(cells)}, ensure_ascii=False)
            case Impossible(core=core, knowledge=knowledge):
                said = {"core": core, "knowledge": knowledge}
                self.new[mark] = json.dumps(said, ensure_ascii=False)
            case GaveUp():
                pass

    def keep(self, memory: Memory) -> None:
        memory.remember(self.new, frozenset(self.used))


def recollection(key_of: Keys, memory: Memory) -> Recollection:
    return Recollection(key_of.law(), memory.recall())


def _in_order(found: re.Match[str]) -> str:
    return ",".join(sorted(found[1].split(", ")))


def _answer(text: str) -> Answer | None:
    """None for what is no answer: as good as forgotten."""
    try:
        found = json.loads(text)
        if "world" in found:
            return World(cells_from_json(found["world"]))
        return Impossible(tuple(map(int, found["core"])), tuple(map(str, found["knowledge"])))
    except (ValueError, TypeError, KeyError):
        return None
