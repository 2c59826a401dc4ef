"""Declared names ▶ the table that turns them from one language into the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Lang


def names_in(files: Iterable[ast.File], lang: Lang) -> dict[str, str]:
    """Every declared spelling ▶ its spelling in `lang`; names without an English one are left out.

    Where two declarations clash, which the compiler reports, the first one counts, so that the
    table is one-to-one and nothing is lost on the way back.
    """
    table: dict[str, str] = {}
    taken: set[str] = set()
    for name in _declared(files):
        if name.en is None or name.zh in taken or name.en in taken:
            continue
        taken |= {name.zh, name.en}
        target = name.zh if lang == "zh" else name.en
        table[name.zh] = table[name.en] = target
    return table


def _declared(files: Iterable[ast.File]) -> Iterator[ast.Bilingual]:
    for file in files:
        for declaration in file.declarations:
            yield from (it for it in declaration.args if isinstance(it, ast.Bilingual))
            for item in declaration.items:
                if isinstance(item.arg, ast.Bilingual):
                    yield item.arg
