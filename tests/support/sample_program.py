"""A small program made by hand: two areas, five notices, every outcome there is.

For tests of what happens after compiling; the real rules have their own tests.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    StandardId,
    TermId,
)
from doudi.runtime.program.types import Quantity
from tests.support.sample_vocabulary import (
    BATCH,
    CHONGQING,
    CONFIRMED,
    COUNTRY,
    DIBAO,
    DIBAO_TERM,
    DISCHARGE,
    ELDERLY,
    GIFT,
    HOUSEHOLD,
    MEMBER,
    MEMBERS,
    ONCE,
    RELIEF,
    STANDARD,
    SUBSIDY,
    TEKUN_TERM,
    VISIT,
    VOCABULARY,
    number,
    op,
)

NOTICE_CQ = (
    "对新冠肺炎确诊病例中的低保对象、特困人员、困境儿童、低收入家庭成员等困难群体，"
    "按低保标准2倍按月发放临时救助金，直到患者出院为止"
)


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


PROGRAM = replace(
    VOCABULARY,
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
            op("any_open", DIBAO_TERM, TEKUN_TERM),
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
            op("and", CONFIRMED, op("any_open", DIBAO_TERM, TEKUN_TERM)),
            "duty",
            d.Grant(RELIEF),
            d.Facets(
                amount=d.Amount(
                    "exactly",
                    op("mul", STANDARD, number(2)),
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
            op("and", op("not", ex.Fact(FactId("insured"))), op("not", DIBAO_TERM)),
            "permission",
            d.Grant(ONCE),
            d.Facets(
                amount=d.Amount(
                    "at_most",
                    op(
                        "mul",
                        ex.Standard(StandardId("dibao_standard"), (ex.Option(OptionId("urban")),)),
                        number(2),
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
                op(
                    "ge",
                    ex.Fact(FactId("home_checks")),
                    op(
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
            op("lt", ex.Term(TermId("income_per_head")), STANDARD),
            "duty",
            d.Grant(DIBAO),
            d.Facets(
                amount=d.Amount(
                    "exactly",
                    op(
                        "mul",
                        op("shortfall", STANDARD, ex.Term(TermId("income_per_head"))),
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
)
