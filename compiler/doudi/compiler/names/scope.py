"""Where one declaration is being checked: what it sees, and what was noted of it on the way.

Private to one call of `elaborate`; nothing of it outlives that call but the notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doudi.compiler.model.checked import (
    Cited,
    FileNamed,
    Place,
    Quoted,
    Target,
    Use,
    WrittenNumber,
)
from doudi.compiler.model.interface import Entry, Frame, Interface, Kind
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Span
from doudi.runtime.program.ids import EntityId


@dataclass(slots=True)
class Scope:
    """`entity` is the subject that facts are asked of; None while it is not known.

    `role` is the token of the clause being read; every use and number is noted with it.
    """

    interface: Interface
    frame: Frame | None
    names: Mapping[str, Entry]
    start: int  # of the declaration
    entity: EntityId | None = None
    role: str = ""
    findings: list[Finding] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    numbers: list[WrittenNumber] = field(default_factory=list)
    quotes: list[Quoted] = field(default_factory=list)
    files: list[FileNamed] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    broken: bool = False  # leans on something that another declaration's finding is about

    def place(self, span: Span) -> Place:
        return Place(span.start - self.start, span.end - self.start)

    def note_use(self, kind: Kind, name: str, span: Span, role: str | None = None) -> None:
        place = Place(span.start - self.start, span.end - self.start)
        self.uses.append(Use(kind, name, self.role if role is None else role, place))
