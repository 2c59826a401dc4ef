"""A facts file becomes a case, or everything that is wrong with it is said in one go."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.facts.read import case_from_python, read_case
from doudi.runtime.facts.schema import facts_schema
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.values import NOT_APPLICABLE, UNKNOWN_SYMBOL, Interval, Symbol, Truth
from tests.unit.runtime.sample_program import PROGRAM


def _case(**top: Any) -> Case:
    return case_from_python({"area": "沙坪坝区", **top}, PROGRAM)


def _problems(facts: Any) -> list[str]:
    with pytest.raises(FactsError) as caught:
        case_from_python(facts, PROGRAM)
    assert all(it.zh for it in caught.value.problems)
    return [it.in_("en") for it in caught.value.problems]


def _problem(**top: Any) -> str:
    (only,) = _problems({"area": "沙坪坝区", **top})
    return only


def _fact(name: str, value: Any) -> Given:
    """What a fact of a household or a member comes to."""
    homes = {it.id: it.entity for it in PROGRAM.facts}
    if homes[FactId(name)] == "household":
        case = _case(household={name: value})
        return case.roots[0].facts[FactId(name)]
    case = _case(household={"member": [{"id": "p", name: value}]})
    return case.roots[0].children[EntityId("member")][0].facts[FactId(name)]


def _wrong_fact(name: str, value: Any) -> str:
    homes = {it.id: it.entity for it in PROGRAM.facts}
    if homes[FactId(name)] == "household":
        said = _problem(household={name: value})
    else:
        said = _problem(household={"member": [{"id": "p", name: value}]})
    path, _, reason = said.partition(": ")
    assert name in path
    return reason


def test_a_whole_case_in_chinese_and_english() -> None:
    data = """
    {"schema": "doudi-facts/1", "as_of": "2021-02-15", "area": "重庆市江北区",
     "area_facts": {"有条件的县区": {"value": true, "source": "区政府通知"}},
     "家庭": {"id": "h1", "户别": "城镇", "household_income": 1200.50,
       "成员": [{"编号": 7, "年龄": 40, "出院日期": "不适用", "低收入": "是"}]},
     "institution": [{"id": "i1"}, {"id": "i2"}]}
    """
    case = read_case(data.encode(), PROGRAM)
    household, *institutions = case.roots
    (member,) = household.children[EntityId("member")]
    assert case.as_of == date(2021, 2, 15)
    assert case.area == "500105"
    assert case.area_instance.id == "500105"
    assert case.area_instance.facts == {"able_county": Given("given", Truth.TRUE, "区政府通知")}
    assert case.root_kinds == {"household", "institution"}
    assert household.facts == {
        "hukou": Given("given", Symbol("urban")),
        "household_income": Given("given", Interval(120050, 120050)),
    }
    assert member.id == "7"
    assert member.facts == {
        "age": Given("given", Interval(40, 40)),
        "discharge_date": Given("not_applicable", NOT_APPLICABLE),
    }
    assert member.terms == {TermId("low_income"): Given("given", Truth.TRUE)}
    assert [it.id for it in institutions] == ["i1", "i2"]


def test_the_same_case_as_yaml() -> None:
    text = """
    基准日: 2021-02-15
    地区: 江北区
    地区事实: {有条件的县区: 否}
    家庭:
      户别: 农村
      成员:
        - id: 007
          年龄: 不详
          新冠确诊: no
    """
    with pytest.raises(FactsError, match="more than one area is called `江北区`"):
        read_case(text.encode(), PROGRAM)
    case = read_case(text.replace("江北区", "宁波市江北区").encode(), PROGRAM)
    (household,) = case.roots
    assert case.area == "330205"
    assert household.id == "household"
    (member,) = household.children[EntityId("member")]
    assert member.id == "007"
    assert member.facts[FactId("age")] == Given("unknown", Interval(0, 150))
    assert member.facts[FactId("confirmed")] == Given("given", Truth.FALSE)


def test_a_list_that_nobody_gave_is_not_an_empty_list() -> None:
    assert EntityId("member") not in _case(household={}).roots[0].children
    assert _case(household={"member": []}).roots[0].children[EntityId("member")] == ()
    assert _case().root_kinds == frozenset()
    assert _case(institution=[]).root_kinds == {"institution"}


@pytest.mark.parametrize(
    ("name", "value", "given"),
    [
        ("confirmed", True, Given("given", Truth.TRUE)),
        ("confirmed", "否", Given("given", Truth.FALSE)),
        ("confirmed", "不详", Given("unknown", Truth.UNKNOWN)),
        ("confirmed", "not_asked", Given("not_asked", Truth.UNKNOWN)),
        ("confirmed", "不适用", Given("not_applicable", NOT_APPLICABLE)),
        ("hukou", "rural", Given("given", Symbol("rural"))),
        ("hukou", "未询问", Given("not_asked", UNKNOWN_SYMBOL)),
        ("home_area", "重庆市", Given("given", Symbol("500000"))),
        ("home_area", 500105, Given("given", Symbol("500105"))),
        ("home_area", "000000", Given("given", Symbol("000000"))),
        ("discharge_date", "2021-03-01", Given("given", Interval(737850, 737850))),
        ("discharge_date", date(2021, 3, 1), Given("given", Interval(737850, 737850))),
        (
            "discharge_date",
            {"min": "2021-03-01"},
            Given("given", Interval(737850, None)),
        ),
        (
            "reported_at",
            "2021-03-01T09:30",
            Given("given", Interval(737849 * 1440 + 570, 737849 * 1440 + 570)),
        ),
        ("household_income", 0.1, Given("given", Interval(10, 10))),
        ("household_income", "unknown", Given("unknown", Interval(0, None))),
        (
            "household_income",
            {"min": 100, "max": 200.5, "来源": "估计"},
            Given("given", Interval(10000, 20050), "估计"),
        ),
        ("household_income", {"max": 200}, Given("given", Interval(0, 20000))),
        (
            "household_income",
            {"value": "不详", "source": "本人"},
            Given("unknown", Interval(0, None), "本人"),
        ),
        ("age", 40.0, Given("given", Interval(40, 40))),
        ("share", "30%", Given("given", Interval(Fraction(3, 10), Fraction(3, 10)))),
        ("share", "12.5％", Given("given", Interval(Fraction(1, 8), Fraction(1, 8)))),
        ("share", 0.3, Given("given", Interval(Fraction(3, 10), Fraction(3, 10)))),
    ],
)
def test_a_value_is_counted_exactly(name: str, value: object, given: Given) -> None:
    assert _fact(name, value) == given


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("confirmed", 1, "should be true or false, not `1`"),
        ("confirmed", "真", "should be true or false, not `真`"),
        ("confirmed", None, "null says nothing; write unknown, not_asked or not_applicable"),
        ("age", "四十", "should be a whole number in digits, not `四十`"),
        ("age", 40.5, "should be a whole number, not `40.5`"),
        ("age", True, "should be a whole number, not `true`"),
        ("age", -1, "`-1` is below 0"),
        ("age", 151, "`151` is above 150"),
        (
            "household_income",
            "1200",
            "should be a number, not the text `1200`; drop the quotation marks",
        ),
        ("household_income", 12.345, "the amount `12.345` is in yuan and has at most two decimals"),
        ("household_income", [1], "should be a number, not `[…]`"),
        ("household_income", "30%", "should be a number, not `30%`"),
        ("share", "130%", "`130%` is above 1"),
        ("hukou", "urbn", "there is no option `urbn`; did you mean `urban`?"),
        ("hukou", "海外", "there is no option `海外`; there are rural, urban"),
        ("home_area", "沙坪霸区", "the bundle has no area `沙坪霸区`; did you mean `沙坪坝区`?"),
        (
            "home_area",
            "江北区",
            (
                "more than one area is called `江北区`; say which: "
                "浙江省宁波市江北区 (330205), 重庆市江北区 (500105)"
            ),
        ),
        ("home_area", "500999", "the bundle has no area `500999`"),
        ("home_area", 5.5, "should be the name or code of an area, not `5.5`"),
        ("discharge_date", "2021-02-29", "there is no day `2021-02-29`"),
        ("discharge_date", "2021-2-9", "`2021-2-9` is not a date; write it as 2021-02-15"),
        ("discharge_date", 20210209, "`20210209` is not a date; write it as 2021-02-15"),
        ("discharge_date", "1899-12-31", "the year of `1899-12-31` is not between 1900 and 2200"),
        ("discharge_date", "2201-01-01", "the year of `2201-01-01` is not between 1900 and 2200"),
        ("reported_at", "2021-02-15T24:00", "there is no moment `2021-02-15T24:00`"),
        (
            "reported_at",
            "2021-02-15",
            "`2021-02-15` is not a moment; write it as 2021-02-15T09:30 (Beijing time)",
        ),
        ("age", {"min": 5, "max": 4}, "`min` is above `max`"),
        ("age", {"min": "五"}, "should be a whole number in digits, not `五`"),
        ("age", {}, "`value` is missing"),
        ("age", {"value": 3, "min": 2}, "give either `value`, or `min` and `max`"),
        ("age", {"value": 3, "值": 3}, "`value` and `值` are the same; give one of them"),
        (
            "age",
            {"valeu": 3, "value": 3},
            "there is nothing called `valeu` here; did you mean `value`?",
        ),
        ("age", {"value": 3, "source": 4}, "a source is a text"),
        ("age", {"value": {"value": 3}}, "should be a whole number, not `{…}`"),
        ("confirmed", {"min": True}, "only numbers and dates can have `min` and `max`"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_the_users_words(
    name: str, value: object, said: str
) -> None:
    assert _wrong_fact(name, value) == said


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ({"as_of": "2021-02-30"}, "as_of: there is no day `2021-02-30`"),
        ({"as_of": "昨天"}, "as_of: `昨天` is not a date; write it as 2021-02-15"),
        ({"schema": "doudi-facts/2"},
         ("schema: the format `doudi-facts/2` is not `doudi-facts/1`, "
          "which this version reads; perhaps doudi needs an upgrade")),
        ({"schema": 1}, "schema: should be `doudi-facts/1`"),
        ({"地区": "重庆市"}, "`area` and `地区` are the same; give one of them"),
        ({"houshold": {}}, "there is nothing called `houshold` here; did you mean `household`?"),
        ({"年龄": 3}, "`年龄` belongs inside `member`"),
        ({"member": []}, "`member` belongs inside `household`"),
        ({"able_county": True}, "`able_county` belongs in `area_facts`"),
        ({"household": 3}, "household: should be an object or a list, not `3`"),
        ({"household": [3]}, "household[0]: should be an object {…}, not `3`"),
        ({"household": [{}]}, "household[0]: the `id` is missing"),
        ({"household": {"id": ""}},
         "household.id: an id is a text of 1 to 200 signs that can be seen, not ``"),
        ({"household": {"id": True}},
         "household.id: an id is a text of 1 to 200 signs that can be seen, not `true`"),
        ({"household": {"户别": "城镇", "hukou": "urban"}},
         "household: `户别` and `hukou` are the same; give one of them"),
        ({"household": {"member": {"id": "p"}}},
         "household.member: should be a list of member, not `{…}`"),
        ({"household": {"member": [{"年龄": 3}]}}, "household.member[0]: the `id` is missing"),
        ({"household": {"member": [{"id": "p"}, {"id": "p"}]}},
         "household.member[1]: the id `p` is also that of household.member[0]"),
        ({"household": {"member": [{"id": "p", "年令": 3}]}},
         "household.member[0]: there is nothing called `年令` here; did you mean `年龄`?"),
        ({"household": {"月收入": 3}},
         "household: there is nothing called `月收入` here; did you mean `家庭月收入`?"),
        ({"household": {"colour": 3}}, "household: there is nothing called `colour` here"),
        ({"area_facts": {"id": "x"}}, "area_facts: there is nothing called `id` here"),
        ({"area_facts": []}, "area_facts: should be an object {…}, not `[…]`"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_refused_with_the_place(top: dict[str, Any], said: str) -> None:
    assert _problem(**top) == said


def test_people_of_two_households_cannot_share_an_id() -> None:
    households = [
        {"id": "a", "member": [{"id": "p"}]},
        {"id": "b", "member": [{"id": "p"}]},
    ]
    assert _problem(household=households) == (
        "household[1].member[0]: the id `p` is also that of household[0].member[0]"
    )


def test_everything_that_is_wrong_is_said_at_once() -> None:
    facts = {
        "as_of": "2021-02-30",
        "area": "火星",
        "household": {"户别": "城里", "member": [{"年龄": 200}, 7]},
    }
    assert [it.partition(": ")[0] for it in _problems(facts)] == [
        "as_of",
        "area",
        "household.户别",
        "household.member[0].年龄",
        "household.member[0]",
        "household.member[1]",
    ]


def test_a_case_without_an_area_is_refused() -> None:
    assert _problems({}) == ["`area` is missing: which area is this case in"]
    assert _problems([]) == ["the file should be one object with an area, a date and a household"]


def test_problems_without_end_are_counted() -> None:
    *shown, rest = _problems({"area": "重庆市", **{f"没有{i}": 1 for i in range(1000)}})
    assert len(shown) == 200
    assert rest == "800 more problems"


def test_both_languages_say_it() -> None:
    with pytest.raises(FactsError) as caught:
        case_from_python({"area": "重庆市", "household": {"户别": "海外"}}, PROGRAM)
    assert caught.value.in_("zh") == "household.户别：没有选项 `海外`，可选：农村、城镇"
    assert (
        caught.value.in_("en")
        == "household.户别: there is no option `海外`; there are rural, urban"
    )


def test_the_published_schema_is_one_and_takes_what_validation_takes() -> None:
    schema = json.loads(json.dumps(facts_schema(PROGRAM)))
    Draft202012Validator.check_schema(schema)
    good = {
        "area": "重庆市",
        "household": {
            "户别": {"value": "城镇", "source": "户口簿"},
            "member": [{"id": 1, "age": 3}],
        },
    }
    assert Draft202012Validator(schema).is_valid(good)
    assert not Draft202012Validator(schema).is_valid(good | {"household": {"member": [{}]}})
    assert not Draft202012Validator(schema).is_valid(good | {"hous": {}})
