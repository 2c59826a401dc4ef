"""`doudi`: one command, whose subcommands come from the installed parts.

A part registers a function in the entry-point group `doudi.commands`:

    def register(subparsers) -> None:
        check = subparsers.add_parser("check", help="检查规则｜check the rules")
        check.set_defaults(run=run)        # run(args) -> int, an exit code

`args.lang` ("zh" or "en") and `args.color` (a bool) are always there. Every text of
help may be written `中文｜English`.

The runtime's own commands are known without asking the parts, and one that is named first is
the only one registered: looking up what is installed takes longer than a small decision.

Exit codes: 0 clean, 1 findings or a failed case, 2 wrong usage or unreadable input.
Ctrl-C is 130 and a reader that went away 141, as the shell expects. Nothing but the
standard library is imported here.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn, TextIO

from doudi.runtime import commands
from doudi.runtime.causes import cause
from doudi.runtime.command_line.language import Lang, choose, spoken
from doudi.runtime.command_line.parser import Parser, finish
from doudi.runtime.command_line.parts import (
    Parts,
    installed,
    needs,
    no_parts,
    register_parts,
    why_missing,
)
from doudi.runtime.engine import engine

USAGE: Final = 2
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141

_DESCRIPTION: Final = (
    "doudi 兜底：把社会救助通知写成可以运行、能说明理由的规则"
    "｜doudi: social-assistance circulars as rules that run and say why"
)
_EXAMPLES: Final = """例如：
  doudi check rules                     检查规则，逐句核对引文
  doudi decide examples/家庭.yaml --rules rules
                                        对一个家庭作出决定并说明理由
  doudi explain P0401                   某个提示是什么意思
｜examples:
  doudi check rules                     check the rules and every quotation
  doudi decide examples/home.yaml --rules rules
                                        decide for a household, and say why
  doudi explain P0401                   what a finding means"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; whatever happens, never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = spoken(words, os.environ)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    command = ""
    parts = no_parts()
    try:
        parser, parts = build_parser(lang, words)
        args = parser.parse_args(words)
        command = args.command or ""
        _complete(args, lang)
        code = int(args.run(args)) if command else _no_command(parser)
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of(sys.stdout)
        return NOBODY_READS
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "doudi":
            return _internal(error, lang)
        return _say(needs(parts, command, str(error.name), lang))
    except OSError as error:
        try:
            sys.stdout.flush()
        except (OSError, ValueError):  # a full disk, a closed stream: it would fail again at exit
            _let_go_of(sys.stdout)
        return _unreadable(error, lang)
    except Exception as error:  # noqa: BLE001 - the last line of defence, and it says so
        return _internal(error, lang)
    return code


def build_parser(lang: Lang, words: Sequence[str] = ()) -> tuple[Parser, Parts]:
    """The command line in one language, and which part brought what.

    Of all commands, or of one of the runtime's own if `words` begin with it.
    """
    parser = Parser(prog="doudi", description=_DESCRIPTION, epilog=_EXAMPLES)
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        help="显示版本｜show the version",
    )
    subparsers = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        title="命令｜commands",
        prog=parser.prog,  # argparse would draw up its usage to find that out
        parser_class=Parser,
    )
    if words and words[0] in commands.NAMES:
        parts = no_parts()
        commands.register(subparsers, words[:1])
    else:
        parts = register_parts(parser, subparsers, installed())
    _add_completion(parser, subparsers)
    parser.hint = lambda _: why_missing(parts, lang)
    finish(parser, lang)
    return parser, parts


class _Version(argparse.Action):
    """Which doudi it is, looked up when that is asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        sys.stdout.write(f"doudi {engine()}\n")
        parser.exit()


def _add_completion(parser: Parser, subparsers: argparse._SubParsersAction[Parser]) -> None:
    def run(args: argparse.Namespace) -> int:
        import shtab  # noqa: PLC0415 - only here, and only if installed

        sys.stdout.write(str(shtab.complete(parser, args.shell)))
        return 0

    completion = subparsers.add_parser(
        "completion",
        help="让终端补全命令｜let the shell complete commands",
        description="打印补全脚本｜print a completion script",
        epilog='例如：eval "$(doudi completion bash)"｜example: eval "$(doudi completion bash)"',
    )
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    completion.set_defaults(run=run)


def _complete(args: argparse.Namespace, lang: Lang) -> None:
    """Put in place what every command may rely on."""
    if getattr(args, "lang", None) not in ("zh", "en"):
        args.lang = lang
    asked = getattr(args, "color", "auto")
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    wanted = on_terminal and not os.environ.get("NO_COLOR")
    args.color = asked == "always" or (asked == "auto" and wanted)


def _no_command(parser: Parser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def _unreadable(error: OSError, lang: Lang) -> int:
    if error.errno == errno.EBADF and error.filename is None:
        return _say(
            choose(
                lang,
                "标准输入或标准输出是关着的，无法读写",
                "cannot read or write: standard input or output is closed",
            )
        )
    where = f" `{error.filename}`" if error.filename is not None else ""
    zh, en = cause(error)
    return _say(choose(lang, f"无法读写{where}：{zh}", f"cannot read or write{where}: {en}"))


def _internal(error: BaseException, lang: Lang) -> int:
    if os.environ.get("DOUDI_DEBUG") == "1":
        import traceback  # noqa: PLC0415 - nobody should wait for what is hardly ever shown

        traceback.print_exception(error)
    kind = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return _say(
        choose(
            lang,
            f"内部错误（{kind}）；这是 doudi 的问题，请把命令、输入文件和 `doudi --version` "
            "一并告诉我们，设 DOUDI_DEBUG=1 可看详情",
            f"internal error ({kind}); the fault is doudi's: please report it with the command, "
            "the input file and `doudi --version`; DOUDI_DEBUG=1 shows more",
        )
    )


def _say(sentence: str) -> int:
    sys.stderr.write(f"doudi: {sentence}\n")
    return USAGE


def _open_what_is_closed() -> None:
    """A stream that the shell closed (`>&-`) fails when it is used, and not before."""
    if sys.stderr is None:
        # Nobody is there to be told.
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_WRONLY), "r", encoding="utf-8")


def _speak_utf8(stream: TextIO) -> None:
    # Under a C locale Python would refuse Chinese, and a file name may hold what no encoding can.
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _let_go_of(stream: TextIO) -> None:
    # Python flushes once more at exit, and would complain to the terminal.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    sys.exit(main())
