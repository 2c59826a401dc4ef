"""Acknowledges whatever proofs find in a test's rules folder that the test is not about."""

from __future__ import annotations

from pathlib import Path

from doudi.compiler.conflicts.defects.find import find_defects
from doudi.compiler.pipeline import compile_rules


def look_at_everything(root: Path) -> None:
    """Most of all the words of the small vocabulary that a test does without."""
    compilation = compile_rules(root)
    assert compilation.program is not None
    found = find_defects(compilation.program, compilation.knowledge)
    lines = (f"确认 「{it.id} {it.flaw} {it.about}」\n  理由 「测试用不到」\n" for it in found)
    (root / "looked_at.policy").write_text("\n".join(lines), "utf-8")
