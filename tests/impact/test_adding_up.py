"""What holds for every population: sums add up, each cause does what it is named for, and so on.

Households are drawn at random over the small notice's facts, with much of them unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.compiler.changes import answers
from doudi.compiler.changes.answers import Aspect, answer_in, told
from doudi.compiler.changes.causes import Keys
from doudi.compiler.changes.comparison import compare
from doudi.compiler.impact import cells_file, report
from doudi.compiler.impact.effects import OPPOSITE, Effect
from doudi.compiler.impact.measure import Measured, measured
from doudi.compiler.impact.sides import About, Reading, Sides, sides
from doudi.compiler.impact.tally import FATES, Fate, Tally, tally
from doudi.compiler.impact.told import EVERY
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.evaluation.scope import start
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.ids import EntityId
from tests.impact.small_population import AS_OF, SCHEMA, new_rules, old_rules

_MEMBER: Final = EntityId("member")
_PERSON: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {
        "age": st.sampled_from([None, 30, 60, 85]),
        "unemployed": st.sampled_from([None, True, True, False]),
        "income": st.sampled_from([None, 0, 500, 630, 1000]),
        "person_in_need": st.sampled_from([None, True, False]),
    }
)
_HOUSEHOLD: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {
        "area": st.sampled_from(["500105", "500106", "320100"]),
        "hukou": st.sampled_from([None, "urban", "rural"]),
        "member": st.lists(_PERSON, max_size=3),
    }
)
Drawn = list[dict[str, Any]]


def _numbered(found: Sequence[dict[str, Any]]) -> Drawn:
    return [
        {
            "id": str(at),
            **it,
            "member": [{**one, "id": f"p{number}"} for number, one in enumerate(it["member"])],
        }
        for at, it in enumerate(found)
    ]


_POPULATION: Final = st.lists(_HOUSEHOLD, min_size=1, max_size=12).map(_numbered)


@cache
def _both() -> tuple[Loaded, Loaded]:
    with TemporaryDirectory() as folder:
        for name in ("old", "new"):
            (Path(folder) / name).mkdir()
        return old_rules(Path(folder) / "old"), new_rules(Path(folder) / "new")


@cache
def _sides(*, exchanged: bool = False) -> Sides:
    old, new = reversed(_both()) if exchanged else _both()
    return sides(compare(old.program, new.program))


def _chunk(those: Sequence[dict[str, Any]], rules: Sides) -> Chunk:
    table = pa.Table.from_pylist(list(those), schema=SCHEMA)
    people = population(table, rules.new_words, as_of=AS_OF, area=None)
    (found,) = chunks(people.parts[0], rules.new_words, rows=1000)
    return found


def _measured(those: Sequence[dict[str, Any]], *, exchanged: bool = False) -> Measured:
    rules = _sides(exchanged=exchanged)
    chunk = _chunk(those, rules)
    return measured(Reading(chunk, chunk), rules)


def _tally(those: Sequence[dict[str, Any]], *, exchanged: bool = False) -> Tally:
    return tally(_measured(those, exchanged=exchanged), _sides().new_words)


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_every_way_to_tell_lines_apart_adds_up_to_the_same_totals(those: Drawn) -> None:
    it = _measured(those)
    found = tally(it, _sides().new_words)
    totals = report.effects(found)
    for by in ("area", "about", "cause", "old", "new"):
        parts = report.effects_by(found, lambda line, by=by: getattr(line, by)).values()  # type: ignore[misc]
        assert sum(parts, Counter()) == totals
    rows = cells_file.rows(it).to_pylist()
    assert Counter(Effect(row["effect"]) for row in rows) == totals
    for side in ("old", "new"):
        for every in EVERY[1:]:
            exact = sum(
                row[f"{side}_low"]
                for row in rows
                if row[f"{side}_every"] == every and row[f"{side}_status"] == "exact"
            )
            money = report.money_by(found, lambda _: None).get(None, {})
            assert exact == getattr(money.get(every, report.Money()), f"{side}_fen")


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_what_all_get_differs_by_what_changes(those: Drawn) -> None:
    found = _tally(those)
    whole = report.money_given(found)
    changed = report.money_by(found, lambda _: None).get(None, {})
    for every in whole.keys() | changed.keys():
        one, other = (its.get(every, report.Money()) for its in (whole, changed))
        assert one.new_fen - one.old_fen == other.new_fen - other.old_fen
        assert one.new_inexact - one.old_inexact == other.new_inexact - other.old_inexact
    for about in report.schemes(found):
        before, after = (
            report.given_to(report.outcomes_by_side(found, about, new=new)) for new in (False, True)
        )
        lines = [line for line in found.lines if line.about == about]
        grown = sum(
            found.lines[line].answers
            * (report.given_to({line.new: 1}) - report.given_to({line.old: 1}))
            for line in lines
        )
        assert after - before == grown


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_everybody_has_one_fate_and_nobody_is_left_out(those: Drawn) -> None:
    found = _tally(those)
    fates = report.fates_by(found, lambda _, entity: entity)
    people = sum(len(it["member"]) for it in those)
    assert sum(fates[HOUSEHOLD].values()) == found.subjects[HOUSEHOLD] == len(those)
    assert sum(fates.get(_MEMBER, {}).values()) == found.subjects[_MEMBER] == people
    assert sum(found.epochs.values()) == len(those)


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_with_old_and_new_exchanged_gains_are_losses(those: Drawn) -> None:
    one, other = _tally(those), _tally(those, exchanged=True)
    forth, back = report.effects(one), report.effects(other)
    assert {OPPOSITE[effect]: many for effect, many in forth.items() if many} == {
        effect: many for effect, many in back.items() if many
    }
    turned = {Fate.BETTER: Fate.WORSE, Fate.WORSE: Fate.BETTER}
    assert other.fates == Counter(
        {(area, kind, turned.get(fate, fate)): n for (area, kind, fate), n in one.fates.items()}
    )
    assert set(turned) < set(FATES)


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_a_household_comes_out_the_same_whoever_is_beside_it(those: Drawn) -> None:
    whole = cells_file.rows(_measured(those)).to_pylist()
    alone = [row for it in those for row in cells_file.rows(_measured([it])).to_pylist()]
    assert sorted(map(_told, whole)) == sorted(map(_told, alone))


def _told(row: dict[str, Any]) -> str:
    return str({name: it for name, it in row.items() if name != "row"})


@settings(max_examples=15, deadline=None)
@given(_POPULATION)
def test_a_cause_made_alone_gives_the_new_answer_and_nothing_less_does(those: Drawn) -> None:
    """Decided again by the runtime, one household at a time."""
    it = _measured(those)
    rules = _sides()
    for changed in it.changed:
        for row, home, cause in zip(changed.rows, changed.household, changed.cause, strict=True):
            now = _answer(rules.comparison.keys, changed.about, int(row), int(home), it, rules)
            for keys in it.causes[cause].alternatives:
                made = frozenset(keys)
                assert _answer(made, changed.about, int(row), int(home), it, rules) == now
                for key in keys:
                    fewer = made - {key}
                    assert _answer(fewer, changed.about, int(row), int(home), it, rules) != now


def _answer(
    made: Keys, about: About, row: int, home: int, it: Measured, rules: Sides
) -> dict[Aspect, object]:
    chunk = it.reading.new
    case = case_of(chunk, home, rules.new_words)
    run = start(rules.comparison.made(made), case, AS_OF)
    offsets = chunk.levels[about.entity].offsets
    assert offsets is not None
    node = run.nodes[about.entity][row - int(offsets[home])]
    found = told(answer_in(run, answers.About(about.scheme, node.key)))
    return {aspect: found.get(aspect) for aspect in (Aspect.OUTCOME, Aspect.AMOUNT)}
