"""Throws bytes at the parser and says what came of it.

    python -m tests.fuzz.fuzz_parser --inputs 1000000 --jobs 2 --seed 7

Promised of every input: nothing but findings; every finding can be drawn and has its place in the
text; what is clean can be formatted, reads as it was, and is formatted already; none takes longer
than a second. Each input has a number and can be made again from the seed and that number.
Exit code 1 if a promise was broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Final

from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.diagnostics.render.text import render
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.parsing.read import decode
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.source import Source
from tests.fuzz.rule_texts import generate, real_rules

SLOWEST: Final = 1.0  # seconds that one input may take
_BATCH: Final = 5000


@dataclass(slots=True)
class Report:
    inputs: int = 0
    clean: int = 0
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_input: int = -1

    def add(self, other: Report) -> None:
        self.inputs += other.inputs
        self.clean += other.clean
        self.broken += other.broken
        if other.slowest > self.slowest:
            self.slowest, self.slowest_input = other.slowest, other.slowest_input


def data_of(seed: int, number: int, rules: list[str]) -> bytes:
    return generate(Random(f"{seed}/{number}"), rules)  # noqa: S311 it need not be secret


def try_one(data: bytes) -> bool:
    """Whether the input is a rule file without a mistake; raises if a promise is broken."""
    read = decode("fuzz", data)
    if read.value is None:
        _drawn(read.findings, None)
        return False
    parsed = parse(read.value)
    _drawn(parsed.findings, read.value)
    if parsed.findings:
        return False
    for lang in ("zh", "en"):
        text = format_file(parsed.value, lang, {})
        again = parse(Source("again", text))
        if again.findings or again.value != parsed.value:
            raise AssertionError(f"what was printed in {lang} reads differently")
        if format_file(again.value, lang, {}) != text:
            raise AssertionError(f"what was printed in {lang} is not laid out yet")
    return True


def _drawn(findings: tuple[Finding, ...], source: Source | None) -> None:
    for finding in findings:
        span = finding.primary.span
        if source is not None and not 0 <= span.start <= span.end <= len(source.text):
            raise AssertionError(f"{finding.code.id} has no place in the text")
        for message in (finding.headline, finding.help):
            if message is not None and ("\n" in message.zh + message.en or not message.en):
                raise AssertionError(f"{finding.code.id} is not one line")
    render(findings, "zh")


def run(seed: int, numbers: range) -> Report:
    report = Report()
    rules = real_rules()
    parse(Source("first", "实体 家庭"))  # reading the grammar is no input's doing
    for number in numbers:
        data = data_of(seed, number, rules)
        begin = time.process_time()  # ours alone: a busy machine is no input's doing
        try:
            report.clean += try_one(data)
        except Exception as error:  # noqa: BLE001 whatever it is, it is what we look for
            report.broken.append(f"input {number}: {type(error).__name__}: {error}")
        taken = time.process_time() - begin
        report.inputs += 1
        if taken > report.slowest:
            report.slowest, report.slowest_input = taken, number
    return report


def _batches(inputs: int) -> Iterator[range]:
    for start in range(0, inputs, _BATCH):
        yield range(start, min(start + _BATCH, inputs))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, metavar="NUMBER", help="write this input to stdout")
    args = parser.parse_args()
    if args.show is not None:
        sys.stdout.buffer.write(data_of(args.seed, args.show, real_rules()))
        return 0
    total = Report()
    begin = time.perf_counter()
    batches = list(_batches(args.inputs))
    with ProcessPoolExecutor(args.jobs) as pool:
        for part in pool.map(run, [args.seed] * len(batches), batches):
            total.add(part)
            sys.stderr.write(f"\r{total.inputs} inputs, {len(total.broken)} broken")
    sys.stderr.write("\n")
    sys.stdout.write(
        f"{total.inputs} inputs, seed {args.seed}, {time.perf_counter() - begin:.0f} s: "
        f"{total.clean} clean, {len(total.broken)} broken promises; "
        f"slowest {total.slowest:.3f} s (input {total.slowest_input})\n"
    )
    sys.stdout.writelines(f"{it}\n" for it in total.broken[:50])
    return 1 if total.broken or total.slowest > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
