"""The rules of this project, compiled: their program, what they know, and the index of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.pipeline import Compilation, compile_rules
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Program

RULES: Final = Path(__file__).parents[2] / "rules"


@dataclass(frozen=True)
class Rules:
    program: Program
    knowledge: Knowledge
    index: Index


@cache
def real_rules() -> Rules:
    compiled: Compilation = compile_rules(RULES)
    assert compiled.program is not None
    return Rules(compiled.program, compiled.knowledge, index(compiled.program))
