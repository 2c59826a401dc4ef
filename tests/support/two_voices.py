"""Texts of a province and of a city that say all manner of different things on the same day.

P2021 and Q2021 are of one rank, authority and date, so no principle tells them apart; C2021 is the
city's, below both. Every number that two of them share is one matter.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from doudi.compiler.pipeline import compile_rules
from doudi.runtime.evaluation.index import Index, index
from tests.support.literate import GROUND

WORDS: Final = """\
实体 地区(area)

实体 家庭(household)

实体 成员(member)
  属于 家庭

选项 办理地点(place)
  - 户籍地(hukou)
  - 居住地(home)
  - 急难地(emergency)

选项 资金来源(fund)
  - 省资金(of_province)
  - 市资金(of_city)

选项 责任主体类别(holder)
  - 县局(county)
  - 乡镇(town)

事实 困难(poor)
  属于 成员
  类型 是否

事实 富裕(rich)
  属于 成员
  类型 是否

事实 受理日(received)
  属于 成员
  类型 日期型

事实 办结日(decided)
  属于 成员
  类型 日期型

事实 抽查率(checked)
  属于 成员
  类型 比例

用语 对象(recipient)
  属于 成员
  类型 是否

用语 门槛(threshold)
  属于 成员
  类型 钱 元

机关 某省(province)
  辖区 甘肃省

机关 某市(city)
  辖区 武威市

位阶等级 省级(of_the_province)
  高于 市级

位阶等级 市级(of_the_city)
"""
SCHEMES: Final = "".join(
    f"\n救助项目 {zh}({en})\n  属于 成员\n  种类 现金\n"
    for zh, en in (
        ("给否", "given_aid"), ("同级给否", "given_level_aid"), ("数额", "amount_aid"),
        ("可数额", "may_amount_aid"), ("取高", "joined_aid"), ("周期", "period_aid"),
        ("资助", "fund_aid"), ("时限", "due_aid"), ("取消", "lifted_aid"), ("限定", "only_aid"),
        ("两限", "two_only_aid"), ("并列", "side_aid"), ("强弱", "force_aid"),
        ("三方", "three_aid"),
    )
)  # fmt: skip
DOCUMENTS: Final = """\
文件 {id} 「{id}通知」
  发文机关 {issuer}
  位阶 {rank}
  印发 {issued}
  施行 2021-01-01 起 至 2023-12-31
  版本 1.0.0
"""


HEAD: Final = "\n条款 {number} 「第{number}条」\n  出处 「试」\n{each}  当 困难\n"


def grants(number: int, scheme: str, *said: str, word: str = "应当 给予") -> str:
    each = "  对每名 成员\n" if word == "补充" else ""
    lines = "".join(f"  {it}\n" for it in (f"{word} {scheme}", *said))
    return HEAD.format(number=number, each=each) + lines


def norm(number: int, *said: str) -> str:
    lines = "".join(f"  {it}\n" for it in said)
    return HEAD.format(number=number, each="  对每名 成员\n") + lines


BAR: Final = """
条款 30 「富裕的不给」
  出处 「试」
  当 富裕
  不得 给予 数额
  例外于 P2021/3, Q2021/3

条款 31 「富裕的到户籍地」
  出处 「试」
  当 富裕
  不得 给予 限定
  例外于 Q2021/10
"""
PROVINCE: Final = "".join(
    (
        DOCUMENTS.format(id="P2021", issuer="某省", rank="省级", issued="2020-12-01"),
        grants(1, "给否"),
        grants(2, "同级给否"),
        grants(3, "数额", "金额 200元", "一次性"),
        grants(4, "可数额", "金额 200元", word="可以 给予"),
        grants(5, "取高", "金额 200元"),
        grants(6, "周期", "金额 200元", "按月", "期间 3个月"),
        grants(7, "资助", "资金 省资金"),
        grants(8, "时限", "期限 受理日 + 10日"),
        grants(9, "取消", "地点 限于 户籍地"),
        grants(10, "限定", "地点 限于 户籍地"),
        grants(11, "两限", "地点 限于 户籍地"),
        grants(12, "并列", "地点 由 户籍地"),
        grants(13, "强弱"),
        grants(14, "三方", "金额 200元"),
        norm(20, "应当 完成 办结日", "期限 受理日 + 20日", "责任主体 县局"),
        norm(21, "应当 满足 抽查率 ≥ 30%"),
        norm(22, "应当 认定 对象"),
        norm(23, "定义 门槛 指 100元"),
        BAR,
    )
)
LEVEL: Final = "".join(
    (
        DOCUMENTS.format(id="Q2021", issuer="某省", rank="省级", issued="2020-12-01"),
        grants(2, "同级给否", word="不得 给予"),
        grants(3, "数额", "金额 250元", "一次性"),
        grants(4, "可数额", "金额 300元", word="可以 给予"),
        grants(5, "取高", "金额 300元", "取高于 P2021/5"),
        grants(6, "周期", "金额 200元", "按月", "期间 6个月"),
        grants(7, "资助", "资金 市资金"),
        grants(8, "时限", "期限 受理日 + 5日"),
        grants(9, "取消", "取消限制 户籍地", word="补充"),
        grants(10, "限定", "地点 可在 居住地, 户籍地", word="可以 给予"),
        grants(11, "两限", "地点 限于 居住地", word="补充"),
        grants(12, "并列", "地点 可在 居住地", word="补充"),
        grants(13, "强弱", word="鼓励 给予"),
        grants(14, "三方", "金额 300元"),
        grants(15, "三方", "金额 400元", "优先于 P2021/14, Q2021/14"),
        norm(20, "应当 完成 办结日", "期限 受理日 + 15日", "责任主体 乡镇"),
        norm(21, "可以 满足 抽查率 < 30%"),
        norm(22, "不得 认定 对象"),
        norm(23, "定义 门槛 指 120元"),
        norm(24, "鼓励 完成 办结日"),
        norm(25, "应当 满足 抽查率 ≥ 50%"),
    )
)
CITY: Final = "".join(
    (
        DOCUMENTS.format(id="C2021", issuer="某市", rank="市级", issued="2020-12-15"),
        grants(1, "给否", "例外于 P2021/1", word="不得 给予"),
        grants(3, "数额", "金额 300元", "一次性"),
        grants(9, "取消", "取消限制 户籍地", word="补充"),
        norm(
            20, "应当 完成 办结日", "期限 受理日 + 30日", "责任主体 县局, 乡镇", "例外于 P2021/20"
        ),
        norm(22, "不得 认定 对象"),
        norm(23, "定义 门槛 指 90元"),
    )
)


def two_voices(root: Path) -> Index:
    shutil.copytree(GROUND, root)
    texts = {"words": WORDS + SCHEMES, "p": PROVINCE, "q": LEVEL, "c": CITY}
    for name, text in texts.items():
        (root / f"{name}.policy").write_text(text, "utf-8")
    compilation = compile_rules(root)
    assert compilation.program is not None, [it.headline.en for it in compilation.findings]
    return index(compilation.program)
