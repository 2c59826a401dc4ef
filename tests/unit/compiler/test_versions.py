"""A document's version stands for what it means: wording may change under it, meaning may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doudi.compiler.pipeline import compile_rules
from doudi.compiler.versions.lock import EMPTY, Lock, read_lock, write_lock
from doudi.compiler.versions.meaning import Meaning
from doudi.policy_dsl.source import Source
from tests.support.small_folder import GRANT, MONTHLY, small_folder


def meaning(root: Path) -> str:
    (only,) = compile_rules(root).versions
    return only.meaning.hash


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_folder(tmp_path, MONTHLY + "\n" + GRANT)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("「未参保失业人员」", "「换一个标题」"),
        ("推定 「文中未写」", "推定 「原文没有说」"),
        ("「未参保失业人员可以给予一次性补助」", "「失业人员可以给予一次性补助」"),
        ("  对每名 成员\n  当 失业\n  可以", "  # 说明\n  对每名 成员\n\n  当 失业\n  可以"),
        ("低保标准(户别) × 2", "低保标准（户别）＊2"),
        ("关于困难人员生活补助的通知", "关于困难人员补助的通知"),
    ],
    ids=["title", "assumption", "shorter quote", "layout", "width", "document title"],
)
def test_wording_alone_does_not_change_the_meaning(root: Path, old: str, new: str) -> None:
    before = meaning(root)
    edit(root / "notice/rules.policy", old, new)
    assert meaning(root) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("可以 给予 一次性补助", "应当 给予 一次性补助"),
        ("  当 失业\n  可以", "  当 非 失业\n  可以"),
        ("不足月 按整月", "不足月 不计"),
        ("施行 2021-02-04 起", "施行 2021-02-05 起"),
        ("辖区 重庆市", "辖区 沙坪坝区"),
        ("  止于 再就业日期\n", ""),
    ],
    ids=["norm", "condition", "part month", "force", "area", "period"],
)
def test_what_a_rule_says_changes_it(root: Path, old: str, new: str) -> None:
    before = meaning(root)
    edit(root / "notice/rules.policy", old, new)
    assert meaning(root) != before


def test_the_order_of_provisions_does_not_matter(tmp_path: Path) -> None:
    one = small_folder(tmp_path / "one", MONTHLY + "\n" + GRANT)
    other = small_folder(tmp_path / "other", GRANT + "\n" + MONTHLY)
    assert meaning(one) == meaning(other)


def test_a_definition_of_the_vocabulary_is_part_of_what_uses_it(root: Path) -> None:
    before = meaning(root)
    words = root / "vocabulary/words.policy"
    term = "用语 困难人员(person_in_need)\n  属于 成员\n  类型 是否\n"
    edit(words, term, term + "  指 月收入 < 100元/月\n")
    defined = meaning(root)
    assert defined != before
    # The income is used only inside the definition, and counts all the same.
    edit(words, "事实 月收入(income)\n", "事实 月收入(income)\n  范围 0元/月 至 9元/月\n")
    assert meaning(root) != defined


def test_a_word_that_nothing_uses_is_not_part_of_any_meaning(root: Path) -> None:
    before = meaning(root)
    edit(root / "vocabulary/words.policy", "事实 年龄(age)\n", "事实 岁数(years)\n")
    assert meaning(root) == before


def test_new_figures_of_a_standard_change_no_meaning(root: Path) -> None:
    before = meaning(root)
    edit(root / "standards/dibao.yaml", "amount: 620", "amount: 636")
    assert meaning(root) == before


def test_a_broken_document_has_no_meaning(root: Path) -> None:
    edit(root / "notice/rules.policy", "可以 给予 一次性补助", "可以 给予 没有的补助")
    assert compile_rules(root).versions == ()


def test_what_is_recorded_is_read_back() -> None:
    meanings = (Meaning("B2021", "1.10.0", "sha256:" + "b" * 64), _A, _A_LATER)
    text = write_lock(EMPTY, meanings)
    lock = read_lock(Source("versions.lock", text))
    assert lock.findings == ()
    assert write_lock(lock.value, ()) == text
    assert re.findall(r"(?m)^\w+ \S+", text) == ["A2021 1.2.0", "A2021 1.10.0", "B2021 1.10.0"]


def test_what_is_recorded_is_never_overwritten() -> None:
    lock = read_lock(Source("versions.lock", write_lock(EMPTY, (_A,)))).value
    other = Meaning(_A.document, _A.version, "sha256:" + "0" * 64)
    assert write_lock(lock, (other,)) == write_lock(EMPTY, (_A,))


@pytest.mark.parametrize(
    "line",
    [
        *("CQ2021", "CQ2021 1.0.0 md5:0", "<<<<<<< ours", "\x00"),
        f"CQ2021 1.{'9' * 5000} sha256:{'a' * 64}",
    ],
    ids=lambda line: line[:20],
)
def test_a_line_that_records_nothing_is_pointed_at(line: str) -> None:
    found = read_lock(Source("versions.lock", f"# ok\n{line}\n"))
    assert [it.primary.span.text for it in found.findings] == [line]
    assert found.value == Lock({})


_A = Meaning("A2021", "1.2.0", "sha256:" + "a" * 64)
_A_LATER = Meaning("A2021", "1.10.0", "sha256:" + "c" * 64)
