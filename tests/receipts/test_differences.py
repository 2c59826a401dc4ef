"""A receipt that says what its rules do not decide: where, in the words of the rules."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.canonical import canonical
from doudi.runtime.receipt.differences import differences
from doudi.runtime.receipt.verify import MOST_SHOWN, verify
from tests.receipts.made import asked, content, forged, receipt

PLAIN = receipt()
_MINE = "临时救助金 · 王建国"


def _granted(made: Any) -> Any:
    return next(it for it in made["decision"]["outcomes"] if it["subject"]["id"] == "王建国")


def _differs(change: Any) -> list[str]:
    found = verify(forged(PLAIN, change))
    assert found.result == "differs"
    assert found.count == len(found.differences)
    return [f"{it.difference.place} {it.zh}" for it in found.differences]


def test_a_higher_amount_is_found_and_said() -> None:
    def higher(made: Any) -> None:
        _granted(made)["amount"]["max"] = "9999.00"

    assert _differs(higher) == [
        f"decision.outcomes[0].amount.max {_MINE} · 金额 · 上限：凭证「9999.00」，重算「1240.00」"
    ]


def test_an_outcome_is_called_by_its_name() -> None:
    def refused(made: Any) -> None:
        _granted(made)["outcome"] = "not_met"

    assert _differs(refused) == [
        f"decision.outcomes[0].outcome {_MINE} · 结果：凭证「不符合」，重算「应予」"
    ]
    (told,) = verify(forged(PLAIN, refused)).differences
    assert told.en == (
        "temporary relief · 王建国, outcome: the receipt has `not met`, the re-execution `granted`"
    )


@pytest.mark.parametrize(
    ("member", "code", "zh", "en"),
    [
        ("norm", "permission", "凭证「可以」，重算「应当」", "`may`, the re-execution `must`"),
        ("norm", "dutty", "凭证「dutty」，", "the receipt has `dutty`, "),
        ("amount.unit", "yuan/year", "凭证「元/年」，重算「元/人/月」", "has `yuan per year`, "),
        ("amount.unit", "yuan/sheep", "凭证「yuan/sheep」，", "`yuan/sheep`, "),
        ("amount.period", "year", "周期：凭证「每年」，重算「每月」", "`every year`, "),
        ("amount.status", "left_to", "状态：凭证「由有关机关决定」，", "`left to somebody`, "),
        (
            "amount.discretionary",
            True,
            "酌定：凭证「是」，重算「否」",
            "`yes`, the re-execution `no`",
        ),
    ],
)
def test_a_code_is_said_in_words_and_what_is_none_stands_as_it_is(
    member: str, code: Any, zh: str, en: str
) -> None:
    def other(made: Any) -> None:
        *above, last = member.split(".")
        held = _granted(made)
        for it in above:
            held = held[it]
        held[last] = code

    (told,) = verify(forged(PLAIN, other)).differences
    assert zh in told.zh
    assert en in told.en


def test_somebody_left_out_is_missed_and_the_others_are_still_compared_with_themselves() -> None:
    assert _differs(lambda made: made["decision"]["outcomes"].pop(0)) == [
        f"decision.outcomes[0] {_MINE}：凭证没有，重算有这一项"
    ]


def test_a_decision_by_other_rules_is_said_by_their_documents_and_hash() -> None:
    def others(made: Any) -> None:
        made["decision"]["bundle"] = {"documents": {}, "hash": "sha256:0"}

    document, version = next(iter(content(PLAIN)["decision"]["bundle"]["documents"].items()))
    told = _differs(others)
    at = f"decision.bundle.documents.{document}"
    assert f"{at} 规则包 · 文件 · {document}：凭证没有，重算「{version}」" in told
    assert any(it.startswith("decision.bundle.hash 规则包 · 哈希：凭证「sha256:0」") for it in told)


def test_the_same_in_another_order_is_another_order() -> None:
    assert _differs(lambda made: made["decision"]["outcomes"].reverse()) == [
        "decision.outcomes 各项结果：次序不同"
    ]


def test_facts_that_were_changed_are_told_before_what_follows_from_them() -> None:
    def older(made: Any) -> None:
        made["facts"]["household"][0]["member"][0]["confirmed"] = False

    first, *told = _differs(older)
    assert first.startswith("facts_hash 事实的哈希：")
    assert f"decision.outcomes[0].outcome {_MINE} · 结果：凭证「应予」，重算「不符合」" in told
    assert told[-1].startswith("trace_hash 全部经过的哈希：")


def test_facts_written_otherwise_than_doudi_writes_them_are_not_what_it_wrote() -> None:
    def in_chinese(made: Any) -> None:
        made["facts"]["家庭"] = made["facts"].pop("household")

    assert verify(forged(PLAIN, in_chinese)).result == "differs"


def test_of_very_many_the_first_are_shown_and_all_counted() -> None:
    def emptied(made: Any) -> None:
        made["decision"] = dict.fromkeys(map(str, range(100)))

    found = verify(forged(PLAIN, emptied))
    assert len(found.differences) == MOST_SHOWN
    assert found.count > 100


def test_signs_that_would_move_the_cursor_are_not_printed() -> None:
    def hostile(made: Any) -> None:
        _granted(made)["outcome"] = "\x1b[2J\u202e"

    (line,) = _differs(hostile)
    assert line.isprintable()


def test_another_doudi_that_decides_alike_is_told_and_nothing_else() -> None:
    found = verify(receipt(asked=asked(engine="9.9.9")))
    assert (found.result, found.engine) == ("verified", "9.9.9")
    assert found.verifier != found.engine


_json = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["scheme", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_json, _json)
@settings(max_examples=200, deadline=None)
def test_values_differ_somewhere_if_and_only_if_their_bytes_do(was: Any, now: Any) -> None:
    assert bool(list(differences(was, now))) == (canonical(was) != canonical(now))


@given(_json, _json)
@settings(max_examples=100, deadline=None)
def test_every_difference_names_a_place_of_its_own(was: Any, now: Any) -> None:
    found = list(differences(was, now))
    placed = [(it.place, it.moved, repr(it.was) == "Absent()") for it in found]
    assert len(set(placed)) == len(placed)


@pytest.mark.parametrize("name", ["engine", "pseudonyms"])
def test_what_only_its_maker_knows_is_covered_by_the_hash_alone(name: str) -> None:
    made = content(PLAIN)
    made[name] = not made[name] if name == "pseudonyms" else "0.0.1"
    assert verify(forged(PLAIN, lambda it: it.update(made))).result == "verified"
    assert verify(PLAIN.replace(b'"pseudonyms":false', b'"pseudonyms":true')).result == "refused"


def test_the_path_is_that_of_the_file() -> None:
    def changed(made: Any) -> None:
        made["sources"][0]["version"] = "2.0.0"

    (told,) = verify(forged(PLAIN, changed)).differences
    assert told.difference.place == "sources[0].version"
    assert json.loads(PLAIN)["receipt"]["sources"][0]["version"] == "1.0.0"
