"""Files with tables: which they are, and what is said of one that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa

from doudi.runtime.causes import cause
from doudi.runtime.population.errors import Place, PopulationError, problem

_MAGIC: Final = {b"PAR1": "parquet", b"ARRO": "arrow"}


@dataclass(frozen=True, slots=True)
class File:
    """`path` is absolute: whoever reads it may stand elsewhere."""

    path: str
    kind: Literal["parquet", "arrow"]

    @property
    def name(self) -> str:
        return Path(self.path).name


def file_of(path: Path) -> File:
    """A table's file by its first bytes, whatever its name."""
    with readable(path.name):
        if not nameable(path.absolute()):
            raise problem(
                Place(path.name),
                "文件路径不是 UTF-8，Arrow 打不开；请改名",
                "its path is not in UTF-8, and Arrow cannot open it; rename it",
            )
        if path.exists() and not path.is_file():
            raise _no_file(path)
        with path.open("rb") as file:
            head = file.read(4)
    match _MAGIC.get(head):
        case "parquet":
            return File(str(path.absolute()), "parquet")
        case "arrow":
            return File(str(path.absolute()), "arrow")
        case _:
            raise problem(
                Place(path.name),
                "不是 Parquet 文件，也不是 Arrow 文件（IPC 文件格式）",
                "is neither a Parquet file nor an Arrow file (IPC file format)",
            )


def nameable(path: Path) -> bool:
    """Whether Arrow can be told of it."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_file(path: Path) -> PopulationError:
    """A folder, or what can be read but once and waits for whoever writes it, such as a pipe."""
    if path.is_dir():
        return problem(
            Place(path.name),
            "是文件夹，不是表；各类一张表的文件夹请直接给出",
            "is a folder and no table; a folder with a table for each kind is given itself",
        )
    return problem(
        Place(path.name),
        "不是磁盘上的文件（如管道），不能分块读；请先存成文件",
        "is no file on a disk but a pipe or the like, and cannot be read in parts; store it first",
    )


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What the system or Arrow says of a file that cannot be read, in words."""
    try:
        yield
    except FileNotFoundError:
        raise problem(Place(name), "没有这个文件", "there is no such file") from None
    except PermissionError:
        raise problem(Place(name), "没有读取的权限", "may not be read") from None
    except pa.ArrowNotImplementedError:
        raise problem(
            Place(name),
            "其中有 Arrow 读不了的内容（如列表里的分类列）；请存成普通文字",
            "holds what Arrow cannot read, such as categories in lists; store them as texts",
        ) from None
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            zh, en = cause(error)
            raise problem(Place(name), f"读不了：{zh}", f"cannot be read: {en}") from None
        raise problem(
            Place(name),
            "读不了：文件可能不完整（如复制中断）或已损坏；请重新取得或重新导出",
            "cannot be read: it is cut short or damaged; copy or export it again",
        ) from None
