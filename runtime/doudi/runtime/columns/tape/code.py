"""A tape: operations one after another, each writing one register for all subjects of a kind.

Registers hold bytes (truths as 0 and 1, options by number) or whole numbers of 64 bits. A tape is
for chunks in which all that it reads is known; what the operations mean is said here, once, and
done by `run_numpy` and `run_numba`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from doudi.runtime.program.ids import EntityId, FactId, SchemeId


class Op(IntEnum):
    """`a`, `b` are registers, `k` is a number, `t` the number of a table. Truths are 0 or 1."""

    AND = 0  # bytes: a & b
    OR = 1  # bytes: a | b
    NOT = 2  # byte: 1 - a
    PLUS = 3  # bytes: a + b
    JOIN = 4  # bytes: a | b << k
    IS = 5  # truth: byte a is k
    LESS = 6  # truth: number a < b
    AT_MOST = 7  # truth: number a <= b
    EQUAL = 8  # truth: number a is b
    BELOW = 9  # truth: number a < k
    EXACTLY = 10  # truth: number a is k
    ADD = 11
    SUBTRACT = 12
    MULTIPLY = 13
    DIVIDE = 14  # rounded down
    ADD_ALL = 15  # a + k
    TIMES = 16  # a * k
    PARTS = 17  # a // k
    HIGHER = 18  # the larger of a and k
    HIGHEST = 19  # the larger of a and b
    CHOOSE = 20  # number a where byte b is 1, else k
    BYTE_OF = 21  # byte: t at byte a
    NUMBER_OF = 22  # number: t at byte a
    WIDEN = 23  # number: byte a
    PACK = 24  # number: a + (byte b << k)
    TOTAL = 25  # number: the sum of a over those inside
    FIELD = 26  # number: a >> k, the lowest t bits of it
    SPREAD = 27  # byte: that of the one it lies in
    SPREAD_NUMBER = 28
    SIZE = 29  # number: how many lie inside; `a` is of those, whatever it is


_TO_BYTE = frozenset(
    (Op.AND, Op.OR, Op.NOT, Op.PLUS, Op.JOIN, Op.IS, Op.LESS, Op.AT_MOST, Op.EQUAL, Op.BELOW,
     Op.EXACTLY, Op.BYTE_OF, Op.SPREAD)
)  # fmt: skip


def is_wide(op: Op) -> bool:
    """Whether it gives numbers of 64 bits."""
    return op not in _TO_BYTE


@dataclass(frozen=True, slots=True)
class Register:
    number: int
    wide: bool
    entity: EntityId


@dataclass(frozen=True, slots=True)
class Step:
    op: Op
    to: Register
    a: Register
    b: Register | None = None
    k: int = 0
    t: int = -1


@dataclass(frozen=True, slots=True)
class Column:
    """What is read: a fact's plane, into a register; a number is not to be beyond `bound`."""

    fact: FactId
    to: Register
    bound: int


@dataclass(frozen=True, slots=True)
class Result:
    """One scheme's cells. `key`: what each of the tables is looked up by.

    `outcome`, `status`, `low`, `high`, `provision`, `not_met`: numbers of tables. `refused`: a
    table of keys that are not for the tape, if there are any. `amounts`: where the table of the key
    has 1, both ends are the number. `part`: how many parts of the first grant's condition
    hold before one that does not; None if it has but one.
    """

    scheme: SchemeId
    entity: EntityId
    key: Register
    refused: int | None
    outcome: int
    status: int
    low: int
    high: int
    provision: int
    not_met: int
    amounts: tuple[tuple[int, Register], ...]
    part: Register | None


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """`positive`: numbers that must be 1 or more everywhere, or the tape does not apply."""

    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    tables: tuple[tuple[int, ...], ...]
    results: tuple[Result, ...]
    positive: tuple[Register, ...]
    registers: int
