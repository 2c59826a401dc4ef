"""Where the rules of a decision come from: a bundle, or a folder if a compiler is installed.

The runtime knows no compiler. One that is installed names a function in the
entry-point group `doudi.rules_loader`:

    def load_rules(folder: Path, lang: Literal["zh", "en"]) -> Program

It raises `RulesError` with all that is wrong, ready to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeAlias

from doudi.runtime.bundle.read import Loaded, load
from doudi.runtime.bundle.write import hash_of
from doudi.runtime.program.declarations import Program

Lang: TypeAlias = Literal["zh", "en"]
Loader: TypeAlias = Callable[[Path, Lang], Program]

GROUP: Final = "doudi.rules_loader"
DEFAULT_FOLDER: Final = Path("rules")


class RulesError(Exception):
    """Rules that cannot be used. `findings`: they were read, and something in them is wrong."""

    def __init__(self, zh: str, en: str, *, findings: bool = False) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.findings = findings

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


def find_rules(bundle: Path | None, folder: Path | None, lang: Lang) -> Loaded:
    """The rules that are named, else those of `rules/`. Raises BundleError or RulesError."""
    if bundle is not None:
        return load(bundle)
    if folder is None and not DEFAULT_FOLDER.is_dir():
        raise RulesError(
            "没有可用的规则：这里没有 `rules/`；请用 `--bundle 文件` 或 `--rules 文件夹` 指明",
            "there are no rules: this folder has no `rules/`; name some with `--bundle FILE` or "
            "`--rules DIR`",
        )
    return load_folder(folder or DEFAULT_FOLDER, lang)


def load_folder(folder: Path, lang: Lang) -> Loaded:
    if not folder.is_dir():
        raise RulesError(f"没有 `{folder}` 这个文件夹", f"there is no folder `{folder}`")
    program = _loader()(folder, lang)
    return Loaded(program, hash_of(program))


def _loader() -> Loader:
    from importlib.metadata import entry_points  # noqa: PLC0415 - a bundle needs no compiler

    for entry in sorted(entry_points(group=GROUP)):
        try:
            found: Loader = entry.load()
        except ModuleNotFoundError:
            continue
        return found
    raise RulesError(
        "要直接读规则文件夹，须装上编译器：`pip install 'doudi[compiler]'`；"
        "或先在别处 `doudi build`，再用 `--bundle 文件`",
        "reading a folder of rules needs the compiler: `pip install 'doudi[compiler]'`; or run "
        "`doudi build` elsewhere and use `--bundle FILE`",
    )
