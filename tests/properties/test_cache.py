"""What is kept between runs never changes what is said: any edit, any number of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.generate import generate
from doudi.compiler.pipeline import Compilation, compile_rules
from doudi.runtime.bundle.write import write

Edit = Callable[[str, Random], str]


def _digit(text: str, random: Random) -> str:
    found = [it.start() for it in re.finditer("[0-9]", text)]
    if not found:
        return text
    at = random.choice(found)
    return text[:at] + random.choice("0123456789") + text[at + 1 :]


def _line_away(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return "".join(lines)


def _line_twice(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = random.randrange(len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def _piece_twice(text: str, random: Random) -> str:
    pieces = text.split("\n\n")
    return "\n\n".join([*pieces, random.choice(pieces)])


def _pieces_moved(text: str, random: Random) -> str:
    pieces = text.split("\n\n")
    random.shuffle(pieces)
    return "\n\n".join(pieces)


def _character(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice("情形身份补助条款 \n-「」") + text[at + random.randrange(2) :]


def _comment(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines)), "# 备注\n")
    return "".join(lines)


EDITS: tuple[Edit, ...] = (
    _digit,
    _line_away,
    _line_twice,
    _piece_twice,
    _pieces_moved,
    _character,
    _comment,
)


def said(compilation: Compilation) -> object:
    program = compilation.program
    return (
        compilation.findings,
        compilation.graph,
        compilation.versions,
        None if program is None else write(program),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_kept_result_and_a_fresh_one_are_the_same_after_any_edit(
    tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - which edits does not matter, only that they come again
    root, cache = generate(25, tmp_path / "rules", seed), tmp_path / "cache"
    files = [it for it in sorted(root.rglob("*")) if it.suffix in {".policy", ".txt", ".yaml"}]
    compile_rules(root, cache)
    for _ in range(6):
        file = random.choice(files)
        before = file.read_text("utf-8")
        file.write_text(random.choice(EDITS)(before, random), "utf-8")
        fresh = compile_rules(root)
        assert said(compile_rules(root, cache)) == said(fresh)
        assert [it for it in fresh.findings if it.code.id == "P0999"] == []
        if random.random() < 0.6:
            file.write_text(before, "utf-8")
            assert said(compile_rules(root, cache)) == said(compile_rules(root))


def test_an_unchanged_declaration_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from doudi.compiler.checking import provisions  # noqa: PLC0415 - it is replaced below

    root, cache = generate(25, tmp_path / "rules"), tmp_path / "cache"
    compile_rules(root, cache)
    parsed: list[str] = []
    check = provisions.check

    def counted(it, interface, home):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        parsed.append(it.text)
        return check(it, interface, home)

    monkeypatch.setattr(provisions, "check", counted)
    rules = root / "notices/d0000/rules.policy"
    rules.write_text("# 前面多了一行\n" + rules.read_text("utf-8"), "utf-8")
    assert compile_rules(root, cache).findings == compile_rules(root).findings
    again = len(parsed) - 25  # the second check keeps nothing and reads all of them
    assert again == 0
