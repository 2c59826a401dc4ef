"""A tape: operations one after another, each writing one register for all subjects of a kind.

Registers hold bytes (truths as 0 and 1, options by number), keys of 16 bits, or whole numbers of
64 bits. What the operations mean is said here, once; `run.py` does them with NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final, TypeAlias

from doudi.runtime.columns.scene import Place
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, FactId, SchemeId, TermId


class Op(IntEnum):
    """`a`, `b` are registers, `k` is a number, `t` the number of a table. Truths are 0 or 1."""

    AND = 0  # bytes: a & b
    OR = 1  # bytes: a | b
    NOT = 2  # byte: 1 - a
    PLUS = 3  # bytes: a + b
    JOIN = 4  # byte or key: a + b * k; a may be narrower than what is written
    IS = 5  # truth: byte a is k
    LESS = 6  # truth: number a < b
    AT_MOST = 7  # truth: number a <= b
    EQUAL = 8  # truth: number a is b
    BELOW = 9  # truth: number or byte a < k
    EXACTLY = 10  # truth: number a is k
    ADD = 11
    SUBTRACT = 12
    MULTIPLY = 13
    DIVIDE = 14  # a // b, rounded down; b is 1 or more
    ADD_ALL = 15  # a + k
    TIMES = 16  # a * k
    PARTS = 17  # a // k, rounded down
    HIGHER = 18  # the larger of a and k
    HIGHEST = 19  # the larger of a and b
    CHOOSE = 20  # number a where byte b is 1, else k
    BYTE_OF = 21  # byte: t at byte a
    NUMBER_OF = 22  # number: t at byte a
    WIDEN = 23  # number: byte a << k
    PACK = 24  # number: a + (byte b << k)
    TOTAL = 25  # number: the sum of a over those inside; not beyond k, where k is not 0
    FIELD = 26  # number: a >> k, of which the lowest t bits; all of them where t is 0
    SPREAD = 27  # byte: that of the one it lies in
    SPREAD_NUMBER = 28
    BITS = 29  # byte: a >> k, of which the lowest t bits
    SIZE = 30  # number: how many lie inside; `a` is of those, whatever it is
    FROM = 31  # k - a
    LOWER = 32  # the smaller of a and k
    NARROW = 33  # byte: number a within 0 and 255, and else the nearer of those
    FIELDS = 34  # number: the bits of byte a, each in a field of its own, + (number b << k), if any


class Width(Enum):
    BYTE = 1
    KEY = 2
    NUMBER = 8


_TO_BYTE = frozenset(
    (Op.AND, Op.OR, Op.NOT, Op.PLUS, Op.IS, Op.LESS, Op.AT_MOST, Op.EQUAL, Op.BELOW,
     Op.EXACTLY, Op.BYTE_OF, Op.SPREAD, Op.BITS, Op.NARROW)
)  # fmt: skip


def width(op: Op) -> Width:
    """Of what an operation writes; JOIN may write keys as well as bytes."""
    return Width.BYTE if op in _TO_BYTE or op is Op.JOIN else Width.NUMBER


@dataclass(frozen=True, slots=True)
class Register:
    number: int
    width: Width
    entity: EntityId


@dataclass(frozen=True, slots=True)
class Step:
    op: Op
    to: Register
    a: Register
    b: Register | None = None
    k: int = 0
    t: int = -1

    @property
    def reads(self) -> tuple[Register, ...]:
        return (self.a,) if self.b is None else (self.a, self.b)


class Part(Enum):
    """What is read of a fact's plane."""

    CERTAIN = "certain"  # of truths: 1 where true
    JUDGED = "judged"  # of truths: 1 where true or left to judgement
    POSSIBLE = "possible"  # of truths: 1 where not false
    OPTION = "option"  # its number; behind the last that of the unknown, then of the not applicable
    LOW = "low"  # of numbers; minus FAR where there is no such end
    HIGH = "high"  # FAR where there is no such end
    THERE = "there"  # of numbers: 1 where one is applicable
    GIVEN = "given"  # of a term: 1 where it is given; its other parts are 0 elsewhere


MOST_INSIDE: Final = 1 << 8  # a larger household is not for tapes
OF_A_COUNT: Final = MOST_INSIDE.bit_length()  # bits of each of FIELDS
MOST_COUNTS: Final = 6  # so many bits a byte has for FIELDS, and so many of these fit in a number
FAR: Final = (
    1 << 45
)  # what an end that is open is read as; numbers on a tape that are known are smaller


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression that has no operations of its own: the general way works it out.

    `exact`: whether it is for this tape only where it is known and applicable.
    """

    expr: Expr
    place: Place
    exact: bool = False


Source: TypeAlias = FactId | TermId | Asked


@dataclass(frozen=True, slots=True)
class Column:
    """What is read, into a register: of a fact, of a term that a table gives, or what is asked.

    `open`, `absent`: whether unknown values, and those that are not applicable, are for this tape.
    `bound`: of numbers, none that is known is to be beyond it, either way; of options, how many
    there are. `endless`: whether open ends of numbers are for it; `per`: what they are divided by.
    """

    of: Source
    part: Part
    to: Register
    open: bool
    absent: bool
    bound: int
    endless: bool = True
    per: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """What one key of a scheme comes to, in the words of `cells.Kinds`."""

    outcome: int
    status: int
    low: int
    high: int
    provision: int
    not_met: bool
    worked_out: int


@dataclass(frozen=True, slots=True)
class Ends:
    """An amount worked out, in fen: one register where it is exact.

    A `high` of `open` or more is no end; `open` is None where there always is one. `there`: where
    it is applicable, None if everywhere.
    """

    low: Register
    high: Register
    open: int | None
    there: Register | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """One scheme's cells.

    `key`: what each subject's kind is told by; there are `keys` of them, from 0. `kind_of`: decides
    one; None where it is not for the tape. `amounts`: those worked out, which kinds name by their
    places, from 1. `parts`: as in `cells.CellsByKind`.
    """

    scheme: SchemeId
    entity: EntityId
    key: Register
    keys: int
    kind_of: Callable[[int], Kind | None]
    amounts: tuple[Ends, ...]
    parts: Register | None


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """`positive`: numbers that must be 1 or more everywhere, or the tape does not apply."""

    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    tables: tuple[tuple[int, ...], ...]
    results: tuple[Result, ...]
    positive: tuple[Register, ...]
    registers: int
