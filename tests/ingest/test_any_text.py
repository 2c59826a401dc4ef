"""Whatever a text holds: what is written for it fits together, and nothing is an exception."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from doudi.compiler.ingest.ingest import Incoming, ingest
from doudi.compiler.ingest.offsets import offsets_of, runs
from doudi.compiler.ingest.reading.model import RawText
from doudi.compiler.ingest.reading.read import read_bytes
from doudi.compiler.notices.declaration import read_declaration
from doudi.compiler.notices.notice import build_notice
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.source import Source

_LINES = [
    *(
        "一、范围",
        "（一）对象。应当发放。",
        "一是落实。",
        "▶发放；",
        "二，、程序",
        "1.第一",
        "附件：表",
    ),
    *(
        "各区县：",
        "某县民政局",
        "2021年2月4日",
        "2021年2月30日",
        "某发〔2021〕3号",
        "(此件公开发布)",
    ),
    *("关于发放补助的通知", "发布日期:2021-02-09", "请输入验证码", "近日,某局发布通知", "如下▼"),
    *(
        "救助實(shí)施,,及時(shí)國(guó)務(wù)",
        "困难?群众，",
        "《办法",
        "”",
        "\u3000\u3000发 放补助",
        "- 3 -",
    ),
    *("", " ", "#", '"', "「」", "\\", "'", ": {", "- ", "&a", "*a", "!x", "%", "@", "`", "|", ">"),
    *("\ufffd", "\ue000", "\u202e", "\u200b", "\x07", "\x85", "\u2028", "\ufeff", "\ud7ff", "⺠⽣"),
    *("抄送：某某", "相关链接：x", "自2021年7月1日起施行", "贯彻《甲》（国发〔2014〕17号）", "𠀀"),
]
_TEXTS = st.lists(st.sampled_from(_LINES) | st.text(max_size=12), min_size=1, max_size=14).map(
    "\n".join
)


@settings(max_examples=150, deadline=None)
@example("救助實(shí)施,,\n\x1f")
@example("甲\n甲\n甲\n甲")
@example("一、范围\n2021年2月4日\n2021年2月4日")
@example("一、范围\n应当\n2021年2月4日")
@example("发布日期:\n发布日期:\n发布日期:")
@example("\r\n一\r二\n\r三")
@given(_TEXTS.filter(lambda it: "\0" not in it and not re.search("[\ud800-\udfff]", it)))
def test_all_that_is_written_for_it_fits_together(text: str) -> None:
    raw = RawText(text, "text")
    files = ingest(Incoming(text.encode(), raw, Path("new"))).files
    declared = Source("notice.yaml", files["notice.yaml"].decode())
    assert read_declaration(declared).findings == ()
    notice = Source("notice.txt", files["notice.txt"].decode())
    built = build_notice(notice, declared, Source("raw.txt", text))
    assert {it.code.id for it in built.findings} <= {"P0410"}  # its own numbers may be wrong
    draft = parse(Source("rules.policy", files["rules.policy"].decode()))
    assert draft.findings == ()
    assert format_file(draft.value, "zh", {}) == files["rules.policy"].decode()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    found = read_bytes("x", head + data)
    assert not isinstance(found, RawText) or found.text.strip()


@given(st.lists(st.integers(0, 50)).map(sorted))
def test_runs_keep_every_offset(offsets: list[int]) -> None:
    assert offsets_of(runs(offsets)) == tuple(offsets)
