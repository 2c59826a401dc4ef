"""LLVM's language ▸ code that runs: for this processor, in this process.

Loading this raises ImportError, OSError or RuntimeError where there is no code for it.
"""

from __future__ import annotations

from ctypes import CFUNCTYPE, c_int64
from dataclasses import dataclass
from typing import Any, cast

from llvmlite import binding, ir

from doudi.runtime.columns.native.function import NAME
from doudi.runtime.columns.native.machine import Run

binding.initialize_native_target()
binding.initialize_native_asmprinter()


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """`run`: as in `function.module`, as long as its `engine` is held."""

    run: Run
    engine: Any


def compiled(module: ir.Module) -> Compiled:
    machine = _machine()  # one for each, for an engine takes it
    parsed = binding.parse_assembly(str(module))
    tuning = binding.create_pipeline_tuning_options(speed_level=2)
    tuning.loop_vectorization = tuning.slp_vectorization = False  # they are written as vectors
    passes = binding.create_pass_builder(machine, tuning)
    passes.getModulePassManager().run(parsed, passes)
    engine = binding.create_mcjit_compiler(parsed, machine)
    engine.finalize_object()
    function = CFUNCTYPE(None, c_int64, c_int64, c_int64)(engine.get_function_address(NAME))
    return Compiled(cast("Run", function), engine)


def _machine() -> Any:
    features = binding.get_host_cpu_features().flatten()
    triple = binding.Target.from_default_triple()
    return triple.create_target_machine(binding.get_host_cpu_name(), features, opt=2)
