"""A program without one of its documents: whole, and everything that was left out is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from doudi.compiler.changes.parts import Part
from doudi.compiler.changes.without import LeftOut, without
from doudi.runtime.bundle.read import read
from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.program.declarations import Program, Relations
from doudi.runtime.program.ids import DocumentId, ProvisionId
from tests.support.small_folder import small_folder
from tests.support.two_versions import GRANTED, version

_OTHER: Final = """\
文件 YY2021 「后一通知」
  发文机关 某市政府
  位阶 市级文件
  辖区 重庆市
  印发 2021-05-01
  施行 2021-05-01 起
  版本 1.0.0
  按照 XX2021

条款 1 「由急难发生地办」
  出处 「示例」
  对每名 成员
  补充 XX2021/一-2
  地点 可在 急难发生地

条款 2 「老年人另给」
  出处 「示例」
  对每名 成员
  当 年龄 >= 60
  可以 给予 一次性补助
  一次性
  {relation}
"""
_XX: Final = DocumentId("XX2021")
_GRANT: Final = ProvisionId("XX2021/一-2")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    other = _OTHER.format(relation="例外于 XX2021/一-2")
    return version(tmp_path_factory.mktemp("v"), GRANTED, other__rules_policy=other).program


def test_what_only_adds_to_a_provision_goes_with_it_and_what_stands_alone_stays(
    program: Program,
) -> None:
    left = without(program, _XX).program
    assert [it.id for it in left.provisions] == ["YY2021/2"]
    assert [it.id for it in left.documents] == ["YY2021"]


def test_everything_that_was_left_out_elsewhere_is_named(program: Program) -> None:
    assert without(program, _XX).left_out == (
        LeftOut(ProvisionId("YY2021/1"), None),
        LeftOut(ProvisionId("YY2021/2"), _GRANT, Part.EXCEPTION_TO),
        LeftOut(DocumentId("YY2021"), _XX, Part.LINKS),
    )


def test_what_lost_something_means_something_else_and_what_did_not_stays(program: Program) -> None:
    (left,) = without(program, _XX).program.documents
    whole = {it.id: it for it in program.documents}[left.id]
    assert left.version == whole.version
    assert left.meaning != whole.meaning
    assert left.links == ()
    (other,) = without(program, DocumentId("YY2021")).program.documents
    assert other in program.documents


@pytest.mark.parametrize(
    "related",
    [
        lambda it: Relations(exception_to=(it,)),
        lambda it: Relations(prevails_over=(it,)),
        lambda it: Relations(special_to=(it,)),
        lambda it: Relations(takes_higher=(it,)),
        lambda it: Relations(stacks_with=(it,)),
        lambda it: Relations(repeals=(it,)),
    ],
)
def test_no_relation_dangles(related: Callable[[ProvisionId], Relations], program: Program) -> None:
    changed = replace(
        program,
        provisions=tuple(
            replace(it, relations=related(_GRANT)) if it.id == "YY2021/2" else it
            for it in program.provisions
        ),
    )
    left = without(changed, _XX).program
    assert read(write(left)) == left


def test_without_a_document_that_is_not_there_a_program_is_what_it_was(program: Program) -> None:
    assert without(program, DocumentId("ZZ2021")).program == program


def test_build_leaves_a_document_out_and_says_what_went_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = _OTHER.format(relation="例外于 XX2021/一-2")
    folder = str(small_folder(tmp_path, GRANTED, other__rules_policy=other))
    to = tmp_path / "left.doudi"
    argv = ["build", folder, "--without", "XX2021", "-o", str(to), "--lang", "en", "--no-cache"]
    assert main(argv) == 0
    said = capsys.readouterr().err
    assert "`YY2021/1` is left out too: all it does is to add to a provision that is gone" in said
    assert "of `YY2021/2`, `exception to XX2021/一-2` is left out too" in said
    assert "how `YY2021` leans on `XX2021` is left out too" in said
    assert "the rule files are as they were; what that changes, `doudi diff`" in said
    assert [it.id for it in read(to.read_bytes()).documents] == ["YY2021"]


def test_build_without_a_document_that_is_not_there_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "left.doudi"
    folder = str(small_folder(tmp_path, GRANTED))
    argv = ["build", folder, "--without", "XX2012", "-o", str(to), "--lang", "en", "--no-cache"]
    assert main(argv) == 2
    assert "there is no document `XX2012`; did you mean `XX2021`?" in capsys.readouterr().err
    assert not to.exists()
