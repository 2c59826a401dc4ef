"""Writing a notice's folder: a new one all at once, files of an old one each whole or untouched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from doudi.compiler.ingest.reading.model import Refused
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.command_line.output import deliver


def refused(folder: Path, *, force: bool) -> Refused | None:
    """Why nothing may be written there."""
    if folder.exists() and not folder.is_dir():
        return Refused(Message(f"`{folder}` 不是文件夹", f"`{folder}` is no folder"))
    if folder.is_symlink() and not folder.exists():
        return Refused(
            Message(f"`{folder}` 是断开的链接", f"`{folder}` is a link that leads nowhere")
        )
    if folder.exists() and any(folder.iterdir()) and not force:
        return Refused(
            Message(
                f"`{folder}` 里已有文件，什么也没有写；要换掉由 ingest 写的文件，加上 --force",
                f"there are files in `{folder}`, and nothing was written; to replace those that "
                "ingest writes, add --force",
            )
        )
    return None


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of the files that were written; one that is the same already is left alone."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        try:
            for name, data in files.items():
                deliver(data, part / name)
            part.chmod(0o755)
            part.rename(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return tuple(files)
    written: list[str] = []
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            deliver(data, path)
            written.append(name)
    return tuple(written)
