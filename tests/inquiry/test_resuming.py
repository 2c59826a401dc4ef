"""Cut anywhere, an interview goes on as if nothing had happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from errno import ENOSPC
from pathlib import Path
from typing import IO, Final, TypeAlias

import pytest

from tests.inquiry.drawn import fresh, lines_of
from tests.inquiry.terminal import CUT, Said, doudi

Typed: TypeAlias = Sequence[str | type[BaseException]]

_ENDS: Final[Mapping[str, Typed]] = {
    "end of input": (),
    "Ctrl-C": (CUT,),
    "quit": ("退出",),
}


def _answers(session: Path) -> int:
    return len(json.loads(session.read_bytes())["answers"])


@pytest.mark.parametrize(("seed", "end"), list(zip(range(3), _ENDS, strict=True)))
def test_an_interview_cut_after_any_answer_ends_as_the_uncut_one(
    seed: int, end: str, sample: Path, facts: Path, tmp_path: Path
) -> None:
    lines = lines_of(fresh(), seed)
    assert lines
    whole = tmp_path / "whole.json"
    uncut = _interview(facts, sample, whole, lines)
    assert uncut.code == 0
    for at in range(len(lines)):
        session = tmp_path / f"cut-{at}.json"
        cut = doudi(
            "ask",
            facts,
            "--bundle",
            sample,
            "--interview",
            "-o",
            session,
            typed=[*lines[:at], *_ENDS[end]],
        )
        assert (cut.code, cut.data) == (130 if end == "Ctrl-C" else 0, "")
        assert str(session) in "".join(cut.talk.split("\n"))
        assert _answers(session) == at
        resumed = doudi("ask", session, "--bundle", sample, "--interview", typed=lines[at:])
        assert (resumed.code, resumed.data) == (0, uncut.data)
        assert session.read_bytes() == whole.read_bytes()


def test_a_process_killed_between_two_questions_has_lost_no_answer(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    lines = lines_of(fresh(), 0)
    uncut = _interview(facts, sample, tmp_path / "whole.json", lines)
    for at in (1, len(lines) - 1):
        session = tmp_path / f"killed-{at}.json"
        with _started(facts, sample, session) as process:
            assert process.stdin is not None
            assert process.stderr is not None
            for line in lines[:at]:
                _wait_for_prompt(process.stderr)
                process.stdin.write(f"{line}\n".encode())
                process.stdin.flush()
            _wait_for_prompt(process.stderr)  # the next question: the answer before it is kept
            process.kill()
        assert _answers(session) == at
        resumed = doudi("ask", session, "--bundle", sample, "--interview", typed=lines[at:])
        assert resumed.data == uncut.data


def test_a_process_killed_while_it_writes_leaves_the_answers_before(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    lines = lines_of(fresh(), 1)
    for attempt in range(2):
        session = tmp_path / f"killed-{attempt}.json"
        with _started(facts, sample, session) as process:
            assert process.stdin is not None
            assert process.stderr is not None
            _wait_for_prompt(process.stderr)
            process.stdin.write(f"{lines[0]}\n".encode())
            process.stdin.flush()
            process.kill()
        assert _answers(session) in (0, 1)
        again = lines[_answers(session) :]
        assert doudi("ask", session, "--bundle", sample, "--interview", typed=again).code == 0


def test_on_a_full_disk_the_answers_before_stay_whole_and_it_is_said(
    sample: Path, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_of(fresh(), 0)
    session = tmp_path / "session.json"
    _interview(facts, sample, session, lines[:2])
    before = session.read_bytes()

    def full(_: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("doudi.runtime.command_line.output.os.fsync", full)
        said = doudi("ask", session, "--bundle", sample, "--interview", typed=lines[2:])
    assert (said.code, said.data) == (2, "")
    assert f"无法读写 `{session}`：磁盘已满" in said.talk
    assert session.read_bytes() == before
    assert list(tmp_path.glob(".doudi-*")) == []


def test_the_disk_that_fills_up_in_the_middle_costs_the_last_answer_alone(
    sample: Path, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = tmp_path / "session.json"
    written = os.fsync
    room = iter([True, True, False])

    def filling(file: int) -> None:
        if not next(room):
            raise OSError(ENOSPC, "No space left on device")
        written(file)

    monkeypatch.setattr("doudi.runtime.command_line.output.os.fsync", filling)
    said = _interview(facts, sample, session, lines_of(fresh(), 0))
    assert said.code == 2
    assert "上一个回答没有存下" in said.talk
    assert _answers(session) == 1


def test_of_two_who_go_on_with_one_file_neither_writes_over_the_other(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    lines = lines_of(fresh(), 0)
    session = tmp_path / "session.json"
    _interview(facts, sample, session, lines[:1])

    def while_somebody_else_answers() -> Iterator[str]:
        doudi("ask", session, "--bundle", sample, "--interview", typed=lines[1:2])
        yield "不知道"

    said = doudi(
        "ask", session, "--bundle", sample, "--interview", typed=while_somebody_else_answers()
    )
    assert (said.code, said.data) == (2, "")
    assert "已被别处改动，不予覆盖" in said.talk
    assert _answers(session) == 2


def test_a_link_to_the_file_is_the_file(sample: Path, facts: Path, tmp_path: Path) -> None:
    session, link = tmp_path / "session.json", tmp_path / "link.json"
    _interview(facts, sample, session, ["不知道"])
    link.symlink_to(session)
    again = doudi("ask", link, "--bundle", sample, "--interview", typed=["不知道"])
    assert again.code == 0
    assert link.is_symlink()
    assert _answers(session) == 2


def test_what_was_skipped_or_is_not_known_is_not_asked_again(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    session = tmp_path / "session.json"
    first = _interview(facts, sample, session, ["不知道", "跳过"])
    asked = [it for it in first.talk.splitlines() if it.startswith(("成员", "该家庭"))]
    again = doudi("ask", session, "--bundle", sample, "--interview")
    assert asked[2] in again.talk.splitlines()
    assert not {asked[0], asked[1]} & set(again.talk.splitlines())


def test_an_interview_that_is_over_gives_its_letter_again(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    session = tmp_path / "session.json"
    lines = lines_of(fresh(), 2)
    first = _interview(facts, sample, session, lines)
    before = session.read_bytes()
    again = doudi("ask", session, "--bundle", sample, "--interview")
    assert (again.code, again.data, session.read_bytes()) == (0, first.data, before)


def _interview(facts: Path, bundle: Path, session: Path, lines: Typed) -> Said:
    return doudi("ask", facts, "--bundle", bundle, "--interview", "-o", session, typed=lines)


def _started(facts: Path, bundle: Path, session: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "doudi.runtime.cli", "ask", str(facts), "--interview"]
    return subprocess.Popen(
        [*command, "--bundle", str(bundle), "-o", str(session)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _wait_for_prompt(talk: IO[bytes]) -> None:
    seen = b""
    while not seen.endswith(b"> "):
        byte = talk.read(1)
        assert byte, seen.decode()
        seen += byte
