"""The file of an interview is read as it was written, or refused with the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from doudi.runtime.canonical import canonical
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.read import read_facts
from doudi.runtime.inquiry.interview import Interview, answered
from doudi.runtime.inquiry.session_file import Session, is_session, session_bytes, session_of
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program.ids import EntityId, SchemeId
from doudi.runtime.schemas.publish import published
from tests.inquiry.drawn import RULES, fresh
from tests.inquiry.terminal import doudi

Tree = dict[str, Any]
_HASH: Final = "sha256:" + "0" * 64


def _interview() -> Interview:
    begun = replace(
        fresh(),
        wanted=Selection((SchemeId("temporary_relief"),), ("p1",)),
        costs={"age": Fraction(1, 2)},
    )
    age, ill, out = (
        Cell(EntityId("member"), "p1", it) for it in ("age", "confirmed_covid", "discharge_date")
    )
    return answered(answered(answered(begun, age, 40), ill, said=True), out, {"min": "2021-03-01"})


_WHOLE: Final = session_bytes(Session(_interview(), _HASH))


class _NoSession(Exception):  # noqa: N818 - it would be read, and refused, as facts
    pass


def _read(data: bytes) -> Session:
    tree = read_facts(data)
    if not is_session(tree):
        raise _NoSession
    return session_of(tree, RULES)


def test_an_interview_is_read_back_as_it_was() -> None:
    read = _read(_WHOLE)
    before = _interview()
    assert read.rules_hash == _HASH
    for name in ("case", "as_of", "wanted", "costs", "answers"):
        assert getattr(read.interview, name) == getattr(before, name)
    assert session_bytes(read) == _WHOLE


def test_the_file_keeps_its_published_schema() -> None:
    jsonschema.validate(json.loads(_WHOLE), published("interview"))


def test_it_may_be_laid_out_anew_for_only_its_content_counts() -> None:
    laid_out = json.dumps(json.loads(_WHOLE), indent=2, ensure_ascii=False).encode()
    assert session_bytes(_read(laid_out)) == _WHOLE


def test_no_byte_can_be_changed_unnoticed() -> None:
    for at in range(0, len(_WHOLE) - 1, 3):
        changed = _WHOLE[:at] + bytes([_WHOLE[at] ^ 1]) + _WHOLE[at + 1 :]
        with pytest.raises((FactsError, _NoSession)):
            _read(changed)


def test_it_cannot_be_cut_short_unnoticed() -> None:
    for at in range(1, len(_WHOLE) - 1, 11):
        with pytest.raises(FactsError):
            read_facts(_WHOLE[:at], "json")


def _put(*path: str | int, value: object) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        here: Any = tree
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value

    return change


def _drop(name: str) -> Callable[[Tree], None]:
    return lambda tree: tree.pop(name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_put("answers", 0, "answer", value=41), "hash: does not fit the rest"),
        (_put("as_of", value="2021-02-16"), "hash: does not fit the rest"),
        (_put("hash", value=_HASH), "hash: does not fit the rest"),
        (_put("answers", 0, "answer", value="old"), "answers[0].answer: should be a whole number"),
        (_put("answers", 2, "answer", value=None), "answers[2].answer: null says nothing"),
        (_put("answers", 1, "fact", value="agee"), "answers[1].fact: the rules know no fact"),
        (_put("answers", 1, "entity", value="household"), "answers[1].fact: the rules know no"),
        (_put("answers", 1, "id", value="p9"), "answers[1].id: there is no `p9` in the facts"),
        (_put("answers", 1, value=3), "answers[1]: should be an object"),
        (_put("answers", 1, value={}), "answers[1].entity: is missing"),
        (_put("answers", value={}), "answers: should be a list"),
        (_put("as_of", value="2021-02-30"), "as_of: there is no day `2021-02-30`"),
        (_put("schemes", 0, value="temporary"), "schemes[0]: there is no `temporary`"),
        (_put("schemes", 0, value=["x"]), "schemes[0]: there is no `[…]`"),
        (_put("people", 0, value="p2"), "people[0]: there is no `p2`"),
        (_put("costs", "age", value="1/0"), "costs.age: `1/0` is not what asking for a fact costs"),
        (_put("costs", "agee", value="1"), "costs.agee: `1` is not what asking"),
        (_put("facts", "area", value="重庆"), "facts.area: the bundle has no area `重庆`"),
        (_put("facts", value=[]), "facts: should be an object"),
        (_put("extra", value=1), "extra: there is no such thing here"),
        (
            _put("schema", value="doudi-interview/2"),
            "schema: the format `doudi-interview/2`",
        ),
        (_drop("bundle"), "bundle: is missing"),
        (_drop("hash"), "hash: is missing"),
    ],
)
def test_what_was_changed_is_said_with_its_place(change: Callable[[Tree], None], said: str) -> None:
    tree: Tree = json.loads(_WHOLE)
    change(tree)
    with pytest.raises(FactsError) as refused:
        _read(canonical(tree))
    assert refused.value.in_("en").startswith(said)


def test_at_the_command_line_a_changed_file_is_refused_in_one_breath(
    sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "session.json"
    file.write_bytes(_WHOLE.replace(b'"answer":40', b'"answer":41'))
    for more in ([], ["--interview"]):
        said = doudi("ask", file, "--bundle", sample, *more)
        assert (said.code, said.data) == (2, "")
        assert said.talk.startswith(f"doudi: 访谈 `{file}` 有问题：\n  hash：与内容不符")
    assert b'"answer":41' in file.read_bytes()


def test_with_other_rules_the_answers_stay_and_it_is_said(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    file.write_bytes(_WHOLE)
    said = doudi("ask", file, "--bundle", sample, "--interview")
    assert "上次用的是另一份规则" in said.talk
    kept = json.loads(file.read_bytes())
    assert kept["answers"] == json.loads(_WHOLE)["answers"]
    assert kept["bundle"] == _hash_of(sample)
    assert "另一份规则" not in doudi("ask", file, "--bundle", sample, "--interview").talk


def _hash_of(bundle: Path) -> str:
    shown = doudi("show", bundle, "--format", "json")
    return str(json.loads(shown.data)["hash"])
