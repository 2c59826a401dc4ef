"""Wherever a comment is put, it is kept, and the formatter writes it down again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.source import Source
from tests.properties.rule_files import FILES

_GAP = re.compile(r" +|\n")


@settings(deadline=None)
@given(file=FILES, data=st.data())
def test_no_comment_is_lost(file: ast.File, data: st.DataObject) -> None:
    text = format_file(file, "zh", {})
    # A gap inside a text or a comment is none.
    gaps = [it for it in _GAP.finditer(text) if not re.search('[「"#]', _line(text, it.start()))]
    assume(gaps)
    chosen = data.draw(st.lists(st.sampled_from(gaps), min_size=1, max_size=4, unique=True))
    put = [f"插入{number}" for number in range(len(chosen))]
    for gap, comment in sorted(zip(chosen, put, strict=True), key=lambda it: -it[0].start()):
        text = f"{text[: gap.start()]} # {comment}\n   {text[gap.end() :]}"
    parsed = parse(Source("commented", text))
    assume(not parsed.findings)  # a broken line may begin with `-`, which is a list then
    expected = Counter(_comments(file)) + Counter(put)
    assert Counter(_comments(parsed.value)) == expected
    again = parse(Source("formatted", format_file(parsed.value, "zh", {})))
    assert Counter(_comments(again.value)) == expected


def _line(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    return text[start : text.find("\n", offset)]


def _comments(file: ast.File) -> Iterator[str]:
    for declaration in file.declarations:
        lines: list[ast.Declaration | ast.Clause | ast.Condition | ast.Item] = [
            declaration,
            *declaration.items,
            *declaration.clauses,
        ]
        for clause in declaration.clauses:
            lines.extend(clause.conditions)
            lines.extend(it for condition in clause.conditions for it in condition.items)
        for line in lines:
            own = line.comments
            yield from (it for it in (*own.above, own.behind, *own.below) if it is not None)
    yield from (it for it in file.comments if it is not None)
