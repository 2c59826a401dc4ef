"""What looking into a rules folder can find wrong."""

from __future__ import annotations

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.causes import cause
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Source, Span


def leads_out(written: str, span: Span) -> Finding:
    return Finding(
        codes.PATH_LEADS_OUT,
        Message(
            f"路径 `{written}` 指到规则目录之外",
            f"path `{written}` leads out of the rules folder",
        ),
        Label(span),
        help=Message(
            "把文件放进规则目录，写相对于本文件的路径，例如 `notice.txt`",
            "put the file into the rules folder and name it relative to this file, "
            "such as `notice.txt`",
        ),
    )


def folder_closed(name: str, error: OSError) -> Finding:
    why = cause(error)
    return Finding(
        codes.FILE_UNREADABLE,
        Message(
            f"文件夹 `{name}` 打不开：{why.zh}", f"the folder `{name}` cannot be read: {why.en}"
        ),
        Label(Span(Source(name, ""), 0, 0)),
        help=Message("检查是否有权限读取", "check that it may be read"),
    )
