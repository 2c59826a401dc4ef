"""Why the operating system would not read or write a file, in Chinese and English.

The system words it in English for programmers, and not alike on every machine.
"""

from __future__ import annotations

import errno
from typing import Final

_CAUSES: Final = {
    errno.ENOENT: ("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EISDIR: ("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.ELOOP: ("链接绕成了圈", "its links lead round in a circle"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the quota of the disk is used up"),
    errno.EFBIG: ("文件超过了所允许的大小", "the file is larger than is allowed"),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
}


def cause(error: OSError) -> tuple[str, str]:
    """In Chinese and in English."""
    said = error.strerror or type(error).__name__
    return _CAUSES.get(error.errno or 0, (said, said))
