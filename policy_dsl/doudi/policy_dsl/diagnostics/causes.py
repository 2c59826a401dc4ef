"""Why the operating system would not read a file, in words for its author."""

from __future__ import annotations

import errno
from typing import Final

from doudi.policy_dsl.diagnostics.model import Message

_CAUSES: Final = {
    errno.ENOENT: Message("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: Message("没有权限", "permission denied"),
    errno.EPERM: Message("没有权限", "permission denied"),
    errno.EISDIR: Message("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: Message("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EINVAL: Message("这不是普通的文件", "it is no ordinary file"),
    errno.ELOOP: Message("链接绕成了圈", "its links lead round in a circle"),
    errno.ENAMETOOLONG: Message("名称太长", "the name is too long"),
}


def cause(error: OSError) -> Message:
    said = error.strerror or type(error).__name__
    return _CAUSES.get(error.errno or 0, Message(said, said))
