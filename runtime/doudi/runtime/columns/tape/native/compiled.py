"""LLVM's language ▸ code that runs: for this processor, in this process.

Loading this raises ImportError, OSError or RuntimeError where there is no code for it.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_int64
from dataclasses import dataclass
from typing import Any

from llvmlite import binding, ir

binding.initialize_native_target()
binding.initialize_native_asmprinter()


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """The functions of a module, as long as this is held."""

    engine: Any

    def function(self, name: str, numbers: int) -> Callable[..., None]:
        """`numbers` of 64 bits are what it takes."""
        of = CFUNCTYPE(None, *[c_int64] * numbers)
        return of(self.engine.get_function_address(name))


def compiled(module: ir.Module) -> Compiled:
    machine = _machine()  # one for each, for an engine takes it
    parsed = binding.parse_assembly(str(module))
    tuning = binding.create_pipeline_tuning_options(speed_level=2)
    tuning.loop_vectorization = tuning.slp_vectorization = False  # they are written as vectors
    passes = binding.create_pass_builder(machine, tuning)
    passes.getModulePassManager().run(parsed, passes)
    engine = binding.create_mcjit_compiler(parsed, machine)
    engine.finalize_object()
    return Compiled(engine)


def _machine() -> Any:
    features = binding.get_host_cpu_features().flatten()
    triple = binding.Target.from_default_triple()
    return triple.create_target_machine(binding.get_host_cpu_name(), features, opt=2)
