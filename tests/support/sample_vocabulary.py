"""The words of a small program made by hand: entities, facts, terms, schemes, standards, areas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    EntityId,
    FactId,
    OptionId,
    RankId,
    SchemeId,
    StandardId,
    TermId,
)
from doudi.runtime.program.types import WHOLE, Boolean, Choice, Date, Quantity

COUNTRY, CHONGQING, JIANGBEI = AreaCode("000000"), AreaCode("500000"), AreaCode("500105")
HUBEI, SHIYAN = AreaCode("420000"), AreaCode("420300")
HOUSEHOLD, MEMBER, BATCH = EntityId("household"), EntityId("member"), EntityId("approval_batch")
HUKOU, PLACE, FUND, HOLDER = (ChoiceId(it) for it in ("hukou_kind", "place", "fund", "holder"))
PER_MONTH = Quantity(yuan=1, person=-1, month=-1)

CONFIRMED = ex.Fact(FactId("confirmed_covid"))
AGE = ex.Fact(FactId("age"))
INCOME = ex.Fact(FactId("household_monthly_income"))
DISCHARGE = ex.Fact(FactId("discharge_date"))
DIBAO_TERM = ex.Term(TermId("dibao_recipient"))
TEKUN_TERM = ex.Term(TermId("tekun"))
ELDERLY = ex.Term(TermId("elderly"))
STANDARD = ex.Standard(StandardId("dibao_standard"), (ex.Fact(FactId("hukou")),))
MEMBERS = ex.Aggregate("count", MEMBER, None, None)

RELIEF, ONCE, CARE = SchemeId("temporary_relief"), SchemeId("relief_once"), SchemeId("care")
VISIT, SUBSIDY = SchemeId("visit"), SchemeId("winter_subsidy")
DIBAO, GIFT = SchemeId("dibao"), SchemeId("holiday_money")

_PAPER = "重庆市民政局 重庆市财政局关于提高城乡低保等社会救助保障标准的通知"


def _fact(id_: str, zh: str, entity: EntityId, type_: object, asks: str, asks_en: str) -> d.Fact:
    return d.Fact(FactId(id_), d.Text(zh, id_), entity, type_, d.Text(asks, asks_en))  # type: ignore[arg-type]


def op(op: str, *args: ex.Expr) -> ex.Expr:
    return ex.Op(op, args)


def number(value: int) -> ex.Expr:
    return ex.Number(Fraction(value))


def _row(
    area: AreaCode,
    kind: str,
    start: date,
    end: date | None,
    fen: int | None,
    paper: str,
    source: str,
) -> d.StandardRow:
    return d.StandardRow(area, (OptionId(kind),), start, end, fen, paper, source)


VOCABULARY = d.Program(
    entities=(
        d.Entity(BATCH, d.Text("审批批次", "approval_batch"), None),
        d.Entity(HOUSEHOLD, d.Text("家庭", "household"), None),
        d.Entity(MEMBER, d.Text("成员", "member"), HOUSEHOLD),
    ),
    choices=(
        d.Choice(
            FUND,
            d.Text("资金来源", "fund"),
            ((OptionId("unemployment_fund"), d.Text("失业保险基金", "unemployment_fund")),),
        ),
        d.Choice(
            HOLDER,
            d.Text("责任主体", "holder"),
            ((OptionId("county_civil_affairs"), d.Text("县级民政部门", "county_civil_affairs")),),
        ),
        d.Choice(
            HUKOU,
            d.Text("户籍类别", "hukou_kind"),
            (
                (OptionId("rural"), d.Text("农村", "rural")),
                (OptionId("urban"), d.Text("城镇", "urban")),
            ),
        ),
        d.Choice(
            PLACE,
            d.Text("地点", "place"),
            (
                (OptionId("home"), d.Text("户籍地", "place_of_registration")),
                (OptionId("residence"), d.Text("经常居住地", "habitual_residence")),
            ),
        ),
    ),
    facts=(
        _fact("age", "年龄", MEMBER, WHOLE, "几周岁？", "How old, in full years?"),
        _fact(
            "confirmed_covid",
            "新冠确诊",
            MEMBER,
            Boolean(),
            "是否为新冠肺炎确诊病例？",
            "Is this a confirmed case of Covid-19?",
        ),
        _fact(
            "discharge_date", "出院日期", MEMBER, Date(), "哪一天出院？", "Discharged on which day?"
        ),
        _fact(
            "home_checks",
            "入户抽查户数",
            BATCH,
            WHOLE,
            "入户抽查了几户？",
            "How many homes were visited?",
        ),
        _fact(
            "household_monthly_income",
            "家庭月收入",
            HOUSEHOLD,
            Quantity(yuan=1, month=-1),
            "全家一个月收入多少元？",
            "What does the household earn in a month?",
        ),
        _fact(
            "hukou",
            "户别",
            HOUSEHOLD,
            Choice(HUKOU),
            "是城镇还是农村户籍？",
            "Is the household registered as urban or rural?",
        ),
        _fact(
            "insured",
            "参加失业保险",
            MEMBER,
            Boolean(),
            "是否参加失业保险？",
            "Insured against unemployment?",
        ),
        _fact(
            "proposed_households", "拟保户数", BATCH, WHOLE, "拟保几户？", "How many are proposed?"
        ),
    ),
    terms=(
        d.Term(
            TermId("dibao_recipient"),
            d.Text("低保对象", "dibao_recipient"),
            MEMBER,
            Boolean(),
            None,
        ),
        d.Term(
            TermId("elderly"),
            d.Text("老年人", "elderly"),
            MEMBER,
            Boolean(),
            op("ge", AGE, number(60)),
        ),
        d.Term(
            TermId("income_per_head"),
            d.Text("家庭月人均收入", "income_per_head"),
            HOUSEHOLD,
            PER_MONTH,
            op("div", INCOME, MEMBERS),
        ),
        d.Term(TermId("tekun"), d.Text("特困人员", "tekun"), MEMBER, Boolean(), None),
    ),
    schemes=(
        d.Scheme(CARE, d.Text("集中供养", "centralised_care"), MEMBER, "service"),
        d.Scheme(DIBAO, d.Text("最低生活保障金", "dibao"), HOUSEHOLD, "cash"),
        d.Scheme(GIFT, d.Text("节日补助", "holiday_money"), MEMBER, "cash"),
        d.Scheme(ONCE, d.Text("一次性临时救助金", "relief_once"), MEMBER, "cash"),
        d.Scheme(RELIEF, d.Text("临时救助金", "temporary_relief"), MEMBER, "cash"),
        d.Scheme(VISIT, d.Text("走访慰问", "visit"), HOUSEHOLD, "service"),
        d.Scheme(SUBSIDY, d.Text("取暖补贴", "winter_subsidy"), HOUSEHOLD, "cash"),
    ),
    standards=(
        d.Standard(
            StandardId("dibao_standard"),
            d.Text("低保标准", "dibao_standard"),
            (HUKOU,),
            PER_MONTH,
            (
                _row(
                    SHIYAN,
                    "urban",
                    date(2019, 4, 1),
                    None,
                    None,
                    "十堰市人民政府关于提高城乡低保标准的通知",
                    "",
                ),
                _row(
                    CHONGQING,
                    "urban",
                    date(2020, 9, 1),
                    date(2021, 8, 31),
                    62000,
                    _PAPER + "（2020）",
                    "civil.example/2020",
                ),
                _row(
                    CHONGQING,
                    "urban",
                    date(2021, 9, 1),
                    None,
                    63600,
                    _PAPER + "（2021）",
                    "civil.example/2021",
                ),
            ),
        ),
    ),
    authorities=(
        d.Authority(
            AuthorityId("chongqing_office"),
            d.Text("重庆市人民政府办公厅", "chongqing_office"),
            CHONGQING,
        ),
        d.Authority(AuthorityId("ministry"), d.Text("民政部", "ministry"), COUNTRY),
    ),
    ranks=(d.Rank(RankId("normative"), d.Text("规范性文件", "normative"), ()),),
    documents=(),
    provisions=(),
    precedence=(),
    areas=(
        d.Area(COUNTRY, "全国", None),
        d.Area(HUBEI, "湖北省", COUNTRY),
        d.Area(SHIYAN, "十堰市", HUBEI),
        d.Area(CHONGQING, "重庆市", COUNTRY),
        d.Area(JIANGBEI, "江北区", CHONGQING),
    ),
    calendar=d.Calendar((2021,), (), (), (date(2021, 2, 12),), "国办发明电〔2020〕27号"),
    axioms=(),
    disjoints=(),
)
