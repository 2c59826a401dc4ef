"""What declarations become in the program."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from doudi.compiler.model.knowledge import Acknowledgement
from doudi.compiler.model.ledger import LedgerEntry
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.declarations import (
    Amount,
    Document,
    Fact,
    Force,
    Link,
    Period,
    Principle,
    Provision,
    Rank,
    Rounding,
    Scheme,
    Term,
    Text,
)
from doudi.runtime.program.ids import (
    AreaCode,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    StandardId,
    TermId,
)
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.program.types import DurationUnit, Quantity
from tests.support.small_world import checked

STANDARD = ex.Standard(StandardId("dibao_standard"), (ex.Option(OptionId("urban")),))


def _provision(clauses: str) -> Provision:
    value = checked(f"条款 一-1\n  出处 「某办法」\n{clauses}").value
    assert isinstance(value, Provision)
    return value


def _grant(clauses: str) -> Provision:
    return _provision(f"  应当 给予 生活补助\n{clauses}")


def _meaning(expr: str) -> ex.Expr | None:
    value = checked(f"用语 甲(first_term)\n  属于 成员\n  指 {expr}\n").value
    assert isinstance(value, Term)
    return value.means


@pytest.mark.parametrize(
    ("period", "unit"),
    [
        ("", Quantity(yuan=1, person=-1)),
        ("  一次性\n", Quantity(yuan=1, person=-1)),
        ("  按月\n", Quantity(yuan=1, person=-1, month=-1)),
    ],
)
def test_the_amounts_unit_is_that_of_one_payment(period: str, unit: Quantity) -> None:
    amount = _grant(f"  金额 低保标准(城镇)\n{period}").facets.amount
    assert amount == Amount("exactly", STANDARD, None, "", unit, None)


def test_a_sum_without_a_month_paid_monthly_is_a_sum_a_month() -> None:
    amount = _grant("  金额 至多 500元\n  舍入 进位 至 0.1元\n  按月\n").facets.amount
    fen = ex.Number(Fraction(50000), "money")
    unit = Quantity(yuan=1, month=-1)
    assert amount == Amount("at_most", fen, None, "", unit, Rounding("up", 10))


def test_an_amount_may_be_left_to_somebody() -> None:
    amount = _grant("  金额 由 「当地财政」\n").facets.amount
    assert amount == Amount("left_to", None, None, "当地财政", Quantity(yuan=1), None)


def test_years_of_payment_are_months() -> None:
    assert _grant("  按月\n  期间 1年\n").facets.period == Period("month", months=12)


def test_a_provision_takes_area_force_and_subject_from_where_it_stands() -> None:
    provision = _grant("")
    assert (provision.area, provision.entity) == ("500000", "member")
    assert provision.force == Force(date(2021, 2, 4))


def test_conditions_on_lines_are_all_needed_and_an_open_list_stays_open() -> None:
    provision = _grant("  当 失业\n   且 任一\n      - 困难人员\n      - 等\n")
    person_in_need = ex.Term(TermId("person_in_need"))
    unemployed = ex.Fact(FactId("unemployed"))
    assert provision.condition == ex.Op("and", (unemployed, ex.Op("any_open", (person_in_need,))))


def test_a_single_condition_is_itself() -> None:
    assert _grant("  当 全部\n      - 失业\n").condition == ex.Fact(FactId("unemployed"))


@pytest.mark.parametrize(
    ("written", "count", "unit"),
    [
        ("20个工作日", 20, DurationUnit.WORKING_DAYS),
        ("0.5年", 6, DurationUnit.MONTHS),
        ("2周", 2, DurationUnit.WEEKS),
    ],
)
def test_a_length_taken_from_a_date_is_added_backwards(
    written: str, count: int, unit: DurationUnit
) -> None:
    since = ex.Fact(FactId("unemployed_since"))
    back = ex.Op("shift", (since, ex.Span(-count, unit)))
    assert _meaning(f"失业日期 - {written} < 评估日") == ex.Op("lt", (back, ex.Special("as_of")))


def test_money_is_in_fen_and_per_cent_a_fraction() -> None:
    income = ex.Fact(FactId("household_income"))
    assert _meaning("家庭月收入 × 30% > 0.1万元/月") == ex.Op(
        "gt",
        (
            ex.Op("mul", (income, ex.Number(Fraction(3, 10), "percent"))),
            ex.Number(Fraction(100_000), "money"),
        ),
    )


def test_each_of_those_for_whom_is_for_all_if_then() -> None:
    unemployed, in_need = ex.Fact(FactId("unemployed")), ex.Term(TermId("person_in_need"))
    assert _meaning("每个(成员, 困难人员 当 失业)") == ex.Aggregate(
        "every", EntityId("member"), None, ex.Op("or", (ex.Op("not", (unemployed,)), in_need))
    )


def test_an_area_is_a_value_where_no_name_of_the_vocabulary_is() -> None:
    fact = "事实 居住地(lives_in)\n  属于 成员\n  类型 地区型\n"
    value = checked(
        f"{fact}用语 甲(first_term)\n  属于 成员\n  指 居住地 位于 重庆市江北区\n"
    ).value
    assert isinstance(value, Term)
    place = ex.Place(AreaCode("500105"))
    assert value.means == ex.Op("within", (ex.Fact(FactId("lives_in")), place))


def test_a_range_without_a_unit_is_in_the_facts_own() -> None:
    value = checked("事实 存款(savings)\n  属于 成员\n  类型 钱 元\n  范围 0 至 100\n").value
    assert isinstance(value, Fact)
    assert (value.minimum, value.maximum) == (Fraction(0), Fraction(10000))


def test_a_label_stands_beside_the_name() -> None:
    value = checked(
        '救助项目 补助(benefit)\n  属于 成员\n  种类 实物\n  名称 「困难补助」 "benefit in need"\n'
    ).value
    assert isinstance(value, Scheme)
    assert (value.name, value.label) == (
        Text("补助", "benefit"),
        Text("困难补助", "benefit in need"),
    )


def test_a_rank_is_above_everything_below_it() -> None:
    value = checked("位阶等级 宪法(constitution)\n  高于 国家规定\n").value
    assert isinstance(value, Rank)
    assert value.above == ("city_document", "national", "provincial")


def test_a_document_is_linked_by_number_to_one_that_is_encoded() -> None:
    value = checked(
        "文件 YY2022 「废止通知」\n  发文机关 某市政府\n  位阶 市级文件\n  施行 2022-01-01\n"
        "  版本 1.0.0\n  贯彻 「某府发〔2021〕1号」\n  提及 「别的通知」\n  废止 XX2021\n"
    ).value
    assert isinstance(value, Document)
    known = DocumentId("XX2021")
    assert value.area == "500000"
    assert value.links == (
        Link("implements", known, "某府发〔2021〕1号"),
        Link("mentions", None, "别的通知"),
        Link("repeals", known, "关于困难人员生活补助的通知", date(2022, 1, 1)),
    )


def test_the_precedence_policy_is_its_grounds_in_order() -> None:
    assert checked("优先次序\n  - 上位\n  - 后法 限 同一机关\n").value == (
        Principle("higher", same_issuer=False),
        Principle("later", same_issuer=True),
    )


def test_what_decisions_do_not_need_is_kept_for_later() -> None:
    axiom = checked("公理 「甲」\n  对每名 成员\n  则 失业\n  出处 「常识」\n").value
    assert axiom == Axiom("甲", EntityId("member"), None, ex.Fact(FactId("unemployed")), ("常识",))
    disjoint = checked("互斥 失业, 困难人员\n").value
    assert disjoint == Disjoint((FactId("unemployed"), TermId("person_in_need")), ())
    noted = checked("确认 「已核对」\n  理由 「同一标准」\n").value
    assert noted == Acknowledgement("已核对", (), "同一标准")
    entry = checked("条文 一-2 委任 「由县级定」\n").value
    assert entry == LedgerEntry(DocumentId("XX2021"), "一-2", "delegated", "由县级定")
