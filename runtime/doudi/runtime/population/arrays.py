"""Arrow's buffers as numpy sees them: no value is copied one by one, none becomes a float.

And the other way; Arrow's own way from Python to arrays first loads pandas where that is installed.
Loading `pyarrow.compute` takes a tenth of a batch's start: whole numbers do without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.population.planes import Integers, Mask

Kind = TypeVar("Kind", bound=np.generic)

_SIGNED: Final = {it.itemsize * 8: it for it in map(np.dtype, ("i1", "i2", "i4", "i8"))}
_UNSIGNED: Final = {it.itemsize * 8: it for it in map(np.dtype, ("u1", "u2", "u4", "u8"))}


def nulls(array: pa.Array) -> Mask | None:
    """Where nothing stands; None where something stands everywhere."""
    if not array.null_count:
        return None
    if pa.types.is_null(array.type):
        return np.ones(len(array), np.bool_)
    valid = array.buffers()[0]
    found: Mask = ~bits(valid, array.offset, len(array)).view(np.bool_)
    return found


def bits(buffer: pa.Buffer, offset: int, count: int) -> npt.NDArray[np.uint8]:
    """0 or 1 for each of the bits, in memory of its own."""
    first, skipped = divmod(offset, 8)
    some = np.frombuffer(buffer, np.uint8, (skipped + count + 7) // 8, first)
    return np.unpackbits(some, count=skipped + count, bitorder="little")[skipped:]


def mask(array: pa.Array) -> Mask:
    """Of an array of truths; where it has nulls there stands anything."""
    if len(array) == 0:
        return np.zeros(0, np.bool_)
    return bits(array.buffers()[1], array.offset, len(array)).view(np.bool_)


def stored(array: pa.Array) -> npt.NDArray[np.integer[Any]]:
    """Integers, dates or times as they lie there; where there is a null there stands anything."""
    type_ = array.type
    kinds = _UNSIGNED if pa.types.is_unsigned_integer(type_) else _SIGNED
    kind, count = kinds[type_.bit_width], len(array)
    if count == 0:
        return np.zeros(0, kind)
    return np.frombuffer(array.buffers()[1], kind, count, array.offset * kind.itemsize)


def whole_numbers(array: pa.Array) -> Integers:
    """The same as numbers of 64 bits; unsigned ones beyond those become negative."""
    return stored(array).astype(np.int64, copy=False)


def decimals(array: pa.Array) -> tuple[Integers, Mask]:
    """Of decimal128: the digits without their point, and where those need more than 64 bits."""
    if len(array) == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    low, high = words[array.offset : array.offset + len(array)].T
    return low, (low >> 63) != high


def parts(arrays: Sequence[pa.Array]) -> Iterator[tuple[int, pa.Array]]:
    """Each array with the place of its first value among all of them."""
    at = 0
    for array in arrays:
        yield at, array
        at += len(array)


def joined(arrays: Sequence[pa.Array]) -> pa.Array:
    return arrays[0] if len(arrays) == 1 else pa.concat_arrays(arrays)


def in_one(pieces: Sequence[npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
    """One after another; what is whole already is not copied."""
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def is_text(type_: pa.DataType) -> bool:
    """Also a dictionary of texts, which is how categories come."""
    if pa.types.is_dictionary(type_):
        return is_text(type_.value_type)
    return bool(
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or pa.types.is_string_view(type_)
    )


def plain(array: pa.Array) -> pa.Array:
    """Ids as `string` or `int64`, however they are stored; null where they point to nothing."""
    if pa.types.is_int64(array.type) or pa.types.is_string(array.type):
        return array
    if pa.types.is_dictionary(array.type):
        words = array.dictionary.cast(pa.string())
        return words.take(_within(array.indices, len(words)))
    return array.cast(pa.string() if is_text(array.type) else pa.int64())


def text_or_bytes(it: pa.Scalar) -> str | bytes | None:
    """What stands in a column of texts, which need not be in UTF-8."""
    try:
        return it.as_py()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return it.as_buffer().to_pybytes()  # type: ignore[no-any-return]


def _within(places: pa.Array, many: int) -> pa.Array:
    found = whole_numbers(places)
    there = (found >= 0) & (found < many)
    none = nulls(places)
    return array_of(found, there if none is None else there & ~none)


def array_of(
    values: npt.NDArray[np.integer[Any]],
    there: Mask | None = None,
    *,
    type_: pa.DataType | None = None,
) -> pa.Array:
    """The same numbers in the same memory; a null where there is nothing.

    `type_`: what the numbers stand for, if not for themselves.
    """
    known = len(values) if there is None else int(np.count_nonzero(there))
    marks = None
    if there is not None and known < len(values):
        marks = pa.py_buffer(np.packbits(there, bitorder="little"))
    data = pa.py_buffer(np.ascontiguousarray(values))
    type_ = type_ or pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(type_, len(values), [marks, data], len(values) - known)


def taken(array: pa.Array, places: Integers) -> pa.Array:
    """What stands at these places; they are all in the array, and none of them is null."""
    if pa.types.is_int64(array.type):
        return array_of(whole_numbers(array).take(places))
    return array.take(array_of(places))


def texts_of(texts: Collection[str]) -> pa.Array:
    data = [it.encode() for it in texts]
    ends = np.cumsum([0, *map(len, data)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(data), pa.py_buffer(ends), pa.py_buffer(b"".join(data)))


def repeated(text: str, times: int) -> pa.Array:
    data = text.encode()
    ends = np.arange(times + 1, dtype=np.int32) * np.int32(len(data))
    return pa.StringArray.from_buffers(times, pa.py_buffer(ends), pa.py_buffer(data * times))
