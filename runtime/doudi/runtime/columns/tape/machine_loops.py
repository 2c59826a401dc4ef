"""The machine's loops: compiled once whatever the rules, only where numba is installed.

Registers are told by address. What is read and written lies side by side and no turn waits for
another, so that the compiler makes vector instructions of them. Loading this takes half a second,
the first time of all some more: what is compiled is kept on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias, cast

import numpy as np
import numpy.typing as npt
from numba.extending import intrinsic

from doudi.runtime.columns.compiling import array, part, types, whole
from doudi.runtime.columns.tape.code import Op
from doudi.runtime.columns.tape.machine_code import More

_Values: TypeAlias = npt.NDArray[Any]
_Pointer: TypeAlias = Any
_Program: TypeAlias = Callable[[_Values, _Values, _Values], None]

_HALF: Final = 1 << 31
_1, _2, _3, _4, _5, _6, _7 = (np.uint8(it) for it in range(1, 8))


def _pointer(of: Any) -> Callable[[int], _Pointer]:
    def to_pointer(context: Any, address: Any) -> Any:
        del context, address

        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(args[0], context.get_value_type(signature.return_type))

        return types.CPointer(of)(types.int64), code

    return cast("Callable[[int], _Pointer]", intrinsic(to_pointer))


_bytes: Final = _pointer(types.uint8)
_keys: Final = _pointer(types.uint16)
_numbers: Final = _pointer(types.int64)


def _put_eight(context: Any, address: Any, eight: Any) -> Any:
    """Eight bytes at an address that need not be one of eight."""
    del context, address, eight

    def code(context: Any, builder: Any, _: Any, args: Any) -> Any:
        pointer = builder.inttoptr(args[0], context.get_value_type(types.CPointer(types.int64)))
        builder.store(args[1], pointer, align=1)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), code


_put: Final = cast("Callable[[int, int], None]", intrinsic(_put_eight))


@part
def _spread(n: int, to: int, a: _Pointer, ends: _Pointer) -> None:
    """Eight at once, whoever they are of: those of the next one come after."""
    at = to
    for i in range(n):
        eight = int(a[i]) * 0x0101010101010101
        end = to + ends[i + 1] - ends[0]
        while at < end:
            _put(at, eight)
            at += 8
        at = end


@part
def _spread_numbers(n: int, to: _Pointer, a: _Pointer, ends: _Pointer) -> None:
    at = 0
    for i in range(n):
        it, end = a[i], ends[i + 1] - ends[0]
        while at < end:
            to[at] = it
            to[at + 1] = it
            to[at + 2] = it
            to[at + 3] = it
            at += 4
        at = end


@part
def _total(n: int, to: _Pointer, a: _Pointer, ends: _Pointer, running: _Pointer) -> None:
    """By a running sum: a loop over each few would be mispredicted at its end."""
    first = ends[0]
    so_far = 0
    for i in range(ends[n] - first):
        running[i] = so_far
        so_far += a[i]
    running[ends[n] - first] = so_far
    for i in range(n):
        to[i] = running[ends[i + 1] - first] - running[ends[i] - first]


@part
def _parts(n: int, to: _Pointer, a: _Pointer, k: int) -> None:
    """Of 31 bits they are multiplied by what is one k-th of 1 << shift, and no less."""
    together = 0
    for i in range(n):
        together |= a[i]
    if 0 <= together < _HALF and 0 < k < _HALF:
        shift = 31
        while (1 << (shift - 31)) < k:
            shift += 1
        inverse = (1 << shift) // k + 1
        for i in range(n):
            to[i] = (a[i] * inverse) >> shift
    else:
        for i in range(n):
            to[i] = a[i] // k


@part
def _looked_up(n: int, to: _Pointer, a: _Pointer, table: _Pointer, last: int) -> None:
    """In a table of eight at most by comparing, which goes many at a time."""
    i0, i1, i2 = table[0], table[min(1, last)], table[min(2, last)]
    i3, i4, i5 = table[min(3, last)], table[min(4, last)], table[min(5, last)]
    i6, i7 = table[min(6, last)], table[min(7, last)]
    if last < 4:  # noqa: PLR2004 - so many are compared
        for i in range(n):
            it = i1 if a[i] >= _1 else i0
            it = i2 if a[i] >= _2 else it
            to[i] = i3 if a[i] >= _3 else it
    elif last < 8:  # noqa: PLR2004 - as above
        for i in range(n):
            it = i1 if a[i] >= _1 else i0
            it = i2 if a[i] >= _2 else it
            it = i3 if a[i] >= _3 else it
            it = i4 if a[i] >= _4 else it
            it = i5 if a[i] >= _5 else it
            it = i6 if a[i] >= _6 else it
            to[i] = i7 if a[i] >= _7 else it
    else:
        for i in range(n):
            to[i] = table[min(a[i], np.uint8(last))]


@part
def _write_bytes(op: int, n: int, to: int, a: int, b: int, k: int, t: int) -> bool:
    """As `code.Op` and `More` have it, addresses for registers. False where numbers are written."""
    byte, one, other, small = _bytes(to), _bytes(a), _bytes(b), np.uint8(k)
    x, y = _numbers(a), _numbers(b)
    if op == Op.AND:
        for i in range(n):
            byte[i] = one[i] & other[i]
    elif op == Op.OR:
        for i in range(n):
            byte[i] = one[i] | other[i]
    elif op == Op.NOT:
        for i in range(n):
            byte[i] = one[i] ^ 1
    elif op == Op.PLUS:
        for i in range(n):
            byte[i] = one[i] + other[i]
    elif op == Op.JOIN:
        for i in range(n):
            byte[i] = one[i] + other[i] * small
    elif op == More.JOIN_TO_KEY:
        key = _keys(to)
        for i in range(n):
            key[i] = one[i] + other[i] * k
    elif op == More.JOIN_KEY:
        key, narrower = _keys(to), _keys(a)
        for i in range(n):
            key[i] = narrower[i] + other[i] * k
    elif op == Op.IS:
        for i in range(n):
            byte[i] = one[i] == small
    elif op == More.BELOW_BYTE:
        for i in range(n):
            byte[i] = one[i] < small
    elif op == Op.NARROW:
        for i in range(n):
            byte[i] = min(max(x[i], 0), 255)
    elif op == Op.BITS:
        lowest = np.uint8((1 << t) - 1)
        for i in range(n):
            byte[i] = (one[i] >> small) & lowest
    elif op == Op.BYTE_OF:
        _looked_up(n, byte, one, other, k)
    elif op == Op.SPREAD:
        _spread(n, to, one, y)
    elif op == Op.LESS:
        for i in range(n):
            byte[i] = x[i] < y[i]
    elif op == Op.AT_MOST:
        for i in range(n):
            byte[i] = x[i] <= y[i]
    elif op == Op.EQUAL:
        for i in range(n):
            byte[i] = x[i] == y[i]
    elif op == Op.BELOW:
        for i in range(n):
            byte[i] = x[i] < k
    elif op == Op.EXACTLY:
        for i in range(n):
            byte[i] = x[i] == k
    else:
        return False
    return True


@part
def _write_numbers(
    op: int, n: int, to: int, a: int, b: int, k: int, t: int, least: int, most: int
) -> None:
    """As above."""
    number, x, y = _numbers(to), _numbers(a), _numbers(b)
    one, other = _bytes(a), _bytes(b)
    if op == Op.ADD:
        for i in range(n):
            number[i] = x[i] + y[i]
    elif op == Op.SUBTRACT:
        for i in range(n):
            number[i] = x[i] - y[i]
    elif op == Op.MULTIPLY:
        for i in range(n):
            number[i] = x[i] * y[i]
    elif op == Op.DIVIDE:
        for i in range(n):
            number[i] = x[i] // max(y[i], 1)
    elif op == Op.HIGHEST:
        for i in range(n):
            number[i] = max(x[i], y[i])
    elif op == More.LINEAR:
        for i in range(n):
            number[i] = min(max(x[i] * k + t, least), most)
    elif op == Op.PARTS:
        _parts(n, number, x, k)
    elif op == Op.CHOOSE:
        for i in range(n):
            number[i] = x[i] if other[i] else k
    elif op == Op.NUMBER_OF:
        _looked_up(n, number, one, y, k)
    elif op == Op.WIDEN:
        for i in range(n):
            number[i] = np.int64(one[i]) << k
    elif op == Op.PACK:
        for i in range(n):
            number[i] = x[i] + (np.int64(other[i]) << k)
    elif op == Op.FIELD:
        field = (1 << t) - 1 if t else -1
        for i in range(n):
            number[i] = (x[i] >> k) & field
    elif op == More.PUT:
        its = np.uint8(k)
        for i in range(n):
            if other[i] == its:
                number[i] = x[i]
    elif op == Op.SPREAD_NUMBER:
        _spread_numbers(n, number, x, y)
    elif op == Op.TOTAL:
        _total(n, number, x, y, _numbers(t))
    elif op == Op.SIZE:
        for i in range(n):
            number[i] = y[i + 1] - y[i]


def _runner(operations: str) -> _Program:
    """`operations`: numba looks at what a function closes over, and else at this file only."""

    @whole(types.void(types.int64[:, ::1], types.int64[:, ::1], types.int64[:, ::1]))
    def run(instructions: _Values, slots: _Values, starts: _Values) -> None:
        """As in `machine_code.Program`; for each level where all its blocks begin, and the end."""
        here = np.empty(len(slots), np.int64)
        for block in range(starts.shape[1] - 1 if operations else 0):
            for slot in range(len(slots)):
                first, width, level = slots[slot]
                here[slot] = first + width * starts[level, block]
            for at in range(len(instructions)):
                op, level, to, a, b, k, t, least, most = instructions[at]
                n = starts[level, block + 1] - starts[level, block]
                t = here[t] if op == Op.TOTAL else t
                if not _write_bytes(op, n, here[to], here[a], here[b], k, t):
                    _write_numbers(op, n, here[to], here[a], here[b], k, t, least, most)

    return run


run: Final = _runner(str([*Op, *More]))


@whole(*(types.int64(array(it)) for it in (types.uint8, types.uint16, types.int64)))
def address(of: _Values) -> int:
    found: int = of.ctypes.data
    return found
