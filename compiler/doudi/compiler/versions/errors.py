"""What checking versions can find wrong."""

from __future__ import annotations

from doudi.compiler.versions.meaning import Meaning
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Span


def changed(meaning: Meaning, version: Span, recorded: Span) -> Finding:
    return Finding(
        codes.MEANING_CHANGED,
        Message(
            f"文件 `{meaning.document}` 的含义变了，版本仍是 `{meaning.version}`",
            f"document `{meaning.document}` means something else now, "
            f"and its version is still `{meaning.version}`",
        ),
        Label(version, Message("这一版已经发布", "this version has been released")),
        (Label(recorded, Message("发布时的含义登记在此", "what it meant is recorded here")),),
        help=Message(
            "把版本号加大，再运行 `doudi lock`；只改措辞不会出现这一条",
            "raise the version, then run `doudi lock`; wording alone does not lead here",
        ),
    )


def not_locked(meaning: Meaning, version: Span) -> Finding:
    return Finding(
        codes.VERSION_NOT_LOCKED,
        Message(
            f"文件 `{meaning.document}` 的版本 `{meaning.version}` 尚未登记",
            f"version `{meaning.version}` of document `{meaning.document}` is not recorded",
        ),
        Label(version),
        help=Message(
            "发布前运行 `doudi lock`，把它的含义登记下来",
            "run `doudi lock` before releasing it, to record what it means",
        ),
    )


def no_release(line: Span) -> Finding:
    return Finding(
        codes.LOCK_UNREADABLE,
        Message("这一行不是版本登记", "this line records no version"),
        Label(line),
        help=Message(
            "删去这一行，运行 `doudi lock` 重新登记；登记簿不要手工修改",
            "remove the line and run `doudi lock` again; the lock is not edited by hand",
        ),
    )


def recorded_twice(release: tuple[str, str], first: Span, again: Span) -> Finding:
    document, version = release
    return Finding(
        codes.LOCK_UNREADABLE,
        Message(
            f"`{document}` 的版本 `{version}` 登记了两种含义",
            f"version `{version}` of `{document}` is recorded with two meanings",
        ),
        Label(again),
        (Label(first, Message("先登记在此", "first recorded here")),),
        help=Message(
            "只留真正发布的那一行；另一种含义用新的版本号",
            "keep the line that was released; give the other meaning a version of its own",
        ),
    )
