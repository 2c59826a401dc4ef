"""A small vocabulary and a document, checked: what the unit tests of names and types stand on."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.areas import areas_of
from doudi.compiler.model.checked import Checked, Located
from doudi.compiler.model.interface import Frame, Interface, frame_of
from doudi.compiler.names.collect import collect
from doudi.compiler.types.elaborate import elaborate
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source
from doudi.runtime.program.declarations import Area, Document
from doudi.runtime.program.ids import AreaCode

AREAS: Final = areas_of(
    Area(AreaCode(code), name, None if parent is None else AreaCode(parent))
    for code, name, parent in (
        ("000000", "全国", None),
        ("330000", "浙江省", "000000"),
        ("330200", "宁波市", "330000"),
        ("330205", "江北区", "330200"),
        ("500000", "重庆市", "000000"),
        ("500105", "江北区", "500000"),
    )
)

VOCABULARY: Final = """\
实体 家庭(household)
实体 成员(member)
  属于 家庭
  单位 人
选项 户籍类别(hukou_kind)
  - 城镇(urban)
  - 农村(rural)
事实 户别(hukou)
  属于 家庭
  类型 户籍类别
事实 家庭月收入(household_income)
  属于 家庭
  类型 钱 元/月
事实 失业(unemployed)
  属于 成员
  类型 是否
事实 失业日期(unemployed_since)
  属于 成员
  类型 日期型
用语 困难人员(person_in_need)
  属于 成员
救助项目 生活补助(allowance)
  属于 成员
  种类 现金
  名称 「困难人员生活补助」 "allowance for people in need"
标准 低保标准(dibao_standard)
  按 户籍类别
  单位 元/人/月
  数据 dibao.yaml
机关 某市政府(city_government)
  辖区 重庆市
位阶等级 国家规定(national)
  高于 省级文件
位阶等级 省级文件(provincial)
  高于 市级文件
位阶等级 市级文件(city_document)
文件 XX2021 「关于困难人员生活补助的通知」
  发文机关 某市政府
  位阶 市级文件
  文号 「某府发〔2021〕1号」
  印发 2021-02-04
  施行 2021-02-04 起
  版本 1.0.0
  原文 notice.txt
"""


def declarations(text: str, name: str = "example.policy") -> tuple[ast.Declaration, ...]:
    parsed = parse(Source(name, text))
    assert [it.headline.en for it in parsed.findings] == []
    return parsed.value.declarations


def interface(more: str = "") -> Interface:
    return collect((*declarations(VOCABULARY), *declarations(more)), AREAS).value


def frame(seen: Interface) -> Frame:
    document = declarations(VOCABULARY)[-1]
    value = elaborate(document, seen, None).value.value
    assert isinstance(value, Document)
    return frame_of(value, seen)


def checked(text: str) -> Checked:
    """The last declaration of the text, free of findings."""
    result, findings = elaborated(text)[-1]
    assert [it.headline.en for it in findings] == []
    return result.checked


def elaborated(text: str) -> list[tuple[Located, tuple[Finding, ...]]]:
    """Every declaration of the text, in the small world and its document."""
    seen = interface(text)
    stands_in = frame(seen)
    return [
        (Located(found.value, it.span.source, it.span.start), found.findings)
        for it in declarations(text)
        for found in (elaborate(it, seen, stands_in),)
    ]
