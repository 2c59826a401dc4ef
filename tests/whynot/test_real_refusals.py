"""What somebody reads who asks why not: letters in both languages, one of each kind of refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from doudi.runtime.canonical import canonical
from doudi.runtime.decision import Outcome
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Lang
from doudi.runtime.schemas.publish import published
from doudi.runtime.whynot.as_json import whynot_json
from doudi.runtime.whynot.letter import letter
from doudi.runtime.whynot.model import WhyNot
from doudi.runtime.whynot.why_not import why_not
from tests.support.golden import check_golden
from tests.support.real_rules import Rules
from tests.whynot.real_refusals import RealRefusal, real_refusals

_LETTERS: Final = Path(__file__).parent / "letters"
_REFUSALS: Final = real_refusals()
each = pytest.mark.parametrize("refusal", _REFUSALS, ids=lambda it: it.name)


@pytest.fixture(scope="module")
def answers(rules: Rules) -> Mapping[str, WhyNot]:
    return {it.name: why_not(it.probe(rules.index), it.at_least) for it in _REFUSALS}


@each
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_letter_to_somebody_who_asks_why_not(
    refusal: RealRefusal, lang: Lang, answers: Mapping[str, WhyNot], rules: Rules
) -> None:
    said = letter(answers[refusal.name], lexicon(rules.program, lang), 5)
    check_golden(_LETTERS / f"{refusal.name}.{lang}.txt", text(said))


@each
def test_a_refusal_is_what_it_is_and_so_few_facts_would_do(
    refusal: RealRefusal, answers: Mapping[str, WhyNot]
) -> None:
    answer = answers[refusal.name]
    sizes = {len(it.changes) for it in answer.found.alternatives}
    assert answer.outcome.outcome == refusal.now
    assert sizes == ({refusal.size} if refusal.size else set())


def test_there_is_a_letter_of_every_outcome() -> None:
    assert {it.now for it in _REFUSALS} == {it.value for it in Outcome}


@pytest.mark.parametrize("refusal", _REFUSALS[::4], ids=lambda it: it.name)
def test_the_json_keeps_its_published_schema(
    refusal: RealRefusal,
    answers: Mapping[str, WhyNot],
    rules: Rules,
    schema: Draft202012Validator,
) -> None:
    printed = json.loads(canonical(whynot_json(answers[refusal.name], rules.index, 5)))
    assert [it.message for it in schema.iter_errors(printed)] == []


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(published("whynot"))


@each
def test_where_nothing_helps_something_is_named(
    refusal: RealRefusal, answers: Mapping[str, WhyNot]
) -> None:
    answer = answers[refusal.name]
    looked = answer.sought not in ("nothing", "facts_first")
    assert bool(answer.none_because) == (looked and not answer.found.alternatives)
