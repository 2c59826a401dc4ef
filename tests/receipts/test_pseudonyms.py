"""With a key nobody is named: not in full, not in part, wherever the name stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.explanation.selection import Selection
from doudi.runtime.receipt.errors import ReceiptError
from doudi.runtime.receipt.pseudonyms import LONGEST, SHORTEST, Pseudonyms
from doudi.runtime.receipt.verify import verify
from tests.receipts.made import FACTS, PSEUDONYMS, RULES, asked, content, receipt

# Signs that no rule, no word of ours and no hash has.
_SURNAMES: Final = "闫邸佘逄"
_GIVEN: Final = "璟翀犇骉堃垚淼焱彧"
_PART_OF_A_NUMBER: Final = 8  # digits; fewer stand in some hash by chance

_names = st.builds(
    str.__add__,
    st.sampled_from(_SURNAMES),
    st.text(_GIVEN, min_size=1, max_size=2),
)
_identity_cards = st.builds(
    "{}{:%Y%m%d}{:03}{}".format,
    st.sampled_from(["500106", "620602", "420300"]),
    st.dates(),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
).filter(lambda it: len(it) == 18)
_phones = st.builds("1{}{:09}".format, st.integers(3, 9), st.integers(0, 10**9 - 1))
_persons = st.tuples(_names, _identity_cards, _phones)


def _member(person: tuple[str, str, str], number: int) -> dict[str, Any]:
    """Somebody whose name, card and telephone stand wherever free text may stand."""
    name, card, phone = person
    return {
        "id": f"{name}{number}",
        "年龄": {"value": 40, "source": f"{name}身份证{card}"},
        "新冠确诊": {"value": "不详", "source": f"电话询问{phone}"},
        "出院日期": {"min": "2021-03-01", "source": card},
        "低收入": {"value": True, "source": f"{name}（{phone}）"},
    }


def _household(persons: list[tuple[str, str, str]]) -> dict[str, Any]:
    name, card, phone = persons[0]
    return {
        "area": "沙坪坝区",
        "area_facts": {"有条件的县区": {"value": True, "source": f"{name}来函"}},
        "household": {
            "id": f"{card}",
            "家庭月收入": {"value": "未询问", "source": phone},
            "member": [_member(it, number) for number, it in enumerate(persons)],
        },
        "institution": [{"id": f"{name}经办"}, {"id": phone}],
    }


def _parts(person: tuple[str, str, str]) -> Iterator[str]:
    """The signs of the name, and every stretch of the numbers."""
    name, *numbers = person
    yield from name
    for number in numbers:
        for start in range(len(number) - _PART_OF_A_NUMBER + 1):
            yield number[start : start + _PART_OF_A_NUMBER]


@given(st.lists(_persons, min_size=1, max_size=3), st.binary(min_size=16, max_size=40))
@settings(max_examples=20, deadline=None)
def test_no_name_and_no_number_survives_even_in_part(
    persons: list[tuple[str, str, str]], key: bytes
) -> None:
    facts = _household(persons)
    chosen = asked(selection=Selection((), (facts["household"]["id"],)))
    for told in (receipt(facts), receipt(facts, chosen)):
        assert persons[0][1] in told.decode()
    for made in (
        receipt(facts, pseudonyms=Pseudonyms(key)),
        receipt(facts, chosen, pseudonyms=Pseudonyms(key)),
    ):
        text = made.decode()
        assert [part for it in persons for part in _parts(it) if part in text] == []
        assert verify(made).result == "verified"


def test_that_a_source_was_named_is_still_told() -> None:
    household = content(receipt(pseudonyms=PSEUDONYMS))["facts"]["household"][0]
    assert household["household_income"]["source"].startswith("source-")
    assert household["share"] == content(receipt())["facts"]["household"][0]["share"]


def test_the_same_key_gives_the_same_name_in_another_receipt_and_another_key_does_not() -> None:
    def ids(pseudonyms: Pseudonyms, area: str) -> list[str]:
        made = content(receipt({**FACTS, "area": area}, pseudonyms=pseudonyms))
        (household,) = made["facts"]["household"]
        return [household["id"], *(it["id"] for it in household["member"])]

    mine = ids(PSEUDONYMS, "沙坪坝区")
    assert len(set(mine)) == 3
    assert ids(PSEUDONYMS, "重庆市") == mine
    assert not set(ids(Pseudonyms(b"another key, of 16"), "沙坪坝区")) & set(mine)


def test_one_id_of_two_kinds_is_two_people() -> None:
    assert PSEUDONYMS.subject("member", "1") != PSEUDONYMS.subject("institution", "1")
    assert PSEUDONYMS.source("1") != PSEUDONYMS.subject("member", "1")


def test_what_is_decided_is_the_same() -> None:
    open_, hidden = content(receipt()), content(receipt(pseudonyms=PSEUDONYMS))
    assert (open_["pseudonyms"], hidden["pseudonyms"]) == (False, True)
    told = [
        [(it["scheme"], it["outcome"], it["amount"]) for it in made["decision"]["outcomes"]]
        for made in (open_, hidden)
    ]
    assert told[0] == told[1]


def test_whoever_asks_for_a_person_gets_that_person_without_a_name() -> None:
    chosen = asked(selection=Selection((), ("李秀英",)))
    made = content(receipt(asked=chosen, pseudonyms=PSEUDONYMS))
    mark = PSEUDONYMS.subject("member", "李秀英")
    assert made["selection"]["subjects"] == [mark]
    assert {it["subject"]["id"] for it in made["decision"]["outcomes"]} == {mark}


@pytest.mark.parametrize("length", [0, SHORTEST - 1, LONGEST + 1])
def test_a_key_that_could_be_tried_out_is_refused(length: int) -> None:
    with pytest.raises(ReceiptError, match="a key for pseudonyms has 16 to 4096 random bytes"):
        Pseudonyms(bytes(length))


def test_the_rules_are_no_secret() -> None:
    made = content(receipt(pseudonyms=PSEUDONYMS))
    assert made["bundle_hash"] == RULES.loaded.hash
    assert made["facts"]["area"] == "500106"
