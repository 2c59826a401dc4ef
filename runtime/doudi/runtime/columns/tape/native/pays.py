"""Whether it pays to have code for a tape: a tape says the same without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import product
from types import ModuleType
from typing import Any, Final

import numpy.typing as npt

from doudi.runtime.columns.look_ups import WIDTHS, use
from doudi.runtime.columns.tape.code import Tape
from doudi.runtime.columns.tape.kinds import Met
from doudi.runtime.columns.tape.native.loops import Loops, assembled
from doudi.runtime.columns.tape.native.machine import Run

MANY: Final = 8_000_000  # subjects: by then compiling, which takes as long, would have paid


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """`run`: as `machine.worked_out` wants it; `held`: what it is part of."""

    loops: Loops
    run: Run
    held: object


@dataclass(slots=True, eq=False)
class Own:
    """A tape's own code, from so many subjects on; never, where `from_` is None.

    `kinds`: as `loops.assembled` wants them. `subjects`: so far.
    """

    tape: Tape
    tables: Sequence[npt.NDArray[Any]]
    kinds: Sequence[Met | None]
    from_: int | None
    subjects: int = 0
    code: Code | None = None

    def worth(self, many: int) -> Code | None:
        """For so many more; None where NumPy is the way."""
        self.subjects += many
        if self.code is None and self.from_ is not None and self.subjects >= self.from_:
            self.code = self._made() if _is_installed() else None
        return self.code

    def _made(self) -> Code:
        loops = assembled(self.tape, self.tables, self.kinds)
        function, compiled = _modules()
        its = compiled.compiled(function.module(loops))
        return Code(loops, its.function(function.RUN, 3), its)


@cache
def _is_installed() -> bool:
    """Whether llvmlite is, and makes code for this processor; then look-ups have it too."""
    try:
        function, compiled = _modules()
        its = compiled.compiled(function.look_ups())
    except (ImportError, OSError, RuntimeError):
        return False
    named = {both: function.look_up_named(*both) for both in product(*WIDTHS)}
    use({both: its.function(name, 5) for both, name in named.items()}, its)
    return True


def _modules() -> tuple[ModuleType, ModuleType]:
    function = import_module("doudi.runtime.columns.tape.native.function")
    return function, import_module("doudi.runtime.columns.tape.native.compiled")
