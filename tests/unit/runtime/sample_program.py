"""A small program with every kind of declaration, written by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from doudi.runtime.program import declarations as decl
from doudi.runtime.program import expressions as ex
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    SchemeId,
    StandardId,
    TermId,
)
from doudi.runtime.program.knowledge import Axiom, Disjoint

HOUSEHOLD, MEMBER = EntityId("household"), EntityId("member")
HUKOU = ChoiceId("hukou_kind")
DIBAO = StandardId("dibao_standard")
RELIEF = SchemeId("temporary_relief")
POOR = TermId("low_income")
CQ = DocumentId("CQ2021")
CHONGQING = AreaCode("500000")
MONTHLY = types.Quantity(yuan=1, month=-1)
STANDARD_UNIT = types.Quantity(yuan=1, person=-1, month=-1)


def _fact(
    name: str,
    zh: str,
    entity: EntityId,
    type_: types.Type,
    low: Fraction | int | None = None,
    high: Fraction | int | None = None,
) -> decl.Fact:
    return decl.Fact(
        FactId(name),
        Text(zh, name),
        entity,
        type_,
        Text(f"{zh}？", f"{name}?"),
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
    )


FACTS = (
    _fact("age", "年龄", MEMBER, types.WHOLE, 0, 150),
    _fact("confirmed", "新冠确诊", MEMBER, types.Boolean()),
    _fact("discharge_date", "出院日期", MEMBER, types.Date()),
    _fact("home_area", "居住地", MEMBER, types.Area()),
    _fact("household_income", "家庭月收入", HOUSEHOLD, MONTHLY, 0),
    _fact("hukou", "户别", HOUSEHOLD, types.Choice(HUKOU)),
    _fact("able_county", "有条件的县区", EntityId("area"), types.Boolean()),
    _fact("reported_at", "报告时间", HOUSEHOLD, types.Moment()),
    _fact("share", "占比", HOUSEHOLD, types.NUMBER, 0, 1),
)


def _op(name: str, *args: ex.Expr) -> ex.Op:
    return ex.Op(name, args)


_CONDITION = _op(
    "and",
    ex.Fact(FactId("confirmed")),
    _op("any_open", ex.Term(POOR), _op("ge", ex.Fact(FactId("age")), ex.Number(Fraction(60)))),
)

PROVISION = decl.Provision(
    ProvisionId("CQ2021/五(二)-2"),
    CQ,
    "确诊困难群众按月临时救助",
    (decl.Citation("五(二)-2", "按低保标准2倍按月发放临时救助金", 10, 26),),
    (),
    (),
    (),
    CHONGQING,
    decl.Force(date(2021, 2, 4), None, "文中未写施行日"),
    MEMBER,
    _CONDITION,
    "duty",
    decl.Grant(RELIEF),
    decl.Facets(
        amount=decl.Amount(
            "exactly",
            _op(
                "mul",
                ex.Standard(DIBAO, (ex.Fact(FactId("hukou")),)),
                ex.Number(Fraction(2)),
            ),
            None,
            "",
            STANDARD_UNIT,
            decl.Rounding("half_up", 100),
        ),
        period=decl.Period("month", end=ex.Fact(FactId("discharge_date")), part_month="whole"),
        places=(decl.Places("allowed", (OptionId("residence"),)),),
        due=_op(
            "shift",
            ex.Special("as_of"),
            ex.Span(20, types.DurationUnit.WORKING_DAYS),
        ),
    ),
    decl.Relations(),
)

_RECOGNISE = decl.Provision(
    ProvisionId("CQ2021/二-1"),
    CQ,
    "低收入",
    (),
    ("《办法》第4条",),
    (),
    (),
    CHONGQING,
    decl.Force(date(2021, 2, 4)),
    MEMBER,
    _op(
        "lt",
        ex.Fact(FactId("household_income")),
        _op(
            "mul",
            ex.Standard(DIBAO, (ex.Option(OptionId("urban")),)),
            ex.Number(Fraction(3, 2)),
            # a multiple of the standard
        ),
    ),
    "duty",
    decl.Recognise(POOR),
    decl.Facets(),
    decl.Relations(),
)

PROGRAM = decl.Program(
    entities=(
        decl.Entity(EntityId("area"), Text("地区", "area"), None),
        decl.Entity(HOUSEHOLD, Text("家庭", "household"), None),
        decl.Entity(EntityId("institution"), Text("机构", "institution"), None),
        decl.Entity(MEMBER, Text("成员", "member"), HOUSEHOLD),
    ),
    choices=(
        decl.Choice(
            HUKOU,
            Text("户籍类别", "hukou_kind"),
            (
                (OptionId("rural"), Text("农村", "rural")),
                (OptionId("urban"), Text("城镇", "urban")),
            ),
        ),
        decl.Choice(
            ChoiceId("place"),
            Text("地点", "place"),
            ((OptionId("residence"), Text("经常居住地", "residence")),),
        ),
    ),
    facts=tuple(sorted(FACTS, key=lambda it: it.id)),
    terms=(decl.Term(POOR, Text("低收入", "low_income"), MEMBER, types.Boolean(), None),),
    schemes=(decl.Scheme(RELIEF, Text("临时救助金", "temporary_relief"), MEMBER, "cash"),),
    standards=(
        decl.Standard(
            DIBAO,
            Text("低保标准", "dibao_standard"),
            (HUKOU,),
            STANDARD_UNIT,
            (
                decl.StandardRow(
                    CHONGQING,
                    (OptionId("urban"),),
                    date(2020, 9, 1),
                    date(2021, 8, 31),
                    62000,
                    "渝民发〔2020〕11号",
                    "来源",
                ),
            ),
        ),
    ),
    authorities=(
        decl.Authority(AuthorityId("chongqing_office"), Text("市政府办公厅", "office"), CHONGQING),
    ),
    ranks=(
        decl.Rank(RankId("city"), Text("市级", "city"), ()),
        decl.Rank(RankId("province"), Text("省级", "province"), (RankId("city"),)),
    ),
    documents=(
        decl.Document(
            CQ,
            "关于进一步做好困难群众基本生活保障有关工作的通知",
            "渝府办发〔2021〕10号",
            AuthorityId("chongqing_office"),
            RankId("province"),
            CHONGQING,
            date(2021, 2, 4),
            None,
            decl.Force(date(2021, 2, 4)),
            "1.0.0",
            (decl.Link("implements", None, "国办发明电〔2021〕2号"),),
            "sha256:00",
            "",
        ),
    ),
    provisions=(_RECOGNISE, PROVISION),
    precedence=(decl.Principle("exception", same_issuer=False),),
    areas=(
        decl.Area(AreaCode("000000"), "全国", None),
        decl.Area(AreaCode("330000"), "浙江省", AreaCode("000000")),
        decl.Area(AreaCode("330200"), "宁波市", AreaCode("330000")),
        decl.Area(AreaCode("330205"), "江北区", AreaCode("330200")),
        decl.Area(CHONGQING, "重庆市", AreaCode("000000")),
        decl.Area(AreaCode("500105"), "江北区", CHONGQING),
        decl.Area(AreaCode("500106"), "沙坪坝区", CHONGQING),
    ),
    calendar=decl.Calendar(
        (2021,), (date(2021, 2, 11),), (date(2021, 2, 7),), (date(2021, 2, 12),), "国办发明电"
    ),
    axioms=(
        Axiom(
            "出院的是确诊过的",
            MEMBER,
            _op("le", ex.Fact(FactId("discharge_date")), ex.Special("as_of")),
            ex.Fact(FactId("confirmed")),
            ("事理",),
        ),
    ),
    disjoints=(Disjoint((FactId("confirmed"), POOR), ("事理",)),),
)
