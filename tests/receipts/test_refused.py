"""A receipt with one bit changed is none, and whatever else is wrong is said with its place."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.canonical import canonical, fingerprint
from doudi.runtime.receipt import read
from doudi.runtime.receipt.format import MAX_DEPTH, frame
from doudi.runtime.receipt.verify import verify
from tests.receipts.made import RULES, TINY, content, forged, keys, receipt, rules_of
from tests.support.real_rules import real_rules
from tests.support.sample_program import PROGRAM as ANOTHER

POOR: Final = {"area": "重庆市", "household": {"困难": True}}
SMALL: Final = receipt(POOR, rules=TINY)
PLAIN: Final = receipt()


def _said(data: bytes, **how: Any) -> tuple[str, str]:
    """The result and the one problem, in English."""
    found = verify(data, **how)
    (problem,) = found.problems
    assert problem.zh
    return found.result, problem.in_("en")


def _flipped(data: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 1 << bit
    return bytes(changed)


def _passing(data: bytes, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bytes and bits whose change nobody notices."""
    stopped = ("refused", "unchecked")
    return [it for it in places if verify(_flipped(data, *it)).result not in stopped]


def _sampled(data: bytes, count: int) -> list[tuple[int, int]]:
    random = Random(count)  # noqa: S311 - a sample that is the same every time
    return [(random.randrange(len(data)), random.randrange(8)) for _ in range(count)]


def test_a_receipt_with_any_bit_of_any_byte_changed_is_refused() -> None:
    assert verify(SMALL).result == "verified"
    places = [(position, bit) for position in range(len(SMALL)) for bit in range(8)]
    assert _passing(SMALL, places) == []


def test_so_is_a_signed_one_with_any_bit_of_its_signature_changed() -> None:
    data = receipt(POOR, rules=TINY, with_bundle=False, signing_key=keys().private)
    assert verify(data, rules=TINY).result == "verified"
    begin = data.rindex(b',"schema"')
    places = [(position, bit) for position in range(begin, len(data)) for bit in range(8)]
    assert _passing(data, places) == []


@pytest.fixture(scope="module")
def large() -> bytes:
    """Under the real rules, which it brings along."""
    rules = rules_of(real_rules().program)
    return receipt({"area": "沙坪坝区", "household": {"member": [{"id": "p"}]}}, rules=rules)


def test_a_large_receipt_with_a_bit_changed_is_refused(large: bytes) -> None:
    assert len(large) > 500_000
    assert _passing(large, _sampled(large, 300)) == []


@pytest.mark.nightly
def test_a_large_receipt_with_any_of_many_bits_changed_is_refused(large: bytes) -> None:
    assert _passing(large, _sampled(large, 10_000)) == []


@given(st.integers(0, len(SMALL) - 1), st.binary(max_size=3))
@settings(max_examples=100, deadline=None)
def test_bytes_lost_or_added_are_noticed(position: int, added: bytes) -> None:
    changed = SMALL[:position] + added + SMALL[position + 1 :]
    assert changed == SMALL or verify(changed).result != "verified"


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_refused_and_never_raise(data: bytes) -> None:
    assert verify(data).result == "unchecked"


@pytest.mark.parametrize(
    ("data", "result", "words"),
    [
        (b"", "unchecked", "line 1, column 1 is not well-formed JSON"),
        (b"\xff\xfe", "unchecked", "byte 1 is not UTF-8; save the file as UTF-8"),
        (b"[]", "unchecked", "this is no receipt: it lacks `schema`"),
        (b"{}", "unchecked", "this is no receipt: it lacks `schema`"),
        (b'{"schema":"doudi-facts/1"}', "unchecked", "schema: should be `doudi-receipt/1`"),
        (
            b'{"schema":"doudi-receipt/2"}',
            "unchecked",
            "schema: made by a newer doudi (format 2, this one reads format 1); update doudi",
        ),
        (
            b'{"schema":"doudi-receipt/1"}',
            "refused",
            "a receipt has `hash`, `receipt`, `schema`, perhaps `signature`, and nothing else",
        ),
        (
            b'{"hash":"sha256:0","receipt":{},"schema":"doudi-receipt/1"}',
            "refused",
            "hash: the content does not match its hash: the receipt was changed or damaged",
        ),
        (b'{"a":1,"a":2}', "unchecked", "`a` is given twice in one object"),
        (b"[" * 100_000, "unchecked", f"it is nested more than {MAX_DEPTH} levels deep"),
        (PLAIN[:-2], "unchecked", f"line 1, column {len(PLAIN.decode()) - 1} is not well-formed"),
    ],
    ids=lambda it: it[:30] if isinstance(it, bytes) else "",
)
def test_what_is_wrong_is_said(data: bytes, result: str, words: str) -> None:
    found = _said(data)
    assert found[0] == result
    assert words in found[1]


def test_what_an_editor_saved_again_is_not_taken_for_changed() -> None:
    words = "not in canonical form (blanks, order of keys, numbers or escapes differ); "
    for again in (
        PLAIN + b"\n",
        PLAIN.rstrip(),
        b"\xef\xbb\xbf" + PLAIN,
    ):
        assert _said(again) == ("refused", words + "perhaps an editor saved it again")
    spaced = json.dumps(json.loads(SMALL), ensure_ascii=False, indent=2).encode()
    assert _said(spaced) == ("refused", words + "perhaps an editor saved it again")


def test_a_number_spelt_otherwise_is_noticed_even_with_its_hash_made_anew() -> None:
    body = PLAIN[PLAIN.index(b'"receipt":') + 10 : PLAIN.rindex(b',"schema"')]
    other = body.replace(b"0.125", b"0.1250")
    assert other != body
    result, said = _said(frame(fingerprint(other), other, None))
    assert result == "refused"
    assert said.startswith("not in canonical form")


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 1000)
    assert _said(PLAIN) == ("unchecked", "the file is larger than 0 MB")


def _set(name: str, value: Any) -> Any:
    return lambda made: made.__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda it: it.pop("trace_hash"), "receipt: lacks `trace_hash`"),
        (_set("more", 1), "more: is no member of a receipt"),
        (_set("facts", []), "facts: is not what belongs there"),
        (_set("trace_hash", "sha256:00"), "trace_hash: is no hash"),
        (_set("as_of", "2021-02-30"), "as_of: there is no day `2021-02-30`"),
        (_set("as_of", "9999-12-31"), "as_of: the year of `9999-12-31` is not between 1900 and"),
        (_set("selection", {}), "selection: should be two lists of ids, `schemes` and"),
        (_set("facts", {"area": "x"}), "facts.area: the bundle has no area `x`"),
        (_set("bundle_hash", "sha256:" + "0" * 64), "bundle: the bundle inside is sha256:"),
    ],
)
def test_a_forged_receipt_is_refused_at_its_place(change: Any, words: str) -> None:
    result, said = _said(forged(PLAIN, change))
    assert result == "refused"
    assert said.startswith(words)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "fact", "p1", "2021-02-15"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("id"), inner, max_size=1),
    max_leaves=3,
)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_forgery_with_every_hash_made_anew_is_judged_and_never_raises(
    data: st.DataObject,
) -> None:
    made = content(SMALL)
    place: Any = made
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 4)) == 0:
            place[key] = data.draw(_values)
            break
        place = inner
    if isinstance(made["bundle"], dict) and "program" in made["bundle"]:
        made["bundle"]["hash"] = fingerprint(canonical(made["bundle"]["program"]))
        made["bundle_hash"] = made["bundle"]["hash"]
    judged = verify(forged(SMALL, lambda it: it.update(made)))
    assert judged.result in ("verified", "differs", "refused", "unchecked")
    assert (judged.result == "verified") == (not judged.problems and not judged.count)


def test_a_receipt_without_its_bundle_needs_it() -> None:
    data = receipt(with_bundle=False)
    result, said = _said(data)
    assert result == "unchecked"
    assert "give it with `--bundle FILE`" in said
    assert verify(data, rules=RULES).result == "verified"


def test_another_bundle_is_not_taken() -> None:
    another = rules_of(ANOTHER)
    for data in (PLAIN, receipt(with_bundle=False)):
        result, said = _said(data, rules=another)
        assert result == "unchecked"
        assert said.startswith(f"bundle_hash: the bundle given is {another.loaded.hash}")


def test_a_damaged_bundle_inside_is_said_with_its_reason() -> None:
    data = forged(PLAIN, lambda it: it["bundle"]["program"].pop("areas"))
    result, said = _said(data)
    assert result == "unchecked"
    assert said.startswith("bundle: the bundle's content does not match its `hash`")


def test_an_exchanged_bundle_inside_is_noticed_though_the_right_one_is_given() -> None:
    other = content(SMALL)["bundle"]
    data = forged(PLAIN, _set("bundle", other))
    assert _said(data, rules=RULES)[0] == "refused"
