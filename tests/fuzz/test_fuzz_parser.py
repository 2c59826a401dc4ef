"""A short run of the fuzzer; `python -m tests.fuzz.fuzz_parser` is the long one."""

from __future__ import annotations

import pytest

from tests.fuzz.fuzz_parser import run, try_one

INPUTS = 3000


def test_whatever_the_bytes_there_are_findings_and_no_exception() -> None:
    report = run(seed=2021, numbers=range(INPUTS))
    assert report.broken == []
    assert report.inputs == INPUTS
    assert report.clean > INPUTS // 100  # or nothing but noise would have been tried


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", id="a byte order mark alone"),
        pytest.param(b"\0" * 1000, id="zeros"),
        pytest.param(b"#\n" * 50_000, id="comments alone"),
        pytest.param("“".encode() * 30_000, id="one odd character, often"),
        pytest.param("条款 一-1\n  当 ".encode() + b"(" * 30_000, id="brackets that never close"),
        pytest.param("条款 一-1\n  当 ".encode() + "非 ".encode() * 30_000, id="not not not"),
        pytest.param("条款 一-1\n  金额 1".encode() + b"+1" * 30_000, id="a very long sum"),
        pytest.param("条款 一-1\n  金额 ".encode() + b"9" * 500_000, id="a very long number"),
        pytest.param(("条款 " + "五" * 300_000).encode(), id="a very long address"),
        pytest.param(b"x\n" * 300_000, id="nothing but mistakes"),
        pytest.param(
            ("条款 一-1\n" + "  金额\n" * 10_000).encode(), id="clauses without arguments"
        ),
        pytest.param(b"x" * 1_000_001, id="too large"),
    ],
)
def test_size_is_no_weapon(data: bytes) -> None:
    try_one(data)
