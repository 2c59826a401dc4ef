"""The county's rules as a kernel by hand (`kernel.c`), built by the C compiler that is here.

Raises NoCompilerError where there is none: the table then says so.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.county import workload
from benchmarks.county.inputs import Inputs, Tables
from benchmarks.county.inputs import inputs as columns_of
from benchmarks.county.workload import Integers, Part, Parts

CHUNK: Final = 2048  # households: all that a chunk touches stays in the second cache
FLAGS: Final = ("-O3", "-march=native", "-shared", "-fPIC")

_HOUSEHOLD: Final = (*workload.HOUSEHOLD_TRUTHS, "hukou", "other_income")
_MEMBER: Final = (*workload.MEMBER_TRUTHS, *workload.MEMBER_CHOICES, *workload.MEMBER_NUMBERS)


class NoCompilerError(RuntimeError):
    def __str__(self) -> str:
        return "there is no C compiler here"


@dataclass(frozen=True, slots=True)
class Data:
    """`room`: for what is worked out between; `parts`: where a full chunk's cells are written."""

    call: ctypes._NamedFuncPointer
    inputs: Inputs
    pointers: ctypes.Array[ctypes.c_void_p]
    room: ctypes.Array[ctypes.c_void_p]
    out: ctypes.Array[ctypes.c_void_p]
    parts: tuple[Part, ...]
    kept: tuple[Integers, ...]


def load(given: Tables) -> Data:
    inputs = columns_of(given)
    largest = max(
        int(inputs.offsets[min(at + CHUNK, len(inputs.offsets) - 1)] - inputs.offsets[at])
        for at in range(0, len(inputs.offsets) - 1, CHUNK)
    )
    room: list[Integers] = [np.empty(CHUNK, np.uint8)]
    room += [np.empty(largest + 8, np.uint8) for _ in range(9)]
    room += [np.empty(largest + 1, np.uint64), np.empty(CHUNK, np.uint64)]
    parts = tuple(_part(scheme, largest) for scheme in workload.SCHEMES)
    columns = [inputs.household[it] for it in _HOUSEHOLD] + [inputs.member[it] for it in _MEMBER]
    return Data(
        call=_built(),
        inputs=inputs,
        pointers=_pointers([*columns, inputs.offsets]),
        room=_pointers(room),
        out=_pointers([it for part in parts for it in (part.outcome, part.low, part.high)]),
        parts=parts,
        kept=tuple(room),
    )


def compute(data: Data) -> Iterator[Parts]:
    """Each chunk's parts are overwritten by the next chunk's."""
    last = len(data.inputs.offsets) - 1
    for first in range(0, last, CHUNK):
        count = min(CHUNK, last - first)
        data.call(data.pointers, first, count, data.room, data.out)
        yield _parts(data, first, count)


def _parts(data: Data, first: int, count: int) -> Parts:
    members = int(data.inputs.offsets[first + count] - data.inputs.offsets[first])
    for it in data.parts:
        size = count if it.scheme in workload.HOUSEHOLD_SCHEMES else members
        yield Part(it.scheme, it.outcome[:size], it.low[:size], it.high[:size])


def _part(scheme: str, members: int) -> Part:
    size = CHUNK if scheme in workload.HOUSEHOLD_SCHEMES else members
    low: Integers = np.empty(size, np.int64)
    high = np.empty(size, np.int64) if scheme in workload.RANGES else low
    return Part(scheme, np.empty(size, np.uint8), low, high)


def _pointers(arrays: list[Integers]) -> ctypes.Array[ctypes.c_void_p]:
    return (ctypes.c_void_p * len(arrays))(*(it.ctypes.data for it in arrays))


def _built() -> ctypes._NamedFuncPointer:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise NoCompilerError
    built = Path(tempfile.mkdtemp()) / "kernel.so"
    source = Path(__file__).with_name("kernel.c")
    subprocess.run([compiler, *FLAGS, "-o", str(built), str(source)], check=True)
    call = ctypes.CDLL(str(built)).county
    call.argtypes = (ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, *(ctypes.c_void_p,) * 2)
    call.restype = None
    return call
