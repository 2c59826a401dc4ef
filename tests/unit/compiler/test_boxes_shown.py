"""What boxes show of many worlds: few facts, round numbers, nothing that knowledge excludes."""

from __future__ import annotations

from datetime import date

from doudi.compiler.proof.answer import Impossible, World
from doudi.compiler.proof.formula import (
    All,
    Is,
    NotApplicable,
    OneOf,
    Some,
)
from doudi.compiler.proof.scene import AS_OF
from doudi.runtime.values import NOT_APPLICABLE, Symbol, Truth
from tests.support.boxes import ILL_IS, OLD_IS, POOR_IS, answer, facts, number
from tests.support.worlds import (
    AGE,
    BORN,
    COLOUR,
    ILL,
    MEMBERS,
    OLD,
    POOR,
    SCENE,
    exact,
)


def test_the_world_with_the_fewest_facts_is_taken() -> None:
    many = All((ILL_IS, POOR_IS))
    more = All((NotApplicable(AGE), NotApplicable(COLOUR), NotApplicable(BORN)))

    assert facts(Some((more, many))) == {ILL: Truth.TRUE, POOR: Truth.TRUE}
    assert facts(Some((many, OLD_IS))) == {OLD: Truth.TRUE}
    assert facts(Some((many, OLD_IS)), ILL_IS, POOR_IS) == {ILL: Truth.TRUE, POOR: Truth.TRUE}


def test_a_fact_that_is_asked_for_is_named_even_if_any_value_does() -> None:
    assert facts(Some((ILL_IS, Is(ILL, value=False)))) == {ILL: Truth.TRUE}
    assert facts(Some((number(AGE, None), NotApplicable(AGE)))) == {AGE: exact(0)}


def test_not_applicable_is_shown_only_where_nothing_else_is_left() -> None:
    later = Some((number(AGE, 3), NotApplicable(AGE)))

    assert facts(later) == {AGE: exact(3)}
    assert facts(later, Some((number(AGE, 1, 2), NotApplicable(AGE)))) == {AGE: NOT_APPLICABLE}
    assert facts(NotApplicable(COLOUR)) == {COLOUR: NOT_APPLICABLE}
    assert answer(NotApplicable(ILL)) == Impossible((0,))


def test_of_options_the_one_declared_first_is_shown() -> None:
    assert facts(OneOf(COLOUR, frozenset({"blue", "green"}))) == {COLOUR: Symbol("green")}


def test_of_several_stretches_the_roundest_number_is_shown() -> None:
    either = Some(
        (
            number(BORN, *_days("2021-02-27", "2021-02-28")),
            number(BORN, *_days("2021-03-01", "2021-03-02")),
        )
    )

    assert facts(either) == {BORN: exact(date(2021, 3, 1).toordinal())}


def _days(low: str, high: str) -> tuple[int, int]:
    return date.fromisoformat(low).toordinal(), date.fromisoformat(high).toordinal()


def test_what_is_shown_fits_the_knowledge_which_adds_no_fact_of_its_own() -> None:
    young = {"the ill are young": Some((Is(ILL, value=False), number(AGE, 1, 2)))}

    assert facts(ILL_IS, knowing=young) == {ILL: Truth.TRUE}
    assert facts(number(AGE, 3), knowing=young) == {AGE: exact(3)}
    assert facts(ILL_IS, number(AGE, None), knowing=young) == {ILL: Truth.TRUE, AGE: exact(1)}
    assert answer(ILL_IS, number(AGE, 3), knowing=young) == Impossible((0, 1), tuple(young))


def test_a_value_is_shown_only_if_some_household_can_have_it() -> None:
    either = Some((ILL_IS, Is(ILL, value=False)))
    never_ill = {
        "the ill are old": Some((Is(ILL, value=False), OLD_IS)),
        "the ill are not old": Some((Is(ILL, value=False), Is(OLD, value=False))),
    }

    assert facts(either, knowing=never_ill) == {ILL: Truth.FALSE}


def test_the_day_and_the_lists_are_shown_where_knowledge_narrows_them() -> None:
    second = SCENE.start.toordinal() + 1
    late = {"the ill come late": Some((Is(ILL, value=False), number(AS_OF, second)))}
    two = {"the ill are not alone": Some((Is(ILL, value=False), number(MEMBERS, 2)))}

    assert facts(ILL_IS, knowing=late) == {ILL: Truth.TRUE, AS_OF: exact(second)}
    assert facts(ILL_IS, knowing=two) == {ILL: Truth.TRUE, MEMBERS: exact(2)}
    assert facts(OLD_IS, knowing={**late, **two}) == {OLD: Truth.TRUE}


def test_knowledge_that_no_single_statement_gives_is_found_all_the_same() -> None:
    """Of three, two at least and two at most: no statement by itself says anything."""
    pairs = ((ILL, POOR), (ILL, OLD), (POOR, OLD))
    least = {
        f"least {i}": Some((Is(a, value=True), Is(b, value=True))) for i, (a, b) in enumerate(pairs)
    }
    most = {
        f"most {i}": Some((Is(a, value=False), Is(b, value=False)))
        for i, (a, b) in enumerate(pairs)
    }

    assert answer(number(AGE, 1), knowing=least) == World({AGE: exact(1)})
    assert answer(number(AGE, 1), knowing={**least, **most}) == Impossible((), (*least, *most))
