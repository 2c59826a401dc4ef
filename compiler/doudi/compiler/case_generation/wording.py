"""The words of generated cases: what a pair turns, and why something could not be shown."""

from __future__ import annotations

from typing import Final

from doudi.compiler.case_generation.edges import EdgeKind
from doudi.compiler.case_generation.pairs import Why
from doudi.compiler.case_generation.target import Aim
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.program import expressions as ir

EDGES: Final[dict[EdgeKind, tuple[str, str]]] = {
    "start": ("施行首日", "施行前一日"),
    "end": ("施行末日", "施行末日的次日"),
    "area": ("辖区内", "辖区外"),
    "condition": ("条件成立", "条件不成立"),
}
UNCONFIRMED: Final = "读入后结果与查找时不一致，没有写出"
_AIMS: Final[dict[Aim, str]] = {
    "condition": "",
    "test": "要求·",
    "definition": "定义·",
    "deadline": "期限·",
    "meaning": "",
}
_WHY: Final[dict[Why, str]] = {
    "never_true": "其余条件让它起作用时，找不到它成立的情形",
    "never_other": "其余条件让它起作用时，它总成立，可能是多余的条件",
    "masked": "找不到由它起作用的情形",
    "no_flip": "它变了结果也不变",
    "limit": "查找到上限仍没有找到",
}


def aim_words(aim: Aim) -> str:
    return _AIMS[aim]


def atom_words(atom: ir.Expr, names: Lexicon) -> str:
    said = phrase(atom, names)
    # A year is no amount: it is written without a comma.
    compared = isinstance(atom, ir.Op) and isinstance(atom.args[0], ir.Op)
    return said.replace(",", "") if compared and "年份" in said else said


def why_words(why: Why) -> str:
    return _WHY[why]


def edge_missing(kind: EdgeKind) -> str:
    return f"「{EDGES[kind][0]}」：找不到它适用的情形（那时可能缺标准数额）"


def coupled_words(others: list[str]) -> str:
    """What cannot stay as it is beside what is turned."""
    return f"（随之变化的还有{'、'.join(f'「{it}」' for it in others)}）" if others else ""
