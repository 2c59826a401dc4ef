"""An argument parser that says what is wrong in Chinese or English, with a did-you-mean.

argparse knows English only and words its complaints for programmers; what it
complains of is recognised here and said anew.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from doudi.runtime.command_line.language import Lang, choose, half

_HEADINGS: Final = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数:"),
    ("options:", "选项:"),
    ("show this help message and exit", "显示这段帮助后退出"),
)

_COMPLAINTS: Final = (
    (r"the following arguments are required: (?P<a>.+)", "缺少参数：{a}｜missing: {a}"),
    (r"unrecognized arguments: (?P<a>.+)", "不认识的参数：{a}｜not understood: {a}"),
    (r"argument (?P<a>.+): expected one argument", "{a} 后面要写一个值｜{a} needs a value"),
    (
        r"argument (?P<a>.+): expected at least one argument",
        "{a} 后面至少要写一个值｜{a} needs at least one value",
    ),
    (
        r"argument (?P<a>.+): not allowed with argument (?P<b>.+)",
        "{a} 与 {b} 不能同时用｜{a} and {b} do not go together",
    ),
    (
        r"one of the arguments (?P<a>.+) is required",
        "以下参数须写其一：{a}｜one of these is needed: {a}",
    ),
    (
        r"argument (?P<a>.+): invalid (?P<c>\S+) value: '(?P<b>.*)'",
        "{a} 的值 `{b}` 不对｜`{b}` is no value for {a}",
    ),
    (
        r"argument (?P<a>.+): invalid choice: '(?P<b>.*?)' \(choose from (?P<c>.+)\)",
        "{a} 没有 `{b}` 这个选择；可选：{c}｜`{b}` is no choice for {a}; there are: {c}",
    ),
)


class Parser(argparse.ArgumentParser):
    """Subparsers made from it are of the same kind, so every part's commands talk alike."""

    lang: Lang = "zh"
    hint: Callable[[str], str | None] = staticmethod(lambda _: None)  # why a command is missing

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    def format_help(self) -> str:
        return self._translated(super().format_help())

    def format_usage(self) -> str:
        return self._translated(super().format_usage())

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"doudi: {self._said(message)}\n")
        more = half("用法见｜see", self.lang)
        sys.stderr.write(f"{more} {self.prog} --help\n")
        raise SystemExit(2)

    def _translated(self, text: str) -> str:
        if self.lang == "en":
            return text
        for en, zh in _HEADINGS:
            text = text.replace(en, zh)
        return re.sub(r"(?m)^(\S.*):$", r"\1：", text)

    def _said(self, message: str) -> str:
        unknown = re.fullmatch(r"argument COMMAND: invalid choice: '(.*?)' .*", message, re.DOTALL)
        if unknown:
            return self._unknown_command(unknown[1])
        for pattern, said in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                parts = {key: value.replace("'", "") for key, value in found.groupdict().items()}
                return half(said, self.lang).format(**parts)
        if found := re.fullmatch(r"argument (.+?): (.+｜.+)", message, re.DOTALL):
            return f"{found[1]}{choose(self.lang, '：', ': ')}{half(found[2], self.lang)}"
        return message

    def _unknown_command(self, word: str) -> str:
        if why := self.hint(word):
            return why
        near = difflib.get_close_matches(word, commands(self), 1, 0.6)
        said = choose(self.lang, f"没有 `{word}` 这个命令", f"there is no command `{word}`")
        if near:
            said += choose(self.lang, f"；是不是 `{near[0]}`？", f"; did you mean `{near[0]}`?")
        return said


def commands(parser: argparse.ArgumentParser) -> Sequence[str]:
    """The names of the subcommands registered so far."""
    return tuple(name for action in _subparsers(parser) for name in action.choices)


def finish(parser: Parser, lang: Lang) -> None:
    """Give every subcommand `--lang` and `--color`, and leave one language in its texts."""
    parser.lang = lang
    _localise(parser, lang)
    for action in _subparsers(parser):
        for child in dict.fromkeys(action.choices.values()):
            if isinstance(child, Parser):
                child.hint = parser.hint
                finish(child, lang)
    _add_shared(parser, lang)


def _add_shared(parser: Parser, lang: Lang) -> None:
    own = parser._option_string_actions  # noqa: SLF001 - argparse has no other way to ask
    group = parser.add_argument_group(half("通用选项｜everywhere", lang))
    if "--lang" not in own:
        group.add_argument(
            "--lang",
            choices=("zh", "en"),
            default=argparse.SUPPRESS,
            help=half("说中文或英文｜talk Chinese or English", lang),
        )
    if "--color" not in own:
        group.add_argument(
            "--color",
            choices=("auto", "always", "never"),
            default=argparse.SUPPRESS,
            help=half("颜色：默认只在终端上用｜colour: by default only on a terminal", lang),
        )


def _localise(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.description = half(parser.description or "", lang) or None
    parser.epilog = half(parser.epilog or "", lang) or None
    for group in parser._action_groups:  # noqa: SLF001 - as above
        group.title = half(group.title or "", lang)
        group.description = half(group.description or "", lang) or None
    for action in parser._actions:  # noqa: SLF001 - as above
        action.help = half(action.help, lang) if action.help else action.help
        if isinstance(action.metavar, str):
            action.metavar = half(action.metavar, lang)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for choice in action._choices_actions:  # noqa: SLF001 - as above
                choice.help = half(choice.help or "", lang)


def _subparsers(
    parser: argparse.ArgumentParser,
) -> list[argparse._SubParsersAction[argparse.ArgumentParser]]:
    return [
        it
        for it in parser._actions  # noqa: SLF001 - as above
        if isinstance(it, argparse._SubParsersAction)  # noqa: SLF001 - as above
    ]
