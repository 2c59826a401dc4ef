"""A duty that a text's own exception sets aside: not among the duties, and the letter says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doudi.compiler.drafts.draft import Cell, Draft, case_of, empty
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.tree import Depth, Lang, Tree
from doudi.runtime.program.declarations import Relations
from doudi.runtime.program.expressions import Fact
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, ProvisionId
from doudi.runtime.values import Truth
from tests.support.two_voices import two_voices

RULE, EXCEPTION = ProvisionId("P2021/20"), ProvisionId("C2021/20")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return two_voices(tmp_path_factory.mktemp("set_aside") / "rules")


def decided(rules: Index, area: str = "620602") -> Decision:
    case: Draft = empty(EntityId("member"), date(2021, 6, 1), AreaCode(area), rules)
    case = case.with_cell(Cell(EntityId("member"), 1, "poor"), Truth.TRUE)
    return decide(rules, case_of(case, rules))


def with_changes(rules: Index, changed: Mapping[ProvisionId, Mapping[str, Any]]) -> Index:
    provisions = tuple(replace(it, **changed.get(it.id, {})) for it in rules.program.provisions)
    return index(replace(rules.program, provisions=provisions))


def statuses(decision: Decision) -> dict[ProvisionId, str]:
    return {it.provision: it.status for it in decision.duties}


def told(decision: Decision, rules: Index, depth: Depth, lang: Lang) -> list[str]:
    blocks = explain(decision, rules.program, depth, lang).blocks
    return [node.text for it in blocks if isinstance(it, Tree) for node in it.nodes]


def test_where_the_exception_applies_the_duty_is_gone(rules: Index) -> None:
    found = statuses(decided(rules))
    assert EXCEPTION in found
    assert RULE not in found


def test_where_the_exception_is_not_competent_the_duty_stays(rules: Index) -> None:
    assert RULE in statuses(decided(rules, area="620000"))


def test_where_it_is_not_known_the_duty_is_undetermined(rules: Index) -> None:
    changed = {EXCEPTION: {"condition": Fact(FactId("rich"))}}
    decision = decided(with_changes(rules, changed))
    (duty,) = (it for it in decision.duties if it.provision == RULE)
    assert duty.status == "undetermined"
    assert [it.name for it in duty.needs] == ["rich"]


def test_rank_and_date_set_no_duty_aside(rules: Index) -> None:
    found = statuses(decided(with_changes(rules, {EXCEPTION: {"relations": Relations()}})))
    assert {RULE, EXCEPTION} <= set(found)


def test_a_declaration_that_another_principle_goes_before_sets_nothing_aside(rules: Index) -> None:
    """Rank comes first here, so it is by rank that the province prevails, and not by its word."""
    by_rank = replace(
        rules.program,
        precedence=tuple(sorted(rules.program.precedence, key=lambda it: it.name != "higher")),
    )
    changed = {
        EXCEPTION: {"relations": Relations()},
        RULE: {"relations": Relations(exception_to=(EXCEPTION,))},
    }
    assert EXCEPTION not in statuses(decided(with_changes(rules, changed)))
    assert EXCEPTION in statuses(decided(with_changes(index(by_rank), changed)))


def test_a_circle_of_declarations_sets_nothing_aside(rules: Index) -> None:
    round_about = {
        RULE: Relations(exception_to=(ProvisionId("Q2021/24"),)),
        EXCEPTION: Relations(exception_to=(RULE,)),
        ProvisionId("Q2021/24"): Relations(prevails_over=(EXCEPTION,)),
    }
    found = statuses(
        decided(with_changes(rules, {it: {"relations": to} for it, to in round_about.items()}))
    )
    assert set(round_about) <= set(found)


def test_the_letter_names_what_goes_before(rules: Index) -> None:
    zh = told(decided(rules), rules, "argument", "zh")
    en = told(decided(rules), rules, "argument", "en")
    assert "对成员1，P2021 第20条 不适用，以 C2021 第20条 为准：例外规定优先" in zh
    said = "P2021 art. 20 does not apply; C2021 art. 20 goes before it: an exception"
    assert any(said in it for it in en)
