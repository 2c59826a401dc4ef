"""Operations of a tape as Python expressions, of whole numbers that never overflow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from doudi.runtime.columns.tape.code import Op, Register, Step

_TEXTS: Final[Mapping[Op, str]] = {
    Op.AND: "{a} & {b}",
    Op.OR: "{a} | {b}",
    Op.NOT: "1 - {a}",
    Op.PLUS: "{a} + {b}",
    Op.JOIN: "{a} + {b} * {k}",
    Op.IS: "{a} == {k}",
    Op.LESS: "{a} < {b}",
    Op.AT_MOST: "{a} <= {b}",
    Op.EQUAL: "{a} == {b}",
    Op.BELOW: "{a} < {k}",
    Op.EXACTLY: "{a} == {k}",
    Op.ADD: "{a} + {b}",
    Op.SUBTRACT: "{a} - {b}",
    Op.MULTIPLY: "{a} * {b}",
    Op.DIVIDE: "{a} // {b}",
    Op.ADD_ALL: "{a} + {k}",
    Op.TIMES: "{a} * {k}",
    Op.PARTS: "{a} // {k}",
    Op.HIGHER: "{a} if {a} > {k} else {k}",
    Op.LOWER: "{a} if {a} < {k} else {k}",
    Op.FROM: "{k} - {a}",
    Op.HIGHEST: "{a} if {a} > {b} else {b}",
    Op.CHOOSE: "{a} if {b} else {k}",
    Op.BYTE_OF: "TABLES[{t}][{a}]",
    Op.NUMBER_OF: "TABLES[{t}][{a}]",
    Op.WIDEN: "{a} << {k}",
    Op.PACK: "{a} + ({b} << {k})",
    Op.BITS: "{a} >> {k} & {mask}",
}


def text(step: Step, name: Callable[[Register], str]) -> str:
    """`name`: of the registers that it reads, which stand in the text by their names alone."""
    if step.op is Op.FIELD:
        pattern = "{a} >> {k} & {mask}" if step.t else "{a} >> {k}"
    else:
        pattern = _TEXTS[step.op]
    return pattern.format(
        a=name(step.a),
        b="" if step.b is None else name(step.b),
        k=step.k if step.k >= 0 else f"({step.k})",
        t=step.t,
        mask=(1 << max(step.t, 0)) - 1,
    )
