"""A small program made by hand: two areas, two notices, one scheme with everything in it.

For tests of what happens after compiling; the real rules have their own tests.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
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

NOTICE_CQ = (
    "对新冠肺炎确诊病例中的低保对象、特困人员、困境儿童、低收入家庭成员等困难群体，"
    "按低保标准2倍按月发放临时救助金，直到患者出院为止"
)


def _fact(id_: str, zh: str, entity: EntityId, type_: object, asks: str, asks_en: str) -> d.Fact:
    return d.Fact(FactId(id_), d.Text(zh, id_), entity, type_, d.Text(asks, asks_en))  # type: ignore[arg-type]


def _op(op: str, *args: ex.Expr) -> ex.Expr:
    return ex.Op(op, args)


def _number(value: int) -> ex.Expr:
    return ex.Number(Fraction(value))


def _provision(
    id_: str,
    title: str,
    quote: str,
    entity: EntityId,
    condition: ex.Expr | None,
    norm: d.Norm | None,
    effect: d.Effect,
    facets: d.Facets = d.Facets(),  # noqa: B008 – a frozen value
    relations: d.Relations = d.Relations(),  # noqa: B008 – a frozen value
    area: AreaCode = CHONGQING,
    sources: tuple[str, ...] = (),
    assumptions: tuple[str, ...] = (),
    ambiguities: tuple[str, ...] = (),
) -> d.Provision:
    document, _, address = id_.partition("/")
    cited = address.rstrip("ab")
    return d.Provision(
        ProvisionId(id_),
        DocumentId(document),
        title,
        (d.Citation(cited, quote, 0, len(quote)),) if quote else (),
        sources,
        assumptions,
        ambiguities,
        area,
        d.Force(date(2016, 1, 1)),
        entity,
        condition,
        norm,
        effect,
        facets,
        relations,
    )


def _document(
    id_: str, title: str, number: str, authority: str, area: AreaCode, day: date, assumed: str
) -> d.Document:
    return d.Document(
        DocumentId(id_),
        title,
        number,
        AuthorityId(authority),
        RankId("normative"),
        area,
        day,
        None,
        d.Force(day, None, assumed or None),
        "1.0.0",
        (),
        "sha256:0",
        "",
    )


def _yuan(amount: int) -> d.Amount:
    fen = ex.Number(Fraction(amount * 100), "money")
    return d.Amount("exactly", fen, None, "", Quantity(yuan=1), None)


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


RELIEF, ONCE, CARE = SchemeId("temporary_relief"), SchemeId("relief_once"), SchemeId("care")
VISIT, SUBSIDY = SchemeId("visit"), SchemeId("winter_subsidy")
DIBAO, GIFT = SchemeId("dibao"), SchemeId("holiday_money")

_PAPER = "重庆市民政局 重庆市财政局关于提高城乡低保等社会救助保障标准的通知"

PROGRAM = d.Program(
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
            _op("ge", AGE, _number(60)),
        ),
        d.Term(
            TermId("income_per_head"),
            d.Text("家庭月人均收入", "income_per_head"),
            HOUSEHOLD,
            PER_MONTH,
            _op("div", INCOME, MEMBERS),
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
    documents=(
        _document(
            "CQ2021",
            "重庆市人民政府办公厅关于进一步做好困难群众基本生活保障有关工作的通知",
            "",
            "chongqing_office",
            CHONGQING,
            date(2021, 2, 4),
            "文中未写施行日，按印发日",
        ),
        _document(
            "MZ2020",
            "关于做好困难群众取暖救助的通知",
            "民发〔2020〕6号",
            "ministry",
            COUNTRY,
            date(2020, 1, 6),
            "",
        ),
        _document(
            "MZ2021",
            "最低生活保障审核确认办法",
            "民发〔2021〕57号",
            "ministry",
            COUNTRY,
            date(2021, 7, 1),
            "",
        ),
        _document(
            "TK2016",
            "特困人员认定办法",
            "民发〔2016〕178号",
            "ministry",
            COUNTRY,
            date(2016, 10, 10),
            "",
        ),
    ),
    provisions=(
        _provision(
            "CQ2021/二(一)-3",
            "节日补助",
            "向低保对象、特困人员、孤儿、事实无人抚养儿童等困难群众发放节日补助",
            MEMBER,
            _op("any_open", DIBAO_TERM, TEKUN_TERM),
            "duty",
            d.Grant(GIFT),
            d.Facets(
                amount=d.Amount("left_to", None, None, "区县政府", Quantity(yuan=1), None),
                period=d.Period("once"),
            ),
            ambiguities=("「困难群众」是否以列举者为限，文中未写",),
        ),
        _provision(
            "CQ2021/五(二)-2",
            "确诊困难群众按月临时救助",
            NOTICE_CQ,
            MEMBER,
            _op("and", CONFIRMED, _op("any_open", DIBAO_TERM, TEKUN_TERM)),
            "duty",
            d.Grant(RELIEF),
            d.Facets(
                amount=d.Amount(
                    "exactly",
                    _op("mul", STANDARD, _number(2)),
                    None,
                    "",
                    Quantity(yuan=1, month=-1),
                    None,
                ),
                period=d.Period("month", None, DISCHARGE, None, "whole", "文中未写"),
                places=(d.Places("duty", (OptionId("residence"),)),),
                procedures=("经本人申请",),
            ),
            assumptions=("2倍按本人户籍类别的标准计",),
            relations=d.Relations(excludes=(ONCE,)),
        ),
        _provision(
            "CQ2021/五(二)-3",
            "未参保失业人员一次性临时救助",
            "未参保失业人员，未纳入低保范围的，参照城市低保标准2倍以内发放一次性临时救助金",
            MEMBER,
            _op("and", _op("not", ex.Fact(FactId("insured"))), _op("not", DIBAO_TERM)),
            "permission",
            d.Grant(ONCE),
            d.Facets(
                amount=d.Amount(
                    "at_most",
                    _op(
                        "mul",
                        ex.Standard(StandardId("dibao_standard"), (ex.Option(OptionId("urban")),)),
                        _number(2),
                    ),
                    None,
                    "",
                    Quantity(yuan=1),
                    None,
                ),
                period=d.Period("once"),
                places=(d.Places("duty", (OptionId("residence"),)),),
            ),
        ),
        _provision(
            "CQ2021/二(四)-1",
            "入户抽查比例",
            "对拟保对象须按不低于30%的比例入户抽查",
            BATCH,
            None,
            "duty",
            d.Satisfy(
                _op(
                    "ge",
                    ex.Fact(FactId("home_checks")),
                    _op(
                        "mul",
                        ex.Fact(FactId("proposed_households")),
                        ex.Number(Fraction(3, 10), "percent"),
                    ),
                )
            ),
            d.Facets(holders=(OptionId("county_civil_affairs"),)),
        ),
        _provision(
            "MZ2021/4-1",
            "低保按差额发放",
            "",
            HOUSEHOLD,
            _op("lt", ex.Term(TermId("income_per_head")), STANDARD),
            "duty",
            d.Grant(DIBAO),
            d.Facets(
                amount=d.Amount(
                    "exactly",
                    _op(
                        "mul",
                        _op("shortfall", STANDARD, ex.Term(TermId("income_per_head"))),
                        MEMBERS,
                    ),
                    None,
                    "",
                    Quantity(yuan=1, month=-1),
                    None,
                ),
                period=d.Period("month"),
            ),
            area=COUNTRY,
            sources=("民发〔2021〕57号 第4条",),
        ),
        _provision(
            "CQ2021/六(一)-1",
            "取暖补贴",
            "每户发放取暖补贴100元",
            HOUSEHOLD,
            None,
            "duty",
            d.Grant(SUBSIDY),
            d.Facets(amount=_yuan(100), funds=(OptionId("unemployment_fund"),)),
        ),
        _provision(
            "CQ2021/六(三)-1",
            "走访慰问",
            "鼓励走访慰问困难家庭",
            HOUSEHOLD,
            None,
            "encouragement",
            d.Grant(VISIT),
        ),
        _provision(
            "MZ2020/6-1",
            "取暖补贴",
            "每户每年发放取暖补贴150元",
            HOUSEHOLD,
            None,
            "duty",
            d.Grant(SUBSIDY),
            d.Facets(amount=_yuan(150)),
            area=COUNTRY,
        ),
        _provision(
            "MZ2021/30-1",
            "取暖补贴",
            "每户每年发放取暖补贴200元",
            HOUSEHOLD,
            None,
            "duty",
            d.Grant(SUBSIDY),
            d.Facets(amount=_yuan(200)),
            area=COUNTRY,
        ),
        _provision(
            "TK2016/4-1",
            "特困人员认定",
            "",
            MEMBER,
            ELDERLY,
            "duty",
            d.Recognise(TermId("tekun")),
            area=COUNTRY,
            sources=("民发〔2016〕178号 第4条",),
        ),
    ),
    precedence=(
        d.Principle("exception", same_issuer=False),
        d.Principle("later", same_issuer=True),
    ),
    areas=(
        d.Area(COUNTRY, "全国", None),
        d.Area(HUBEI, "湖北省", COUNTRY),
        d.Area(SHIYAN, "十堰市", HUBEI),
        d.Area(CHONGQING, "重庆市", COUNTRY),
        d.Area(JIANGBEI, "江北区", CHONGQING),
    ),
    calendar=d.Calendar((2021,), (), (), (date(2021, 2, 12),), "国办发明电〔2020〕27号"),
)
