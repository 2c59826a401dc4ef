"""The command line: one sentence for every mishap, the right exit code, never a traceback."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from doudi.runtime import cli
from doudi.runtime.command_line.language import half, spoken

Run = Callable[[argparse.Namespace], int]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Makes `doudi try` do what the test says, as a part of its own with the extra `more`."""

    def install(run: Run) -> None:
        def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
            parser = subparsers.add_parser("try", help="试一试｜have a try")
            parser.add_argument("what", nargs="?", help="什么｜what")
            parser.set_defaults(run=run)

        monkeypatch.setattr(sys.modules[__name__], "registered", register, raising=False)
        entry = EntryPoint("try", f"{__name__}:registered [more]", "doudi.commands")
        monkeypatch.setattr(cli, "installed", lambda: (entry,))
        monkeypatch.setenv("DOUDI_LANG", "zh")

    return install


def raising(error: BaseException) -> Run:
    def run(_: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_commands_result_is_the_exit_code(command: Callable[[Run], None], code: int) -> None:
    command(lambda _: code)
    assert cli.main(["try"]) == code


def test_the_language_may_stand_before_or_after_the_command(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        sys.stdout.write(f"{args.lang} ")
        return 0

    command(run)
    cli.main(["--lang", "en", "try"])
    cli.main(["try", "--lang=en"])
    cli.main(["try"])
    assert capsys.readouterr().out == "en en zh "


@pytest.mark.parametrize(
    ("argv", "environ", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8", "DOUDI_LANG": "zh"}, "zh"),
        (["--lang", "en"], {"DOUDI_LANG": "zh"}, "en"),
        (["try", "--lang=zh"], {"DOUDI_LANG": "en"}, "zh"),
        (["try", "--", "--lang=en"], {}, "zh"),
    ],
)
def test_chinese_unless_english_is_asked_for(
    argv: list[str], environ: dict[str, str], lang: str
) -> None:
    assert spoken(argv, environ) == lang


def test_a_help_text_is_shown_in_one_language(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(lambda _: 0)
    assert cli.main(["try", "--help"]) == 0
    zh = capsys.readouterr().out
    assert cli.main(["try", "--help", "--lang", "en"]) == 0
    en = capsys.readouterr().out
    assert "什么" in zh
    assert "用法" in zh
    assert "usage" not in zh
    assert en.isascii()
    assert half("一种", "en") == "一种"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["tyr"], "没有 `tyr` 这个命令；是不是 `try`？"),
        (["frobnicate"], "没有 `frobnicate` 这个命令"),
        (["tyr", "--lang", "en"], "there is no command `tyr`; did you mean `try`?"),
        (["try", "a", "b"], "不认识的参数：b"),
        (["try", "--lang", "fr"], "--lang 没有 `fr` 这个选择"),
        (["try", "--color"], "--color 后面要写一个值"),
    ],
)
def test_wrong_usage_is_one_plain_sentence_and_exit_2(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    said: str,
) -> None:
    command(lambda _: 0)
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "invalid" not in err
    assert "Traceback" not in err


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_2(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(lambda _: 0)
    assert cli.main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "试一试" in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "No such file", "家庭.yaml"), "无法读写 `家庭.yaml`：没有这个文件"),
        (PermissionError(13, "denied", "a"), "无法读写 `a`：没有权限"),
        (ModuleNotFoundError("", name="lark"), "pip install 'doudi[more]'"),
        (ValueError("boo"), "内部错误（ValueError: boo）"),
        (RecursionError("deep"), "内部错误（RecursionError: deep）"),
        (ModuleNotFoundError("no", name="doudi.compiler.gone"), "内部错误"),
    ],
)
def test_a_mishap_is_one_sentence_and_exit_2(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    said: str,
) -> None:
    command(raising(error))
    assert cli.main(["try"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("doudi: ")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_traceback_is_shown_to_those_who_ask(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOUDI_DEBUG", "1")
    command(raising(ValueError("boo")))
    assert cli.main(["try"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_control_c_is_quiet(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(KeyboardInterrupt()))
    assert cli.main(["try"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_part_that_lacks_its_extra_costs_its_own_commands_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = EntryPoint("grand", "not_installed_anywhere:register [grand]", "doudi.commands")
    monkeypatch.setattr(EntryPoint, "load", raising_load("networkx"))
    monkeypatch.setattr(cli, "installed", lambda: (lacking,))
    assert cli.main(["completion", "--help", "--lang", "en"]) == 0
    assert cli.main(["check", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "`grand` lacks `networkx`; run: pip install 'doudi[grand]'" in said


def raising_load(missing: str) -> Callable[[EntryPoint], object]:
    def load(_: EntryPoint) -> object:
        raise ModuleNotFoundError(name=missing)

    return load


def test_a_reader_that_goes_away_is_no_error_message() -> None:
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "doudi.runtime.cli", "completion", "bash"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert ran.stderr == b""
    assert ran.returncode == 141


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ("schema >&-", "cannot read or write: standard input or output is closed"),
        ("explain >&-", "cannot read or write: standard input or output is closed"),
        ("fmt - <&-", "cannot read or write: standard input or output is closed"),
        ("explain P0205 > /dev/full", "cannot read or write: the disk is full"),
    ],
)
def test_a_stream_that_takes_nothing_is_one_sentence(shell: str, said: str) -> None:
    command = f"{sys.executable} -m doudi.runtime.cli --lang en {shell}"
    ran = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert ran.stderr.decode() == f"doudi: {said}\n"
    assert ran.returncode == 2


def test_what_needs_no_stream_works_without_one() -> None:
    command = f"{sys.executable} -m doudi.runtime.cli schema -o /dev/null <&- >&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", command], check=False).returncode == 0


def test_chinese_is_printed_under_a_locale_that_cannot() -> None:
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [sys.executable, "-m", "doudi.runtime.cli", "--help"],
        env=env,
        capture_output=True,
        check=True,
    )
    assert "社会救助" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "explain" in script
    assert "--lang" in script
