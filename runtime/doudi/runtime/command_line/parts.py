"""The installed parts of doudi, each of which brings its own subcommands.

A part names a function in the entry-point group `doudi.commands`, and beside it, in
brackets, the extra that its third-party needs come with. A part that cannot be
imported costs its own commands and no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.parser import Parser, commands

if TYPE_CHECKING:
    import argparse
    from importlib.metadata import EntryPoint

GROUP: Final = "doudi.commands"

# Packages that one command of a part needs, and not the part itself.
_EXTRA_FOR: Final = {
    "matplotlib": "impact",
    "numpy": "arrow",
    "pandas": "spark",
    "pyarrow": "arrow",
    "pyspark": "spark",
    "tqdm": "arrow",
}


class Parts(NamedTuple):
    """Which part brought each command, and which parts could not be loaded for want of what.

    No dataclass: what makes one takes longer to load than help takes to print.
    """

    of_command: dict[str, str]
    extra_of: dict[str, str]
    missing: dict[str, str]


def no_parts() -> Parts:
    return Parts({}, {}, {})


def register_parts(
    parser: Parser, subparsers: argparse._SubParsersAction[Parser], found: tuple[EntryPoint, ...]
) -> Parts:
    """Let every part add its commands; its order in help is the order of the parts' names."""
    parts = no_parts()
    for entry in found:
        parts.extra_of[entry.name] = entry.extras[0] if entry.extras else ""
        before = set(commands(parser))
        try:
            entry.load()(subparsers)
        except ModuleNotFoundError as error:
            if error.name is not None and f"{entry.module}.".startswith(f"{error.name}."):
                continue  # the part itself is left out of this installation
            if str(error.name).partition(".")[0] == "doudi":
                raise
            parts.missing[entry.name] = str(error.name)
        for name in commands(parser):
            if name not in before:
                parts.of_command[name] = entry.name
    return parts


def installed() -> tuple[EntryPoint, ...]:
    """The parts of this installation, each once, by name."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - many commands need no parts

    return tuple({it.name: it for it in sorted(entry_points(group=GROUP))}.values())


def why_missing(parts: Parts, lang: Lang) -> str | None:
    """A sentence for a command that is not there because its part could not be loaded."""
    for part, module in parts.missing.items():
        return choose(
            lang,
            f"`{part}` 部分缺少 `{module}`，未能载入；{_install(parts, part, lang)}",
            f"the part `{part}` lacks `{module}`; {_install(parts, part, lang)}",
        )
    return None


def needs(parts: Parts, command: str, module: str, lang: Lang) -> str:
    """A sentence for a command that was begun and lacks a package."""
    part = parts.of_command.get(command, "")
    install = _pip(_EXTRA_FOR.get(module) or parts.extra_of.get(part, ""), lang)
    return choose(
        lang,
        f"`doudi {command}` 需要 `{module}`，尚未安装；{install}",
        f"`doudi {command}` needs `{module}`, which is not installed; {install}",
    )


def _install(parts: Parts, part: str, lang: Lang) -> str:
    return _pip(parts.extra_of.get(part, ""), lang)


def _pip(extra: str, lang: Lang) -> str:
    package = f"doudi[{extra}]" if extra else "doudi"
    return choose(lang, "请运行 ", "run: ") + f"pip install '{package}'"
