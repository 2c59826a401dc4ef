"""The fixed ground that generated rules stand on: names of every type, areas, ranks, a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

GROUND = """\
实体 地区(area)

实体 家庭(household)

实体 成员(member)
  属于 家庭
  单位 人

实体 申请(application)

选项 户籍类别(hukou_kind)
  - 城镇(urban)
  - 农村(rural)

选项 人员类别(person_kind)
  - 甲类(kind_a)
  - 乙类(kind_b)
  - 丙类(kind_c)

选项 办理地点(place)
  - 户籍地(at_hukou)
  - 居住地点(at_home)
  - 发生地(at_emergency)

选项 资金来源(fund)
  - 救助资金(relief_fund)
  - 失业基金(unemployment_fund)
  - 财政预算(budget)

选项 责任主体类别(holder)
  - 民政部门(civil_affairs)
  - 村委会(village)

位阶等级 法律级(rank_act)
  高于 规章级

位阶等级 规章级(rank_rule)
  高于 通知级

位阶等级 通知级(rank_notice)

位阶等级 部门级(rank_department)

机关 国务院(state_council)
  辖区 全国

机关 民政部(ministry)
  辖区 全国

机关 甘肃省政府(gansu)
  辖区 甘肃省

机关 武威市政府(wuwei)
  辖区 武威市

标准 低保标准(dibao_standard)
  按 户籍类别
  单位 元/月
  数据 dibao.yaml

标准 照料标准(care_standard)
  按 户籍类别, 人员类别
  单位 元/月
  数据 care.yaml

标准 燃料标准(fuel_standard)
  单位 元/年
  数据 fuel.yaml

救助项目 临时救助(relief)
  属于 成员
  种类 现金

救助项目 价格补贴(price_subsidy)
  属于 成员
  种类 现金

救助项目 家庭补助(family_allowance)
  属于 家庭
  种类 现金
"""

# Every fact: name, English name, entity, type, range.
FACTS: tuple[tuple[str, str, str, str, tuple[str, str] | None], ...] = (
    ("失业", "unemployed", "成员", "是否", None),
    ("残疾", "disabled", "成员", "是否", None),
    ("年龄", "age", "成员", "整数", ("0", "150")),
    ("工龄", "seniority", "成员", "整数", None),
    ("月收入", "monthly_income", "成员", "钱 元/月", ("0", "20000")),
    ("年收入", "yearly_income", "成员", "钱 元/年", None),
    ("份额", "share", "成员", "比例", ("0", "1")),
    ("出生日期", "born_on", "成员", "日期型", None),
    ("失业日期", "unemployed_since", "成员", "日期型", ("2020-01-01", "2023-12-31")),
    ("出院日期", "discharged_on", "成员", "日期型", None),
    ("类别", "category", "成员", "人员类别", None),
    ("居住地", "lives_in", "成员", "地区型", None),
    ("受灾", "stricken", "家庭", "是否", None),
    ("户别", "hukou", "家庭", "户籍类别", None),
    ("家庭月收入", "household_income", "家庭", "钱 元/月", None),
    ("人口", "size", "家庭", "整数 人", ("1", "20")),
    ("迁入日期", "moved_in", "家庭", "日期型", None),
    ("有条件", "has_means", "地区", "是否", None),
    ("指数涨幅", "index_rise", "地区", "比例", None),
    ("发布日", "published_on", "地区", "日期型", None),
    ("已公示", "announced", "申请", "是否", None),
    ("受理日", "accepted_on", "申请", "日期型", None),
    ("办结日", "decided_on", "申请", "日期型", None),
    ("受理时刻", "accepted_at", "申请", "时刻型", None),
    ("办结时刻", "decided_at", "申请", "时刻型", None),
    ("抽查户数", "checked_count", "申请", "整数", ("0", "100")),
)

# Every term, in an order in which each may be made of those before it: name, English name,
# entity, type, and whether the vocabulary, recognising or defining provisions may give it meaning.
TERMS: tuple[tuple[str, str, str, str, str], ...] = (
    ("老年人", "elderly", "成员", "是否", "means"),
    ("困难户", "poor_household", "家庭", "是否", "recognised"),
    ("人均收入", "mean_income", "家庭", "钱 元/月", "defined"),
    ("失业人员", "jobless", "成员", "是否", "recognised"),
    ("起算日", "counted_from", "成员", "日期型", "defined"),
    ("适用类别", "kind_applied", "成员", "人员类别", "defined"),
    ("困难人员", "needy", "成员", "是否", "recognised"),
    ("特殊人员", "special_person", "成员", "是否", "defined"),
    ("对象", "eligible", "成员", "是否", "means"),
)

SCHEMES = {"临时救助": "成员", "价格补贴": "成员", "家庭补助": "家庭"}
PLACES = ("户籍地", "居住地点", "发生地")
FUNDS = ("救助资金", "失业基金", "财政预算")
HOLDERS = ("民政部门", "村委会")
OPTIONS = {"户籍类别": ("城镇", "农村"), "人员类别": ("甲类", "乙类", "丙类")}
ISSUERS = {"国务院": "全国", "民政部": "全国", "甘肃省政府": "甘肃省", "武威市政府": "武威市"}
RANKS = ("法律级", "规章级", "通知级", "部门级")

AREAS: list[dict[str, Any]] = [
    {"code": "000000", "name": "全国"},
    {"code": "500000", "name": "重庆市", "parent": "000000"},
    {"code": "500106", "name": "沙坪坝区", "parent": "500000"},
    {"code": "620000", "name": "甘肃省", "parent": "000000"},
    {"code": "620100", "name": "兰州市", "parent": "620000"},
    {"code": "620600", "name": "武威市", "parent": "620000"},
    {"code": "620602", "name": "凉州区", "parent": "620600"},
]
INSIDE = {
    "全国": ("全国", "重庆市", "沙坪坝区", "甘肃省", "兰州市", "武威市", "凉州区"),
    "甘肃省": ("甘肃省", "兰州市", "武威市", "凉州区"),
    "武威市": ("武威市", "凉州区"),
}

YEARS: list[dict[str, Any]] = [
    {
        "year": 2021,
        "spring_festival": date(2021, 2, 12),
        "off": [date(2021, 1, 1), *(date(2021, 2, it) for it in (11, 12, 15, 16, 17))],
        "work": [date(2021, 2, 7), date(2021, 2, 20)],
    },
    {
        "year": 2022,
        "spring_festival": date(2022, 2, 1),
        "off": [date(2022, 1, 3), date(2022, 1, 31), *(date(2022, 2, it) for it in range(1, 5))],
        "work": [date(2022, 1, 29), date(2022, 1, 30)],
    },
]
