"""One run finds everything, and one mistake does not become twenty."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from doudi.compiler.pipeline import Compilation, NoRulesError, compile_rules
from doudi.compiler.versions.lock import EMPTY, write_lock
from tests.support.small_folder import GRANT, MONTHLY, small_folder


def codes(compilation: Compilation) -> list[tuple[str, str]]:
    return [
        (Path(it.primary.span.source.name).name, it.code.id)
        for it in compilation.findings
        if it.code.id != "P0602"
    ]


def test_a_broken_file_does_not_hide_the_findings_of_another(tmp_path: Path) -> None:
    root = small_folder(
        tmp_path,
        GRANT.replace("给予 一次性补助", "给予 没有的补助"),
        vocabulary__broken_policy="事实 ((((\n",
    )
    (root / "vocabulary/bytes.policy").write_bytes(b"\xff\xfe\x00")
    found = codes(compile_rules(root))
    assert {file for file, _ in found} == {"broken.policy", "bytes.policy", "rules.policy"}


def test_the_names_of_a_broken_declaration_are_still_declared(tmp_path: Path) -> None:
    root = small_folder(tmp_path, MONTHLY + "\n" + GRANT)
    words = root / "vocabulary/words.policy"
    text = words.read_text("utf-8")
    head = "事实 失业(unemployed)\n  属于 "
    broken = text.replace(head, head + "= ")
    assert broken != text
    words.write_text(broken, "utf-8")
    assert [file for file, _ in codes(compile_rules(root))] == ["words.policy"]


def test_a_broken_document_leaves_its_provisions_to_be_checked(tmp_path: Path) -> None:
    root = small_folder(tmp_path, MONTHLY + "\n" + GRANT.replace("当 失业", "当 没有这个"))
    rules = root / "notice/rules.policy"
    rules.write_text(rules.read_text("utf-8").replace("  辖区 重庆市\n", "  辖区 ××\n"), "utf-8")
    found = compile_rules(root).errors
    assert any("没有这个" in it.headline.zh for it in found)
    assert len(found) == 2


def test_a_broken_provision_can_still_be_referred_to(tmp_path: Path) -> None:
    facet = (
        "条款 二-1 「办理时限」\n  引自 二-1 「各地要在20个工作日内发放补助」\n"
        "  补充 XX2021/一-2\n  对每名 成员\n  程序 「发放补助」\n"
    )
    root = small_folder(tmp_path, GRANT.replace("当 失业", "当 (") + "\n" + facet)
    assert len(compile_rules(root).errors) == 1


def test_findings_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    wrong = GRANT.replace("当 失业", "当 没有甲 且 没有乙")
    findings = compile_rules(small_folder(tmp_path, wrong)).findings
    places = [(it.primary.span.source.name, it.primary.span.start) for it in findings]
    assert places == sorted(places)


def test_provisions_of_a_folder_belong_to_its_document(tmp_path: Path) -> None:
    root = small_folder(tmp_path, MONTHLY, notice__more_policy=GRANT)
    program = compile_rules(root).program
    assert program is not None
    assert [it.id for it in program.provisions] == ["XX2021/一-1", "XX2021/一-2"]


def test_a_provision_without_a_document_is_told_so(tmp_path: Path) -> None:
    root = small_folder(tmp_path, elsewhere__more_policy=GRANT)
    assert codes(compile_rules(root)) == [("more.policy", "P0213")]


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "../../outside.txt", "sub/../../../outside.txt"]
)
def test_a_path_that_leads_out_is_refused_unread(tmp_path: Path, path: str) -> None:
    root = small_folder(tmp_path, GRANT)
    (tmp_path / "outside.txt").write_text((root / "notice/notice.txt").read_text("utf-8"), "utf-8")
    rules = root / "notice/rules.policy"
    rules.write_text(rules.read_text("utf-8").replace("原文 notice.txt", f"原文 {path}"), "utf-8")
    compilation = compile_rules(root)
    assert compilation.program is None
    assert codes(compilation) == [("rules.policy", "P0790")]


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    root = small_folder(tmp_path, GRANT)
    notice = root / "notice/notice.txt"
    outside = tmp_path / "outside.txt"
    notice.rename(outside)
    notice.symlink_to(outside)
    assert "P0790" in {code for _, code in codes(compile_rules(root))}


def test_a_rule_file_that_is_a_link_leading_out_is_refused(tmp_path: Path) -> None:
    root = small_folder(tmp_path, GRANT)
    (tmp_path / "outside.policy").write_text("实体 机密(secret)\n", "utf-8")
    (root / "vocabulary/link.policy").symlink_to(tmp_path / "outside.policy")
    (root / "more").symlink_to(tmp_path)
    assert codes(compile_rules(root)) == [("link.policy", "P0790")]


def test_a_link_that_leads_round_in_a_circle_is_a_finding(tmp_path: Path) -> None:
    root = small_folder(tmp_path, GRANT)
    (root / "vocabulary/circle.policy").symlink_to("circle.policy")
    for name in ("standards/dibao.yaml", "calendar.yaml", "versions.lock"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(Path(name).name)
    assert codes(compile_rules(root)) == [
        ("calendar.yaml", "P0123"),
        ("dibao.yaml", "P0123"),
        ("versions.lock", "P0123"),
        ("circle.policy", "P0123"),
    ]


def test_a_version_not_raised_forbids_a_bundle_and_not_a_question(tmp_path: Path) -> None:
    root = small_folder(tmp_path, GRANT)
    released = compile_rules(root)
    lock = write_lock(EMPTY, tuple(it.meaning for it in released.versions))
    (root / "versions.lock").write_text(lock, "utf-8")
    rules = root / "notice/rules.policy"
    text = rules.read_text("utf-8")

    rules.write_text(text.replace("可以 给予 一次性补助", "应当 给予 一次性补助"), "utf-8")
    edited = compile_rules(root)
    assert codes(edited) == [("rules.policy", "P0601")]
    assert (edited.program, edited.bundle) == (None, None)
    assert edited.meant is not None

    rules.write_text(text.replace("给予 一次性补助", "给予 没有的补助"), "utf-8")
    assert compile_rules(root).meant is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = small_folder(tmp_path, GRANT)
    os.mkfifo(root / "vocabulary/pipe.policy")
    assert [file for file, _ in codes(compile_rules(root))] == ["pipe.policy"]


def test_a_folder_that_cannot_be_opened_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_folder(tmp_path, GRANT)
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("vocabulary"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert ("vocabulary", "P0123") in codes(compile_rules(root))


def test_a_folder_without_rules_is_wrong_usage(tmp_path: Path) -> None:
    for root in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(NoRulesError):
            compile_rules(root)


def test_equal_rules_give_the_same_bundle_wherever_they_stand(tmp_path: Path) -> None:
    one = compile_rules(small_folder(tmp_path / "one", MONTHLY + "\n" + GRANT)).bundle
    other = compile_rules(small_folder(tmp_path / "other", MONTHLY + "\n" + GRANT)).bundle
    assert one is not None
    assert one == other
